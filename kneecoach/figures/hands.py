"""Hands: a fist round something, or a flat hand with its fingers along a surface."""

from __future__ import annotations

from math import copysign, sqrt

from kneecoach.figures.layer import Layer, layer
from kneecoach.figures.model import FigureModel, Grip, WallModel
from kneecoach.figures.outline import Flat, OutlineAxes, between, direction, rounded
from kneecoach.figures.palette import Ink, Material
from kneecoach.figures.seen import Seen

WRIST = 0.83
"""Share of the way from the elbow to the palm."""
TOUCHES_FLOOR, TOUCHES_WALL = 4.5, 4.5
"""A palm nearer than this to the floor, or to a wall, lies on it."""
FINGERS = 6.6
"""How long the fingers are."""


def hand(says: FigureModel, half: Seen, grip: Grip, far: bool, middle: Flat) -> Layer:
    """One hand. `middle` is the middle of the hips: hands on the hips point there."""
    outlines = _flat(half, _fingers(says, half, middle)) if grip == "flat" else _fist(half)
    return layer(Ink(Material.SKIN, far), *outlines, line=0.0 if far else 0.4)


def _fingers(says: FigureModel, half: Seen, middle: Flat) -> Flat:
    """Where the fingers point."""
    x, y = half.hand
    if any(isinstance(prop, WallModel) and abs(prop.x - x) < TOUCHES_WALL for prop in says.prop):
        return direction((0.0, 0.0), (copysign(0.12, x - half.elbow[0]), 1.0))
    if says.view == "front" and says.near_hand == "hip":
        return direction((x, y), (middle[0], y - 1.5))
    ahead = direction(half.elbow, half.hand)
    # Near the floor they turn aside, until they lie along it.
    steepest = min(max((y - TOUCHES_FLOOR) / FINGERS, 0.0), 1.0)
    if y < TOUCHES_FLOOR or ahead[1] < -steepest:
        return copysign(sqrt(1 - steepest**2), x - half.elbow[0]), -steepest
    return ahead


def _flat(half: Seen, fingers: Flat) -> list[list[Flat]]:
    place = OutlineAxes(half.hand, fingers)
    wrist = between(half.elbow, half.hand, WRIST)
    return [
        rounded((*wrist, 1.5), (*place.at(-1.2, 0.0), 1.6), (*place.at(2.2, 0.0), 1.3)),
        rounded((*place.at(2.0, 0.1), 1.2), (*place.at(6.2, 0.2), 0.75), corners=16),
        rounded((*place.at(-0.8, 0.9), 0.85), (*place.at(2.2, 2.0), 0.65), corners=14),
    ]


def _fist(half: Seen) -> list[list[Flat]]:
    place = OutlineAxes(half.hand, direction(half.elbow, half.hand))
    wrist = between(half.elbow, half.hand, WRIST)
    knuckles = ((-0.5, 0.8, 1.75), (-0.5, -0.8, 1.7), (1.7, 0.6, 1.55), (1.7, -0.7, 1.5))
    return [rounded((*wrist, 1.5), *((*place.at(up, front), r) for up, front, r in knuckles))]
