"""What is typed or piped into the program, line by line. However much there is, it never holds up a session."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import TextIO

from kneecoach.review.pain import GET_HELP
from kneecoach.text import NOT_ADVICE

MAX_LINE = 1000
"""Characters of a line that are kept; no key has more than a few."""

MAX_WAITING = 100
"""Lines that may wait to be obeyed; whoever writes more has to wait."""

MAX_A_SECOND = 100
"""Lines; more than anybody types. A flood would take the time of the session, and fill its journal."""

CHUNK = 65536
"""Characters of the rest of a long line that are dropped at once; they count as a line."""


class Input:
    """Lines of stdin, read by a thread so that waiting for them never holds up the session."""

    def __init__(
        self,
        source: TextIO,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`now` and `sleep` in seconds: a second's worth of lines is read at once, then no more for its rest."""
        self._source = source
        self._now = now
        self._sleep = sleep
        self._second_began = now()
        self._pieces = 0
        self._has_ended = threading.Event()
        self.lines: queue.Queue[str | None] = queue.Queue(MAX_WAITING)
        """What was typed, line by line; None at the end of input."""
        threading.Thread(target=self._read, name="stdin", daemon=True).start()

    @property
    def is_over(self) -> bool:
        """Whether there is no more input."""
        return self._has_ended.is_set() and self.lines.empty()

    def ask(self, question: str, out: TextIO) -> str:
        """One line typed in answer; empty when there is no more input. `?` says when to get help and asks again."""
        while True:
            print(question, file=out, flush=True)
            answer = "" if self.is_over else (self.lines.get() or "").strip()
            if answer != "?":
                return answer
            print(*GET_HELP.splitlines(), NOT_ADVICE, sep="\n", file=out)

    def _read(self) -> None:
        try:
            for line in self._lines():
                self.lines.put(line)
        except (OSError, ValueError):
            pass  # stdin was closed under us: the same as its end
        self._has_ended.set()
        self.lines.put(None)

    def _lines(self) -> Iterator[str]:
        """Each line without its end, and of a long one the beginning."""
        while line := self._piece(MAX_LINE):
            end = line
            while not end.endswith("\n") and (end := self._piece(CHUNK)):
                pass
            yield line.rstrip("\r\n")

    def _piece(self, most: int) -> str:
        """Up to `most` characters, at most to the end of the line; empty at the end of input."""
        self._pieces += 1
        if self._pieces % MAX_A_SECOND == 0:
            self._sleep(max(0.0, self._second_began + 1.0 - self._now()))
            self._second_began = self._now()
        return self._source.readline(most)
