"""The last step before the terminal: no shown text can control the terminal or change the direction of text."""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
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


class DarkStaysDarkFilter(LineFilter):
    """Takes bold from the dark eight of sixteen colours: xterm, among others, shows bold black as grey."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(text, style and _without_bold(style), control) for text, style, control in segments]


@lru_cache(1024)
def _without_bold(style: Style) -> Style:
    if not style.bold or style.color is None or style.color.is_default:
        return style
    number = style.color.downgrade(ColorSystem.STANDARD).number
    return style + Style(bold=False) if number is not None and number < 8 else style


def own_filters(colours: str | None) -> list[LineFilter]:
    """The filters for a terminal with these `colours`, in Rich's words."""
    return [ControlCodeFilter(), *([DarkStaysDarkFilter()] if colours == "standard" else [])]
