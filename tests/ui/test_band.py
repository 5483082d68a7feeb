"""The tension of a band is asked for, shown, remembered and recorded like a load, in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.log.store import Store
from kneecoach.ui.screens.correct import Correct
from kneecoach.ui.screens.dialogs import BAND_HINT
from kneecoach.ui.widgets.bars import TempoBar
from kneecoach.ui.widgets.line import Line
from tests.ui.driver import Driver, driving
from tests.ui.pains import shown


def place(driver: Driver) -> str:
    return driver.live.query_one("#place", Line).text


@pytest.mark.parametrize(("size", "where"), [((80, 24), "set 1 of 3   "), ((40, 12), "1 of 3, medium band, left")])
async def test_a_band_is_asked_for_remembered_and_recorded(
    tmp_path: Path, size: tuple[int, int], where: str
) -> None:
    async with driving(tmp_path, size) as driver:
        await driver.press("enter", "l", "m", *["enter"] * 4)
        await driver.press("N", "N")
        assert driver.runner.state.planned.exercise.id == "lateral-band-walk"
        assert place(driver).startswith(where)
        assert "medium band" in place(driver)
        await driver.press("l", *["backspace"] * 6, *"red", "enter")
        assert "red band" in place(driver)
        await driver.press("u", "enter")
        assert "medium band" in place(driver)
        await driver.press("space")
        await driver.wait(6)
        await driver.press("q", "s")
        sets = [each for each in Store(driver.paths).read().records[-1].sets if each.reps]
        assert [(each.exercise, each.load_kg, each.load_words) for each in sets] == [
            ("lateral-band-walk", None, "medium")
        ]
        record = Store(driver.paths).read().records[-1]
        at = next(place for place, each in enumerate(record.sets) if each.load_words)
        driver.app.push_screen(Correct(record, at))
        await driver.settle()
        assert "Band" in shown(driver)
        assert (BAND_HINT in shown(driver)) == (size == (80, 24)), "whole, or not at all"
    async with driving(tmp_path, (80, 24), live=True) as driver:
        await driver.press("N", "N")
        assert "medium band" in place(driver)
        assert "with a medium band" in driver.live.query_one(TempoBar).text
        await driver.press("enter", "enter", "enter", "enter")
        assert driver.live.query_one("#cue", Line).text == "Have ready: loop band (medium)"
