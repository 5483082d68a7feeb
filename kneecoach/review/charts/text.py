"""Charts as text: columns of eighth blocks over a labelled axis. Pure, and for screens to colour.

A chart is rows of `Span`s, each a text with a role, and fits into the width and height in cells that it is given;
in less than `LEAST` it is its words only. Whatever a colour shows, a shape or a number shows too. If not everything
fits, the newest is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from math import ceil, floor, log10

from kneecoach.review.pain import Band, band
from kneecoach.review.pain_trend import PainScore
from kneecoach.review.weeks import Week
from kneecoach.text import day_and_month, number

LEAST = (12, 5)
"""The least width and height, in cells, in which something can be drawn."""
WIDEST = 7
"""Cells that a column takes at most, including the one between columns."""
NOTHING_YET = "No sessions to show yet."

MIN_END = 0.001
"""No axis ends at less: numbers have one decimal, and the smallest floats have no power of ten below them."""

_ROUND = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10)
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_LINES = "▁▁╌╌╌▔▔▔"
"""The line at the end of a bar, by how many eighths of its last row the bar fills: 1 to 8."""


class Role(StrEnum):
    """What a piece of text is, for its colour."""

    AXIS = "axis"
    LABEL = "label"
    VALUE = "value"
    MARK = "mark"
    WORDS = "words"
    BAR = "bar"
    REACHED = "reached"
    """A column that reached its mark."""
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    NONE = "none"
    PARTIAL = "partial"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a row."""

    text: str
    role: Role


Row = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ChartColumn:
    """A value, or None if there is none, and its label below the axis."""

    label: str
    value: float | None
    role: Role = Role.BAR
    sign: str = ""
    """Shown after the number."""

    @property
    def words(self) -> str:
        """The words on top of it: the number with its sign."""
        return "" if self.value is None else f"{_number(self.value)}{self.sign}"


def weeks_chart(weeks: Sequence[Week], width: int, height: int) -> tuple[Row, ...]:
    """Sessions by week, with the goal as the mark."""
    given = [
        ChartColumn(day_and_month(week.monday), week.sessions, Role.REACHED if week.is_reached else Role.BAR)
        for week in weeks
    ]
    return columns(given, width, height, mark=weeks[-1].goal if weeks else None)


_BAND_ROLES = {Band.LOW: Role.LOW, Band.MODERATE: Role.MODERATE, Band.HIGH: Role.HIGH}


def pain_role(pain: int) -> Role:
    """The role of a number for pain, 0-10."""
    return _BAND_ROLES[band(pain)]


def pain_chart(scores: Sequence[PainScore], cap: int, width: int, height: int) -> tuple[Row, ...]:
    """Pain on an axis from 0 to 10, with the cap as the mark; a session without a score is a `·`."""
    given = [
        ChartColumn(day_and_month(s.day), s.pain, Role.NONE if s.pain is None else _BAND_ROLES[band(s.pain)])
        for s in scores
    ]
    return columns(given, width, height, top=10.0, mark=cap)


def series_chart(
    series: Sequence[tuple[date, float | None]], target: float | None, width: int, height: int
) -> tuple[Row, ...]:
    """Any series: reps, load, seconds. `target`, what a whole session asks for, is the mark."""
    return columns([ChartColumn(day_and_month(day), value) for day, value in series], width, height, mark=target)


def columns(
    given: Sequence[ChartColumn], width: int, height: int, *, top: float | None = None, mark: float | None = None
) -> tuple[Row, ...]:
    """Columns over an axis, each with its number on top.

    The axis ends at a round number, at `top` at least. `mark` is a value that is named on it, with a line through
    the gaps where its own bar would end.
    """
    values = [column.value for column in given if column.value is not None]
    if width < LEAST[0] or height < LEAST[1] or not values:
        return words_only(NOTHING_YET, width, height)
    end = _round_up(max(top or 0.0, mark or 0.0, *values)) or 1.0
    gutter = max(len(_number(end)), len(_number(mark or 0.0))) + 1
    room = width - gutter
    least = max(len(column.words) for column in given) + 1
    each = max(least, min(WIDEST, room // len(given)))
    shown = given[-max(1, room // each) :]
    tall = height - 3  # one row for the number on the highest column, one for the axis, one for the labels
    marked, line = (None, " ") if mark is None else _line(mark, end, tall)
    ticks = {tall - 1: _number(end)} | ({} if mark is None or marked is None else {marked: _number(mark)})
    rows: list[Row] = []
    for level in range(tall, -1, -1):
        tick = ticks.get(level, "")
        axis = Span(f"{tick:>{gutter - 1}}{'┤' if tick else '│'}", Role.AXIS)
        gap = line if level == marked else " "
        rows.append(
            _joined([axis, *(span for column in shown for span in _cell(column, end, tall, level, each, gap))])
        )
    rows.append((Span(f"{'0':>{gutter - 1}}└{'─' * (each * len(shown))}", Role.AXIS),))
    rows.append((Span(" " * gutter + _labels([column.label for column in shown], each, room), Role.LABEL),))
    return tuple(rows)


def _round_up(value: float) -> float:
    """The next round number: 3, 8, 15, 25, 150."""
    if value <= 0:
        return 0.0
    value = max(value, MIN_END)
    unit = 10.0 ** floor(log10(value))
    return next(n * unit for n in _ROUND if n * unit >= value * (1 - 1e-9))


def words_only(words: str, width: int, height: int) -> tuple[Row, ...]:
    """A chart with nothing to draw: words in its middle, cut to its width."""
    shown = words[: max(width, 0)]
    if not shown or height < 1:
        return ()
    return (*((),) * ((height - 1) // 2), (Span(shown.center(width).rstrip(), Role.WORDS),))


def _number(value: float) -> str:
    """At most one decimal, and none from 100 up."""
    return number(round(value, 1)) if value < 100 else str(round(value))


def _eighths(value: float, end: float, tall: int) -> int:
    """How long the bar of a value is, in eighths of a row; only that of 0 has no length."""
    return max(1, round(min(1.0, value / end) * tall * 8)) if value > 0 else 0


def _line(mark: float, end: float, tall: int) -> tuple[int, str]:
    """The row in which the bar of the mark's value ends, and the line that is drawn at that height."""
    row, rest = divmod(max(0, _eighths(mark, end, tall) - 1), 8)
    return row, _LINES[rest]


def _cell(column: ChartColumn, end: float, tall: int, level: int, each: int, gap: str) -> list[Span]:
    """One column in one row, `each` cells wide with the gap after it."""
    fill = Span(gap * each, Role.MARK if gap != " " else Role.AXIS)
    if column.value is None:
        return [Span("·".center(each - 1) + gap, Role.NONE)] if level == 0 else [fill]
    eighths = _eighths(column.value, end, tall)
    filled = eighths - level * 8
    if filled > 0:
        return [Span(_EIGHTHS[min(8, filled)] * (each - 1), column.role), replace(fill, text=gap)]
    if level == ceil(eighths / 8):
        return [Span(column.words.center(each - 1), Role.VALUE), replace(fill, text=gap)]
    return [fill]


def _labels(labels: Sequence[str], each: int, room: int) -> str:
    """As many labels as there is room for, each below the beginning of its column; the last is always there."""
    free = room
    placed: list[tuple[int, str]] = []
    for index in range(len(labels) - 1, -1, -1):
        label = labels[index][:room]
        start = min(index * each, room - len(label))
        if start + len(label) <= free:
            placed.append((start, label))
            free = start - 1
    line = ""
    for start, label in reversed(placed):
        line = line.ljust(start) + label
    return line


def _joined(spans: Sequence[Span]) -> Row:
    """Neighbours of one role as one span."""
    row: list[Span] = []
    for span in spans:
        if row and row[-1].role is span.role:
            row[-1] = Span(row[-1].text + span.text, span.role)
        else:
            row.append(span)
    return tuple(row)
