"""A screen is painted when the test looks at it, not each time that something has changed.

Between two looks nobody sees a paint, and putting all strips of a screen together took a sixth of the time of the
screen tests. So when the pilot pauses, only the widgets that have changed are rendered: what they make of their
state is tried after every key. Layout, messages and the mouse work as always. Tests of the painting itself, of fast
keys and of windows that change leave this out.
"""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget


def paint_when_looked_at(patch: pytest.MonkeyPatch) -> None:
    """Let the screen on top note what has to be painted, and render its changed widgets when the pilot pauses."""
    paint, pause = Screen._compositor_refresh, Pilot.pause

    def paint_later(screen: Screen[Any]) -> None:
        if screen is screen.app.screen:
            screen.app._update_mouse_over(screen)
        else:
            paint(screen)

    async def pause_and_render(pilot: Pilot[Any], delay: float | None = None) -> None:
        await pause(pilot, delay)
        compositor = pilot.app.screen._compositor
        if compositor._dirty_regions:
            compositor._dirty_regions.clear()
            for widget in compositor.visible_widgets:
                _render(widget)

    patch.setattr(Screen, "_compositor_refresh", paint_later)
    patch.setattr(Pilot, "pause", pause_and_render)


def _render(widget: Widget) -> None:
    """Let a widget that has changed make what it shows. A dialog's own ground is a picture of the screen below."""
    if not widget._dirty_regions or isinstance(widget, Screen):
        return
    kind = type(widget)
    if kind.render_lines is Widget.render_lines and kind.render_line is Widget.render_line:
        widget._render()
    else:
        widget.render_lines(widget.size.region)
