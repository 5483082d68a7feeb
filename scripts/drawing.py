"""Pictures of a terminal as SVG that need nothing from elsewhere: no script, no font, no network.

Blocks are drawn as shapes, so that no font can leave gaps between them. Text is set in whatever monospaced font is
there, and each run of it is as wide as its cells.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from itertools import groupby

from scripts.cells import BLANK, Cell, Cells, Picture

WIDTH, HEIGHT = 10, 20
"""Units across and down of a cell."""
BASE_LINE = 15
EDGE = 14
"""Around the cells."""
TOP = 40
"""Above them, for the bar of the window."""

FONTS = "ui-monospace,'Cascadia Mono','Fira Code','DejaVu Sans Mono',Menlo,Consolas,'Courier New',monospace"

SHAPES = {
    "█": (0, 0, 8, 8),
    "▀": (0, 0, 8, 4),
    "▄": (0, 4, 8, 4),
    "─": (0, 3.6, 8, 0.8),
} | {char: (0, 0, eighths, 8) for eighths, char in enumerate("▏▎▍▌▋▊▉", 1)}
"""What is drawn instead of written: left, top, width and height in eighths of a cell."""

RUNS = re.compile(r"\S+(?: \S+)*")
"""Text up to the next gap: what comes after one starts at its own cell again."""


class Styles:
    """Short names for styles, in the order in which they turn up."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def name(self, css: str) -> str:
        """The class for this CSS."""
        return self._names.setdefault(css, f"s{len(self._names)}")

    def sheet(self) -> str:
        """All of them."""
        return "".join(f".{name}{{{css}}}" for css, name in self._names.items())


def ground_of(picture: Picture) -> str:
    """The colour that most of the picture has for its ground."""
    return Counter(cell.ground for row in picture.rows for cell in row).most_common(1)[0][0]


def draw_cells(cells: Cells, column: int, row: int, styles: Styles, ground: str) -> str:
    """Cells from a place on, as SVG; those of the `ground` are left as they are."""
    left, top = column * WIDTH, row * HEIGHT
    shapes: dict[str, list[str]] = {}
    at = 0
    for colour, same in groupby(cells, key=lambda cell: cell.ground):
        wide = len(list(same))
        if colour not in {"", ground}:
            area = _area(left + at * WIDTH, top, wide * WIDTH, HEIGHT)
            shapes.setdefault(f"fill:{colour}", []).append(area)
        at += wide
    # The ground lies below everything; blocks of one colour are one path.
    parts = [_path(styles.name(css), areas) for css, areas in shapes.items()]
    blocks: dict[str, list[str]] = {}
    texts: list[str] = []
    at = 0
    for (style, char), same in groupby(cells, key=_kind):
        wide = len(run := list(same))
        x = left + at * WIDTH
        if char:
            across, down, broad, high = (eighths / 8 for eighths in SHAPES[char])
            areas = blocks.setdefault(_fill(style), [])
            if broad == 1:
                areas.append(_area(x, top + down * HEIGHT, wide * WIDTH, high * HEIGHT))
            else:
                areas += [
                    _area(x + i * WIDTH + across * WIDTH, top, broad * WIDTH, high * HEIGHT) for i in range(wide)
                ]
        elif style:
            written = "".join(cell.char for cell in run)
            texts += [
                _text(match.group(), styles.name(style), x + match.start() * WIDTH, top + BASE_LINE)
                for match in RUNS.finditer(written)
            ]
        at += wide
    parts += [_path(styles.name(css), areas) for css, areas in blocks.items()]
    return "".join([*parts, *texts])


def draw_still(picture: Picture, title: str, says: str) -> str:
    """The whole picture. `title` names it, and `says` describes it to those who cannot see it."""
    styles, ground = Styles(), ground_of(picture)
    rows = [draw_cells(cells, 0, y, styles, ground) for y, cells in enumerate(picture.rows)]
    return frame_round(picture, title, says, styles.sheet(), "\n".join(row for row in rows if row))


def frame_round(picture: Picture, title: str, says: str, sheet: str, content: str) -> str:
    """The window of a terminal around `content`, whose origin is the first cell."""
    wide, high = picture.columns * WIDTH, len(picture.rows) * HEIGHT
    across, down = wide + 2 * EDGE, high + TOP + EDGE
    lights = "".join(f'<circle cx="{24 + 20 * i}" cy="20" r="6"/>' for i in range(3))
    size = f'viewBox="0 0 {across} {down}" width="{across}" height="{down}"'
    return f"""<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title desc">
<title id="title">{escape(title)}</title>
<desc id="desc">{escape(says)}</desc>
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
    """Cells with the same are drawn together: the style, and the character if it is a shape."""
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
