"""On Live, a line that refuses a key does not outlive what it says."""

from __future__ import annotations

from math import inf
from pathlib import Path

import pytest

from kneecoach.session.events import Stage
from kneecoach.ui.views.live_notes import NOTE_SECONDS
from tests.ui.driver import driving
from tests.ui.pains import shown


async def test_a_refused_key_is_not_spoken_of_once_the_stage_has_changed(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True, pace="self") as driver:
        await driver.press("space")
        assert "There are no reps to count" in shown(driver)
        await driver.wait(3)
        assert driver.runner.state.stage is Stage.READY
        assert "There are no reps to count" in shown(driver)
        await driver.wait(2)
        assert driver.runner.state.stage is Stage.WORK
        assert "There are no reps to count" not in shown(driver)


async def test_a_refusal_goes_by_itself_where_nothing_else_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with driving(tmp_path, live=True, pace="self") as driver:
        await driver.wait(15)
        painted_in: list[float] = []
        monkeypatch.setattr(driver.live, "_paint_in", painted_in.append)
        await driver.press("plus")
        assert "There is no rest now." in shown(driver)
        assert min(painted_in) <= NOTE_SECONDS
        await driver.wait(NOTE_SECONDS)
        assert "There is no rest now." not in shown(driver)


async def test_a_note_ends_by_itself_where_nothing_else_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with driving(tmp_path, live=True, pace="self") as driver:
        await driver.wait(15)
        painted_in: list[float] = []
        monkeypatch.setattr(driver.live, "_paint_in", painted_in.append)
        await driver.pilot.press("m")  # not the driver's, which paints
        assert "Sound off." in shown(driver)
        assert min(painted_in, default=inf) <= NOTE_SECONDS
