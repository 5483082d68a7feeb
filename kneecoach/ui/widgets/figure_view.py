"""The figure on the screen: frames of cells, of which only the rows that changed are painted."""

from __future__ import annotations

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from kneecoach.figures.cells import Row
from kneecoach.figures.frames import Frame

MOST_STRIPS = 4000
"""Rows kept as strips: those of a rep at the largest sizes."""


class FigureView(Widget):
    """Shows frames. It never moves or scrolls, and knows nothing of what they show."""

    DEFAULT_CSS = "FigureView { width: 1fr; height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._frame: Frame | None = None
        self._strips: dict[Row, Strip] = {}
        self._styles: dict[tuple[int | None, int | None], Style] = {}
        self.sixteen = False
        """Whether colours are numbers of the terminal's own sixteen."""

    def show(self, frame: Frame | None) -> None:
        """Show a frame of this widget's size, or nothing."""
        if frame is self._frame:
            return
        before, self._frame = self._frame, frame
        if frame is None or before is None or frame.columns != before.columns:
            self.refresh()
            return
        self.refresh(*(Region(0, y, frame.columns, 1) for y in frame.changed(before)))

    def restyle(self) -> None:
        """Forget what has been drawn, for other colours."""
        self._frame = None
        self._strips.clear()
        self._styles.clear()

    def render_line(self, y: int) -> Strip:
        if self._frame is None or y >= len(self._frame.rows):
            return Strip.blank(self.size.width, self.rich_style)
        return self._strip(self._frame.rows[y])

    def _strip(self, row: Row) -> Strip:
        strip = self._strips.get(row)
        if strip is None:
            if len(self._strips) > MOST_STRIPS:
                self._strips.clear()
            ground = self.rich_style
            strip = Strip([Segment(text, ground + self._style(fg, bg)) for text, fg, bg in row])
            strip = self._strips[row] = strip.adjust_cell_length(self.size.width, ground)
        return strip

    def _style(self, fg: int | None, bg: int | None) -> Style:
        style = self._styles.get((fg, bg))
        if style is None:
            style = self._styles[(fg, bg)] = Style(color=self._colour(fg), bgcolor=self._colour(bg))
        return style

    def _colour(self, number: int | None) -> Color | None:
        if number is None:
            return None
        if self.sixteen:
            return Color.from_ansi(number)
        return Color.from_rgb(number >> 16, number >> 8 & 255, number & 255)
