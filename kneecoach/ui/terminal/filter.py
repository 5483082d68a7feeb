"""The last step before the terminal: no shown text can control the terminal or change the direction of text."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from kneecoach.text import printable


class ControlCodeFilter(LineFilter):
    """Removes control and direction codes from every line of every widget, without moving a cell."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if all(text.isprintable() for text, _, _ in segments):
            return segments
        return [Segment(_same_width(text), style, control) for text, style, control in segments]


def _same_width(text: str) -> str:
    if text.isprintable():
        return text
    kept = printable(text).replace("\n", " ")
    return kept + " " * (cell_len(text) - cell_len(kept))
