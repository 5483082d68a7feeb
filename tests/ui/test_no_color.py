"""Without colour a hold is told from work by the ground of the band, and every cell of it is turned over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.driver import Driver, driving


def grounds(driver: Driver) -> set[int]:
    """The greys behind every cell of the band, 0 to 255: a cell in reverse counts by what is seen."""
    found = set()
    for strip in driver.app.screen._compositor.render_strips()[: driver.live.query_one("#head").region.height]:
        for text, style, _ in strip:
            assert style is not None
            seen = style.color if style.reverse else style.bgcolor
            if text and seen is not None:
                found.add(seen.get_truecolor().red)
    return found


async def test_a_hold_is_turned_over_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with driving(tmp_path, live=True) as driver:
        await driver.wait(2)
        [ready] = grounds(driver)
        await driver.wait(4)
        [hold] = grounds(driver)
        assert ready < 80
        assert hold > 160
