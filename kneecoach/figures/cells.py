"""A painted canvas as rows of terminal cells: half blocks in colours, or braille without."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

Run = tuple[str, int | None, int | None]
"""Text, its colour and that of its ground: 0xRRGGBB, or 0 to 15 in 16 colours; None is left to the theme."""
Row = tuple[Run, ...]

UPPER, LOWER = "▀", "▄"
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a braille cell, by row and column."""
_BRAILLE = 0x2800


def half_blocks(pixels: Sequence[Sequence[int]], ground: int) -> tuple[Row, ...]:
    """Rows of cells of two pixels each, one above the other. `ground` is the pixel's value for nothing."""
    rows = []
    for y in range(0, len(pixels), 2):
        runs: list[Run] = []
        for (top, bottom), cells in groupby(zip(pixels[y], pixels[y + 1], strict=True)):
            count = len(list(cells))
            if top == bottom:
                runs.append((" " * count, None, None if top == ground else top))
            elif top == ground:
                runs.append((LOWER * count, bottom, None))
            else:
                runs.append((UPPER * count, top, None if bottom == ground else bottom))
        rows.append(tuple(runs))
    return tuple(rows)


def half_blocks_in_sixteen(pixels: Sequence[Sequence[int]], sixteen: Sequence[int]) -> tuple[Row, ...]:
    """The same in the terminal's own 16 colours: `sixteen` has one for every ink, and a pixel is an ink."""
    colours = [-1, *sixteen[1:]]
    return half_blocks([[colours[ink] for ink in row] for row in pixels], -1)


def braille(pixels: Sequence[Sequence[int]]) -> tuple[Row, ...]:
    """Rows of cells of 2 x 4 dots; a pixel that is an ink other than the ground is a dot."""
    rows: list[Row] = []
    for y in range(0, len(pixels), 4):
        bits = [0] * (len(pixels[y]) // 2)
        for dy, pair in enumerate(_DOTS):
            line = pixels[y + dy]
            for x, ink in enumerate(line):
                if ink:
                    bits[x // 2] |= pair[x % 2]
        rows.append((("".join(chr(_BRAILLE + b) if b else " " for b in bits), None, None),))
    return tuple(rows)
