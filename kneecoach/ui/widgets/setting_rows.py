"""The rows of Settings: groups of labels and values, with a cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets.option_list import Option

from kneecoach.ui.terminal.options import SafeOptionList
from kneecoach.ui.views.settings import MARK, MAX_LABEL, NO_MARK, SettingRow
from kneecoach.ui.views.wrapping import cut, cut_clause

BEFORE, AFTER = "‹ ", " ›"
"""Around a value that left and right change."""

MIN_VALUE = 16
"""At least this many cells for a value if the window is narrow."""


class SettingRows(SafeOptionList, inherit_bindings=False):
    """One setting per row. The screen moves the cursor and changes values; so does a click."""

    @dataclass
    class Clicked(Message):
        """A row was clicked: on its left mark (-1), on the value or its right mark (1), or elsewhere (0)."""

        name: str
        where: Literal[-1, 0, 1]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._rows: Sequence[SettingRow] = ()

    @property
    def row(self) -> SettingRow | None:
        """The row under the cursor."""
        return None if self.highlighted is None or not self._rows else self._rows[self.highlighted]

    @property
    def value_at(self) -> int:
        """The column in which values begin."""
        room = self.scrollable_content_region.width - MIN_VALUE - len(MARK)
        longest = max((cell_len(row.label) for row in self._rows if row.id), default=0)
        return len(MARK) + min(longest + 2, MAX_LABEL, max(10, room))

    def show(self, rows: Sequence[SettingRow]) -> None:
        """Show rows; the cursor stays where it is."""
        at, top = self.highlighted, self.scroll_offset.y
        is_same = [row.id for row in rows] == [row.id for row in self._rows]
        before, self._rows = self._rows, rows
        if is_same and self.option_count:
            for number, row in enumerate(rows):
                if row != before[number]:
                    self.replace_option_prompt_at_index(number, self._prompt(number, row))
            return
        self._fill()
        self.highlighted = next((n for n, row in enumerate(rows) if row.id), None) if at is None else at
        self.scroll_to(y=top, animate=False)

    def _fill(self) -> None:
        self.clear_options()
        self.add_options(
            Option(self._prompt(number, row), id=row.id or None, disabled=not row.id)
            for number, row in enumerate(self._rows)
        )

    def lay_out(self) -> None:
        """Fit the rows to the window."""
        at = self.highlighted
        self._fill()
        self.highlighted = at

    def _prompt(self, number: int, row: SettingRow) -> Content:
        if not row.id:
            air = "\n" if number and not self.screen.has_class("-narrow") else ""
            return Content(air + row.label)
        width = self.value_at - len(MARK)
        label = Content(cut(row.label, width - 1))
        gap = " " * (width - label.cell_length)
        before, after = (BEFORE, AFTER) if row.turns else ("  ", "")
        room = max(1, self.scrollable_content_region.width - self.value_at - len(BEFORE + AFTER))
        value = Content(cut_clause(row.value, room))
        return Content.assemble(
            (MARK if row.is_changed else NO_MARK, "$accent-text"),
            label,
            gap,
            (before, "$secondary"),
            value.stylize("bold") if row.is_changed else value,
            (after, "$secondary"),
        )

    async def on_click(self, event: events.Click) -> None:
        event.prevent_default()
        option = event.style.meta.get("option")
        row = self._rows[option] if option is not None else None
        if row is None or not row.id:
            return
        event.stop()
        self.highlighted = option
        x = event.get_content_offset_capture(self).x - self.value_at
        value = len(BEFORE) + cell_len(row.value) + len(AFTER)
        where: Literal[-1, 0, 1] = -1 if 0 <= x < len(BEFORE) else 1 if 0 < x < value else 0
        self.post_message(self.Clicked(row.id, where if row.turns else 0))
