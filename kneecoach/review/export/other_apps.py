"""CSV in the columns of two other programs, Strong (classic) and Hevy.

Both list what was done: attempts of which nothing was done are left out. Neither has a column for side, hold,
easier variant or pain, so these are in the notes. Their RPE stays empty: no published table turns reps in reserve
into it here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from kneecoach.log.record import Record, SetRecord
from kneecoach.review.detail import easier_words
from kneecoach.review.export.cells import Cell, csv_text
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


def strong_csv(records: Sequence[Record]) -> str:
    """Strong's classic columns; weights in kg, instants of the session's own place."""

    def row(record: Record, attempt: SetRecord, order: int) -> tuple[Cell, ...]:
        timed = attempt.target.reps is None
        return (
            f"{record.started_at:%Y-%m-%d %H:%M:%S}",
            *(record.routine.title, _duration(record), attempt.title, order),
            *(_plain(attempt.load_kg or 0), attempt.reps, 0, _plain(attempt.seconds) if timed else 0),
            *(_attempt_notes(attempt), _session_notes(record), None),
        )

    return csv_text(STRONG, (row(r, attempt, order) for r, attempt, order in _done(records)))


def hevy_csv(records: Sequence[Record]) -> str:
    """Hevy's columns; weights in kg, instants of the session's own place."""

    def row(record: Record, attempt: SetRecord, order: int) -> tuple[Cell, ...]:
        timed = attempt.target.reps is None
        return (
            *(record.routine.title, _hevy_time(record.started_at), _hevy_time(record.ended_at)),
            *(_session_notes(record), attempt.title, None, _attempt_notes(attempt), order - 1, "normal"),
            None if attempt.load_kg is None else _plain(attempt.load_kg),
            *(None if timed else attempt.reps, None, _plain(attempt.seconds) if timed else None, None),
        )

    return csv_text(HEVY, (row(r, attempt, order) for r, attempt, order in _done(records)), quoted=True)


def _done(records: Sequence[Record]) -> Iterator[tuple[Record, SetRecord, int]]:
    """Each attempt of which something was done, and which of its exercise in its session it is, from 1."""
    for record in records:
        order: Counter[str] = Counter()
        for attempt in record.sets:
            if attempt.reps or attempt.holds or (attempt.target.reps is None and attempt.seconds):
                order[attempt.exercise] += 1
                yield record, attempt, order[attempt.exercise]


def _attempt_notes(attempt: SetRecord) -> str:
    """`left; held 2 s; easier: no band; pain 3`."""
    parts = [] if attempt.side is Side.BOTH else [attempt.side.value]
    if attempt.target.unit is Unit.STEP:
        parts.append("steps")
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
    return "; ".join(parts)


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
    """From begin to end, in the whole minutes that have passed: `34m`, `2h 38m`."""
    minutes = max(0, int((record.ended_at - record.started_at).total_seconds() // 60))
    return f"{minutes // 60}h {minutes % 60}m" if minutes >= 60 else f"{minutes}m"


def _hevy_time(instant: datetime) -> str:
    """`22 Dec 2025, 08:00`."""
    return f"{instant.day} {MONTHS[instant.month - 1]} {instant:%Y, %H:%M}"


def _plain(value: float) -> float:
    """A number to three decimals, whole where it is whole."""
    rounded = round(value, 3)
    return int(rounded) if rounded == int(rounded) else rounded
