"""One moment of a figure on a canvas: what is painted after what."""

from __future__ import annotations

from collections.abc import Callable

from kneecoach.figures.body import CLEAR, SOFT, body
from kneecoach.figures.canvas import Canvas
from kneecoach.figures.floor import paint_floor
from kneecoach.figures.model import FigureModel
from kneecoach.figures.palette import Ink
from kneecoach.figures.place import place
from kneecoach.figures.props import before_arms, behind, foremost, in_far_hand
from kneecoach.figures.skeleton import Joints

THINNEST = 0.62
"""Least radius of anything drawn, in pixels of square shape."""
GAP = 0.75
"""Width of the line of ground round what is in front, in such pixels."""
ROOMY = 0.6
"""Parts of the body are set off in braille where a unit is at least this many such pixels."""
_HALF = (Ink.LOAD_DARK, Ink.FAR_CLOTHES, Ink.FAR_SHOE, Ink.PROP_DARK, Ink.BALL)
TONES = dict.fromkeys(_HALF, 2) | {Ink.SHIRT: 3, Ink.SHORTS: 2, Ink.FAR: 3, Ink.HAIR: 3}
"""Where there are no colours: how many quarters of the dots an ink has; others have all."""


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
        if where.scale < layer.least * fine:
            continue
        if layer.gap >= least_gap or (layer.apart and dots):
            shapes = [where.shape(shape, 1.0 if dots else GAP, thinnest) for shape in layer.shapes]
            canvas.paint(shapes, value(Ink.GROUND), layer.gap if canvas.smooth else 1.0)
        shapes = [where.shape(shape, 0.0, thinnest) for shape in layer.shapes]
        canvas.paint(shapes, value(layer.ink), quarters=TONES.get(layer.ink, 4) if dots else 4)
    paint_floor(canvas, says, where, camera, floor_height, layers, value)


def _least_gap(smooth: bool, dots: bool, scale: float) -> float:
    """Gaps weaker than this are left out."""
    if smooth:
        return SOFT
    # With 16 colours parts of the body differ in colour already, and in a small braille picture too little of
    # them would be left: there a ragged line only disturbs.
    return SOFT if dots and scale >= ROOMY else CLEAR
