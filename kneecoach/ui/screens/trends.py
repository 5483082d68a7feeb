"""Trends: the four answers, and the charts behind them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.worker import get_current_worker

from kneecoach.errors import KneecoachError
from kneecoach.log.record import Record
from kneecoach.review.answers import answers
from kneecoach.review.charts.text import Row
from kneecoach.review.last_routine import last_routine
from kneecoach.review.report import Report, make_report
from kneecoach.routine.prescription import read_prescriptions
from kneecoach.text import full_date, plural
from kneecoach.ui.bindings import TRENDS
from kneecoach.ui.screens.base import KneeScreen
from kneecoach.ui.views.answers import answer_rows
from kneecoach.ui.views.block_text import block_width, has_glyphs
from kneecoach.ui.views.overview import HEAD_ROWS, AnswerCard, answer_cards, exercise_table, first_shown
from kneecoach.ui.views.trends import TrendPage, View, draw_alone, draw_views, pages, stacked
from kneecoach.ui.widgets.block import Block
from kneecoach.ui.widgets.chart import Chart
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.tabs import PageTabs

LOOKING = "Looking back …"
ANSWERS = TrendPage("Answers", ((),))
"""The answers' own page, if they leave no room for a chart."""
OVERVIEW = TrendPage("Overview", ((),))
"""Several charts at a glance, if there is room."""
WIDE_WIDTH, WIDE_HEIGHT = 120, 40
"""The smallest window, in cells, in which there is an overview."""
ABOVE_TABLE = 30
"""Rows of the window that the overview needs for all but its table, so that its charts are readable."""
MAX_WIDTH, SIDE_CELLS, CARD_FRAME = 160, 12, 6
"""Cells of the body at most, between and beside the cards, and of a card's frame."""


class Trends(KneeScreen):
    """Shows the answers above a chart. In a small window the answers are a page before the charts."""

    CSS_PATH = "trends.tcss"
    BINDINGS = [*TRENDS]

    def __init__(self) -> None:
        super().__init__()
        self._pages: tuple[TrendPage, ...] = ()
        self._at = 0
        """Index of the page."""
        self._choice = 0
        self._measure = 0
        self._report: Report | None = None
        """The report on the sessions, once they are read."""
        self._verdicts: tuple[str, ...] = ()
        self._is_small = False
        self._is_wide = False

    def body(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Line("Trends", id="title", classes="heading")
            yield Line(id="count", classes="muted")
        yield Line(LOOKING, id="answers-none")
        yield Chart(id="answers")
        with Horizontal(id="cards"):
            for number in range(4):
                with Vertical(classes="card", id=f"card-{number}"):
                    yield Block(rows=3, classes="verdict")
                    yield Line(classes="why")
        yield PageTabs(id="tabs")
        with Vertical(id="overview"):
            with Horizontal(id="pair"):
                yield Chart(id="pain")
                yield Chart(id="weeks")
            yield Chart(id="table")
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
        before = self._first_page
        self._is_small = self.has_class("-narrow")
        self._is_wide = width >= WIDE_WIDTH and height >= WIDE_HEIGHT
        self.set_class(self._is_wide, "-wide")
        if (before is None) != (self._first_page is None) and self._pages:
            # The first page is there only in a small and in a wide window. Keep showing the same page.
            self._at = self._at + 1 if before is None else max(0, self._at - 1)
        is_small = self._is_small
        self.query_one("#answers", Chart).most_rows = height - 2 if is_small else max(8, height // 3)
        self.query_one("#table", Chart).most_rows = height - ABOVE_TABLE
        self._show_verdicts(width)
        self._show()
        self.call_after_refresh(self.refresh_bindings)  # how many charts fit is known only then

    def _look_again(self) -> None:
        if self.coach.sessions.as_read is not None:
            self._look(self.coach.sessions.as_read)

    # Without a description Textual makes one from every word of every session, and takes no key meanwhile.
    @work(thread=True, exclusive=True, group="look", description="look at the sessions")
    def _look(self, records: tuple[Record, ...]) -> None:
        worker = get_current_worker()
        settings = self.coach.settings
        records = self.coach.sessions.updated(records)
        today = self.coach.clock.wall().date()
        try:
            routine = last_routine(self.coach.paths, records, today)
        except KneecoachError:
            routine = None  # Home shows what is wrong with it; without it there are no suggestions.
        report = make_report(
            records,
            routine,
            today,
            goal=settings.weekly_goal,
            cap=settings.pain_cap,
            loads=settings.load_steps,
            prescriptions=read_prescriptions(self.coach.paths),
        )
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, report)

    def _take(self, report: Report) -> None:
        self._pages = pages(report)
        count, words = len(report.sessions), report.none_yet
        if count:
            words = f"{plural(count, 'session')} since {full_date(report.sessions[0].started_at.date())}"
        self.query_one("#count", Line).show(words)
        self.query_one("#answers-none").display = False
        said = answers(report)
        self.query_one("#answers", Chart).show(partial(answer_rows, said))
        self._show_overview(report, answer_cards(said))
        self._show()

    def _show_overview(self, report: Report, cards: Sequence[AnswerCard]) -> None:
        for number, card in enumerate(cards):
            box = self.query_one(f"#card-{number}")
            box.border_title = card.topic
            box.set_classes(f"card -{card.role}")
            box.query_one(Line).update(card.words)
        self._verdicts = tuple(card.verdict for card in cards)
        self._show_verdicts(self.app.size.width)
        pain, weeks = (page.choices[0][0] for page in self._pages[:2])
        for name, view in (("#pain", pain), ("#weeks", weeks)):
            chart = self.query_one(name, Chart)
            chart.border_title = Content(view.heading)
            chart.show(partial(draw_alone, view))
        self._report = report

    def _show_verdicts(self, width: int) -> None:
        """Show the answers in one word each, in large letters where a window of `width` cells has room for them."""
        room = (min(width, MAX_WIDTH) - SIDE_CELLS) // 4 - CARD_FRAME
        for number, verdict in enumerate(self._verdicts):
            fits = has_glyphs(verdict) and block_width(verdict.upper(), 3) <= room
            self.query_one(f"#card-{number}").query_one(Block).show(verdict.upper(), 3 if fits else 1)

    @property
    def _walked(self) -> tuple[TrendPage, ...]:
        """The pages that left and right go through."""
        first = self._first_page
        return self._pages if first is None else (first, *self._pages)

    @property
    def _first_page(self) -> TrendPage | None:
        """The page before the charts: the answers in a small window, everything at a glance in a wide one."""
        return ANSWERS if self._is_small else OVERVIEW if self._is_wide else None

    @property
    def _page(self) -> TrendPage:
        return self._walked[self._at]

    @property
    def _choices(self) -> tuple[tuple[View, ...], ...]:
        """What up and down go through: on the overview the exercises of its table."""
        return (self._exercises if self._page is OVERVIEW else self._page).choices

    @property
    def _exercises(self) -> TrendPage:
        return next(page for page in self._pages if page.title == "Exercises")

    @property
    def footer_words(self) -> dict[str, str]:
        """What up and down choose on this page."""
        return {"trends-down": self._page.chooses} if self._pages else {}

    def _show(self) -> None:
        if not self._pages:
            return
        page = self._page
        self._choice = min(self._choice, len(self._choices) - 1)
        self._measure = min(self._measure, max(0, len(self._choices[self._choice]) - 1))
        self.set_class(page is ANSWERS, "-answers")
        self.set_class(page is OVERVIEW, "-overview")
        self.query_one("#tabs", PageTabs).show(
            [each.title for each in self._walked], self._at, 1 if self._is_small else 3
        )
        self.query_one("#chart", Chart).show(self._draw)
        if self._report is not None and page is OVERVIEW:
            self._show_table(self._report)
        self.refresh_bindings()

    def _show_table(self, report: Report) -> None:
        table, count = self.query_one("#table", Chart), len(report.trends)
        place = f" · {self._choice + 1} of {count}" if count > table.most_rows - HEAD_ROWS else ""
        table.border_title = f"Exercises{place}"
        table.show(partial(exercise_table, report, self._choice))

    def on_page_tabs_clicked(self, event: PageTabs.Clicked) -> None:
        self._at = event.index
        self._choice = self._measure = 0
        self._show()

    def _draw(self, width: int, height: int) -> tuple[Row, ...]:
        page = self._page
        if page is ANSWERS or page is OVERVIEW:
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
            return bool(self._pages) and len(self._choices) > 1 and not self._are_all_shown
        if action == "measure":
            is_alone = bool(self._pages) and self._page is not OVERVIEW
            return is_alone and len(self._choices[self._choice]) > 1
        if action == "open":
            return bool(self._pages) and self._page is OVERVIEW and bool(self._report and self._report.trends)
        return True

    @property
    def _are_all_shown(self) -> bool:
        """Whether the page shows its choices one below the other, so that there is none to choose."""
        page = self._page
        if not page.stacks_choices:
            return False
        return len(stacked(page, self._choice, self._measure, self.query_one("#chart").size.height)) > 1

    def on_click(self, event: events.Click) -> None:
        """A click on a row of the table opens that exercise."""
        table = self.query_one("#table", Chart)
        if event.widget is table and self._report is not None:
            row, count = event.get_content_offset_capture(table).y - HEAD_ROWS, len(self._report.trends)
            clicked = first_shown(count, self._choice, table.content_size.height) + row
            if row >= 0 and clicked < count:
                self._choice = clicked
                self.action_open()

    def action_open(self) -> None:
        """Show the charts of the exercise under the cursor of the table."""
        self._at, self._measure = self._walked.index(self._exercises), 0
        self._show()

    def action_turn(self, step: int) -> None:
        """Show another page."""
        if self._pages:
            self._at = (self._at + step) % len(self._walked)
            self._choice = self._measure = 0
            self._show()

    def action_choose(self, step: int) -> None:
        """Show another exercise, or pain at another time."""
        self._choice = (self._choice + step) % len(self._choices)
        self._show()

    def action_measure(self) -> None:
        """Show another measure of the exercise."""
        self._measure = (self._measure + 1) % len(self._choices[self._choice])
        self._show()
