"""Words that do something when they are clicked."""

from __future__ import annotations

from textual import events
from textual.content import Content

from kneecoach.ui.widgets.line import Line


class PressLine(Line):
    """Words that run an action of their screen when they are clicked."""

    def __init__(self, text: str = "", *, press: str, id: str | None = None, classes: str | None = None) -> None:
        """`press` is the action, as in a binding."""
        super().__init__(text, id=id, classes=classes)
        self.press = press

    async def on_click(self, event: events.Click) -> None:
        event.stop()
        await self.app.run_action(self.press, self.screen)


def row_label(words: str, name: str) -> PressLine:
    """The label of a row, whose widget has the id `name`. A click puts the cursor on the row."""
    return PressLine(words, press=f"app.focus({name!r})", classes="label")


class Button(PressLine):
    """A button with what it does, and its key."""

    DEFAULT_CSS = """
    Button {
        width: auto;
        height: 3;
        padding: 1 3;
        background: $primary;
        color: $background;
        text-style: bold;
    }
    Button:hover { background: $foreground; }
    Button:focus { background: $foreground; }
    """

    def say(self, words: str, key: str) -> None:
        """Show what it does, and its key."""
        self.update(Content(f"{words}   {key}"))
