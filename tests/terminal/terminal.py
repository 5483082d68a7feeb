"""The real program in a pseudo-terminal, its screen read back by a terminal emulator."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pyte

from kneecoach.paths import find_paths
from kneecoach.settings.first_start import note_seen
from kneecoach.ui.debounce import GOING_ON, HELD_SECONDS, MAX_FIRST_REPEAT_SECONDS
from kneecoach.ui.screens.summary import Summary
from tests.cli.warm import ForkedProcess, can_fork

SYNC_QUERY, SYNC_ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
"""The program's question whether the terminal can show a whole paint at once, and the answer that it can."""
SYNC_MODE = 2026
"""Set by the program before a paint, and reset after it."""

PATIENCE_SECONDS = 30.0
"""How long a test waits for something that should be on the screen at once, in seconds."""

LATE_SECONDS = 0.1
"""How late the program may hear of a key, in seconds."""

_LAUNCH = """\
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "kneecoach", *sys.argv[1:]])
"""
"""Makes the terminal the program's own, as a shell's is, so that closing it tells the program."""


class PaintedScreen(pyte.Screen):
    """A screen that says when a paint is whole."""

    on_whole: Callable[[], None] = staticmethod(lambda: None)

    def reset_mode(self, *modes: int, **kwargs: Any) -> None:
        """Reset a mode. The one that holds a paint back ends with the paint."""
        super().reset_mode(*modes, **kwargs)
        if SYNC_MODE in modes and kwargs.get("private"):
            self.on_whole()


class _EchoedStream(pyte.ByteStream):
    """Reads what is written, and leaves out what no terminal understands."""

    def _send_to_parser(self, data: str) -> bool | None:
        try:
            return super()._send_to_parser(data)
        except TypeError:
            return True  # pyte has begun anew, and takes plain text


class Terminal:
    """A terminal of `columns` by `lines` cells with a program in it.

    The program is forked from one that has imported it, unless the test is about its start (`afresh`).
    """

    _can_sync = False

    def __init__(
        self,
        arguments: list[str],
        data: Path,
        columns: int,
        lines: int,
        *,
        afresh: bool = False,
        **environment: str,
    ) -> None:
        ours, theirs = pty.openpty()
        self._ours = ours
        self._screen = PaintedScreen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._set_size(columns, lines)
        self._typed_at: dict[str, float] = {}
        leave_out = {"NO_COLOR", "COLORTERM", "COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE"}
        env = {key: value for key, value in os.environ.items() if key not in leave_out}
        env |= {"TERM": "xterm-256color", "KNEECOACH_DATA_DIR": str(data), **environment}
        self.process: subprocess.Popen[bytes] | ForkedProcess
        if afresh or not can_fork(environment):
            command, streams = self.command(arguments), {"stdin": theirs, "stdout": theirs, "stderr": theirs}
            self.process = subprocess.Popen(command, **streams, env=env, start_new_session=True)
        else:
            self.process = ForkedProcess(arguments, [theirs] * 3, env=env, cwd=Path.cwd(), in_terminal=True)
        os.close(theirs)

    def command(self, arguments: list[str]) -> list[str]:
        """What is run in it by a process that starts afresh."""
        return [sys.executable, "-S", "-c", _LAUNCH, *arguments]

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(self._screen.display)

    def take_echoes(self) -> None:
        """From now on, ignore a sequence that is none, as a terminal does: pyte (0.8.2) raises TypeError for some.

        Once the program gives the terminal back, keys are echoed, and an echo may break what is still written.
        """
        self._stream = _EchoedStream(self._screen)

    def tell_whole_paints(self, tell: Callable[[], None]) -> None:
        """From now on, have the program mark its paints, and call `tell` whenever a whole one is on the screen.

        Otherwise a reader cannot know whether a screen that no longer changes shows half of a paint.
        """
        self._can_sync = True
        self._screen.on_whole = tell

    def type(self, keys: str) -> None:
        """Type as a person would: the same key comes again only when it no longer looks held."""
        if keys in self._typed_at:
            is_going_on = {"\r": "enter", " ": "space"}.get(keys, keys) in GOING_ON
            apart = MAX_FIRST_REPEAT_SECONDS if is_going_on else HELD_SECONDS
            time.sleep(max(0.0, self._typed_at[keys] + apart + LATE_SECONDS - time.monotonic()))
        self.send(keys)
        self._typed_at[keys] = time.monotonic()

    def send(self, keys: str) -> None:
        """Send keys at once."""
        os.write(self._ours, keys.encode())

    def wait_for_summary(self) -> None:
        """Wait until Summary is there and takes keys."""
        self.wait_for("Stopped after")
        time.sleep(Summary.quiet_seconds + 5 * LATE_SECONDS)  # it begins once Summary has been laid out

    def wait_for(self, words: str) -> None:
        """Wait until `words` are on the screen."""
        self.wait_until(lambda: words in self.text, words)

    def wait_until(self, is_so: Callable[[], bool], what: str) -> None:
        """Read the screen until `is_so`. If that never happens, the error names `what`."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            # Half of a paint has words of two screens: what has come already is read before the screen is judged.
            while self.read(0.0) and time.monotonic() < deadline:
                pass
            if is_so():
                return
            assert time.monotonic() < deadline, f"never on the screen: {what}\n{self.text}"
            self.read(0.05)

    def wait_for_end(self) -> int:
        """Wait until the program has ended. Returns its exit status."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.process.poll() is None:
            assert time.monotonic() < deadline, f"still running\n{self.text}"
            self.read(0.05)
        while self.read(0.05):
            pass  # a terminal hands over what is left in pieces of 4 kB
        return self.process.returncode

    def resize(self, columns: int, lines: int) -> None:
        """Change the size of the window."""
        self._screen.resize(lines, columns)
        self._set_size(columns, lines)
        os.kill(self.process.pid, signal.SIGWINCH)

    def forget(self) -> None:
        """Clear the screen, so that whatever is on it later has been painted since."""
        self._screen.reset()

    def fill(self) -> None:
        """Fill the terminal's buffer, so that the program's next write blocks."""
        theirs = os.open(f"/proc/{self.process.pid}/fd/1", os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
        try:
            while os.write(theirs, b"\0" * 1024):
                pass
        except BlockingIOError:
            pass
        finally:
            os.close(theirs)

    def hang_up(self) -> None:
        """Close the terminal under the program, like a window that is closed."""
        closed, self._ours = self._ours, os.open(os.devnull, os.O_RDWR)
        os.close(closed)

    def close(self) -> None:
        """End the program, whatever it is doing."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._ours)

    def _set_size(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def read_some(self, most: int) -> int:
        """Read and show what the program has written, up to a number of bytes. Returns how many there were."""
        ready, _, _ = select.select([self._ours], [], [], 0.05)
        written = os.read(self._ours, most) if ready else b""
        self._take(written)
        return len(written)

    def read(self, seconds: float) -> bool:
        """Read what the program writes within this time, and show it. Returns whether it wrote anything."""
        try:
            ready, _, _ = select.select([self._ours], [], [], seconds)
            written = os.read(self._ours, 65536) if ready else b""
        except OSError:
            written = b""
            time.sleep(0.01)  # the other end is closed: the program is ending
        self._take(written)
        return bool(written)

    def _take(self, written: bytes) -> None:
        """Show what the program has written."""
        if self._can_sync and SYNC_QUERY in written:
            with suppress(OSError):  # it has ended
                os.write(self._ours, SYNC_ANSWER)
        self._stream.feed(written)


@contextmanager
def terminal(
    *arguments: str, data: Path, columns: int = 80, lines: int = 24, afresh: bool = False, **environment: str
) -> Iterator[Terminal]:
    """A program started in a terminal, and ended with it. The user is not new to it."""
    note_seen(find_paths(str(data)))
    opened = Terminal(list(arguments), data, columns, lines, afresh=afresh, **environment)
    try:
        yield opened
    finally:
        opened.close()
