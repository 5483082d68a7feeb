"""The titles of pages in a row. The current one stands in brackets, and each can be clicked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from kneecoach.ui.widgets.text_widget import TextWidget


class PageTabs(TextWidget):
    """Shows titles. It says which one was clicked; the screen turns the pages."""

    DEFAULT_CSS = "PageTabs { height: 1; width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }"

    @dataclass
    class Clicked(Message):
        """The title at an index was clicked."""

        index: int

    _titles: tuple[str, ...] = ()
    _at = 0
    _gap = 3

    def show(self, titles: Sequence[str], at: int, gap: int) -> None:
        """Show these titles, with `gap` cells between them."""
        self._titles, self._at, self._gap = tuple(titles), at, gap
        self.refresh()

    def render(self) -> Content:
        names = [
            Content.styled(f"[{title}]", "bold") if index == self._at else Content(title)
            for index, title in enumerate(self._titles)
        ]
        arrows = "   ← →" if self._gap > 1 else ""
        return Content(" " * self._gap).join(names) + Content(arrows)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        edge = 0
        for index, title in enumerate(self._titles):
            edge += len(title) + (2 if index == self._at else 0) + self._gap
            if event.x < edge:
                self.post_message(self.Clicked(index))
                return
