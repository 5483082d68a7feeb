"""What to do next of each exercise: more, less, or as it is. Suggested with its reason, never applied alone.

The gate for more (ours; docs/evidence.md): the top of the range in all sets of two sessions running, and in every
session since the first of them pain known and at most 2 and the next morning normal. What was not said never counts
as normal, and reps in an easier variant that was taken in the session never count as reached. Pain above the cap or
a worse next morning: easier or less, never more. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kneecoach.log.record import Record
from kneecoach.review import pain
from kneecoach.review.counted import counted
from kneecoach.review.loads import next_load
from kneecoach.review.steps import Step, step_down, step_up, why_no_step_up
from kneecoach.routine.model import ExerciseModel, RoutineModel
from kneecoach.session.plan import Side
from kneecoach.text import plural

FRESH_DAYS = 28
"""Both sessions are at most so many days old: after a longer break nothing more is suggested. Ours."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A step for one exercise of a routine, and why."""

    routine: str
    exercise: str
    title: str
    step: Step
    reason: str

    @property
    def words(self) -> str:
        """`Hip thrust: 15 → 15–17 reps`."""
        return f"{self.title}: {self.step.words}"


def suggest(routine: RoutineModel, records: Sequence[Record], today: date, cap: int) -> tuple[Suggestion, ...]:
    """At most one suggestion an exercise, in the routine's order; `records` are all there are, oldest first."""
    sessions = counted(records, today)
    found = []
    for exercise in routine.exercise:
        own = _sessions_of(routine, exercise, sessions)
        step, reason = _step(exercise, own, sessions, today, cap) if own else (None, "")
        if step is not None:
            why = f"{reason}; {step.why}" if step.why else reason
            found.append(Suggestion(routine.id, exercise.id, exercise.title, step, why))
    return tuple(found)


def _sessions_of(routine: RoutineModel, exercise: ExerciseModel, sessions: Sequence[Record]) -> list[Record]:
    """The sessions that say something about the exercise as it is now."""
    return [
        record
        for record in sessions
        if record.routine.id == routine.id
        and (exercise.changed is None or record.started_at > exercise.changed)
        and any(attempt.exercise == exercise.id for attempt in record.sets)
    ]


def _step(
    exercise: ExerciseModel, own: Sequence[Record], sessions: Sequence[Record], today: date, cap: int
) -> tuple[Step | None, str]:
    load = next_load(sessions, exercise)
    newest = sessions[-1]
    if pain.is_too_much(newest, cap):
        if newest is not own[-1] or exercise.id not in _blamed(newest, cap):
            return None, ""
        return step_down(exercise, load), _why_less(newest, exercise, cap)
    if not _is_ready_for_more(exercise, own, sessions, today, load):
        return None, ""
    most = plural(exercise.reps[1], exercise.unit) if exercise.reps else ""
    reason = f"{most} in every set of two sessions, pain at most {pain.LITTLE}, mornings normal"
    return step_up(exercise, load), reason


def _is_ready_for_more(
    exercise: ExerciseModel, own: Sequence[Record], sessions: Sequence[Record], today: date, load: float | None
) -> bool:
    """Whether the gate for more is open; `own` are the sessions of the exercise among all `sessions`."""
    pair = own[-2:]
    return (
        len(pair) == 2
        and (today - pair[0].started_at.date()).days <= FRESH_DAYS
        and all(_reached_top(record, exercise, load) for record in pair)
        and all(pain.is_calm(record) for record in sessions[sessions.index(pair[0]) :])
    )


def _reached_top(record: Record, exercise: ExerciseModel, load: float | None) -> bool:
    """Whether every planned set reached the most reps, with the load at hand and in no easier variant."""
    if exercise.reps is None:
        return False
    sides = (Side.LEFT, Side.RIGHT) if exercise.sides == "each" else (Side.BOTH,)
    wanted = {(number, side) for number in range(1, exercise.sets + 1) for side in sides}
    reached = {
        (a.set, a.side)
        for a in record.sets
        if a.exercise == exercise.id
        and a.reps >= exercise.reps[1]
        and (a.load_kg or 0.0) >= (load or 0.0)
        and not a.variant
    }
    return wanted <= reached


def _blamed(record: Record, cap: int) -> set[str]:
    """The exercises to be made easier.

    Those with pain above the cap in a set; else those with the most pain, where it was more than little; else all
    of which a rep was done, since nothing says which one it was.
    """
    felt: dict[str, int] = {}
    for attempt in record.sets:
        if attempt.pain is not None:
            felt[attempt.exercise] = max(attempt.pain, felt.get(attempt.exercise, 0))
    most = max(felt.values(), default=0)
    if most > pain.LITTLE:
        least = cap + 1 if most > cap else most
        return {name for name, value in felt.items() if value >= least}
    return {a.exercise for a in record.sets if a.reps}


def _why_less(record: Record, exercise: ExerciseModel, cap: int) -> str:
    felt = max((a.pain for a in record.sets if a.exercise == exercise.id and a.pain is not None), default=0)
    if felt > cap:
        return f"pain {felt} in it last time, above {cap}"
    if pain.morning(record) is pain.Morning.WORSE:
        return f"worse the morning after ({record.pain.before} → {record.pain.next_morning})"
    return f"pain {pain.worst(record)} last time, above {cap}"


def why_no_more(routine: RoutineModel | None, records: Sequence[Record], today: date, cap: int) -> str:
    """What stands in the way of more, where nothing is suggested for the routine: part of a sentence."""
    sessions = counted(records, today)
    pair = sessions[-2:]
    if len(pair) < 2:
        return "it takes two sessions"
    newest = pair[1]
    if pain.is_too_much(newest, cap):
        return "the last session was too much, and what to do about it has been decided or is up to you"
    if (today - pair[0].started_at.date()).days > FRESH_DAYS:
        return f"it takes two sessions within {FRESH_DAYS} days"
    for record in reversed(pair):
        which = "the last session" if record is newest else "the session before the last"
        most = pain.worst(record)
        if most is not None and most > pain.LITTLE:
            return f"pain was {most} around {which}, and it takes at most {pain.LITTLE}"
        if record.pain.before is None or record.pain.after is None:
            return f"pain before or after {which} was not said"
        if pain.morning(record) is pain.Morning.UNKNOWN:
            return f"the morning after {which} was not said"
        if pain.morning(record) is pain.Morning.WORSE:
            return f"the morning after {which} was worse than before it"
    if routine is not None and (at_the_end := _at_the_end(routine, sessions, today)):
        return at_the_end
    as_planned = ", done as planned," if any(a.variant for record in pair for a in record.sets) else ""
    return f"no exercise was at the top of its range{as_planned} in every set of two sessions running"


def _at_the_end(routine: RoutineModel, sessions: Sequence[Record], today: date) -> str:
    """The exercises that are ready for more where there is no more to suggest; empty where there are none."""
    found = []
    for exercise in routine.exercise:
        own, load = _sessions_of(routine, exercise, sessions), next_load(sessions, exercise)
        if _is_ready_for_more(exercise, own, sessions, today, load):
            found.append(f"{exercise.title} went well, but {why_no_step_up(exercise, load)}")
    return "; ".join(found)
