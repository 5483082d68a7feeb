"""Screens as cells: what stands in them, how it is styled, and what it stands on."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from scripts.cells import BLANK, Cell, read_rows


@pytest.mark.parametrize(
    ("style", "css", "ground"),
    [
        ("#ff8000", "fill: #ff8000", ""),
        ("bold italic #ff8000 on #000040", "fill: #ff8000;font-weight: bold;font-style: italic", "#000040"),
        ("reverse #ff8000 on #000040", "fill: #000040", "#ff8000"),
        ("dim #ffffff on #000000", "fill: #999999", "#000000"),
        ("underline strike #ff8000", "fill: #ff8000;text-decoration: underline;text-decoration: line-through", ""),
    ],
)
def test_a_style_is_css_and_a_background(style: str, css: str, ground: str) -> None:
    picture = read_rows([[Strip([Segment("x", Style.parse(style))])]], columns=1)
    assert picture.rows == ((Cell("x", css, ground),),)


def test_a_row_is_as_wide_as_the_screen_and_a_wide_character_takes_two_cells() -> None:
    white = Style.parse("#ffffff on #000040")
    row = [Strip([Segment("猫", white)]), Strip([Segment(" \u00a0b", white)])]
    picture = read_rows([row, []], columns=6)
    ground = Cell(ground="#000040")
    letters = [Cell(char, "fill: #ffffff", "#000040") for char in "猫b"]
    assert picture.rows[0] == (letters[0], ground, ground, ground, letters[1], BLANK)
    assert picture.rows[1] == (BLANK,) * 6


def test_what_does_not_fit_is_left_out() -> None:
    picture = read_rows([[Strip([Segment("abc", Style.parse("#ffffff"))])]], columns=2)
    assert [cell.char for cell in picture.rows[0]] == ["a", "b"]
