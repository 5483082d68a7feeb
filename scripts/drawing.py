"""Draws a terminal as a self-contained SVG: no script, no font, no network.

Blocks are drawn as shapes, so that no font can leave gaps between them. Text uses any monospaced font, and each run
of it is stretched to the width of its cells.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from itertools import groupby

from scripts.cells import BLANK, Cell, Cells, Picture

WIDTH, HEIGHT = 10, 20
"""Width and height of a cell, in SVG units."""
BASE_LINE = 15
EDGE = 14
"""Margin around the cells."""
TOP = 40
"""Space above them for the window's title bar."""

FONTS = "ui-monospace,'Cascadia Mono','Fira Code','DejaVu Sans Mono',Menlo,Consolas,'Courier New',monospace"

Box = tuple[float, float, float, float]
"""Left, top, width and height in eighths of a cell."""

_UPPER, _LOWER, _LEFT, _RIGHT = (0, 0, 8, 4), (0, 4, 8, 4), (0, 0, 4, 8), (4, 0, 4, 8)
_UPPER_LEFT, _UPPER_RIGHT, _LOWER_LEFT, _LOWER_RIGHT = (0, 0, 4, 4), (4, 0, 4, 4), (0, 4, 4, 4), (4, 4, 4, 4)

_BLOCKS: dict[str, tuple[Box, ...]] = {
    "█": ((0, 0, 8, 8),),
    "▀": (_UPPER,),
    "▄": (_LOWER,),
    "▐": (_RIGHT,),
    "▘": (_UPPER_LEFT,),
    "▝": (_UPPER_RIGHT,),
    "▖": (_LOWER_LEFT,),
    "▗": (_LOWER_RIGHT,),
    "▚": (_UPPER_LEFT, _LOWER_RIGHT),
    "▞": (_UPPER_RIGHT, _LOWER_LEFT),
    "▛": (_UPPER, _LOWER_LEFT),
    "▜": (_UPPER, _LOWER_RIGHT),
    "▙": (_LOWER, _UPPER_LEFT),
    "▟": (_LOWER, _UPPER_RIGHT),
    "─": ((0, 3.6, 8, 0.8),),
    "━": ((0, 3.2, 8, 1.6),),
    "╾": ((0, 3.2, 4, 1.6), (4, 3.6, 4, 0.8)),
}
_EIGHTHS: dict[str, tuple[Box, ...]] = {char: ((0, 0, n, 8),) for n, char in enumerate("▏▎▍▌▋▊▉", 1)}
SHAPES = _BLOCKS | _EIGHTHS
"""Characters drawn as shapes: a font's blocks would leave gaps between them."""

RUNS = re.compile(r"\S+(?: \S+)*")
"""Text up to the next gap. Text after a gap starts at a cell of its own."""


class Styles:
    """Short class names for styles, in order of appearance."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def name(self, css: str) -> str:
        """The class name for this CSS."""
        return self._names.setdefault(css, f"s{len(self._names)}")

    def sheet(self) -> str:
        """The style sheet of all classes."""
        return "".join(f".{name}{{{css}}}" for css, name in self._names.items())


def ground_of(picture: Picture) -> str:
    """The most frequent background colour."""
    return Counter(cell.ground for row in picture.rows for cell in row).most_common(1)[0][0]


def draw_cells(cells: Cells, column: int, row: int, styles: Styles, ground: str) -> str:
    """Draw cells at a position as SVG. Cells with the background `ground` get none of their own."""
    left, top = column * WIDTH, row * HEIGHT
    shapes: dict[str, list[str]] = {}
    at = 0
    for colour, same in groupby(cells, key=lambda cell: cell.ground):
        wide = len(list(same))
        if colour not in {"", ground}:
            area = _area(left + at * WIDTH, top, wide * WIDTH, HEIGHT)
            shapes.setdefault(f"fill:{colour}", []).append(area)
        at += wide
    # The background comes first, below everything. Blocks of one colour are one path.
    parts = [_path(styles.name(css), areas) for css, areas in shapes.items()]
    blocks: dict[str, list[str]] = {}
    texts: list[str] = []
    at = 0
    for (style, char), same in groupby(cells, key=_kind):
        wide = len(run := list(same))
        x = left + at * WIDTH
        if char:
            areas = blocks.setdefault(_fill(style), [])
            for box in SHAPES[char]:
                across, down, broad, high = (eighths / 8 for eighths in box)
                # A shape as wide as its cell is joined to those beside it.
                each = [0.0] if broad == 1 else [(i + across) * WIDTH for i in range(wide)]
                width = (wide if broad == 1 else broad) * WIDTH
                areas += [_area(x + shift, top + down * HEIGHT, width, high * HEIGHT) for shift in each]
        elif style:
            written = "".join(cell.char for cell in run)
            texts += [
                _text(match.group(), styles.name(style), x + match.start() * WIDTH, top + BASE_LINE)
                for match in RUNS.finditer(written)
            ]
        at += wide
    parts += [_path(styles.name(css), areas) for css, areas in blocks.items()]
    return "".join([*parts, *texts])


def draw_still(picture: Picture, title: str, description: str) -> str:
    """Draw the whole picture. `description` is for people who cannot see it."""
    styles, ground = Styles(), ground_of(picture)
    rows = [draw_cells(cells, 0, y, styles, ground) for y, cells in enumerate(picture.rows)]
    return in_window(picture, title, description, styles.sheet(), "\n".join(row for row in rows if row))


def in_window(picture: Picture, title: str, description: str, sheet: str, content: str) -> str:
    """Draw a terminal's window around `content`, whose origin is the first cell."""
    wide, high = picture.columns * WIDTH, len(picture.rows) * HEIGHT
    across, down = wide + 2 * EDGE, high + TOP + EDGE
    lights = "".join(f'<circle cx="{24 + 20 * i}" cy="20" r="6"/>' for i in range(3))
    size = f'viewBox="0 0 {across} {down}" width="{across}" height="{down}"'
    return f"""<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title desc">
<title id="title">{escape(title)}</title>
<desc id="desc">{escape(description)}</desc>
<style>text{{font:16.6px {FONTS};white-space:pre}}path{{shape-rendering:crispEdges}}{sheet}</style>
<rect x=".5" y=".5" width="{across - 1}" height="{down - 1}" rx="9" fill="{ground_of(picture)}" stroke="#44546a"/>
<g fill="#44546a">{lights}</g>
<text x="{across / 2:g}" y="25" text-anchor="middle" fill="#a9bccf">kneecoach</text>
<g transform="translate({EDGE},{TOP})">
{content}
</g>
</svg>
"""


def _kind(cell: Cell) -> tuple[str, str]:
    """The style, and the character if it is a shape. Neighbours that agree in both are drawn together."""
    if cell.char in SHAPES:
        return cell.style, cell.char
    return ("" if cell.char == BLANK.char and not cell.style else cell.style), ""


def _fill(style: str) -> str:
    return next(rule.replace(" ", "") for rule in style.split(";") if rule.startswith("fill"))


def _area(x: float, y: float, width: float, height: float) -> str:
    return f"M{x:g} {y:g}h{width:g}v{height:g}h{-width:g}z"


def _path(name: str, areas: list[str]) -> str:
    return f'<path class="{name}" d="{"".join(areas)}"/>'


def _text(words: str, name: str, x: int, y: int) -> str:
    wide = len(words) * WIDTH
    size = f' textLength="{wide}" lengthAdjust="spacingAndGlyphs"' if len(words) > 1 else ""
    return f'<text class="{name}" x="{x}" y="{y}"{size}>{escape(words)}</text>'
