"""An interactive shell with job control in a pseudo-terminal, where Ctrl+Z and `fg` work."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.terminal.terminal import Terminal

BASH = shutil.which("bash")

_TAKE_THE_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)

PROMPT = "what now?"


class Shell(Terminal):
    """A terminal with a shell that owns it, as after a login."""

    def command(self, arguments: list[str]) -> list[str]:
        assert BASH is not None
        shell = [BASH, "--noprofile", "--norc", "--noediting", "-i"]
        return [sys.executable, "-c", _TAKE_THE_TERMINAL, *shell]

    def run(self, *arguments: str) -> None:
        """Start kneecoach as a job of the shell, inside another program that waits for it, as `make run` does."""
        words = " ".join([sys.executable, "-m", "kneecoach", *arguments])
        self.type(f"sh -c '{words}; true'\r")


@contextmanager
def shell(data: Path, columns: int = 80, lines: int = 24) -> Iterator[Shell]:
    """A shell that has shown its prompt. It is ended together with its jobs."""
    opened = Shell([], data, columns, lines, afresh=True, PS1=f"{PROMPT} ")
    try:
        opened.wait_for(PROMPT)
        yield opened
    finally:
        opened.close()
