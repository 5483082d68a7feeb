"""CSV in the columns and the quoting of two other programs, Strong (classic) and Hevy.

Both list what was done: an attempt of which nothing was done is left out. Neither has a column for a side, so the
side is in the exercise's title, as these programs name kinds of an exercise: "Quad stretch (Left)". Holds,
pain, easier variants and how a set ended are in the notes. Most readers keep one note an exercise, the first that
they meet, so every row of an exercise has the same one. RPE stays empty: no published table turns reps in reserve
into it here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from kneecoach.log.record import Record, SetRecord
from kneecoach.review.detail import easier_words
from kneecoach.review.export.cells import Cell, Quoted, csv_text
from kneecoach.session.events import Outcome
from kneecoach.session.plan import Side, Unit
from kneecoach.text import MONTHS, clean, number

STRONG = (
    *("Date", "Workout Name", "Duration", "Exercise Name", "Set Order", "Weight", "Reps", "Distance", "Seconds"),
    *("Notes", "Workout Notes", "RPE"),
)
HEVY = (
    *("title", "start_time", "end_time", "description", "exercise_title", "superset_id", "exercise_notes"),
    *("set_index", "set_type", "weight_kg", "reps", "distance_km", "duration_seconds", "rpe"),
)

Workout = tuple[Cell, ...]
"""What a file says of a session, in the cells by which its readers tell workouts apart."""


def strong_csv(records: Sequence[Record]) -> str:
    """Strong's classic columns; loads in kg, times by the clock of the place where the session was done."""

    def workout(record: Record) -> Workout:
        return f"{record.started_at:%Y-%m-%d %H:%M:%S}", Quoted(record.routine.title), _duration(record)

    def row(record: Record, attempt: SetRecord, order: int, notes: str) -> tuple[Cell, ...]:
        timed = attempt.target.reps is None
        return (
            *(*workout(record), Quoted(_title(attempt)), order),
            *(_plain(attempt.load_kg or 0), attempt.reps, 0, _plain(attempt.seconds) if timed else 0),
            *(Quoted(notes), Quoted(_session_notes(record)), None),
        )

    return csv_text((STRONG, *(row(*done) for done in _done(records, workout))))


def hevy_csv(records: Sequence[Record]) -> str:
    """Hevy's columns; loads in kg, whole seconds, times by the clock of the place where the session was done."""

    def workout(record: Record) -> Workout:
        times = (_hevy_time(record.started_at), _hevy_time(record.ended_at))
        return tuple(map(Quoted, (record.routine.title, *times)))

    def row(record: Record, attempt: SetRecord, order: int, notes: str) -> tuple[Cell, ...]:
        timed = attempt.target.reps is None
        return (
            *(*workout(record), Quoted(_session_notes(record)), Quoted(_title(attempt)), None, Quoted(notes)),
            *(order - 1, Quoted("normal"), None if attempt.load_kg is None else _plain(attempt.load_kg)),
            *(None if timed else attempt.reps, None, int(attempt.seconds) if timed else None, None),
        )

    return csv_text((tuple(map(Quoted, HEVY)), *(row(*done) for done in _done(records, workout))))


def _done(
    records: Sequence[Record], workout: Callable[[Record], Workout]
) -> Iterator[tuple[Record, SetRecord, int, str]]:
    """Each attempt of which something was done, which set of its exercise it is, from 1, and the exercise's notes.

    An exercise is what has one title in one workout of the file, since a reader knows it by nothing else.
    """
    done = [(record, attempt) for record in records for attempt in record.sets if _something(attempt)]
    exercises: defaultdict[tuple[Workout, str], list[SetRecord]] = defaultdict(list)
    orders = []
    for record, attempt in done:
        exercise = exercises[workout(record), _title(attempt)]
        exercise.append(attempt)
        orders.append(len(exercise))
    notes = {key: _notes(attempts) for key, attempts in exercises.items()}
    for (record, attempt), order in zip(done, orders, strict=True):
        yield record, attempt, order, notes[workout(record), _title(attempt)]


def _something(attempt: SetRecord) -> bool:
    """Whether there was a rep, a hold within one, or a whole second of a timed hold."""
    return attempt.seconds >= 1 if attempt.target.reps is None else bool(attempt.reps or attempt.holds)


def _title(attempt: SetRecord) -> str:
    """`Hip thrust`, `Quad stretch (Left)`."""
    title = clean(attempt.title)
    return title if attempt.side is Side.BOTH else f"{title} ({attempt.side.value.capitalize()})"


def _notes(attempts: Sequence[SetRecord]) -> str:
    """What is to be said of all sets of an exercise, then of each: `held 2 s; set 2: pain 4, partial`."""
    parts = [_attempt_notes(attempt) for attempt in attempts]
    shared = [part for part in parts[0] if all(part in others for others in parts)]
    own = [", ".join(part for part in each if part not in shared) for each in parts]
    return "; ".join((*shared, *(f"set {order}: {words}" for order, words in enumerate(own, 1) if words)))


def _attempt_notes(attempt: SetRecord) -> list[str]:
    """`held 2 s`, `easier: no band`, `pain 3`, and whatever else there is no column for."""
    parts = ["steps"] if attempt.target.unit is Unit.STEP else []
    if attempt.target.reps is not None and attempt.holds:
        shortest, longest = (number(round(hold, 1)) for hold in (min(attempt.holds), max(attempt.holds)))
        parts.append(f"held {shortest} s" if shortest == longest else f"held {shortest} to {longest} s")
    if attempt.variant:
        parts.append(easier_words(attempt))
    if attempt.pain is not None:
        parts.append(f"pain {attempt.pain}")
    if attempt.outcome is not Outcome.COMPLETED:
        parts.append(attempt.outcome.value)
    if attempt.attempt > 1:
        parts.append(f"attempt {attempt.attempt}")
    return parts


def _session_notes(record: Record) -> str:
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
        parts.append(f"rehearsal at speed {record.speed:g}")
    if clean(record.note):
        parts.append(clean(record.note))
    return "; ".join(parts)


def _duration(record: Record) -> str:
    """How long it took from beginning to end, in whole minutes: `34m`, `2h 38m`."""
    minutes = max(0, int((record.ended_at - record.started_at).total_seconds() // 60))
    return f"{minutes // 60}h {minutes % 60}m" if minutes >= 60 else f"{minutes}m"


def _hevy_time(instant: datetime) -> str:
    """`22 Dec 2025, 08:00`."""
    return f"{instant.day} {MONTHS[instant.month - 1]} {instant:%Y, %H:%M}"


def _plain(value: float) -> float:
    """A number to three decimals, whole where it is whole."""
    rounded = round(value, 3)
    return int(rounded) if rounded == int(rounded) else rounded
