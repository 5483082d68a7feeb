"""Before: each setting is a row that the cursor reaches and a click changes."""

from __future__ import annotations

from pathlib import Path

from kneecoach.session.plan import Pace, Side
from kneecoach.ui.screens.live import Live
from kneecoach.ui.widgets.pressable import Button
from kneecoach.ui.widgets.setting import Setting
from tests.ui.driver import driving


async def test_the_cursor_goes_through_every_row_and_changes_it(tmp_path: Path) -> None:
    async with driving(tmp_path, (100, 30)) as driver:
        await driver.press("enter")
        shown = driver.app.screen
        seen = []
        for _ in range(6):
            assert shown.focused is not None
            seen.append(shown.focused.id)
            await driver.press("down")
        assert seen == ["pain", "pace", "side", "load-hip-thrust", "load-reverse-lunge", "start"]
        assert isinstance(shown.focused, Button)
        await driver.press("up", "up", "up", "right", "up", "left")
        assert shown.query_one("#side", Setting).text == "‹ right ›"
        assert shown.query_one("#pace", Setting).text.startswith("‹ self")
        await driver.press("enter")
        assert isinstance(driver.app.screen, Live)
        assert (driver.runner.state.pace, driver.runner.state.planned.side) == (Pace.SELF, Side.RIGHT)


async def test_a_click_changes_a_setting_and_presses_the_button(tmp_path: Path) -> None:
    async with driving(tmp_path, (100, 30)) as driver:
        await driver.press("enter")
        await driver.pilot.click("#side")
        assert driver.app.screen.query_one("#side", Setting).text == "‹ right ›"
        await driver.press("7")
        await driver.pilot.click("#pain", offset=(22, 0))
        await driver.settle()
        await driver.pilot.click("#without")
        await driver.settle()
        assert not driver.app.screen.query_one("#row-reverse-lunge").display
        await driver.pilot.click("#start")
        await driver.settle()
        assert isinstance(driver.app.screen, Live)
        assert driver.runner.state.planned.side is Side.RIGHT
