"""A data folder whose disk is full or not, at will: a small tmpfs, or a limit on what may be written."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

import pytest

from tests.cli.program import PROGRAM, Following

LIMITED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


class SmallDisk(Protocol):
    """A place to run a program whose disk can be filled."""

    data: Path
    reason: str
    """What the system says when it is full."""
    full_program: list[str]
    """What runs the program so that the disk is full from the start."""

    def fill(self, program: Following | None = None) -> None: ...
    def make_room(self, program: Following | None = None) -> None: ...


class Tmpfs:
    """A real disk of 256 kB."""

    reason = "No space left on device"
    full_program = PROGRAM

    def __init__(self, data: Path) -> None:
        self.data = data

    def fill(self, program: Following | None = None) -> None:
        """Fill it to the last byte."""
        with suppress(OSError), (self.data / "filling").open("ab", buffering=0) as file:
            while True:
                file.write(bytes(4096))

    def make_room(self, program: Following | None = None) -> None:
        """Remove what fills it."""
        (self.data / "filling").unlink()


class Limit:
    """A running program may not make any file longer (RLIMIT_FSIZE)."""

    reason = "File too large"
    full_program = [sys.executable, "-c", LIMITED, *PROGRAM[1:]]

    def __init__(self, data: Path) -> None:
        self.data = data

    def fill(self, program: Following | None = None) -> None:
        """Let it write nothing."""
        self._limit(program, 0)

    def make_room(self, program: Following | None = None) -> None:
        """Let it write anything."""
        import resource

        self._limit(program, resource.RLIM_INFINITY)

    def _limit(self, program: Following | None, most: int) -> None:
        import resource

        if program is not None:
            resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def may_mount() -> bool:
    """Whether this user may mount a tmpfs."""
    return sys.platform == "linux" and os.geteuid() == 0


@contextmanager
def mounted(folder: Path, options: str = "size=256k,mode=700") -> Iterator[Path]:
    """A tmpfs at `folder`. If mounting is not allowed, the test is skipped and says so."""
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"no tmpfs can be mounted here: {done.stderr.strip()}; RLIMIT_FSIZE shows the same")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def small_disk(kind: str, tmp_path: Path) -> Iterator[SmallDisk]:
    """One of the two: `tmpfs` or `limit`."""
    if kind == "limit":
        if not hasattr(__import__("resource"), "prlimit"):
            pytest.skip("prlimit is of Linux; the same is tested inside the process in tests/log/test_disk.py")
        yield Limit(tmp_path / "data")
    else:
        if not may_mount():
            pytest.skip("to mount a tmpfs takes root; RLIMIT_FSIZE shows the same")
        with mounted(tmp_path / "data") as folder:
            yield Tmpfs(folder)


@contextmanager
def not_writable(*paths: Path) -> Iterator[None]:
    """Make files that nobody can write inside this context, not even root."""
    root = os.geteuid() == 0
    for path in paths:
        if not root:
            path.chmod(0o400)
        elif subprocess.run(["chattr", "+i", str(path)], capture_output=True, check=False).returncode:
            pytest.skip(
                "root may write everything here (no chattr +i); tests/log/test_disk.py refuses it in the process"
            )
    try:
        yield
    finally:
        for path in paths:
            if root:
                subprocess.run(["chattr", "-i", str(path)], capture_output=True, check=False)
            else:
                path.chmod(0o600)
