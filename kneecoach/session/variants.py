"""The ways of doing an exercise that can be taken in mid session, in the order of their numbers. Pure."""

from __future__ import annotations

from enum import StrEnum

from kneecoach.session.plan import Exercise

AS_PLANNED = ""
"""Stands for no variant, in the command and the event."""


class VariantKind(StrEnum):
    """What a variant is for; the values are words for the screen."""

    EASIER = "easier"
    HARDER = "harder"
    NO_EQUIPMENT = "no equipment"


def variant_kinds(exercise: Exercise) -> dict[str, VariantKind]:
    """Every variant by its words: the easier ones, the harder ones, then those that need no equipment.

    One that is both easier and without equipment is listed once, as easier.
    """
    listed = (
        (exercise.easier, VariantKind.EASIER),
        (exercise.harder, VariantKind.HARDER),
        (exercise.substitutes, VariantKind.NO_EQUIPMENT),
    )
    found: dict[str, VariantKind] = {}
    for texts, kind in listed:
        for words in texts:
            found.setdefault(words, kind)
    return found


def variant_words(exercise: Exercise, words: str) -> str:
    """`easier: no band`; `as planned` for no variant."""
    kind = variant_kinds(exercise).get(words)
    return f"{kind}: {words}" if kind else words or "as planned"
