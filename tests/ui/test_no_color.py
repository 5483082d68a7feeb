"""Without colour, the band's background tells a hold from work, and a line below marks the cursor."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.driver import Driver, driving


def grounds(driver: Driver) -> set[int]:
    """The greys behind every cell of the band, 0 to 255; for a reversed cell, the grey that is seen."""
    found = set()
    for strip in driver.app.screen._compositor.render_strips()[: driver.live.query_one("#head").region.height]:
        for text, style, _ in strip:
            assert style is not None
            seen = style.color if style.reverse else style.bgcolor
            if text and seen is not None:
                found.add(seen.get_truecolor().red)
    return found


@pytest.mark.parametrize("colours", ["truecolor", "standard"])
async def test_a_hold_is_turned_over_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, colours: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("textual.constants.COLOR_SYSTEM", colours)
    async with driving(tmp_path, live=True) as driver:
        await driver.wait(2)
        [ready] = grounds(driver)
        await driver.wait(4)
        [hold] = grounds(driver)
        assert ready < 80
        assert hold > 160


def underlined(driver: Driver) -> list[str]:
    """What is underlined on the screen, from left to right and from top to bottom."""
    strips = driver.app.screen._compositor.render_strips()
    rows = ("".join(text for text, style, _ in strip if style is not None and style.underline) for strip in strips)
    return [row.strip() for row in rows if row.strip()]


async def test_what_has_the_cursor_is_underlined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with driving(tmp_path) as driver:
        await driver.press("o")
        assert [row.split("  ")[0] for row in underlined(driver)] == ["Weekly goal"]
        await driver.press("escape", "enter")
        rows = [" ".join(row.split()) for row in underlined(driver)]
        assert rows == ["Knee pain now 0 1 2 3 4 5 6 7 8 9 10 or t"]
        await driver.press("down")
        assert underlined(driver) == ["Pace‹ guided: the coach counts ›"]
