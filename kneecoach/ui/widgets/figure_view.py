"""The figure on the screen. Of each frame of cells, only the rows that changed are painted."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from functools import partial

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kneecoach.figures.cells import Row
from kneecoach.figures.frames import Frame
from kneecoach.figures.picture import Picture
from kneecoach.ui.figure_source import FigureSource
from kneecoach.ui.terminal.light_strip import LightStrip
from kneecoach.ui.terminal.pictures import PictureApp, PictureLayer
from kneecoach.ui.theme import SIXTEEN
from kneecoach.ui.views.pose import PoseView

MAX_FRAMES = 250
"""Frames kept as strips: enough for a rep on each side at the largest sizes."""


class FigureView(Widget):
    """Shows frames. It never moves or scrolls, and does not know what they show."""

    DEFAULT_CSS = "FigureView { width: 1fr; height: 1fr; }"

    class Resized(Message):
        """The size of the view has changed."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._frame: Frame | None = None
        self._of: Hashable = None
        self._frames: dict[tuple[Frame | None, Size, Color], list[Strip]] = {}
        """Frames as strips, by the widget's size and background colour."""
        self._rows: dict[tuple[Row, int, Color], Strip] = {}
        self.sixteen = False
        """Whether colours are numbers of the terminal's own sixteen."""

    def on_resize(self) -> None:
        self.post_message(self.Resized())

    def show_pose(self, source: FigureSource, pose: PoseView, *, moves: bool = True) -> None:
        """Show a pose, in true pixels where the terminal shows them; if not `moves`, one of two end poses."""
        picture = self.picture(source, pose, moves=moves)
        layer = self._layer  # made once there are pictures
        if layer is not None:
            layer.show(self, picture)
        frame = source.frame(pose, *self.size, moves=moves) if picture is None else None
        self.show(frame, source.kept_of(pose))

    def picture(self, source: FigureSource, pose: PoseView, *, moves: bool = True) -> Picture | None:
        """The picture of a pose in this view's size; None if cells are shown."""
        app = self.app
        return source.picture(pose, *self.size, app.cell, moves=moves) if isinstance(app, PictureApp) else None

    def prepare_pictures(self, source: FigureSource, poses: Iterable[PoseView], *, moves: bool = True) -> None:
        """Make the pictures of these poses when there is time."""
        if self._layer is not None:
            pictures = (self.picture(source, pose, moves=moves) for pose in poses)
            self._layer.ahead(picture for picture in pictures if picture is not None)

    @property
    def _layer(self) -> PictureLayer | None:
        return self.app.pictures if isinstance(self.app, PictureApp) else None

    def show(self, frame: Frame | None, of: Hashable = None) -> None:
        """Show a frame of this widget's size, or nothing; `of` says what it belongs to, if that may change.

        Frames of anything else are forgotten.
        """
        if of is not None and of != self._of:
            self._of = of
            self.restyle()
        if frame is self._frame:
            return
        before, self._frame = self._frame, frame
        if frame is None or before is None or frame.columns != before.columns:
            self.refresh()
            return
        self.refresh(*(Region(0, y, frame.columns, 1) for y in frame.changed(before)))

    def prepare(self, frame: Frame | None) -> None:
        """Prepare a frame for later: its first paint costs more than drawing it."""
        self._strips(frame, self.background_colors[1])

    def restyle(self) -> None:
        """Forget the drawn strips, because colours have changed."""
        self._frame = None
        self.forget_strips()
        forget_colours()

    def forget_strips(self) -> None:
        """Forget the drawn strips, for as long as no other frame is shown."""
        self._frames.clear()
        self._rows.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        # Not `render_line`: Textual would style and filter every row again, and what it caches with a strip (its
        # parts, its escape sequences) would be lost by the next rep.
        strips = self._strips(self._frame, self.background_colors[1])[crop.y : crop.bottom]
        if crop.column_span == (0, self.size.width):
            return strips
        return [strip.crop(*crop.column_span) for strip in strips]

    def _strips(self, frame: Frame | None, ground: Color) -> list[Strip]:
        """A frame as strips, cached."""
        key = (frame, self.size, ground)
        strips = self._frames.get(key)
        if strips is None:
            if len(self._frames) >= MAX_FRAMES:
                self._frames.clear()
                self._rows.clear()
            strips = self._frames[key] = self._drawn(frame, ground)
        return strips

    def _drawn(self, frame: Frame | None, ground: Color) -> list[Strip]:
        """A frame as strips, one for each row of the widget."""
        width, height = self.size
        # The filter that turns the terminal's own colours into true ones has nothing to do here.
        filters = [f for f in self.get_line_filters() if not isinstance(f, ANSIToTruecolor)]
        make = partial(_strip, width, self.rich_style, ground, filters, sixteen=self.sixteen)
        rows = frame.rows[:height] if frame is not None else ()
        strips = []
        for row in (*rows, *[()] * (height - len(rows))):
            strip = self._rows.get((row, width, ground))
            if strip is None:
                strip = self._rows[row, width, ground] = LightStrip(make, row, self.app.console)
            strips.append(strip)
        return strips


def _strip(
    width: int, around: Style, ground: Color, filters: Sequence[LineFilter], row: Row, *, sixteen: bool
) -> Strip:
    """A row of cells, `width` wide."""
    segments = [Segment(text, _style(fg, bg, around, sixteen=sixteen)) for text, fg, bg in row]
    strip = Strip(segments, sum(len(text) for text, _, _ in row)).adjust_cell_length(width, around)
    for line_filter in filters:
        strip = strip.apply_filter(line_filter, ground)
    return strip


def _style(fg: int | None, bg: int | None, around: Style, *, sixteen: bool) -> Style:
    # Not added to the surrounding style: Rich would keep the sum, and its parts, forever.
    return Style(color=_colour(fg, sixteen) or around.color, bgcolor=_colour(bg, sixteen) or around.bgcolor)


def _colour(number: int | None, sixteen: bool) -> RichColor | None:
    if number is None:
        return None
    # Not `from_ansi`: below a dialog Textual would show those in a palette of its own.
    true = int(SIXTEEN[number][1:], 16) if sixteen else number
    return RichColor.from_rgb(true >> 16, true >> 8 & 255, true & 255)


def forget_colours() -> None:
    """Let Rich forget the colours it was asked for last: a figure has a thousand that nothing else has."""
    RichColor.downgrade.cache_clear()
    RichColor.get_ansi_codes.cache_clear()
