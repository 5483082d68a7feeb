"""The movements to show: the exercises of all routines and of the library, each once."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from kneecoach.errors import KneecoachError, UsageError
from kneecoach.paths import Paths
from kneecoach.routine.library import DEFAULT, exercise_files, load_routine, read_exercise, routine_files
from kneecoach.routine.model import LibraryModel, MovementModel, Routine
from kneecoach.routine.planner import exercise_of, plan_routine
from kneecoach.routine.text import library_dose
from kneecoach.session.plan import Exercise, PlannedSet, Side
from kneecoach.words import MUSCLE_WORDS, dose_words


@dataclass(frozen=True, slots=True)
class Movement:
    """An exercise to show outside a session."""

    exercise: Exercise
    dose: str
    """`3 × 15–20 steps each leg`."""
    is_timed: bool
    """Whether it is a timed hold instead of reps."""
    sides: tuple[Side, ...]
    """The sides of a set, in order."""
    muscles: tuple[str, ...] = ()
    """What works, in words."""
    level: int = 2
    """How demanding it is, from 1 to 3."""
    routine: str = ""
    """Id of the routine this comes from; empty if it is in none."""
    routine_title: str = ""


def read_movements(paths: Paths) -> tuple[tuple[Movement, ...], tuple[str, ...]]:
    """The movements, and the errors of routines and exercises that cannot be read.

    The default routine's come first and the others by title. If an exercise is in a user's routine and in the
    default one, the user's is taken. Any other exercise is as in the library: the other built-in routines only
    change its dose.
    """
    builtin: dict[str, Movement] = {}
    own: dict[str, Movement] = {}
    first: list[str] = []
    """Ids of the default routine's."""
    problems: list[str] = []
    files = routine_files(paths)
    shown = [name for name, path in files.items() if name == DEFAULT or path.parent == paths.routines_dir]
    for name in sorted(shown, key=lambda name: (name != DEFAULT, name)):
        try:
            movements = movements_of(load_routine(paths, name))
        except KneecoachError as error:
            problems.append(str(error))
            continue
        if name == DEFAULT:
            first = [movement.exercise.id for movement in movements]
        found = own if files[name].parent == paths.routines_dir else builtin
        for movement in movements:
            found.setdefault(movement.exercise.id, movement)
    found = builtin | own
    for id_, path in exercise_files(paths.exercises_dir).items():
        if id_ not in found:
            try:
                found[id_] = _of_library(read_exercise(path).spec)
            except KneecoachError as error:
                problems.append(str(error))
    others = sorted((found[id_] for id_ in found if id_ not in first), key=_title)
    return (*(found[id_] for id_ in first), *others), tuple(problems)


def library_movements(paths: Paths) -> tuple[Movement, ...]:
    """The exercises of the library as in their files, by title. Those that cannot be read are left out."""
    found: list[Movement] = []
    for path in exercise_files(paths.exercises_dir).values():
        with suppress(KneecoachError):
            found.append(_of_library(read_exercise(path).spec))
    return tuple(sorted(found, key=_title))


def find_movement(movements: Sequence[Movement], name: str) -> Movement:
    """The movement with the exercise id `name`, or with the figure `name`. Raises UsageError."""
    for movement in movements:
        if movement.exercise.id == name:
            return movement
    for movement in movements:
        if movement.exercise.figure == name:
            return movement
    known = ", ".join(movement.exercise.id for movement in movements)
    raise UsageError(f"There is no movement called {name!r}; there are: {known}.")


def _title(movement: Movement) -> str:
    return movement.exercise.title.casefold()


def _of_library(said: LibraryModel) -> Movement:
    """An exercise of the library, as its own file says it."""
    return Movement(
        exercise=exercise_of(said),
        dose=library_dose(said),
        is_timed=said.reps is None,
        sides=(Side.LEFT, Side.RIGHT) if said.sides == "each" else (Side.BOTH,),
        muscles=_muscles(said),
        level=said.level,
    )


def _muscles(said: MovementModel) -> tuple[str, ...]:
    return tuple(MUSCLE_WORDS[muscle] for muscle in said.muscles)


def movements_of(routine: Routine) -> list[Movement]:
    """The movements of one routine, in its order."""
    movements = []
    models = {model.id: model for model in routine.spec.exercise}
    by_exercise: dict[str, list[PlannedSet]] = {}
    for planned in plan_routine(routine).as_begun:
        by_exercise.setdefault(planned.exercise.id, []).append(planned)
    for first, *others in by_exercise.values():
        sides = (first.side, *(planned.side for planned in others if planned.set == first.set))
        movements.append(
            Movement(
                exercise=first.exercise,
                dose=dose_words(first.of, first.target, first.exercise.unit, len(sides) > 1),
                is_timed=first.target.reps is None,
                sides=sides,
                muscles=_muscles(models[first.exercise.id]),
                level=models[first.exercise.id].level,
                routine=routine.spec.id,
                routine_title=routine.spec.title,
            )
        )
    return movements
