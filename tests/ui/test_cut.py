"""No row of a screen is cut off, however wide the window is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.cut import cut
from tests.ui.driver import driving
from tests.ui.pains import too_much

WIDTHS = (40, 47, 63, 64, 71, 72, 76, 77, 89, 90, 99, 100, 109, 119, 120, 160)
"""A layout has least room at the smallest width it is used for: those widths, and the ones just below them."""
WAYS = {
    "before": ("enter",),
    "before, with advice": ("enter", "7"),
    "today": ("enter", "m"),
    "left out": ("enter", "o"),
    "summary": ("s", "q", "s"),
    "settings": ("o",),
    "elsewhere": ("h", "n"),
    "a day that is none": ("h", "n", "9"),
    "correction": ("h", "enter", "end", "enter"),
    "form": ("e", "enter", "enter"),
    "home": (),
}


@pytest.mark.parametrize("way", WAYS)
async def test_no_row_is_cut_at_any_width(tmp_path: Path, way: str) -> None:
    too_much(tmp_path)
    async with driving(tmp_path, (WIDTHS[0], 30)) as driver:
        await driver.press("4", *WAYS[way])
        for width in WIDTHS:
            await driver.pilot.resize_terminal(width, 30)
            assert cut(driver.app.screen) == [], width
