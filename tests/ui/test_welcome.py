"""Welcome: somebody new sees it once, each answer is written at once, and one key starts."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from kneecoach.audio.trial import TrialResult
from kneecoach.errors import KneecoachError
from kneecoach.log.store import Store
from kneecoach.session.plan import Pace, Side
from kneecoach.settings import load_settings
from kneecoach.ui.screens.before import Before
from kneecoach.ui.screens.home import Home
from kneecoach.ui.screens.live import Live
from kneecoach.ui.screens.welcome import Welcome
from kneecoach.ui.views.welcome import NO_SOUND
from kneecoach.ui.widgets.line import Line
from tests.log.samples import a_record
from tests.ui.driver import Driver, driving, paths_in
from tests.ui.test_palette import offered


def heard(driver: Driver) -> str:
    return driver.app.screen.query_one("#heard", Line).text


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (140, 45)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_looks(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size, new=True) as driver:
        await driver.press("k", "down")
        assert driver.app == screen


@pytest.mark.parametrize(("key", "then"), [("enter", Before), ("pagedown", Before), ("s", Live), ("escape", Home)])
async def test_one_key_leads_on_and_it_is_not_shown_again(tmp_path: Path, key: str, then: type[object]) -> None:
    async with driving(tmp_path, new=True) as driver:
        assert isinstance(driver.app.screen, Welcome)
        await driver.press(key)
        assert isinstance(driver.app.screen, then)
        assert not driver.paths.settings.exists()
        if then is Live:
            driver.live._runner.end(0.0)
            await driver.settle()
    async with driving(tmp_path, new=True) as driver:
        assert not isinstance(driver.app.screen, Welcome)


async def test_the_palette_has_each_thing_once(tmp_path: Path) -> None:
    async with driving(tmp_path, new=True) as driver:
        found = await offered(driver)
        assert len(found) == len(set(found))
        assert {"Sore knee", "Pace", "Sound test", "Start", "Look around"} <= set(found)


async def test_enter_all_the_way_is_a_session(tmp_path: Path) -> None:
    async with driving(tmp_path, new=True) as driver:
        await driver.press("enter", "enter")
        assert isinstance(driver.app.screen, Live)


async def test_somebody_who_quits_here_has_seen_it(tmp_path: Path) -> None:
    async with driving(tmp_path, new=True) as driver:
        await driver.press("ctrl+q")
    assert paths_in(tmp_path).welcomed.exists()


async def test_the_answers_are_written_at_once_and_are_in_the_session(tmp_path: Path) -> None:
    async with driving(tmp_path, new=True) as driver:
        await driver.press("k", "k")
        assert load_settings(driver.paths).knee is Side.RIGHT
        assert not driver.paths.welcomed.exists(), "only leaving it notes that"
        await driver.press("right", "g")
        settings = load_settings(driver.paths)
        assert (settings.knee, settings.pace) == (Side.BOTH, Pace.SELF)
        await driver.press("right")
        assert load_settings(driver.paths).knee is None
        await driver.press("left", "left", "left", "s")
        header = driver.live._recorder.header
        assert (header.knee, header.pace) == (Side.BOTH, Pace.SELF)


@pytest.mark.parametrize("what", ["settings", "a session", "it was seen"])
async def test_somebody_who_is_not_new_does_not_see_it(tmp_path: Path, what: str) -> None:
    paths = paths_in(tmp_path)
    for folder in (paths.config, paths.state):
        folder.mkdir()
    match what:
        case "settings":
            paths.settings.write_text("")
        case "a session":
            Store(paths, "laptop-3f9a1c").append(a_record())
        case _:
            paths.welcomed.write_text("")
    async with driving(tmp_path, new=True) as driver:
        assert isinstance(driver.app.screen, Home)


async def test_an_answer_that_cannot_be_written_counts_for_now(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file in place of the folder")
    async with driving(tmp_path, new=True) as driver:
        await driver.press("k")
        assert "config" in driver.app.screen.query_one("#said", Line).text
        assert driver.app.settings.knee is Side.LEFT
        await driver.press("enter")
        assert isinstance(driver.app.screen, Before)


async def test_the_sound_test_says_what_plays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = []

    def plays(*_: object, began: object, playing: object, **__: object) -> TrialResult:
        for tell, what in ((began, ("miniaudio", "Speakers")), (playing, ("One",))):
            assert callable(tell)
            tell(*what)
            said.append(what)
        return TrialResult("miniaudio", "Speakers", ("One",), is_whole=True)

    monkeypatch.setattr("kneecoach.ui.screens.welcome.try_sound", plays)
    async with driving(tmp_path, new=True) as driver:
        await driver.press("v")
        await driver.pilot.pause(0.05)
        assert heard(driver).startswith("miniaudio played on Speakers.")
        assert said == [("miniaudio", "Speakers"), ("One",)]


async def test_no_sound_is_said_in_a_sentence_and_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def fails(*_: object, **__: object) -> TrialResult:
        tries.append(1)
        raise KneecoachError("No sound: there is no device.")

    monkeypatch.setattr("kneecoach.ui.screens.welcome.try_sound", fails)
    async with driving(tmp_path, new=True) as driver:
        for _ in range(2):
            await driver.press("v")
            await driver.pilot.pause(0.05)
            assert heard(driver) == NO_SOUND
        assert len(tries) == 2
