"""What holds other widgets and shows nothing of its own but its background."""

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
    # Textual takes a widget's styles from the first of its bases that is one: `Ground` must not be it.
    Widget = object


class Ground(Widget):
    """Renders its background as one row that is kept, instead of filtering all of its rows at every repaint.

    On a screen that moves, those rows were a large part of the work. For widgets without border, title or text.
    Lines within one are looked at only where something changes within it, for Textual renders all of a screen's own
    widgets at each repaint.
    """

    _row: Strip | None = None

    def refresh(self, *regions: Region, **how: bool) -> Self:
        # Textual calls it for every widget whose own colour, or that of one beneath it, is another.
        self._row = None
        return super().refresh(*regions, **how)

    def render_lines(self, crop: Region) -> list[Strip]:
        if self._row is None or self._row.cell_length != crop.width:
            # To work the colour out takes as long as everything else here.
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
