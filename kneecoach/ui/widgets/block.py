"""Large letters and digits."""

from __future__ import annotations

from typing import Literal

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from kneecoach.ui.views.block_text import block_text, has_glyphs

Align = Literal["left", "center", "right"]


class Block(Widget):
    """Text drawn several rows high; of one row, or without glyphs, it is plain text.

    Unless its width is auto it is as wide as its place, whatever it spells: another word lays nothing out anew.
    """

    DEFAULT_CSS = "Block { width: 1fr; height: 5; text-wrap: nowrap; text-overflow: ellipsis; }"

    def __init__(
        self, *, align: Align = "left", rows: int = 5, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._align = align
        self._text = ""
        self._rows = rows

    @property
    def text(self) -> str:
        """What is spelled."""
        return self._text

    def show(self, text: str, rows: int) -> None:
        """Spell `text`, `rows` rows high. Only another height moves anything."""
        if (text, rows) == (self._text, self._rows):
            return
        if rows != self._rows:
            self.styles.height = rows
        self._text, self._rows = text, rows
        self.refresh(layout=self.styles.auto_dimensions)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return max(map(len, self._lines()), default=0)

    def render(self) -> Content:
        lines, width = self._lines(), self.content_size.width
        # All lines are shifted alike: aligned one by one they would lose the spaces at their ends.
        widest = max(map(len, lines), default=0)
        indent = {"left": 0, "center": (width - widest) // 2, "right": width - widest}[self._align]
        return Content("\n".join(" " * max(0, indent) + line for line in lines))

    def _lines(self) -> list[str]:
        drawn = self._rows > 1 and has_glyphs(self._text)
        return (block_text(self._text, self._rows) if drawn else self._text).splitlines()
