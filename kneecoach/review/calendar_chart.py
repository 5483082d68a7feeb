"""The calendar as text: a column a week, a row a day, cells that can be read without colour. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from kneecoach.review.charts import NOTHING_YET, Role, Row, Span, words_only
from kneecoach.review.weeks import Day
from kneecoach.session.events import Status
from kneecoach.text import DAYS, MONTHS

GUTTER = 4
LEAST_WEEKS = 4
LEGEND = "· none   ▪ partial   ■ completed   2 two sessions"

_CELLS = {None: ("·", Role.NONE), Status.PARTIAL: ("▪", Role.PARTIAL), Status.COMPLETED: ("■", Role.DONE)}


def calendar_chart(weeks: Sequence[Sequence[Day]], width: int, height: int) -> tuple[Row, ...]:
    """Months, seven rows of days, and with one row more the legend; the newest weeks where not all fit."""
    fit = (width - GUTTER + 1) // 2
    if fit < LEAST_WEEKS or height < 8 or not any(day.sessions for week in weeks for day in week):
        return words_only(NOTHING_YET, width, height)
    shown = weeks[-fit:]
    rows: list[Row] = [(Span(" " * GUTTER + _months(shown), Role.LABEL),)]
    for weekday in range(7):
        cells = [_cell(week[weekday]) for week in shown]
        rows.append((Span(f"{DAYS[weekday]:<{GUTTER}}", Role.LABEL), *_spaced(cells)))
    if height > 8 and len(LEGEND) <= width:
        rows.append((Span(LEGEND, Role.LABEL),))
    return tuple(rows)


def _cell(day: Day) -> Span:
    if day.is_ahead and not day.sessions:
        return Span(" ", Role.NONE)
    sign, role = _CELLS[day.best]
    return Span(str(min(9, day.sessions)) if day.sessions > 1 else sign, role)


def _spaced(cells: Sequence[Span]) -> list[Span]:
    """The cells of a row with a space between; neighbours of one role are one span."""
    spans: list[Span] = []
    for number, cell in enumerate(cells):
        text = cell.text if number == len(cells) - 1 else f"{cell.text} "
        if spans and spans[-1].role is cell.role:
            spans[-1] = Span(spans[-1].text + text, cell.role)
        else:
            spans.append(Span(text, cell.role))
    return spans


def _months(weeks: Sequence[Sequence[Day]]) -> str:
    """The name of each month above the first week that begins in it, where there is room for it."""
    line = ""
    month = 0
    for number, week in enumerate(weeks):
        start = number * 2
        monday = week[0].day
        if monday.month != month:
            month = monday.month
            follows = any(w[0].day.month != month for w in weeks[number : number + 2])
            if len(line) < start + (not number) and not (number == 0 and follows) and start + 3 <= len(weeks) * 2:
                line = line.ljust(start) + MONTHS[month - 1]
    return line
