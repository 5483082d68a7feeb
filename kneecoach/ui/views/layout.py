"""Which layout fits a window. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from kneecoach.ui.views.block_text import block_width

MIN_WIDTH, MIN_HEIGHT = 40, 12


@dataclass(frozen=True, slots=True)
class Layout:
    """The sizes of everything on Live."""

    name: str
    """`tiny`, `small` or `large`: a class of the screen."""
    digit_rows: int
    word_rows: int
    """Rows of the words for the action and the side; 1 is plain text."""
    figure: bool = False
    """Whether the figure is beside the numbers."""
    air: int = 3
    """Margin in cells at either side of the window."""
    column: int | None = None
    """Width in cells of the numbers beside a figure."""
    count_column: int | None = None
    """Width of the count in cells, of those; the countdown has the rest. None if they are stacked."""


TINY = Layout("tiny", 5, 1, air=1)
SMALL = Layout("small", 5, 3, air=2)
LARGE = Layout("large", 10, 3)

NARROW_FIGURE = Layout("narrow-figure", 5, 3, figure=True, air=2, column=27, count_column=16)
"""The numbers side by side, with the figure to their right."""
FIGURE = Layout("figure", 5, 3, figure=True, column=26)
"""The count above the countdown."""
WIDE_FIGURE = Layout("wide-figure", 10, 3, figure=True, column=52, count_column=32)
"""Like the narrow one, with large digits."""
TALL_FIGURE = Layout("tall-figure", 10, 3, figure=True, column=52)

LAYOUTS = (TINY, SMALL, LARGE, NARROW_FIGURE, FIGURE, WIDE_FIGURE, TALL_FIGURE)


def layout_for(width: int, height: int, *, figure: bool) -> Layout:
    """The largest layout that fits a window of `width` by `height` cells, with or without a `figure`."""
    if width < 56 or height < 18:
        return TINY
    if not figure:
        return LARGE if width >= 72 and height >= 24 else SMALL
    if width >= 112 and height >= 37:
        return TALL_FIGURE
    if width >= 96 and height >= 28:
        return WIDE_FIGURE
    return FIGURE if width >= 72 and height >= 24 else NARROW_FIGURE


def digit_columns(layout: Layout, width: int, *, both: bool) -> tuple[int, int]:
    """Widths in cells of the count and the countdown, if `both` are shown or only one."""
    room = layout.column or width - 2 * layout.air
    if layout.count_column is not None:
        return layout.count_column, room - layout.count_column if both else room
    return (room // 2, room // 2) if both and not layout.figure else (room, room)


def digit_rows(layout: Layout, width: int, count: str | None, clock: str | None) -> int:
    """Rows for the digits of both numbers: the layout's, or fewer if a number is wider than its column.

    1, which is plain text, if even the smallest digits are too wide.
    """
    columns = digit_columns(layout, width, both=count is not None and clock is not None)
    given = [(text, cells) for text, cells in zip((count, clock), columns, strict=True) if text is not None]
    sizes = (rows for rows in (10, 5, 3) if rows <= layout.digit_rows)
    return next((rows for rows in sizes if all(block_width(text, rows) <= cells for text, cells in given)), 1)


def too_small(width: int, height: int) -> str | None:
    """The message for a window that is too small, or None."""
    if width >= MIN_WIDTH and height >= MIN_HEIGHT:
        return None
    return f"Please enlarge the window to {MIN_WIDTH} x {MIN_HEIGHT} (now {width} x {height})."


def is_narrow(width: int, height: int) -> bool:
    """Whether a window of `width` by `height` cells has no room for labels beside and rows between things."""
    return width < 64 or height < 20
