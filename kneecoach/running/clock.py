"""The computer's clocks, and the speed of a rehearsal."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Protocol

# Linux and macOS each have a clock that goes on while the computer sleeps, under different names.
_WITH_SLEEP: int | None = getattr(
    time, {"linux": "CLOCK_BOOTTIME", "darwin": "CLOCK_MONOTONIC_RAW"}.get(sys.platform, ""), None
)


def whole_minutes(instant: datetime) -> datetime:
    """The same instant, with an offset of whole minutes.

    ISO 8601 has no seconds in an offset, but a time zone may (local mean time, or an odd `TZ`).
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
    """The clocks the runner reads. `speed` is session seconds per real second."""

    @property
    def speed(self) -> float: ...

    def monotonic(self) -> float:
        """Real seconds since some fixed instant. Never goes back."""

    def wall(self) -> datetime:
        """The date and time, with an offset of whole minutes."""

    def asleep(self) -> float | None:
        """Real seconds that the computer has slept since some fixed instant. `monotonic` leaves them out.

        None if the system does not report it; then a sleep can only be guessed from the wall clock.
        """


@dataclass(frozen=True, slots=True)
class RealClock:
    """The computer's clocks. A `speed` above 1 is for a rehearsal."""

    speed: float = 1.0

    def monotonic(self) -> float:
        return time.monotonic()

    def wall(self) -> datetime:
        return whole_minutes(datetime.now(UTC).astimezone())

    def asleep(self) -> float | None:
        if sys.platform == "win32" or _WITH_SLEEP is None:
            return None
        return time.clock_gettime(_WITH_SLEEP) - time.monotonic()
