"""Large letters and digits."""

from __future__ import annotations

from typing import Literal

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from kneecoach.ui.views.block_text import block_text, has_glyphs
from kneecoach.ui.views.layout import Number, gap
from kneecoach.ui.views.layout import Size as LetterSize

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
        self.text = ""
        """The text it shows."""
        self._rows = rows

    def show(self, text: str, rows: int) -> None:
        """Show `text`, each of its lines `rows` rows high. Only a new height causes a layout."""
        if (text, rows) == (self.text, self._rows):
            return
        before, self.text, self._rows = self._lines(), text, rows
        lines = self._lines()
        if len(lines) != len(before) or self.styles.height is None or self.styles.height.value != len(lines):
            self.styles.height = len(lines)
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
        lines = self.text.split("\n")
        if self._rows == 1 or not has_glyphs(self.text.replace("\n", " ")):
            return lines
        drawn = [block_text(line, self._rows) for line in lines]
        return ("\n\n" if self._rows > 3 else "\n").join(drawn).split("\n")


class NumberBlock(Widget):
    """The number on Live, with its target beside it on the same baseline. It never moves while it changes."""

    DEFAULT_CSS = "NumberBlock { width: 100%; height: 10; text-wrap: nowrap; text-overflow: clip; }"
    COMPONENT_CLASSES = {"number-block--target"}

    _shown: tuple[Number, LetterSize, int] | None = None

    @property
    def text(self) -> str:
        """The number it shows."""
        return self._shown[0].text if self._shown else ""

    def show(self, number: Number, size: LetterSize, target_rows: int) -> None:
        """Show a number and, unless these are its last seconds, its target. Only a new height causes a layout."""
        shown = (number, size, target_rows)
        if shown == self._shown:
            return
        if self._shown is None or self._shown[1].rows != size.rows:
            self.styles.height = size.rows
        self._shown = shown
        self.refresh()

    def render(self) -> Content:
        if self._shown is None:
            return Content("")
        number, size, target_rows = self._shown
        digits = block_text(number.text, size.rows, size.pixel).split("\n")
        if not number.target or number.is_last:
            return Content("\n".join(digits))
        target = block_text(number.target, target_rows).split("\n")
        above = [""] * (size.rows - target_rows)
        style = self.get_visual_style("number-block--target")
        lines = [
            Content(line) + Content(" " * gap(size)) + Content.styled(beside, style)
            for line, beside in zip(digits, [*above, *target], strict=True)
        ]
        return Content("\n").join(lines)
