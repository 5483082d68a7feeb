"""Frames: how to ask for one, what it is, and the store of those that were drawn."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal

from kneecoach.figures.cells import Row
from kneecoach.figures.palette import DARK, Palette

MAX_CELLS = 300_000
"""Cells of frames kept, about 5 MB: at 60 x 24, all the pictures of a rep on each side, five times over."""
LARGEST = 400
"""The most columns, and the most rows, that a frame may have."""

Side = Literal["left", "right", "both"]
Style = Literal["colour", "sextant", "octant", "sixteen", "braille"]
"""`colour` is 2 x 2 pixels a cell, `sextant` 2 x 3, `octant` 2 x 4, `sixteen` is 2 x 2 in the terminal's 16."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a figure is drawn."""

    side: Side
    columns: int
    rows: int
    style: Style = "colour"
    palette: Palette = DARK

    def __post_init__(self) -> None:
        if not (1 <= self.columns <= LARGEST and 1 <= self.rows <= LARGEST):
            raise ValueError(f"a figure has 1 to {LARGEST} columns and rows, not {self.columns} x {self.rows}")


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A picture in cells. Rows that look the same are one object, so changes are found at once."""

    columns: int
    rows: tuple[Row, ...]

    def changed(self, before: Frame | None) -> list[int]:
        """Numbers of the rows that differ from the frame before."""
        if before is None or len(before.rows) != len(self.rows):
            return list(range(len(self.rows)))
        pairs = enumerate(zip(self.rows, before.rows, strict=True))
        return [y for y, (new, old) in pairs if new is not old and new != old]


class Frames:
    """The frames drawn recently. If there are too many, all are forgotten: those in use are soon drawn again."""

    def __init__(self, most_cells: int = MAX_CELLS) -> None:
        self._most = most_cells
        self._cells = 0
        self._frames: dict[Hashable, Frame] = {}
        self._rows: dict[Row, Row] = {}

    def __len__(self) -> int:
        return len(self._frames)

    def get(self, key: Hashable) -> Frame | None:
        """The frame drawn for this key, if it is still kept."""
        return self._frames.get(key)

    def keep(self, key: Hashable, look: Look, rows: tuple[Row, ...]) -> Frame:
        """Keep these rows as a frame, and return it."""
        cells = look.columns * look.rows
        if self._cells + cells > self._most:
            self.clear()
        self._cells += cells
        frame = Frame(look.columns, tuple(self._rows.setdefault(row, row) for row in rows))
        self._frames[key] = frame
        return frame

    def clear(self) -> None:
        """Forget all of them."""
        self._frames.clear()
        self._rows.clear()
        self._cells = 0


FRAMES = Frames()
"""The frames of all figures."""
