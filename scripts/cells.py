"""Screens as cells, read from the strips that Textual paints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import NamedTuple

from rich.cells import cell_len
from rich.color import Color, blend_rgb
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import SVG_EXPORT_THEME as THEME
from textual.strip import Strip

UNSEEN = {" ", "\u00a0"}
"""Characters of which only the background is seen."""


class Cell(NamedTuple):
    """A character, its style as CSS, and its background colour."""

    char: str = " "
    style: str = ""
    ground: str = ""


BLANK = Cell()

Cells = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A terminal's screen: rows of cells."""

    rows: tuple[Cells, ...]

    @property
    def columns(self) -> int:
        """Width in cells."""
        return len(self.rows[0])


def read_rows(rows: Iterable[Iterable[Strip]], columns: int) -> Picture:
    """The cells of a screen that is `columns` wide, from its rows as they are painted."""
    return Picture(tuple(_read_row(chain.from_iterable(strips), columns) for strips in rows))


def _read_row(segments: Iterable[Segment], columns: int) -> Cells:
    cells: list[Cell] = []
    for text, style, _ in segments:
        css, ground = _look(style or Style.null())
        for char in text:
            cells.append(Cell(ground=ground) if char in UNSEEN else Cell(char, css, ground))
            cells += [Cell(ground=ground)] * (cell_len(char) - 1)
    return tuple((cells + [BLANK] * columns)[:columns])


@cache
def _look(style: Style) -> tuple[str, str]:
    """A style as CSS and its background colour, which is empty if it is the terminal's own."""
    colour, ground = _rgb(style.color, THEME.foreground_color), _rgb(style.bgcolor, THEME.background_color)
    has_ground = style.reverse or (style.bgcolor is not None and not style.bgcolor.is_default)
    if style.reverse:
        colour, ground = ground, colour
    shown = blend_rgb(colour, ground, 0.4) if style.dim else colour
    rules = {
        f"fill: {shown.hex}": True,
        "font-weight: bold": style.bold,
        "font-style: italic": style.italic,
        "text-decoration: underline": style.underline,
        "text-decoration: line-through": style.strike,
    }
    return ";".join(rule for rule, applies in rules.items() if applies), ground.hex if has_ground else ""


def _rgb(colour: Color | None, usual: ColorTriplet) -> ColorTriplet:
    return usual if colour is None or colour.is_default else colour.get_truecolor(THEME)
