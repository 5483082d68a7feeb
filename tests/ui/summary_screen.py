"""What the tests of Summary share."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.ui.screens.summary import Summary
from tests.ui.driver import Driver, driving
from tests.ui.pains import newest

ID = "99999998-0000-4000-8000-000000000000"
"""The id of the session that has been done. No other session of a test has it."""

_done: list[Record] = []
"""The record of a minute of the routine, once it has been done."""


async def to_summary(driver: Driver) -> None:
    """Open Summary of a minute of the routine as the end of a session does, and wait until it takes keys.

    The minute is done once per process, by keys. Each test gets its record.
    """
    if not _done:
        _done.append(await _minute_of_the_routine())
    Store(driver.paths).append(_done[0])
    driver.app.open_summary(_done[0])
    await driver.settle()
    driver.pass_time(2)
    assert isinstance(driver.app.screen, Summary)


async def _minute_of_the_routine() -> Record:
    with TemporaryDirectory() as name, patch("kneecoach.journal.begin.uuid.uuid4", lambda: ID):
        async with driving(Path(name)) as driver:
            await driver.press("s")
            await driver.wait(60)
            await driver.press("q", "s")
            assert isinstance(driver.app.screen, Summary)
            return newest(driver)
