"""Drawing is most of what tests of frames cost, and several looks at a moment have it in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest

from kneecoach.figures import figure
from kneecoach.figures.model import FigureModel
from kneecoach.figures.raster import Raster

MAX_KEPT = 64
"""How many drawings, and how many pictures of each kind, are kept: about those of one figure's tests."""

Found = TypeVar("Found")


def draw_once(patch: pytest.MonkeyPatch) -> None:
    """Let figures keep the drawing of a moment for all looks, and what is painted for both sides."""
    patch.setattr(figure, "drawing", _kept(figure.drawing))
    for name in ("paint_cells", "paint_inks", "paint_dots"):
        patch.setattr(figure, name, _in_copies(_kept(getattr(figure, name))))


def _kept(work: Callable[..., Found]) -> Callable[..., Found]:
    """The same work, done once for the same figure, the same drawing, and equal arguments besides."""
    known: dict[tuple[object, ...], tuple[Found, tuple[object, ...]]] = {}

    def found(*arguments: object) -> Found:
        key = tuple(id(each) if isinstance(each, FigureModel | list) else each for each in arguments)
        if key not in known:
            if len(known) >= MAX_KEPT:
                known.clear()
            # With the arguments, so that nothing else gets one of their ids.
            known[key] = work(*arguments), arguments
        return known[key][0]

    return found


def _in_copies(work: Callable[..., Raster]) -> Callable[..., Raster]:
    """The same work for callers that change what they get: a raster is mirrored in place."""

    def found(*arguments: object) -> Raster:
        painted = work(*arguments)
        copy = Raster(painted.width, 0, 0, painted.smooth)
        copy.height, copy.rows = painted.height, [row[:] for row in painted.rows]
        return copy

    return found
