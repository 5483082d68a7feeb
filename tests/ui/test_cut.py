"""No row of a screen is cut off, however wide the window is."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App, ComposeResult

from kneecoach.session.commands import GoTo
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.setting import Setting
from tests.ui.cut import cut
from tests.ui.driver import driving
from tests.ui.pains import shown, too_much

WIDTHS = (40, 47, 63, 64, 71, 72, 76, 77, 89, 90, 99, 100, 109, 119, 120, 160)
"""A layout has least room at the smallest width it is used for: those widths, and the ones just below them."""
WAYS = {
    "before": ("enter",),
    "before, with advice": ("enter", "7"),
    "today": ("enter", "m"),
    "left out": ("enter", "o"),
    "summary": ("s", "q", "s"),
    "settings": ("o",),
    "elsewhere": ("h", "n"),
    "a day that is none": ("h", "n", "9"),
    "correction": ("h", "enter", "end", "enter"),
    "form": ("e", "enter", "enter"),
    "home": (),
}


@pytest.mark.parametrize("way", WAYS)
async def test_no_row_is_cut_at_any_width(tmp_path: Path, way: str) -> None:
    too_much(tmp_path)
    async with driving(tmp_path, (WIDTHS[0], 30)) as driver:
        await driver.press("4", *WAYS[way])
        for width in WIDTHS:
            await driver.pilot.resize_terminal(width, 30)
            assert cut(driver.app.screen) == [], width


ROWS = {
    0: ("Quad stretch     set 1 of 2   left leg", "Hold on to a chair…"),
    8: ("Lateral band walk     set 1 of 3, left", "Band above the knees, hips back…"),
    14: ("Stability ball leg curl     set 1 of 3", "On your back, heels on the ball…"),
    20: ("Dumbbell reverse lunge    1 of 3, left", "A dumbbell in each hand…"),
}
"""What the smallest window shows while getting ready for a set of the routine on Home, by the set's index."""


async def test_in_the_smallest_window_live_breaks_no_word(tmp_path: Path) -> None:
    async with driving(tmp_path, (40, 12), live=True) as driver:
        for index, (head, position) in ROWS.items():
            driver.runner.send(GoTo(index))
            driver.live.query_one("Board").say("", is_note=False)
            await driver.wait(4.5)
            assert [row for row in (head, position) if f" {row}" not in shown(driver)] == []
        driver.runner.send(GoTo(14))
        await driver.press("enter")
        await driver.wait(6.0)
        await driver.press("n")
        assert " Rest after stability ball… " in shown(driver)


class Rows(App[None]):
    """A line and a setting that are not to wrap."""

    CSS = "Line { width: 100%; text-wrap: nowrap; text-overflow: ellipsis; }"

    def compose(self) -> ComposeResult:
        yield Line("Hold on to a chair, and bring your heel to your buttock")
        yield Setting("guided: the coach counts", press="bell")


async def test_what_has_no_room_ends_with_a_word_and_comes_back_with_the_room() -> None:
    app = Rows()
    async with app.run_test(size=(60, 5)) as pilot:
        for width, said, value in (
            (60, "Hold on to a chair, and bring your heel to your buttock", "‹ guided: the coach counts ›"),
            (40, "Hold on to a chair, and bring your heel…", "‹ guided: the coach counts ›"),
            (20, "Hold on to a chair…", "‹ guided… ›"),
            (60, "Hold on to a chair, and bring your heel to your buttock", "‹ guided: the coach counts ›"),
        ):
            await pilot.resize_terminal(width, 5)
            strips = app.screen._compositor.render_strips()
            assert [strip.text.strip() for strip in strips[:2]] == [said, value]
            assert app.query_one(Line).text == "Hold on to a chair, and bring your heel to your buttock"
