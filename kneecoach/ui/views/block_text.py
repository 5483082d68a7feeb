"""Large letters and digits: a pixel font of five rows, drawn in half blocks. Pure.

A cell of a terminal is about twice as tall as it is wide, so a pixel as wide as a cell is half a cell tall: at
3 rows a pixel is one half block, at 5 rows two by one cells, at 10 rows four by two. All strokes stay even.
"""

from __future__ import annotations

_PIXELS = 5
DIGIT_SPACE = "\u2007"
"""A space as wide as a digit: pads numbers so that nothing moves."""

_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}

_FONT: dict[str, tuple[str, ...]] = {
    glyph: tuple(rows.split())
    for glyph, rows in {
        "0": "### #.# #.# #.# ###",
        "1": ".#. ##. .#. .#. ###",
        "2": "### ..# ### #.. ###",
        "3": "### ..# ### ..# ###",
        "4": "#.# #.# ### ..# ..#",
        "5": "### #.. ### ..# ###",
        "6": "### #.. ### #.# ###",
        "7": "### ..# ..# ..# ..#",
        "8": "### #.# ### #.# ###",
        "9": "### #.# ### ..# ###",
        ":": ". # . # .",
        ">": "#.. .#. ..# .#. #..",
        "<": "..# .#. #.. .#. ..#",
        "-": "... ... ### ... ...",
        "A": ".#. #.# ### #.# #.#",
        "B": "##. #.# ##. #.# ##.",
        "C": "### #.. #.. #.. ###",
        "D": "##. #.# #.# #.# ##.",
        "E": "### #.. ##. #.. ###",
        "F": "### #.. ##. #.. #..",
        "G": "#### #... #.## #..# ####",
        "H": "#.# #.# ### #.# #.#",
        "I": "# # # # #",
        "J": "..# ..# ..# #.# ###",
        "K": "#.# #.# ##. #.# #.#",
        "L": "#.. #.. #.. #.. ###",
        "M": "#...# ##.## #.#.# #...# #...#",
        "N": "#..# ##.# #.## #..# #..#",
        "O": "### #.# #.# #.# ###",
        "P": "### #.# ### #.. #..",
        "Q": "###. #.#. #.#. ###. ..##",
        "R": "##. #.# ##. #.# #.#",
        "S": "### #.. ### ..# ###",
        "T": "### .#. .#. .#. .#.",
        "U": "#.# #.# #.# #.# ###",
        "V": "#.# #.# #.# #.# .#.",
        "W": "#...# #...# #.#.# ##.## #...#",
        "X": "#.# #.# .#. #.# #.#",
        "Y": "#.# #.# .#. .#. .#.",
        "Z": "### ..# .#. #.. ###",
    }.items()
} | {" ": (".",) * _PIXELS, DIGIT_SPACE: ("...",) * _PIXELS}


def has_glyphs(text: str) -> bool:
    """Whether every character of `text`, in upper case, has a glyph."""
    return all(c in _FONT for c in text.upper())


def block_width(text: str, rows: int) -> int:
    """Width of `text` in cells at `rows` rows."""
    return len(_bitmap(text)[0]) * _pixel_width(rows)


def block_text(text: str, rows: int) -> str:
    """`text` drawn `rows` rows high; 3, 5 and 10 look best.

    Raises KeyError for a character without a glyph.
    """
    bitmap = _bitmap(text)
    wide = _pixel_width(rows)
    half_rows = [_font_row(half, rows) for half in range(rows * 2)]
    lines = []
    for row in range(rows):
        upper, lower = half_rows[2 * row], half_rows[2 * row + 1]
        cells = [
            _HALVES[(_lit(bitmap, upper, column), _lit(bitmap, lower, column))] for column in range(len(bitmap[0]))
        ]
        lines.append("".join(cell * wide for cell in cells))
    return "\n".join(lines)


def _bitmap(text: str) -> list[str]:
    glyphs = [_FONT[c] for c in text.upper()]
    return [".".join(glyph[row] for glyph in glyphs) for row in range(_PIXELS)]


def _pixel_width(rows: int) -> int:
    return max(1, rows * 2 // _PIXELS)


def _font_row(half: int, rows: int) -> int | None:
    """The font's row for a half row of the screen; None below the letters, if they do not fill the rows."""
    tall = max(1, rows * 2 // _PIXELS)
    row = half // tall
    return row if row < _PIXELS else None


def _lit(bitmap: list[str], row: int | None, column: int) -> bool:
    return row is not None and bitmap[row][column] == "#"
