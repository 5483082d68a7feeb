"""A screen is laid out when something asks for that, and not once more for whoever asks where a widget is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.screen import Screen
from textual.widget import Widget

from kneecoach.ui.widgets.line import Line
from tests.ui.driver import driving


async def test_a_layout_tells_where_every_widget_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arrange, reflow = Compositor._arrange_root, Compositor.reflow
    arranged, asked = [], []

    def noted(compositor: Compositor, *args: Any, visible_only: bool = True) -> Any:
        if not visible_only:
            arranged.append(compositor)
        return arrange(compositor, *args, visible_only=visible_only)

    def noted_reflow(compositor: Compositor, *args: Any) -> Any:
        asked.append(compositor)
        return reflow(compositor, *args)

    monkeypatch.setattr(Compositor, "_arrange_root", noted)
    monkeypatch.setattr(Compositor, "reflow", noted_reflow)
    async with driving(tmp_path, (80, 16)) as driver:
        await driver.press("enter")  # Before has more rows than the window
        assert asked
        assert arranged == asked
        body = driver.app.screen.query_one("#body")
        last = max(body.walk_children(Line), key=lambda line: line.region.bottom)
        assert last.region.bottom > body.region.bottom
        body.scroll_end(animate=False)
        await driver.settle()
        assert last.region.bottom <= body.region.bottom, "it is still looked for where it was before it scrolled"


async def test_a_widget_that_is_given_a_size_asks_for_no_other_layout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out = Screen._refresh_layout
    asking, sized = list[Widget](), 0

    def noted(screen: Screen[Any], *args: Any, **named: Any) -> None:
        nonlocal sized
        lines = {line: line.size for line in screen.query(Line) if not line._layout_required}
        lay_out(screen, *args, **named)
        asking.extend(line for line in lines if line._layout_required)
        sized += sum(line.size != size for line, size in lines.items())

    monkeypatch.setattr(Screen, "_refresh_layout", noted)
    async with driving(tmp_path) as driver:
        await driver.press("enter")
        for size in ((100, 30), (60, 20)):
            await driver.pilot.resize_terminal(*size)
        assert sized > 10
        assert asking == []
