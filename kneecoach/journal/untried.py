"""What a record says of a planned set before anything is done of it."""

from __future__ import annotations

from kneecoach.log.record import SetRecord, TargetRecord
from kneecoach.session.events import Outcome
from kneecoach.session.plan import Pace, PlannedSet


def untried(planned: PlannedSet, pace: Pace) -> SetRecord:
    """A planned set that was never tried. Raises ValueError where no record can say what it asks for."""
    return SetRecord(
        exercise=planned.exercise.id,
        title=planned.exercise.title,
        set=planned.set,
        of=planned.of,
        side=planned.side,
        attempt=1,
        target=target_of(planned),
        outcome=Outcome.SKIPPED,
        pace=pace,
    )


def target_of(planned: PlannedSet) -> TargetRecord:
    """What a planned set asks for."""
    target = planned.target
    return TargetRecord(
        reps=target.reps,
        hold_seconds=target.hold_seconds,
        seconds=target.seconds,
        unit=planned.exercise.unit,
    )
