"""Letters drawn large: of one height, with even strokes and round bends."""

from __future__ import annotations

from string import ascii_uppercase

import pytest

from kneecoach.ui.views.block_text import DIGIT_SPACE, block_text, block_width, has_glyphs


@pytest.mark.parametrize(("rows", "pixel"), [(3, 1), (5, 2), (10, 4), (10, 3), (15, 6), (15, 5)])
def test_digits_are_all_of_one_size(rows: int, pixel: int) -> None:
    drawn = {c: block_text(c, rows, pixel).split("\n") for c in f"0123456789{DIGIT_SPACE}"}
    assert {(len(lines), *map(len, lines)) for lines in drawn.values()} == {(rows, *[3 * pixel] * rows)}
    assert block_width("88", rows, pixel) == len(block_text("88", rows, pixel).split("\n")[0]) == 7 * pixel


@pytest.mark.parametrize("rows", [3, 5])
def test_letters_are_of_one_height_and_all_but_four_of_one_width(rows: int) -> None:
    wide = rows * 2 // 5
    for letter in ascii_uppercase:
        lines = block_text(letter, rows).split("\n")
        assert lines[0].strip(), letter
        assert lines[-1].strip(), letter
        assert len(lines[0]) == {"I": 1, "M": 5, "N": 4, "Q": 4, "W": 5}.get(letter, 3) * wide, letter


def test_bends_are_round_from_five_rows_on_and_ends_are_not() -> None:
    assert block_text("S", 3).split("\n") == ["█▀▀", "▀▀█", "▀▀▀"]
    assert block_text("S", 5).split("\n") == ["▟█████", "██    ", "▜████▙", "    ██", "█████▛"]
    assert block_text("T", 5).split("\n") == ["██████", *["  ██  "] * 4]


def test_narrow_digits_have_strokes_as_thick_as_they_are_wide() -> None:
    lines = block_text("7", 10, 3).split("\n")
    assert lines[0] == "████████▙"
    assert lines[1] == "▀▀▀▀▀▀███"
    assert lines[2:] == ["      ███"] * 8


def test_words_with_other_letters_cannot_be_drawn() -> None:
    assert has_glyphs("1 × up, don't stop!")
    assert not has_glyphs("膝を曲げる")
    with pytest.raises(KeyError):
        block_text("é", 3)
