"""A check box."""

from __future__ import annotations

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kneecoach.ui.widgets.sight import show_first


class CheckMark(Widget, can_focus=True):
    """`[x] skipped` or `[ ] skipped`; space or a click toggles it."""

    DEFAULT_CSS = """
    CheckMark { width: auto; max-width: 100%; height: auto; }
    CheckMark:focus { text-style: bold; }
    """
    BINDINGS = [Binding("space", "change", "Change", show=False)]

    value: reactive[bool] = reactive(False)

    def __init__(self, words: str, value: bool, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words = words
        self.set_reactive(CheckMark.value, value)

    def render(self) -> Content:
        return Content(f"[{'x' if self.value else ' '}] {self._words}")

    def get_content_width(self, container: object, viewport: object) -> int:
        return cell_len(self._words) + 4

    def on_click(self) -> None:
        self.action_change()

    def action_change(self) -> None:
        """Toggle it."""
        if not show_first(self):
            self.value = not self.value
