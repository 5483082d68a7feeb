"""The raster: areas come out right, edges are smooth, nothing outside it is touched."""

from __future__ import annotations

from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.figures.canvas import LEVELS, Canvas, Shape, mix


def painted(shapes: list[Shape], width: int = 20, height: int = 20) -> list[list[int]]:
    """How much of each pixel is covered, in LEVELS."""
    canvas = Canvas(width, height, 0, smooth=True)
    canvas.paint(shapes, 0x000100 * LEVELS)
    return [[pixel >> 8 for pixel in row] for row in canvas.rows]


def box(left: float, right: float, top: float, bottom: float) -> Shape:
    return (left, top, 0.0), (right, top, 0.0), (right, bottom, 0.0), (left, bottom, 0.0)


def test_a_box_covers_its_pixels_and_part_of_those_at_its_edge() -> None:
    pixels = painted([box(2, 5.5, 1, 3)])
    assert [row[1:7] for row in pixels[:4]] == [
        [0, 0, 0, 0, 0, 0],
        [0, 8, 8, 8, 4, 0],
        [0, 8, 8, 8, 4, 0],
        [0, 0, 0, 0, 0, 0],
    ]


@given(st.floats(6, 14), st.floats(6, 14), st.floats(2, 5))
def test_a_disc_has_its_area(x: float, y: float, radius: float) -> None:
    area = sum(map(sum, painted([((x, y, radius),)]))) / LEVELS
    assert area == pytest.approx(pi * radius**2, rel=0.08)


@given(st.lists(st.tuples(st.floats(-60, 60), st.floats(-60, 60), st.floats(0, 30)), min_size=1, max_size=4))
def test_any_shape_may_lie_across_the_edge(discs: list[tuple[float, float, float]]) -> None:
    pixels = painted([discs], 9, 7)
    assert [len(row) for row in pixels] == [9] * 7
    assert all(0 <= pixel <= LEVELS for row in pixels for pixel in row)


def test_a_shape_cut_off_by_the_edge_is_as_the_rest_of_it() -> None:
    disc = ((10.3, 9.6, 6.0),)
    whole = painted([disc])
    moved = painted([((2.3, 1.6, 6.0),)], 12, 12)
    assert moved == [row[8:] for row in whole[8:]]


def test_where_shapes_of_a_layer_overlap_nothing_shows() -> None:
    assert painted([box(2, 8, 2, 8), box(5, 12, 2, 8)]) == painted([box(2, 12, 2, 8)])


def test_mixing_goes_from_one_colour_to_the_other() -> None:
    assert mix(0x102030, 0x908070, 0) == 0x102030
    assert mix(0x102030, 0x908070, LEVELS) == 0x908070
    assert mix(0x000000, 0x804020, LEVELS // 2) == 0x402010


def test_a_tone_clears_the_pixels_it_leaves_out() -> None:
    canvas = Canvas(4, 2, 0, smooth=False)
    canvas.paint([box(0, 4, 0, 2)], 3)
    canvas.paint([box(0, 4, 0, 2)], 5, quarters=2)
    assert canvas.rows == [[5, 0, 5, 0], [0, 5, 0, 5]]
    canvas.paint([box(0, 4, 0, 2)], 5, quarters=3)
    assert canvas.rows == [[5, 5, 5, 5], [0, 5, 0, 5]]
