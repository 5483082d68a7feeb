"""What the tests of Summary share."""

from __future__ import annotations

from kneecoach.ui.screens.summary import Summary
from tests.ui.driver import Driver


async def to_summary(driver: Driver) -> None:
    """Do a minute of the routine on Home, stop and save, until Summary takes keys."""
    await driver.press("s")
    await driver.wait(60)
    await driver.press("q", "s")
    driver.pass_time(2)
    assert isinstance(driver.app.screen, Summary)
