"""A clock that tests move by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass(slots=True)
class FakeClock:
    """A clock that moves only when told to."""

    speed: float = 1.0
    seconds: float = 1000.0
    date: datetime = field(default_factory=lambda: datetime(2026, 11, 22, 10, 0, tzinfo=UTC))
    slept: float | None = None
    """Real seconds asleep so far; None for a computer that does not report it."""

    def monotonic(self) -> float:
        return self.seconds

    def wall(self) -> datetime:
        return self.date

    def asleep(self) -> float | None:
        return self.slept

    def advance(self, seconds: float) -> None:
        """Let real seconds pass on both clocks."""
        self.seconds += seconds
        self.date += timedelta(seconds=seconds)

    def sleep(self, seconds: float) -> None:
        """Let real seconds pass while the computer sleeps: its monotonic clock stops."""
        self.date += timedelta(seconds=seconds)
        if self.slept is not None:
            self.slept += seconds
