"""Before says in one line how far the voice is with a routine, or what it will not say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kneecoach.audio.voice.rendering import Rendering
from kneecoach.ui.screens.before import Before
from kneecoach.ui.widgets.voice_line import VoiceLine
from kneecoach.voice import Preparation, Voice
from tests.ui.driver import Driver, driving


async def shows(driver: Driver, is_so: Callable[[], bool]) -> None:
    """Wait until the screen shows something: a thread updates the line."""
    for _ in range(100):
        if is_so():
            return
        await driver.pilot.pause(0.02)
    pytest.fail("it is never shown")


async def test_the_line_follows_the_rendering_and_goes_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendering = Rendering(3)
    monkeypatch.setattr(Voice, "prepare", lambda self, plan, **how: Preparation({"Frog squat": 1.0}, rendering))
    async with driving(tmp_path) as driver:
        await driver.press("enter")
        screen = driver.app.screen
        assert isinstance(screen, Before)
        line = screen.query_one(VoiceLine)
        await shows(driver, lambda: "0 of 3" in line.text)
        assert line.display
        rendering.made = 2
        await shows(driver, lambda: "2 of 3" in line.text)
        rendering.made, rendering.voice, rendering.is_over = 3, "heart", True
        await shows(driver, lambda: not line.display)


async def test_what_will_not_be_spoken_stays_on_the_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Voice, "prepare", lambda self, plan, **how: Preparation({"Frog squat": 1.0}, None))
    async with driving(tmp_path) as driver:
        await driver.press("enter")
        line = driver.app.screen.query_one(VoiceLine)
        await shows(driver, lambda: "1 phrase of this routine is not spoken" in line.text)
        assert line.display


async def test_a_routine_that_is_spoken_whole_has_no_line(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("enter")
        line = driver.app.screen.query_one(VoiceLine)
        await driver.pilot.pause(0.05)
        assert not line.display
