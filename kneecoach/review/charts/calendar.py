"""The calendar as text: a column for each week, a row for each day, cells that can be read without colour. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kneecoach.review.charts.text import NOTHING_YET, Role, Row, Span, words_only
from kneecoach.review.weeks import Day
from kneecoach.session.events import Status
from kneecoach.text import DAYS, MONTHS

GUTTER = 4
MIN_WEEKS = 4
NONE, PARTIAL, DONE, TODAY = "· none", "▪ partial", "■ completed", "[ ] today"
LEGENDS = (
    ("   ", (NONE, PARTIAL, DONE, "", TODAY)),
    (" ", (NONE, PARTIAL, DONE, "", TODAY)),
    (" ", (PARTIAL, DONE, "", TODAY)),
    (" ", (PARTIAL, DONE, "")),
)
"""What stands between the signs that are named, and the signs. Empty is a number, where a day has several sessions.
The longest that fits is shown."""

_CELLS = {None: ("·", Role.NONE), Status.PARTIAL: ("▪", Role.PARTIAL), Status.COMPLETED: ("■", Role.DONE)}


def calendar_chart(weeks: Sequence[Sequence[Day]], width: int, height: int) -> tuple[Row, ...]:
    """Months, seven rows of days and, in one more row, the legend; the newest weeks if not all fit.

    Today, the last day that is not in the future, is in brackets.
    """
    fit = (width - GUTTER) // 2
    if fit < MIN_WEEKS or height < 8 or not any(day.sessions for week in weeks for day in week):
        return words_only(NOTHING_YET, width, height)
    shown = weeks[-fit:]
    rows: list[Row] = [(Span(" " * GUTTER + _months(shown), Role.LABEL),)]
    today = max((day.day for week in shown for day in week if not day.is_ahead), default=None)
    for weekday in range(7):
        cells = [_cell(week[weekday]) for week in shown]
        at = next((n for n, week in enumerate(shown) if week[weekday].day == today), None)
        rows.append((Span(f"{DAYS[weekday]:<{GUTTER - 1}}", Role.LABEL), *_spaced(cells, at)))
    legend = next((words for words in _legends(shown) if len(words) <= width), None)
    if height > 8 and legend:
        rows.append((Span(legend, Role.LABEL),))
    return tuple(rows)


def _legends(weeks: Sequence[Sequence[Day]]) -> Iterator[str]:
    """The legends of what is drawn, the longest first."""
    several = sorted({_sign_of(day.sessions) for week in weeks for day in week if day.sessions > 1})
    for a_day in (" sessions a day", " sessions"):
        for between, names in LEGENDS:
            numbers = f"{', '.join(several)}{a_day}" if several else ""
            yield between.join(filter(None, (name or numbers for name in names)))


def _sign_of(sessions: int) -> str:
    """The sign of a day with several sessions: how many, in one digit."""
    return str(min(9, sessions))


def day_at(weeks: Sequence[Sequence[Day]], width: int, x: int, y: int) -> Day | None:
    """The day at a cell of the calendar, as drawn in `width` cells; None if there is no day."""
    shown = weeks[-((width - GUTTER) // 2) :] if width - GUTTER >= 2 * MIN_WEEKS else ()
    week, weekday = (x - GUTTER + 1) // 2, y - 1
    if not (0 <= week < len(shown) and 0 <= weekday < 7):
        return None
    return shown[week][weekday]


def _cell(day: Day) -> Span:
    if day.is_ahead and not day.sessions:
        return Span(" ", Role.NONE)
    sign, role = _CELLS[day.best]
    return Span(_sign_of(day.sessions) if day.sessions > 1 else sign, role)


def _spaced(cells: Sequence[Span], today: int | None) -> list[Span]:
    """The cells of a row with a space before each, brackets around today's; neighbours of one role are one span."""
    spans: list[Span] = []
    for number, cell in enumerate(cells):
        before = "[" if number == today else "]" if number - 1 == today else " "
        if before == " " and spans and spans[-1].role is cell.role:
            spans[-1] = Span(f"{spans[-1].text} {cell.text}", cell.role)
        elif before == " ":
            spans.append(Span(f" {cell.text}", cell.role))
        else:
            spans += [Span(before, Role.MARK), cell]
    return [*spans, Span("]", Role.MARK)] if today == len(cells) - 1 else spans


def _months(weeks: Sequence[Sequence[Day]]) -> str:
    """The name of each month above the first week that begins in it, if there is room for it."""
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
