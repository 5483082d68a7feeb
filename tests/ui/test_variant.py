"""`e` on Live: an easier, harder or no-equipment way of doing the exercise, taken while the session is paused."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from kneecoach.session.events import Stage
from kneecoach.ui.screens.live import Live
from kneecoach.ui.screens.variant_dialog import VariantChoice
from kneecoach.ui.widgets.answers import Answers
from tests.ui.driver import Driver, driving
from tests.ui.pains import SIZES, shown
from tests.ui.test_snapshots import to_band_walk


async def ask(driver: Driver) -> None:
    """Press `e` in the fourth step of the first band walk."""
    await to_band_walk(driver)
    await driver.wait(7)
    await driver.press("e")
    assert isinstance(driver.app.screen, VariantChoice)


@pytest.mark.parametrize("size", SIZES)
async def test_every_way_is_offered_and_can_be_read(tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        await ask(driver)
        assert driver.runner.state.paused is not None
        words = shown(driver)
        for choice in (
            "now as planned",
            "easier: a lighter band",
            "easier: no band",
            "harder: a deeper half squat",
        ):
            assert choice in words, choice
        assert "side steps without a band" in words


async def test_one_key_takes_it_with_time_to_change_and_back_again(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await ask(driver)
        assert "Another way begins this set again. Recorded: 3 steps." in shown(driver)
        await driver.press("2")
        state = driver.runner.state
        assert (state.variant, state.paused, state.is_changing) == ("no band", None, True)
        assert "The set begins again, easier: no band. Recorded: 3 steps of 15–20." in shown(driver)
        assert 10 < (state.seconds_left(driver.runner.now()) or 0.0) <= 15
        assert "No equipment." in shown(driver)
        await driver.wait(20)
        assert "Easier: no band" in shown(driver)
        await driver.press("e")
        assert "now no band" in shown(driver)
        await driver.press("0")
        assert driver.runner.state.variants == {}
        assert "The set begins again, as planned." in shown(driver)
        await driver.press("u")
        assert driver.runner.state.variant == "no band"


async def test_a_harder_one_is_called_so_and_nothing_to_change_is_no_wait(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await ask(driver)
        await driver.press("4")
        assert (driver.runner.state.variant, driver.runner.state.is_changing) == ("a deeper half squat", False)
        assert "The set begins again, harder: a deeper half squat." in shown(driver)
        await driver.wait(12)
        assert "Harder: a deeper half squat" in shown(driver)


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_going_on_changes_nothing(tmp_path: Path, key: str) -> None:
    async with driving(tmp_path, live=True) as driver:
        await ask(driver)
        await driver.press(key)
        assert isinstance(driver.app.screen, Live)
        assert (driver.runner.state.variants, driver.runner.state.paused) == ({}, None)


async def test_a_click_takes_it_too(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await ask(driver)
        answers = driver.app.screen.query_one(Answers)
        row = next(y for y, line in enumerate(answers.text.splitlines()) if "no band" in line)
        assert await Pilot.click(driver.pilot, answers, offset=(6, row))
        await driver.settle()
        assert driver.runner.state.variant == "no band"


async def test_in_a_rest_it_is_the_exercise_that_comes(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await to_band_walk(driver)
        await driver.press("N")
        while driver.runner.state.stage is not Stage.READY:
            await driver.wait(5)
        await driver.press("e")
        assert "Stability ball leg curl, now as planned" in shown(driver)


async def test_an_exercise_without_variants_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "routines"
    folder.mkdir(parents=True)
    (folder / "knee-relief.toml").write_text(
        'schema = 1\nid = "knee-relief"\ntitle = "One"\n'
        '[[exercise]]\nid = "plank"\ntitle = "Plank"\nsets = 1\nhold = 30\n'
    )
    async with driving(tmp_path, live=True) as driver:
        await driver.press("e")
        assert isinstance(driver.app.screen, Live)
        assert driver.runner.state.paused is None
        assert "Plank has no other variant." in shown(driver)
