"""Clocks: the real one, also faster for rehearsals, and one that tests move by hand."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What the runner reads. `speed` is session seconds in a real second."""

    @property
    def speed(self) -> float: ...

    def monotonic(self) -> float:
        """Real seconds from some fixed instant; never goes back."""

    def wall(self) -> datetime:
        """The date and time, with offset."""


@dataclass(frozen=True, slots=True)
class RealClock:
    """The computer's clocks; with a `speed` above 1 a rehearsal runs faster than life."""

    speed: float = 1.0

    def monotonic(self) -> float:
        return time.monotonic()

    def wall(self) -> datetime:
        return datetime.now(UTC).astimezone()


@dataclass(slots=True)
class FakeClock:
    """A clock that stands still until it is moved."""

    speed: float = 1.0
    seconds: float = 1000.0
    date: datetime = field(default_factory=lambda: datetime(2026, 11, 22, 10, 0, tzinfo=UTC))

    def monotonic(self) -> float:
        return self.seconds

    def wall(self) -> datetime:
        return self.date

    def advance(self, seconds: float) -> None:
        """Let real seconds pass on both clocks."""
        self.seconds += seconds
        self.date += timedelta(seconds=seconds)
