"""A light strip equals the strip it was made from, in a tenth of the memory."""

from __future__ import annotations

import copy
import gc
import io

import pytest
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from kneecoach.ui.terminal.light_strip import LightStrip

CELLS = (("▀▀ ", "red"), ("▞", "#102030"), ("  ", None))


def plain(cells: tuple[tuple[str, str | None], ...]) -> Strip:
    return Strip([Segment(text, Style(color=colour) if colour else None) for text, colour in cells], 6)


@pytest.fixture(params=["truecolor", "256", "standard", None])
def console(request: pytest.FixtureRequest) -> Console:
    return Console(file=io.StringIO(), color_system=request.param, _environ={})


def test_it_writes_what_the_strip_would_write(console: Console) -> None:
    light = LightStrip(plain, CELLS, console)
    assert light.render(console) == plain(CELLS).render(console)
    assert light.cell_length == 6


@pytest.mark.parametrize("cuts", [(6,), (2, 6), (1, 4), (0, 3, 6)], ids=str)
def test_it_is_cut_like_the_strip(console: Console, cuts: tuple[int, ...]) -> None:
    light, strip = LightStrip(plain, CELLS, console), plain(CELLS)
    assert [list(part) for part in light.divide(cuts)] == [list(part) for part in strip.divide(cuts)]
    parts = [part.render(console) for part in light.divide(cuts)]
    assert parts == [part.render(console) for part in strip.divide(cuts)]
    assert light.render(console) == strip.render(console)


def test_it_is_cropped_joined_and_compared_like_the_strip(console: Console) -> None:
    def light() -> LightStrip:
        return LightStrip(plain, CELLS, console)

    strip = plain(CELLS)
    assert light() == strip
    assert light().crop(1, 5) == strip.crop(1, 5)
    assert light().text == strip.text
    assert Strip.join([light(), strip]) == Strip.join([strip, strip])
    assert Strip.join([light(), light()]).render(console) == Strip.join([strip, strip]).render(console)


def test_painted_whole_it_keeps_no_segments(console: Console) -> None:
    made = []

    def once(cells: tuple[tuple[str, str | None], ...]) -> Strip:
        made.append(cells)
        return plain(cells)

    light = LightStrip(once, CELLS, console)
    for _ in range(3):
        assert light.divide([6])[0] is light
        light.render(console)
    assert made == [CELLS]
    assert {type(each) for each in gc.get_referents(light)} == {type(once), tuple, int, bytes, type}


def test_it_has_no_more_than_a_strip_has(console: Console) -> None:
    light = LightStrip(plain, CELLS, console)
    assert not hasattr(light, "__rich__")
    assert copy.copy(light) == plain(CELLS)
