"""The head, in profile and from the front, with the neck it sits on."""

from __future__ import annotations

from math import atan2, pi

from kneecoach.figures.layer import EDGE, Layer, layer
from kneecoach.figures.limbs import limb, placed, stretch
from kneecoach.figures.outline import Flat, OutlineAxes, bar, between, circle, direction, ellipse, rounded, smooth
from kneecoach.figures.palette import Ink, Material

SKIN, SKIN_SHADE = Ink(Material.SKIN), Ink(Material.SKIN, shade=True)
HAIR, FACE = Ink(Material.HAIR), Ink(Material.FACE)

PROFILE = smooth(
    (
        *((6.4, -1.0), (6.3, 1.6), (5.3, 3.9), (3.5, 5.1), (1.9, 5.3), (0.7, 5.0), (-0.4, 6.0), (-1.3, 6.6)),
        *((-1.8, 5.5), (-2.5, 5.5), (-3.2, 5.3), (-3.7, 4.9), (-4.7, 5.1), (-5.7, 4.6), (-6.3, 3.2)),
        *((-5.3, 0.6), (-3.9, -1.2), (-3.2, -3.9), (-0.5, -5.4), (2.5, -5.5), (5.1, -3.7)),
    ),
    steps=2,
)
HAIR_IN_PROFILE = smooth(
    (
        *((3.6, 5.1), (5.7, 4.3), (7.1, 1.7), (7.3, -1.4), (5.9, -4.3), (3.0, -6.2), (-0.6, -6.2), (-3.4, -5.0)),
        *((-4.6, -3.7), (-3.4, -2.6), (-1.6, -2.3), (-0.2, -2.2), (1.0, -1.9), (1.2, -0.6), (0.3, 0.3)),
        *((1.6, 0.9), (2.9, 2.0), (3.3, 3.6)),
    ),
    steps=2,
)
NECK = limb(((0.0, 3.0), (0.5, 2.9), (1.0, 3.8)), ((0.0, 3.0), (0.5, 3.0), (1.0, 4.0)))
NECK_SHADE = limb(((0.0, 3.4), (0.45, 2.5), (1.0, 1.6)), ((0.0, 2.6), (0.5, 0.2), (1.0, -0.4)))

HALF_FACE = ((6.4, 0.0), (6.0, 2.6), (4.2, 4.4), (1.2, 4.9), (-1.6, 4.7), (-3.8, 3.7), (-5.6, 1.9), (-6.3, 0.0))
FACE_IN_FRONT = smooth((*HALF_FACE, *((up, -front) for up, front in HALF_FACE[-2:0:-1])), steps=2)
HAIR_IN_FRONT = smooth(
    (
        *((3.0, 3.4), (3.7, 1.5), (3.9, -1.5), (3.0, -3.4), (1.2, -4.7), (-0.2, -5.1), (1.2, -5.6), (4.2, -5.1)),
        *((6.6, -3.0), (7.2, 0.0), (6.6, 3.0), (4.2, 5.1), (1.2, 5.6), (-0.2, 5.1), (1.2, 4.7)),
    ),
    steps=2,
)
NECK_IN_FRONT = limb(((0.2, 2.7), (0.6, 2.6), (0.85, 3.3)), ((0.2, 2.7), (0.6, 2.6), (0.85, 3.3)))


def head_from_side(neck: Flat, skull: Flat) -> list[Layer]:
    """Neck, face, hair and ear; it looks to the right when it stands."""
    place = OutlineAxes(skull, direction(neck, skull))
    face = place.along(PROFILE)
    return [
        layer(SKIN, placed(stretch(NECK), place.at(-3.5, -1.3), neck), face, line=EDGE),
        layer(SKIN_SHADE, placed(stretch(NECK_SHADE), place.at(-4.2, -0.6), neck), least=1.0, casts=False),
        layer(SKIN, face),
        layer(HAIR, place.along(HAIR_IN_PROFILE)),
        layer(SKIN_SHADE, circle(place.at(-0.6, -0.9), 1.35), least=1.5, casts=False),
        layer(SKIN, circle(place.at(-0.4, -0.7), 0.95), least=2.2, casts=False),
        layer(FACE, bar(place.at(1.2, 3.5), place.at(0.5, 3.6), 0.55), least=1.5, casts=False),
        layer(HAIR, bar(place.at(2.6, 2.7), place.at(2.5, 4.3), 0.34), least=2.6, casts=False),
        layer(FACE, bar(place.at(-3.1, 3.9), place.at(-2.9, 4.9), 0.27), opacity=0.7, least=2.6, casts=False),
    ]


def head_from_front(neck: Flat, skull: Flat) -> list[Layer]:
    """The same, looking at the viewer."""
    place = OutlineAxes(skull, direction(neck, skull))
    base = between(skull, neck, 0.86)
    turn = atan2(place.up[1], place.up[0]) - pi / 2
    ears = [circle(place.at(-0.6, side * 4.9), 1.2) for side in (1, -1)]
    eyes = [circle(place.at(0.2, side * 1.9), 0.6, 12) for side in (1, -1)]
    brows = [bar(place.at(1.7, side * 1.1), place.at(1.6, side * 2.8), 0.3) for side in (1, -1)]
    nose = rounded((*place.at(0.2, 0.1), 0.25), (*place.at(-1.4, 0.5), 0.4), corners=12)
    return [
        layer(SKIN, placed(stretch(NECK_IN_FRONT), skull, neck), ellipse(base, 3.5, 1.9, turn)),
        layer(SKIN_SHADE, ellipse(place.at(-5.6, 0.0), 3.1, 2.4, turn), casts=False, least=1.2),
        layer(SKIN, place.along(FACE_IN_FRONT), *ears, line=EDGE),
        layer(HAIR, place.along(HAIR_IN_FRONT)),
        layer(FACE, *eyes, least=1.7, casts=False),
        layer(HAIR, *brows, least=2.6, casts=False),
        layer(FACE, bar(place.at(-3.3, -1.2), place.at(-3.3, 1.2), 0.28), opacity=0.7, least=2.4, casts=False),
        layer(SKIN_SHADE, nose, least=2.4, casts=False),
    ]
