"""History: the weeks so far, and all sessions."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import partial

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input
from textual.worker import get_current_worker

from kneecoach.errors import KneecoachError
from kneecoach.log.corrections import answered
from kneecoach.log.entered import all_as_planned, entered_later, same_day
from kneecoach.log.record import Record
from kneecoach.review.counted import counted
from kneecoach.review.detail import heading
from kneecoach.review.session_list import Order, SessionList, SortBy
from kneecoach.review.weeks import Day
from kneecoach.routine.library import load_routine, routine_files
from kneecoach.routine.model import Routine
from kneecoach.routine.planner import plan_routine
from kneecoach.text import day_words, plural
from kneecoach.ui.bindings import HISTORY
from kneecoach.ui.screens.base import BAR_AT_EDGE, KneeScreen
from kneecoach.ui.screens.elsewhere import AddSession, NewSession
from kneecoach.ui.terminal.workers import SAVING, work_for
from kneecoach.ui.views.history import heading_line, session_line, sorted_by
from kneecoach.ui.views.weeks import WeeksView, weeks_view
from kneecoach.ui.widgets.chart import Chart
from kneecoach.ui.widgets.field import Field
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.row_list import NO_MARK, RowList

USUAL_WIDTH = 80
"""The least window width, in cells, at which the calendar is shown whole."""
WIDE_WIDTH = 120
"""The least window width, in cells, at which pain stands beside the calendar."""
READING = "Reading the log …"
NONE_YET = (
    "Your sessions will be listed here, newest first, below a calendar of 26 weeks and your weeks in a row on "
    "goal. Enter on Home starts the first one; n adds one done without kneecoach."
)
NOT_FOUND = "No session matches all of these words. Escape closes the filter."


class History(KneeScreen):
    """A list of sessions; enter opens one.

    It opens with what has been read of the log. Whatever is slow with ten thousand sessions is computed in threads:
    the weeks, the words to search, every order but newest first.
    """

    CSS_PATH = "history.tcss"
    DEFAULT_CLASSES = BAR_AT_EDGE
    BINDINGS = [*HISTORY]
    AUTO_FOCUS = "#sessions"

    def __init__(self) -> None:
        super().__init__()
        self._records: tuple[Record, ...] = ()
        """All sessions, oldest first."""
        self._shown: tuple[Record, ...] = ()
        """The sessions in the list, in its order."""
        self._weeks: WeeksView | None = None
        self._has_notes = True
        """Whether anybody wrote a note, which then has a column in a wide window."""
        self._counted: frozenset[str] = frozenset()
        """Ids of the sessions that count."""
        self._list = SessionList()
        self._order = Order()
        self._words = ""
        self._rehearsals = False
        self._at = ""
        """Id of the session to which the cursor goes next; empty if it stays."""
        self._unsaved: NewSession | None = None
        """A session that was entered but could not be saved."""

    def body(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Line("History", id="title", classes="heading")
            yield Line(READING, id="count", classes="muted")
        with Horizontal(id="weeks"):
            yield Chart(id="calendar")
            yield Line(id="streak")
            yield Chart(id="pains")
        yield Line(id="brief")
        with Horizontal(id="finding"):
            yield Line("Filter", classes="muted")
            yield Field(id="words", compact=True, max_length=100)
        yield Line(id="columns", classes="muted")
        yield Line(id="nothing")
        yield RowList(id="sessions")

    def on_mount(self) -> None:
        sessions = self.coach.sessions
        sessions.changed.subscribe(self, self._take)
        self.coach.hours.changed.subscribe(self, lambda _now: self._take(self._records))
        if sessions.as_read is not None:
            self._take(sessions.as_read)
        sessions.read_again()

    def on_screen_resume(self) -> None:
        if self.coach.sessions.has_written and self.coach.sessions.as_read is not None:
            self._take(self.coach.sessions.as_read)

    def size_classes(self, width: int, height: int) -> dict[str, bool]:
        own = {"-slim": width < USUAL_WIDTH, "-wide": width >= WIDE_WIDTH}
        return super().size_classes(width, height) | own

    def fit(self, width: int, height: int) -> None:
        super().fit(width, height)
        self.call_after_refresh(self._show_headings)

    def _take(self, records: tuple[Record, ...]) -> None:
        """Show these sessions, with the changes made in this run."""
        self._records = self.coach.sessions.updated(records)
        self._has_notes = any(record.note for record in self._records)
        self._counted = frozenset(record.id for record in counted(self._records, self._today))
        self._arrange()
        # After the first paint, which a busy thread would delay.
        self.call_after_refresh(self._look_at_weeks)

    def _arrange(self) -> None:
        if not self._words and self._order.by is SortBy.DATE:
            rehearsals = self._rehearsals
            self._show_list(self._list.shown(self._records, "", self._order, rehearsals=rehearsals))
        else:
            self._arrange_in_thread()

    @work(thread=True, exclusive=True, group="arrange")
    def _arrange_in_thread(self) -> None:
        worker = get_current_worker()
        found = self._list.shown(self._records, self._words, self._order, rehearsals=self._rehearsals)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_list, found)

    @work(thread=True, exclusive=True, group="weeks")
    def _look_at_weeks(self) -> None:
        worker = get_current_worker()
        records = self._records
        view = weeks_view(records, self._today, self.coach.settings.weekly_goal)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_weeks, view)
        for record in records:
            if worker.is_cancelled:
                return
            self._list.listed(record)

    def _show_weeks(self, view: WeeksView) -> None:
        self._weeks = view
        self.query_one("#calendar", Chart).show(view.draw)
        self.query_one("#pains", Chart).show(partial(view.draw_pain, self.coach.settings.pain_cap))
        self.query_one("#streak", Line).update("\n".join(view.lines))
        self.query_one("#brief", Line).show(view.brief)

    def _show_list(self, found: tuple[Record, ...]) -> None:
        rows = self.query_one("#sessions", RowList)
        at = self._at or (self._shown[rows.cursor].id if self._shown else None)
        self._at = ""
        self._shown = found
        cursor = next((n for n, record in enumerate(found) if record.id == at), rows.cursor)
        today = self._today
        notes = self._has_notes
        rows.show(
            len(found), lambda index, width: session_line(found[index], width, today, has_notes=notes), cursor
        )
        self.set_class(not self._records, "-empty")
        self.set_class(not found, "-nothing")
        self.query_one("#nothing", Line).update(NONE_YET if not self._records else NOT_FOUND if self._words else "")
        self._show_count()
        self._show_headings()
        self.refresh_bindings()

    def _show_headings(self) -> None:
        line = self.query_one("#columns", Line)
        line.show(
            NO_MARK + heading_line(self.query_one(RowList).room, self._order, has_notes=self._has_notes)
            if self._shown
            else ""
        )

    @property
    def _today(self) -> date:
        return self.coach.clock.wall().date()

    def _show_count(self) -> None:
        """Show how many sessions count, as Trends and `kneecoach stats` do, and how many others there are."""
        hidden = 0 if self._rehearsals else sum(record.is_rehearsal for record in self._records)
        counts = sum(record.id in self._counted for record in self._shown)
        words = [
            f"{counts} of {plural(len(self._counted), 'session')}" if self._words else plural(counts, "session")
        ]
        if not self._records:
            words = ["No sessions yet"]
        elif len(self._shown) > 1:
            words[0] += f", {self._order.words}"
        if others := len(self._shown) - counts:
            words.append(f"{others} {'does' if others == 1 else 'do'} not count")
        if hidden:
            words.append(f"{plural(hidden, 'rehearsal')} hidden, a shows them")
        if self.coach.sessions.deleted:
            words.append(f"{self.coach.sessions.deleted} deleted, u brings back")
        self.query_one("#count", Line).show("; ".join(words))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Actions that need a session are offered only if there is one."""
        if action in {"filter", "rehearsals"}:
            return bool(self._records)
        if action in {"open", "move", "move_page", "go_to", "sort", "turn_round"}:
            return bool(self._shown)
        return True

    def is_possible(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Undelete needs something to bring back."""
        return action != "undelete" or self.coach.sessions.deleted > 0

    def on_row_list_selected(self, event: RowList.Selected) -> None:
        self.coach.open_detail(self._shown[event.index])

    def on_input_changed(self, event: Input.Changed) -> None:
        self._words = event.value
        self._arrange()

    def on_input_submitted(self) -> None:
        self.query_one(RowList).focus()

    def action_open(self) -> None:
        """Open the session under the cursor."""
        self.query_one(RowList).select()

    def action_filter(self) -> None:
        """Open the filter."""
        self.add_class("-finding")
        self.query_one("#words", Input).focus()

    def on_click(self, event: events.Click) -> None:
        """A click on a heading sorts by it; on the current heading, it reverses the order.

        One on a day of the calendar goes to its session, and a second one opens that.
        """
        chart = self.query_one("#calendar", Chart)
        if self._weeks is not None and chart.content_region.contains(event.screen_x, event.screen_y):
            place = event.screen_offset - chart.content_region.offset
            self._go_to_day(self._weeks.day_at(chart.content_size.width, *place))
            return
        heads = self.query_one("#columns", Line).region
        if not self._shown or not heads.contains(event.screen_x, event.screen_y):
            return
        room, x = self.query_one(RowList).room, event.screen_x - heads.x - len(NO_MARK)
        by = sorted_by(room, x, has_notes=self._has_notes)
        if by is self._order.by:
            self.action_turn_round()
        elif by is not None:
            self._order = Order(by)
            self._arrange_from_top()

    def _go_to_day(self, day: Day | None) -> None:
        """Put the cursor on the last session of a day; if it is already there, open the session."""
        if day is None or day.is_ahead:
            return
        found = [n for n, record in enumerate(self._shown) if record.started_at.date() == day.day]
        rows = self.query_one(RowList)
        if not found:
            self.notify(f"There is no session on {day_words(day.day, self._today)} in the list.", markup=False)
        elif rows.cursor in found:
            rows.select()
        else:
            rows.cursor = found[0]
            rows.focus()

    def action_sort(self) -> None:
        """Sort by the next column."""
        self._order = self._order.next
        self._arrange_from_top()

    def action_turn_round(self) -> None:
        """Reverse the order."""
        self._order = self._order.turned
        self._arrange_from_top()

    def _arrange_from_top(self) -> None:
        self._shown = ()
        self.query_one(RowList).cursor = 0
        self._arrange()

    def action_rehearsals(self) -> None:
        """Show or hide rehearsals."""
        self._rehearsals = not self._rehearsals
        self._arrange()

    @work(thread=True, exclusive=True, group="open")
    def action_new(self) -> None:
        """Add a session that was done without kneecoach."""
        from kneecoach.review.last_routine import last_routine_id

        paths, now = self.coach.paths, self.coach.clock.wall()
        offered = self.coach.settings.default_routine or last_routine_id(paths, self._records, now.date())
        routines = []
        for name in sorted(routine_files(paths), key=lambda name: (name != offered, name)):
            with suppress(KneecoachError):  # Home says what is wrong with it
                routines.append(load_routine(paths, name))
        self.app.call_from_thread(self.while_up(self._ask_for_new), routines, now)

    def _ask_for_new(self, routines: Sequence[Routine], now: datetime) -> None:
        self.app.push_screen(AddSession(routines, now, self._unsaved), self._add)

    def _add(self, said: NewSession | None) -> None:
        if said is None:
            return
        record = entered_later(plan_routine(said.routine, self.coach.settings.side), said.began)
        record = all_as_planned(record) if said.is_all else record
        record = answered(record, after=said.pain_after, note=said.note)

        async def add() -> None:
            try:
                saved = await asyncio.to_thread(self.coach.sessions.add, record)
                self._unsaved = None
            except KneecoachError as error:
                self._unsaved = said
                self.app.notify(str(error), severity="warning", markup=False)
                return
            self.while_up(self._show_added)(saved, is_all=said.is_all)

        work_for(self.app, add, group=SAVING)

    def _show_added(self, saved: Record, *, is_all: bool) -> None:
        """Show the session in the list, and its sets if they have yet to be entered."""
        other = same_day(self._records, saved.routine.id, saved.started_at.date())
        also = "" if other is None else " You already have a session of this routine that day."
        if is_all or also:  # Detail shows what was added
            self.notify(f"Added: {heading(saved)}.{also}", markup=False)
        self._at = saved.id
        self._take(self.coach.sessions.as_read or ())
        if not is_all:
            self.coach.open_detail(saved)

    def action_move(self, rows: int) -> None:
        """Move up or down."""
        self.query_one(RowList).move(rows)

    def action_move_page(self, pages: int) -> None:
        """Move a page up or down."""
        rows = self.query_one(RowList)
        rows.move(pages * rows.page)

    def action_go_to(self, index: int) -> None:
        """Go to the session at an index; -1 is the last."""
        rows = self.query_one(RowList)
        rows.cursor = index % max(1, rows.count)

    def action_undelete(self) -> None:
        """Bring back the session that was deleted last."""
        try:
            record = self.coach.sessions.undelete_last()
        except KneecoachError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self._take(self.coach.sessions.as_read or ())
        self.notify(f"Brought back: {heading(record)}", markup=False)

    def action_back(self) -> None:
        """Close the filter; without one, go back."""
        if self.has_class("-finding"):
            self.remove_class("-finding")
            self.query_one("#words", Input).value = ""
            self.query_one(RowList).focus()
        elif self.coach.sessions.has_written:
            self.coach.go_home("")
        else:
            super().action_back()
