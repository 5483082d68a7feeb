"""How the screens look that ask about pain, and suggest what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.ui.driver import driving
from tests.ui.pains import log_of, too_much, was
from tests.ui.test_snapshots import SIZES, to_band_walk
from tests.ui.walks import Look, seen

pytestmark = pytest.mark.parametrize("size", SIZES)


async def on_the_morning_after(folder: Path, size: tuple[int, int], look: Look) -> None:
    """Home, where the morning is asked for and said to be worse."""
    log_of(folder, was(1, before=2, after=2))
    async with driving(folder, size) as driver:
        look(driver, "asks")
        await driver.press("4")
        look(driver, "worse")


async def before_a_session(folder: Path, size: tuple[int, int], look: Look) -> None:
    """Pain before a session, and then one without the exercises that are done standing."""
    too_much(folder)
    async with driving(folder, size) as driver:
        await driver.press("enter", "6")
        look(driver, "pain")
        await driver.press("w")
        look(driver, "without standing")


async def in_a_session(folder: Path, size: tuple[int, int], look: Look) -> None:
    """Too much pain in a set, and then an easier one."""
    async with driving(folder, size, live=True) as driver:
        await to_band_walk(driver)
        await driver.wait(7)
        await driver.press("x", "6")
        look(driver, "too much")
        await driver.press("2")
        await driver.wait(10)
        look(driver, "easier")


async def test_home_asks(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    assert await seen(tmp_path, size, on_the_morning_after, "asks") == screen


async def test_a_worse_morning(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    assert await seen(tmp_path, size, on_the_morning_after, "worse") == screen


async def test_before_with_pain(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    assert await seen(tmp_path, size, before_a_session, "pain") == screen


async def test_before_without_standing(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    assert await seen(tmp_path, size, before_a_session, "without standing") == screen


async def test_too_much_pain(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    assert await seen(tmp_path, size, in_a_session, "too much") == screen


async def test_easier_from_here(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    assert await seen(tmp_path, size, in_a_session, "easier") == screen


async def test_after_with_pain(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        await to_band_walk(driver)
        await driver.wait(20)
        await driver.press("q", "s", *(("tab", "shift+tab") if size == (40, 12) else ()), "7")
        assert driver.app == screen
