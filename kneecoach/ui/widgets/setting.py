"""A setting with a few values, as a row of a form: `‹ guided: the coach counts ›`."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.visual import Visual

from kneecoach.ui.views.wrapping import cut_clause
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.sight import show_first


class Setting(Line, can_focus=True):
    """Shows a value between marks. Left, right, space and a click run an action of the screen, which changes it."""

    DEFAULT_CSS = """
    Setting { width: auto; height: 1; }
    Setting:hover { text-style: bold; }
    Setting:focus { background: $panel; text-style: bold; }
    """
    BINDINGS = [
        Binding("left,right,space", "press", "Change", show=False),
    ]

    def __init__(self, value: str, *, press: str, id: str | None = None) -> None:
        """`press` is the action, as in a binding."""
        super().__init__(id=id)
        self.press = press
        self._value = value
        self.say(value)

    def say(self, value: str) -> None:
        """Show a new value."""
        self._value = value
        self.update(f"‹ {value} ›")

    def render(self) -> Visual:
        """The value, cut between its marks where it has no room."""
        if self.styles.is_auto_width or not self.room or cell_len(self.text) <= self.room:
            return self.visual
        return Content(f"‹ {cut_clause(self._value, self.room - len('‹  ›'))} ›")

    async def action_press(self) -> None:
        """Change the value."""
        if not show_first(self):
            await self.app.run_action(self.press, self.screen)

    async def on_click(self, event: events.Click) -> None:
        event.stop()
        self.focus()
        await self.action_press()
