"""A raster as rows of terminal cells: block glyphs in two colours each, or braille without."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from sys import intern

from kneecoach.figures.fit import fit, fit_inks
from kneecoach.figures.glyphs import BRAILLE, GLYPHS, SWAPPED, Blocks
from kneecoach.figures.place import Grain
from kneecoach.figures.raster import OPAQUE

Run = tuple[str, int | None, int | None]
"""Text, its colour and its background: 0xRRGGBB, or 0 to 15 in 16 colours; None leaves it to the theme."""
Row = tuple[Run, ...]

MAX_KNOWN = 40_000
"""How many cells are remembered, for each background, before all are forgotten."""
_known: dict[tuple[Blocks, int], dict[tuple[int, ...], Run]] = {}
_runs: dict[Run, Run] = {}
_colours: dict[int, int] = {}
"""Equal runs and colours are one object: most of them come again in the next pictures of a movement."""

GRAINS: dict[Blocks, Grain] = {"quadrant": Grain(2, 2), "sextant": Grain(2, 3), "octant": Grain(2, 4)}


def in_colours(pixels: Sequence[Sequence[int]], blocks: Blocks, ground: int) -> tuple[Row, ...]:
    """Rows of cells with the two colours that come nearest to each cell's pixels. `ground` is 0xRRGGBB."""
    known = _known.setdefault((blocks, ground), {})
    if len(known) >= MAX_KNOWN:
        known.clear()
    rows = []
    for parts in _cells(pixels, GRAINS[blocks]):
        cells: list[Run] = []
        for cell in parts:
            run = known.get(cell)
            if run is None:
                run = known[cell] = _fitted(cell, blocks, OPAQUE | ground)
            cells.append(run)
        rows.append(_row(cells))
    return tuple(rows)


def forget_cells() -> None:
    """Forget the cells that are remembered."""
    _known.clear()
    _runs.clear()
    _colours.clear()
    _inked.cache_clear()


def _fitted(cell: tuple[int, ...], blocks: Blocks, ground: int) -> Run:
    bits, front, back = fit(cell)
    return _glyph(blocks, bits, _plain(front, ground), _plain(back, ground))


def in_sixteen(pixels: Sequence[Sequence[int]], blocks: Blocks) -> tuple[Row, ...]:
    """The same in the terminal's own 16 colours: a pixel is a colour's number plus 1, or 0 for the ground."""
    return tuple([_row([_inked(cell, blocks) for cell in parts]) for parts in _cells(pixels, GRAINS[blocks])])


@lru_cache(MAX_KNOWN)
def _inked(cell: tuple[int, ...], blocks: Blocks) -> Run:
    bits, front, back = fit_inks(cell)
    return _glyph(blocks, bits, _number(front), _number(back))


def braille(pixels: Sequence[Sequence[int]]) -> tuple[Row, ...]:
    """Rows of cells of 2 x 4 dots; a pixel other than 0 is a dot."""
    rows: list[Row] = []
    for parts in _cells(pixels, Grain(2, 4)):
        text = "".join(BRAILLE[sum(1 << i for i, pixel in enumerate(cell) if pixel)] for cell in parts)
        rows.append(((text, None, None),))
    return tuple(rows)


def _cells(pixels: Sequence[Sequence[int]], grain: Grain) -> list[list[tuple[int, ...]]]:
    """The pixels of each cell, row by row from its upper left."""
    rows = []
    for y in range(0, len(pixels), grain.rows):
        columns = [line[x :: grain.columns] for line in pixels[y : y + grain.rows] for x in range(grain.columns)]
        rows.append(list(zip(*columns, strict=True)))
    return rows


def _glyph(blocks: Blocks, bits: int, front: int | None, back: int | None) -> Run:
    """A cell. Unpainted pixels must be its background: a glyph cannot leave its foreground to the theme."""
    glyphs = GLYPHS[blocks]
    last = len(glyphs) - 1
    if bits in {0, last} or front == back:
        return " ", None, back if bits == 0 or front == back else front
    if front is None or (blocks == "octant" and bits in SWAPPED and back is not None):
        bits, front, back = last - bits, back, front
    return glyphs[bits], front, back


def _row(cells: list[Run]) -> Row:
    """The cells as runs, each of neighbours with the same colours."""
    if len(_runs) >= MAX_KNOWN:
        _runs.clear()
    runs = [
        (intern("".join([cell[0] for cell in group])), *colours)
        for colours, group in groupby(cells, itemgetter(1, 2))
    ]
    return tuple([_runs.setdefault(run, run) for run in runs])


def _plain(colour: int, ground: int) -> int | None:
    return None if colour == ground else _colours.setdefault(colour & 0xFFFFFF, colour & 0xFFFFFF)


def _number(ink: int) -> int | None:
    return ink - 1 if ink else None
