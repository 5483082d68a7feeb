"""A scroll bar with a blank cell on its left, so that no text touches it.

Textual (8.2.8; no issue filed) puts a container's padding outside its scroll bar: text goes right up to it.
"""

from __future__ import annotations

from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBarRender


class ClearScrollBar(ScrollBarRender):
    """A vertical bar in all cells of its thickness but the first. `base.tcss` makes it two cells thick."""

    @classmethod
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Color = Color.parse("#555555"),  # noqa: B008 - Textual's own default
        bar_color: Color = Color.parse("bright_magenta"),  # noqa: B008
    ) -> Segments:
        is_clear = vertical and thickness > 1
        bar = super().render_bar(
            size,
            virtual_size,
            window_size,
            position,
            thickness - 1 if is_clear else thickness,
            vertical,
            back_color,
            bar_color,
        )
        if not is_clear:
            return bar
        clear = Style(bgcolor=back_color)
        return Segments([part for cell in bar.segments for part in (Segment(" ", clear), cell, Segment.line())])
