"""Which props the figure of an exercise has: those that its equipment names. Pure."""

from __future__ import annotations

from kneecoach.figures.gear import CARRIED, Gear
from kneecoach.routine.equipment import words_of
from kneecoach.session.plan import Exercise

MEANT: tuple[tuple[frozenset[str], Gear], ...] = (
    (frozenset({"ankle", "weight"}), "ankle weight"),
    (frozenset({"dumbbell"}), "dumbbell"),
    (frozenset({"backpack"}), "backpack"),
    (frozenset({"band"}), "band"),
    (frozenset({"strap"}), "band"),
    (frozenset({"towel"}), "towel"),
    (frozenset({"cushion"}), "cushion"),
    (frozenset({"pillow"}), "cushion"),
    (frozenset({"chair"}), "chair"),
    (frozenset({"wall"}), "wall"),
    (frozenset({"door"}), "wall"),
)
"""The words that stand for a kind of gear: an entry with all of them names it."""
OTHER = frozenset(
    {"ball", "bed", "bench", "carpet", "mat", "platform", "rail", "sofa", "stair", "step", "table", "worktop"}
)
"""Equipment that is known not to be gear."""


def gear_of(exercise: Exercise) -> frozenset[Gear] | None:
    """The gear an exercise needs; None if that is not known, so that the figure shows its usual props.

    A word that is not understood may mean anything, and an exercise with a load needs something to load. The words
    after a comma or "with" only say what a thing should be like.
    """
    found: set[Gear] = set()
    for entry in exercise.equipment:
        words = set(words_of(entry.partition(",")[0].partition(" with ")[0]))
        named = {kind for meant, kind in MEANT if meant <= words}
        if not named and not words & OTHER:
            return None
        found |= named
    if exercise.load and not found & CARRIED:
        return None
    return frozenset(found)
