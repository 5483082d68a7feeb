"""A session with one button: a presenter's clicker, a pedal, or a headset's keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.session.events import Stage
from kneecoach.ui.screens.before import Before
from kneecoach.ui.screens.dialogs import Choice
from kneecoach.ui.screens.home import Home
from kneecoach.ui.screens.live import Live
from kneecoach.ui.screens.summary import Summary
from tests.ui.driver import driving
from tests.ui.test_sessions import the_record

GO, BACK = ("pagedown", "media_play_pause", "media_track_next"), ("pageup", "media_track_previous")


@pytest.mark.parametrize("go", GO)
async def test_it_begins_pauses_and_goes_on(tmp_path: Path, go: str) -> None:
    async with driving(tmp_path) as driver:
        await driver.press(go)
        assert isinstance(driver.app.screen, Before)
        await driver.press(go)
        assert isinstance(driver.app.screen, Live)
        await driver.press(go)
        assert driver.runner.state.stage is Stage.WORK, "get ready is ended"
        await driver.press(go)
        assert driver.runner.state.paused is not None
        await driver.press(go)
        assert driver.runner.state.paused is None


@pytest.mark.parametrize("back", BACK)
async def test_back_takes_back_the_last_key(tmp_path: Path, back: str) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.press("pagedown")
        assert driver.runner.state.undoable
        await driver.press(back)
        assert driver.runner.state.undoable == ()
        assert driver.runner.state.paused is not None


async def test_in_self_pace_it_counts_and_at_the_end_leads_home(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True, pace="self") as driver:
        for _ in range(8):
            await driver.press("n")
        await driver.press("pagedown")
        assert driver.runner.state.stage is Stage.WORK
        for _ in range(3):
            await driver.press("pagedown")
            driver.pass_time(2.0)
        assert driver.runner.state.reps == 3
        await driver.press("pageup")
        assert driver.runner.state.reps == 2
        await driver.press("q", "s")
        assert isinstance(driver.app.screen, Summary)
        await driver.press("pagedown")
        assert isinstance(driver.app.screen, Home)
        assert sum(tried.reps for tried in the_record(driver).sets) == 2


@pytest.mark.parametrize("key", ["full_stop", "f5", "shift+f5", "b"])
async def test_what_else_clickers_send_does_no_harm(tmp_path: Path, key: str) -> None:
    """The keys for a black screen and for starting a show. `b` goes back, which is refused in the first set."""
    async with driving(tmp_path, live=True) as driver:
        before = driver.runner.state
        await driver.press(key)
        assert isinstance(driver.app.screen, Live)
        assert (driver.runner.state.stage, driver.runner.state.paused, driver.runner.state.attempts) == (
            before.stage,
            None,
            (),
        )


async def test_escape_asks_pressed_again_it_leaves_the_question(tmp_path: Path) -> None:
    """A clicker's key for starting a show does that: it sends escape and F5 in turn."""
    async with driving(tmp_path, live=True) as driver:
        await driver.press("pagedown", "escape")
        assert driver.runner.state.paused is not None
        await driver.press("escape")
        assert isinstance(driver.app.screen, Live)
        assert driver.runner.state.attempts == ()


@pytest.mark.parametrize(
    ("answers", "answered"), [({"enter": "go on", "d": "delete"}, "enter"), ({"d": "delete"}, None)]
)
async def test_in_a_question_it_is_enter_and_nothing_else(
    tmp_path: Path, answers: dict[str, str], answered: str | None
) -> None:
    async with driving(tmp_path) as driver:
        said: list[str | None] = []
        driver.app.push_screen(Choice("Stop here?", answers), said.append)
        await driver.press("pagedown")
        assert said == ([answered] if answered else [])
