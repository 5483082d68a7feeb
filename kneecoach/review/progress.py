"""What to do next in each exercise: more, less or the same. Suggested with its reason, never applied by itself.

The gate for more (ours; docs/evidence.md): the top of the range in all sets of two sessions in a row, and in every
session since the first of them pain known and at most 2, the next morning normal, and no known reserve under 2.
Pain that was not recorded never counts as low. Reps in a variant that was taken in the session, or in a session
that was made shorter or entered later, never count as reached. A reserve that was not recorded blocks nothing, but
the suggestion says so.

One step at a time: more is suggested for one exercise, the one that has been ready longest, and then for none until
a session with that exercise as it is by then went by with little pain. Pain above the cap or a worse next morning:
easier or less, never more. Time to see a clinician, or just back from a long break: never more. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import takewhile

from kneecoach.log.record import Record, SetRecord
from kneecoach.review import pain
from kneecoach.review.counted import counted, is_ahead, is_done, is_measured, is_since
from kneecoach.review.loads import next_load
from kneecoach.review.rest_days import BACK_DAYS, returned_after_break
from kneecoach.review.steps import KG_STEPS, Step, ladder_place, step_down, step_up, why_no_step_up
from kneecoach.review.worse import worse
from kneecoach.routine.model import ExerciseModel, RoutineModel
from kneecoach.session.loads import LoadSteps
from kneecoach.session.plan import Side
from kneecoach.session.variants import NO_VARIANT, STANDARD_WAY
from kneecoach.text import distinct_titles, plural

FRESH_DAYS = 28
"""Both sessions must be no older than this, in days: after a longer break nothing more is suggested. Ours."""
MIN_RESERVE = 2
"""With fewer good reps left in a set than this, more is not suggested. Ours."""
RESERVE_UNKNOWN = "how many more reps you could have done was not recorded"


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
        """`Hip thrust: 15 → 15–17 reps`, `Hip thrust, easier: a bridge on the floor`."""
        return f"{self.title}{',' if self.step.key == 'variant' else ':'} {self.step.words}"


def suggest(
    routine: RoutineModel, records: Sequence[Record], today: date, cap: int, loads: LoadSteps = KG_STEPS
) -> tuple[Suggestion, ...]:
    """Less of each exercise that was too much; otherwise more of one. `records` are all sessions, oldest first.

    `loads` has the steps in which a load changes.
    """
    sessions = counted(records, today)
    if not sessions:
        return ()
    if pain.is_too_much(sessions[-1], cap):
        return tuple(_less(routine, sessions, today, cap, loads))
    if (
        worse(sessions, today, cap)
        or returned_after_break(sessions, today)
        or _step_to_try(routine, sessions, today, cap)
    ):
        return ()
    # Of those that have been ready equally long, the first in the routine.
    ready = min(_ready_for_more(routine, sessions, today, cap, loads), key=lambda found: found[0], default=None)
    return () if ready is None else (ready[1],)


def _less(
    routine: RoutineModel, sessions: Sequence[Record], today: date, cap: int, loads: LoadSteps
) -> Iterator[Suggestion]:
    """Less of the exercises to blame for the newest session, which was too much."""
    newest = sessions[-1]
    blamed = _exercises_to_blame(newest, cap)
    for exercise in routine.work:
        own = _sessions_of(routine, exercise, sessions, today)
        if own and own[-1] is newest and exercise.id in blamed:
            hurt_in = _variant_that_hurt(newest, exercise, cap)
            step = step_down(exercise, next_load(sessions, exercise, today), loads, done_in=hurt_in)
            if step is not None:
                yield _suggestion(routine, exercise, step, _why_less(newest, exercise, cap))


def _ready_for_more(
    routine: RoutineModel, sessions: Sequence[Record], today: date, cap: int, loads: LoadSteps
) -> Iterator[tuple[datetime, Suggestion]]:
    """Since when each exercise has been ready for more, and what that is."""
    for exercise in routine.work:
        load = next_load(sessions, exercise, today)
        own = _sessions_of(routine, exercise, sessions, today)
        is_ready = _is_ready_for_more(exercise, own, sessions, today, load, cap)
        step = step_up(exercise, load, loads) if is_ready else None
        if step is not None:
            run = list(takewhile(partial(_reached_top, exercise=exercise, load=load), _measured(own)[::-1]))
            most = plural(exercise.reps[1], exercise.unit_in(exercise.variant)) if exercise.reps else ""
            reserve = "" if all(r.reps_in_reserve is not None for r in run[:2]) else f"; {RESERVE_UNKNOWN}"
            why = f"{most} in every set of two sessions, pain at most {pain.little(cap)}, mornings normal{reserve}"
            yield run[-2].started_at, _suggestion(routine, exercise, step, why)


def _suggestion(routine: RoutineModel, exercise: ExerciseModel, step: Step, reason: str) -> Suggestion:
    why = f"{reason}; {step.why}" if step.why else reason
    titles = distinct_titles((each.id, each.title) for each in routine.work)
    return Suggestion(routine.id, exercise.id, titles[exercise.id], step, why)


def _step_to_try(routine: RoutineModel, sessions: Sequence[Record], today: date, cap: int) -> ExerciseModel | None:
    """The exercise that was changed last, until it has been done as it is now in a session with little pain."""
    dated = [
        (exercise.changed, exercise)
        for exercise in routine.work
        if exercise.changed is not None and not is_ahead(exercise.changed, today)
    ]
    if not dated:
        return None
    _, changed = max(dated, key=lambda found: found[0])
    since = filter(is_measured, _sessions_of(routine, changed, sessions, today))
    return (
        None
        if any(pain.is_calm(r, cap) and not r.is_short and _is_done_as_planned(r, changed) for r in since)
        else changed
    )


def _is_done_as_planned(record: Record, exercise: ExerciseModel) -> bool:
    """Whether some of the exercise was done, in the planned variant and with at least the planned load."""
    return any(
        is_done(attempt)
        and _taken(attempt, exercise) is None
        and (attempt.load_kg or 0.0) >= (exercise.load_kg or 0.0)
        for attempt in record.sets
        if attempt.exercise == exercise.id
    )


def _sessions_of(
    routine: RoutineModel, exercise: ExerciseModel, sessions: Sequence[Record], today: date
) -> list[Record]:
    """The sessions since the exercise was last changed."""
    return [
        record
        for record in sessions
        if record.routine.id == routine.id
        and is_since(record, exercise.changed, today)
        and any(attempt.exercise == exercise.id for attempt in record.sets)
    ]


def _is_ready_for_more(
    exercise: ExerciseModel,
    own: Sequence[Record],
    sessions: Sequence[Record],
    today: date,
    load: float | None,
    cap: int,
) -> bool:
    """Whether the gate for more is open; `own` are the sessions of the exercise among all `sessions`."""
    pair = _measured(own)[-2:]
    return (
        len(pair) == 2
        and (today - pair[0].started_at.date()).days <= FRESH_DAYS
        and all(_reached_top(record, exercise, load) for record in pair)
        and all(pain.is_calm(record, cap) and has_reserve(record) for record in sessions[sessions.index(pair[0]) :])
    )


def _measured(records: Sequence[Record]) -> list[Record]:
    return [record for record in records if is_measured(record)]


def has_reserve(record: Record) -> bool:
    """Whether enough more reps could have been done, as far as that is known."""
    return record.reps_in_reserve is None or record.reps_in_reserve >= MIN_RESERVE


def _reached_top(record: Record, exercise: ExerciseModel, load: float | None) -> bool:
    """Whether every planned set reached the maximum reps with the current load, and as planned.

    Never in a session that was made shorter.
    """
    if exercise.reps is None or record.is_short:
        return False
    sides = (Side.LEFT, Side.RIGHT) if exercise.sides == "each" else (Side.BOTH,)
    wanted = {(number, side) for number in range(1, exercise.sets + 1) for side in sides}
    reached = {
        (a.set, a.side)
        for a in record.sets
        if a.exercise == exercise.id
        and (a.reps or 0) >= exercise.reps[1]
        and (a.load_kg or 0.0) >= (load or 0.0)
        and _taken(a, exercise) is None
    }
    return wanted <= reached


def _exercises_to_blame(record: Record, cap: int) -> set[str]:
    """The exercises to be made easier.

    Those with pain above the cap in a set; otherwise those with the most pain, if it was more than little;
    otherwise all with a rep, since nothing says which one it was.
    """
    felt: dict[str, int] = {}
    for attempt in record.sets:
        if attempt.pain is not None:
            felt[attempt.exercise] = max(attempt.pain, felt.get(attempt.exercise, 0))
    most = max(felt.values(), default=0)
    if most > pain.little(cap):
        least = cap + 1 if most > cap else most
        return {name for name, value in felt.items() if value >= least}
    return {a.exercise for a in record.sets if a.reps}


def _taken(attempt: SetRecord, exercise: ExerciseModel) -> str | None:
    """The variant that was taken instead of the routine's, empty for none; None if it was done as the routine says.

    Early records do not name the routine's own variant.
    """
    as_planned = attempt.variant in {None, exercise.variant or NO_VARIANT}
    return None if as_planned else attempt.variant


def _variant_that_hurt(record: Record, exercise: ExerciseModel, cap: int) -> str | None:
    """The variant that was to blame, empty for none; None if it was the exercise as the routine says.

    Of the ways in which pain was more than little, the easiest; if nothing says which, the hardest that was done.
    """
    attempts = [a for a in record.sets if a.exercise == exercise.id]
    hurt = [_taken(a, exercise) for a in attempts if (a.pain or 0) > pain.little(cap)]
    place = partial(ladder_place, exercise)
    if hurt:
        return min(hurt, key=place)
    return max((_taken(a, exercise) for a in attempts if is_done(a)), key=place, default=None)


def _why_not_less(routine: RoutineModel, newest: Record, cap: int) -> Iterator[str]:
    """What to do about each exercise that was too much in the newest session but cannot be made easier."""
    blamed = _exercises_to_blame(newest, cap) if newest.routine.id == routine.id else set()
    for exercise in routine.work:
        if exercise.id not in blamed:
            continue
        hurt_in = _variant_that_hurt(newest, exercise, cap)
        name = f"{exercise.title} ({hurt_in})" if hurt_in else exercise.title
        if ladder_place(exercise, hurt_in) > ladder_place(exercise, None):
            way = hurt_in or STANDARD_WAY
            yield f"{exercise.title} was done harder than planned ({way}), so do it as planned next time"
        else:
            yield f"there is no easier way to do {name}, so leave it out next time"


def _why_less(record: Record, exercise: ExerciseModel, cap: int) -> str:
    felt = max((a.pain for a in record.sets if a.exercise == exercise.id and a.pain is not None), default=0)
    if felt > cap:
        return f"you reported pain {felt} during it last time, above your limit of {cap}"
    if pain.morning(record) is pain.MorningPain.WORSE:
        return f"your knee was worse the morning after ({record.pain.before} → {record.pain.next_morning})"
    return f"you reported pain {pain.worst(record)} last time, above your limit of {cap}"


def why_no_more(
    routine: RoutineModel | None, records: Sequence[Record], today: date, cap: int, loads: LoadSteps = KG_STEPS
) -> str:
    """Why nothing is suggested for the routine, as part of a sentence."""
    sessions = counted(records, today)
    pair = sessions[-2:]
    if found := worse(sessions, today, cap):
        return f"your {found.verdict}, and a clinician should see it first"
    if returned_after_break(sessions, today):
        return f"you are just back from a break; in the first {BACK_DAYS} days nothing more is suggested"
    if sessions and pain.is_too_much(sessions[-1], cap):
        why = "; ".join(_why_not_less(routine, sessions[-1], cap)) if routine is not None else ""
        return f"the last session was too much{f'; {why}' if why else ', so one without such pain comes first'}"
    if len(_measured(sessions)) < 2 <= len(sessions):
        return "sessions that were entered later never lead to more, and two others are needed"
    if len(pair) < 2:
        return "the first suggestion comes after two good sessions"
    if (today - pair[0].started_at.date()).days > FRESH_DAYS:
        return f"two sessions within {FRESH_DAYS} days are needed"
    times = ((pair[1], "last time"), (pair[0], "the time before last"))
    # Pain that was felt comes before what was not recorded, whichever of the two sessions it was in.
    for record, which in times:
        if why := _what_was_felt(record, which, cap):
            return why
    for record, which in times:
        if record.is_short:
            return f"the session was made shorter {which}, and only a whole one counts towards more"
        if why := _what_is_missing(record, which, today):
            return why
    if routine is None:
        return "the routine cannot be read"
    if changed := _step_to_try(routine, sessions, today, cap):
        return f"do a session of {changed.title} as you changed it first, with pain of {pain.little(cap)} at most"
    if at_the_end := _at_the_end(routine, sessions, today, cap, loads):
        return at_the_end
    said = {exercise.id: exercise for exercise in routine.work}
    taken = (_taken(a, said[a.exercise]) for record in pair for a in record.sets if a.exercise in said)
    as_planned = ", done as planned," if any(way is not None for way in taken) else ""
    return f"no exercise reached the top of its range{as_planned} in every set of two sessions in a row"


def _what_was_felt(record: Record, which: str, cap: int) -> str:
    """Pain because of which no more is suggested; empty if there was none. `which` is a time."""
    most = pain.worst(record)
    if most is not None and most > pain.little(cap):
        return f"pain was {most} {which}; at {pain.little(cap)} or less you get a suggestion"
    if pain.morning(record) is pain.MorningPain.WORSE:
        return f"the morning after was worse than before the session {which}"
    return ""


def _what_is_missing(record: Record, which: str, today: date) -> str:
    """What has to be known, or to be left in reserve, before more is suggested; empty if nothing."""
    if record.pain.before is None or record.pain.after is None:
        return f"pain before or after the session was not recorded {which}"
    if pain.morning(record) is pain.MorningPain.UNKNOWN and record.started_at.date() >= today:
        return "how your knee is tomorrow morning must be known first"
    if pain.morning(record) is pain.MorningPain.UNKNOWN:
        return f"pain on the morning after was not recorded {which}"
    if not has_reserve(record):
        left = plural(record.reps_in_reserve or 0, "good rep")
        return f"you had {left} left {which}; with {MIN_RESERVE} or more you get a suggestion"
    return ""


def _at_the_end(routine: RoutineModel, sessions: Sequence[Record], today: date, cap: int, loads: LoadSteps) -> str:
    """The exercises that are ready for more, but for which there is no step up; empty if there are none."""
    found = []
    for exercise in routine.work:
        own, load = _sessions_of(routine, exercise, sessions, today), next_load(sessions, exercise, today)
        if _is_ready_for_more(exercise, own, sessions, today, load, cap):
            found.append(f"{exercise.title} went well, but {why_no_step_up(exercise, load, loads)}")
    return "; ".join(found)
