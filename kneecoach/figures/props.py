"""Props as layers of shapes: what stands behind the body, and what it holds or wears."""

from __future__ import annotations

from itertools import pairwise
from math import cos, hypot, pi, sin, sqrt

from kneecoach.figures.body import CLEAR, SOFT, Flat, Layer, Seen, limb, seen, towards
from kneecoach.figures.canvas import Shape
from kneecoach.figures.model import (
    ArrowModel,
    BallModel,
    BandModel,
    BenchModel,
    ChairModel,
    DumbbellsModel,
    FigureModel,
    LapModel,
    MatModel,
    WallModel,
)
from kneecoach.figures.palette import Ink
from kneecoach.figures.skeleton import THIGH, Joints

SLACK = 20.0
"""Distance of the thighs, as seen, at which the band has its full height."""
WRAP = 5.0
"""How far the band reaches to either side of the middle of a thigh that it wraps."""
ROOM = 0.45
"""Pixels of square shape in a unit from which a hand on a handle has room."""
ROOM_BETWEEN = 0.6
"""The same, for the rear strand of the band to be seen apart from the front one."""


def box(left: float, right: float, bottom: float, top: float, radius: float = 0.0) -> Shape:
    """A box, with corners of this radius."""
    a, b, c, d = left + radius, right - radius, bottom + radius, top - radius
    return (a, c, radius), (b, c, radius), (b, d, radius), (a, d, radius)


def behind(says: FigureModel, joints: Joints, camera: float) -> list[Layer]:
    """Props that the body is in front of."""
    layers: list[Layer] = []
    for prop in says.prop:
        match prop:
            case WallModel():
                layers += _wall(prop, says.window.top)
            case ChairModel():
                layers += _chair(prop)
            case BenchModel():
                layers += _legs_of_bench(prop)
            case MatModel():
                layers.append(Layer(Ink.BALL, (box(prop.left, prop.right, 0, 1.8, 0.8),), casts=False))
            case ArrowModel():
                layers.append(Layer(Ink.ARROW, _arrow(prop.at[0] + camera, prop.at[1]), casts=False))
            case BandModel():
                layers.append(_rear_strand(prop, joints))
            case BallModel():
                layers += _ball(prop, joints)
            case _:
                pass
    return layers


def in_far_hand(says: FigureModel, joints: Joints) -> list[Layer]:
    """Props on the far side of the body."""
    if any(isinstance(prop, DumbbellsModel) for prop in says.prop):
        return [Layer(Ink.LOAD_DARK, _dumbbell(seen(says.view, joints.far)))]
    return []


def before_arms(says: FigureModel, joints: Joints) -> list[Layer]:
    """Props that only the near arm is in front of."""
    near, far = seen(says.view, joints.near), seen(says.view, joints.far)
    layers: list[Layer] = []
    for prop in says.prop:
        match prop:
            case BandModel():
                layers += _band(prop, near, far)
            case BenchModel():
                # Before the back that rests on it: the line of ground round the body would hold them apart.
                layers.append(Layer(Ink.PROP, (box(prop.left, prop.right, prop.top - 5.5, prop.top),)))
            case _:
                pass
    return layers


def foremost(says: FigureModel, joints: Joints) -> list[Layer]:
    """Props that nothing is in front of."""
    near = seen(says.view, joints.near)
    fist = (limb(near.hand, towards(near.hand, near.elbow, 0.12), 2.2, 1.9),)
    layers: list[Layer] = []
    for prop in says.prop:
        match prop:
            case DumbbellsModel():
                # In a small picture the hand would hide the handle, and with it what says that this is a dumbbell.
                layers += [Layer(Ink.LOAD, _dumbbell(near), gap=CLEAR), Layer(Ink.NEAR, fist, least=ROOM)]
            case LapModel():
                layers += [*_across_the_lap(near.hand), Layer(Ink.NEAR, fist)]
            case _:
                pass
    return layers


def _across_the_lap(hand: Flat) -> list[Layer]:
    """A dumbbell held by its handle, seen aslant: one head nearer than the other."""
    x, y = hand
    return [
        Layer(Ink.LOAD_DARK, (((x + 7, y + 1, 4.6),),), gap=CLEAR),
        Layer(Ink.LOAD, (limb((x - 5, y - 0.2), (x + 4, y + 0.6), 1.3, 1.3),)),
        Layer(Ink.LOAD, (((x - 7, y - 0.4, 5.0),),), gap=SOFT, apart=True),
        Layer(Ink.LOAD_DARK, (((x - 7, y - 0.4, 1.6),),)),
    ]


def _wall(prop: WallModel, top: float) -> list[Layer]:
    return [
        Layer(Ink.PROP_DARK, (box(prop.x, prop.x + 9, 0, top),), casts=False),
        Layer(Ink.PROP, (box(prop.x, prop.x + 2.2, 0, top),), casts=False),
    ]


def _chair(prop: ChairModel) -> list[Layer]:
    x, seat = prop.x, prop.top * 0.52
    return [
        Layer(
            Ink.PROP_DARK,
            (box(x + 3, x + 5.4, 0, seat), box(x + 20, x + 22.4, 0, seat)),
        ),
        Layer(
            Ink.PROP,
            (
                limb((x + 0.6, 1.2), (x + 2.2, seat), 1.3, 1.3),
                limb((x + 2.2, seat), (x + 0.8, prop.top - 1.6), 1.4, 1.6),
                box(x + 0.8, x + 26, seat - 3.2, seat, 1.2),
                limb((x + 23.4, 1.2), (x + 23.4, seat - 2), 1.3, 1.3),
            ),
        ),
    ]


def _legs_of_bench(prop: BenchModel) -> list[Layer]:
    left, right, top = prop.left, prop.right, prop.top
    return [
        Layer(Ink.PROP_DARK, tuple(box(x - 1.5, x + 1.5, 0, top - 3) for x in (left + 6, right - 6))),
        Layer(Ink.PROP_DARK, tuple(box(x - 4, x + 4, 0, 1.8, 0.6) for x in (left + 6, right - 6))),
    ]


def _ball(prop: BallModel, joints: Joints) -> list[Layer]:
    x, r = joints.ball, prop.radius
    spots: list[Shape] = []
    # Two, not more: a ball of many marks looks the same again before it has rolled a curl's way.
    for part in range(2):
        turn = joints.roll + 0.5 + part * pi
        inner, outer = r * 0.3, r * 0.76
        spots.append(
            limb(
                (x + inner * sin(turn), r + inner * cos(turn)),
                (x + outer * sin(turn), r + outer * cos(turn)),
                1.5,
                1.9,
            )
        )
    return [
        Layer(Ink.BALL, (((x, r, r),),)),
        Layer(Ink.BALL_MARK, tuple(spots), casts=False),
    ]


def _band(prop: BandModel, near: Seen, far: Seen) -> list[Layer]:
    """The front strand of a loop round both thighs: bowed, as a loop seen from above its height looks."""
    right, left = (_at_band(prop, half) for half in (near, far))
    thin = _thickness(right, left)
    bow = 1.3 * thin
    (x, y), half = towards(right, left, 0.5), (right[0] - left[0]) / 2
    line = [(x + side * (half + WRAP - thin), y + bow) for side in (1, -1)]
    line[1:1] = [(x + half * part, y + bow * (2 * part * part - 1)) for part in (0.8, 0.4, -0.4, -0.8)]
    return [Layer(Ink.BAND, tuple(limb(a, b, thin, thin) for a, b in pairwise(line)), apart=True)]


def _rear_strand(prop: BandModel, joints: Joints) -> Layer:
    """The other strand, behind the thighs."""
    right, left = (_at_band(prop, seen("front", half)) for half in (joints.near, joints.far))
    thin = _thickness(right, left) * 0.75
    strand = limb((right[0], right[1] + 3.4), (left[0], left[1] + 3.4), thin, thin)
    return Layer(Ink.LOAD_DARK, (strand,), least=ROOM_BETWEEN)


def _at_band(prop: BandModel, half: Seen) -> Flat:
    return towards(half.knee, half.hip, prop.above_knee / THIGH)


def _thickness(right: Flat, left: Flat) -> float:
    """Half the height of a strand: thinner the further the thighs are apart."""
    apart = hypot(right[0] - left[0], right[1] - left[1])
    return max(min(1.3 * sqrt(SLACK / max(apart, 1.0)), 1.4), 0.8)


def _arrow(x: float, y: float) -> tuple[Shape, ...]:
    """An arrow to the right: a shaft and a head, 24 long."""
    return box(x - 12, x + 4, y - 2.4, y + 2.4), ((x + 2, y + 8, 0.0), (x + 2, y - 8, 0.0), (x + 12, y, 0.0))


def _dumbbell(half: Seen) -> tuple[Shape, ...]:
    """Seen from its side: a bar with a plate at each end, level in the hand."""
    x, y = half.hand
    return (
        box(x - 6, x + 6, y - 1.2, y + 1.2),
        box(x - 10.2, x - 5.2, y - 4.8, y + 4.8),
        box(x + 5.2, x + 10.2, y - 4.8, y + 4.8),
    )
