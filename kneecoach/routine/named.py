"""Exercises and equipment of a routine, by what somebody typed. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from kneecoach.errors import UsageError, close_matches, shortened
from kneecoach.routine.equipment import is_named
from kneecoach.routine.model import ExerciseModel, RoutineModel

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


def equipment_of(exercises: Iterable[ExerciseModel]) -> tuple[str, ...]:
    """Everything that exercises need, each entry once, in order."""
    return tuple(dict.fromkeys(entry for exercise in exercises for entry in exercise.equipment))


def equipment_named(routine: RoutineModel, name: str) -> str:
    """`name` without spaces around it, if a routine needs such a thing. Raises UsageError, naming what is close."""
    entries = equipment_of(routine.exercise)
    if any(is_named(entry, name) for entry in entries):
        return name.strip()
    by_length = sorted(entries, key=len, reverse=True)  # of two that name one thing the shorter is meant
    words = {word: entry for entry in by_length for word in (entry, *_things(entry))}
    alike = [words[found] for found in close_matches(name, words)]
    raise UsageError(f"{_what(routine)} needs no {shortened(name)!r}; {_hint(alike, entries, 'it needs')}")


def _things(entry: str) -> list[str]:
    """The longer words of an entry: `one` and `a` name no thing."""
    return [word for word in re.findall(r"\w+", entry) if len(word) >= MIN_THING]


def _what(routine: RoutineModel) -> str:
    return f"The routine {shortened(routine.id)}"


def _hint(alike: Collection[str], all_: Collection[str], has: str) -> str:
    if alike:
        return f"did you mean {shortened(next(iter(alike)))!r}?"
    return f"{has} {'; '.join(map(shortened, all_)) or 'nothing'}."
