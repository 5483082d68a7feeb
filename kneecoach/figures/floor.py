"""The floor: a line that fades out at its ends, marks that pass by on a walk, and shadows where things touch it."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor, sqrt

from kneecoach.figures.body import Layer
from kneecoach.figures.canvas import LEVELS, Canvas, mix
from kneecoach.figures.model import FigureModel
from kneecoach.figures.palette import Ink
from kneecoach.figures.place import Place

SHADOW_HEIGHT = 7.0
"""A thing this high above the floor casts no shadow any more."""
MARKS = 1
"""Lines across the floor for each rep's travel."""
FADE = 0.12
"""The part of the floor at each end in which it fades out."""


def paint_floor(
    canvas: Canvas,
    says: FigureModel,
    where: Place,
    camera: float,
    floor_height: int,
    layers: list[Layer],
    value: Callable[[Ink], int],
) -> None:
    """Paint the floor into the lowest `floor_height` rows of pixels, under what `layers` show."""
    top = canvas.height - floor_height
    left = where.x + (says.window.left + camera) * where.scale
    right = where.x + (says.window.right + camera) * where.scale
    dark = _shadow(canvas.width, where, layers)
    marks = _marks(says, where, camera)
    fade = max((right - left) * FADE, 2.0)
    for x in range(max(floor(left) - 1, 0), min(ceil(right) + 1, canvas.width)):
        there = min((x + 1.5 - left) / fade, (right + 0.5 - x) / fade, 1.0)
        if there <= 0:
            continue
        marked = x in marks
        if not canvas.smooth:
            if there > 0.3:
                ink = Ink.MARK if marked else Ink.SHADOW if dark[x] > 0.5 else Ink.FLOOR
                for y in range(top, top + (floor_height // 2 if marked else 1)):
                    canvas.rows[y][x] = value(ink)
            continue
        for y in range(top, canvas.height):
            # The floor's edge is bright, and what lies nearer the viewer fades: there shadows are clearest.
            edge = y == top
            colour = value(Ink.MARK if marked else Ink.FLOOR)
            colour = mix(colour, value(Ink.SHADOW), int(dark[x] * LEVELS * (0.6 if edge else 1) + 0.5))
            strength = there if edge else max(there * 0.45, dark[x] * 0.8)
            row = canvas.rows[y]
            row[x] = mix(row[x], colour, int(strength * LEVELS + 0.5))


def _marks(says: FigureModel, where: Place, camera: float) -> set[int]:
    """The columns of pixels of the lines across the floor."""
    if not says.travel:
        return set()
    step = says.travel / MARKS
    first, last = (floor((end + camera) / step) for end in (says.window.left, says.window.right))
    return {floor(where.x + i * step * where.scale) for i in range(first, last + 2)}


def _shadow(width: int, where: Place, layers: list[Layer]) -> list[float]:
    """For each column of pixels, how dark the shadow on the floor is: 0 to 1."""
    dark = [0.0] * width
    for layer in layers:
        if not layer.casts:
            continue
        for shape in layer.shapes:
            for x, y, r in shape:
                if y - r >= SHADOW_HEIGHT:
                    continue
                middle, half = where.x + x * where.scale, r * where.scale + 1
                for column in range(max(int(middle - half), 0), min(int(middle + half) + 1, width)):
                    # A round thing is high above the floor at its edge: there its shadow fades.
                    across = min(abs(column + 0.5 - middle) / half, 1.0)
                    high = y - r * sqrt(1 - across * across)
                    dark[column] = max(dark[column], min(1 - high / SHADOW_HEIGHT, 1.0))
    return dark
