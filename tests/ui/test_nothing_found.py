"""A search that finds no exercise shows none, and the footer says what enter then does."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.ui.screens.form import Form
from kneecoach.ui.screens.movements import Movements
from tests.ui.driver import Driver, driving
from tests.ui.pains import shown
from tests.ui.routines_screen import on, typed


def look(driver: Driver) -> tuple[str, str]:
    """The title and the dose."""
    screen = driver.app.screen
    assert isinstance(screen, Movements)
    return str(screen.query_one("#title").render()), str(screen.query_one("#dose").render())


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 45)])
@pytest.mark.parametrize("keys", [("f", "slash"), ("e", "enter", "a")], ids=["exercises", "picker"])
async def test_no_exercise_is_shown_until_one_is_found_again(
    tmp_path: Path, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    async with driving(tmp_path, size) as driver:
        await driver.press(*keys)
        before = look(driver)
        assert before[0]
        await driver.press(*typed("zzz"))
        assert "0 of 0" in shown(driver)
        assert look(driver) == ("", "")
        assert before[0] not in shown(driver)
        assert not driver.app.screen.query_one("#shown").display
        await driver.press(*["backspace"] * 3)
        assert look(driver) == before


async def test_the_footer_names_what_enter_does(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("e", "enter", "a", *typed("zzz"))
        assert "Create your own" in driver.footer
        assert "Add" not in driver.footer
        await driver.press(*["backspace"] * 3)
        assert "Add" in driver.footer
        await driver.press(*typed("zzz"), "enter")
        on(driver, Form)
        assert "zzz" in shown(driver)
