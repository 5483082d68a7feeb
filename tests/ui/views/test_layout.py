"""Live has room for everything at every size, and what matters can be read from three metres."""

from __future__ import annotations

from math import atan, degrees

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.ui.views.block_text import block_width, has_glyphs
from kneecoach.ui.views.layout import (
    FIGURE_SHARE,
    Number,
    fit_word,
    is_tiny,
    layout_for,
    segments,
    too_small,
)

FAR_MM = 3000
SCREEN_WIDTH_MM, SCREEN_HEIGHT_MM = 301.6, 188.5
"""A 14-inch screen of 16:10."""
CELL_TALL = 2.2
"""How many times as tall as wide a cell is."""


def seen(rows: float, width: int, height: int) -> float:
    """Arc minutes, from three metres, of letters `rows` rows high, if the window fills the screen."""
    row = min(SCREEN_HEIGHT_MM / height, SCREEN_WIDTH_MM / width * CELL_TALL)
    return degrees(atan(rows * row / FAR_MM)) * 60


def letter_rows(rows: int) -> float:
    """Letters of three rows leave the last half row free."""
    return 2.5 if rows == 3 else float(rows)


FULL_SCREENS = [(round(height * ratio), height) for height in range(20, 46) for ratio in (3.0, 3.2, 3.4, 3.52)]
"""Windows that fill the screen at some font size, from 60x20 to about 140x45."""

COUNTS = [Number("6", "00", "/15"), Number("120", "000", "/200"), Number("30", "00", "/30", last=">3<")]


@pytest.mark.parametrize("figure", [True, False])
@pytest.mark.parametrize(("width", "height"), [*FULL_SCREENS, (60, 20), (80, 24), (100, 30), (140, 45)])
def test_what_matters_can_be_read_from_three_metres(width: int, height: int, *, figure: bool) -> None:
    layout = layout_for(width, height, figure=figure)
    for number in COUNTS:
        share = FIGURE_SHARE if figure else 1.0
        size = layout.digit_size((number,), layout.middle_rows, share=share)
        assert seen(letter_rows(size.rows), width, height) >= 16, size
        assert seen(letter_rows(layout.target_rows(size)), width, height) >= 16, size
    side = fit_word(("Right",), layout, layout.room, lines=1)
    assert min(side.rows, layout.small_rows) == layout.small_rows
    assert seen(letter_rows(layout.small_rows), width, height) >= 16
    room = layout.room - block_width("Right", layout.small_rows) - 3
    for words in (("Squeeze",), ("Step back",), ("Get ready",), ("Switch sides", "Switch")):
        word = fit_word(words, layout, room, lines=2)
        assert seen(letter_rows(word.rows), width, height) >= 16, words


@given(st.integers(40, 300), st.integers(12, 100), st.booleans())
def test_the_rows_of_everything_are_those_of_the_window(width: int, height: int, figure: bool) -> None:
    layout = layout_for(width, height, figure=figure)
    assert layout.middle_rows >= 5
    assert not (layout.figure and layout.is_tiny)
    assert layout.is_tiny == is_tiny(width, height)


@pytest.mark.parametrize(
    ("size", "middle", "words", "digits"),
    [
        ((40, 12), 5, 3, (5, 2)),
        ((60, 20), 11, 3, (5, 2)),
        ((80, 24), 13, 3, (10, 3)),
        ((100, 30), 14, 5, (10, 4)),
        ((140, 45), 28, 5, (15, 5)),
        ((200, 55), 38, 5, (15, 6)),
    ],
)
def test_the_layout_of_the_usual_windows(
    size: tuple[int, int], middle: int, words: int, digits: tuple[int, int]
) -> None:
    layout = layout_for(*size, figure=True)
    assert (layout.middle_rows, layout.word_rows) == (middle, words)
    share = FIGURE_SHARE if layout.figure else 1.0
    found = layout.digit_size((COUNTS[0],), layout.middle_rows, share=share)
    assert (found.rows, found.pixel) == digits
    assert too_small(*size) is None


def test_a_window_below_the_smallest_says_so() -> None:
    assert too_small(39, 12) is not None
    assert too_small(40, 11) is not None


DIGITS = st.integers(0, 200).map(str) | st.integers(0, 3600).map(str) | st.just("60:00")


@given(st.integers(40, 300), st.integers(12, 100), st.booleans(), DIGITS, st.booleans())
def test_a_number_fits_the_window_and_if_it_can_its_share_at_the_size_chosen(
    width: int, height: int, figure: bool, digits: str, has_target: bool
) -> None:
    layout = layout_for(width, height, figure=figure)
    number = Number(digits, "".join("0" if c.isdigit() else c for c in digits), f"/{digits}" if has_target else "")
    share = FIGURE_SHARE if layout.figure else 1.0
    size = layout.digit_size((number,), layout.middle_rows, share=share)
    assert size.width(number.field) <= layout.room
    if size.rows > 5:
        assert number.width(size, layout.target_rows(size)) <= layout.room * share
    assert size.rows <= layout.middle_rows


WORDS = st.text(st.sampled_from("abcdefg STRAIGHTEN膝を曲げる "), min_size=1, max_size=120)


@given(st.integers(40, 300), st.integers(12, 100), WORDS, st.integers(1, 2))
def test_a_word_of_any_length_is_drawn_or_written_and_never_cut_where_it_is_large(
    width: int, height: int, words: str, lines: int
) -> None:
    layout = layout_for(width, height, figure=True)
    room = layout.room - 20
    word = fit_word((words,), layout, room, lines=lines)
    if word.rows > 1:
        assert " ".join(" ".join(word.lines).split()) == " ".join(words.split())
        assert all(block_width(line, word.rows) <= room for line in word.lines)
        assert len(word.lines) <= lines
    else:
        assert len(word.lines) <= layout.word_rows
        assert any(line.strip() for line in word.lines) or not words.strip()
        whole = "".join(word.lines)
        assert "…" in whole or "".join(whole.split()) == "".join(words.split())


@pytest.mark.parametrize(
    ("words", "size", "drawn"),
    [
        (("Straighten slowly",), (80, 24), (("Straighten", "slowly"), 3)),
        (("Straighten slowly",), (100, 30), (("Straighten slowly",), 3)),
        (("Straighten slowly",), (140, 45), (("Straighten", "slowly"), 5)),
        (("Switch sides", "Switch"), (60, 20), (("Switch",), 3)),
        (("Squeeze",), (140, 45), (("Squeeze",), 5)),
        (("膝を曲げる",), (80, 24), (("膝を曲げる",), 1)),
    ],
)
def test_long_words_take_two_lines_or_other_words(
    words: tuple[str, ...], size: tuple[int, int], drawn: tuple[tuple[str, ...], int]
) -> None:
    layout = layout_for(*size, figure=True)
    beside = block_width("Right", layout.small_rows) + 3
    word = fit_word(words, layout, layout.room - beside, lines=2)
    assert (word.lines, word.rows) == drawn
    assert has_glyphs(" ".join(words)) == (word.rows > 1)


@given(st.lists(st.floats(0.1, 3600), min_size=1, max_size=50), st.integers(1, 200), st.integers(0, 2))
def test_parts_beside_each_other_fill_the_room_and_no_more(weights: list[float], room: int, space: int) -> None:
    widths = segments(weights, room, space)
    assert len(widths) == len(weights)
    used = space if room >= len(weights) * (1 + space) else 0
    assert sum(widths) + used * (len(widths) - 1) == max(room, 0)
    if room >= len(weights):
        assert min(widths) >= 1
