"""CSV in the columns and the quoting of Strong (classic)."""

from __future__ import annotations

from collections.abc import Sequence

from kneecoach.log.record import Record, SetRecord
from kneecoach.review.export.cells import Cell, QuotedCell, csv_text
from kneecoach.review.export.other_apps import Workout, done_sets, exercise_title, plain_number, session_notes
from kneecoach.review.export.source import ExportSource, encoded

STRONG = (
    *("Date", "Workout Name", "Duration", "Exercise Name", "Set Order", "Weight", "Reps", "Distance", "Seconds"),
    *("Notes", "Workout Notes", "RPE"),
)


def write(source: ExportSource) -> bytes:
    """The chosen sessions as a file."""
    return encoded(strong_csv(source.records))


def strong_csv(records: Sequence[Record]) -> str:
    """Strong's classic columns; loads in kg, times by the clock of the place where the session was done."""

    def workout(record: Record) -> Workout:
        return f"{record.started_at:%Y-%m-%d %H:%M:%S}", QuotedCell(record.routine.title), _duration(record)

    def row(record: Record, attempt: SetRecord, order: int, notes: str) -> tuple[Cell, ...]:
        timed = attempt.target.reps is None
        return (
            *(*workout(record), QuotedCell(exercise_title(attempt)), order),
            *(
                plain_number(attempt.load_kg or 0),
                attempt.reps or 0,
                0,
                plain_number(attempt.seconds or 0.0) if timed else 0,
            ),
            *(QuotedCell(notes), QuotedCell(session_notes(record)), None),
        )

    return csv_text((STRONG, *(row(*done) for done in done_sets(records, workout))))


def _duration(record: Record) -> str | None:
    """How long it took from beginning to end, in whole minutes: `34m`, `2h 38m`. None if it is not known."""
    if record.ended_at is None:
        return None
    minutes = max(0, int((record.ended_at - record.started_at).total_seconds() // 60))
    return f"{minutes // 60}h {minutes % 60}m" if minutes >= 60 else f"{minutes}m"
