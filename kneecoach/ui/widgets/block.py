"""Large letters and digits."""

from __future__ import annotations

from textual.widgets import Static

from kneecoach.ui.block_text import block_text, block_width, has_glyphs


class Block(Static):
    """Text drawn several rows high; of one row, or without glyphs, it is plain text."""

    def __init__(self, *, rows: int = 5, id: str | None = None, classes: str | None = None) -> None:
        super().__init__("", markup=False, id=id, classes=classes)
        self._text = ""
        self._rows = rows

    @property
    def text(self) -> str:
        """What is spelled."""
        return self._text

    def show(self, text: str, rows: int) -> None:
        """Spell `text`, `rows` rows high. Only a change of width or height moves anything."""
        if (text, rows) == (self._text, self._rows):
            return
        drawn = rows > 1 and has_glyphs(text)
        width = (block_width(text, rows) if drawn else len(text)) if text else 0
        moves = (width, rows) != (self._width(), self._rows)
        self._text, self._rows = text, rows
        if moves:
            self.styles.width = width
            self.styles.height = rows
        self.update((block_text(text, rows) if drawn else text) if text else "", layout=moves)

    def _width(self) -> int:
        width = self.styles.width
        return int(width.value) if width is not None and self._text else 0
