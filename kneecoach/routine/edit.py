"""Changes an exercise in the user's own copy of a routine, as a suggestion says."""

from __future__ import annotations

from collections.abc import Mapping

from kneecoach.errors import KneecoachError
from kneecoach.paths import Paths
from kneecoach.routine.changes import set_exercise
from kneecoach.routine.library import load_routine, parse_routine
from kneecoach.routine.model import Routine
from kneecoach.routine.pieces import NotEditable
from kneecoach.routine.saving import own_path, save_routine
from kneecoach.routine.undo_step import remember
from kneecoach.toml_file import read_raw


def change_exercise(
    paths: Paths,
    routine: str,
    exercise: str,
    values: Mapping[str, object],
    *,
    expected: Mapping[str, object],
    words: str,
) -> Routine:
    """Write these keys of an exercise (None removes one) to the user's own copy, and return the routine as it is
    then.

    A built-in routine is first copied to CONFIG/routines, where the copy hides it. An exercise taken from
    the library keeps its `use`, and the keys are written beside it. `undo_step.take_back` undoes it, and calls it
    `words`. Raises KneecoachError, also if the exercise no longer has the `expected` values.
    """
    present = load_routine(paths, routine)
    ids = [each.id for each in present.spec.exercise]
    said = present.spec.exercise[ids.index(exercise)] if exercise in ids else None
    if said is None or any(getattr(said, key) != value for key, value in expected.items()):
        raise KneecoachError(f"{present.path}: {exercise} has changed since this was suggested; look again")
    own = own_path(paths, routine)
    is_new = present.path.parent != paths.routines_dir
    raw = read_raw(present.path, "the routine")
    try:
        after = set_exercise(raw, ids.index(exercise), values)
    except NotEditable as refused:
        raise KneecoachError(f"{present.path}: {refused}") from None
    parse_routine(own, after, paths.exercises_dir)
    remember(paths, routine, exercise=exercise, words=words, path=own, is_new=is_new, before=raw, after=after)
    save_routine(paths, own, None if is_new else raw, after)
    return load_routine(paths, routine)
