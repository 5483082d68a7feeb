"""Summary: what was done, and how the knee feels. The record is saved already; answers amend it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input

from kneecoach.errors import KneecoachError
from kneecoach.log.corrections import NOTE_LENGTH
from kneecoach.log.record import Record
from kneecoach.review.counted import something_done
from kneecoach.review.pain import after_session
from kneecoach.routine.prescription import read_prescriptions
from kneecoach.text import clean
from kneecoach.ui.bindings import SUMMARY
from kneecoach.ui.screens.suggestion_screen import SuggestionScreen
from kneecoach.ui.terminal.workers import work_for
from kneecoach.ui.views.summary import SummaryView, headline, summary_view
from kneecoach.ui.widgets.block import Block
from kneecoach.ui.widgets.chart import Chart
from kneecoach.ui.widgets.field import Field
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.pressable import row_label
from kneecoach.ui.widgets.scale import Scale
from kneecoach.ui.widgets.suggestion_panel import SuggestionPanel
from kneecoach.words import RESERVE_WORDS

SAVED = "Saved. Answers are saved as you type."
MAX_WIDTH, SIDE_CELLS = 124, 3
"""Width of the content in cells, and of its margins."""
MORNING = "You will be asked again tomorrow morning."


class Summary(SuggestionScreen):
    """After a session."""

    CSS_PATH = "summary.tcss"
    BINDINGS = [*SUMMARY]
    AUTO_FOCUS = "#after"
    quiet_seconds = 1.0  # the session ends by itself, or by an enter meant for its last set

    def __init__(self, record: Record) -> None:
        super().__init__()
        self.record = record

    def body(self) -> ComposeResult:
        record = self.record
        with Vertical(id="band"):
            with Horizontal(id="top"):
                yield Line(id="about")
                yield Line("saved ✓", id="kept")
            with Horizontal(id="headline"):
                yield Block(id="letters")
                yield Block(id="time", align="right")
        with VerticalScroll(id="done", can_focus=False):
            yield Chart(id="results")
        yield Chart(id="past")
        with Horizontal(classes="row gap scale"):
            yield row_label("Knee pain now", "after")
            yield Scale(10, id="after")
            yield Line(id="change")
        yield Line(id="pain-advice")
        with Horizontal(classes="row"):
            yield row_label(RESERVE_WORDS, "effort")
            yield Scale(5, id="effort")
        with Horizontal(classes="row"):
            yield row_label("Note", "note")
            yield Field(clean(record.note), id="note", max_length=NOTE_LENGTH, placeholder="optional", compact=True)
        yield SuggestionPanel()
        yield Line(SAVED, id="saved", classes="muted gap")

    def on_mount(self) -> None:
        self._show_done()
        self._follow()

    def fit(self, width: int, height: int) -> None:
        super().fit(width, height)
        self._show_headline()

    def _show_headline(self) -> None:
        """What was done, in letters as large as fit."""
        shown = headline(self.record)
        rows = shown.rows(
            min(self.size.width, MAX_WIDTH) - 2 * (1 if self.has_class("-narrow") else SIDE_CELLS), self.size.height
        )
        self.set_class(shown.is_all, "-all")
        self.set_class(rows == 1, "-plain")
        self.query_one("#about", Line).show(shown.about if rows > 1 else shown.brief)
        self.query_one("#letters", Block).show(shown.letters, rows)
        self.query_one("#time", Block).show(shown.time, rows)

    def _show_done(self) -> None:
        """Show what was done of each exercise, against last time, and the week; a thread looks it up."""
        record, today = self.record, self.coach.clock.wall().date()
        records = self.coach.sessions.updated([*self.coach.sessions.all, record])

        async def look() -> None:
            view = await asyncio.to_thread(self._view, record, records, today)
            if self.is_up:
                self.query_one("#results", Chart).show(view.draw_results)
                self.query_one("#past", Chart).show(view.draw_past)

        work_for(self, look, group="look", exclusive=True)

    def _view(self, record: Record, records: Sequence[Record], today: date) -> SummaryView:
        """What was done, and what of; reads the user's routines."""
        prescriptions = read_prescriptions(self.coach.paths)
        settings = self.coach.settings
        return summary_view(record, records, today, settings.weekly_goal, prescriptions, settings.load_steps.unit)

    def _show_change(self) -> None:
        """Show beside the answer whether the knee hurts less than before the session."""
        before, after = self.record.pain.before, self.record.pain.after
        line = self.query_one("#change", Line)
        words, kind = "as before", "muted"
        if before is None or after is None:
            words = ""
        elif after < before:
            words, kind = "less ▼", "less"
        elif after > before:
            words, kind = "more ▲", "alert"
        line.set_classes(kind)
        line.update(words)

    def _follow(self) -> None:
        """Show the advice for the answers, and what to do next time."""
        before, after = self.record.pain.before, self.record.pain.after
        advice = after_session(before, after, self.coach.settings.pain_cap)
        words = [self.with_help_key(advice.words)] if advice else []
        if after is not None and not self.record.is_rehearsal and something_done(self.record):
            words.append(MORNING)
        line = self.query_one("#pain-advice", Line)
        line.tell(" ".join(words), alert=advice is not None)
        self.set_class(bool(words), "-advised")
        self._show_change()
        self.look_again()

    def look_again(self) -> None:
        self.look(self.record.routine.id, self.coach.sessions.updated([*self.coach.sessions.all, self.record]))

    def on_screen_resume(self) -> None:
        """Show changes made in Session detail."""
        seen, newest = self.record, self.coach.sessions.newest(self.record)
        if newest is None:
            self.query_one("#saved", Line).update("This session is deleted.")
        elif newest is not seen:
            self.record = newest
            self._show_headline()
            self._show_done()
            self.query_one("#after", Scale).value = newest.pain.after
            self.query_one("#effort", Scale).value = newest.reps_in_reserve
            if newest.note != seen.note:
                self.query_one("#note", Input).value = clean(newest.note)
            self._follow()

    def on_scale_chosen(self, event: Scale.Chosen) -> None:
        if event.scale.id == "after":
            self._amend(pain=self.record.pain.model_copy(update={"after": event.value}))
            self._follow()
            advice = self.query_one("#pain-advice", Line)
            if advice.display:
                self.call_after_refresh(advice.scroll_visible, animate=False)
        else:
            self._amend(reps_in_reserve=event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if self.save_note():
            self.set_focus(None)  # enter then finishes

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        if self.is_up and isinstance(event.widget, Input):
            self.save_note()

    def keep_typed(self) -> None:
        self.save_note()

    def save_note(self) -> bool:
        """Save the note as typed so far. If that fails, shows why and returns False."""
        note = clean(self.query_one("#note", Input).value)
        if note != self.record.note:
            return self._amend(note=note)
        return True

    def _amend(self, **changes: object) -> bool:
        try:
            self.record = self.coach.sessions.amend(self.record, **changes)
        except KneecoachError as error:
            self.query_one("#saved", Line).update(f"{error}. ctrl+q quits without the answers.")
            return False
        self.query_one("#saved", Line).update(SAVED)
        return True

    def action_home(self) -> None:
        """Go back to Home."""
        if self.save_note():
            self.coach.go_home("")

    def action_detail(self) -> None:
        """Open Session detail."""
        self.coach.open_detail(self.record)
