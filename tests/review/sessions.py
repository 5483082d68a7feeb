"""Sessions on given days, for the tests of what they mean taken together."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

from kneecoach.log.record import PainScores, Record, SetRecord
from kneecoach.session.events import Outcome, Status
from kneecoach.session.plan import Side
from tests.log.samples import CET, a_record, a_set

MONDAY = date(2026, 9, 7)
"""The Monday from which the tests count days."""


def day(number: int) -> date:
    """The day this many days after `MONDAY`: 0 to 6 are its week."""
    return MONDAY + timedelta(days=number)


def at(number: int, hour: float = 18.0, offset: float = 1.0) -> datetime:
    """An hour of a day, by a clock this many hours ahead of UTC."""
    zone = timezone(timedelta(hours=offset)) if offset != 1.0 else CET
    return datetime.combine(day(number), datetime.min.time(), zone) + timedelta(hours=hour)


def on(number: int, *sets: SetRecord, hour: float = 18.0, offset: float = 1.0, **changes: Any) -> Record:
    """A session of twenty minutes on a day; by default, twelve of fifteen hip thrusts."""
    began = at(number, hour, offset)
    fields: dict[str, Any] = {
        "id": f"{number:04d}{int(hour * 60):04d}-0000-4000-8000-000000000000",
        "started_at": began,
        "ended_at": began + timedelta(minutes=20),
        "sets": sets or (a_set(),),
        "pain": PainScores(),
    }
    return a_record(**{**fields, **changes})


def completed(number: int, **changes: Any) -> Record:
    """A session in which every set was completed."""
    whole = a_set(outcome=Outcome.COMPLETED, reps=15, set=1, of=1)
    return on(number, whole, **{"status": Status.COMPLETED, **changes})


def lunges(number: int, left: int, right: int, target: int = 10, **changes: Any) -> tuple[SetRecord, ...]:
    """One set of lunges on each side, with this many reps. With 0 reps the set was skipped."""
    return tuple(
        a_set(
            exercise="reverse-lunge",
            title="Reverse lunge",
            set=number,
            side=side,
            reps=reps,
            holds=(),
            outcome=Outcome.COMPLETED if reps >= target else Outcome.PARTIAL if reps else Outcome.SKIPPED,
            **changes,
        )
        for side, reps in ((Side.LEFT, left), (Side.RIGHT, right))
    )
