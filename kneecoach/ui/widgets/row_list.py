"""A list of any length. Only visible rows are ever rendered.

Textual's lists and tables keep an object for every row: with ten thousand rows they freeze for seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.cells import set_cell_size
from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

MARK = "› "
"""Marks the row under the cursor, so that it is visible without colour."""
NO_MARK = " " * len(MARK)


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """One-line rows with a cursor. The screen moves it; a click moves it and selects."""

    DEFAULT_CSS = """
    RowList { height: 1fr; overflow-x: hidden; overflow-y: auto; }
    """
    COMPONENT_CLASSES = {"row-list--row", "row-list--cursor"}

    cursor: reactive[int] = reactive(0, repaint=False)
    """Index of the row under the cursor; 0 if there are no rows."""

    @dataclass
    class Selected(Message):
        """The row with this index was selected."""

        index: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.count = 0
        """The number of rows."""
        self._line: Callable[[int, int], str] = lambda _index, _width: ""

    @property
    def room(self) -> int:
        """Width of a row's text in cells."""
        return max(0, self.scrollable_content_region.width - len(MARK))

    def text_of(self, index: int) -> str:
        """The text of a row, without its mark."""
        return self._line(index, self.room)

    def show(self, count: int, line: Callable[[int, int], str], cursor: int = 0) -> None:
        """Show `count` rows. `line` takes an index and a width in cells, and returns one line of plain text."""
        self.count, self._line = count, line
        self.virtual_size = Size(0, count)
        self.cursor = cursor
        self._see_cursor()
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        self.refresh_line(old)
        self.refresh_line(new)
        self._see_cursor()

    def show_cursor(self) -> bool:
        """Scroll to the row under the cursor. False if it is already in sight.

        No key should do something to a row that nobody sees: the wheel scrolls without the cursor.
        """
        before = self.scroll_offset
        self._see_cursor()
        return self.scroll_offset != before

    def on_resize(self) -> None:
        self._see_cursor()

    def move(self, rows: int) -> None:
        """Move the cursor by a number of rows, within the list."""
        self.cursor += rows

    @property
    def page(self) -> int:
        """Rows that a page moves by. One row of the last page stays visible."""
        return max(1, self.scrollable_content_region.height - 1)

    def select(self) -> None:
        """Select the row under the cursor."""
        if self.count and not self.show_cursor():
            self.post_message(self.Selected(self.cursor))

    def render_line(self, y: int) -> Strip:
        index = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        is_cursor = index == self.cursor
        style = self.get_component_rich_style("row-list--cursor" if is_cursor else "row-list--row")
        if index >= self.count:
            return Strip.blank(width, self.get_component_rich_style("row-list--row"))
        text = f"{MARK if is_cursor else NO_MARK}{self.text_of(index)}"
        return Strip([Segment(set_cell_size(text, width), style)], width)

    def on_click(self, event: events.Click) -> None:
        index = self.scroll_offset.y + event.y
        if event.y >= 0 and index < self.count:
            self.cursor = index
            self.select()

    def _see_cursor(self) -> None:
        height = self.scrollable_content_region.height
        if height < 1:
            return
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True, immediate=True)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, force=True, immediate=True)
