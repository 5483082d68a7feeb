"""A screen is laid out when something asks for that, and not once more for whoever asks where a widget is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor

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
