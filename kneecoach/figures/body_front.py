"""The body from the front: facing the viewer, standing or lying on its side."""

from __future__ import annotations

from math import hypot

from kneecoach.figures.arms import arm
from kneecoach.figures.body import Body
from kneecoach.figures.hands import hand
from kneecoach.figures.head import head_from_front
from kneecoach.figures.layer import EDGE, Layer, layer
from kneecoach.figures.limbs import (
    SHIN_FROM_FRONT,
    THIGH_FROM_FRONT,
    placed,
    shaded,
    stretch,
    turned,
)
from kneecoach.figures.model import FigureModel
from kneecoach.figures.muscles import muscles_from_front
from kneecoach.figures.outline import Flat, OutlineAxes, bar, circle, direction, smooth
from kneecoach.figures.palette import Ink, Material
from kneecoach.figures.seen import Seen, seen
from kneecoach.figures.shoes import shoe_from_front
from kneecoach.figures.skeleton import Joints, on_screen
from kneecoach.figures.trunk_lying import hips_lying, shirt_lying

SHORTS = 0.42
"""Share of the thigh that the shorts cover."""


def body_from_front(says: FigureModel, joints: Joints) -> Body:
    """All layers of the body."""
    view = says.view
    near, far = seen(view, joints.near), seen(view, joints.far)
    hip, shoulder, skull = (on_screen(view, point) for point in (joints.hip, joints.shoulder, joints.skull))
    trunk = OutlineAxes(hip, direction(hip, shoulder))
    working = says.working if not says.muscles else ()
    lies = view == "lying"

    body = Body()
    for half, out, name in ((far, -1.0, "far-leg"), (near, 1.0, "near-leg")):
        body.middle += _leg(half, out, lies and out < 0, name in working)
    body.middle.append(hips_lying(trunk) if lies else _pelvis(trunk, near, far))
    for half, out, name in ((far, -1.0, "far"), (near, 1.0, "near")):
        if says.works in {name, "both"}:
            body.middle += muscles_from_front(says.muscles, half, out)
    body.middle += shirt_lying(trunk) if lies else _shirt(trunk, shoulder, near, far)
    body.middle += head_from_front(shoulder, skull)
    far_arm = [*arm(far, working="far-arm" in working), hand(says, far, says.far_grip, False, hip)]
    if lies:
        # The arm it lies on is behind the head.
        body.far_arm = far_arm
    else:
        body.arm, body.hand = far_arm[:-1], far_arm[-1:]
    # An arm that holds the ankle reaches behind the back.
    (body.far_arm if lies and says.near_hand == "ankle" else body.arm).extend(
        arm(near, working="near-arm" in working)
    )
    body.hand.append(hand(says, near, says.near_grip, False, hip))
    return body


def _leg(half: Seen, out: float, far: bool, working: bool) -> list[Layer]:
    """The thigh comes towards the viewer: its end covers the shin, which shows that the knee is bent."""
    thigh, shin = (part if out > 0 else turned(part) for part in (THIGH_FROM_FRONT, SHIN_FROM_FRONT))
    skin = Material.WORKING if working else Material.SKIN
    ink, shade = Ink(skin, far), Ink(skin, far, shade=True)
    hip, knee, ankle = half.hip, half.knee, half.ankle
    kneecap = OutlineAxes(knee, direction(knee, hip))
    shorts = placed(stretch(thigh, -0.05, SHORTS, 0.4, 0.5), hip, knee)
    return [
        layer(ink, placed(stretch(shin), knee, ankle), circle(knee, 3.3, 16), line=EDGE),
        layer(shade, shaded(shin, knee, ankle, 0.08, 1.0), least=1.2, casts=False),
        *shoe_from_front(half, out, far),
        layer(ink, placed(stretch(thigh), hip, knee), circle(knee, 3.45, 18), line=EDGE * 0.6),
        layer(shade, shaded(thigh, hip, knee, 0.0, 0.95), least=1.2, casts=False),
        layer(shade, bar(kneecap.at(-1.9, -1.3), kneecap.at(-1.9, 1.3), 0.45), opacity=0.8, least=2.0, casts=False),
        layer(Ink(Material.SHORTS, far), shorts, line=EDGE),
        layer(
            Ink(Material.SHORTS, far, shade=True),
            shaded(thigh, hip, knee, 0.0, SHORTS, 0.6),
            least=1.2,
            casts=False,
        ),
    ]


def _pelvis(trunk: OutlineAxes, near: Seen, far: Seen) -> Layer:
    wide = _half_way(near.hip, far.hip)
    half = ((2.8, wide + 3.3), (-1.5, wide + 3.4), (-4.6, wide + 1.2), (-3.2, 0.4))
    outline = smooth((*half, *((up, -side) for up, side in reversed(half))))
    return layer(Ink(Material.SHORTS), trunk.along(outline), line=EDGE)


def _shirt(trunk: OutlineAxes, shoulder: Flat, near: Seen, far: Seen) -> list[Layer]:
    hips, shoulders = _half_way(near.hip, far.hip), _half_way(near.shoulder, far.shoulder)
    long = hypot(shoulder[0] - trunk.origin[0], shoulder[1] - trunk.origin[1])
    chest = shoulders * 0.92
    half = (
        *((-1.5, hips + 3.1), (long * 0.14, hips + 2.8), (long * 0.40, hips + 1.0), (long * 0.66, chest - 0.8)),
        *(
            (long * 0.86, chest + 0.2),
            (long + 0.6, shoulders + 0.4),
            (long + 2.6, shoulders - 2.2),
            (long + 3.4, 3.0),
        ),
    )
    left = smooth([(up, -side) for up, side in half], closed=False)
    outline = [*smooth(half, closed=False), *reversed(left)]
    shade = [*left, *((up, side + 2.2) for up, side in reversed(left))]
    return [
        layer(Ink(Material.SHIRT), trunk.along(outline), line=EDGE),
        layer(Ink(Material.SHIRT, shade=True), trunk.along(shade), least=1.2, casts=False),
    ]


def _half_way(a: Flat, b: Flat) -> float:
    return hypot(a[0] - b[0], a[1] - b[1]) / 2
