"""Large letters and digits: a pixel font of five rows, drawn in half and quarter blocks. Pure.

A cell of a terminal is about twice as tall as it is wide, so a pixel as wide as a cell is half a cell tall: at 3
rows a pixel is one half block, at 5 rows two by one cells, at 10 rows four by two, at 15 rows six by three. All
strokes stay even, and all letters have one height. From 5 rows up, their bends are round.
"""

from __future__ import annotations

from itertools import product

_PIXELS = 5
DIGIT_SPACE = "\u2007"
"""A space as wide as a digit: pads numbers so that nothing moves."""

MIN_ROUND_ROWS = 5
"""From this many rows up, bends are round."""

_QUADRANTS = " ▗▖▄▝▐▞▟▘▚▌▙▀▜▛█"
"""By bits: upper left 8, upper right 4, lower left 2, lower right 1."""
_UPPER, _LOWER, _LEFT, _RIGHT = 0b1100, 0b0011, 0b1010, 0b0101

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
        "/": "..# ..# .#. #.. #..",
        "–": "... ... ### ... ...",
        "+": "... .#. ### .#. ...",
        "×": "... #.# .#. #.# ...",
        "'": "# # . . .",
        ".": ". . . . #",
        ",": ".. .. .. .# #.",
        "!": "# # # . #",
        "?": "### ..# .#. ... .#.",
        "(": ".# #. #. #. .#",
        ")": "#. .# .# .# #.",
        "A": "### #.# ### #.# #.#",
        "B": "### #.# ##. #.# ###",
        "C": "### #.. #.. #.. ###",
        "D": "##. #.# #.# #.# ##.",
        "E": "### #.. ##. #.. ###",
        "F": "### #.. ##. #.. #..",
        "G": "### #.. #.# #.# ###",
        "H": "#.# #.# ### #.# #.#",
        "I": "# # # # #",
        "J": "..# ..# ..# #.# ###",
        "K": "#.# #.# ##. #.# #.#",
        "L": "#.. #.. #.. #.. ###",
        "M": "#...# ##.## #.#.# #...# #...#",
        "N": "#..# ##.# #.## #..# #..#",
        "O": "### #.# #.# #.# ###",
        "P": "### #.# ### #.. #..",
        "Q": "###. #.#. #.#. #.#. ####",
        "R": "### #.# ##. #.# #.#",
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


def block_width(text: str, rows: int, pixel: int | None = None) -> int:
    """Width of `text` in cells at `rows` rows; `pixel` is the width of a stroke in cells, as for `block_text`."""
    return len(_bitmap(text)[0]) * (pixel or _pixel_width(rows))


def block_text(text: str, rows: int, pixel: int | None = None) -> str:
    """`text` drawn `rows` rows high; 3, 5, 10 and 15 look best.

    `pixel` is the width of a stroke in cells: by default the one that makes the letters as wide as they are drawn
    in the font, or a smaller one for narrow letters with the same even strokes.
    Raises KeyError for a character without a glyph.
    """
    bitmap = _bitmap(text)
    wide = pixel or _pixel_width(rows)
    font_rows = _font_rows(rows, wide)
    lines = [[0] * len(bitmap[0]) * wide for _ in range(rows)]
    for half, font_row in enumerate(font_rows):
        bits = _UPPER if half % 2 == 0 else _LOWER
        cells = lines[half // 2]
        for column in range(len(bitmap[0])):
            if bitmap[font_row][column] == "#":
                for cell in range(column * wide, (column + 1) * wide):
                    cells[cell] |= bits
    if rows >= MIN_ROUND_ROWS:
        _round(lines, bitmap, font_rows, wide)
    return "\n".join("".join(_QUADRANTS[bits] for bits in line) for line in lines)


def _round(lines: list[list[int]], bitmap: list[str], font_rows: list[int], wide: int) -> None:
    """Take the outer corner, a quadrant, off every bend."""
    width = len(bitmap[0])

    def lit(row: int, column: int) -> bool:
        return 0 <= row < _PIXELS and 0 <= column < width and bitmap[row][column] == "#"

    for row, column in product(range(_PIXELS), range(width)):
        left, right = lit(row, column - 1), lit(row, column + 1)
        above, below = lit(row - 1, column), lit(row + 1, column)
        if not lit(row, column) or left == right or above == below:
            continue
        halves = [half for half, font_row in enumerate(font_rows) if font_row == row]
        half = halves[0] if below else halves[-1]
        cell = column * wide if right else (column + 1) * wide - 1
        side = _LEFT if right else _RIGHT
        lines[half // 2][cell] &= ~(side & (_UPPER if half % 2 == 0 else _LOWER))


def _bitmap(text: str) -> list[str]:
    glyphs = [_FONT[c] for c in text.upper()]
    return [".".join(glyph[row] for glyph in glyphs) for row in range(_PIXELS)]


def _pixel_width(rows: int) -> int:
    return max(1, rows * 2 // _PIXELS)


def _font_rows(rows: int, wide: int) -> list[int]:
    """The font's row for each half row of the screen. A half row is about as tall as a cell is wide.

    The strokes (rows 0, 2 and 4) are as thick as they are wide, and what is between them takes the rest.
    """
    if wide >= _pixel_width(rows):
        return [row for row in range(_PIXELS) for _ in range(_pixel_width(rows))]
    between = rows * 2 - 3 * wide
    heights = (wide, between - between // 2, wide, between // 2, wide)
    return [row for row, tall in enumerate(heights) for _ in range(tall)]
