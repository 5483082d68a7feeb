"""A chart as text, in the theme's colours."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size

from kneecoach.review.charts.text import Role, Row
from kneecoach.ui.widgets.text_widget import TextWidget

Draw = Callable[[int, int], tuple[Row, ...]]
"""Makes rows for a width and a height in cells."""


class Chart(TextWidget):
    """Shows rows of spans, each coloured by its role. It never scrolls."""

    DEFAULT_CSS = """
    Chart {
        width: 1fr;
        height: 1fr;
        & > .chart--axis, & > .chart--label, & > .chart--words, & > .chart--none { color: $secondary; }
        & > .chart--value { color: $foreground; text-style: bold; }
        & > .chart--mark { color: $warning; }
        & > .chart--bar { color: $primary; }
        & > .chart--reached, & > .chart--low { color: $success; }
        & > .chart--done { color: $success-text; }
        & > .chart--moderate, & > .chart--partial { color: $warning; }
        & > .chart--high { color: $error; }
    }
    """
    COMPONENT_CLASSES = {f"chart--{role}" for role in Role}

    _draw: Draw | None = None
    most_rows = 1000
    """The most rows that it takes if its height is auto."""

    def show(self, draw: Draw | None) -> None:
        """Draw something new, or nothing."""
        self._draw = draw
        self.refresh(layout=self.styles.is_auto_height)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._draw(width, self.most_rows)) if self._draw is not None and width else 0

    def render(self) -> Content:
        width, height = self.content_size
        rows = self._draw(width, height) if self._draw is not None and width and height else ()
        styles = {role: self.get_visual_style(f"chart--{role}") for role in Role}
        return Content("\n").join(
            Content.assemble(*((span.text, styles[span.role]) for span in row)) for row in rows
        )
