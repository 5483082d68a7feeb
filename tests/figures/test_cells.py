"""Cells: which two colours and which glyph stand for a cell's pixels."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.figures.cells import GRAINS, braille, in_colours, in_sixteen
from kneecoach.figures.fit import WEIGHTS, fit, fit_inks
from kneecoach.figures.glyphs import BRAILLE, GLYPHS, SWAPPED, Blocks
from kneecoach.figures.painting import paint_cells
from kneecoach.figures.palette import DARK, Material
from kneecoach.figures.scene import drawing
from kneecoach.figures.skeleton import solve
from tests.figures.moments import NAMES, figure

GROUND = 0x101820
COLOURS = st.integers(0, 0xFFFFFF).map(lambda colour: 0xFF000000 | colour)
BLOCKS: tuple[Blocks, ...] = ("quadrant", "sextant", "octant")


def parts(colour: int) -> tuple[int, int, int]:
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255


def wrong(pixels: tuple[int, ...], bits: int, front: tuple[float, ...], back: tuple[float, ...]) -> float:
    """How far a cell of two colours is off its pixels."""
    total = 0.0
    for i, pixel in enumerate(pixels):
        shown = front if bits >> i & 1 else back
        total += sum(w * (a - b) ** 2 for w, a, b in zip(WEIGHTS, parts(pixel), shown, strict=True))
    return total


def best(pixels: tuple[int, ...]) -> float:
    """The least that a cell of two colours can be wrong: every way to divide the pixels is tried.

    Pixels are wrong by the sum of their squares, minus that of their mean. So sums are enough, and each division
    takes them from one with a pixel less.
    """
    sums = [(0, 0, 0, 0)]
    for x, y, z in map(parts, pixels):
        sums += [(count + 1, r + x, g + y, b + z) for count, r, g, b in sums]
    squares = sum(w * v * v for pixel in pixels for w, v in zip(WEIGHTS, parts(pixel), strict=True))
    red, green, blue = WEIGHTS
    means = [(red * r * r + green * g * g + blue * b * b) / (count or 1) for count, r, g, b in sums]
    return squares - max(one + other for one, other in zip(means, reversed(means), strict=True))


def found(pixels: tuple[int, ...]) -> float:
    bits, front, back = fit(pixels)
    return wrong(pixels, bits, parts(front), parts(back))


@given(st.lists(st.sampled_from([0xFF102030, 0xFFF0A060]), min_size=4, max_size=8))
def test_two_colours_are_fitted_exactly(pixels: list[int]) -> None:
    assert found(tuple(pixels)) == 0


@given(COLOURS, COLOURS, st.lists(st.integers(0, 6), min_size=4, max_size=8))
def test_an_edge_between_two_colours_is_fitted_as_well_as_can_be(one: int, two: int, shares: list[int]) -> None:
    mixed = tuple(
        0xFF000000 | sum(((one >> s & 255) * k + (two >> s & 255) * (6 - k)) // 6 << s for s in (0, 8, 16))
        for k in shares
    )
    # Colours are whole numbers, so half a step may be lost for each of the three parts of every pixel.
    assert found(mixed) <= best(mixed) * 1.02 + len(mixed) * sum(WEIGHTS) * 0.25 + 3 * len(mixed) * sum(WEIGHTS)


@given(st.lists(COLOURS, min_size=4, max_size=8))
def test_any_pixels_are_fitted_nearly_as_well_as_can_be(pixels: list[int]) -> None:
    assert found(tuple(pixels)) <= best(tuple(pixels)) * 3 + 80


@pytest.mark.parametrize("blocks", BLOCKS)
def test_the_cells_of_the_figures_are_fitted_within_a_tenth_of_the_best(blocks: Blocks) -> None:
    grain, total, least = GRAINS[blocks], 0.0, 0.0
    for name in NAMES:
        shown = figure(name)
        layers = drawing(shown.says, solve(shown.motion.rig, shown.motion.ends[1]))
        rows = paint_cells(shown.says, layers, 0.0, (24, 9), grain, DARK).rows
        for y in range(0, len(rows), grain.rows):
            for x in range(0, len(rows[0]), 2):
                cell = tuple(rows[y + dy][x + dx] for dy in range(grain.rows) for dx in range(2))
                if len(set(cell)) > 2:
                    total += found(cell)
                    least += best(cell)
    assert least > 0
    assert total <= least * 1.1


def test_the_two_commonest_inks_are_taken_and_the_ground_stays_separate() -> None:
    assert fit_inks((5, 5, 5, 5)) == (0, 5, 5)
    assert fit_inks((0, 3, 0, 3)) == (0b1010, 3, 0)
    # A third ink goes with what is painted, not with the ground.
    assert fit_inks((0, 0, 0, 3, 3, 7, 0, 3)) == (0b10111000, 3, 0)


@pytest.mark.parametrize("blocks", BLOCKS)
def test_every_pattern_has_a_glyph_of_its_own(blocks: Blocks) -> None:
    glyphs, grain = GLYPHS[blocks], GRAINS[blocks]
    assert len(glyphs) == 2 ** (grain.columns * grain.rows)
    assert len(set(glyphs)) == len(glyphs)
    assert (glyphs[0], glyphs[-1]) == (" ", "█")


def test_sextants_and_braille_are_named_by_the_pixels_that_are_set() -> None:
    for bits, glyph in enumerate(GLYPHS["sextant"]):
        name = unicodedata.name(glyph)
        if name.startswith("BLOCK SEXTANT-"):
            assert name == "BLOCK SEXTANT-" + "".join(str(i + 1) for i in range(6) if bits >> i & 1)
    # Unicode numbers the dots down the left column, then the right one, and the lowest row last.
    numbers = (1, 4, 2, 5, 3, 6, 7, 8)
    for bits, glyph in enumerate(BRAILLE[1:], start=1):
        dots = sorted(numbers[i] for i in range(8) if bits >> i & 1)
        assert unicodedata.name(glyph) == "BRAILLE PATTERN DOTS-" + "".join(map(str, dots))


def test_octants_are_in_unicodes_order_and_the_older_glyphs_where_they_belong() -> None:
    """In Unicode 16's chart, U+1CD00 to U+1CDE5 are in the order of the octants' bits."""
    octants = GLYPHS["octant"]
    new = [ord(glyph) for glyph in octants if 0x1CD00 <= ord(glyph) <= 0x1CDE5]
    assert new == list(range(0x1CD00, 0x1CDE6))
    # BLOCK OCTANT-3 is the first of them, BLOCK OCTANT-1235678 the last but three.
    assert octants[0b00000100] == "\U0001cd00"
    assert (octants[0b00001111], octants[0b01010101], octants[0b11111100]) == ("▀", "▌", "▆")


def cell(*pixels: int, blocks: Blocks = "quadrant") -> tuple[str, int | None, int | None]:
    grain = GRAINS[blocks]
    rows = [[0xFF000000 | pixel for pixel in pixels[y * 2 : y * 2 + 2]] for y in range(grain.rows)]
    return in_colours(rows, blocks, GROUND)[0][0]


def test_the_ground_is_left_to_the_theme_and_is_never_a_glyphs_front() -> None:
    red = 0xC02010
    assert cell(GROUND, GROUND, GROUND, GROUND) == (" ", None, None)
    assert cell(red, red, red, red) == (" ", None, red)
    assert cell(GROUND, red, GROUND, red) == ("▐", red, None)
    assert cell(red, GROUND, red, red) == ("▙", red, None)


def test_an_octant_that_fonts_lack_is_written_as_what_it_leaves_out() -> None:
    red, blue = 0xC02010, 0x1020C0
    assert 1 in SWAPPED
    assert cell(red, *[blue] * 7, blocks="octant") == (GLYPHS["octant"][254], blue, red)


def test_cells_of_the_same_colours_are_one_run() -> None:
    red, row = 0xFFC02010, [0xFF000000 | GROUND] * 8
    (line,) = in_colours([row, [red] * 6 + row[:2]], "quadrant", GROUND)
    assert line == (("▄▄▄", 0xC02010, None), (" ", None, None))
    assert all(a[1:] != b[1:] for a, b in pairwise(line))


def test_runs_and_colours_that_come_again_are_one_object() -> None:
    red, blue = 0xFFC02010, 0xFF1020C0
    pixels = [[red, red, blue, red], [blue, blue, red, blue]]
    (one,), (other,) = (in_colours(pixels, "quadrant", GROUND) for _ in range(2))
    assert len(one) > 1
    assert all(a is b for a, b in zip(one, other, strict=True))
    colours = [colour for run in one for colour in run[1:] if colour is not None]
    assert len({id(colour) for colour in colours}) == len(set(colours))


def test_sixteen_colours_are_numbers_and_the_ground_is_none() -> None:
    assert in_sixteen([[0, 4], [0, 4]], "quadrant") == ((("▐", 3, None),),)
    assert in_sixteen([[16, 16], [1, 1]], "quadrant")[0][0][1:] in {(15, 0), (0, 15)}


def test_dots_are_where_the_pixels_are() -> None:
    assert braille([[1, 0], [0, 0], [0, 0], [0, 1]]) == ((("⢁", None, None),),)
    assert braille([[0, 0]] * 4) == (((" ", None, None),),)


def test_every_material_has_a_colour_of_the_sixteen() -> None:
    assert len(DARK.sixteen) == len(DARK.colours) == len(Material)
    assert set(DARK.sixteen) <= set(range(16))
