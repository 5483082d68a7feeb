"""One moment of a figure on a canvas: where the world lies in it, what is painted after what, and the floor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, sqrt

from kneecoach.figures.body import CLEAR, SOFT, Layer, body
from kneecoach.figures.canvas import LEVELS, Canvas, Shape, mix
from kneecoach.figures.model import FigureModel
from kneecoach.figures.palette import Ink
from kneecoach.figures.props import before_arms, behind, foremost, in_far_hand
from kneecoach.figures.skeleton import Joints

THINNEST = 0.62
"""Least radius of anything drawn, in pixels of square shape."""
GAP = 0.75
"""Width of the line of ground round what is in front, in such pixels."""
FINE = 0.75
"""Details show where a unit is at least this many such pixels."""
ROOMY = 0.6
"""Parts of the body are set off in braille where a unit is at least this many such pixels."""
SHADOW_HEIGHT = 7.0
"""A thing this high above the floor casts no shadow any more."""
MARKS = 2
"""Lines across the floor for each rep's travel."""
_HALF = (Ink.HAIR, Ink.LOAD_DARK, Ink.FAR, Ink.FAR_CLOTHES, Ink.FAR_SHOE, Ink.PROP_DARK, Ink.BALL)
TONES = dict.fromkeys(_HALF, 2) | {Ink.SHIRT: 3, Ink.SHORTS: 3}
"""Where there are no colours: how many quarters of the dots an ink has; others have all."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the world lies on a canvas; the floor is the upper edge of its lowest cells."""

    scale: float
    """Pixels in one unit."""
    x: float
    """The pixel of x = 0."""
    y: float
    """The pixel of the floor."""

    def shape(self, shape: Shape, wider: float = 0.0, thinnest: float = 0.0) -> Shape:
        """A shape of the world in pixels, `wider` pixels larger all round."""
        k = self.scale
        return [(self.x + x * k, self.y - y * k, max(r * k, thinnest if r else 0.0) + wider) for x, y, r in shape]


def place(says: FigureModel, width: int, height: int, floor_height: int, camera: float) -> Place:
    """The largest place in which a figure's window fits `width` x `height` pixels."""
    window = says.window
    tall = max(height - floor_height, 1)
    scale = min(width / (window.right - window.left), tall / window.top)
    middle = (window.left + window.right) / 2 + camera
    return Place(scale, width / 2 - middle * scale, float(tall))


def paint(
    canvas: Canvas,
    says: FigureModel,
    joints: Joints,
    camera: float,
    floor_height: int,
    value: Callable[[Ink], int],
) -> None:
    """Paint one moment. `floor_height` is how many rows of pixels lie below the floor; `value` what an ink is."""
    where = place(says, canvas.width, canvas.height, floor_height, camera)
    far, middle, arms = body(says.view, joints, says.working)
    layers = [
        *behind(says, joints, camera),
        *far[:2],
        *in_far_hand(says, joints),
        *far[2:],
        *middle,
        *before_arms(says, joints),
        *arms,
        *foremost(says, joints),
    ]
    # Least sizes are in half-block pixels: braille dots are twice as many.
    dots = floor_height > 2
    fine = floor_height / 2
    thinnest = THINNEST * fine
    least_gap = _least_gap(canvas.smooth, dots, where.scale / fine)
    for layer in layers:
        if layer.fine and where.scale < FINE * fine:
            continue
        if layer.gap >= least_gap:
            shapes = [where.shape(shape, 1.0 if dots else GAP, thinnest) for shape in layer.shapes]
            canvas.paint(shapes, value(Ink.GROUND), layer.gap if canvas.smooth else 1.0)
        shapes = [where.shape(shape, 0.0, thinnest) for shape in layer.shapes]
        canvas.paint(shapes, value(layer.ink), quarters=TONES.get(layer.ink, 4) if dots else 4)
    _floor(canvas, says, where, camera, floor_height, layers, value)


def _least_gap(smooth: bool, dots: bool, scale: float) -> float:
    """Gaps weaker than this are left out."""
    if smooth:
        return SOFT
    # With 16 colours parts of the body differ in colour already, and in a small braille picture too little of
    # them would be left: there a ragged line only disturbs.
    return SOFT if dots and scale >= ROOMY else CLEAR


def _floor(
    canvas: Canvas,
    says: FigureModel,
    where: Place,
    camera: float,
    floor_height: int,
    layers: list[Layer],
    value: Callable[[Ink], int],
) -> None:
    """The floor under the figure, fading out at its ends, with shadows where things touch it."""
    top = canvas.height - floor_height
    k = where.scale
    left = where.x + (says.window.left + camera) * k
    right = where.x + (says.window.right + camera) * k
    first, last = max(floor(left) - 1, 0), min(ceil(right) + 1, canvas.width)
    dark = _shadow(canvas.width, where, layers)
    fade = max((right - left) * 0.12, 2.0)
    marks = set()
    if says.travel:
        step = says.travel / MARKS
        for i in range(floor((says.window.left + camera) / step), ceil((says.window.right + camera) / step) + 1):
            marks.add(floor(where.x + i * step * k))
    for x in range(first, last):
        there = min((x + 0.5 - left + 1) / fade, (right + 1 - x - 0.5) / fade, 1.0)
        if there <= 0:
            continue
        for y in range(top, canvas.height):
            # The floor's edge is bright, and what lies nearer the viewer fades.
            strength = there if y == top else there * 0.45
            row = canvas.rows[y]
            if not canvas.smooth:
                if there > 0.3 and (y == top or (x in marks and y < top + floor_height / 2)):
                    row[x] = value(Ink.MARK if x in marks else Ink.SHADOW if dark[x] > 0.5 else Ink.FLOOR)
                continue
            colour = value(Ink.MARK if x in marks else Ink.FLOOR)
            colour = mix(colour, value(Ink.SHADOW), int(dark[x] * LEVELS + 0.5))
            row[x] = mix(row[x], colour, int(max(strength, dark[x] * 0.8) * LEVELS + 0.5))


def _shadow(width: int, where: Place, layers: list[Layer]) -> list[float]:
    """For each column of pixels, how dark the shadow on the floor is: 0 to 1."""
    dark = [0.0] * width
    for layer in layers:
        if not layer.casts:
            continue
        for shape in layer.shapes:
            for x, y, r in shape:
                if y - r >= SHADOW_HEIGHT:
                    continue
                middle, half = where.x + x * where.scale, r * where.scale + 1
                for column in range(max(int(middle - half), 0), min(int(middle + half) + 1, width)):
                    # A round thing is high above the floor at its edge: there its shadow fades.
                    across = min(abs(column + 0.5 - middle) / half, 1.0)
                    high = y - r * sqrt(1 - across * across)
                    dark[column] = max(dark[column], min(1 - high / SHADOW_HEIGHT, 1.0))
    return dark
