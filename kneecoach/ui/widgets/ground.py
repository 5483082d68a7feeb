"""Containers that show only their background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from rich.segment import Segment
from rich.style import Style
from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widget import Widget
else:
    # Textual takes a widget's styles from its first base that is a widget. That must not be `Ground`.
    Widget = object


class Ground(Widget):
    """Renders its background as one cached row, instead of filtering all of its rows at every repaint.

    On an animated screen those rows were a large part of the work. Only for widgets without border, title or text.
    At each repaint Textual renders every widget directly on the screen. Lines inside a `Ground` are rendered only
    when something inside it changes.
    """

    _row: Strip | None = None

    def refresh(self, *regions: Region, **how: bool) -> Self:
        # Textual calls this for every widget whose colour, or whose container's colour, has changed.
        self._row = None
        return super().refresh(*regions, **how)

    def render_lines(self, crop: Region) -> list[Strip]:
        if self._row is None or self._row.cell_length != crop.width:
            # Computing the colour takes as long as everything else here.
            colour = self.background_colors[1]
            strip = Strip([Segment(" " * crop.width, Style(bgcolor=colour.rich_color))], crop.width)
            for line_filter in self.get_line_filters():
                strip = strip.apply_filter(line_filter, colour)
            self._row = strip
        return [self._row] * crop.height


class Row(Ground, Horizontal):
    """Widgets side by side."""


class Column(Ground, Vertical):
    """Widgets one above the other."""
