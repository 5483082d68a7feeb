"""Shoes, from the side and from the front."""

from __future__ import annotations

from functools import cache
from math import asin, atan2, cos, degrees, radians, sin

from kneecoach.figures.layer import EDGE, Layer, layer
from kneecoach.figures.outline import Flat, OutlineAxes, bar, direction, smooth
from kneecoach.figures.palette import Ink, Material
from kneecoach.figures.seen import Seen

BEND_AT = 11.2
"""How far in front of the heel the toes bend."""
MAX_BEND = 85.0
"""The most that the toes bend, in degrees."""
TOES = 4.2
"""How long the toes are."""

UPPER = smooth(
    (
        *((-0.3, 0.9), (-0.5, 2.6), (0.1, 4.7), (0.9, 6.0), (3.4, 6.5), (5.9, 6.3)),
        *((7.0, 5.3), (9.0, 4.2), (11.2, 3.5), (13.4, 2.9), (15.0, 1.9), (15.2, 0.8), (11.2, 0.5), (6.0, 0.5)),
    )
)
SOLE = smooth(
    (
        *((-0.6, 0.0), (-0.9, 0.8), (-0.4, 1.6), (4.0, 1.25), (11.2, 1.2)),
        *((14.6, 1.4), (15.7, 1.0), (15.2, 0.1), (11.2, 0.0), (6.0, 0.15)),
    ),
    steps=2,
)
SOCK = ((1.3, 5.0), (1.4, 7.6), (6.0, 7.6), (6.2, 5.2))
STRIPES = (
    ((6.6, 5.0), (7.4, 4.5), (6.5, 1.7), (5.5, 1.7)),
    ((8.4, 4.1), (9.1, 3.8), (8.1, 1.7), (7.2, 1.7)),
)


def shoe_from_side(half: Seen, far: bool) -> list[Layer]:
    """Sock, shoe and sole. The toes of a raised heel stay flat on the floor."""
    ax, ay = direction(half.heel, half.toe)
    place = OutlineAxes(half.heel, (-ay, ax))
    pitch = degrees(atan2(-ay, ax))
    # The toes bend as far as the floor below them requires.
    bend = min(pitch - degrees(asin(min(1.0, max(0.0, half.toe[1]) / TOES))), MAX_BEND) if 4 < pitch < 120 else 0.0

    def put(points: tuple[Flat, ...]) -> list[Flat]:
        return [place.at(y, x) for x, y in (_bent(points, round(bend, 1)) if bend > 0 else points)]

    shoe, sole = tuple(UPPER), tuple(SOLE)
    return [
        layer(Ink(Material.SOCK, far), put(SOCK), least=1.0),
        layer(Ink(Material.SHOE, far), put(shoe), put(sole), line=EDGE),
        layer(Ink(Material.SHOE, far, shade=True), *map(put, STRIPES), least=2.0, casts=False),
        layer(Ink(Material.SOLE, far), put(sole), least=1.4),
    ]


@cache
def _bent(points: tuple[Flat, ...], bend: float) -> tuple[Flat, ...]:
    """Points along and above the sole, with the toes bent up by `bend` degrees."""
    c, s = cos(radians(bend)), sin(radians(bend))
    return tuple(
        (x, y) if x <= BEND_AT else (BEND_AT + (x - BEND_AT) * c - y * s * 0.9, (x - BEND_AT) * s + y * c)
        for x, y in points
    )


def shoe_from_front(half: Seen, out: float, far: bool) -> list[Layer]:
    """The same from the front and a little above; `out` is 1 if the outer side is to the right, otherwise -1."""
    place = OutlineAxes(half.ankle, direction(half.toe, half.ankle))
    down = ((half.ankle[0] - half.toe[0]) ** 2 + (half.ankle[1] - half.toe[1]) ** 2) ** 0.5
    middle = 0.8 * out

    def put(*points: Flat) -> list[Flat]:
        return place.along([(y - down, x) for x, y in points])

    m = middle
    body = put(
        *((-2.3, down + 0.6), (2.3, down + 0.6), (m + 3.1, 3.6), (m + 3.5, 1.4), (m + 2.6, 0.0)),
        *((m, -0.3), (m - 2.6, 0.0), (m - 3.5, 1.4), (m - 3.1, 3.6)),
    )
    sole = put(
        *((m + 3.55, 1.5), (m + 3.5, 0.2), (m + 2.4, -0.6), (m, -0.8), (m - 2.4, -0.6)),
        *((m - 3.5, 0.2), (m - 3.55, 1.5), (m - 2.0, 0.6), (m, 0.4), (m + 2.0, 0.6)),
    )
    laces = [bar(place.at(-0.6 - i * 1.3, -1.3), place.at(-0.6 - i * 1.3, 1.3), 0.3) for i in range(2)]
    return [
        layer(Ink(Material.SOCK, far), place.along([(2.4, -2.1), (2.4, 2.1), (0.0, 2.3), (0.0, -2.3)]), least=1.0),
        layer(Ink(Material.SHOE, far), smooth(body), line=EDGE),
        layer(Ink(Material.SOLE, far), smooth(sole, steps=2), least=1.2),
        layer(Ink(Material.SHOE, far, shade=True), *laces, least=2.4, casts=False),
    ]
