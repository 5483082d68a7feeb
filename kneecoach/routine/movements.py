"""The movements to show: the exercises of all routines, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from kneecoach.errors import KneecoachError, UsageError
from kneecoach.paths import Paths
from kneecoach.routine.library import DEFAULT, load_routine, routine_files
from kneecoach.routine.model import Routine
from kneecoach.routine.planner import plan_routine
from kneecoach.session.plan import Exercise, Side
from kneecoach.words import dose_words


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
    routine: str
    """Id of the routine this comes from."""
    routine_title: str


def read_movements(paths: Paths) -> tuple[tuple[Movement, ...], tuple[str, ...]]:
    """The movements, the default routine's first, and the errors of routines that cannot be read.

    If an exercise is in a user's routine and in a built-in one, the user's is taken.
    """
    found: dict[str, Movement] = {}
    own: set[str] = set()
    problems: list[str] = []
    files = routine_files(paths)
    for name in sorted(files, key=lambda name: (name != DEFAULT, name)):
        try:
            movements = _movements(load_routine(paths, name))
        except KneecoachError as error:
            problems.append(str(error))
            continue
        is_own = files[name].parent == paths.routines_dir
        for movement in movements:
            id_ = movement.exercise.id
            if id_ not in found or (is_own and id_ not in own):
                found[id_] = movement
            if is_own:
                own.add(id_)
    return tuple(found.values()), tuple(problems)


def find_movement(movements: Sequence[Movement], name: str) -> Movement:
    """The movement with the exercise id `name`, or else with the figure `name`. Raises UsageError."""
    for movement in movements:
        if movement.exercise.id == name:
            return movement
    for movement in movements:
        if movement.exercise.figure == name:
            return movement
    known = ", ".join(movement.exercise.id for movement in movements)
    raise UsageError(f"There is no movement called {name!r}; there are: {known}.")


def _movements(routine: Routine) -> list[Movement]:
    movements = []
    for _, sets in groupby(plan_routine(routine).sets, key=lambda planned: planned.exercise.id):
        first, *others = sets
        sides = (first.side, *(planned.side for planned in others if planned.set == first.set))
        movements.append(
            Movement(
                exercise=first.exercise,
                dose=dose_words(first.of, first.target, first.exercise.unit, len(sides) > 1),
                is_timed=first.target.reps is None,
                sides=sides,
                routine=routine.spec.id,
                routine_title=routine.spec.title,
            )
        )
    return movements
