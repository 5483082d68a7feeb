"""Live says what was done of an exercise the last time, and never waits for the log to learn it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.ui.widgets.bars import TempoBar
from tests.ui.driver import Driver, driving
from tests.ui.made_up import three_months, write


def said(driver: Driver) -> str:
    return driver.live.query_one(TempoBar).text


@pytest.mark.parametrize(("size", "is_said"), [((80, 24), True), ((60, 20), True), ((40, 12), False)])
async def test_a_get_ready_and_a_rest_say_the_last_time(
    tmp_path: Path, size: tuple[int, int], *, is_said: bool
) -> None:
    sessions = three_months()
    write(tmp_path, sessions)
    walks = [attempt for attempt in sessions[-1].sets if attempt.exercise == "lateral-band-walk"]
    left, right = ([str(each.reps) for each in walks if each.side == side] for side in ("left", "right"))
    assert left != right
    words = f"Last time left {', '.join(left)}; right {', '.join(right)}"
    async with driving(tmp_path, size, live=True) as driver:
        await driver.press("N", "N")
        assert (words in said(driver)) is is_said
        await driver.press("enter")
        await driver.wait(1)
        assert "Last time" not in said(driver)
        await driver.press("enter", "enter", "enter")
        assert driver.runner.state.stage == "rest"
        assert (words in said(driver)) is is_said


async def test_a_resumed_session_says_it_once_the_log_is_read(tmp_path: Path) -> None:
    write(tmp_path, three_months())
    async with driving(tmp_path, live=True) as driver:
        await driver.wait(1)
    async with driving(tmp_path, resume=True) as driver:
        await driver.press("space")
        assert "Last time 30 s each leg" in said(driver)
