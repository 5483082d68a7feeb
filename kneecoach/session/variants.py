"""The variants of an exercise that can be taken mid-session, in the order of their numbers. Pure."""

from __future__ import annotations

from enum import StrEnum

from kneecoach.session.plan import Exercise, Legs

NO_VARIANT = ""
"""Means the exercise without a variant, in the command and the event."""
STANDARD_WAY = "the standard way"
"""What an exercise without a variant is called, if the routine asks for a variant of it."""


class VariantKind(StrEnum):
    """What a variant is for; the values are words for the screen."""

    EASIER = "easier"
    HARDER = "harder"
    NO_EQUIPMENT = "no equipment"
    OWN = "your own"
    """A variant that a routine names but the exercise does not have."""


def variant_kinds(exercise: Exercise) -> dict[str, VariantKind]:
    """Every variant by its words: the easier ones, the harder ones, then those that need no equipment.

    One that is both easier and without equipment is listed once, as easier. Last is one that only a routine names.
    """
    planned = exercise.planned_variant
    listed = (
        (exercise.easier, VariantKind.EASIER),
        (exercise.harder, VariantKind.HARDER),
        (exercise.substitutes, VariantKind.NO_EQUIPMENT),
        (() if planned is None else (planned,), VariantKind.OWN),
    )
    found: dict[str, VariantKind] = {}
    for texts, kind in listed:
        for words in texts:
            found.setdefault(words, kind)
    return found


def variant_words(exercise: Exercise, words: str) -> str:
    """`easier: no band`, or only `no band` if the routine asks for it; without a variant, `without_words`."""
    return words if words and words == exercise.planned_variant else _with_kind(exercise, words)


def _with_kind(exercise: Exercise, words: str) -> str:
    kind = variant_kinds(exercise).get(words)
    return f"{kind}: {words}" if kind else words or without_words(exercise)


def variant_choices(exercise: Exercise, now: str | None = None, *, has_begun: bool = True) -> dict[str, str]:
    """What can be chosen, by its words, in the order of the numbers from 0: no variant, then each variant.

    `as planned`, `easier: no band`; if the routine asks for a variant, that one is `easier: no band, as planned`.
    Once the session `has_begun`, one that cannot follow the variant `now` is `harder: one leg, before a session`.
    """
    said = {}
    for words in (NO_VARIANT, *variant_kinds(exercise)):
        planned = ", as planned" if words == exercise.planned_variant else ""
        later = "" if not has_begun or fits_session(exercise, now, words) else ", before a session"
        said[words] = f"{_with_kind(exercise, words)}{planned}{later}"
    return said


def without_words(exercise: Exercise) -> str:
    """The words for an exercise without a variant: `as planned`, or `the standard way` if a variant is planned."""
    return "as planned" if exercise.planned_variant is None else STANDARD_WAY


def easier_than(exercise: Exercise, words: str | None) -> tuple[str, ...]:
    """The variants that are easier than the one with this name; all the easier ones for any other."""
    easier = exercise.easier
    return easier[easier.index(words) + 1 :] if words in easier else easier


def fits_session(exercise: Exercise, now: str | None, words: str | None) -> bool:
    """Whether an exercise done in the variant `now` can go on in another: if that has the same legs at a time."""
    return exercise.legs_in(now) == exercise.legs_in(words or None)


def why_not_now(exercise: Exercise, words: str) -> str:
    """Why a variant cannot be taken mid-session, as a sentence."""
    legs = "one leg and then the other" if exercise.legs_in(words or None) is Legs.EACH else "both legs at once"
    way = words or without_words(exercise)
    return f"{way[:1].upper()}{way[1:]} is done with {legs}: choose it before a session."
