"""Small questions on top of a screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from kneecoach.errors import KneecoachError
from kneecoach.session.commands import MAX_NOTE, NotNow
from kneecoach.session.keys import MAX_PAIN, TEN_KEY
from kneecoach.session.loads import MAX_TENSION, typed_load, typed_tension
from kneecoach.session.plan import BAND, Exercise, LoadKind, LoadSaid, LoadUnit
from kneecoach.text import clean
from kneecoach.ui.bindings import BUTTON, HELP_KEY
from kneecoach.ui.terminal.screen_life import SafeScreen
from kneecoach.ui.views.layout import is_narrow
from kneecoach.ui.views.typed import MAX_LENGTH
from kneecoach.ui.widgets.answers import Answers
from kneecoach.ui.widgets.dialog_keys import DialogKeys
from kneecoach.ui.widgets.field import Field
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.scale import Scale

T = TypeVar("T")

BAND_HINT = "l, m, h, or words of your own"
"""What can be typed for the tension of a band."""
DELETE = "d"
"""Asks to delete something, and confirms it."""
WITHOUT_SAVING = {"enter": "go on; the record is offered at the end", "escape": "not now"}


class Dialog(SafeScreen, ModalScreen[T | None], Generic[T]):
    """Asks one thing; escape closes it without an answer. Help is one key away, as everywhere."""

    BINDINGS = [Binding("escape", "dismiss", "Leave", show=False), HELP_KEY]

    standing = ""
    """Where the session below is, shown on the border."""

    def stand_below(self, standing: str) -> None:
        """Keep the session's count below in sight, and show it on the border too."""
        self.standing = standing
        self.add_class("-below")

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(is_narrow(*event.size), "-narrow")
        self.call_after_refresh(self._show_standing)

    def _show_standing(self) -> None:
        """Textual begins a border's words one cell from its end; here they begin where the question does."""
        if self.standing:
            dialog = self.query_one(".dialog")
            dialog.border_title = Content(f"{' ' * max(0, dialog.styles.padding.left - 1)}{self.standing}")

    def on_answers_chosen(self, event: Answers.Chosen) -> None:
        self.action_answer(event.key)

    def action_answer(self, key: str) -> None:
        """Answer with one of the offered keys."""


class Choice(Dialog[str]):
    """A choice of a few answers, each with its key."""

    def __init__(
        self, question: str, answers: dict[str, str], *, detail: str = "", quiet_seconds: float = 0.0
    ) -> None:
        """`answers` by key; the result is the key. For `quiet_seconds` after it opens, it takes no key."""
        super().__init__()
        self.quiet_seconds = quiet_seconds
        self._question = question
        self._answers = answers
        self._detail = detail

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Line(self._question, classes="heading")
            if self._detail:
                yield Line(self._detail, classes="muted")
            yield Answers(self._answers)

    def on_key(self, event: events.Key) -> None:
        # The one button of a clicker goes on, if that is an answer.
        key = "enter" if event.key in BUTTON.split(",") else event.key
        if key in self._answers and key != "escape":
            event.stop()
            self.action_answer(key)

    def action_answer(self, key: str) -> None:
        """Close with a key as the answer."""
        self.dismiss(key)


class ConfirmDelete(Choice):
    """Asks whether to delete something. The result is `DELETE` if so."""

    def __init__(self, question: str, *, keep: str = "no, keep it", detail: str = "") -> None:
        """`keep` says what happens otherwise."""
        super().__init__(question, {DELETE: "yes, delete it", "enter": keep}, detail=detail)

    def on_key(self, event: events.Key) -> None:
        if event.key == "y":
            event.stop()
            self.action_answer(DELETE)


class ScoreDialog(Dialog[T], Generic[T]):
    """Asks for one number on a scale, and closes once it is clear which one is meant."""

    BINDINGS = [Binding("enter", "settle", "Take it", show=False)]
    hint = ""
    """What can be pressed before there is a number."""

    def on_scale_chosen(self, event: Scale.Chosen) -> None:
        more = f", or 0 for {MAX_PAIN}" if event.scale.awaits_zero else ""
        self.query_one(DialogKeys).say(keys=f"Enter: {event.value}{more}" if event.scale.is_open else "")

    def action_settle(self) -> None:
        """Take the number that is chosen."""
        self.query_one(Scale).settle()

    def keep_typed(self) -> None:
        self.action_settle()


class AskPain(ScoreDialog[int]):
    """How the knee feels now."""

    hint = f"0-9, or {TEN_KEY} for 10. Esc: no answer"

    def __init__(self, about: str = "") -> None:
        """`about` is the set that the answer is recorded with; may be empty."""
        super().__init__()
        self._about = about

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Line("Knee pain now, 0-10", classes="heading")
            if self._about:
                yield Line(self._about)
            yield Scale(10)
            yield DialogKeys(self.hint)

    def on_scale_settled(self, event: Scale.Settled) -> None:
        self.dismiss(event.value)


class AskFile(Dialog[Path]):
    """Asks for a new file and writes it. If that fails, it says why and asks again."""

    def __init__(self, title: str, suggested: str, write: Callable[[str], Path]) -> None:
        """`write` writes the file whose name was typed. It may raise KneecoachError."""
        super().__init__()
        self._title = title
        self._suggested = suggested
        self._write = write

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Line(self._title, classes="heading")
            yield Field(self._suggested, compact=True)
            yield Line("", id="fault")
            yield Line("Enter: write a new file. Esc: back", classes="muted hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(self._write(event.value))
        except KneecoachError as error:
            self.query_one("#fault", Line).show(str(error))
            self.query_one(Field).refuse()


class AskExerciseNote(Dialog[str]):
    """The note on an exercise. The result is None if it stays as it was."""

    def __init__(self, title: str, note: str, typed: str | None = None, *, is_rehearsal: bool = False) -> None:
        """The `note` as it is saved, and one that was `typed` before but could not be saved.

        In a rehearsal it says that no later session shows the note.
        """
        super().__init__()
        self._is_rehearsal = is_rehearsal
        self._title = title
        self._note = clean(note)
        self._typed = self._note if typed is None else clean(typed)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Line(f"{self._title}: note", classes="heading")
            yield Field(self._typed, max_length=MAX_NOTE, compact=True, select_on_focus=False)
            if self._is_rehearsal:
                yield Line("Only for this rehearsal.", classes="muted")
            yield Line("Enter: save. Esc: cancel", classes="muted hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self._answer(event.value)

    def keep_typed(self) -> None:
        self._answer(self.query_one(Input).value)

    def _answer(self, typed: str) -> None:
        note = clean(typed)
        self.dismiss(None if note == self._note else note)


class AskText(Dialog[str]):
    """Asks for a line of text, such as a title. If it is refused, it says why and asks again."""

    def __init__(self, question: str, check: Callable[[str], object], suggested: str = "") -> None:
        """`check` may raise KneecoachError, with what is wrong with the text."""
        super().__init__()
        self._question = question
        self._check = check
        self._suggested = suggested

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Line(self._question, classes="heading")
            yield Field(self._suggested, compact=True, max_length=100)
            yield DialogKeys("Enter: go on. Esc: back")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        try:
            self._check(event.value)
        except KneecoachError as error:
            self.query_one(DialogKeys).say(str(error))
            self.query_one(Field).refuse()
        else:
            self.dismiss(event.value)

    def on_input_changed(self) -> None:
        self.query_one(DialogKeys).say()


Load = tuple[float | None, LoadSaid | None]
"""A load in kg, and how it was said where that was not in kg; of a band only the latter."""
NO_LOAD: Load = (None, None)


class AskLoad(Dialog[Load]):
    """The load for an exercise, in the person's unit, or the tension of its band."""

    def __init__(self, exercise: Exercise, shown: str, unit: LoadUnit) -> None:
        super().__init__()
        self._exercise = exercise
        self._shown = shown
        self._unit = unit

    def compose(self) -> ComposeResult:
        title = self._exercise.title
        is_band = self._exercise.load == BAND
        with Vertical(classes="dialog"):
            yield Line(f"{title}: {'the band' if is_band else f'load in {self._unit}'}", classes="heading")
            yield load_field(self._shown, self._exercise.load)
            keys = "Enter: set. Esc: cancel"
            yield DialogKeys(f"{BAND_HINT}. {keys}" if is_band else keys)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(load_of(event.value, self._exercise.load, self._unit))
        except NotNow as refused:
            self.query_one(DialogKeys).say(str(refused))
            self.query_one(Field).refuse()

    def on_input_changed(self) -> None:
        self.query_one(DialogKeys).say()


def load_field(shown: str, kind: LoadKind, *, id: str | None = None, placeholder: str = "") -> Field:
    """A field for a load."""
    if kind == BAND:
        return Field(shown, max_length=MAX_TENSION, compact=True, id=id, placeholder=placeholder)
    return Field(shown, is_whole=True, max_length=MAX_LENGTH, compact=True, id=id, placeholder=placeholder)


def load_of(typed: str, kind: LoadKind, unit: LoadUnit) -> Load:
    """The load that was typed. Raises NotNow."""
    return (None, typed_tension(typed)) if kind == BAND else typed_load(typed, unit)
