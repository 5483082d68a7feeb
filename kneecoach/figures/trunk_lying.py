"""The trunk of a body that lies on its side, facing the viewer: the waist sinks in, and the side below is flat."""

from __future__ import annotations

from kneecoach.figures.layer import EDGE, Layer, layer
from kneecoach.figures.outline import Flat, OutlineAxes, smooth
from kneecoach.figures.palette import Ink, Material

UPPER = (
    *((-2.6, 3.0), (-2.2, 7.0), (2.0, 7.5), (7.0, 6.4), (12.5, 5.0), (17.5, 5.6), (22.5, 7.4)),
    *((26.5, 8.8), (29.5, 8.4), (31.2, 6.0), (32.4, 2.8)),
)
"""How far above the hips, towards the head, and how far up from the line of hips and shoulders."""
LOWER = (
    *((32.0, -2.6), (30.6, -5.6), (28.0, -7.6), (23.0, -7.9), (17.0, -7.0), (11.0, -6.3), (5.0, -6.9)),
    *((0.0, -7.5), (-2.2, -7.0), (-2.8, -3.0)),
)
SHADE = tuple((up, -2.4 - 0.5 * (up < 20)) for up in (31.0, 24.0, 17.0, 11.0, 5.0, -2.6))
HIPS = (
    *((4.5, 6.8), (1.5, 9.0), (-3.0, 9.2), (-6.4, 6.4), (-5.2, 0.6)),
    *((-6.0, -5.0), (-3.0, -7.8), (0.5, -8.0), (3.5, -7.0)),
)


def hips_lying(trunk: OutlineAxes) -> Layer:
    """The shorts where both legs come out of them."""
    return layer(Ink(Material.SHORTS), trunk.along(smooth(HIPS)), line=EDGE)


def shirt_lying(trunk: OutlineAxes) -> list[Layer]:
    """The shirt, in shade below."""
    lower = smooth(LOWER, closed=False)
    return [
        layer(Ink(Material.SHIRT), trunk.along(smooth((*UPPER, *LOWER))), line=EDGE),
        layer(Ink(Material.SHIRT, shade=True), trunk.along(_shade(lower)), least=1.2, casts=False),
    ]


def _shade(lower: list[Flat]) -> list[Flat]:
    return [*lower[2:-2], *smooth(SHADE, closed=False)[::-1]]
