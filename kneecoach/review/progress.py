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
from kneecoach.review.history import trained
from kneecoach.review.loads import next_load
from kneecoach.review.steps import Step, step_down, step_up
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
    sessions = trained(records)
    found = []
    for exercise in routine.exercise:
        own = [r for r in sessions if r.routine.id == routine.id and _is_of(r, exercise)]
        step, reason = _step(exercise, own, sessions, today, cap) if own else (None, "")
        if step is not None:
            why = f"{reason}; {step.why}" if step.why else reason
            found.append(Suggestion(routine.id, exercise.id, exercise.title, step, why))
    return tuple(found)


def _is_of(record: Record, exercise: ExerciseModel) -> bool:
    """Whether the session says something about the exercise as it is now."""
    is_since = exercise.changed is None or record.started_at > exercise.changed
    return is_since and any(a.exercise == exercise.id for a in record.sets)


def _step(
    exercise: ExerciseModel, own: Sequence[Record], sessions: Sequence[Record], today: date, cap: int
) -> tuple[Step | None, str]:
    load = next_load(sessions, exercise)
    newest = sessions[-1]
    if pain.is_too_much(newest, cap):
        if newest is not own[-1] or exercise.id not in _blamed(newest, cap):
            return None, ""
        return step_down(exercise, load), _why_less(newest, exercise, cap)
    pair = own[-2:]
    since = sessions[sessions.index(pair[0]) :]
    if (
        len(pair) < 2
        or (today - pair[0].started_at.date()).days > FRESH_DAYS
        or not all(_reached_top(record, exercise, load) for record in pair)
        or not all(pain.is_calm(record) for record in since)
    ):
        return None, ""
    most = plural(exercise.reps[1], exercise.unit) if exercise.reps else ""
    return step_up(
        exercise, load
    ), f"{most} in every set of two sessions, pain at most {pain.LITTLE}, mornings normal"


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


def why_no_more(records: Sequence[Record], today: date, cap: int) -> str:
    """What stands in the way of more by the two newest sessions, where nothing is suggested: part of a sentence."""
    pair = trained(records)[-2:]
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
    as_planned = ", done as planned," if any(a.variant for record in pair for a in record.sets) else ""
    return f"no exercise was at the top of its range{as_planned} in every set of two sessions running"
