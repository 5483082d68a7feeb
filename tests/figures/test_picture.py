"""A picture is drawn step by step, and looks as if it had been drawn at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kneecoach.figures.kitty import MAX_PIXELS
from kneecoach.figures.motion import Moment
from kneecoach.figures.painting import painting_pixels
from kneecoach.figures.palette import DARK, Material
from kneecoach.figures.picture import Canvas, Picture
from kneecoach.figures.raster import OPAQUE
from kneecoach.figures.scene import drawing
from kneecoach.figures.skeleton import solve
from kneecoach.figures.slices import finished
from tests.figures.moments import NAMES, figure

SMALL = Canvas("right", 23, 7, (5, 10), DARK)


@pytest.mark.parametrize("name", NAMES)
def test_drawn_step_by_step_it_is_the_same_drawing(name: str) -> None:
    shown = figure(name)
    moment = shown.end(1)
    layers = drawing(shown.says, solve(shown.motion.rig, moment.pose))
    whole = finished(painting_pixels(shown.says, layers, 0.0, (115, 70), 10, DARK))
    work = Picture(shown, moment, SMALL).draw()
    pauses = 0
    while True:
        try:
            next(work)
        except StopIteration as end:
            assert end.value.rows == whole.rows
            break
        pauses += 1
    assert pauses >= 20


def test_left_is_the_mirror_image_of_right() -> None:
    shown = figure("reverse-lunge")
    right, left = (
        finished(Picture(shown, shown.end(1), replace(SMALL, side=side)).draw()).rows  # type: ignore[arg-type]
        for side in ("right", "left")
    )
    assert left != right
    assert left == [row[::-1] for row in right]


def test_the_ground_is_transparent_or_painted() -> None:
    shown = figure("hip-thrust")
    for opaque, ground in ((False, 0), (True, OPAQUE | DARK.colours[Material.GROUND])):
        picture = Picture(shown, shown.end(0), replace(SMALL, opaque=opaque))
        assert finished(picture.draw()).rows[0][0] == ground


def test_on_a_very_large_window_a_picture_has_no_more_pixels_than_it_may() -> None:
    wide, high = Canvas("right", 150, 60, (16, 34), DARK).size
    assert wide * high <= MAX_PIXELS


def test_the_same_moment_on_the_same_canvas_is_the_same_picture() -> None:
    shown = figure("hip-thrust")
    top, again = (Picture(shown, shown.in_rep(*at), SMALL) for at in (("push up", 1.0), ("squeeze", 0.0)))
    assert top == again
    start = shown.motion.start
    assert Picture(shown, Moment(start), SMALL) != Picture(shown, Moment(start, 1.0), SMALL)
