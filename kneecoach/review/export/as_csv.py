"""Our own CSV: a row for each attempt, with every field of the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kneecoach.log.record import Record, SetRecord, iso
from kneecoach.review.export.cells import Cell, csv_text
from kneecoach.review.export.source import ExportSource, encoded

SESSION_COLUMNS = (
    *("session_id", "schema", "rev", "device", "saved_at", "app"),
    *("routine_id", "routine_title", "routine_digest"),
    *("started_at", "ended_at", "active_seconds", "paused_seconds", "speed", "status"),
    *("pain_before", "pain_worst", "pain_after", "pain_next_morning", "reps_in_reserve", "note"),
    *("knee", "day", "shortened_from_sets", "entered"),
)
"""`day` is the date on which the session began, at its own place; `shortened_from_sets` is how many sets the
routine has, if the session was made shorter."""
SET_COLUMNS = (
    *("exercise", "title", "set", "of", "side", "attempt"),
    *("target_reps_least", "target_reps_most", "target_hold_seconds", "target_seconds", "unit"),
    *("outcome", "reps", "holds", "seconds", "load_kg", "pace", "pain", "set_started_at", "variant"),
    *("exercise_note", "load_typed", "load_words"),
)


def write(source: ExportSource) -> bytes:
    """The chosen sessions as a file."""
    return encoded(own_csv(source.records))


def own_csv(records: Sequence[Record]) -> str:
    """One row per attempt, oldest session first; a session without any has one row, with its last columns empty."""
    return csv_text(((*SESSION_COLUMNS, *SET_COLUMNS), *_rows(records)))


def _rows(records: Sequence[Record]) -> Iterable[tuple[Cell, ...]]:
    for record in records:
        session = session_cells(record)
        if not record.sets:
            yield (*session, *(None for _ in SET_COLUMNS))
        for attempt in record.sets:
            yield (*session, *attempt_cells(record, attempt))


def session_cells(record: Record) -> tuple[Cell, ...]:
    """A session's cells, in the order of SESSION_COLUMNS."""
    routine, pain = record.routine, record.pain
    return (
        *(record.id, record.schema_, record.rev, record.device, iso(record.saved_at), record.app),
        *(routine.id, routine.title, routine.digest),
        *(iso(record.started_at), iso(record.ended_at) if record.ended_at else None),
        *(_rounded(record.active_seconds), _rounded(record.paused_seconds), record.speed, record.status.value),
        *(pain.before, pain.worst, pain.after, pain.next_morning, record.reps_in_reserve, record.note),
        *(record.knee.value if record.knee else None, record.started_at.date().isoformat()),
        record.shortened.sets if record.shortened else None,
        record.entered,
    )


def attempt_cells(record: Record, attempt: SetRecord) -> tuple[Cell, ...]:
    """The cells of an attempt of `record`, in the order of SET_COLUMNS."""
    target = attempt.target
    least, most = target.reps or (None, None)
    return (
        *(attempt.exercise, attempt.title, attempt.set, attempt.of, attempt.side.value, attempt.attempt),
        *(least, most, target.hold_seconds, target.seconds, target.unit.value),
        *(
            None if attempt.known_outcome is None else attempt.known_outcome.value,
            attempt.reps,
            " ".join(str(round(hold, 3)) for hold in attempt.holds),
        ),
        *(_rounded(attempt.seconds), attempt.load_kg, attempt.pace.value, attempt.pain),
        *(iso(attempt.started_at) if attempt.started_at else None, attempt.variant),
        record.exercise_notes.get(attempt.exercise),
        None if attempt.load_typed is None else " ".join(map(str, attempt.load_typed)),
        attempt.load_words,
    )


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)
