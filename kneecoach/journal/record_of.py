"""From the fold of a session's events to its record. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from kneecoach.journal.header import Header
from kneecoach.log.record import PainScores, Record, RoutineRef, SetRecord, TargetRecord
from kneecoach.session.events import Outcome, Status
from kneecoach.session.plan import PlannedSet
from kneecoach.session.state import Attempt, State


def record_of(header: Header, state: State, device: str, saved_at: datetime) -> Record:
    """The record of an ended session: every attempt in the plan's order, sets never tried as skipped.

    Raises ValueError while the session is still going.
    """
    if state.ended_at is None or state.status is None:
        raise ValueError("the session has not ended")

    def wall(at: float) -> datetime:
        return header.started_at + timedelta(seconds=at / header.speed)

    sets: list[SetRecord] = []
    for index, planned in enumerate(state.plan.sets):
        attempts = sorted((a for a in state.attempts if a.index == index), key=lambda a: a.attempt)
        sets += [_tried(planned, a, state.pain_of(index, a.attempt), wall(a.started)) for a in attempts]
        if not attempts:
            sets.append(_untried(planned, state))
    return Record(
        id=header.id,
        device=device,
        saved_at=saved_at,
        app=header.app,
        routine=RoutineRef(id=state.plan.routine, title=state.plan.title, digest=state.plan.digest),
        started_at=header.started_at,
        ended_at=wall(state.ended_at),
        active_seconds=state.active_seconds(state.ended_at),
        paused_seconds=state.paused_seconds,
        speed=header.speed,
        status=Status.PARTIAL if state.status is Status.DISCARDED else state.status,
        pain=PainScores(before=header.pain_before, worst=max((pain.value for pain in state.pains), default=None)),
        sets=tuple(sets),
    )


def _tried(planned: PlannedSet, attempt: Attempt, pain: int | None, started_at: datetime) -> SetRecord:
    return SetRecord(
        exercise=planned.exercise.id,
        title=planned.exercise.title,
        set=planned.set,
        of=planned.of,
        side=planned.side,
        attempt=attempt.attempt,
        target=_target(planned),
        outcome=attempt.outcome,
        reps=attempt.reps,
        holds=attempt.holds,
        seconds=attempt.seconds,
        load_kg=attempt.load_kg,
        pace=attempt.pace,
        pain=pain,
        started_at=started_at,
        variant=attempt.variant,
    )


def _untried(planned: PlannedSet, state: State) -> SetRecord:
    return SetRecord(
        exercise=planned.exercise.id,
        title=planned.exercise.title,
        set=planned.set,
        of=planned.of,
        side=planned.side,
        attempt=1,
        target=_target(planned),
        outcome=Outcome.SKIPPED,
        pace=state.pace,
    )


def _target(planned: PlannedSet) -> TargetRecord:
    target = planned.target
    return TargetRecord(
        reps=target.reps,
        hold_seconds=target.hold_seconds,
        seconds=target.seconds,
        unit=planned.exercise.unit,
    )
