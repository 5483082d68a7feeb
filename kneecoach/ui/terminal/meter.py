"""How fast the terminal takes what is written to it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import IO

PIECE_CHARACTERS = 512
"""What is written is handed over in pieces, so that its speed is known while a large paint is under way."""

HELD_UP_SECONDS = 0.04
"""A piece that takes longer than this was held up by its reader: about 13 kB a second, or a busy machine."""

WINDOW_SECONDS = 1.0
MAX_HELD_UP_SECONDS = 0.4
"""A line on which pieces were held up for longer than this, within the window, is slow."""

MIN_SLOW_SECONDS = 5.0
MAX_SLOW_SECONDS = 160.0
"""How long a line that was slow is taken for slow: at first, and when it was tried again and again."""


class OutputMeter:
    """Counts what waits to be written. The writer's thread tells it, and the event loop asks."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """`now` is a clock in seconds that never goes back."""
        self._now = now
        self._lock = Lock()
        self._on_free: Callable[[], None] | None = None
        self._slow_for = MIN_SLOW_SECONDS
        self._slow_until = -1.0
        self.reset()

    def reset(self) -> None:
        """Nothing waits any more: the writer has ended, or a new one begins."""
        with self._lock:
            self._waiting = 0
            self._taken_at = self._now()
            self._began: float | None = None
            self._held_up: deque[tuple[float, float]] = deque()
            """When pieces that were held up had been taken, and how long that took, in seconds."""

    def handed_over(self, characters: int) -> None:
        """Something is to be written."""
        with self._lock:
            if not self._waiting:
                self._taken_at = self._now()
            self._waiting += characters

    def begins(self) -> None:
        """The writer hands a piece to the terminal."""
        self._began = self._now()

    def has_taken(self, characters: int) -> None:
        """The terminal has taken the piece."""
        with self._lock:
            now = self._now()
            if self._began is not None and now - self._began > HELD_UP_SECONDS:
                self._held_up.append((now, now - self._began))
            self._began, self._taken_at = None, now
            self._waiting = max(0, self._waiting - characters)
            free, self._on_free = (None, self._on_free) if self._waiting else (self._on_free, None)
        if free is not None:
            free()

    @property
    def is_free(self) -> bool:
        """Whether the terminal has taken all that was written."""
        return not self._waiting

    def when_free(self, tell: Callable[[], None]) -> bool:
        """Call `tell` from the writer's thread once all is taken; False, and no call, where it is already."""
        with self._lock:
            if not self._waiting:
                return False
            self._on_free = tell
            return True

    @property
    def is_slow(self) -> bool:
        """Whether the line takes less than is to be shown: what only adorns the screen is left out."""
        with self._lock:
            now = self._now()
            if self._held_up_seconds(now) > MAX_HELD_UP_SECONDS:
                if now >= self._slow_until:
                    # It had been tried again just now: the next time only after twice as long.
                    again = now < self._slow_until + self._slow_for
                    self._slow_for = min(MAX_SLOW_SECONDS, self._slow_for * 2) if again else MIN_SLOW_SECONDS
                self._slow_until = now + self._slow_for
            return now < self._slow_until

    @property
    def seconds_untaken(self) -> float:
        """How long the terminal has taken nothing at all although something waits; else 0."""
        with self._lock:
            return self._now() - self._taken_at if self._waiting else 0.0

    def _held_up_seconds(self, now: float) -> float:
        while self._held_up and self._held_up[0][0] < now - WINDOW_SECONDS:
            self._held_up.popleft()
        under_way = now - self._began if self._began is not None else 0.0
        return sum(seconds for _, seconds in self._held_up) + (under_way if under_way > HELD_UP_SECONDS else 0.0)


class MeteredFile:
    """The file of a terminal, which tells a meter how fast it is read. For one writer's thread."""

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
        """Nothing is kept back."""

    def fileno(self) -> int:
        """The number of the file beneath."""
        return self._file.fileno()
