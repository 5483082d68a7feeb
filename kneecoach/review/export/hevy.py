"""CSV in the columns and the quoting of Hevy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kneecoach.log.record import Record, SetRecord
from kneecoach.review.export.cells import Cell, QuotedCell, csv_text
from kneecoach.review.export.other_apps import Workout, done_sets, exercise_title, plain_number, session_notes
from kneecoach.review.export.source import ExportSource, encoded
from kneecoach.text import day_and_month

HEVY = (
    *("title", "start_time", "end_time", "description", "exercise_title", "superset_id", "exercise_notes"),
    *("set_index", "set_type", "weight_kg", "reps", "distance_km", "duration_seconds", "rpe"),
)


def write(source: ExportSource) -> bytes:
    """The chosen sessions as a file."""
    return encoded(hevy_csv(source.records))


def hevy_csv(records: Sequence[Record]) -> str:
    """Hevy's columns; loads in kg, whole seconds, times by the clock of the place where the session was done.

    A session whose end is not known ends when it began: readers need an end.
    """

    def workout(record: Record) -> Workout:
        times = (_hevy_time(record.started_at), _hevy_time(record.ended_at or record.started_at))
        return tuple(map(QuotedCell, (record.routine.title, *times)))

    def row(record: Record, attempt: SetRecord, order: int, notes: str) -> tuple[Cell, ...]:
        timed = attempt.target.reps is None
        return (
            *(
                *workout(record),
                QuotedCell(session_notes(record)),
                QuotedCell(exercise_title(attempt)),
                None,
                QuotedCell(notes),
            ),
            *(order - 1, QuotedCell("normal"), None if attempt.load_kg is None else plain_number(attempt.load_kg)),
            *(None if timed else attempt.reps, None, int(attempt.seconds or 0.0) if timed else None, None),
        )

    return csv_text((tuple(map(QuotedCell, HEVY)), *(row(*done) for done in done_sets(records, workout))))


def _hevy_time(instant: datetime) -> str:
    """`22 Dec 2025, 08:00`."""
    return f"{day_and_month(instant)} {instant:%Y, %H:%M}"
