"""Windows of any size, down to one cell, with records as odd as a log may hold: every screen opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Input

from kneecoach.ui.screens.base import KneeScreen
from kneecoach.ui.screens.before import Before
from kneecoach.ui.screens.choose import Choose
from kneecoach.ui.screens.detail import Detail
from kneecoach.ui.screens.editor import Editor
from kneecoach.ui.screens.form import Form
from kneecoach.ui.screens.help import Help
from kneecoach.ui.screens.history import History
from kneecoach.ui.screens.home import Home
from kneecoach.ui.screens.live import Live
from kneecoach.ui.screens.movements import Movements
from kneecoach.ui.screens.routines import Routines
from kneecoach.ui.screens.summary import Summary
from kneecoach.ui.screens.trends import Trends
from kneecoach.ui.views.detail import detail_rows
from tests.torture.monkey import odd_records
from tests.ui.driver import driving
from tests.ui.made_up import write

WAY = (
    ("question_mark", Help),
    ("escape", Home),
    ("f", Movements),
    ("escape", Home),
    ("e", Routines),
    ("enter", Editor),
    ("w", Editor),
    ("enter", Form),
    ("escape", Editor),
    ("a", Choose),
    ("escape", Editor),
    ("escape", Routines),
    ("escape", Home),
    ("t", Trends),
    ("right", Trends),
    ("escape", Home),
    ("h", History),
    ("enter", Detail),
    ("pagedown", Detail),
    ("pageup", Detail),
    ("escape", History),
    ("escape", Home),
    ("enter", Before),
    ("enter", Live),
    ("q", None),
    ("s", Summary),
    ("enter", Home),
)
"""A key, and the screen that it leads to; None for a dialog."""

MAX_PAINTS = 100
"""A width that no test here reaches."""


@pytest.fixture(autouse=True)
def _painted_when_looked_at() -> None:
    """Screens are painted at once here: a window changes between two paints."""


@pytest.fixture
def layouts_within_layouts(monkeypatch: pytest.MonkeyPatch) -> list[Screen[object]]:
    """The screens that have been laid out once more while they were being laid out."""
    arrange = Compositor._arrange_root
    at_it: list[Screen[object]] = []
    nested: list[Screen[object]] = []

    def noted(compositor: Compositor, root: Screen[object], *args: Any, **named: Any) -> Any:
        nested.extend(at_it)
        at_it.append(root)
        try:
            return arrange(compositor, root, *args, **named)
        finally:
            at_it.pop()

    monkeypatch.setattr(Compositor, "_arrange_root", noted)
    return nested


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (3, 2), (9, 40), (300, 2)])
async def test_every_screen_opens_in_a_window_of_any_size(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    layouts_within_layouts: list[Screen[object]],
) -> None:
    monkeypatch.setattr(KneeScreen, "takes_key", lambda _screen, _key: True)  # as if they opened by themselves
    write(tmp_path, odd_records())
    async with driving(tmp_path, size) as driver:
        for key, screen in WAY:
            await driver.press(key)
            assert screen is None or isinstance(driver.app.screen, screen), key
            assert not layouts_within_layouts, key


async def test_the_window_may_change_while_a_screen_is_open(tmp_path: Path) -> None:
    write(tmp_path, odd_records())
    async with driving(tmp_path) as driver:
        for key, screen in WAY:
            await driver.press(key)
            focused = driver.app.focused
            for columns, rows in ((1, 1), (200, 3), (0, 0), (80, 24)):
                await driver.pilot.resize_terminal(columns, rows)
            await driver.settle()
            assert screen is None or isinstance(driver.app.screen, screen), key
            assert driver.app.focused is focused, f"{key}: a window that was too small for a while takes the focus"


async def test_a_screen_is_laid_out_once_for_a_new_size_and_not_before_it_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: list[tuple[type[Screen[object]], Size, bool]] = []
    lay_out = Screen._refresh_layout

    def noted(screen: Screen[object], size: Size | None = None, scroll: bool = False) -> None:
        if size is not None:  # otherwise a widget asked for it
            laid_out.append((type(screen), size, screen.has_class("-roomy")))
        lay_out(screen, size, scroll)

    async with driving(tmp_path) as driver:
        await driver.press("h")
        monkeypatch.setattr(Screen, "_refresh_layout", noted)
        await driver.pilot.resize_terminal(140, 45)
        await driver.settle()
        assert laid_out == [(History, Size(140, 45), True)]
        await driver.press("escape")
        assert laid_out[1:] == [(Home, Size(140, 45), True)]


async def test_what_is_being_typed_goes_on_after_the_window_was_too_small(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("enter", "l", "1")
        field = driver.app.focused
        assert isinstance(field, Input)
        await driver.pilot.resize_terminal(10, 3)
        await driver.pilot.resize_terminal(80, 24)
        await driver.press("5")
        assert field.value == "15"


async def test_a_figure_without_room_waits_until_it_has_some(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted = 0

    def paint(screen: Live, paints: Callable[[Live], None] = Live._paint) -> None:
        nonlocal painted
        painted += 1
        assert painted < MAX_PAINTS, "Live paints without end, and no key is heard any more"
        paints(screen)

    async with driving(tmp_path, live=True) as driver:
        await driver.press("p")
        board = driver.live._board
        # A window that shrinks and grows at once: Live has not been laid out for the size it knows of.
        driver.live.add_class("-too-small")
        await driver.pilot.pause()
        monkeypatch.setattr(Live, "_paint", paint)
        driver.live._take_colours()
        await driver.pilot.pause()
        assert board.has_figure
        assert board.figure.size.area == 0
        assert board.figure._frame is None
        driver.live.remove_class("-too-small")
        await driver.pilot.pause()
        assert board.figure._frame is not None
        assert board.figure._frame.columns == board.figure.size.width > 0


@pytest.mark.parametrize("width", [-9, 0, 1, 2, 5, 40])
def test_the_rows_of_any_session_are_made_for_any_width(width: int) -> None:
    for record in odd_records():
        assert detail_rows(record, width)
