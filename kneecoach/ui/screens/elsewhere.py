"""Asks, for History, about a session that was done without kneecoach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input

from kneecoach.errors import KneecoachError
from kneecoach.log.corrections import NOTE_LENGTH
from kneecoach.log.entered import started_at
from kneecoach.routine.model import Routine
from kneecoach.text import day_words, distinct_titles
from kneecoach.ui.screens.dialogs import Dialog
from kneecoach.ui.views.typed import MAX_LENGTH
from kneecoach.ui.widgets.answers import Answers
from kneecoach.ui.widgets.field import Field
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.number_field import NumberField
from kneecoach.ui.widgets.scale import Scale
from kneecoach.ui.widgets.setting import Setting

ALL, SET_BY_SET = "every set as planned", "I will enter each set next"
HOW_DAY = "such as 25 Nov or Monday"
NEXT, SAVE = {"enter": "next", "escape": "cancel"}, {"enter": "save it", "escape": "cancel"}
"""The answers on every row but the last, and on the last one."""


@dataclass(frozen=True, slots=True)
class NewSession:
    """The answers about a session that was done without kneecoach."""

    routine: Routine
    began: datetime
    is_all: bool
    """Whether every set was done as planned; if not, each set is entered afterwards."""
    pain_after: int | None
    note: str
    day: str
    """The day as it was typed."""


class AddSession(Dialog[NewSession]):
    """The day, the routine, whether all of it was done, pain after it, and a note."""

    CSS_PATH = "elsewhere.tcss"
    BINDINGS = [
        Binding("enter", "go_on", "Next", show=False, priority=True),
        Binding("down", "app.focus_next", "Next", show=False, priority=True),
        Binding("up", "app.focus_previous", "Previous", show=False, priority=True),
    ]

    def __init__(self, routines: Sequence[Routine], now: datetime, again: NewSession | None = None) -> None:
        """`routines` begins with the one that is offered. It opens with the answers of `again`, if given."""
        super().__init__()
        self._routines = routines
        self._titles = distinct_titles((each.spec.id, each.spec.title) for each in routines)
        self._now = now
        self._again = again
        ids = [routine.spec.id for routine in routines]
        self._routine = ids.index(again.routine.spec.id) if again and again.routine.spec.id in ids else 0
        self._is_all = again is None or again.is_all

    def compose(self) -> ComposeResult:
        again = self._again
        day, note = (f"{self._now:%Y-%m-%d}", "") if again is None else (again.day, again.note)
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Line("A session done without kneecoach", classes="heading")
            with Horizontal(classes="field day"):
                yield Line("Day", classes="label")
                yield NumberField(day, self._another_day, max_length=MAX_LENGTH, id="day")
                yield Line(id="when", classes="muted")
            yield Line(id="fault", classes="alert")
            with Horizontal(classes="field"):
                yield Line("Routine", classes="label")
                yield Setting(self._title, press="turn_routine", id="routine")
            with Horizontal(classes="field"):
                yield Line("Done", classes="label")
                yield Setting(self._done, press="turn_done", id="done")
            with Horizontal(classes="field pain"):
                yield Line("Pain after", classes="label")
                yield Scale(10, id="pain")
            with Horizontal(classes="field"):
                yield Line("Note", classes="label")
                yield Field(note, compact=True, max_length=NOTE_LENGTH, id="note")
            answers = Answers(NEXT)
            answers.can_focus = False  # its keys are those of the form
            yield answers

    def on_mount(self) -> None:
        self._say("")
        self._show_when()
        if self._again is not None:
            self.query_one("#pain", Scale).value = self._again.pain_after
            self.query_one("#note").focus()  # everything is filled in, so enter saves it

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        self.query_one(Answers).show(SAVE if self._is_on_last else NEXT)

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.id == "day":
            self._say("")
            self._show_when()

    def action_answer(self, key: str) -> None:
        """Do what enter does on this row, or close without the answers."""
        if key == "enter":
            self.action_go_on()
        else:
            self.dismiss(None)

    def action_go_on(self) -> None:
        """Go to the next row, unless the day on this one is not valid; on the last row, save."""
        if self._is_on_last:
            self.action_save()
        elif self.focused is not self.query_one("#day") or self._began() is not None:
            self.focus_next()

    def action_turn_routine(self) -> None:
        """Offer the next routine."""
        self._routine = (self._routine + 1) % len(self._routines)
        self.query_one("#routine", Setting).say(self._title)

    def action_turn_done(self) -> None:
        """Every set as planned, or set by set."""
        self._is_all = not self._is_all
        self.query_one("#done", Setting).say(self._done)

    def action_save(self) -> None:
        """Close with the answers, if the day is valid."""
        began = self._began()
        if began is None:
            return
        note, pain = self.query_one("#note", Input).value, self.query_one("#pain", Scale).value
        day = self.query_one("#day", Input).value
        self.dismiss(NewSession(self._routines[self._routine], began, self._is_all, pain, note, day))

    def _began(self) -> datetime | None:
        """When the session began. If the day is not valid, None; then it says why, with the cursor on the day."""
        try:
            return started_at(self.query_one("#day", Input).value, self._now)
        except KneecoachError as error:
            self._say(str(error))
            self.query_one("#day", Field).refuse()
            return None

    @property
    def _is_on_last(self) -> bool:
        return self.focused is self.query_one("#note")

    @property
    def _done(self) -> str:
        return ALL if self._is_all else SET_BY_SET

    @property
    def _title(self) -> str:
        return self._titles[self._routines[self._routine].spec.id]

    def _another_day(self, typed: str, days: int) -> str:
        """The day before or after the one typed. Raises KneecoachError if it is not a day, or is in the future."""
        day = f"{started_at(typed, self._now) + timedelta(days=days):%Y-%m-%d}"
        started_at(day, self._now)
        return day

    def _say(self, fault: str) -> None:
        line = self.query_one("#fault", Line)
        line.display = bool(fault)
        line.update(fault)

    def _show_when(self) -> None:
        try:
            began = started_at(self.query_one("#day", Input).value, self._now)
        except KneecoachError:
            words = HOW_DAY
        else:
            words = f"{day_words(began, self._now)}, {began:%H:%M}"
        self.query_one("#when", Line).show(words)
