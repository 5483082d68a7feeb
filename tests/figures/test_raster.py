"""The raster: areas come out right, edges are smooth, nothing outside it is touched."""

from __future__ import annotations

from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.figures.outline import box, circle, grow
from kneecoach.figures.raster import LEVELS, OPAQUE, Outline, Raster, mix

WHITE, BLACK = 0xFFFFFFFF, 0xFF000000


def painted(outlines: list[Outline], width: int = 20, height: int = 20, opacity: float = 1.0) -> list[list[float]]:
    """How much of each pixel is covered, 0 to 1."""
    raster = Raster(width, height, BLACK)
    raster.paint(outlines, WHITE, opacity)
    return [[(pixel & 255) / 255 for pixel in row] for row in raster.rows]


def test_a_box_covers_its_pixels_and_part_of_those_at_its_edge() -> None:
    pixels = painted([box(2, 5.5, 1, 3)])
    assert [[round(pixel, 1) for pixel in row[1:7]] for row in pixels[:4]] == [
        [0, 0, 0, 0, 0, 0],
        [0, 1, 1, 1, 0.5, 0],
        [0, 1, 1, 1, 0.5, 0],
        [0, 0, 0, 0, 0, 0],
    ]


@given(st.floats(6, 14), st.floats(6, 14), st.floats(2, 5))
def test_a_circle_has_its_area(x: float, y: float, radius: float) -> None:
    area = sum(map(sum, painted([circle((x, y), radius, 48)])))
    assert area == pytest.approx(pi * radius**2, rel=0.08)


POINTS = st.tuples(st.floats(-60, 60), st.floats(-60, 60))


@given(st.lists(st.lists(POINTS, min_size=1, max_size=7), min_size=1, max_size=3))
def test_any_outline_may_lie_across_the_edge(outlines: list[list[tuple[float, float]]]) -> None:
    pixels = painted(list(outlines), 9, 7)
    assert [len(row) for row in pixels] == [9] * 7
    assert all(0 <= pixel <= 1 for row in pixels for pixel in row)


def test_an_outline_cut_off_by_the_edge_looks_like_the_rest_of_it() -> None:
    whole = painted([circle((10.3, 9.6), 6)])
    moved = painted([circle((2.3, 1.6), 6)], 12, 12)
    assert moved == [row[8:] for row in whole[8:]]


def test_it_does_not_matter_which_way_round_an_outline_goes() -> None:
    outline = circle((9.2, 8.7), 5.5)
    assert painted([outline]) == painted([outline[::-1]])


def test_overlaps_of_the_outlines_of_a_layer_do_not_show() -> None:
    assert painted([box(2, 8, 2, 8), box(5, 12, 2, 8)[::-1]], opacity=0.5) == painted(
        [box(2, 12, 2, 8)], opacity=0.5
    )


def test_what_is_half_opaque_is_half_seen() -> None:
    assert painted([box(0, 4, 0, 2)], opacity=0.5)[0][:5] == pytest.approx([0.5, 0.5, 0.5, 0.5, 0], abs=0.01)


def test_mixing_goes_from_one_colour_to_the_other() -> None:
    assert mix(0xFF102030, 0xFF908070, 0) == 0xFF102030
    assert mix(0xFF102030, 0xFF908070, LEVELS) == 0xFF908070
    assert mix(0xFF000000, 0xFF804020, LEVELS // 2) == 0xFF402010


def test_over_nothing_a_colour_keeps_its_tone_and_is_only_less_opaque() -> None:
    edge = mix(0, OPAQUE | 0x804020, LEVELS // 2)
    assert edge & 0xFFFFFF == 0x804020
    assert edge >> 24 == 128


def test_what_is_not_smooth_is_painted_or_not() -> None:
    raster = Raster(4, 1, 0, smooth=False)
    raster.paint([box(0.6, 2.7, 0, 1)], 7)
    assert raster.rows == [[0, 7, 7, 0]]
    raster.mirror()
    assert raster.rows == [[0, 7, 7, 0]]


@given(st.floats(2, 6), st.floats(0.1, 1.5))
def test_a_grown_circle_has_the_larger_radius(radius: float, by: float) -> None:
    for x, y in grow(circle((3, 4), radius, 40), by):
        assert ((x - 3) ** 2 + (y - 4) ** 2) ** 0.5 == pytest.approx(radius + by, rel=0.02)


def test_an_outline_shrinks_whichever_way_round_it_goes() -> None:
    for outline in (box(0, 10, 0, 10), box(0, 10, 0, 10)[::-1]):
        for (x, y), (a, b) in zip(sorted(grow(outline, -1)), sorted(box(1, 9, 1, 9)), strict=True):
            assert (x, y) == pytest.approx((a, b))
