"""How the screens look that ask about pain, and suggest what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.ui.driver import driving
from tests.ui.pains import log_of, too_much, was
from tests.ui.test_snapshots import SIZES, to_band_walk

pytestmark = pytest.mark.parametrize("size", SIZES)


async def test_home_asks(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    log_of(tmp_path, was(1, before=2, after=2))
    async with driving(tmp_path, size) as driver:
        assert driver.app == screen


async def test_a_worse_morning(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    log_of(tmp_path, was(1, before=2, after=2))
    async with driving(tmp_path, size) as driver:
        await driver.press("4")
        assert driver.app == screen


async def test_before_with_pain(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    too_much(tmp_path)
    async with driving(tmp_path, size) as driver:
        await driver.press("enter", "6")
        assert driver.app == screen


async def test_before_without_standing(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    too_much(tmp_path)
    async with driving(tmp_path, size) as driver:
        await driver.press("enter", "6", "w")
        assert driver.app == screen


async def test_too_much_pain(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        await to_band_walk(driver)
        await driver.wait(7)
        await driver.press("x", "6")
        assert driver.app == screen


async def test_easier_from_here(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        await to_band_walk(driver)
        await driver.wait(7)
        await driver.press("x", "6", "2")
        await driver.wait(10)
        assert driver.app == screen


async def test_after_with_pain(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        await to_band_walk(driver)
        await driver.wait(20)
        await driver.press("q", "s", *(("tab", "shift+tab") if size == (40, 12) else ()), "7")
        assert driver.app == screen
