"""A program in a pseudo-terminal: what it paints, and when that arrived.

Like some real ones, the terminal answers no query, unless it has to pass for one with true pixels. To count frames,
it answers the query for synchronised output: Textual then puts each update between two marks. Reading takes
precedence over parsing, and each chunk has the instant it was read, so that the time pyte takes does not count.
Instants are `time.perf_counter` seconds.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import ClassVar, Literal, Self

import psutil
import pyte

from benchmarks.environment import COLUMNS, LINES, ROOT, BenchmarkError

MAX_SECONDS = 60.0
"""How long to wait for something to appear."""

END_SECONDS = 5.0
"""How long a program may take to end before it is killed."""

CHUNK_BYTES = 65536

CELL = (10, 20)
"""Width and height of a cell in pixels."""
Passes = Literal["kitty", "foot"]
"""A terminal with Kitty's protocol, or with sixels."""
ASKED_FOR_NAME = b"\x1b[>q"
ANSWERS: dict[Passes, bytes] = {
    "kitty": b"\x1bP>|kitty(0.48.2)\x1b\\\x1b_Gi=31;OK\x1b\\\x1b[?62;52c",
    "foot": b"\x1bP>|foot(1.28.0)\x1b\\\x1b[?62;4c",
}
"""What each says when it is asked what it is."""
PICTURE = re.compile(rb"\x1b[_P][^\x1b]*\x1b\\")
UNFINISHED = re.compile(rb"\x1b(?:[_P][^\x1b]*\x1b?)?\Z")

ASKED_FOR_MARKS, MARKS_KNOWN = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
MARK_START, MARK_END = b"\x1b[?2026h", b"\x1b[?2026l"


class Terminal:
    """A running program. Use it in a `with` statement, which ends it."""

    _open: ClassVar[list[Terminal]] = []
    """All open terminals. Every wait reads from all of them, so that no program blocks on a full pipe."""

    def __init__(
        self,
        command: Sequence[str],
        environ: dict[str, str],
        size: tuple[int, int] = (COLUMNS, LINES),
        *,
        marks: bool = False,
        passes_for: Passes | None = None,
    ) -> None:
        """`size` is columns and rows.

        With `marks`, painted frames are counted; `passes_for` is what it says it is.
        """
        columns, lines = size
        self._master, slave = pty.openpty()
        pixels = (columns * CELL[0], lines * CELL[1]) if passes_for else (0, 0)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, *pixels))
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._unpainted: deque[tuple[float, bytes]] = deque()
        self._ended = False
        self._marks = marks
        self._passes_for = passes_for
        self._unfinished = b""
        """The part of an unfinished picture that was to be parsed."""
        self._update = b""
        """The part of an unfinished update that has arrived."""
        self.command = " ".join(command)
        self.received = 0
        """Bytes the program has written so far."""
        self.frames = 0
        """Updates that painted something so far; only with `marks`."""
        self.spawned = time.perf_counter()
        """The instant just before the program was started."""
        self._child = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environ, cwd=ROOT, start_new_session=True
        )
        os.close(slave)
        self.process = psutil.Process(self._child.pid)
        self._open.append(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the program and its children."""
        family = self.family()
        self._child.terminate()
        deadline = time.perf_counter() + END_SECONDS
        while self._child.poll() is None and time.perf_counter() < deadline:
            listen(0.02)
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self._child.wait()
        self._open.remove(self)
        os.close(self._master)

    def family(self) -> list[psutil.Process]:
        """The program and its children."""
        try:
            return [self.process, *self.process.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def press(self, key: str) -> float:
        """Send a key. Returns the instant just before."""
        instant = time.perf_counter()
        os.write(self._master, key.encode())
        return instant

    def lines(self) -> list[str]:
        """The rows of the parsed screen."""
        return list(self._screen.display)

    def shows(self, text: str) -> bool:
        """Whether a row of the parsed screen contains `text`."""
        return any(text in line for line in self._screen.display)

    def wait_for(self, text: str, seconds: float = MAX_SECONDS) -> float:
        """Wait until `text` is on the screen. Returns the instant it arrived. Raises BenchmarkError."""
        return self.wait_until(lambda: self.shows(text), repr(text), seconds)

    def wait_until(self, condition: Callable[[], bool], what: str, seconds: float = MAX_SECONDS) -> float:
        """Wait until a condition on the screen holds. Returns the instant that arrived. Raises BenchmarkError."""
        deadline = time.perf_counter() + seconds
        if condition():
            return time.perf_counter()
        while True:
            before = self.received
            listen(0.0 if self._unpainted else 0.05)
            if self.received != before:
                continue
            if self._unpainted:
                instant, chunk = self._unpainted.popleft()
                self._parse(chunk)
                if condition():
                    return instant
            elif self._ended or time.perf_counter() > deadline:
                shown = "\n".join(line for line in self.lines() if line.strip())
                why = "it ended" if self._ended else f"not within {seconds:g} s"
                raise BenchmarkError(f"{self.command}: waited for {what}, {why}; the screen shows:\n{shown}")

    def appears(self, text: str, seconds: float) -> bool:
        """Whether `text` appears on the screen within `seconds`."""
        try:
            self.wait_for(text, seconds)
        except BenchmarkError:
            return False
        return True

    def _read(self) -> None:
        try:
            chunk = os.read(self._master, CHUNK_BYTES)
        except OSError:
            # Linux raises this when the program has closed its side.
            chunk = b""
        if not chunk:
            self._ended = True
            return
        self._unpainted.append((time.perf_counter(), chunk))
        self.received += len(chunk)
        if self._passes_for is not None and ASKED_FOR_NAME in chunk:
            os.write(self._master, ANSWERS[self._passes_for])
        if self._marks:
            self._count(chunk)

    def _parse(self, chunk: bytes) -> None:
        """Put a chunk on the parsed screen, without its pictures: pyte would print them."""
        text = PICTURE.sub(b"", self._unfinished + chunk)
        unfinished = UNFINISHED.search(text)
        text, self._unfinished = (text[: unfinished.start()], unfinished[0]) if unfinished else (text, b"")
        self._stream.feed(text)

    def _count(self, chunk: bytes) -> None:
        if ASKED_FOR_MARKS in chunk:
            os.write(self._master, MARKS_KNOWN)
        updates, mark, self._update = (self._update + chunk).rpartition(MARK_END)
        updates += mark
        self.frames += updates.count(MARK_END) - updates.count(MARK_START + MARK_END)

    @classmethod
    def read_all(cls, seconds: float) -> None:
        """Read once from every terminal that has output. Wait at most `seconds` for the first."""
        reading = {terminal._master: terminal for terminal in cls._open if not terminal._ended}
        if not reading:
            time.sleep(seconds)
            return
        ready, _, _ = select.select(list(reading), [], [], seconds)
        for descriptor in ready:
            reading[descriptor]._read()


def listen(seconds: float) -> None:
    """Read once from every terminal that has output. Wait at most `seconds` for the first."""
    Terminal.read_all(seconds)


def let_run(seconds: float) -> None:
    """Let the programs run for `seconds`, and read what they write."""
    deadline = time.perf_counter() + seconds
    while (left := deadline - time.perf_counter()) > 0:
        listen(left)
