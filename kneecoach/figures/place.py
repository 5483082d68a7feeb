"""Where a figure's world lies on a raster."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from kneecoach.figures.model import FigureModel
from kneecoach.figures.raster import Outline

TOLD_APART = 0.5
"""Points nearer to each other than this, in pixels, cannot be told apart."""
MARGIN = 1
"""Pixels left free on either side of a figure's window and above it: a figure at the edge looks cut off."""


@dataclass(frozen=True, slots=True)
class Grain:
    """How fine a raster is."""

    columns: int
    """Pixels in the width of a cell."""
    rows: int
    """Pixels in the height of a cell."""

    @property
    def aspect(self) -> float:
        """The height of a pixel divided by its width; a cell is twice as high as wide."""
        return 2 * self.columns / self.rows


@dataclass(frozen=True, slots=True)
class Place:
    """Where the world lies on a raster; the floor is the upper edge of its lowest cells."""

    wide: float
    """Pixels in one unit across."""
    high: float
    """Pixels in one unit upwards."""
    x: float
    """The pixel of x = 0."""
    y: float
    """The pixel of the floor."""

    @property
    def scale(self) -> float:
        """Pixels in one unit, if pixels of the same area were square."""
        return sqrt(self.wide * self.high)

    def on(self, outline: Outline) -> list[tuple[float, float]]:
        """An outline in pixels, without points that are too close to tell apart."""
        wide, high, left, floor = self.wide, self.high, self.x, self.y
        found: list[tuple[float, float]] = []
        last_x = last_y = -1e9
        for x, y in outline:
            px, py = left + x * wide, floor - y * high
            if px - last_x > TOLD_APART or last_x - px > TOLD_APART or abs(py - last_y) > TOLD_APART:
                found.append((px, py))
                last_x, last_y = px, py
        return found


def place(says: FigureModel, width: int, height: int, below: int, aspect: float, camera: float) -> Place:
    """The largest place for a figure's window on `width` x `height` pixels, `below` of them under the floor."""
    window = says.window
    tall = max(height - below, 1)
    free_wide, free_tall = max(width - 2 * MARGIN, 1), max(tall - MARGIN, 1)
    wide = min(free_wide / (window.right - window.left), free_tall * aspect / window.top)
    middle = (window.left + window.right) / 2 + camera
    return Place(wide, wide / aspect, width / 2 - middle * wide, float(tall))
