"""The list of movements: one of its rows, and which rows match a search. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from kneecoach.routine.movements import Movement
from kneecoach.ui.views.parts import fitted

MIN_GAP = 2
"""Cells between a title and its dose, at least."""


def matching(movements: Sequence[Movement], text: str) -> tuple[int, ...]:
    """The indices of the movements in which every word of `text` is found; of all where it is empty.

    Those with the nearest title come first; of equally near ones, the easier.
    """
    wanted = text.casefold().split()
    found = [i for i, movement in enumerate(movements) if all(word in _words(movement) for word in wanted)]
    if not wanted:
        return tuple(found)
    return tuple(sorted(found, key=lambda i: (_rank(movements[i].exercise.title, wanted), movements[i].level)))


def _rank(title: str, wanted: Sequence[str]) -> int:
    """How far a title is from the words of a search; 0 is nearest.

    The same words, then all of them among others, then words that begin so, then words that have them inside.
    """
    words = title.casefold().split()
    if words == list(wanted):
        return 0
    ways = (
        all(want in words for want in wanted),
        all(any(word.startswith(want) for word in words) for want in wanted),
        all(want in title.casefold() for want in wanted),
    )
    return next((rank for rank, is_so in enumerate(ways, start=1) if is_so), len(ways) + 1)


def row_text(movement: Movement, width: int, widest: int) -> str:
    """A movement in `width` cells: its title, and its dose where there is room beside the `widest` title."""
    title = movement.exercise.title
    if widest + MIN_GAP + cell_len(movement.dose) > width:
        return title
    return f"{fitted(title, widest + MIN_GAP)}{movement.dose}"


def place_words(at: int, shown: int, total: int) -> str:
    """`3 of 31`, or of those that were found `1 of 4 found`. `at` counts from 0."""
    return f"{at + 1} of {shown}" if shown == total else f"{at + 1} of {shown} found"


def _words(movement: Movement) -> str:
    """The words by which a movement can be found."""
    exercise = movement.exercise
    return " ".join((exercise.title, exercise.id, *exercise.equipment, *movement.muscles)).casefold()
