"""Settings: every setting can be changed here, counts at once, and the file's comments stay."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from kneecoach.settings import load_settings
from kneecoach.settings.listing import fields
from kneecoach.ui.bindings import SCREENS
from kneecoach.ui.screens.home import Home
from kneecoach.ui.screens.setting_dialogs import SettingDialog
from kneecoach.ui.screens.settings import SettingsScreen
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.setting_rows import SettingRows
from tests.ui.driver import SILENT, Driver, driving

COMMENTED = f"# mine\n{SILENT}\n# the end\n"


def rows_in(driver: Driver) -> SettingRows:
    return driver.app.screen.query_one(SettingRows)


async def open_keys(driver: Driver) -> None:
    """Open the keys from Home."""
    await driver.press("o", "end", "enter")


def go_to(driver: Driver, name: str) -> None:
    """Put the cursor on a setting."""
    rows = rows_in(driver)
    rows.highlighted = rows.get_option_index(name)


def said_in(driver: Driver) -> dict[str, Any]:
    return tomllib.loads(driver.paths.settings.read_text())


def value_of(said: dict[str, Any], name: str) -> Any:
    first, _, second = name.partition(".")
    return said.get(first, {}).get(second) if second else said.get(first)


def text(driver: Driver, id_: str) -> str:
    return driver.app.screen.query_one(f"#{id_}", Line).text


def with_settings(folder: Path, words: str) -> Path:
    (folder / "config").mkdir()
    (folder / "config" / "config.toml").write_text(words)
    return folder


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (140, 45)], ids=lambda size: f"{size[0]}x{size[1]}")
class TestLooks:
    async def test_settings(self, screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
        async with driving(with_settings(tmp_path, f'pace = "self"\n{SILENT}'), size) as driver:
            await driver.press("o", "down", "down")
            assert driver.app == screen

    async def test_choosing(self, screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
        async with driving(tmp_path, size) as driver:
            await driver.press("o")
            go_to(driver, "sound.verbosity")
            await driver.press("enter")
            assert driver.app == screen


async def test_every_setting_is_changed_counts_at_once_and_is_taken_back(tmp_path: Path) -> None:
    """It covers every field of the model: a setting that no key can change fails here."""
    async with driving(with_settings(tmp_path, COMMENTED)) as driver:
        await driver.press("o")
        before = driver.paths.settings.read_text()
        for field in fields():
            go_to(driver, field.name)
            was = value_of(said_in(driver), field.name)
            keys = {"remind.days": ["enter", "space", "enter"], "step": ["right"]}.get(field.name, ["left"])
            await driver.press(*keys)
            is_now = value_of(said_in(driver), field.name)
            assert is_now != was, field.name
            assert is_now is not None, field.name
            settings = driver.app.settings
            assert settings == load_settings(driver.paths)
            assert driver.app.host._settings is settings
            assert value_of(settings.model_dump(mode="json"), field.name) == is_now
            assert driver.app.theme == settings.theme
            await driver.press("u")
            assert driver.paths.settings.read_text() == before, field.name
            assert driver.app.settings == load_settings(driver.paths)


async def test_every_row_is_reached_by_the_arrows(tmp_path: Path) -> None:
    keys = [f"keys.{binding.id}" for bindings in SCREENS.values() for binding in bindings]
    async with driving(tmp_path, (40, 12)) as driver:
        for expected in ([*(field.name for field in fields()), "keys"], keys):
            await driver.press(*(["o"] if "keys" in expected else ["end", "enter"]))
            await driver.press("home")
            rows, seen = rows_in(driver), list[str]()
            while rows.row is not None and rows.row.id not in seen:
                seen.append(rows.row.id)
                rows.action_cursor_down()
            assert sorted(seen) == sorted(expected)
            await driver.press("end")
            assert rows.scroll_offset.y + rows.scrollable_content_region.height == rows.virtual_size.height


async def test_a_click_turns_a_value_and_asks_if_there_is_no_next_one(tmp_path: Path) -> None:
    async with driving(tmp_path, (100, 40)) as driver:
        await driver.press("o")
        rows = rows_in(driver)

        async def click(name: str, x: int) -> None:
            line = rows._index_to_line[rows.get_option_index(name)] - rows.scroll_offset.y
            await driver.pilot.click(rows, offset=(x, line))
            await driver.settle()

        await click("weekly_goal", rows.value_at)
        assert driver.app.settings.weekly_goal == 2
        await click("weekly_goal", rows.value_at + 3)
        assert driver.app.settings.weekly_goal == 3
        await click("pace", 4)
        assert isinstance(driver.app.screen, SettingDialog)


async def test_a_theme_counts_at_once_and_home_has_it_too(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("o")
        go_to(driver, "theme")
        await driver.press("right")
        assert driver.app.theme == "kneecoach-light"
        assert said_in(driver)["theme"] == "kneecoach-light"
        await driver.press("backspace")
        assert driver.app.theme == "kneecoach-dark"
        assert "theme" not in said_in(driver)


async def test_the_figure_and_its_motion_count_on_home(tmp_path: Path) -> None:
    async with driving(tmp_path, (100, 30)) as driver:
        await driver.press("o")
        for name in ("skin", "figure", "reduced_motion"):
            go_to(driver, name)
            await driver.press("left")
        assert not driver.app.host.moves
        source = driver.app.host.figures()
        assert source is not None
        assert source.style == "sextant"
        await driver.press("escape")
        assert isinstance(driver.app.screen, Home)
        figure = driver.app.screen._figure
        assert figure is not None
        assert figure._source is not None
        assert figure._source.style == "sextant"


async def test_a_key_is_pressed_and_counts_at_once(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await open_keys(driver)
        go_to(driver, "keys.home-history")
        await driver.press("enter", "y")
        assert said_in(driver)["keys"] == {"home-history": "y"}
        await driver.press("escape")
        assert rows_in(driver).options[-1].id == "keys"
        await driver.press("escape", "y")
        assert type(driver.app.screen).__name__ == "History"


async def test_a_key_that_another_has_is_refused_in_words(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await open_keys(driver)
        go_to(driver, "keys.home-history")
        await driver.press("enter", "t")
        assert isinstance(driver.app.screen, SettingDialog)
        assert text(driver, "fault") == "'t' is already used for 'Trends'"
        await driver.press("question_mark")
        assert text(driver, "fault") == "'?' is already used for 'Help'"
        await driver.press("escape")
        assert "keys" not in said_in(driver)


async def test_only_the_first_of_several_keys_is_replaced(tmp_path: Path) -> None:
    """A clicker's keys stay as they are."""
    async with driving(tmp_path) as driver:
        await open_keys(driver)
        go_to(driver, "keys.app-help")
        await driver.press("enter", "H")
        assert said_in(driver)["keys"] == {"app-help": "H,f1"}


async def test_what_is_typed_wrongly_is_said_and_asked_again(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("o", "enter")
        await driver.press("backspace", "9", "enter")
        assert text(driver, "fault") == "Weekly goal should be a whole number from 1 to 7, not '9'."
        await driver.press("backspace", "6", "enter")
        assert driver.app.settings.weekly_goal == 6
        assert isinstance(driver.app.screen, SettingsScreen)


async def test_a_file_with_a_fault_is_named_and_never_written(tmp_path: Path) -> None:
    broken = f"{SILENT}\nvolume = 3\n"
    async with driving(with_settings(tmp_path, broken)) as driver:
        await driver.press("o")
        assert "sound.volume: is not a known key" in text(driver, "said")
        await driver.press("right")
        assert "sound.volume: is not a known key" in text(driver, "said")
        assert driver.paths.settings.read_text() == broken


async def test_settings_are_in_the_palette_of_home(tmp_path: Path) -> None:
    from tests.ui.test_palette import offered

    async with driving(tmp_path) as driver:
        assert "Settings" in await offered(driver)
        await driver.press("o")
        assert "Undo" not in await offered(driver)
        await driver.press("right")
        assert {"Undo", "Default"} <= set(await offered(driver))
