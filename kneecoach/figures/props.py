"""Props that the body holds, wears or pulls on, and the arrow."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

from kneecoach.figures.layer import Layer, layer
from kneecoach.figures.model import (
    AnkleWeightModel,
    ArrowModel,
    BandModel,
    DumbbellsModel,
    FigureModel,
    LapModel,
    TetherModel,
    TowelModel,
)
from kneecoach.figures.outline import Flat, OutlineAxes, bar, between, box, circle, direction, rounded
from kneecoach.figures.palette import Ink, Material
from kneecoach.figures.seen import Seen
from kneecoach.figures.skeleton import THIGH

LOAD, LOAD_SHADE = Ink(Material.LOAD), Ink(Material.LOAD, shade=True)
LOAD_BRIGHT = Ink(Material.LOAD, bright=True)
BAND, BAND_SHADE = Ink(Material.BAND), Ink(Material.BAND, shade=True)
LAP, ASIDE = 10.4, 2.4
"""For a dumbbell on the lap: how far its middle is above the hip joint, and how far in front of the hand."""
WRAP = 4.9
"""How far a band reaches to either side of the middle of a thigh that it wraps."""
ANKLE_WRAP, ABOVE_ANKLE = 2.4, 0.16
"""The same for a shin just above its ankle, and how far up the shin that is, as a share."""


def behind_all(says: FigureModel, camera: float) -> list[Layer]:
    """The arrow, and posts that bands are fixed to."""
    layers: list[Layer] = []
    for prop in says.prop:
        match prop:
            case ArrowModel():
                layers.append(layer(Ink(Material.ARROW), *_arrow(prop, camera), casts=False))
            case TetherModel():
                x, y = prop.to
                high = y + 30 if y > 10 else 9
                layers.append(layer(Ink(Material.METAL), box(x - 0.8, x + 1.6, 0, high, 0.6), casts=False))
            case _:
                pass
    return layers


def _arrow(prop: ArrowModel, camera: float) -> list[list[Flat]]:
    """Its shaft and its heads."""
    x, y = prop.at[0] + camera, prop.at[1]
    if prop.ways == "ahead":
        return [box(x - 12, x + 1, y - 2.4, y + 2.4), [(x - 0.5, y + 9), (x - 0.5, y - 9), (x + 12, y)]]
    heads = [[(x - 6, y + way * 8), (x + 6, y + way * 8), (x, y + way * 17)] for way in (1, -1)]
    return [box(x - 1.9, x + 1.9, y - 9, y + 9), *heads]


def on_far_side(says: FigureModel, near: Seen, far: Seen) -> list[Layer]:
    """Props that the far limbs hold or pull."""
    layers: list[Layer] = []
    for prop in says.prop:
        match prop:
            case DumbbellsModel() if prop.hand != "near":
                layers += _dumbbell(far.hand, far=True)
            case TetherModel() if prop.joint.startswith("far"):
                layers += _tether(prop, near, far)
            case _:
                pass
    return layers


def behind_thighs(says: FigureModel, near: Seen, far: Seen) -> list[Layer]:
    """The rear strand of a band round both thighs."""
    bands = [prop for prop in says.prop if isinstance(prop, BandModel) and _is_bowed(says, prop)]
    layers = []
    for prop in bands:
        right, left = (between(half.knee, half.hip, (prop.above_knee + 1.2) / THIGH) for half in (near, far))
        strand = bar((right[0], right[1] + 2), (left[0], left[1] + 2), 0.8)
        layers.append(layer(BAND_SHADE, strand, least=0.5))
    return layers


def in_front_of_trunk(says: FigureModel, near: Seen, far: Seen) -> list[Layer]:
    """A band's front strand and what else the trunk and legs wear or pull on: only the arms are in front of it."""
    layers: list[Layer] = []
    for prop in says.prop:
        match prop:
            case BandModel():
                layers += _band(prop, near, far) if _is_bowed(says, prop) else _loop(prop, near, far)
            case AnkleWeightModel():
                layers += _cuff(near)
            case TowelModel():
                layers += _towel(prop, near)
            case TetherModel() if not prop.joint.startswith("far"):
                layers += _tether(prop, near, far)
            case _:
                pass
    return layers


def in_hands(says: FigureModel, near: Seen) -> list[Layer]:
    """Props that the near hand grips."""
    layers: list[Layer] = []
    for prop in says.prop:
        match prop:
            case DumbbellsModel() if prop.hand != "far":
                layers += _dumbbell(near.hand, far=False)
            case LapModel():
                layers += _across_the_lap(says, near)
            case _:
                pass
    return layers


def _band(prop: BandModel, near: Seen, far: Seen) -> list[Layer]:
    """Bowed over each thigh, as a loop looks when it is seen from above."""
    line: list[Flat] = []
    for half in (far, near):
        at = OutlineAxes(
            between(half.knee, half.hip, (prop.above_knee + 1.2) / THIGH), direction(half.knee, half.hip)
        )
        shares = [i / 4 - 1 for i in range(9)]
        line += [at.at(-1.1 * (1 - share * share), share * WRAP) for share in shares]
    if near.knee[0] < far.knee[0]:
        line.reverse()
    thick = 1.5
    upper, lower = ([(x, y + edge) for x, y in line] for edge in (thick, -thick))
    middle = [(x, y - thick * 0.35) for x, y in line]
    return [
        layer(BAND, [*upper, *reversed(lower)], line=0.6),
        layer(BAND_SHADE, [*middle, *reversed(lower)], casts=False, least=1.6, opacity=0.6),
    ]


def _is_bowed(says: FigureModel, prop: BandModel) -> bool:
    """Whether a band lies over both thighs, its rear strand behind them: the viewer faces both."""
    return says.view == "front" and prop.at == "thighs"


def _loop(prop: BandModel, near: Seen, far: Seen) -> list[Layer]:
    """A band wrapped round each leg, with a strand from one to the other."""
    places = []
    for half in (near, far):
        above, below = (half.hip, half.knee) if prop.at == "thighs" else (half.knee, half.ankle)
        up = (prop.above_knee + 1.2) / THIGH if prop.at == "thighs" else ABOVE_ANKLE
        places.append(OutlineAxes(between(below, above, up), direction(below, above)))
    wide = WRAP - 0.4 if prop.at == "thighs" else ANKLE_WRAP
    wraps = [bar(place.at(0, -wide), place.at(0, wide), 1.4) for place in places]
    strand = bar(places[0].origin, places[1].origin, 1.1)
    return [
        layer(BAND_SHADE, strand, line=0.4, casts=False),
        layer(BAND, wraps[1], line=0.4, casts=False),
        layer(BAND, wraps[0], line=0.6, casts=False),
    ]


def _cuff(near: Seen) -> list[Layer]:
    """A weight round the near ankle."""
    place = OutlineAxes(between(near.ankle, near.knee, ABOVE_ANKLE), direction(near.ankle, near.knee))
    wide = ANKLE_WRAP + 0.5
    return [
        layer(LOAD, bar(place.at(0, -wide), place.at(0, wide), 2.3), line=0.55, casts=False),
        layer(LOAD_SHADE, bar(place.at(-1.0, -wide), place.at(-1.0, wide), 0.8), least=1.2, casts=False),
    ]


def _towel(prop: TowelModel, near: Seen) -> list[Layer]:
    match prop.to:
        case "foot":  # round the ball of it
            outline = bar(near.hand, between(near.heel, near.toe, 0.75), 0.75)
        case "ankle":
            outline = bar(near.hand, between(near.ankle, near.knee, ABOVE_ANKLE / 2), 0.85)
        case "floor":
            outline = box(near.heel[0] - 6, near.heel[0] + 9, 0, 1.3, 0.6)
    return [layer(Ink(Material.SOCK), outline, line=0.4, casts=False)]


def _tether(prop: TetherModel, near: Seen, far: Seen) -> list[Layer]:
    """Two strands from a post to a loop round the joint."""
    x, y = _joint(prop, near, far)
    post = prop.to
    away = -3.6 if post[0] > x else 3.6
    if prop.joint.endswith(("ankle", "hand")):
        away *= 0.65
    back = (x + away, y)
    strands = bar((x, y), post, 1.9, 1.4)
    loop = rounded((back[0], back[1] + 1.6, 0.8), (back[0], back[1] - 1.6, 0.8), (x, y, 1.9), corners=14)
    between_strands = bar((x + (0.6 if away < 0 else -0.6), y), post, 0.45)
    return [
        layer(BAND, strands, loop, line=0.4, casts=False),
        layer(BAND_SHADE, between_strands, least=1.6, casts=False),
    ]


def _joint(prop: TetherModel, near: Seen, far: Seen) -> Flat:
    half = far if prop.joint.startswith("far") else near
    match prop.joint:
        case "near-knee" | "far-knee":
            return half.knee
        case "near-ankle" | "far-ankle":
            return half.ankle
        case "near-hand" | "far-hand":
            return half.hand
        case "hips":
            return between(near.hip, far.hip, 0.5)


def _dumbbell(hand: Flat, far: bool) -> list[Layer]:
    """Seen from its side: a handle with a head at each end."""
    x, y = hand[0], hand[1] - 0.3
    head = Ink(Material.LOAD, far)
    shade = Ink(Material.LOAD, far, shade=True)
    heads = ((x - 9.3, x - 4.6), (x + 4.6, x + 9.3))
    layers = [
        layer(shade, box(x - 6, x + 6, y - 1.0, y + 1.0, 0.5), line=0.55),
        layer(head, *(box(a, b, y - 4.3, y + 4.3, 1.3) for a, b in heads), line=0.55),
        layer(shade, *(box(a, b, y - 4.3, y - 1.6, 1.0) for a, b in heads), opacity=0.8, least=1.4, casts=False),
    ]
    if not far:
        gloss = (box(a + 0.7, b - 0.7, y + 2.2, y + 3.3, 0.5) for a, b in heads)
        layers.append(layer(LOAD_BRIGHT, *gloss, least=1.4, casts=False))
    return layers


def _across_the_lap(says: FigureModel, near: Seen) -> list[Layer]:
    """A dumbbell across the lap, seen end on: the near head, and a little of the far one behind it."""
    if says.view != "side":
        return _dumbbell(near.hand, far=False)
    up = direction(near.hip, near.hand)
    at = OutlineAxes(near.hip, up).at(LAP, ASIDE)
    x, y = at
    return [
        layer(LOAD_SHADE, _hexagon((x + 2.4, y + 1.2), 4.7), line=0.6),
        layer(LOAD, _hexagon(at, 5.1), line=0.6),
        layer(LOAD_SHADE, _hexagon(at, 3.7), opacity=0.55, least=1.0, casts=False),
        layer(LOAD, _hexagon(at, 3.1), least=1.0, casts=False),
        layer(LOAD_SHADE, circle(at, 1.3, 14), casts=False),
        layer(LOAD_BRIGHT, circle((x - 0.3, y + 0.3), 0.55, 12), least=2.0, casts=False),
    ]


def _hexagon(at: Flat, radius: float) -> list[Flat]:
    """The head of a hexagonal dumbbell, its corners cut off."""
    corners = [
        (at[0] + radius * 1.08 * cos(0.26 + k * pi / 3), at[1] + radius * 1.08 * sin(0.26 + k * pi / 3))
        for k in range(6)
    ]
    return [
        point for a, b in pairwise([*corners, corners[0]]) for point in (between(a, b, 0.18), between(a, b, 0.82))
    ]
