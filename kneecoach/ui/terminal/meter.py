"""Measures how fast the terminal takes output."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import IO

PIECE_CHARACTERS = 512
"""Output is written in pieces of this size, so that the speed is known during a large paint."""

HELD_UP_SECONDS = 0.04
"""A piece that takes longer than this was held up by the reader: about 13 kB a second, or a busy machine."""

WINDOW_SECONDS = 1.0
MAX_HELD_UP_SECONDS = 0.4
"""If pieces were held up for longer than this in total, within the window, the line is slow."""

MIN_SLOW_SECONDS = 5.0
MAX_SLOW_SECONDS = 160.0
"""How long a slow line counts as slow: at first, and at most after repeated trials."""


class OutputMeter:
    """Counts the output that waits. The writer's thread updates it, and the event loop reads it."""

    def __init__(
        self, now: Callable[[], float] = time.monotonic, *, held_up_seconds: float = HELD_UP_SECONDS
    ) -> None:
        """`now` is a clock in seconds that never goes back.

        The reader held a piece up if it took longer than `held_up_seconds`.
        """
        self._now = now
        self._limit = held_up_seconds
        self._lock = Lock()
        self._on_free: Callable[[], None] | None = None
        self._slow_for = MIN_SLOW_SECONDS
        self._slow_until = -1.0
        self.reset()

    def reset(self) -> None:
        """Forget what waits, because the writer has ended or a new one begins."""
        with self._lock:
            self._waiting = 0
            self._taken_at = self._now()
            self._began: float | None = None
            self._held_up: deque[tuple[float, float]] = deque()
            """For each held-up piece, when it had been taken and how long that took, in seconds."""

    def handed_over(self, characters: int) -> None:
        """Note that output was queued."""
        with self._lock:
            if not self._waiting:
                self._taken_at = self._now()
            self._waiting += characters

    def begins(self) -> None:
        """Note that the writer hands a piece to the terminal."""
        self._began = self._now()

    def has_taken(self, characters: int) -> None:
        """Note that the terminal has taken the piece."""
        with self._lock:
            now = self._now()
            if self._began is not None and now - self._began > self._limit:
                self._held_up.append((now, now - self._began))
            self._began, self._taken_at = None, now
            self._waiting = max(0, self._waiting - characters)
            free, self._on_free = (None, self._on_free) if self._waiting else (self._on_free, None)
        if free is not None:
            free()

    @property
    def is_free(self) -> bool:
        """Whether the terminal has taken all output."""
        return not self._waiting

    def when_free(self, tell: Callable[[], None]) -> bool:
        """Call `tell` from the writer's thread once all output is taken; if it already is, return False instead."""
        with self._lock:
            if not self._waiting:
                return False
            self._on_free = tell
            return True

    @property
    def is_slow(self) -> bool:
        """Whether the line is too slow for everything, so that decoration should be left out."""
        with self._lock:
            now = self._now()
            if self._held_up_seconds(now) > MAX_HELD_UP_SECONDS:
                if now >= self._slow_until:
                    # It was tried again just now, and is still slow: wait twice as long before the next trial.
                    again = now < self._slow_until + self._slow_for
                    self._slow_for = min(MAX_SLOW_SECONDS, self._slow_for * 2) if again else MIN_SLOW_SECONDS
                self._slow_until = now + self._slow_for
            return now < self._slow_until

    @property
    def seconds_untaken(self) -> float:
        """How long the terminal has taken nothing although output waits; otherwise 0."""
        with self._lock:
            return self._now() - self._taken_at if self._waiting else 0.0

    def _held_up_seconds(self, now: float) -> float:
        while self._held_up and self._held_up[0][0] < now - WINDOW_SECONDS:
            self._held_up.popleft()
        under_way = now - self._began if self._began is not None else 0.0
        return sum(seconds for _, seconds in self._held_up) + (under_way if under_way > self._limit else 0.0)


class MeteredFile:
    """A terminal's file that reports to a meter how fast it is read. For a single writer thread."""

    def __init__(self, file: IO[str], meter: OutputMeter) -> None:
        self._file = file
        self._meter = meter

    def write(self, text: str) -> int:
        """Write, piece by piece; returns when the terminal has taken all of it."""
        for start in range(0, len(text), PIECE_CHARACTERS):
            piece = text[start : start + PIECE_CHARACTERS]
            self._meter.begins()
            self._file.write(piece)
            self._file.flush()
            self._meter.has_taken(len(piece))
        return len(text)

    def flush(self) -> None:
        """Does nothing, because writes are not buffered."""

    def fileno(self) -> int:
        """The descriptor of the underlying file."""
        return self._file.fileno()
