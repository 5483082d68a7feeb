"""A session as one line of a list, in columns that fit the width. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from kneecoach.log.record import Record
from kneecoach.review.counted import NotCounted, why_not_counted
from kneecoach.review.history import pain_words, sets_cell, status_words
from kneecoach.review.session_list import Order, SortBy
from kneecoach.session.events import Status
from kneecoach.text import MONTHS, aligned_day_and_time, clean, known_length
from kneecoach.ui.views.parts import fitted

_UNCOUNTED = {
    NotCounted.REHEARSAL: "rehearsal",
    NotCounted.NOTHING_DONE: "uncounted",
    NotCounted.AHEAD: "uncounted",
    None: "",
}
"""Words shown instead of the status or the length."""

ARROWS = {True: "↓", False: "↑"}
"""Arrow beside the sorted heading: the most at the top, or the least."""


@dataclass(frozen=True, slots=True)
class HistoryColumn:
    """A column of the list."""

    heading: str
    width: int
    """In cells; 0 takes the rest."""
    write: Callable[[Record, date], str]
    """The cell's text, from a session and today's date."""
    sort: SortBy | None = None


def _title(record: Record, _today: date) -> str:
    return clean(record.routine.title)


def _day(record: Record, _today: date) -> str:
    day = record.started_at
    return f"{day.day:>2} {MONTHS[day.month - 1]} {day.year}"


def _length(record: Record, _today: date) -> str:
    return known_length(record.active_seconds)


def _length_or_why(record: Record, today: date) -> str:
    """Stands in when there is no room for the status: the length, or that it was made shorter or does not count."""
    length_or_short = "short" if record.is_short else _length(record, today)
    return _UNCOUNTED.get(why_not_counted(record, today)) or length_or_short


def _sets(record: Record, _today: date) -> str:
    return sets_cell(record)


def _status(record: Record, today: date) -> str:
    ended = "short" if record.is_short and record.status is Status.COMPLETED else status_words(record)
    return _UNCOUNTED.get(why_not_counted(record, today)) or ended


def _pain(record: Record, _today: date) -> str:
    return pain_words(record).removeprefix("pain ")


WHEN = HistoryColumn(
    "When", 17, lambda record, today: f"{_day(record, today)} {record.started_at:%H:%M}", SortBy.DATE
)
ROUTINE = HistoryColumn("Routine", 0, _title)
LENGTH = HistoryColumn("Length", 9, _length, SortBy.LENGTH)
SETS = HistoryColumn("Sets", 8, _sets, SortBy.SETS)
STATUS = HistoryColumn("Status", 9, _status)
PAIN = HistoryColumn("Pain", 7, _pain, SortBy.PAIN)

NARROW = (
    HistoryColumn("When", 11, _day, SortBy.DATE),
    HistoryColumn("Length", 9, _length_or_why, SortBy.LENGTH),
    HistoryColumn("Sets", 6, lambda record, today: _sets(record, today).replace(" of ", "/"), SortBy.SETS),
    HistoryColumn("Pain", 0, _pain, SortBy.PAIN),
)
USUAL = (WHEN, ROUTINE, LENGTH, SETS, STATUS, PAIN)
WIDE = (
    HistoryColumn("When", 21, lambda record, _today: aligned_day_and_time(record.started_at), SortBy.DATE),
    HistoryColumn("Routine", 24, _title),
    LENGTH,
    SETS,
    STATUS,
    PAIN,
    HistoryColumn("Note", 0, lambda record, _today: clean(record.note)),
)

WITHOUT_NOTES = (WIDE[0], HistoryColumn("Routine", 40, _title), *WIDE[2:-1])
"""The wide columns if there are no notes."""

USUAL_CELLS, WIDE_CELLS = 70, 104
"""The least widths at which the usual and the wide columns are shown."""


def columns_for(width: int, has_notes: bool) -> tuple[tuple[HistoryColumn, ...], int]:
    """The columns that fit a width in cells, and the gap between them in cells."""
    if width >= WIDE_CELLS:
        return WIDE if has_notes else WITHOUT_NOTES, 2
    return (USUAL, 2) if width >= USUAL_CELLS else (NARROW, 1)


def heading_line(width: int, order: Order, *, has_notes: bool = True) -> str:
    """The headings, with an arrow beside the sorted one."""
    columns, _ = columns_for(width, has_notes)
    arrow = ARROWS[order.most_first]
    return _line([f"{c.heading} {arrow}" if c.sort is order.by else c.heading for c in columns], width, has_notes)


def sorted_by(width: int, x: int, *, has_notes: bool = True) -> SortBy | None:
    """What a click on cell `x` of the headings sorts by; None for a column that cannot be sorted."""
    columns, gap = columns_for(width, has_notes)
    edge = 0
    for column in columns:
        rest = width - sum(other.width + gap for other in columns) + gap
        edge += (column.width or max(0, rest)) + gap
        if x < edge:
            return column.sort
    return None


def session_line(record: Record, width: int, today: date, *, has_notes: bool = True) -> str:
    """A session as a line of `width` cells. If it does not count, the line says so."""
    columns, _ = columns_for(width, has_notes)
    return _line([column.write(record, today) for column in columns], width, has_notes)


def _line(cells: Sequence[str], width: int, has_notes: bool) -> str:
    columns, gap = columns_for(width, has_notes)
    rest = width - sum(column.width + gap for column in columns) + gap
    parts = [fitted(cell, column.width or max(0, rest)) for cell, column in zip(cells, columns, strict=True)]
    return (" " * gap).join(parts).rstrip()
