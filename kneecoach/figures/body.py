"""The body as layers of rounded shapes, in the order they are painted: what is far first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot

from kneecoach.figures.canvas import Disc, Shape
from kneecoach.figures.model import LimbName
from kneecoach.figures.palette import Ink
from kneecoach.figures.skeleton import Half, Joints, Point, View, on_screen

TOES = 3.0
"""The ball of the foot, where toes bend, to the middle of their tips."""
CLEAR, SOFT = 0.85, 0.45
"""Gaps: between things apart, and between parts of the body that touch."""

FACE = 0.75
"""Where a unit is at least this many pixels of square shape, a face has eyes."""

Flat = tuple[float, float]
"""A point as the viewer sees it."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Shapes of one ink, in units of the world."""

    ink: Ink
    shapes: tuple[Shape, ...]
    gap: float = 0.0
    """How clearly a thin line of ground sets it off from what lies behind it: 0 to 1."""
    apart: bool = False
    """The line is as clear as can be where there are no colours to tell it by."""
    casts: bool = True
    """It casts a shadow on the floor."""
    least: float = 0.0
    """A detail: left out where a unit is fewer pixels of square shape than this."""


def towards(a: Flat, b: Flat, part: float) -> Flat:
    """The point at `part` of the way from a to b."""
    return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part


def axes(a: Flat, b: Flat) -> tuple[Flat, Flat]:
    """The unit step from a to b, and that to its right: the front of a body whose head is at b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    size = hypot(dx, dy) or 1e-9
    along = (dx / size, dy / size)
    return along, (along[1], -along[0])


def off(at: Flat, frame: tuple[Flat, Flat], up: float, front: float, radius: float) -> Disc:
    """A disc beside a point, measured in a frame of `axes`."""
    (ux, uy), (fx, fy) = frame
    return at[0] + ux * up + fx * front, at[1] + uy * up + fy * front, radius


def limb(a: Flat, b: Flat, first: float, last: float) -> Shape:
    """A tapered limb."""
    return (*a, first), (*b, last)


@dataclass(frozen=True, slots=True)
class Seen:
    """The joints of one side as the viewer sees them."""

    hip: Flat
    knee: Flat
    ankle: Flat
    heel: Flat
    toe: Flat
    shoulder: Flat
    elbow: Flat
    hand: Flat


def seen(view: View, half: Half) -> Seen:
    """One side of the body on the screen."""
    points: Iterable[Point] = (
        half.hip,
        half.knee,
        half.ankle,
        half.heel,
        half.toe,
        half.shoulder,
        half.elbow,
        half.hand,
    )
    return Seen(*(on_screen(view, point) for point in points))


def body(view: View, joints: Joints, working: Iterable[LimbName]) -> tuple[list[Layer], list[Layer], list[Layer]]:
    """The layers of the far limbs, of the trunk with the head and the near leg, and of the arms before it."""
    at_work = set(working)
    if view == "front":
        return _front(joints, at_work)
    return _side(joints, at_work)


def _side(joints: Joints, working: set[LimbName]) -> tuple[list[Layer], list[Layer], list[Layer]]:
    near, far = seen("side", joints.near), seen("side", joints.far)
    far_layers = [
        Layer(Ink.FAR, _arm(far)),
        Layer(Ink.FAR_CLOTHES, (_sleeve(far),)),
        Layer(Ink.FAR, _leg(far)),
        Layer(Ink.FAR_SHOE, _shoe(far)),
        Layer(Ink.FAR_CLOTHES, _shorts(far)),
    ]
    hip, shoulder = joints.hip[:2], joints.shoulder[:2]
    frame = axes(hip, shoulder)
    pelvis = off(hip, frame, 0, -0.8, 6.4)
    waist = off(hip, frame, 11, 0.3, 5.2)
    chest = off(hip, frame, 21.5, 0.7, 6.5)
    top = off(shoulder, frame, -0.6, -0.3, 4.4)
    leg = Ink.WORKING if "near-leg" in working else Ink.NEAR
    middle = [
        Layer(leg, _leg(near), gap=CLEAR),
        Layer(Ink.SHOE, _shoe(near)),
        Layer(Ink.SHIRT, ((pelvis, waist), (waist, chest), (chest, top)), gap=CLEAR),
        # A heel at the buttock: without colours thigh, shin and the hand that holds the foot would be one wedge.
        Layer(Ink.SHORTS, ((pelvis, off(hip, frame, 5, 0, 5.8)), *_shorts(near)), apart=_is_folded(near)),
        *_head(shoulder, joints.skull[:2]),
    ]
    arm = Ink.WORKING if "near-arm" in working else Ink.NEAR
    arms = [Layer(arm, _arm(near), gap=SOFT), Layer(Ink.SHIRT, (_sleeve(near),))]
    return far_layers, middle, arms


def _head(neck: Flat, skull: Flat) -> list[Layer]:
    """Neck, head with chin and nose, and hair at the back of it."""
    frame = axes(neck, skull)
    cranium = off(skull, frame, 0.6, -0.4, 5.5)
    jaw = off(skull, frame, -3.4, 1.7, 3.2)
    nose = off(skull, frame, -1.2, 5.4, 1.2)
    hair = (off(skull, frame, 0.8, -2.7, 4.2), off(skull, frame, 3.4, 0.5, 3.2))
    return [
        Layer(Ink.NECK, (limb(neck, skull, 3.0, 2.8),)),
        Layer(Ink.HEAD, ((cranium, jaw), (nose,))),
        Layer(Ink.HAIR, (hair,)),
        Layer(Ink.HAIR, ((off(skull, frame, -0.2, 3.3, 0.8),),), least=FACE),
    ]


def _front(joints: Joints, working: set[LimbName]) -> tuple[list[Layer], list[Layer], list[Layer]]:
    near, far = seen("front", joints.near), seen("front", joints.far)
    layers = []
    for half, name in ((far, "far-leg"), (near, "near-leg")):
        ink = Ink.WORKING if name in working else Ink.NEAR
        shin, thigh = _leg_in_front(half)
        # The thigh comes towards the viewer: its end lies over the shin, and that is what says the knee is bent.
        layers += [
            Layer(ink, shin),
            Layer(Ink.SHOE, (_shoe_in_front(half),), apart=True),
            Layer(ink, thigh),
        ]
    hip, shoulder = on_screen("front", joints.hip), on_screen("front", joints.shoulder)
    skull = on_screen("front", joints.skull)
    shoulders = ((*near.shoulder, 3.2), (*far.shoulder, 3.2))
    chest = _across(hip, shoulder, 0.68, 4.6, 4.4)
    waist = _across(hip, shoulder, 0.36, 2.6, 4.4)
    pelvis = ((near.hip[0] - 0.6, near.hip[1] + 0.5, 5.2), (far.hip[0] + 0.6, far.hip[1] + 0.5, 5.2))
    frame = axes(shoulder, skull)
    middle = [
        Layer(Ink.SHIRT, ((*shoulders, *chest), (*chest, *waist), (*waist, *pelvis)), gap=SOFT),
        Layer(Ink.SHORTS, (pelvis, *_shorts(near, 0.14), *_shorts(far, 0.14))),
        Layer(Ink.NECK, (limb(shoulder, skull, 3.2, 2.9),)),
        Layer(Ink.HEAD, ((off(skull, frame, 0.6, 0, 5.9), off(skull, frame, -3.8, 0, 4.0)),), gap=SOFT),
        Layer(
            Ink.HAIR,
            (
                (
                    off(skull, frame, 3.4, -2.4, 3.2),
                    off(skull, frame, 4.2, 0, 3.2),
                    off(skull, frame, 3.4, 2.4, 3.2),
                ),
            ),
        ),
        Layer(Ink.HAIR, tuple((off(skull, frame, -0.4, x, 0.8),) for x in (-2.4, 2.4)), least=FACE),
    ]
    arms = []
    for half, arm in ((far, "far-arm"), (near, "near-arm")):
        ink = Ink.WORKING if arm in working else Ink.NEAR
        arms += [Layer(ink, _arm(half), gap=SOFT), Layer(Ink.SHIRT, (_sleeve(half),))]
    return layers, middle, arms


def _across(a: Flat, b: Flat, part: float, half: float, radius: float) -> Shape:
    """Two discs side by side, part of the way up the trunk."""
    x, y = towards(a, b, part)
    return (x + half, y, radius), (x - half, y, radius)


def _leg(half: Seen) -> tuple[Shape, ...]:
    frame = axes(half.ankle, half.knee)
    calf = off(towards(half.knee, half.ankle, 0.32), frame, 0, -1.0, 3.6)
    return (
        limb(half.hip, half.knee, 5.2, 3.7),
        ((*half.knee, 3.5), calf),
        (calf, (*half.ankle, 2.2)),
    )


def _leg_in_front(half: Seen) -> tuple[tuple[Shape, ...], tuple[Shape, ...]]:
    calf = (*towards(half.knee, half.ankle, 0.35), 3.5)
    shin = ((*half.knee, 3.4), calf), (calf, (*half.ankle, 2.3))
    return shin, (limb(half.hip, half.knee, 5.4, 4.2),)


def _shorts(half: Seen, part: float = 0.48) -> tuple[Shape, ...]:
    """The leg of a pair of shorts, down to `part` of the thigh."""
    return (limb(half.hip, towards(half.hip, half.knee, part), 5.5, 5.0),)


def _shoe(half: Seen) -> tuple[Shape, ...]:
    along, up = axes(half.heel, half.toe)
    frame = (along, (-up[0], -up[1]))
    foot = (
        off(half.heel, frame, 1.8, 1.9, 1.9),
        off(half.ankle, frame, 0, -0.6, 2.5),
        off(half.toe, frame, 0, 1.7, 1.7),
    )
    ball, tip = foot[2], off(half.toe, frame, TOES, 1.3, 1.3)
    # Toes bend where a raised heel would push them into the floor: flat on it, they show that the heel is up.
    if tip[1] < tip[2] and half.heel[1] > half.toe[1]:
        tip = (half.toe[0] + TOES, tip[2], tip[2])
    return tuple((x, max(y, r), r) for x, y, r in foot), (ball, tip)


def _shoe_in_front(half: Seen) -> Shape:
    low = min(half.heel[1], half.toe[1])
    out = 1.2 if half.ankle[0] >= half.hip[0] else -1.2
    return (
        (half.ankle[0], half.ankle[1] - 0.6, 2.5),
        (half.toe[0] + out * 3.2, max(half.toe[1], low) + 2.2, 2.2),
        (half.toe[0] - out * 1.4, half.toe[1] + 2.2, 2.2),
        (half.heel[0], half.heel[1] + 1.8, 1.8),
    )


def _is_folded(half: Seen) -> bool:
    """Whether the shin lies against the thigh."""
    return hypot(half.hip[0] - half.ankle[0], half.hip[1] - half.ankle[1]) < 20


def _arm(half: Seen) -> tuple[Shape, ...]:
    beyond = towards(half.elbow, half.hand, 1.08)
    return (
        limb(half.shoulder, half.elbow, 3.1, 2.4),
        limb(half.elbow, towards(half.elbow, half.hand, 0.85), 2.4, 1.8),
        ((*towards(half.elbow, half.hand, 0.94), 2.2), (*beyond, 1.9)),
    )


def _sleeve(half: Seen) -> Shape:
    return limb(half.shoulder, towards(half.shoulder, half.elbow, 0.5), 3.5, 3.2)
