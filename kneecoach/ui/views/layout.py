"""Which layout fits a window. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from kneecoach.ui.views.block_text import block_width

LEAST_WIDTH, LEAST_HEIGHT = 40, 12


@dataclass(frozen=True, slots=True)
class Layout:
    """How large things are drawn on Live."""

    name: str
    """`tiny`, `small` or `large`: a class of the screen."""
    digit_rows: int
    word_rows: int
    """Rows of the words for what to do and which side: 1 is plain text."""
    figure: bool = False
    """Whether the figure stands beside the numbers."""
    column: int | None = None
    """Cells across for the numbers beside a figure."""


TINY = Layout("tiny", 5, 1)
SMALL = Layout("small", 5, 3)
LARGE = Layout("large", 10, 3)

NARROW_FIGURE = Layout("narrow-figure", 5, 3, figure=True, column=26)
"""Numbers side by side, and the figure to their right."""
FIGURE = Layout("figure", 5, 3, figure=True, column=26)
"""The count above the countdown."""
WIDE_FIGURE = Layout("wide-figure", 10, 3, figure=True, column=52)
"""As the narrow one, with large digits."""
TALL_FIGURE = Layout("tall-figure", 10, 3, figure=True, column=52)

LAYOUTS = (TINY, SMALL, LARGE, NARROW_FIGURE, FIGURE, WIDE_FIGURE, TALL_FIGURE)


def layout_for(width: int, height: int, *, figure: bool) -> Layout:
    """The largest layout that fits a window of `width` by `height` cells, with a `figure` or without."""
    if width < 56 or height < 18:
        return TINY
    if not figure:
        return LARGE if width >= 72 and height >= 24 else SMALL
    if width >= 112 and height >= 36:
        return TALL_FIGURE
    if width >= 96 and height >= 28:
        return WIDE_FIGURE
    return FIGURE if width >= 72 and height >= 24 else NARROW_FIGURE


def digit_rows(text: str, layout: Layout) -> int:
    """Rows for a number: those of the layout, or fewer where it would be wider than its column."""
    rows = [rows for rows in (10, 5, 3) if rows <= layout.digit_rows]
    fitting = (r for r in rows if layout.column is None or block_width(text, r) <= layout.column)
    return next(fitting, rows[-1])


def too_small(width: int, height: int) -> str | None:
    """What to say in a window in which nothing fits, or None."""
    if width >= LEAST_WIDTH and height >= LEAST_HEIGHT:
        return None
    return f"Please enlarge the window to {LEAST_WIDTH} x {LEAST_HEIGHT} (now {width} x {height})."
