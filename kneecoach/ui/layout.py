"""Which layout fits a window. Pure."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_WIDTH, LEAST_HEIGHT = 40, 12


@dataclass(frozen=True, slots=True)
class Layout:
    """How large things are drawn on Live."""

    name: str
    """`tiny`, `small` or `large`: a class of the screen."""
    digit_rows: int
    word_rows: int
    """Rows of the words for what to do and which side: 1 is plain text."""


TINY = Layout("tiny", 5, 1)
SMALL = Layout("small", 5, 3)
LARGE = Layout("large", 10, 3)


def layout_for(width: int, height: int) -> Layout:
    """The largest layout that fits a window of `width` by `height` cells."""
    if width >= 72 and height >= 24:
        return LARGE
    if width >= 56 and height >= 18:
        return SMALL
    return TINY


def too_small(width: int, height: int) -> str | None:
    """What to say in a window in which nothing fits, or None."""
    if width >= LEAST_WIDTH and height >= LEAST_HEIGHT:
        return None
    return f"Please enlarge the window to {LEAST_WIDTH} x {LEAST_HEIGHT} (now {width} x {height})."
