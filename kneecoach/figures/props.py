"""Props as layers of shapes: what stands behind the body, and what it holds or wears."""

from __future__ import annotations

from math import cos, hypot, pi, sin

from kneecoach.figures.body import CLEAR, Layer, Seen, limb, seen, towards
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
from kneecoach.figures.skeleton import Joints

SLACK = 20.0
"""Distance of the knees, as seen, at which the band has its full height."""


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
                layers += _bench(prop)
            case MatModel():
                layers.append(Layer(Ink.BALL, (box(prop.left, prop.right, 0, 1.8, 0.8),), casts=False))
            case ArrowModel():
                x, y = prop.at[0] + camera, prop.at[1]
                shape = ((x - 6, y + 9, 0.0), (x - 6, y - 9, 0.0), (x + 7, y, 0.0))
                layers.append(Layer(Ink.ARROW, (shape,), casts=False))
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
            case DumbbellsModel():
                layers.append(Layer(Ink.LOAD, _dumbbell(near), gap=CLEAR))
            case _:
                pass
    return layers


def foremost(says: FigureModel, joints: Joints) -> list[Layer]:
    """Props that nothing is in front of."""
    if not any(isinstance(prop, LapModel) for prop in says.prop):
        return []
    x, y = seen(says.view, joints.near).hand
    return [
        Layer(Ink.LOAD_DARK, (((x + 2.6, y + 0.6, 5.6),),), gap=CLEAR),
        Layer(Ink.LOAD, (((x - 0.4, y, 5.8),),)),
        Layer(Ink.LOAD_DARK, (((x - 0.4, y, 2.0),),)),
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


def _bench(prop: BenchModel) -> list[Layer]:
    left, right, top = prop.left, prop.right, prop.top
    return [
        Layer(Ink.PROP_DARK, tuple(box(x - 1.5, x + 1.5, 0, top - 3) for x in (left + 6, right - 6))),
        Layer(Ink.PROP_DARK, tuple(box(x - 4, x + 4, 0, 1.8, 0.6) for x in (left + 6, right - 6))),
        Layer(Ink.PROP, (box(left, right, top - 5.5, top, 2.0),)),
    ]


def _ball(prop: BallModel, joints: Joints) -> list[Layer]:
    x, r = joints.ball, prop.radius
    spots: list[Shape] = []
    for part in range(3):
        turn = joints.roll + 0.5 + part * 2 * pi / 3
        inner, outer = r * 0.42, r * 0.74
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
    """A loop round both thighs, thinner the further the knees are apart."""
    part = 1 - prop.above_knee / 24.0
    a, b = towards(near.hip, near.knee, part), towards(far.hip, far.knee, part)
    apart = hypot(a[0] - b[0], a[1] - b[1])
    thin = max(min(2.2 * (SLACK / max(apart, 1.0)) ** 0.6, 2.6), 1.0)
    wraps = [((x - 5.3 + thin, y, thin), (x + 5.3 - thin, y, thin)) for x, y in (a, b)]
    return [Layer(Ink.BAND, (limb(a, b, thin, thin), *wraps), gap=CLEAR)]


def _dumbbell(half: Seen) -> tuple[Shape, ...]:
    """Seen from its side: a bar with a plate at each end, level in the hand."""
    x, y = half.hand
    return (
        box(x - 6, x + 6, y - 1.1, y + 1.1, 0.6),
        box(x - 8.4, x - 4.2, y - 3.6, y + 3.6, 1.2),
        box(x + 4.2, x + 8.4, y - 3.6, y + 3.6, 1.2),
    )
