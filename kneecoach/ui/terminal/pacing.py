"""Paints no faster than the terminal takes it. Changes in between are shown together in the next paint.

Textual (8.2.8; no issue filed) paints every change, and its queue of writes blocks the event loop once it is full.
On a slow line the loop would wait for the terminal most of the time, and the session would think that the computer
had slept.
"""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING

from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.geometry import Region

from kneecoach.ui.terminal.meter import OutputMeter
from kneecoach.ui.terminal.whole_paints import is_changing

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.screen import Screen


MIN_SECONDS_BETWEEN_PAINTS = 0.1
"""Nothing that changes by itself is painted more often."""

MIN_SECONDS_ON_A_SLOW_LINE = 0.5
"""The same on a slow line. Events are painted at once."""


MAX_CHANGE_SECONDS = 0.05
"""How long what was held back waits for a change that is on its way, and is painted with it."""


class PacedApp(App[None]):
    """An app that waits for its terminal before it paints again. One paint may be outstanding."""

    _waits = False
    _missed: frozenset[Region] = frozenset()
    """Regions of the screen that have changed and are not painted yet."""

    @property
    def _meter(self) -> OutputMeter | None:
        """The terminal's meter; None if its driver has none."""
        meter = getattr(self._driver, "meter", None)
        return meter if isinstance(meter, OutputMeter) else None

    @property
    def is_line_free(self) -> bool:
        """Whether the terminal has taken all that was written."""
        return self._meter is None or self._meter.is_free

    @property
    def line_is_slow(self) -> bool:
        """Whether the terminal is too slow for everything there is to show."""
        return self._meter is not None and self._meter.is_slow

    @property
    def seconds_unseen(self) -> float:
        """How long the terminal has taken nothing although output waits; otherwise 0."""
        return 0.0 if self._meter is None else self._meter.seconds_untaken

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        meter = self._meter
        if meter is None or renderable is None:
            super()._display(screen, renderable)
        elif self._waits and not meter.is_free:
            self._missed |= changed(renderable, self.size.region)
        elif self._missed and self.size.region not in changed(renderable, self.size.region):
            # What was held back comes with it: alone, this might be one half of a change.
            self._missed |= changed(renderable, self.size.region)
            self._paint_missed(is_last=True)
        else:
            self._waits, self._missed = False, frozenset()
            ahead = not meter.is_free
            super()._display(screen, renderable)
            if ahead:
                self._waits = meter.when_free(self._free)

    def _free(self) -> None:
        """Called in the writer's thread when all output is taken."""
        loop = self._loop
        if loop is not None:
            with contextlib.suppress(RuntimeError):  # closed meanwhile
                loop.call_soon_threadsafe(self._paint_missed)

    def _paint_missed(self, *, is_last: bool = False) -> None:
        """Paint what was held back, soon if the other half of a change is on its way, but at once if `is_last`."""
        self._waits = False
        if not self._missed or not self.screen_stack:
            return
        screen = self.screen
        if not is_last and self._loop is not None and is_changing(screen):
            self._loop.call_later(MAX_CHANGE_SECONDS, partial(self._paint_missed, is_last=True))
            return
        missed, self._missed = self._missed, frozenset()
        whole = screen._compositor.size.region
        with self._context():
            screen._compositor._dirty_regions.update(region.intersection(whole) for region in missed)
            screen._compositor_refresh()


def changed(update: RenderableType, screen: Region) -> frozenset[Region]:
    """The parts of the screen that a Textual update paints; the whole screen if that is unknown."""
    if isinstance(update, ChopsUpdate):
        return frozenset(Region(x1, y, x2 - x1, 1) for y, x1, x2 in update.spans)
    return frozenset({update.region}) if isinstance(update, LayoutUpdate) else frozenset({screen})
