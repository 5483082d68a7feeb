"""Answers listed one below the other: arrow keys mark one, and enter gives it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.ui.screens.dialogs import Choice
from kneecoach.ui.screens.live import Live
from kneecoach.ui.widgets.answers import Answers
from tests.ui.driver import Driver, driving
from tests.ui.pains import SIZES
from tests.ui.test_variant import ask


def marked(driver: Driver) -> str | None:
    return driver.app.screen.query_one(Answers).marked


@pytest.mark.parametrize("size", SIZES)
async def test_the_arrows_reach_every_answer_in_sight_and_enter_gives_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        await ask(driver)
        answers = driver.app.screen.query_one(Answers)
        keys = [each.key for each in answers._placed(answers.size.width)]
        for key in keys:
            await driver.press("down")
            assert marked(driver) == key
            row = next(each.row for each in answers._placed(answers.size.width) if each.key == key)
            assert answers.region.y + row in range(*answers.parent.region.line_span), "it is in sight"
        await driver.press("down")
        assert marked(driver) == keys[-1]
        while marked(driver) != "2":
            await driver.press("up")
        await driver.press("enter")
        assert driver.runner.state.variant == "no band"


async def test_enter_means_what_it_says_until_one_is_marked(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await ask(driver)
        await driver.press("enter")
        assert type(driver.app.screen) is Live
        assert driver.runner.state.variant is None


async def test_the_same_goes_for_answers_beside_each_other(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.press("q")
        assert isinstance(driver.app.screen, Choice)
        answers = driver.app.screen.query_one(Answers)
        last = answers._placed(answers.size.width)[-1].key
        await driver.press("left")
        assert marked(driver) == last
