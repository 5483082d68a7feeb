"""What the columns of other programs, Strong (classic) and Hevy, have in common.

Both list what was done: an attempt in which nothing was done is left out. Neither has a column for a side, so the
side is in the exercise's title, as these programs name kinds of an exercise: "Quad stretch (Left)". Holds, pain,
variants and how a set ended are in the notes. Most readers keep one note per exercise, the first one, so every row
of an exercise has the same note. RPE stays empty: no published table turns reps in reserve into it here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from kneecoach.log.record import Record, SetRecord
from kneecoach.review.detail import variant_said
from kneecoach.review.exercise_notes import all_notes
from kneecoach.review.export.cells import Cell
from kneecoach.review.history import short_words
from kneecoach.session.events import Outcome
from kneecoach.session.plan import Side, Unit
from kneecoach.text import clean, number
from kneecoach.words import load_words, outcome_words, rehearsal_words

Workout = tuple[Cell, ...]
"""What a file says about a session, in the cells by which other apps distinguish workouts."""


def done_sets(
    records: Sequence[Record], workout: Callable[[Record], Workout]
) -> Iterator[tuple[Record, SetRecord, int, str]]:
    """Each attempt in which something was done, the number of its set (from 1), and the exercise's notes.

    Sets with the same title in one workout of the file are one exercise, since readers have only the title.
    """
    done = [(record, attempt) for record in records for attempt in record.sets if _was_done(attempt)]
    exercises: defaultdict[tuple[Workout, str], list[SetRecord]] = defaultdict(list)
    orders = []
    for record, attempt in done:
        exercise = exercises[workout(record), exercise_title(attempt)]
        exercise.append(attempt)
        orders.append(len(exercise))
    notes = {key: _notes(attempts) for key, attempts in exercises.items()}
    for (record, attempt), order in zip(done, orders, strict=True):
        yield record, attempt, order, notes[workout(record), exercise_title(attempt)]


def _was_done(attempt: SetRecord) -> bool:
    """Whether there was a rep, a hold within one, or a whole second of a timed hold."""
    return (attempt.seconds or 0.0) >= 1 if attempt.target.reps is None else attempt.has_done


def exercise_title(attempt: SetRecord) -> str:
    """`Hip thrust`, `Quad stretch (Left)`."""
    title = clean(attempt.title)
    return title if attempt.side is Side.BOTH else f"{title} ({attempt.side.value.capitalize()})"


def _notes(attempts: Sequence[SetRecord]) -> str:
    """Notes about all sets of an exercise, then about each: `held 2 s; set 2: pain 4, partial`."""
    parts = [_attempt_notes(attempt) for attempt in attempts]
    shared = [part for part in parts[0] if all(part in others for others in parts)]
    own = [", ".join(part for part in each if part not in shared) for each in parts]
    return "; ".join((*shared, *(f"set {order}: {words}" for order, words in enumerate(own, 1) if words)))


def _attempt_notes(attempt: SetRecord) -> list[str]:
    """`held 2 s`, `variant: no band`, `pain 3`, and whatever else there is no column for."""
    parts = ["steps"] if attempt.target.unit is Unit.STEP else []
    if attempt.target.reps is not None and attempt.holds:
        shortest, longest = (number(round(hold, 1)) for hold in (min(attempt.holds), max(attempt.holds)))
        parts.append(f"held {shortest} s" if shortest == longest else f"held {shortest} to {longest} s")
    if attempt.variant is not None:
        parts.append(variant_said(attempt))
    if attempt.load_words:
        parts.append(load_words(None, attempt.load_words))
    if attempt.pain is not None:
        parts.append(f"pain {attempt.pain}")
    if attempt.outcome is not Outcome.COMPLETED:
        parts.append(outcome_words(attempt.outcome))
    if attempt.attempt > 1:
        parts.append(f"attempt {attempt.attempt}")
    return parts


def session_notes(record: Record) -> str:
    """`pain before 3, worst 4, after 2; reps in reserve 3; my note`."""
    pain = record.pain
    said = [
        ("before", pain.before),
        ("worst", pain.worst),
        ("after", pain.after),
        ("next morning", pain.next_morning),
    ]
    words = ", ".join(f"{when} {value}" for when, value in said if value is not None)
    parts = [f"pain {words}"] if words else []
    if record.reps_in_reserve is not None:
        parts.append(f"reps in reserve {record.reps_in_reserve}")
    if record.is_rehearsal:
        parts.append(rehearsal_words(record.speed))
    if short := short_words(record):
        parts.append(short)
    if all_notes(record):
        parts.append(all_notes(record))
    return "; ".join(parts)


def plain_number(value: float) -> float:
    """A number to three decimals, without decimals if it is whole."""
    rounded = round(value, 3)
    return int(rounded) if rounded == int(rounded) else rounded
