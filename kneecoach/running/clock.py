"""The computer's clocks, also faster than life for rehearsals."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Protocol

# Linux and macOS have a clock that goes on while the computer sleeps, each by another name.
_WITH_SLEEP: int | None = getattr(
    time, {"linux": "CLOCK_BOOTTIME", "darwin": "CLOCK_MONOTONIC_RAW"}.get(sys.platform, ""), None
)


def whole_minutes(instant: datetime) -> datetime:
    """The same instant, told with an offset of whole minutes.

    ISO 8601 has no seconds in an offset, and a zone may (local mean time, or a `TZ` somebody set).
    """
    offset = instant.utcoffset()
    if offset is None or not (offset.seconds % 60 or offset.microseconds):
        return instant
    zone = timezone(timedelta(minutes=int(offset.total_seconds() / 60)))
    try:
        return instant.astimezone(zone)
    except OverflowError:  # at either end of the calendar
        return instant.replace(tzinfo=zone)


class Clock(Protocol):
    """What the runner reads. `speed` is session seconds in a real second."""

    @property
    def speed(self) -> float: ...

    def monotonic(self) -> float:
        """Real seconds from some fixed instant; never goes back."""

    def wall(self) -> datetime:
        """The date and time, with an offset of whole minutes."""

    def asleep(self) -> float | None:
        """Real seconds, from some fixed instant, that the computer slept and `monotonic` left out.

        None where the system does not tell; then a sleep can only be guessed from the wall clock.
        """


@dataclass(frozen=True, slots=True)
class RealClock:
    """The computer's clocks; with a `speed` above 1 a rehearsal runs faster than life."""

    speed: float = 1.0

    def monotonic(self) -> float:
        return time.monotonic()

    def wall(self) -> datetime:
        return whole_minutes(datetime.now(UTC).astimezone())

    def asleep(self) -> float | None:
        return None if _WITH_SLEEP is None else time.clock_gettime(_WITH_SLEEP) - time.monotonic()
