"""Props that do not move, and the ball: all of these are behind the body."""

from __future__ import annotations

from math import cos, pi, sin

from kneecoach.figures.layer import Layer, layer
from kneecoach.figures.model import (
    BallModel,
    BenchModel,
    ChairModel,
    CushionModel,
    FigureModel,
    MatModel,
    StepModel,
    TowelRollModel,
    WallModel,
    WindowModel,
)
from kneecoach.figures.outline import Flat, bar, box, circle, ellipse
from kneecoach.figures.palette import Ink, Material
from kneecoach.figures.raster import Outline
from kneecoach.figures.skeleton import FRONT, LOOK_DOWN, Joints

METAL, METAL_SHADE = Ink(Material.METAL), Ink(Material.METAL, shade=True)
PAD, PAD_SHADE, PAD_BRIGHT = Ink(Material.PAD), Ink(Material.PAD, shade=True), Ink(Material.PAD, bright=True)
SEAT = 27.0
"""How high the seat of a chair is."""
BEYOND = 60.0
"""How far a wall continues above the window."""


def furniture(says: FigureModel, joints: Joints) -> list[Layer]:
    """Props behind the whole body."""
    layers: list[Layer] = []
    for prop in says.prop:
        match prop:
            case WallModel():
                layers += _wall(prop, says.window)
            case ChairModel():
                layers += _chair(prop)
            case BenchModel():
                layers += _frame_of_bench(prop)
            case StepModel():
                layers += _step(prop)
            case MatModel():
                layers += _mat(prop) if says.view == "side" else _mat_from_above(prop)
            case CushionModel():
                layers += _cushion(prop)
            case TowelRollModel():
                layers += _towel_roll(prop)
            case BallModel():
                layers += _ball(joints.ball, prop.radius, joints.roll)
            case _:
                pass
    return layers


def pad_of_bench(prop: BenchModel) -> list[Layer]:
    """The padding: it is painted over the back that lies on it, which sinks in a little."""
    left, right, top = prop.left, prop.right, prop.top
    return [
        layer(PAD, box(left, right, top - 5.6, top, 2.4), line=0.6),
        layer(PAD_BRIGHT, box(left + 1.6, right - 1.6, top - 1.5, top - 0.5, 0.5), least=1.4, casts=False),
        layer(PAD_SHADE, box(left + 1.0, right - 1.0, top - 5.3, top - 4.0, 0.6), least=1.0, casts=False),
    ]


def _frame_of_bench(prop: BenchModel) -> list[Layer]:
    under = prop.top - 5
    feet = (prop.left + 6, prop.right - 6)
    return [
        layer(
            METAL,
            *(bar((x, 0.9), (x, under), 1.3) for x in feet),
            bar((feet[0], under - 1.5), (feet[1], under - 1.5), 0.9),
            *(bar((x - 3.5, 1.0), (x + 3.5, 1.0), 1.0) for x in feet),
            line=0.5,
        )
    ]


def _wall(prop: WallModel, window: WindowModel) -> list[Layer]:
    """A surface that fades out behind its edge, with a skirting board."""
    top = window.top + BEYOND
    out = 1.0 if prop.side == "right" else -1.0
    wide = max(26.0, (window.right - prop.x if out > 0 else prop.x - window.left) + 6)

    def slab(start: float, end: float, bottom: float, height: float) -> Outline:
        a, b = prop.x + out * start, prop.x + out * end
        return box(min(a, b), max(a, b), bottom, height)

    courses = range(int(top / 9))
    lines = [slab(0, wide * 0.6, y * 9 + 8.6, y * 9 + 9) for y in courses]
    joins = [slab(4 + 4.5 * (y % 2), 4.5 + 4.5 * (y % 2), y * 9, y * 9 + 8.6) for y in courses]
    return [
        *(
            layer(Ink(Material.WALL), slab(0, wide * (0.4 + 0.12 * k), 0, top), opacity=0.34, casts=False)
            for k in range(5)
        ),
        layer(Ink(Material.WALL, shade=True), *lines, *joins, opacity=0.6, least=1.6, casts=False),
        layer(METAL, slab(0, 1.3, 0, top), casts=False),
        layer(METAL, slab(-0.5, wide * 0.7, 0, 3.4), opacity=0.7, least=1.0, casts=False),
    ]


def _chair(prop: ChairModel) -> list[Layer]:
    x, top = prop.x, prop.top
    out = 1.0 if prop.faces == "right" else -1.0
    seat = min(SEAT, top * 0.5)

    def post(ahead: float, low: float, to: float, high: float, *wide: float) -> Outline:
        return bar((x + out * ahead, low), (x + out * to, high), *wide)

    def slab(start: float, end: float, bottom: float, height: float, corner: float) -> Outline:
        a, b = x + out * start, x + out * end
        return box(min(a, b), max(a, b), bottom, height, corner)

    return [
        layer(METAL, post(5, 1, 5.2, seat, 1.1), post(22, 1, 21.6, seat, 1.1), line=0.5),
        layer(
            PAD,
            post(1.2, 1.1, 2.6, seat, 1.15, 1.3),
            post(2.6, seat, 0.6, top - 1.6, 1.3, 1.5),
            post(24.6, 1.1, 24, seat - 1, 1.15),
            line=0.5,
        ),
        layer(PAD, slab(1.2, 26.5, seat - 3, seat + 0.4, 1.3), line=0.5),
        layer(PAD_BRIGHT, slab(2.2, 25.6, seat - 0.7, seat + 0.1, 0.4), least=1.6, casts=False),
    ]


def _step(prop: StepModel) -> list[Layer]:
    left, right, top = prop.left, prop.right, prop.top
    return [
        layer(METAL, box(left + 1.5, right - 1.5, 0, top - 2), line=0.5),
        layer(METAL_SHADE, box(left + 3.5, right - 3.5, 0, max(top - 4.5, 0.8)), least=1.2),
        layer(PAD, box(left, right, top - 3, top, 1.0), line=0.5),
        layer(PAD_BRIGHT, box(left + 1, right - 1, top - 0.9, top - 0.2, 0.3), least=1.4, casts=False),
    ]


def _mat(prop: MatModel) -> list[Layer]:
    left, right = prop.left, prop.right
    return [
        layer(Ink(Material.MAT), box(left, right, 0, 1.9, 0.9), casts=False),
        layer(Ink(Material.MAT, shade=True), box(left + 0.4, right - 0.4, 0, 0.7, 0.3), least=1.4, casts=False),
    ]


def _mat_from_above(prop: MatModel) -> list[Layer]:
    left, right = prop.left, prop.right
    far = 2 * FRONT * sin(LOOK_DOWN)
    top = ((left, 1.4), (right, 1.4), (right - 3, far), (left + 3, far))
    # So faint that it is left out if there are few colours: the leg that lies on it would be lost.
    return [
        layer(Ink(Material.MAT), top, opacity=0.5, casts=False),
        layer(Ink(Material.MAT, shade=True), box(left, right, 0.3, 1.5, 0.4), casts=False),
    ]


def _cushion(prop: CushionModel) -> list[Layer]:
    left, right, bottom, top = prop.left, prop.right, prop.bottom, prop.top
    round_ = min(2.2, (top - bottom) / 2, (right - left) / 2)
    return [
        layer(PAD, box(left, right, bottom, top, round_), line=0.5),
        layer(PAD_BRIGHT, box(left + 1.4, right - 1.4, top - 1.3, top - 0.5, 0.4), least=1.4, casts=False),
    ]


def _towel_roll(prop: TowelRollModel) -> list[Layer]:
    x, r = prop.x, prop.radius
    return [
        layer(Ink(Material.SOCK), circle((x, r), r), line=0.5),
        layer(Ink(Material.SOCK, shade=True), circle((x + 0.1 * r, r), r * 0.66), least=1.2, casts=False),
        layer(Ink(Material.SOCK), circle((x + 0.15 * r, r), r * 0.48), least=1.2, casts=False),
        layer(Ink(Material.SOCK, shade=True), circle((x + 0.15 * r, r), r * 0.18), least=1.2, casts=False),
    ]


def _ball(x: float, r: float, roll: float) -> list[Layer]:
    """A ball whose two seams turn as it rolls."""
    shade = Ink(Material.BALL, shade=True)
    seams = [_seam((x, r), r * 0.985, 0.32, roll + k * pi / 2 + 0.35) for k in range(2)]
    gloss = ellipse((x - r * 0.34, r * 1.46), r * 0.26, r * 0.13, 0.75)
    return [
        layer(Ink(Material.BALL), circle((x, r), r, 36), line=0.6),
        layer(shade, _crescent((x, r), r), casts=False, opacity=0.75),
        layer(shade, *seams, casts=False),
        layer(Ink(Material.BALL, bright=True), gloss, casts=False, opacity=0.6, least=1.0),
    ]


def _seam(at: Flat, long: float, flat: float, turn: float) -> list[Flat]:
    """The near half of a great circle on a ball, as a thin strip."""
    c, s = cos(turn), sin(turn)

    def side(wide: float) -> list[Flat]:
        arc = []
        for i in range(17):
            t = -pi / 2 + pi * i / 16
            along, across = long * sin(t), long * flat * cos(t) + wide
            arc.append((at[0] + along * c - across * s, at[1] - along * s - across * c))
        return arc

    return [*side(0.5), *reversed(side(-0.5))]


def _crescent(at: Flat, r: float) -> list[Flat]:
    """The lower edge of a ball, away from the light."""
    turns = [-pi * 0.95 + pi * i / 20 for i in range(21)]
    outer = [(at[0] + r * cos(t), at[1] + r * sin(t)) for t in turns]
    inner = [(at[0] - r * 0.12 + r * 0.98 * cos(t), at[1] + r * 0.22 + r * 0.98 * sin(t)) for t in turns]
    return [*outer, *reversed(inner)]
