"""Dialogs on top of Settings: choose a value, type one, tick days, press a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input
from textual.widgets.option_list import Option

from kneecoach.errors import KneecoachError
from kneecoach.ui.bindings import key_words
from kneecoach.ui.screens.dialogs import Dialog
from kneecoach.ui.terminal.options import SafeOptionList
from kneecoach.ui.widgets.check_mark import CheckMark
from kneecoach.ui.widgets.field import Field
from kneecoach.ui.widgets.line import Line

Write = Callable[[Any], object]
"""Writes the value; raises KneecoachError with what is wrong."""


class SettingDialog(Dialog[bool]):
    """Asks for the value of one setting, and writes it. If the value is wrong, it says why and asks again."""

    CSS_PATH = "setting_dialogs.tcss"

    def __init__(self, title: str, write: Write) -> None:
        super().__init__()
        self._title = title
        self._write = write

    def write(self, value: Any) -> None:
        """Write a value and close; or show why not."""
        try:
            self._write(value)
        except KneecoachError as error:
            self.query_one("#fault", Line).tell(str(error))
            for field in self.query(Field):
                field.refuse()
            return
        self.dismiss(True)


class ChooseValue(SettingDialog):
    """A list of values, with the cursor on the current one."""

    def __init__(self, title: str, values: Sequence[tuple[Any, str]], now: Any, default: Any, write: Write) -> None:
        """`values` are pairs of a value and its words."""
        super().__init__(title, write)
        self._values = values
        self._now = now
        self._default = default

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Line(self._title, classes="heading")
            options = (
                Option(f"{words}{'  (default)' if value == self._default else ''}") for value, words in self._values
            )
            yield SafeOptionList(*options, markup=False)
            yield Line(id="fault", classes="alert")

    def on_mount(self) -> None:
        values = [value for value, _ in self._values]
        self.query_one(SafeOptionList).highlighted = values.index(self._now) if self._now in values else 0

    def on_option_list_option_selected(self, event: SafeOptionList.OptionSelected) -> None:
        self.write(self._values[event.option_index][0])


class TypeValue(SettingDialog):
    """A field to type a value in."""

    def __init__(self, title: str, shown: str, hint: str, write: Write) -> None:
        super().__init__(title, write)
        self._shown = shown
        self._hint = hint

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Line(self._title, classes="heading")
            yield Field(self._shown, max_length=40, compact=True)
            yield Line(id="fault", classes="alert")
            yield Line(self._hint, classes="muted hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.write(event.value)


class PickDays(SettingDialog):
    """Days to tick off."""

    BINDINGS = [
        Binding("enter", "save", "Save", show=False, priority=True),
        Binding("up", "app.focus_previous", "Up", show=False, priority=True),
        Binding("down", "app.focus_next", "Down", show=False, priority=True),
    ]

    def __init__(self, title: str, days: Sequence[str], now: Sequence[str], write: Write) -> None:
        super().__init__(title, write)
        self._days = days
        self._now = now

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Line(self._title, classes="heading")
            for day in self._days:
                yield CheckMark(day.capitalize(), day in self._now, id=day)
            yield Line(id="fault", classes="alert")
            yield Line("Space ticks, enter saves, escape cancels.", classes="muted")

    def action_save(self) -> None:
        """Write the days that are ticked."""
        self.write([day for day in self._days if self.query_one(f"#{day}", CheckMark).value])


class PressKey(SettingDialog):
    """Waits for the new key of a binding."""

    def __init__(self, title: str, now: str, write: Write) -> None:
        """`now` has the current keys; the new key replaces the first of them."""
        super().__init__(title, write)
        self._now = now

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Line(self._title, classes="heading")
            yield Line(f"Press the key to use instead of {key_words(self._now.split(',')[0])}.")
            yield Line(id="fault", classes="alert")
            yield Line("Escape cancels.", classes="muted")

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            return
        event.stop()
        event.prevent_default()
        rest = [key for key in self._now.split(",")[1:] if key != event.key]
        self.write(",".join([event.key, *rest]))
