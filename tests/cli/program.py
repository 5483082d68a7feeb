"""Runs the real program in its own folder, to its end or line by line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.cli.warm import WarmProcess, can_fork

PROGRAM = [sys.executable, "-m", "kneecoach"]
ROOT = Path(__file__).parent.parent.parent
TIMEOUT = 20.0
"""After this many seconds, a program that hangs is ended and its test fails."""


def environment(data: Path, **more: str) -> dict[str, str]:
    """The environment, without the developer's own settings for kneecoach."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("KNEECOACH_")}
    return own | {"KNEECOACH_DATA_DIR": str(data), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | more


def started(
    data: Path, *arguments: str, program: Sequence[str] = PROGRAM, **env: str
) -> subprocess.Popen[str] | WarmProcess:
    """The program, or another, with these arguments; `env` is added to its environment."""
    if program is PROGRAM and can_fork(env):
        return WarmProcess([*arguments], env=environment(data, **env), cwd=data.parent)
    return subprocess.Popen(
        [*program, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        env=environment(data, **env),
        cwd=data.parent,
    )


def kneecoach(
    data: Path, *arguments: str, status: int | None = 0, stdin: str = "", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the program to its end. It exits with `status` (None: with any), never with a traceback.

    If it fails with 1 and prints nothing else, it says why in one line on stderr.
    """
    process = started(data, *arguments, **(env or {}))
    try:
        out, error = process.communicate(stdin, TIMEOUT)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    done = subprocess.CompletedProcess(process.args, process.returncode, out, error)
    assert "Traceback" not in done.stderr, done.stderr
    assert status is None or done.returncode == status, (arguments, done.returncode, done.stderr)
    if status == 1 and not done.stdout:
        assert done.stderr.count("\n") == 1, done.stderr
        assert done.stderr.startswith("kneecoach: "), done.stderr
    return done


def as_json(data: Path, *arguments: str) -> Any:
    """What a command prints with `--json`."""
    return json.loads(kneecoach(data, *arguments, "--json").stdout)


class Following:
    """`start` or `resume` under way: its output is read line by line, and keys are typed to it."""

    def __init__(self, data: Path, *arguments: str, program: Sequence[str] = PROGRAM, **env: str) -> None:
        """`program` is what to run with these arguments; `env` is added to its environment."""
        self.lines: list[str] = []
        self.process = started(data, *arguments, program=program, **env)

    @property
    def events(self) -> list[dict[str, Any]]:
        """What was printed so far with `--json`."""
        return [json.loads(line) for line in self.lines]

    def press(self, *keys: str) -> None:
        """Type keys, each with enter."""
        assert self.process.stdin is not None
        self.process.stdin.write("".join(f"{key}\n" for key in keys))
        self.process.stdin.flush()

    def line(self) -> str:
        """The next line."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"it ended after {self.lines[-3:]}"
        self.lines.append(line.rstrip("\n"))
        return self.lines[-1]

    def text(self, wanted: str) -> str:
        """Read up to a line with `wanted` in it."""
        while wanted not in (line := self.line()):
            pass
        return line

    def event(self, name: str, ready: Callable[[dict[str, Any]], bool] = lambda _: True) -> dict[str, Any]:
        """Read up to an event of that name for which it is `ready`."""
        while True:
            event: dict[str, Any] = json.loads(self.line())
            if event["event"] == name and ready(event):
                return event

    def do(self, key: str, name: str) -> dict[str, Any]:
        """Type a key and read up to the event that answers it."""
        self.press(key)
        return self.event(name)

    def end(self, number: signal.Signals | None = None) -> int:
        """Send a signal, if any, end its input, read what is left, and wait.

        Returns its exit status. No traceback.
        """
        if number is not None:
            self.process.send_signal(number)
        process = self.process
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        with suppress(BrokenPipeError):
            process.stdin.close()
        out, error = process.stdout.read(), process.stderr.read()
        process.wait()
        self.lines += [line for line in out.splitlines() if number is None or line.endswith("}")]
        assert "Traceback" not in error, error
        return process.returncode


@contextmanager
def following(data: Path, *arguments: str, program: Sequence[str] = PROGRAM, **env: str) -> Iterator[Following]:
    """A session under way. It is ended when the block is left, or when it takes too long."""
    followed = Following(data, *arguments, program=program, **env)
    overdue = threading.Timer(TIMEOUT, followed.process.kill)
    overdue.start()
    try:
        yield followed
    finally:
        overdue.cancel()
        followed.process.kill()
        with suppress(BrokenPipeError), followed.process:
            pass  # closes its streams and waits
