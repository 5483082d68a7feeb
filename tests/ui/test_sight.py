"""A screen opens at its top, and no key does something to a row that is out of sight."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from kneecoach.settings import load_settings
from kneecoach.ui.screens.detail import Detail
from kneecoach.ui.typed_score import MAX_TEN_SECONDS
from kneecoach.ui.widgets.check_mark import CheckMark
from kneecoach.ui.widgets.row_list import RowList
from kneecoach.ui.widgets.scale import Scale
from kneecoach.ui.widgets.setting import Setting
from kneecoach.ui.widgets.setting_rows import SettingRows
from kneecoach.ui.widgets.sight import is_in_sight
from tests.ui.driver import driving
from tests.ui.made_up import three_months, write
from tests.ui.pains import newest, shown, too_much
from tests.ui.summary_screen import to_summary

LOW = (40, 12)


async def test_summary_opens_at_its_top_and_a_digit_only_shows_the_question(tmp_path: Path) -> None:
    async with driving(tmp_path, LOW) as driver:
        await to_summary(driver)
        assert driver.app.screen.query_one("#body").scroll_offset.y == 0
        assert "Stopped after" in shown(driver)
        await driver.press("1", "0")
        scale = driver.app.screen.query_one("#after", Scale)
        assert is_in_sight(scale)
        assert newest(driver).pain.after is None
        driver.pass_time(MAX_TEN_SECONDS)
        await driver.press("4")
        assert newest(driver).pain.after == 4


@pytest.mark.parametrize("key", ["3", "right", "left", "backspace"])
async def test_no_key_answers_a_scale_out_of_sight(tmp_path: Path, key: str) -> None:
    async with driving(tmp_path, LOW) as driver:
        await to_summary(driver)
        driver.app.screen.query_one("#after", Scale).value = 2
        await driver.press(key)
        assert driver.app.screen.query_one("#after", Scale).value == 2


async def test_no_key_changes_a_setting_or_a_mark_out_of_sight(tmp_path: Path) -> None:
    async with driving(tmp_path, LOW) as driver:
        await driver.press("enter", "down")
        pace = driver.app.screen.query_one("#pace", Setting)
        assert pace.has_focus
        before = pace.text
        driver.app.screen.query_one("#body").scroll_end(animate=False)
        await driver.settle()
        assert not is_in_sight(pace)
        await driver.press("space")
        assert (pace.text, is_in_sight(pace)) == (before, True)
        await driver.press("space")
        assert pace.text != before
        await driver.press("o")
        mark = driver.app.screen.query(CheckMark).first()
        driver.app.screen.query_one(".dialog").scroll_end(animate=False)
        await driver.settle()
        await driver.press("space")
        assert (mark.value, is_in_sight(mark)) == (True, True)


async def test_what_is_typed_comes_into_sight(tmp_path: Path) -> None:
    async with driving(tmp_path, LOW) as driver:
        await driver.press("enter", "l")
        field = driver.app.screen.query(Input).last()
        field.focus()
        await driver.settle()
        driver.app.screen.query_one("#body").scroll_home(animate=False)
        await driver.settle()
        assert not is_in_sight(field)
        await driver.press("8")
        assert (field.value, is_in_sight(field)) == ("8", True)


async def test_no_key_opens_a_row_of_a_list_out_of_sight(tmp_path: Path) -> None:
    write(tmp_path, three_months())
    async with driving(tmp_path, LOW) as driver:
        await driver.press("h", *["down"] * 20)
        rows = driver.app.screen.query_one(RowList)
        rows.scroll_home(animate=False)
        await driver.settle()
        await driver.press("enter")
        assert driver.app.screen is rows.screen
        assert rows.scroll_offset.y > 0
        await driver.press("enter")
        assert isinstance(driver.app.screen, Detail)


async def test_no_key_changes_a_row_of_settings_or_of_a_session_out_of_sight(tmp_path: Path) -> None:
    too_much(tmp_path)
    async with driving(tmp_path, LOW) as driver:
        await driver.press("4", "o")
        rows = driver.app.screen.query_one(SettingRows)
        before = load_settings(driver.paths)
        rows.scroll_end(animate=False)
        await driver.settle()
        for key in ("right", "enter", "backspace"):
            rows.scroll_end(animate=False)
            await driver.settle()
            await driver.press(key)
            assert rows.scroll_offset.y < rows.max_scroll_y
            assert driver.app.screen is rows.screen
        assert load_settings(driver.paths) == before
        await driver.press("escape", "h", "enter")
        driver.app.screen.query_one("#rows").scroll_end(animate=False)
        await driver.settle()
        await driver.press("e")
        assert isinstance(driver.app.screen, Detail)
        await driver.press("e")
        assert not isinstance(driver.app.screen, Detail)
