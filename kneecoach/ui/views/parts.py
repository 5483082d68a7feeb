"""Words cut between their parts, and two columns of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from kneecoach.ui.views.wrapping import cut

Pair = tuple[str, tuple[tuple[str, ...], ...]]
"""A first part, and forms of the second one, each with ways of putting it; the longest come first."""

GAP, MIN_GAP = 3, 2


def aligned(pairs: tuple[Pair, ...], width: int) -> list[str]:
    """The pairs as lines of at most `width` cells, if their first parts leave room for that.

    All lines take the same form, so that none leaves out what another one says: the first form of which every
    line has a way that fits. Each line then has its longest way that fits. If even the last form has no room, long
    first parts are cut.
    """
    if not pairs:
        return []
    first = max(cell_len(left) for left, _ in pairs)
    count = len(pairs[0][1])
    needed = [max(cell_len(forms[at][-1]) for _, forms in pairs) for at in range(count)]
    form = next((at for at in range(count) if first + MIN_GAP + needed[at] <= width), count - 1)
    longest = max(cell_len(forms[form][0]) for _, forms in pairs)
    gap = GAP if first + GAP + longest <= width else MIN_GAP
    first = max(min(first, width - gap - needed[form]), 0)
    room = width - first - gap
    return [
        f"{fitted(cut(left, first), first + gap)}{_longest_that_fits(forms[form], room)}".rstrip()
        for left, forms in pairs
    ]


def _longest_that_fits(ways: tuple[str, ...], room: int) -> str:
    return next((way for way in ways if cell_len(way) <= room), "")


def whole_phrases(phrases: Sequence[str], room: int) -> str:
    """The phrases that fit `room` cells, none of them cut; `…` at the end says that there are others."""
    kept: list[str] = []
    for phrase in phrases:
        if cell_len(" · ".join([*kept, phrase])) <= room:
            kept.append(phrase)
    while len(kept) < len(phrases) and kept and cell_len(" · ".join([*kept, "…"])) > room:
        kept.pop()
    more = ["…"] if len(kept) < len(phrases) and room > 0 else []
    return " · ".join([*kept, *more])


def whole_parts(text: str, room: int) -> str:
    """As much of `text` as fits `room` cells, cut between parts (`·`) or, if need be, between words."""
    if cell_len(text) <= room:
        return text
    for between in (" · ", " "):
        ends = (found.start() for found in re.finditer(between, text))
        beginnings = [text[:end] for end in ends if cell_len(text[:end]) <= room]
        if beginnings:
            return beginnings[-1].rstrip(" ·,")
    return ""


def fitted(text: str, width: int) -> str:
    """A text in exactly `width` cells: filled with spaces, or cut with an ellipsis."""
    return set_cell_size(cut(text, width), max(0, width))
