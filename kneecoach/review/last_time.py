"""How each exercise was done last time. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from kneecoach.log.record import ExerciseNote, Record, SetRecord
from kneecoach.review.counted import why_not_counted
from kneecoach.review.exercise_notes import notes_now
from kneecoach.session.events import Outcome
from kneecoach.session.plan import Exercise, LoadUnit, Side
from kneecoach.session.state import State
from kneecoach.text import UNKNOWN, clean, tenths
from kneecoach.words import load_words


@dataclass(frozen=True, slots=True)
class Past:
    """What is known about each exercise from before this session, by its id."""

    last_times: Mapping[str, str] = field(default_factory=dict)
    """How it was last done, in words."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """The notes on it."""


NO_PAST = Past()


def past_of(
    records: Sequence[Record],
    notes: Iterable[ExerciseNote],
    today: date,
    *,
    unit: LoadUnit = LoadUnit.KG,
    without: str = "",
) -> Past:
    """What the log says about each exercise, with loads in `unit`.

    `records` are all sessions, oldest first; `notes` are those that were written outside of one. What was done in
    the session with the id `without`, which is being continued, does not count as the last time.
    """
    earlier = [record for record in records if record.id != without]
    return Past(last_times(earlier, today, unit), notes_now(records, notes))


def notes_of(exercise: Exercise, state: State, past: Past) -> tuple[str, ...]:
    """The notes on an exercise of a session: the person's own, and the remark written in the routine."""
    own = state.notes.get(exercise.id, past.notes.get(exercise.id, ""))
    return tuple(dict.fromkeys(clean(note) for note in (own, exercise.note) if clean(note)))


def last_times(records: Sequence[Record], today: date, unit: LoadUnit = LoadUnit.KG) -> dict[str, str]:
    """How each exercise was last done, by its id: `15, 15, 12 at 8 kg, pain 3`. `records` are oldest first.

    An exercise that was never done is not in it. Sessions that do not count are ignored.
    """
    found: dict[str, str] = {}
    for record in reversed(records):
        if why_not_counted(record, today) is not None:
            continue
        for exercise in dict.fromkeys(attempt.exercise for attempt in record.sets if attempt.has_done):
            if exercise not in found:
                found[exercise] = _words([each for each in record.sets if each.exercise == exercise], unit)
    return found


def _was_reached(attempt: SetRecord) -> bool:
    """Whether it was begun, or may have been. Not if the session ended, or it was skipped, before that."""
    is_untried = attempt.outcome is Outcome.SKIPPED and (attempt.started_at is None or not attempt.seconds)
    return attempt.is_unknown or attempt.has_done or not is_untried


def _done(attempt: SetRecord) -> str:
    """`15`, `30`; a dash if it is not known, as in a session that was entered later."""
    if attempt.is_unknown:
        return UNKNOWN
    reps, seconds = attempt.amount
    return tenths(seconds) if attempt.target.reps is None else str(reps)


def _words(attempts: Sequence[SetRecord], unit: LoadUnit) -> str:
    """The sets of one exercise in one session that were reached, each with its best attempt."""
    best: dict[tuple[int, Side], SetRecord] = {}
    for attempt in filter(_was_reached, attempts):
        kept = best.setdefault((attempt.set, attempt.side), attempt)
        if attempt.amount > kept.amount:
            best[attempt.set, attempt.side] = attempt
    sides: dict[Side, list[SetRecord]] = {}
    for (_, side), attempt in sorted(best.items(), key=lambda each: each[0][0]):
        sides.setdefault(side, []).append(attempt)
    by_side = {side: _series(sets, unit) for side, sets in sides.items()}
    if set(by_side) == {Side.BOTH}:
        words = by_side[Side.BOTH]
    elif len(by_side) > 1 and len(set(by_side.values())) == 1:
        words = f"{next(iter(by_side.values()))} each leg"
    else:
        words = "; ".join(f"{side} {series}" for side, series in by_side.items())
    pains = [attempt.pain for attempt in attempts if attempt.pain is not None]
    variants = dict.fromkeys(clean(each.variant) for each in attempts if each.variant and each.has_done)
    return ", ".join((words, *variants, *((f"pain {max(pains)}",) if pains else ())))


def _series(sets: Iterable[SetRecord], unit: LoadUnit) -> str:
    """`15, 15 at 8 kg, 12 at 10 kg`. A set that was left out has no load of its own."""
    parts = []
    load = ""
    loaded = []
    for attempt in sets:
        if attempt.has_done:
            load = load_words(attempt.load_kg, attempt.load_words or attempt.load_typed, unit)
        loaded.append((load, attempt))
    for words, group in groupby(loaded, key=lambda each: each[0]):
        of_load = [attempt for _, attempt in group]
        is_timed = of_load[0].target.reps is None
        done = ", ".join(map(_done, of_load))
        at = "" if not words else f" with a {words}" if of_load[0].load_words or "band" in words else f" at {words}"
        parts.append(f"{done}{' s' if is_timed else ''}{at}")
    return ", ".join(parts)
