"""Lines typed or piped into the program. However many there are, they never hold up a session."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import TextIO

from kneecoach.review.pain import GET_HELP
from kneecoach.text import NOT_ADVICE

MAX_LINE = 1000
"""Characters of a line that are kept; no command needs more than a few."""

MAX_WAITING = 100
"""The most lines that wait to be obeyed; when there are this many, the reader waits for room."""

ROOM_SECONDS = 0.05
"""How long the reader waits before it looks for room again (real seconds)."""

MAX_PER_SECOND = 100
"""Lines read in a second: more than anyone types. A flood would slow the session and fill its journal."""

CHUNK = 65536
"""The rest of a line that is too long is dropped this many characters at a time; each chunk counts as a line."""


class Input:
    """Lines of stdin, read in a thread so that waiting for them never holds up the session."""

    def __init__(
        self,
        source: TextIO,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`now` and `sleep` are in seconds; at most MAX_PER_SECOND lines are read in each second."""
        self._source = source
        self._now = now
        self._sleep = sleep
        self._second_began = now()
        self._pieces = 0
        self._has_ended = threading.Event()
        # Written in C, so a signal's handler may raise during a wait. `Queue` could then raise another error:
        # that of a lock released twice.
        self.lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        """The lines typed; None at the end of input."""
        threading.Thread(target=self._read, name="stdin", daemon=True).start()

    @property
    def is_over(self) -> bool:
        """Whether there is no more input."""
        return self._has_ended.is_set() and self.lines.empty()

    def ask(self, question: str, out: TextIO) -> str:
        """One typed line; empty when input has ended. `?` prints when to get help and repeats the question."""
        while True:
            print(question, file=out, flush=True)
            answer = "" if self.is_over else (self.lines.get() or "").strip()
            if answer != "?":
                return answer
            print(*GET_HELP.splitlines(), NOT_ADVICE, sep="\n", file=out)

    def _read(self) -> None:
        try:
            for line in self._lines():
                while self.lines.qsize() >= MAX_WAITING:
                    time.sleep(ROOM_SECONDS)
                self.lines.put(line)
        except (OSError, ValueError):
            pass  # a closed stdin is the same as its end
        self._has_ended.set()
        self.lines.put(None)

    def _lines(self) -> Iterator[str]:
        """Each line without its line end, cut to MAX_LINE characters."""
        while line := self._piece(MAX_LINE):
            end = line
            while not end.endswith("\n") and (end := self._piece(CHUNK)):
                pass
            yield line.rstrip("\r\n")

    def _piece(self, most: int) -> str:
        """Up to `most` characters of the current line; empty at the end of input."""
        self._pieces += 1
        if self._pieces % MAX_PER_SECOND == 0:
            self._sleep(max(0.0, self._second_began + 1.0 - self._now()))
            self._second_began = self._now()
        return self._source.readline(most)
