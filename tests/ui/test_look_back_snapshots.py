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

pytestmark = [pytest.mark.parametrize("size", SIZES), pytest.mark.parametrize("records", LOGS)]


@pytest.mark.parametrize("keys", [("h",), ("h", "slash", *"shoes", "escape", "s", "s")], ids=["newest", "pain"])
async def test_history(
    screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int], records: tuple[Record, ...], keys: tuple[str]
) -> None:
    if len(records) < 2 and len(keys) > 1:
        pytest.skip("there is nothing to put in order")
    write(tmp_path, records)
    async with driving(tmp_path, size) as driver:
        await driver.press(*keys)
        assert driver.app == screen


@pytest.mark.parametrize("page", range(4), ids=["pain", "weeks", "exercises", "legs"])
async def test_trends(
    screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int], records: tuple[Record, ...], page: int
) -> None:
    write(tmp_path, records)
    async with driving(tmp_path, size) as driver:
        await driver.press("t", *["right"] * page)
        if page == 3:
            await driver.press("down", "down")
        assert driver.app == screen
