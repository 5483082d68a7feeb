"""How each screen and each stage looks, at the usual size and the smallest."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from syrupy.assertion import SnapshotAssertion

from kneecoach.session.commands import SkipSet
from tests.ui.driver import Driver, driving
from tests.ui.walks import Look, seen

SIZES = [pytest.param(size, id=f"{size[0]}x{size[1]}") for size in ((80, 24), (40, 12))]

pytestmark = pytest.mark.parametrize("size", SIZES)

BAND_SETS_BEFORE = 8
"""Stretch sets that come before the band walk."""


def skip_stretches(driver: Driver) -> None:
    """Skip them one by one, as the key does, but paint once: only what comes after them is looked at."""
    with patch.object(driver.live, "_paint", lambda: None):
        for _ in range(BAND_SETS_BEFORE):
            driver.pass_time(0.5)
            driver.runner.send(SkipSet())


async def to_band_walk(driver: Driver) -> None:
    """Go to the first steps of the band walk, without the stretches."""
    skip_stretches(driver)
    await driver.press("enter")
    assert driver.runner.state.planned.exercise.id == "lateral-band-walk"


async def to_hip_thrust(driver: Driver) -> None:
    """Go to the work of the first hip-thrust set."""
    skip_stretches(driver)
    await driver.press("N", "enter")
    await driver.wait(0.5)
    await driver.press("N")
    await driver.press("enter")
    assert driver.runner.state.planned.exercise.id == "hip-thrust"


async def to_a_session(folder: Path, size: tuple[int, int], look: Look) -> None:
    """From Home to the questions before a session."""
    async with driving(folder, size) as driver:
        look(driver, "home")
        await driver.press("enter", "4")
        look(driver, "before")


async def through_stretches(folder: Path, size: tuple[int, int], look: Look) -> None:
    """The first stretch on each leg, and then the end of the session."""
    async with driving(folder, size, live=True) as driver:
        await driver.wait(1.5)
        look(driver, "get ready")
        await driver.wait(3.5 + 12)
        look(driver, "hold")
        await driver.wait(18 + 1)
        look(driver, "switch sides")
        await driver.wait(4 + 30)
        await driver.press("q", "s")
        await driver.press("3", "tab", "2")
        look(driver, "summary")


async def through_steps(folder: Path, size: tuple[int, int], look: Look) -> None:
    """Steps of the band walk, and a pause between them."""
    async with driving(folder, size, live=True) as driver:
        await to_band_walk(driver)
        await driver.wait(23)
        look(driver, "steps")
        await driver.press("p")
        look(driver, "paused")
        await driver.press("p")
        look(driver, "going on")


async def through_hip_thrusts(folder: Path, size: tuple[int, int], look: Look) -> None:
    """A set of hip thrusts and the rest after it, and then how the session is told."""
    async with driving(folder, size, live=True) as driver:
        await to_hip_thrust(driver)
        await driver.wait(2 * 5 + 1 + 0.5)
        look(driver, "squeeze")
        await driver.wait(12.5 * 5 + 8)
        look(driver, "rest")
        await driver.press("q", "s", "e")
        await driver.press("pagedown")
        look(driver, "detail")


async def test_home(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    assert await seen(tmp_path, size, to_a_session, "home") == screen


async def test_before(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    assert await seen(tmp_path, size, to_a_session, "before") == screen


async def test_get_ready(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    assert await seen(tmp_path, size, through_stretches, "get ready") == screen


async def test_stretch_hold(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    assert await seen(tmp_path, size, through_stretches, "hold") == screen


async def test_flash(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    """There is no sound, so the words for what to do flash as the hold begins."""
    async with driving(tmp_path, size, live=True) as driver:
        await driver.wait(5 + 0.1)
        assert driver.is_flashing
        assert driver.app == screen


async def test_switch_sides(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    assert await seen(tmp_path, size, through_stretches, "switch sides") == screen


async def test_counting_steps(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    assert await seen(tmp_path, size, through_steps, "steps") == screen


async def test_squeeze(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    assert await seen(tmp_path, size, through_hip_thrusts, "squeeze") == screen


async def test_self_pace(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size, live=True, pace="self") as driver:
        await to_band_walk(driver)
        await driver.press("space", "space", "space")
        assert driver.app == screen


async def test_paused(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    assert await seen(tmp_path, size, through_steps, "paused") == screen


async def test_going_on_after_a_pause(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    assert await seen(tmp_path, size, through_steps, "going on") == screen


async def test_undone(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        await to_band_walk(driver)
        await driver.wait(7)
        await driver.press("n", "u")
        assert driver.app == screen


async def test_rest(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    assert await seen(tmp_path, size, through_hip_thrusts, "rest") == screen


async def test_stop(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        await driver.press("q")
        assert driver.app == screen


async def test_pain(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        await driver.press("x")
        assert driver.app == screen


async def test_summary(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    assert await seen(tmp_path, size, through_stretches, "summary") == screen


async def test_detail(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    assert await seen(tmp_path, size, through_hip_thrusts, "detail") == screen


async def test_correcting_a_set(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        await to_hip_thrust(driver)
        await driver.wait(12 * 5 + 1)
        await driver.press("q", "s", "e")
        await driver.press("end", *["up"] * 8, "e", "1", "5")
        assert driver.app == screen


async def test_detail_of_a_session_just_deleted(
    screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        await driver.wait(5 + 30)
        await driver.press("q", "s", "e", "d", "d")
        assert driver.app == screen


async def test_history(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        await driver.wait(5 + 30)
        await driver.press("q", "s", *(("tab", "shift+tab") if size == (40, 12) else ()), "4", "enter")
        await driver.press("h")
        assert driver.app == screen


async def test_help(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        await driver.press("question_mark")
        assert driver.app == screen


async def test_home_with_a_session_cut_off(
    screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        await to_band_walk(driver)
        await driver.wait(6 * 2 + 0.5)
    async with driving(tmp_path, size) as driver:
        assert driver.app == screen
