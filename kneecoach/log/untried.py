"""The record of a planned set that has not been tried."""

from __future__ import annotations

from kneecoach.log.record import SetRecord, TargetRecord
from kneecoach.session.events import Outcome
from kneecoach.session.plan import Pace, PlannedSet


def untried(planned: PlannedSet, pace: Pace) -> SetRecord:
    """The record of a planned set that was never tried, with the dose of the routine.

    Raises ValueError if no record can hold its target.
    """
    return SetRecord(
        exercise=planned.exercise.id,
        title=planned.exercise.title,
        set=planned.set,
        of=planned.of,
        side=planned.side,
        attempt=1,
        target=target_of(planned.as_in_routine),
        outcome=Outcome.SKIPPED,
        pace=pace,
    )


def target_of(planned: PlannedSet) -> TargetRecord:
    """The target of a planned set."""
    target = planned.target
    return TargetRecord(
        reps=target.reps,
        hold_seconds=target.hold_seconds,
        seconds=target.seconds,
        unit=planned.exercise.unit,
    )
