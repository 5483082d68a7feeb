"""Exercises and equipment of a routine, by what somebody typed. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from kneecoach.errors import UsageError, close_matches, shortened
from kneecoach.routine.equipment import is_named
from kneecoach.routine.model import ExerciseModel, RoutineModel
from kneecoach.session.variants import NO_VARIANT, STANDARD_WAY

MIN_THING = 4
"""Fewest letters of a word that names a piece of equipment."""


def exercise_named(routine: RoutineModel, name: str) -> str:
    """The id of the exercise that has this id or title in a routine. Raises UsageError with close matches."""
    titles = {exercise.title.casefold(): exercise.id for exercise in routine.exercise}
    known = {exercise.id: exercise.id for exercise in routine.exercise} | titles
    typed = name.strip().casefold()
    if typed in known:
        return known[typed]
    ids = [exercise.id for exercise in routine.exercise]
    alike = [known[found] for found in close_matches(typed, known)]
    raise UsageError(f"{_what(routine)} has no exercise called {shortened(name)!r}; {_hint(alike, ids, 'it has')}")


def variant_named(routine: RoutineModel, text: str) -> tuple[str, str]:
    """The exercise's id and the variant's words, from `hip-thrust=one leg`. They are empty for the standard way.

    Raises UsageError with close matches.
    """
    name, _, typed = (part.strip() for part in text.partition("="))
    id_ = exercise_named(routine, name)
    if not typed:
        raise UsageError(f"{shortened(text)!r} names no variant; write the exercise, = and the variant.")
    return id_, way_named(next(exercise for exercise in routine.exercise if exercise.id == id_), typed)


def way_named(exercise: ExerciseModel, typed: str) -> str:
    """The words of the variant of an exercise that was typed; empty for the standard way.

    Raises UsageError with close matches.
    """
    ways = ways_of(exercise)
    known = {way.casefold(): way for way in ways}
    if typed.casefold() in known:
        return ways[known[typed.casefold()]]
    alike = [known[found] for found in close_matches(typed.casefold(), known)]
    raise UsageError(f"{exercise.id} has no variant {shortened(typed)!r}; {_hint(alike, ways, 'it has')}")


def ways_of(exercise: ExerciseModel) -> dict[str, str]:
    """What an exercise's ways are called, and the words of each as a variant: none for the standard way."""
    standard = "as planned" if exercise.variant is None else STANDARD_WAY
    return {standard: NO_VARIANT} | {words: words for words in exercise.ways}


def equipment_of(exercises: Iterable[ExerciseModel]) -> tuple[str, ...]:
    """Everything that exercises need in the variants that their routine asks for, each entry once, in order."""
    return tuple(
        dict.fromkeys(entry for exercise in exercises for entry in exercise.equipment_in(exercise.variant))
    )


def equipment_of_every_way(exercises: Iterable[ExerciseModel]) -> tuple[str, ...]:
    """Everything that exercises need in any variant, each entry once; what their routine asks for comes first."""
    each = tuple(exercises)
    others = (entry for exercise in each for way in (None, *exercise.ways) for entry in exercise.equipment_in(way))
    return tuple(dict.fromkeys((*equipment_of(each), *others)))


def equipment_named(routine: RoutineModel, name: str) -> str:
    """`name` without spaces around it, if a routine needs such a thing in any variant.

    Raises UsageError, naming what is close, or what the routine needs as it is.
    """
    entries = equipment_of_every_way(routine.exercise)
    if any(is_named(entry, name) for entry in entries):
        return name.strip()
    by_length = sorted(entries, key=len, reverse=True)  # of two that name one thing the shorter is meant
    words = {word: entry for entry in by_length for word in (entry, *_things(entry))}
    alike = [words[found] for found in close_matches(name, words)]
    hint = _hint(alike, equipment_of(routine.exercise), "it needs")
    raise UsageError(f"{_what(routine)} needs no {shortened(name)!r}; {hint}")


def _things(entry: str) -> list[str]:
    """The longer words of an entry: `one` and `a` name no thing."""
    return [word for word in re.findall(r"\w+", entry) if len(word) >= MIN_THING]


def _what(routine: RoutineModel) -> str:
    return f"The routine {shortened(routine.id)}"


def _hint(alike: Collection[str], all_: Collection[str], has: str) -> str:
    if alike:
        return f"did you mean {shortened(next(iter(alike)))!r}?"
    return f"{has} {'; '.join(map(shortened, all_)) or 'nothing'}."
