"""Where a screen's column is: it begins in the same row everywhere, and no text touches a scroll bar."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from tests.ui.driver import Driver, driving
from tests.ui.made_up import three_months, write

WAYS = {
    "home": (),
    "before": ("enter",),
    "history": ("h",),
    "detail": ("h", "enter"),
    "trends": ("t",),
    "exercises": ("f",),
    "how to": ("f", "enter"),
    "routines": ("e",),
    "editor": ("e", "enter"),
    "settings": ("o",),
    "help": ("question_mark",),
}
DIALOGS = {
    "minutes": ("enter", "m"),
    "left out": ("enter", "o"),
    "fields": ("e", "enter", "enter"),
    "session added": ("h", "n"),
    "a set": ("h", "enter", *["down"] * 6, "enter"),
    "the pain is too much": ("s", "x", "9"),
}
LOW = (40, 8)
"""A window so low that every dialog scrolls."""
SIZES = [(40, 12), (80, 24), (140, 45), (200, 60)]


def bars(screen: Screen[object]) -> list[Region]:
    """Where the visible vertical scroll bars are."""
    with_bars = (each for each in screen.query(Widget) if each.show_vertical_scrollbar and each.region.area)
    return [screen.find_widget(widget.vertical_scrollbar).region for widget in with_bars]


def touched(screen: Screen[object], shown: list[str]) -> list[str]:
    """What is in the cells beside a scroll bar, which should be blank."""
    found = []
    for x, y, width, height in bars(screen):
        assert width == 2
        found += [line for line in shown[y : y + height] if line[x] != " "]
    return found


async def at(driver: Driver, keys: tuple[str, ...]) -> None:
    driver.app.to_home()
    await driver.settle()
    await driver.press(*keys)
    driver.pass_time(1)
    await driver.settle()


async def test_every_screen_begins_in_the_same_row_and_keeps_clear_of_its_scroll_bar(tmp_path: Path) -> None:
    write(tmp_path, three_months())
    rows, touching = {}, {}
    async with driving(tmp_path, SIZES[0]) as driver:
        for name, keys in WAYS.items():
            await at(driver, keys)
            for size in SIZES:
                await driver.pilot.resize_terminal(*size)
                await driver.settle()
                shown = driver.rows
                rows[name, size] = next(row for row, line in enumerate(shown) if line.strip())
                touching[name, size] = touched(driver.app.screen, shown)
    assert rows == {(name, size): 0 if size == (40, 12) else 1 for name in WAYS for size in SIZES}
    assert not any(touching.values()), touching


@pytest.mark.parametrize("way", DIALOGS)
async def test_no_text_of_a_dialog_touches_its_scroll_bar(tmp_path: Path, way: str) -> None:
    write(tmp_path, three_months())
    async with driving(tmp_path, SIZES[0]) as driver:
        await driver.press(*DIALOGS[way])
        await driver.pilot.resize_terminal(*LOW)
        await driver.settle()
        assert bars(driver.app.screen), "no bar, nothing to see"
        assert touched(driver.app.screen, driver.rows) == []
