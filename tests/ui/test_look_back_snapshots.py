"""How History and Trends look: with no session, with one, and with three months of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.ui.driver import driving
from tests.ui.made_up import three_months, write
from tests.ui.walks import Look, seen

SIZES = [pytest.param(size, id=f"{size[0]}x{size[1]}") for size in ((80, 24), (40, 12), (140, 45))]
SESSIONS = three_months()
LOGS = {"empty": (), "one": SESSIONS[-1:], "many": SESSIONS}
PAGES = ("first", "weeks", "exercises", "legs")

pytestmark = pytest.mark.parametrize("size", SIZES)


async def through_history(folder: Path, size: tuple[int, int], look: Look, log: str) -> None:
    """All sessions, and then some of them."""
    write(folder, LOGS[log])
    async with driving(folder, size) as driver:
        await driver.press("h")
        look(driver, "all")
        if log == "many":
            await driver.press("o", "o", "slash", *"long walk")
            look(driver, "filtered")


async def through_trends(folder: Path, size: tuple[int, int], look: Look, log: str) -> None:
    """From page to page."""
    write(folder, LOGS[log])
    async with driving(folder, size) as driver:
        await driver.press("t")
        look(driver, "first")
        # In the smallest window, the answers are a separate page, before the others.
        # In the largest one, so is the overview.
        await driver.press("right", *([] if size == (80, 24) else ["right"]))
        look(driver, "weeks")
        await driver.press("right")
        look(driver, "exercises")
        await driver.press("right", "down", "down")
        look(driver, "legs")


@pytest.mark.parametrize("log", LOGS)
async def test_history(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int], log: str) -> None:
    assert await seen(tmp_path, size, through_history, "all", log) == screen


async def test_history_filtered_and_by_pain(
    screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]
) -> None:
    assert await seen(tmp_path, size, through_history, "filtered", "many") == screen


@pytest.mark.parametrize("log", LOGS)
@pytest.mark.parametrize("page", PAGES)
async def test_trends(
    screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int], log: str, page: str
) -> None:
    assert await seen(tmp_path, size, through_trends, page, log) == screen
