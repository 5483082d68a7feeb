"""The body from the side, facing right when it stands."""

from __future__ import annotations

from functools import cache

from kneecoach.figures.arms import arm
from kneecoach.figures.body import Body
from kneecoach.figures.hands import hand
from kneecoach.figures.head import head_from_side
from kneecoach.figures.layer import EDGE, Layer, layer, lit
from kneecoach.figures.limbs import LIGHT, SHIN, THIGH, placed, shaded, stretch
from kneecoach.figures.model import FigureModel
from kneecoach.figures.muscles import muscles_of_hips, muscles_of_leg
from kneecoach.figures.outline import Flat, OutlineAxes, circle, direction, smooth
from kneecoach.figures.palette import Ink, Material
from kneecoach.figures.seen import Seen, seen
from kneecoach.figures.shoes import shoe_from_side
from kneecoach.figures.skeleton import Joints

HEM = 3.6
"""How far above the hips the shirt ends."""
SHORTS = 0.52
"""Share of the thigh that the shorts cover."""
SHADED_SHIN = 0.86
"""Share of the shin that has a shaded side: the shoe begins below it."""
FRONT = (
    *((-5.2, 3.4), (-1.5, 5.3), (4.0, 5.9), (9.0, 5.6), (14.0, 5.9), (19.0, 6.9), (23.5, 7.0)),
    *((27.5, 5.2), (30.2, 2.8)),
)
"""The trunk's profile: how far above the hips, and how far in front of the line from hips to shoulders."""
BACK = (
    *((-5.6, -5.6), (-2.0, -7.2), (1.5, -6.8), (5.0, -5.4), (9.0, -4.6), (14.0, -5.2), (19.0, -6.3)),
    *((24.0, -6.4), (28.4, -4.6), (30.8, -2.6)),
)
PELVIS = (
    *smooth(tuple((u, f + 0.2) for u, f in (*FRONT[:2], (HEM + 1.2, 5.8))), closed=False),
    *smooth(tuple((u, f - 0.2) for u, f in ((HEM + 1.2, -5.5), *reversed(BACK[:3]))), closed=False),
)
SHIRT = (
    *smooth(tuple((u, f + 0.25) for u, f in ((HEM - 0.4, 6.1), *FRONT[3:])), closed=False),
    *smooth(tuple((u, f - 0.25) for u, f in (*reversed(BACK[4:]), (5.4, -5.4), (HEM - 0.2, -6.3))), closed=False),
)
COLLAR = smooth(
    ((30.4, 2.6), (28.2, 4.0), (26.0, 3.0), (26.0, -4.0), (29.0, -4.6), (31.0, -2.6), (29.4, 0.0)), steps=2
)
NECK_AT, CHEST = (28.6, -0.4), (25.0, 0.2)


def body_from_side(says: FigureModel, joints: Joints) -> Body:
    """All layers of the body."""
    near, far = seen(says.view, joints.near), seen(says.view, joints.far)
    hip, shoulder, skull = joints.hip[:2], joints.shoulder[:2], joints.skull[:2]
    trunk = OutlineAxes(hip, direction(hip, shoulder))
    working = says.working if not says.muscles else ()

    body = Body()
    body.far_arm = [*arm(far, True, "far-arm" in working), hand(says, far, says.far_grip, True, hip)]
    body.far_leg = [*_leg(far, True, "far-leg" in working), _shorts(far, True)]
    if says.muscles and says.works == "far":
        # A far leg that does the work is less dim, and its muscles are not dim at all.
        body.far_leg = [lit(part) for part in body.far_leg]
    if says.works in {"far", "both"}:
        body.far_leg += muscles_of_leg(says.muscles, far, far=says.works == "both")
    body.middle = [
        *_leg(near, False, "near-leg" in working),
        layer(
            Ink(Material.SHORTS),
            trunk.along(PELVIS),
            placed(_SHORTS_LEG, near.hip, near.knee),
            circle(near.hip, 5.6),
            line=EDGE,
        ),
        layer(
            Ink(Material.SHORTS, shade=True),
            shaded(THIGH, near.hip, near.knee, 0.0, SHORTS, 0.6),
            least=1.2,
            casts=False,
        ),
    ]
    if says.works in {"near", "both"}:
        body.middle += muscles_of_leg(says.muscles, near, far=False)
    body.middle += muscles_of_hips(says.muscles, trunk)
    body.middle += [
        layer(Ink(Material.SHIRT), trunk.along(SHIRT), circle(trunk.at(*CHEST), 5.4), line=EDGE),
        layer(Ink(Material.SHIRT, shade=True), trunk.along(_shade_of_trunk(trunk)), least=1.2, casts=False),
        *head_from_side(trunk.at(*NECK_AT), skull),
        layer(Ink(Material.SHIRT), trunk.along(COLLAR)),
    ]
    body.arm = arm(near, False, "near-arm" in working)
    body.hand = [hand(says, near, says.near_grip, False, hip)]
    return body


_SHORTS_LEG = stretch(THIGH, -0.05, SHORTS, 0.35, 0.5)


def _leg(half: Seen, far: bool, working: bool) -> list[Layer]:
    """Shin and shoe, then the thigh; the knee joins them without a line, so a folded leg still has two parts."""
    skin = Material.WORKING if working else Material.SKIN
    ink, shade = Ink(skin, far), Ink(skin, far, shade=True)
    hip, knee, ankle = half.hip, half.knee, half.ankle
    kneecap = circle(knee, 3.45, 18)
    return [
        layer(ink, placed(stretch(SHIN), knee, ankle), kneecap, line=EDGE),
        *shoe_from_side(half, far),
        layer(ink, placed(stretch(THIGH), hip, knee), kneecap, circle(hip, 5.3), line=EDGE),
        layer(
            ink,
            kneecap,
            placed(stretch(SHIN, 0.0, 0.2), knee, ankle),
            placed(stretch(THIGH, 0.84, 1.0), hip, knee),
            casts=False,
        ),
        layer(shade, shaded(THIGH, hip, knee, 0.0, 1.0), least=1.2, casts=False),
        layer(shade, shaded(SHIN, knee, ankle, 0.02, SHADED_SHIN), least=1.2, casts=False),
    ]


def _shorts(half: Seen, far: bool) -> Layer:
    return layer(Ink(Material.SHORTS, far), placed(_SHORTS_LEG, half.hip, half.knee), line=EDGE)


def _shade_of_trunk(trunk: OutlineAxes) -> tuple[Flat, ...]:
    """The part of the shirt that is away from the light, as up and front."""
    ux, uy = trunk.up
    facing = uy * LIGHT[0] - ux * LIGHT[1]
    # The steps limit the number of outlines to compute.
    return _strip_of_trunk(facing > 0, 0.25 + 0.35 * round(abs(facing) * 8) / 8)


@cache
def _strip_of_trunk(back: bool, share: float) -> tuple[Flat, ...]:
    """A share of the shirt's depth along its back or its front."""
    edge = [(HEM, -5.9 if back else 6.0), *(point for point in (BACK if back else FRONT) if point[0] > HEM)]
    return (*smooth(edge, closed=False), *smooth([(u, f * (1 - share)) for u, f in reversed(edge)], closed=False))
