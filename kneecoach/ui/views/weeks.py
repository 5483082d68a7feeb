"""The weeks so far as History shows them: a calendar, and the streak in words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kneecoach.log.record import Record
from kneecoach.review.charts.calendar import calendar_chart, day_at
from kneecoach.review.charts.text import Role, Row, Span, pain_chart
from kneecoach.review.counted import counted, towards_weeks
from kneecoach.review.pain_trend import PainQuestion, PainScore, pain_scores
from kneecoach.review.weeks import Day, by_week, calendar, streak_brief, streak_lines
from kneecoach.session.events import Status
from kneecoach.text import DAYS


@dataclass(frozen=True, slots=True)
class WeeksView:
    """The weeks in words, and as a calendar."""

    calendar: tuple[tuple[Day, ...], ...]
    lines: tuple[str, ...]
    brief: str
    """One line, if there is no room for the calendar."""
    pains: tuple[PainScore, ...]
    """Pain after each session, oldest first."""

    def draw_pain(self, cap: int, width: int, height: int) -> tuple[Row, ...]:
        """Pain after each session, with the limit `cap`, under its heading."""
        head = (Span("Pain after a session, 0-10", Role.LABEL),)
        return (head, *pain_chart(self.pains, cap, width, height - 1))

    def day_at(self, width: int, x: int, y: int) -> Day | None:
        """The day at a cell of the calendar, as drawn in `width` cells; None if there is no day."""
        return day_at(self.calendar, width, x, y)

    def draw(self, width: int, height: int) -> tuple[Row, ...]:
        """The calendar in this width and height, in cells."""
        return calendar_chart(self.calendar, width, height)


def weeks_view(records: Sequence[Record], today: date, goal: int) -> WeeksView:
    """The weeks of `records`, which are all, oldest first; `goal` is in sessions a week."""
    sessions = counted(records, today)
    weeks = by_week(sessions, today, goal)
    pains = pain_scores(sessions, PainQuestion.AFTER)
    return WeeksView(calendar(sessions, today), streak_lines(weeks, goal), streak_brief(weeks, goal), tuple(pains))


def week_row(sessions: Sequence[Record], today: date, letters: int = 1) -> tuple[Row, int]:
    """This week day by day, `M ■ T · W □`, with today in bold, and how many sessions it has.

    `sessions` are those that count, oldest first; each day's name has `letters` letters.
    """
    (week,) = calendar(towards_weeks(sessions), today, 1)
    spans: list[Span] = []
    for day in week:
        is_today = day.day == today
        spans.append(Span(f"{DAYS[day.day.weekday()][:letters]} ", Role.VALUE if is_today else Role.LABEL))
        mark, role = _MARKS[day.best]
        spans.append(Span(f"{'□' if is_today and day.best is None else mark} ", role))
    return tuple(spans), sum(day.sessions for day in week)


_MARKS = {None: ("·", Role.NONE), Status.PARTIAL: ("▪", Role.PARTIAL), Status.COMPLETED: ("■", Role.DONE)}
