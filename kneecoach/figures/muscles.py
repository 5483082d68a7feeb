"""The working muscles, lit over skin and shorts."""

from __future__ import annotations

from collections.abc import Iterable

from kneecoach.figures.layer import Layer, layer
from kneecoach.figures.limbs import SHIN, THIGH, THIGH_FROM_FRONT, Limb, belly, fibre, placed, turned
from kneecoach.figures.model import Muscle
from kneecoach.figures.outline import Flat, OutlineAxes, smooth
from kneecoach.figures.palette import Ink, Material
from kneecoach.figures.raster import Outline
from kneecoach.figures.seen import Seen

OPACITY = 0.84
"""Below 1, so that the skin and the shorts show through a little."""
WIDER = 0.3
"""How far a muscle bulges out of the skin."""

GLUTES = smooth(
    ((4.8, -5.0), (2, -6.9), (-1.5, -7.5), (-5.0, -6.4), (-6.3, -3.8), (-4.6, -1.6), (-1, -1.7), (2.6, -2.9))
)
ABDUCTORS = smooth(((5, -1.5), (4.2, 1.8), (0, 2.6), (-5, 1.4), (-8, -0.4), (-4, -2.6), (1, -3.4)))
HIP_FLEXORS = smooth(((7, 3.2), (5, 5.8), (0, 6.0), (-5, 5.0), (-8, 3.0), (-4, 2.2), (2, 2.0)))
"""All three are outlines in distances above and in front of the hips, along the trunk."""


def muscles_of_leg(muscles: Iterable[Muscle], half: Seen, far: bool) -> list[Layer]:
    """The muscles of thigh and shin, from the side."""
    found: list[Layer] = []
    for muscle in muscles:
        match muscle:
            case "quads":
                found += _along(THIGH, half.hip, half.knee, (-0.1, 1.0), (0.10, 0.95), far)
            case "hamstrings":
                found += _along(THIGH, half.hip, half.knee, (0.05, -1.0), (0.14, 0.98), far)
            case "calf":
                found += _along(SHIN, half.knee, half.ankle, (0.25, -1.0), (0.03, 0.78), far)
            case _:
                pass
    return found


def muscles_of_hips(muscles: Iterable[Muscle], trunk: OutlineAxes) -> list[Layer]:
    """The muscles on the trunk, from the side, where both sides of the body are one."""
    outlines = {"glutes": GLUTES, "abductors": ABDUCTORS, "hip-flexors": HIP_FLEXORS}
    return [_lit(trunk.along(outlines[muscle]), False) for muscle in muscles if muscle in outlines]


def muscles_from_front(muscles: Iterable[Muscle], half: Seen, out: float) -> list[Layer]:
    """The muscles of one leg; `out` is 1 if its outer side is to the right, otherwise -1."""
    thigh = THIGH_FROM_FRONT if out > 0 else turned(THIGH_FROM_FRONT)
    found: list[Layer] = []
    for muscle in muscles:
        match muscle:
            case "abductors" | "glutes":
                found += _along(thigh, half.hip, half.knee, (-0.05 * out, out), (-0.16, 0.62), False)
            case "quads":
                found += _along(thigh, half.hip, half.knee, (-0.9 * out, 0.8 * out), (0.12, 0.92), False)
            case "adductors":
                found += _along(thigh, half.hip, half.knee, (0.0, -out), (0.05, 0.7), False)
            case _:
                pass
    return found


def _along(
    part: Limb, upper: Flat, lower: Flat, across: tuple[float, float], way: tuple[float, float], far: bool
) -> list[Layer]:
    """A muscle on a limb, from one share of its depth to the other and of its length, with two of its fibres."""
    inner, outer = across
    start, end = way
    outline = placed(belly(part, inner, outer, start, end, WIDER), upper, lower)
    fibres = [placed(fibre(part, inner, outer, start, end, share), upper, lower) for share in (0.3, 0.62)]
    bright = Ink(Material.MUSCLE, far, bright=True)
    return [_lit(outline, far), layer(bright, *fibres, opacity=0.55, least=2.0, casts=False)]


def _lit(outline: Outline, far: bool) -> Layer:
    return layer(Ink(Material.MUSCLE, far), outline, opacity=OPACITY, casts=False)
