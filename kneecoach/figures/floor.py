"""The floor: a line that fades out at its ends, marks that pass by on a walk, and shadows under things on it."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor

from kneecoach.figures.layer import Layer
from kneecoach.figures.model import FigureModel
from kneecoach.figures.outline import Flat, ellipse
from kneecoach.figures.place import Place

FADE = 0.12
"""The part of the floor at each end in which it fades out."""
TOUCHES = 4.0
"""A thing higher above the floor than this casts no shadow on it."""
WIDEST = 90.0
"""Anything wider lies flat, as a mat does, and needs no shadow."""
THICK = 0.55
"""Thickness of the line, in units."""


def shadows(layers: Iterable[Layer]) -> list[tuple[float, float, float]]:
    """Where something touches the floor: from x to x, and how dark, 0 to 1."""
    found = []
    for layer in layers:
        if not layer.casts:
            continue
        for outline in layer.outlines:
            low = [x for x, y in outline if y < TOUCHES + 1]
            if not low:
                continue
            left, right, height = min(low), max(low), max(0.0, min(y for _, y in outline))
            if height < TOUCHES and right - left < WIDEST:
                found.append((left, right, 1 - height / (TOUCHES + 1)))
    return found


def shadow_outline(left: float, right: float) -> list[Flat]:
    """A soft shadow just below the floor's edge."""
    return ellipse(((left + right) / 2, -1.2), (right - left) / 2 + 1.2, 1.3, corners=20)


def strength(says: FigureModel, where: Place, camera: float, column: float) -> float:
    """How clearly the floor shows at a column of pixels: 0 to 1."""
    left = where.x + (says.window.left + camera) * where.wide
    right = where.x + (says.window.right + camera) * where.wide
    fade = max((right - left) * FADE, 2.0)
    return max(0.0, min((column + 1 - left) / fade, (right - column) / fade, 1.0))


def marks(says: FigureModel, where: Place, camera: float) -> list[float]:
    """The columns of pixels of the lines across the floor, one for each rep's travel."""
    if not says.travel:
        return []
    first, last = (floor((end + camera) / says.travel) for end in (says.window.left, says.window.right))
    return [where.x + i * says.travel * where.wide for i in range(first, last + 2)]
