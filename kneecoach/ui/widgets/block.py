"""Large letters and digits."""

from __future__ import annotations

from typing import Literal

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from kneecoach.ui.views.block_text import block_text, has_glyphs

Align = Literal["left", "center", "right"]


class Block(Widget):
    """Text drawn several rows high; plain text if it has one row or lacks a glyph.

    Unless its width is auto, it is as wide as its container, so that a new word causes no layout.
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
        """The text it shows."""
        return self._text

    def show(self, text: str, rows: int) -> None:
        """Show `text`, `rows` rows high. Only a new height causes a layout."""
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
        # All lines are shifted by the same amount. Aligned one by one, they would lose their trailing spaces.
        widest = max(map(len, lines), default=0)
        indent = {"left": 0, "center": (width - widest) // 2, "right": width - widest}[self._align]
        return Content("\n".join(" " * max(0, indent) + line for line in lines))

    def _lines(self) -> list[str]:
        drawn = self._rows > 1 and has_glyphs(self._text)
        return (block_text(self._text, self._rows) if drawn else self._text).splitlines()
