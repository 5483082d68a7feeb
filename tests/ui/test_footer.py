"""The footer on the screen: its keys can be clicked, and can be seen without colour."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from kneecoach.ui.screens.dialogs import Dialog
from kneecoach.ui.widgets.keys_footer import KeysFooter
from tests.ui.driver import driving
from tests.ui.pains import log_of, was


async def test_a_click_on_a_key_or_on_its_words_does_what_the_key_does(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        footer = driver.live.query_one(KeysFooter)
        for words in ("Pause", "Go on", "space"):
            was = driver.runner.state.paused
            driver.pass_time(1)
            await driver.pilot.click(KeysFooter, offset=(footer.text.index(words), 0))
            await driver.settle()
            assert (driver.runner.state.paused is None) != (was is None)


async def test_a_click_while_the_keys_are_read_again_is_on_what_is_shown(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        footer = driver.live.query_one(KeysFooter)
        at = footer.text.index("Pause")
        footer.read_again()
        click = events.Click(footer, at, 0, 0, 0, 1, False, False, False, at, 0)
        footer.on_mouse_move(events.MouseMove(footer, at, 0, 0, 0, 0, False, False, False, at, 0))
        footer.on_click(click)
        await driver.settle()
        assert driver.runner.state.paused is not None


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24)])
async def test_pain_stop_and_help_are_shown_at_every_size_in_every_stage(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        for seconds in (1, 10, 60):
            await driver.wait(seconds)
            words = driver.footer.split()
            assert {"x", "q", "?", "space", "u"} <= set(words)


async def test_a_key_that_was_remapped_is_shown_as_it_is_now(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('[keys]\nlive-pain = "k"\n')
    async with driving(tmp_path, live=True) as driver:
        assert " k  Pain " in driver.footer


@pytest.mark.parametrize("way", [("enter", "m"), ("h", "n"), ("h", "enter", "e"), ("s", "q"), ("o", "enter")])
async def test_under_a_dialog_it_shows_no_key_that_does_nothing(tmp_path: Path, way: tuple[str, ...]) -> None:
    log_of(tmp_path, was(1, before=2, after=2, next_morning=2))
    async with driving(tmp_path) as driver:
        await driver.press(*way)
        *_, below, dialog = driver.app.screen_stack
        assert isinstance(dialog, Dialog)
        footer = below.query_one(KeysFooter)
        assert footer.text.split() in (["?", "Help"], ["f1", "Help"])  # in a field ? is text
        await driver.press("escape" if way != ("s", "q") else "enter")
        assert len(footer.text.split()) > 2
