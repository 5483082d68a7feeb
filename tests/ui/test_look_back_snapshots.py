"""How History and Trends look: with no session, with one, and with three months of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from kneecoach.log.record import Record
from tests.ui.driver import driving
from tests.ui.made_up import three_months, write

SIZES = [pytest.param(size, id=f"{size[0]}x{size[1]}") for size in ((80, 24), (40, 12), (140, 45))]
SESSIONS = three_months()
LOGS = [pytest.param((), id="empty"), pytest.param(SESSIONS[-1:], id="one"), pytest.param(SESSIONS, id="many")]

pytestmark = pytest.mark.parametrize("size", SIZES)


@pytest.mark.parametrize("records", LOGS)
async def test_history(
    screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int], records: tuple[Record, ...]
) -> None:
    write(tmp_path, records)
    async with driving(tmp_path, size) as driver:
        await driver.press("h")
        assert driver.app == screen


async def test_history_filtered_and_by_pain(
    screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]
) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path, size) as driver:
        await driver.press("h", "o", "o", "slash", *"long walk")
        assert driver.app == screen


@pytest.mark.parametrize("records", LOGS)
@pytest.mark.parametrize("page", range(4), ids=["first", "weeks", "exercises", "legs"])
async def test_trends(
    screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int], records: tuple[Record, ...], page: int
) -> None:
    write(tmp_path, records)
    async with driving(tmp_path, size) as driver:
        # In the smallest window, the answers are a separate page, before the others.
        # In the largest one, so is the overview.
        await driver.press("t", *["right"] * (page if size == (80, 24) or page == 0 else page + 1))
        if page == 3:
            await driver.press("down", "down")
        assert driver.app == screen
