"""Sixels over cells: whatever was shown before, what can be seen in the end is the picture."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from textual.geometry import Region

from kneecoach.figures.palette import DARK, Material
from kneecoach.figures.picture import Canvas, Picture
from kneecoach.figures.slices import finished
from kneecoach.ui.terminal.sixel_screen import SixelScreen
from tests.figures.moments import figure
from tests.figures.sixel_reader import Rows, nearly_alike, read_sixel

CELL = (5, 10)
AT = (2, 1)
CANVAS = Canvas("right", 23, 7, CELL, DARK, opaque=True)
GROUND = DARK.colours[Material.GROUND]
DIRT = 0xABCDEF
"""What is on the terminal before anything is shown."""
BLANK = "BLANK"
PIECE = re.compile(r"\x1b\[(\d+);(\d+)H(?:(BLANK)|(\x1bP.*?\x1b\\))", re.DOTALL)


def picture(fraction: float) -> Picture:
    shown = figure("hip-thrust")
    return Picture(shown, shown.in_rep("push up", fraction), CANVAS)


FIRST, SECOND, THIRD = (picture(fraction) for fraction in (0.0, 0.5, 1.0))


class Paper:
    """The pixels under the picture, on which what is written to the terminal is drawn."""

    def __init__(self) -> None:
        width, height = CANVAS.size
        self.rows: Rows = [[DIRT] * width for _ in range(height)]
        self.bytes: list[int] = []

    def write(self, text: str) -> None:
        assert text.startswith("\x1b[?2026h\x1b7") and text.endswith("\x1b8\x1b[?2026l")
        self.bytes.append(len(text))
        inner = text.removeprefix("\x1b[?2026h\x1b7").removesuffix("\x1b8\x1b[?2026l")
        assert PIECE.sub("", inner) == ""
        for row, column, blank, sixels in PIECE.findall(inner):
            assert int(column) == AT[0] + 1
            if blank:
                top = (int(row) - 1 - AT[1]) * CELL[1]
                for y in range(top, top + CELL[1]):
                    self.rows[y] = [GROUND] * len(self.rows[y])
            else:
                assert int(row) == AT[1] + 1
                self.rows = read_sixel(sixels, self.rows)

    def shows(self, picture: Picture) -> bool:
        meant = [[pixel & 0xFFFFFF for pixel in row] for row in finished(picture.draw()).rows]
        # The later ones have to make do with the colours of the first. A small picture is mostly edges.
        return nearly_alike(self.rows, meant, 0.02)


def show(screen: SixelScreen, picture: Picture) -> None:
    job = screen.job(picture)
    if not screen.is_made(job):
        for _ in screen.make(job, lambda: True):
            pass
    screen.show(picture, AT, lambda: BLANK)


@pytest.mark.parametrize("true_colours", [True, False])
def test_after_any_other_picture_it_is_the_one_meant(true_colours: bool) -> None:
    paper = Paper()
    screen = SixelScreen(paper.write, true_colours=true_colours)
    for meant in (FIRST, SECOND, THIRD, SECOND, FIRST):
        show(screen, meant)
        assert paper.shows(meant)
        assert screen.at == AT


def test_over_another_picture_less_is_written_than_for_a_whole_one() -> None:
    paper = Paper()
    screen = SixelScreen(paper.write)
    show(screen, FIRST)
    show(screen, SECOND)
    whole, changed = paper.bytes
    assert changed < whole


@pytest.mark.parametrize("way", ["hidden", "painted over", "forgotten"])
def test_when_the_cells_have_been_painted_it_is_painted_whole(way: str) -> None:
    paper = Paper()
    screen = SixelScreen(paper.write)
    show(screen, FIRST)
    match way:
        case "hidden":
            screen.hide()
        case "forgotten":
            screen.forget()
        case _:
            assert screen.painted([Region(0, 0, 40, 3)])
    paper.rows = [[DIRT] * len(row) for row in paper.rows]
    show(screen, SECOND)
    assert paper.shows(SECOND)


def test_cells_painted_beside_it_do_no_damage() -> None:
    paper = Paper()
    screen = SixelScreen(paper.write)
    show(screen, FIRST)
    assert not screen.painted([Region(0, 0, 40, 1), Region(25, 1, 3, 7)])
    assert screen.is_made(screen.job(FIRST))


def test_the_pictures_of_a_rep_are_made_in_their_order_and_round_again() -> None:
    screen = SixelScreen(Paper().write)
    jobs = screen.jobs([FIRST, FIRST, SECOND, THIRD])
    assert list(jobs) == [(FIRST, SECOND), (SECOND, THIRD), (THIRD, FIRST)]


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kneecoach.ui.terminal.sixel_screen.MAX_BYTES", 20_000)
    screen = SixelScreen(Paper().write)
    pictures = [picture(i / 16) for i in range(6)]
    for one in pictures:
        show(screen, one)
    kept = [len(text) for text in screen._texts.values()] + [len(data) for data in screen._drawn.values()]
    assert 0 < sum(kept) <= 20_000


def test_only_a_picture_that_need_not_be_enlarged_is_exact() -> None:
    assert CANVAS.is_exact
    assert not replace(CANVAS, columns=200, rows=100, cell=(10, 20)).is_exact
