"""Wording shared by the exports for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from kneecoach import __version__
from kneecoach.log.record import Record
from kneecoach.review.counted import counted
from kneecoach.review.exercise_notes import all_notes
from kneecoach.review.history import ENTERED_LATER, ended_words, sets_cell
from kneecoach.text import UNKNOWN, clean, full_date, known_length, plural, whole_percent
from kneecoach.words import rehearsal_words


def period(records: Sequence[Record], today: date) -> str:
    """`3 sessions from 1 Nov 2026 to 22 Nov 2026, and 1 that does not count`; rehearsals may count."""
    done = counted(records, today, rehearsals=True)
    others = len(records) - len(done)
    do = "does" if others == 1 else "do"
    if not done:
        return f"{plural(others, 'session')} that {do} not count, {_days(records)}" if others else "No sessions"
    more = f", and {others} that {do} not count" if others else ""
    return f"{plural(len(done), 'session')} {_days(done)}{more}"


def _days(records: Sequence[Record]) -> str:
    first, last = (full_date(record.started_at.date()) for record in (records[0], records[-1]))
    return f"on {first}" if first == last else f"from {first} to {last}"


def made_by(records: Sequence[Record], made_at: datetime) -> str:
    """Which sessions, and when and with what this was made."""
    return f"{period(records, made_at.date())}. Made on {full_date(made_at.date())} with kneecoach {__version__}."


def percent(part: int, whole: int) -> str:
    """`73 %`; a dash if there are none."""
    return f"{whole_percent(part, whole)} %" if whole else UNKNOWN


def score(value: int | None) -> str:
    """A pain score, or reps in reserve; a dash if there is none."""
    return UNKNOWN if value is None else str(value)


SESSION_COLUMNS = (
    *("Date", "Routine", "Ended as", "Sets", "Time"),
    *("Pain before", "Worst", "After", "Next morning", "Reps in reserve", "Note"),
)


def session_row(record: Record) -> tuple[str, ...]:
    """A cell for each of `SESSION_COLUMNS`."""
    pain = record.pain
    rehearsal = f", {rehearsal_words(record.speed)}" if record.is_rehearsal else ""
    entered = f", {ENTERED_LATER}" if record.entered else ""
    return (
        f"{full_date(record.started_at.date())} {record.started_at:%H:%M}",
        clean(record.routine.title),
        f"{ended_words(record)}{rehearsal}{entered}",
        sets_cell(record),
        known_length(record.active_seconds),
        *(score(value) for value in (pain.before, pain.worst, pain.after, pain.next_morning)),
        score(record.reps_in_reserve),
        all_notes(record),
    )
