"""The command palette: everything once, nothing that cannot be done now, and no key that ends the app."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from textual.command import DiscoveryHit, Provider

from kneecoach.session.events import Stage
from kneecoach.ui.bindings import SCREENS
from kneecoach.ui.commands import GoToCommands
from kneecoach.ui.screens.base import KneeScreen
from kneecoach.ui.screens.dialogs import Choice
from kneecoach.ui.screens.help import Help
from kneecoach.ui.screens.home import Home
from kneecoach.ui.screens.live import Live
from kneecoach.ui.screens.summary import Summary
from kneecoach.ui.terminal.palette import SafeCommandPalette
from tests.ui.driver import Driver, driving
from tests.ui.keyboard import send
from tests.ui.left_behind import cut_off
from tests.ui.test_sessions import the_record


async def offered(driver: Driver) -> list[str]:
    """Everything that the palette would list on the current screen, by its words."""
    screen = driver.app.screen
    sources = {*driver.app.COMMANDS, *screen.COMMANDS}
    providers = [source if isinstance(source, type) else source() for source in sources]
    assert all(isinstance(provider, type) and issubclass(provider, Provider) for provider in providers)
    hits = [hit for provider in providers async for hit in provider(screen).discover()]
    return [str(hit.text) for hit in hits if isinstance(hit, DiscoveryHit)]


def words_of(*ids: str) -> set[str]:
    """The words of some bindings."""
    return {binding.description for bindings in SCREENS.values() for binding in bindings if binding.id in ids}


async def test_on_every_screen_each_thing_is_offered_once(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        ways = [(), ("h",), ("escape", "t"), ("escape", "f"), ("escape", "e"), ("enter",), ("escape", "escape")]
        for keys in (*ways, ("question_mark",), ("escape", "enter"), ("enter",)):
            await driver.press(*keys)
            found = Counter(await offered(driver))
            assert [words for words, count in found.items() if count > 1] == [], driver.app.screen
            assert found["Quit"] == 1
            assert found["Help"] == (0 if isinstance(driver.app.screen, Help) else 1)
        assert isinstance(driver.app.screen, Live)


async def test_home_offers_the_session_that_was_cut_off_where_there_is_one(tmp_path: Path) -> None:
    left_over = words_of("home-resume", "home-save", "home-discard")
    for name in ("none", "one"):
        (tmp_path / name).mkdir()
    async with driving(tmp_path / "none") as driver:
        assert not left_over & set(await offered(driver))
        assert words_of("home-start") <= set(await offered(driver))
    await cut_off(tmp_path / "one")
    async with driving(tmp_path / "one") as driver:
        assert left_over <= set(await offered(driver))
        assert not words_of("home-start", "home-start-now") & set(await offered(driver))


async def test_live_offers_what_the_engine_would_do_at_this_stage(tmp_path: Path) -> None:
    rests, undone = words_of("live-rest-longer", "live-rest-shorter"), words_of("live-undo", "live-back")
    always = words_of("live-space", "live-skip-set", "live-skip-exercise", "live-pain", "live-mute", "live-stop")
    async with driving(tmp_path, live=True) as driver:
        for seconds, stage in ((1, Stage.READY), (10, Stage.WORK), (60, Stage.REST)):
            await driver.wait(seconds)
            assert driver.runner.state.stage is stage
            found = set(await offered(driver))
            assert always <= found
            assert "Load" not in found, "a stretch takes none"
            assert rests & found == (set() if stage is Stage.WORK else rests), stage
            assert ("Undo" in found) is False
        await driver.press("n", "N", "N", "n")
        assert undone <= set(await offered(driver))


async def test_it_goes_to_no_set_of_a_session_that_is_over(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        live = driver.live
        assert [hit async for hit in GoToCommands(live).search("Hip thrust")]
        await driver.press("q", "s")
        assert isinstance(driver.app.screen, Summary)
        assert [hit async for hit in GoToCommands(live).search("Hip thrust")] == []


@pytest.mark.parametrize("keys", [("pageup",), ("pagedown",), ("s", "pageup"), ("s", "down", "pagedown")])
@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 3)])
async def test_a_page_key_at_once_does_not_end_the_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    monkeypatch.setattr(KneeScreen, "takes_key", lambda _screen, _key: True)  # also where nothing else is seen
    async with driving(tmp_path, size) as driver:
        send(driver.app, "ctrl+p", *keys)
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, SafeCommandPalette)


async def test_opened_and_closed_faster_than_it_is_taken_down_it_opens_again(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        send(driver.app, *("ctrl+p", "escape") * 4, "ctrl+p")
        for _ in range(9):
            await driver.pilot.pause()
        assert [type(screen) for screen in driver.app.screen_stack] == [Home, SafeCommandPalette]


async def test_its_quit_asks_in_a_live_session(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.press("ctrl+p", *"quit")
        await driver.pilot.pause(0.5)
        await driver.press("enter")
        await driver.pilot.pause(0.1)
        assert isinstance(driver.app.screen, Choice)
        assert driver.app.return_value is None
        assert driver.runner.state.paused is not None


async def test_textuals_own_quit_asks_too(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.app.run_action("app.quit")
        await driver.settle()
        assert isinstance(driver.app.screen, Choice)


async def test_its_quit_keeps_a_note_that_is_being_typed(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.press("q", "s", "tab", "tab", "o", "k", "ctrl+p", *"quit")
        await driver.pilot.pause(0.5)
        await driver.press("enter")
        await driver.pilot.pause(0.1)
        assert the_record(driver).note == "ok"
        assert not driver.app.is_running or driver.app._exit
