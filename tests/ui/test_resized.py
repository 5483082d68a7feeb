"""A window that has been resized shows what one opened in that size shows."""

from __future__ import annotations

from pathlib import Path

from textual.screen import Screen

from kneecoach.ui.screens.base import KneeScreen
from kneecoach.ui.screens.before import Before
from kneecoach.ui.screens.detail import Detail
from kneecoach.ui.screens.editor import Editor
from kneecoach.ui.screens.help import Help
from kneecoach.ui.screens.history import History
from kneecoach.ui.screens.home import Home
from kneecoach.ui.screens.movements import Movements
from kneecoach.ui.screens.routines import Routines
from kneecoach.ui.screens.settings import SettingsScreen
from kneecoach.ui.screens.trends import Trends
from tests.ui.driver import Driver, driving
from tests.ui.made_up import three_months, write

SIZES = ((80, 24), (40, 12), (140, 45), (60, 20))

WAY: tuple[tuple[tuple[str, ...], type[KneeScreen]], ...] = (
    ((), Home),
    (("h",), History),
    (("enter",), Detail),
    (("escape", "escape", "t"), Trends),
    (("escape", "f"), Movements),
    (("escape", "o"), SettingsScreen),
    (("escape", "question_mark"), Help),
    (("escape", "e"), Routines),
    (("enter",), Editor),
    (("escape", "escape", "enter"), Before),
)
"""Keys, and the screen that they lead to."""
PAGE = "[Legs]"
"""A page that there is in every size; a small window begins with one that the others have not."""


async def test_every_screen_is_laid_out_as_if_it_were_opened_in_that_size(tmp_path: Path) -> None:
    write(tmp_path, three_months())
    opened: dict[tuple[type[Screen[None]], tuple[int, int]], list[str]] = {}
    for size in SIZES:
        async with driving(tmp_path, size) as driver:
            for keys, kind in WAY:
                opened[kind, size] = await seen(driver, keys, kind)
    async with driving(tmp_path, SIZES[0]) as driver:
        for keys, kind in WAY:
            await seen(driver, keys, kind)
            for size in (*SIZES[1:], SIZES[0]):
                await driver.pilot.resize_terminal(*size)
                assert await seen(driver, (), kind) == opened[kind, size], f"{kind.__name__}, {size}"


async def seen(driver: Driver, keys: tuple[str, ...], kind: type[KneeScreen]) -> list[str]:
    """What the screen shows after these keys."""
    await driver.press(*keys)
    assert isinstance(driver.app.screen, kind)
    while kind is Trends and PAGE not in "".join(driver.rows):
        await driver.press("right")
    await driver.settle()
    return driver.rows
