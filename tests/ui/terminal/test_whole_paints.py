"""What changes together is painted together: no paint shows half of a change."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen

from kneecoach.ui.terminal import pacing
from kneecoach.ui.terminal.screen_life import SafeScreen, SafeScreenApp
from kneecoach.ui.terminal.whole_paints import MAX_WAITS
from kneecoach.ui.widgets.line import Line


class Lines(SafeScreen, Screen[None]):
    def compose(self) -> ComposeResult:
        for number in range(2):
            yield Line("-" * 10, id=f"line-{number}")


class LinesApp(SafeScreenApp):
    def get_default_screen(self) -> Lines:
        return Lines()


@pytest.fixture
async def pilot() -> AsyncIterator[Pilot[None]]:
    async with LinesApp().run_test() as pilot:
        await pilot.pause()
        await pilot.pause()
        yield pilot


@pytest.mark.parametrize("has_moved", [False, True], ids=["in place", "with another layout"])
@pytest.mark.parametrize("is_on_its_way", [False, True], ids=["not told yet", "on its way to the screen"])
async def test_a_paint_waits_for_the_other_half_of_a_change(
    pilot: Pilot[None], monkeypatch: pytest.MonkeyPatch, *, is_on_its_way: bool, has_moved: bool
) -> None:
    painted: list[set[int]] = []
    monkeypatch.setattr(
        App,
        "_display",
        lambda self, _, update: painted.append({each.y for each in pacing.changed(update, self.size.region)}),
    )
    screen = pilot.app.screen
    first, second = screen.query(Line)
    first.show("Rest")
    second.show("1 of 3")
    # When its time to paint comes, the screen has heard only of the first.
    first._repaint_required = False
    screen._dirty_widgets.add(first)
    screen._layout_required = has_moved
    if is_on_its_way:
        second._check_refresh()
    screen._on_timer_update()
    assert painted == []
    await pilot.pause()
    assert painted == [{0, 1}]


async def test_a_widget_that_never_says_what_it_changes_holds_no_paint_up_for_long(pilot: Pilot[None]) -> None:
    screen = pilot.app.screen
    first, second = screen.query(Line)
    has_waited = []
    for _ in range(MAX_WAITS + 1):
        second._repaint_required = True
        screen._dirty_widgets.add(first)
        screen._on_timer_update()
        has_waited.append(bool(screen._dirty_widgets))
    assert has_waited == [True] * MAX_WAITS + [False]
