"""What is on the screen is what would be painted if nothing had been cached.

Textual forgets a widget's style only when the widget's own rules change. If only the background beneath it changes,
the widget keeps the background it saw first.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.style import Style
from textual.widget import Widget
from textual.widgets import Input

from kneecoach.session.commands import GoTo
from kneecoach.ui.theme import CONTRAST, DARK, LIGHT, THEMES
from tests.ui.driver import Driver, driving

Cell = tuple[str, Style | None]


def painted(driver: Driver) -> list[list[Cell]]:
    """Every cell of the current screen, row by row."""
    strips = driver.app.screen._compositor.render_strips()
    return [[(letter, style) for text, style, _ in strip for letter in text] for strip in strips]


async def stale(driver: Driver) -> list[str]:
    """Cells that look different once everything cached is forgotten."""
    for field in driver.app.screen.query(Input):
        field.cursor_blink = False
    driver.app.clear_notifications()  # one that expired between the two paints would be a difference
    await driver.pilot.pause()
    kept = painted(driver)
    for widget in driver.app.screen.walk_children(Widget, with_self=True):
        widget.notify_style_update()
        widget.refresh()
    await driver.pilot.pause()
    fresh = painted(driver)
    return [
        f"row {y}, column {x}: {was[0]!r} {was[1]}, not {now[1]}"
        for y, rows in enumerate(zip(kept, fresh, strict=True))
        for x, (was, now) in enumerate(zip(*rows, strict=True))
        if was != now
    ]


@pytest.mark.parametrize(
    ("size", "theme"), [((40, 12), DARK.name), ((80, 24), LIGHT.name), ((140, 45), CONTRAST.name)]
)
async def test_a_flash_leaves_nothing_behind(tmp_path: Path, size: tuple[int, int], theme: str) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        driver.app.theme = theme
        sets = driver.runner.state.plan.sets
        driver.runner.send(GoTo(next(n for n, planned in enumerate(sets) if planned.exercise.id == "hip-thrust")))
        await driver.wait(driver.runner.state.planned.exercise.setup - 4)  # nothing flashes until the countdown
        flashes = set()
        while driver.runner.state.reps < 1:
            await driver.wait(0.3)
            flashes.add(driver.is_flashing)
            assert await stale(driver) == []
        assert flashes == {True, False}


async def test_no_screen_keeps_the_colours_of_another_theme_or_of_a_focus_that_went(tmp_path: Path) -> None:
    async with driving(tmp_path, (100, 30)) as driver:

        async def look(*keys: str) -> None:
            await driver.press(*keys)
            name = type(driver.app.screen).__name__
            for theme in (*THEMES[1:], THEMES[0]):
                driver.app.theme = theme.name
                await driver.settle()
                assert await stale(driver) == [], f"{name}: {theme.name}"
            for key in ("tab", "tab", "shift+tab"):
                await driver.press(key)
                assert await stale(driver) == [], f"{name}: {key}"

        await look()
        await look("f")
        await look("question_mark")
        await look("escape", "escape", "e")
        await look("enter", "w")
        await look("enter")
        await look("escape", "a")
        await look("escape", "escape", "escape", "enter")
        await look("7")
        await driver.press("enter")
        await driver.wait(20)
        await look()
        await look("x")
        await look("escape", "q")
        await look("s")
        await look("7")
        await driver.press("escape")
        await look("h")
        await look("enter")
        await look("down", "e")
        await look("escape", "escape", "t")
