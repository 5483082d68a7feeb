"""The list of movements: a row of it, and which rows have the words that are searched for. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from kneecoach.routine.movements import Movement

MIN_GAP = 2
"""Cells between a title and its dose, at least."""


def matching(movements: Sequence[Movement], text: str) -> tuple[int, ...]:
    """The indices of the movements in which every word of `text` is found; of all where it is empty.

    Those whose title has the words come first, and of them those with words that begin so.
    """
    wanted = text.casefold().split()
    found = [i for i, movement in enumerate(movements) if all(word in _words(movement) for word in wanted)]
    return tuple(sorted(found, key=lambda i: _rank(movements[i].exercise.title.casefold(), wanted)))


def _rank(title: str, wanted: Sequence[str]) -> int:
    """How far a title is from the words that are searched for; 0 is nearest."""
    if all(any(word.startswith(want) for word in title.split()) for want in wanted):
        return 0
    return 1 if all(want in title for want in wanted) else 2


def row_text(movement: Movement, width: int, widest: int) -> str:
    """A movement in `width` cells: its title, and its dose where there is room beside the `widest` title."""
    title = movement.exercise.title
    if widest + MIN_GAP + len(movement.dose) > width:
        return title
    return f"{title:<{widest + MIN_GAP}}{movement.dose}"


def place_words(at: int, shown: int, total: int) -> str:
    """`3 of 31`, or of those that were found `1 of 4 found`. `at` counts from 0."""
    return f"{at + 1} of {shown}" if shown == total else f"{at + 1} of {shown} found"


def _words(movement: Movement) -> str:
    """All that a movement can be found by."""
    exercise = movement.exercise
    return " ".join((exercise.title, exercise.id, *exercise.equipment, *movement.muscles)).casefold()
