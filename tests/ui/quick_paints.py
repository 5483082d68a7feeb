"""A screen is painted when the test looks at it, not each time that something has changed.

Nobody saw the paints between two looks, and they took a sixth of the time of the screen tests. Layout, messages and
the mouse work as always. Tests of the painting itself, of fast keys and of windows that change leave this out.
"""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen


def paint_when_looked_at(patch: pytest.MonkeyPatch) -> None:
    """Let the screen on top collect what has to be painted until the pilot pauses."""
    paint, pause = Screen._compositor_refresh, Pilot.pause

    def paint_later(screen: Screen[Any]) -> None:
        if screen is screen.app.screen:
            screen.app._update_mouse_over(screen)
        else:
            paint(screen)

    async def pause_and_paint(pilot: Pilot[Any], delay: float | None = None) -> None:
        await pause(pilot, delay)
        if (screen := pilot.app.screen)._compositor._dirty_regions:
            paint(screen)

    patch.setattr(Screen, "_compositor_refresh", paint_later)
    patch.setattr(Pilot, "pause", pause_and_paint)
