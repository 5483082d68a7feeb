"""Folds a session's events into its state, and makes its record from that. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import reduce

from kneecoach.journal.header import Header
from kneecoach.log.corrections import status_of
from kneecoach.log.going_on import joined, with_what_is_left
from kneecoach.log.record import MOST, GoingOnRecord, PainScores, Record, RoutineRef, SetRecord, ShortenedRecord
from kneecoach.log.untried import target_of, untried
from kneecoach.session.commands import BringBack, EndSession
from kneecoach.session.decide import decide
from kneecoach.session.events import Event
from kneecoach.session.evolve import evolve
from kneecoach.session.plan import Kind, Plan, PlannedSet
from kneecoach.session.state import Attempt, State
from kneecoach.session.variants import NO_VARIANT
from kneecoach.text import clean


def record_of(header: Header, state: State, device: str, saved_at: datetime) -> Record:
    """The record of an ended session: every attempt in the plan's order, sets never tried as skipped.

    A continued session's record holds both parts, as its next revision. Raises ValueError before the end.
    """
    part = part_of(header, state, device, saved_at)
    if header.continues is None:
        return with_what_is_left(part)
    of_now = {"rev": header.continues.rev + 1, "device": device, "saved_at": saved_at}
    return joined(header.continues, part).model_copy(update=of_now)


def part_of(header: Header, state: State, device: str, saved_at: datetime) -> Record:
    """The record of what was done since the journal began. Raises ValueError while the session is still going."""
    if state.ended_at is None or state.status is None:
        raise ValueError("the session has not ended")

    def wall(at: float) -> datetime:
        return _later(header.started_at, at / header.speed)

    done: dict[Kind, list[SetRecord]] = {kind: [] for kind in Kind}
    for index, planned in enumerate(state.plan.sets):
        attempts = sorted((a for a in state.attempts if a.index == index), key=lambda a: a.attempt)
        sets = done[planned.exercise.kind]
        sets += [_tried(planned, a, state.pain_of(index, a.attempt), wall(a.started)) for a in attempts]
        if not attempts:
            sets.append(untried(planned, state.pace))
    return Record(
        id=header.id,
        device=device,
        saved_at=saved_at,
        app=header.app,
        routine=RoutineRef(id=state.plan.routine, title=state.plan.title, digest=state.plan.digest),
        started_at=header.started_at,
        ended_at=wall(state.ended_at),
        active_seconds=_seconds(state.active_seconds(state.ended_at)),
        paused_seconds=_seconds(state.paused_seconds),
        speed=header.speed,
        status=status_of(tuple(done[Kind.WORK])),
        pain=PainScores(before=header.pain_before, worst=max((pain.value for pain in state.pains), default=None)),
        knee=header.knee,
        shortened=_shortened(state.plan),
        sets=tuple(done[Kind.WORK]),
        warm_up=tuple(done[Kind.WARM_UP]),
        cool_down=tuple(done[Kind.COOL_DOWN]),
        going_on=GoingOnRecord(
            pace=state.pace,
            mute=header.mute,
            loads=dict(state.loads),
            load_said=dict(state.load_said),
            variants=dict.fromkeys(_in_variants(state.plan), NO_VARIANT) | dict(state.variants),
            missing=state.plan.missing,
        ),
        exercise_notes={exercise: clean(note) for exercise, note in state.notes.items()},
    )


def fold(header: Header, events: Iterable[Event]) -> State:
    """The state after the events of a journal."""
    return reduce(evolve, events, header.first_state())


def ended(state: State, at: float) -> State:
    """The state of a session that was cut off at `at` (seconds on its axis), ended with what was done."""
    for command in (BringBack(), EndSession()):
        if not state.is_over:
            state = reduce(evolve, decide(state, command, at), state)
    return state


def _tried(planned: PlannedSet, attempt: Attempt, pain: int | None, started_at: datetime) -> SetRecord:
    was_begun = attempt.was_begun or attempt.dose is not None
    variant = attempt.variant
    if variant is None and was_begun and planned.exercise.planned_variant is not None:
        variant = NO_VARIANT
    return SetRecord(
        exercise=planned.exercise.id,
        title=planned.exercise.title,
        set=planned.set,
        of=planned.of,
        side=planned.side,
        attempt=attempt.attempt,
        target=target_of(planned.dosed_as(attempt.dose) if was_begun else planned.as_in_routine),
        outcome=attempt.outcome,
        reps=attempt.reps,
        holds=tuple(map(_seconds, attempt.holds)),
        seconds=_seconds(attempt.seconds),
        load_kg=attempt.load_kg,
        load_typed=None if isinstance(attempt.load_said, str) else attempt.load_said,
        load_words=clean(attempt.load_said) if isinstance(attempt.load_said, str) else None,
        pace=attempt.pace,
        pain=pain,
        started_at=started_at,
        variant=variant,
    )


def _in_variants(plan: Plan) -> set[str]:
    """Ids of the exercises for which the routine itself asks for a variant."""
    return {planned.exercise.id for planned in plan.sets if planned.exercise.planned_variant is not None}


def _shortened(plan: Plan) -> ShortenedRecord | None:
    said = plan.shortened
    if said is None:
        return None
    return ShortenedRecord(sets=said.sets, minutes=said.minutes, left_out=said.left_out)


def _later(instant: datetime, seconds: float) -> datetime:
    """`instant` plus `seconds`, at most the end of the calendar."""
    try:
        return instant + timedelta(seconds=seconds)
    except OverflowError:
        return datetime.max.replace(tzinfo=instant.tzinfo)


def _seconds(value: float) -> float:
    """A duration in seconds that a record can hold. The difference of two instants may be a hair below 0."""
    return min(max(value, 0.0), MOST)
