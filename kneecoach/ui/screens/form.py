"""A dialog of fields. Each is saved when it is left, so that what is behind it follows; escape takes all back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from kneecoach.errors import KneecoachError
from kneecoach.ui.screens.dialogs import Dialog
from kneecoach.ui.views.forms import FormField, fault_in_labels
from kneecoach.ui.widgets.field import Field
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.number_field import NumberField
from kneecoach.ui.widgets.setting import Setting

HINT = "enter: done  tab: next  ← →: change  esc: cancel"


class Form(Dialog[None]):
    """Shows fields, and writes what is changed in them."""

    CSS_PATH = "form.tcss"
    takes_quick_keys = True
    BINDINGS = [
        Binding("enter", "finish", "Done", show=False),
        Binding("down", "move(1)", "Next", show=False, priority=True),
        Binding("up", "move(-1)", "Previous", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        read: Callable[[], tuple[FormField, ...]],
        save: Callable[[Mapping[str, object]], str | None],
        cancel: Callable[[], None],
    ) -> None:
        """`read` gives the fields as they are now.

        `save` writes values; it returns why it cannot, or "", or None if there is nothing left to change here.
        `cancel` takes back everything that was written here.
        """
        super().__init__()
        self._title = title
        self._read = read
        self._save = save
        self._cancel = cancel
        self._fields = {field.key: field for field in read()}

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Line(self._title, classes="heading")
            for field in self._fields.values():
                with Horizontal(classes="field"):
                    yield Line(field.label, classes="label")
                    yield _widget(field)
                    if field.after:
                        yield Line(field.after, classes="muted after")
            yield Line(id="fault", classes="alert")
            yield Line(HINT, classes="muted hint")

    def on_mount(self) -> None:
        self.query_one("#fault", Line).tell("")

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        self._keep(event.widget)

    def on_input_submitted(self) -> None:
        self.action_finish()

    def keep_typed(self) -> None:
        self._keep(self.focused)

    def action_move(self, step: int) -> None:
        """Save the field, and go to the next one."""
        focused, chain = self.focused, self.focus_chain
        at = chain.index(focused) + step if focused in chain else 0
        if self._keep(focused) and 0 <= at < len(chain):
            self.set_focus(chain[at])

    def action_finish(self) -> None:
        """Save the field, and close, unless what was typed is refused."""
        if self._keep(self.focused):
            self.dismiss()

    async def action_dismiss(self, result: Any = None) -> None:
        """Close, and take back what was changed here."""
        self.dismiss(result)
        self._cancel()

    def action_turn(self, key: str) -> None:
        """Change a setting to its next option."""
        field = self._fields[key]
        self._write(field, field.next_option())

    def _keep(self, widget: Widget | None) -> bool:
        """Save a field if it was changed. False if its text is refused; then it shows the saved value again."""
        if not isinstance(widget, Input) or not self.is_up:
            return True
        field = self._fields.get((widget.id or "").removeprefix("field-"))
        return field is None or widget.value == field.shown or self._write(field, widget.value)

    def _write(self, field: FormField, text: str) -> bool:
        try:
            refused = self._save(field.values(text))
        except KneecoachError as error:
            refused = str(error)
        if refused is None:
            self.dismiss()
            return False
        before, self._fields = self._fields, {field.key: field for field in self._read()}
        if list(before) != list(self._fields):
            self.call_later(self._rebuild, field.key)
        else:
            self._show_fields(before)
            self.query_one("#fault", Line).tell(fault_in_labels(refused, self._fields.values()))
            shown = self.query_one(f"#field-{field.key}")
            if refused and isinstance(shown, Field) and shown.has_focus:
                shown.refuse()
        return not refused

    async def _rebuild(self, key: str) -> None:
        """Show other fields, with the cursor where it was: another kind of exercise has others."""
        await self.recompose()
        if self.is_up:  # it may have been closed meanwhile
            self.query_one("#fault", Line).tell("")
            self.query_one(f"#field-{key}").focus()

    def _show_fields(self, before: Mapping[str, FormField]) -> None:
        """Show the saved values, where they differ from those `before`."""
        for key, field in self._fields.items():
            shown = self.query_one(f"#field-{key}")
            if isinstance(shown, Setting):
                shown.say(field.shown)
            elif isinstance(shown, Input) and (field.shown != before[key].shown or not shown.has_focus):
                shown.value = field.shown


def _widget(field: FormField) -> Widget:
    id_ = f"field-{field.key}"
    if field.options:
        return Setting(field.shown, press=f"turn('{field.key}')", id=id_)
    if field.step is None:
        return Field(
            field.shown,
            compact=True,
            max_length=field.max_length,
            placeholder=field.empty,
            id=id_,
        )
    return NumberField(
        field.shown,
        field.step,
        max_length=field.max_length,
        placeholder=field.empty,
        id=id_,
    )
