"""Words cut between their parts, and two columns of them. Pure."""

from __future__ import annotations

from rich.cells import set_cell_size

from kneecoach.ui.views.wrapping import cut

Pair = tuple[str, str]

GAP, MIN_GAP = 3, 2
MIN_SECOND = 9
"""Cells that the second parts have at least, if they need them."""


def aligned(pairs: tuple[Pair, ...], width: int) -> list[str]:
    """The pairs as lines of at most `width` cells, if their first parts leave room for that."""
    first = max((len(left) for left, _ in pairs), default=0)
    second = max((len(right) for _, right in pairs), default=0)
    gap = GAP if first + GAP + second <= width else MIN_GAP
    # Long first parts are cut, so that the second ones never vanish.
    first = max(min(first, width - gap - min(second, MIN_SECOND)), 0)
    pairs = tuple((left if len(left) <= first else f"{left[: max(0, first - 1)]}…", right) for left, right in pairs)
    return [f"{left:<{first + gap}}{whole_parts(right, width - first - gap)}".rstrip() for left, right in pairs]


def whole_parts(text: str, room: int) -> str:
    """As much of `text` as fits `room` cells, cut between parts (`·`) or else between words."""
    if len(text) <= room:
        return text
    beginning = text[: max(0, room) + 1]
    for between in (" · ", " "):
        if between in beginning:
            return beginning[: beginning.rindex(between)].rstrip(" ·,")
    return ""


def fitted(text: str, width: int) -> str:
    """A text in exactly `width` cells: filled with spaces, or cut with an ellipsis."""
    return set_cell_size(cut(text, width), max(0, width))
