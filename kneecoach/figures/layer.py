"""A layer of a drawing: outlines in one ink, painted as one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kneecoach.figures.palette import Ink
from kneecoach.figures.raster import Outline

EDGE = 0.62
"""How thick the line round a part of the body is, in units of the world."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Outlines in one ink, in units of the world."""

    ink: Ink
    outlines: tuple[Outline, ...]
    line: float = 0.0
    """Thickness of the line round it, which separates it from what is behind."""
    opacity: float = 1.0
    least: float = 0.0
    """It is a detail, left out if a unit has fewer pixels than this; see `Place.scale`."""
    casts: bool = True
    """Whether it casts a shadow on the floor."""


def layer(
    ink: Ink,
    *outlines: Outline,
    line: float = 0.0,
    opacity: float = 1.0,
    least: float = 0.0,
    casts: bool = True,
) -> Layer:
    """A layer of these outlines."""
    return Layer(ink, outlines, line, opacity, least, casts)


def lit(part: Layer) -> Layer:
    """The same layer as part of a limb that does the work."""
    return replace(part, ink=part.ink._replace(lit=True))
