"""Trends: the four answers, and the charts behind them."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.worker import get_current_worker

from kneecoach.errors import KneecoachError
from kneecoach.log.record import Record
from kneecoach.review.answers import answers
from kneecoach.review.charts.text import Row, day_label
from kneecoach.review.last_routine import last_routine
from kneecoach.review.report import Report, make_report
from kneecoach.text import plural
from kneecoach.ui.bindings import TRENDS
from kneecoach.ui.screens.base import KneeScreen
from kneecoach.ui.views.answers import answer_rows
from kneecoach.ui.views.trends import TrendPage, draw_views, pages, stacked
from kneecoach.ui.widgets.chart import Chart
from kneecoach.ui.widgets.line import Line

LOOKING = "Looking back …"
ANSWERS = TrendPage("Answers", ((),))
"""The answers' own page, if they leave no room for a chart."""


class Trends(KneeScreen):
    """Shows the answers above a chart. In a small window the answers are a page before the charts."""

    CSS_PATH = "trends.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*TRENDS]

    def __init__(self) -> None:
        super().__init__()
        self._pages: tuple[TrendPage, ...] = ()
        self._at = 0
        """Index of the page."""
        self._choice = 0
        self._measure = 0
        self._is_small = False

    def body(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Line("Trends", id="title", classes="heading")
            yield Line(id="count", classes="muted")
        yield Line(LOOKING, id="answers-none")
        yield Chart(id="answers")
        yield Line(id="tabs")
        yield Chart(id="chart")

    def on_mount(self) -> None:
        sessions = self.coach.sessions
        sessions.changed.subscribe(self, self._look)
        self.coach.hours.changed.subscribe(self, lambda _now: self._look_again())
        if sessions.as_read is not None:
            self._look(sessions.as_read)
        sessions.read_again()

    def fit(self, width: int, height: int) -> None:
        super().fit(width, height)
        is_small = self.has_class("-narrow")
        if is_small != self._is_small and self._pages:
            # The answers are a page only in a small window. Keep showing the same page.
            self._at = self._at + 1 if is_small else max(0, self._at - 1)
        self._is_small = is_small
        self.query_one("#answers", Chart).most_rows = height - 2 if is_small else max(8, height // 3)
        self._show()

    def _look_again(self) -> None:
        if self.coach.sessions.as_read is not None:
            self._look(self.coach.sessions.as_read)

    @work(thread=True, exclusive=True, group="look")
    def _look(self, records: tuple[Record, ...]) -> None:
        worker = get_current_worker()
        settings = self.coach.settings
        records = self.coach.sessions.updated(records)
        today = self.coach.clock.wall().date()
        try:
            routine = last_routine(self.coach.paths, records, today)
        except KneecoachError:
            routine = None  # Home shows what is wrong with it; without it there are no suggestions.
        report = make_report(records, routine, today, goal=settings.weekly_goal, cap=settings.pain_cap)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, report)

    def _take(self, report: Report) -> None:
        self._pages = pages(report)
        since = f" since {day_label(first)} {first.year}" if (first := _first_day(report)) else " yet"
        count = plural(len(report.sessions), "session") if report.sessions else "No sessions"
        self.query_one("#count", Line).show(f"{count}{since}")
        self.query_one("#answers-none").display = False
        self.query_one("#answers", Chart).show(partial(answer_rows, answers(report)))
        self._show()

    @property
    def _walked(self) -> tuple[TrendPage, ...]:
        """The pages that left and right go through."""
        return (ANSWERS, *self._pages) if self._is_small else self._pages

    @property
    def _page(self) -> TrendPage:
        return self._walked[self._at]

    def _show(self) -> None:
        if not self._pages:
            return
        page = self._page
        self._choice = min(self._choice, len(page.choices) - 1)
        self._measure = min(self._measure, max(0, len(page.choices[self._choice]) - 1))
        self.set_class(page is ANSWERS, "-answers")
        self.query_one("#tabs", Line).update(self._tabs())
        self.query_one("#chart", Chart).show(self._draw)
        self.refresh_bindings()

    def _tabs(self) -> Content:
        """The titles of the pages, the current one in brackets."""
        names = [f"[{page.title}]" if page is self._page else page.title for page in self._walked]
        return Content(" ".join(names) if self._is_small else f"{'   '.join(names)}   ← →")

    def _draw(self, width: int, height: int) -> tuple[Row, ...]:
        page = self._page
        if page is ANSWERS:
            return ()
        shown = stacked(page, self._choice, self._measure, height)
        return draw_views(shown, self._place(len(shown)), width, height)

    def _place(self, shown: int) -> str:
        page = self._page
        choices, measures = len(page.choices), len(page.choices[self._choice])
        places = []
        if choices > 1 and not (page.stacks_choices and shown > 1):
            places.append(f"{self._choice + 1} of {choices} ↑ ↓")
        if measures > 1 and shown == 1:
            places.append(f"{self._measure + 1} of {measures} m")
        return ", ".join(places)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key is offered only if there is more than one to go through."""
        if action == "choose":
            return bool(self._pages) and len(self._page.choices) > 1
        if action == "measure":
            return bool(self._pages) and len(self._page.choices[self._choice]) > 1
        return True

    def action_turn(self, step: int) -> None:
        """Show another page."""
        if self._pages:
            self._at = (self._at + step) % len(self._walked)
            self._choice = self._measure = 0
            self._show()

    def action_choose(self, step: int) -> None:
        """Show another exercise, or another time of pain."""
        self._choice = (self._choice + step) % len(self._page.choices)
        self._show()

    def action_measure(self) -> None:
        """Show another measure of the exercise."""
        self._measure = (self._measure + 1) % len(self._page.choices[self._choice])
        self._show()


def _first_day(report: Report) -> date | None:
    return report.sessions[0].started_at.date() if report.sessions else None
