"""Summary: what was done, and how the knee feels. The record is saved already; answers amend it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input

from kneecoach.errors import KneecoachError
from kneecoach.log.corrections import NOTE_LENGTH
from kneecoach.log.record import Record
from kneecoach.review.counted import something_done
from kneecoach.review.detail import exercise_totals
from kneecoach.review.history import sets_words
from kneecoach.review.pain import after_session
from kneecoach.session.events import Status
from kneecoach.text import clean, length
from kneecoach.ui.bindings import SUMMARY
from kneecoach.ui.screens.suggestion_screen import SuggestionScreen
from kneecoach.ui.widgets.field import Field
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.pairs import Pairs
from kneecoach.ui.widgets.scale import Scale
from kneecoach.ui.widgets.suggestion_panel import SuggestionPanel
from kneecoach.words import RESERVE_WORDS, STATUS_WORDS

SAVED = "Saved. Answers are saved as you type."
MORNING = "You will be asked again tomorrow morning."


def heading(record: Record) -> str:
    """How the session ended: `Workout complete`, `Stopped after 14 of 26 sets`."""
    was_stopped = bool(record.sets) and record.sets[-1].started_at is None
    is_partial = record.status is not Status.COMPLETED
    return f"Stopped after {sets_words(record)}" if was_stopped and is_partial else STATUS_WORDS[record.status]


class Summary(SuggestionScreen):
    """After a session."""

    CSS_PATH = "summary.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*SUMMARY]
    AUTO_FOCUS = "#after"
    quiet_seconds = 1.0  # the session ends by itself, or by an enter meant for its last set

    def __init__(self, record: Record) -> None:
        super().__init__()
        self.record = record

    def body(self) -> ComposeResult:
        record = self.record
        rehearsal = f" · rehearsal at speed {record.speed:g}" if record.is_rehearsal else ""
        said = heading(record)
        sets = "" if sets_words(record) in said else f"{sets_words(record)} · "
        yield Line(said, classes="heading")
        yield Line(f"{sets}{length(record.active_seconds)}{rehearsal}")
        with VerticalScroll(id="done", can_focus=False, classes="gap"):
            yield Pairs(tuple(exercise_totals(record)), id="totals")
        with Horizontal(classes="row gap"):
            yield Line("Knee pain now", classes="label")
            yield Scale(10, id="after")
        yield Line(id="pain-advice")
        with Horizontal(classes="row"):
            yield Line(RESERVE_WORDS, classes="label")
            yield Scale(5, id="effort")
        with Horizontal(classes="row"):
            yield Line("Note", classes="label")
            yield Field(clean(record.note), id="note", max_length=NOTE_LENGTH, compact=True)
        yield SuggestionPanel()
        yield Line(SAVED, id="saved", classes="muted gap")

    def on_mount(self) -> None:
        self._follow()

    def _follow(self) -> None:
        """Show the advice for the answers, and what to do next time."""
        before, after = self.record.pain.before, self.record.pain.after
        advice = after_session(before, after, self.coach.settings.pain_cap)
        words = [self.with_help_key(advice.words)] if advice else []
        if after is not None and not self.record.is_rehearsal and something_done(self.record):
            words.append(MORNING)
        line = self.query_one("#pain-advice", Line)
        line.display = bool(words)
        line.set_classes("alert" if advice else "muted")
        line.update(" ".join(words))
        self.set_class(bool(words), "-advised")
        if words:
            self.call_after_refresh(line.scroll_visible, animate=False)
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
            self.query_one("#totals", Pairs).show(tuple(exercise_totals(newest)))
            self.query_one("#after", Scale).value = newest.pain.after
            self.query_one("#effort", Scale).value = newest.reps_in_reserve
            if newest.note != seen.note:
                self.query_one("#note", Input).value = clean(newest.note)
            self._follow()

    def on_scale_chosen(self, event: Scale.Chosen) -> None:
        if event.scale.id == "after":
            self._amend(pain=self.record.pain.model_copy(update={"after": event.value}))
            self._follow()
        else:
            self._amend(reps_in_reserve=event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if self.save_note():
            self.to_next_field(event.input)

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
            self.query_one("#saved", Line).update(f"{error}. Without the answers: ctrl+q.")
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
