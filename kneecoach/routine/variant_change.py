"""Changes the variant of an exercise in a routine's file, with the dose that goes with it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kneecoach.routine.changes import set_exercise
from kneecoach.routine.model import ExerciseModel, Routine
from kneecoach.routine.variant_dose import dose_in, is_as_meant, ways_to_write


def with_variant_dose(
    raw: bytes, index: int, values: Mapping[str, object], exercise: ExerciseModel, parse: Callable[[bytes], Routine]
) -> bytes:
    """The file with these keys of an exercise and, if they choose another variant, with the dose of that.

    `exercise` is as in `raw`. Raises NotEditable, and what `parse` raises.
    """
    after = set_exercise(raw, index, values)
    if values.get("variant", exercise.variant) == exercise.variant:
        return after
    words = parse(after).spec.exercise[index].variant
    for dose in ways_to_write(dose_in(exercise, words)):
        after = set_exercise(raw, index, {**dose, **values})
        if is_as_meant(exercise, parse(after).spec.exercise[index], values):
            break
    return after
