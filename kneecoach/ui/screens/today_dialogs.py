"""What Before asks about today's session: how long it may take, and what is left out or not at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input

from kneecoach.errors import KneecoachError
from kneecoach.routine.text import plan_length, size_words
from kneecoach.session.plan import Plan
from kneecoach.ui.screens.dialogs import Dialog
from kneecoach.ui.views.today import sets_of_each, time_choices, typed_minutes, ways_words
from kneecoach.ui.views.typed import MAX_LENGTH
from kneecoach.ui.widgets.answers import Answers
from kneecoach.ui.widgets.check_mark import CheckMark
from kneecoach.ui.widgets.field import Field
from kneecoach.ui.widgets.line import Line

LEAVE_IT = "enter"
LETTERS = "abcdefg"
"""Not digits: those type minutes."""


@dataclass(frozen=True, slots=True)
class Minutes:
    """How long the session may take, in minutes; None for as long as the routine takes."""

    value: int | None


class AskMinutes(Dialog[Minutes]):
    """Offers the whole session, and shorter ones with what each of them means. Digits type other minutes."""

    CSS_PATH = "today_dialogs.tcss"
    BINDINGS = [
        *(Binding(key, f"answer({key!r})", show=False) for key in (LEAVE_IT, *LETTERS)),
        *(Binding(digit, f"type({digit!r})", show=False) for digit in "0123456789"),
        Binding("up,down", "mark", show=False),
    ]
    AUTO_FOCUS = "Answers"
    takes_quick_keys = True
    """No digit opens it, so two quick ones are two digits of the minutes."""

    def __init__(self, whole: Plan, minutes: int | None) -> None:
        """`whole` is the plan with all its sets; `minutes` is what was chosen already."""
        super().__init__()
        self._whole = whole
        self._choices: dict[str, int | None] = {LETTERS[0]: None}
        self.answers = {LETTERS[0]: f"{plan_length(whole)}: as planned"}
        for key, (some, short) in zip(LETTERS[1:], time_choices(whole), strict=False):
            self._choices[key] = some
            self.answers[key] = f"{some} min: {sets_of_each(short)}"
        for key, offered in self._choices.items():
            self.answers[key] += " (now)" if offered == minutes else ""

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False):
            with Horizontal(id="ask"):
                yield Line("How long today?", classes="heading")
                yield Field(
                    is_whole=True,
                    max_length=MAX_LENGTH,
                    compact=True,
                    select_on_focus=False,
                    placeholder="or type minutes",
                )
            yield Line(id="means")
            yield Answers(self.answers)

    def on_mount(self) -> None:
        self._show_meaning()

    def on_input_changed(self) -> None:
        self._show_meaning()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close with the minutes that were typed; without them if there are none."""
        if not event.value.strip():
            self.dismiss(None)
            return
        try:
            minutes, _ = typed_minutes(event.value, self._whole)
        except KneecoachError as error:
            self._say(str(error), alert=True)
            self.query_one(Field).refuse()
        else:
            self.dismiss(Minutes(minutes))

    def _show_meaning(self) -> None:
        """Say what the typed minutes would mean. Bad input is refused only on enter, not while typing."""
        try:
            _, words = typed_minutes(self.query_one(Field).value, self._whole)
        except KneecoachError:
            words = ""
        self._say(words)

    def _say(self, words: str, *, alert: bool = False) -> None:
        line = self.query_one("#means", Line)
        line.set_class(alert, "alert")
        line.set_class(not words, "-empty")
        line.update(words)

    def action_type(self, digit: str) -> None:
        """Go to the field, with the digit in it."""
        field = self.query_one(Field)
        field.focus()
        field.insert_text_at_cursor(digit)

    def action_mark(self) -> None:
        """Go back from the field to the answers."""
        self.query_one(Answers).focus()

    def action_answer(self, key: str) -> None:
        """Close with the minutes of an offered key; without them for enter."""
        if key == LEAVE_IT:
            self.dismiss(None)
        elif key in self._choices:
            self.dismiss(Minutes(self._choices[key]))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is left out and not at hand today."""

    without: tuple[str, ...] = ()
    """Ids of exercises."""
    missing: tuple[str, ...] = ()
    """Entries of equipment."""


class AskLeftOut(Dialog[LeftOut]):
    """Exercises and equipment, each with a mark; without a mark it is left out, or not at hand."""

    CSS_PATH = "today_dialogs.tcss"
    BINDINGS = [
        Binding("escape,enter,o", "keep", show=False),
        # The scrolling container has these keys too.
        Binding("up", "app.focus_previous", show=False, priority=True),
        Binding("down", "app.focus_next", show=False, priority=True),
        Binding("a", "everything", show=False),
    ]

    def __init__(
        self,
        exercises: Sequence[tuple[str, str]],
        equipment: Sequence[str],
        chosen: LeftOut,
        look: Callable[[LeftOut], Plan],
    ) -> None:
        """`exercises` are pairs of id and title. `look` gives the plan; KneecoachError if it is empty."""
        super().__init__()
        self._rows = [
            *((id_, CheckMark(title, id_ not in chosen.without)) for id_, title in exercises),
            *((entry, CheckMark(entry, entry not in chosen.missing)) for entry in equipment),
        ]
        self._exercises = len(exercises)
        self._look = look

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Line("What to do today", classes="heading")
            yield from (mark for _, mark in self._rows[: self._exercises])
            if len(self._rows) > self._exercises:
                yield Line("Equipment at hand", classes="heading")
            yield from (mark for _, mark in self._rows[self._exercises :])
            yield Line(id="plan")
            yield Line("Space or click: change. a: select all. Enter: done", classes="muted hint")

    def on_mount(self) -> None:
        for _, mark in self._rows:
            self._watch_mark(mark)
        self._show()

    def _watch_mark(self, mark: CheckMark) -> None:
        self.watch(mark, "value", partial(self._changed, mark), init=False)

    @property
    def _chosen(self) -> LeftOut:
        names = [name for name, mark in self._rows if not mark.value]
        exercises = {name for name, _ in self._rows[: self._exercises]}
        without = tuple(name for name in names if name in exercises)
        return LeftOut(without, tuple(name for name in names if name not in exercises))

    def _changed(self, mark: CheckMark) -> None:
        try:
            self._look(self._chosen)
        except KneecoachError as error:
            mark.value = True
            self.notify(str(error), severity="warning", markup=False)
        self._show()

    def _show(self) -> None:
        plan = self._look(self._chosen)
        self._ask_about(entry for exercise in plan.exercises for entry in exercise.equipment)
        ways = ways_words(plan)
        self.query_one("#plan", Line).update(f"{size_words(plan)}{f'. {ways}' if ways else ''}")

    def _ask_about(self, equipment: Iterable[str]) -> None:
        """Add what is needed only since something else was said not to be at hand."""
        for entry in equipment:
            if entry not in [name for name, _ in self._rows[self._exercises :]]:
                mark = CheckMark(entry, True)
                self._rows.append((entry, mark))
                self._watch_mark(mark)
                self.query_one(VerticalScroll).mount(mark, before="#plan")

    def action_everything(self) -> None:
        """Mark everything again."""
        for _, mark in self._rows:
            mark.value = True

    def action_keep(self) -> None:
        """Close with what is marked."""
        self.dismiss(self._chosen)
