"""True pixels over the cells of a widget.

Textual (8.2.8; no issue filed) knows cells only. A picture is written straight to the terminal, over cells that the
widget leaves empty. Whenever Textual paints, it is checked again whether the widget can be seen: a picture must not
cover another screen, a dialog, a notification or a widget that has moved.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from rich.console import COLOR_SYSTEMS
from rich.style import Style
from textual.geometry import Region
from textual.widget import Widget

from kneecoach.ui.terminal.graphics import Graphics
from kneecoach.ui.terminal.pacing import PacedApp, changed
from kneecoach.ui.terminal.picture_maker import PictureMaker

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.screen import Screen

    from kneecoach.figures.picture import Picture
    from kneecoach.ui.terminal.graphics_screen import GraphicsScreen, Job

USUAL_CELL = (10, 20)
Later = Callable[[float, Callable[[], None]], object]


class PictureLayer:
    """The picture of the view that can be seen. Each view has its own; of two on one screen, the first is shown."""

    def __init__(self, app: PictureApp, screen: GraphicsScreen, later: Later) -> None:
        """`later` calls a function after a number of seconds."""
        self._app = app
        self._screen = screen
        self._later = later
        self._window = app.size
        self._wanted_at = 0.0
        self._wanted: WeakKeyDictionary[Widget, Picture] = WeakKeyDictionary()
        self._waits = False
        self._seen: Picture | None = None
        """The picture that was visible last. What is kept belongs to it, whatever a covered screen may want."""
        self._on: Widget | None = None
        """The view whose picture was shown last."""
        self._maker = PictureMaker(self._make, screen.is_made, later, lambda: not app.line_is_slow)

    def show(self, view: Widget, picture: Picture | None) -> None:
        """Show a picture over the cells of a view as soon as it is made; None shows the cells."""
        if picture is None:
            self._wanted.pop(view, None)
        else:
            self._wanted[view] = picture
        self.settle()

    def ahead(self, pictures: Iterable[Picture]) -> None:
        """Make these when there is time, instead of those asked for before."""
        self._maker.ahead(self._screen.jobs(pictures))

    def forget(self) -> None:
        """Forget all pictures, here and in the terminal. What is still wanted is made anew."""
        self._maker.stop()
        self._screen.forget()

    def settle(self) -> None:
        """Show what is wanted if it can be seen, and nothing otherwise."""
        if self._app.is_closing:
            return
        if self._app.size != self._window:
            # Every picture made for the old window now has the wrong size.
            self._window = self._app.size
            self.forget()
        view, region = next(
            ((view, region) for view in list(self._wanted) if (region := self._seen_at(view))), (None, None)
        )
        if view is not self._on or region is None or self._screen.at != region.offset:
            self._screen.hide()
        if view is None or region is None:
            return
        picture = self._wanted[view]
        if self._seen is not None and not _belong_together(self._seen, picture):
            self.forget()
        self._seen = picture
        job = self._screen.job(picture)
        if self._screen.is_made(job):
            self._show(view, picture, region)
        else:
            # The one before stays until this one is made.
            self._want(job)

    def painted(self, regions: Iterable[Region]) -> None:
        """Cells were painted; a picture that was painted over is shown again."""
        if self._screen.painted(regions):
            self.settle()

    def _want(self, job: Job) -> None:
        """Make something now, or as soon as there may be another."""
        left = self._wanted_at + self._screen.seconds_between - time.monotonic()
        if left <= 0:
            self._wanted_at = time.monotonic()
            self._maker.want(job)
        elif not self._waits:
            self._waits = True
            self._later(left, self._wait_over)

    def _wait_over(self) -> None:
        self._waits = False
        self.settle()

    def _make(self, job: Job) -> Iterator[None]:
        picture = job[1]
        is_wanted = picture in self._wanted.values()
        yield from self._screen.make(job, lambda: self._app.is_line_free)
        self.settle()
        if not is_wanted:
            return
        for view, wanted in list(self._wanted.items()):
            # On a slow computer something else may be wanted by now. The finished picture is still shown.
            if wanted != picture and _is_alike(wanted, picture):
                region = self._seen_at(view)
                if region is not None and not self._screen.is_made(self._screen.job(wanted)):
                    self._show(view, picture, region)

    def _show(self, view: Widget, picture: Picture, region: Region) -> None:
        self._on = view
        self._screen.show(picture, region.offset, lambda: self._blank(view, region.width))

    def _blank(self, view: Widget, width: int) -> str:
        """A row of a view's empty cells, as Textual writes it."""
        style = Style(bgcolor=view.background_colors[1].rich_color)
        system = self._app.console.color_system
        return style.render(" " * width, color_system=COLOR_SYSTEMS[system] if system else None)

    def _seen_at(self, view: Widget) -> Region | None:
        """Where a view's cells are, if all of them can be seen and a picture of their size is wanted."""
        if not view.is_attached or view.screen is not self._app.screen:
            return None
        region, canvas = view.content_region, self._wanted[view].canvas
        if region.size != (canvas.columns, canvas.rows):
            return None
        seen = view.screen._compositor.visible_widgets
        if view not in seen or not seen[view][1].contains_region(region):
            return None
        around = {view, *view.ancestors}
        is_covered = any(
            place.overlaps(region) and other not in around and other.visible for other, (place, _) in seen.items()
        )
        return None if is_covered else region


class PictureApp(PacedApp):
    """An app whose widgets may show pictures in true pixels."""

    pictures: PictureLayer | None = None
    """None if only cells can be shown."""

    @property
    def cell(self) -> tuple[int, int]:
        """Width and height of a cell in pixels; a usual size if it is not known."""
        return getattr(self._driver, "cell", None) or USUAL_CELL

    @property
    def is_closing(self) -> bool:
        """Whether nothing new may be shown, because the app is ending."""
        return self._exit or self._driver is None

    def show_pixels(self, graphics: Graphics | None) -> bool:
        """Get ready to show pictures in this way. Returns whether they can be shown."""
        driver = self._driver
        if graphics is None or driver is None:
            return False
        if graphics == "sixel" and getattr(driver, "cell", None) is None:
            return False  # no picture would fit its cells
        if self.pictures is None:
            from kneecoach.ui.terminal.kitty_screen import KittyScreen
            from kneecoach.ui.terminal.sixel_screen import SixelScreen

            screen = (
                KittyScreen(driver.write)
                if graphics == "kitty"
                else SixelScreen(driver.write, true_colours=self.console.color_system == "truecolor")
            )
            self.pictures = PictureLayer(self, screen, asyncio.get_running_loop().call_later)
            # However the app ends or is suspended, the driver gives the terminal back.
            driver.before_stop = self.pictures.forget  # type: ignore[attr-defined]  # a field of our driver
        return True

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if self.pictures is not None:
            self.pictures.settle()
        super()._display(screen, renderable)
        if self.pictures is not None and renderable is not None:
            self.pictures.painted(changed(renderable, self.size.region))


def _belong_together(one: Picture, other: Picture) -> bool:
    """Whether two pictures are of the same movement and colours, so that both are soon wanted again."""
    return one.figure is other.figure and one.canvas.palette == other.canvas.palette


def _is_alike(one: Picture, other: Picture) -> bool:
    """Whether two pictures are of the same figure, size and colours, on whichever side."""
    return one.figure is other.figure and one.canvas == replace(other.canvas, side=one.canvas.side)
