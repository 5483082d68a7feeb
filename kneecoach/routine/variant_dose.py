"""The dose of an exercise in its variants: what a variant brings, and what comes back without it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kneecoach.routine.model import ExerciseModel, PlannedDoseModel, VariantModel

DoseValue = tuple[int, int] | float | str | None
Dose = Mapping[str, DoseValue]
"""Keys of an exercise and their values: `sets`, `reps` (minimum and maximum) or `hold` (seconds), and `sides`."""


@dataclass(frozen=True, slots=True)
class DoseInVariant:
    """The dose of an exercise in another of its variants, or without one."""

    own: Dose
    """What the variant says itself: a one-leg variant does not keep 3 × 20."""
    back: Dose
    """The planned dose that comes back, where an earlier variant had replaced it."""
    kept: Dose
    """The planned dose that `own` replaces, to remember meanwhile."""

    @property
    def dose(self) -> Dose:
        """What changes in the exercise."""
        return {**self.own, **self.back}


def dose_in(exercise: ExerciseModel, words: str | None) -> DoseInVariant:
    """The dose in the variant with this name, or for None without one."""
    own, planned = own_dose(exercise, words), planned_dose(exercise)
    back = {key: value for key, value in remembered_dose(exercise).items() if key not in own}
    return DoseInVariant(own, back, {key: planned[key] for key in own})


def dose_now(exercise: ExerciseModel) -> Dose:
    """The dose in the variant that the routine has."""
    of_set = {"hold": exercise.hold} if exercise.reps is None else {"reps": exercise.reps}
    return {"sets": exercise.sets, **of_set, "sides": exercise.sides.value}


def planned_dose(exercise: ExerciseModel) -> Dose:
    """The dose without a variant. What is not remembered is taken to be as it is now."""
    return {**dose_now(exercise), **remembered_dose(exercise)}


def remembered_dose(exercise: ExerciseModel) -> Dose:
    """What is remembered of the planned dose, while a variant replaces it."""
    said = exercise.planned
    return {} if said is None or exercise.variant is None else _said(exercise, said)


def own_dose(exercise: ExerciseModel, words: str | None) -> Dose:
    """The dose that the variant with this name has of its own; empty if it has none, and for None."""
    variant = exercise.variant_named(words)
    return {} if variant is None else _said(exercise, variant)


def _said(exercise: ExerciseModel, said: VariantModel | PlannedDoseModel) -> Dose:
    """What is said of the exercise's dose. Reps mean nothing to a timed hold, nor a hold in a rep to its dose."""
    of_set = {"hold": said.hold} if exercise.reps is None else {"reps": said.reps}
    sides = None if said.sides is None else said.sides.value
    found: dict[str, DoseValue] = {"sets": said.sets, **of_set, "sides": sides}
    return {key: value for key, value in found.items() if value is not None}


def ways_to_write(change: DoseInVariant) -> Iterator[dict[str, object]]:
    """Keys that a file may need for a change of the variant, the fewest first: the library may say the rest.

    None removes a key.
    """
    yield {}
    for is_said in (False, True):
        for is_kept in (False, True):
            dose = dict(change.dose) if is_said else {**change.dose, "sides": None}
            kept = {key: value for key, value in change.kept.items() if is_kept or key != "sides"}
            yield {**dose, "planned": kept or None}


def is_as_meant(before: ExerciseModel, after: ExerciseModel, given: Mapping[str, object]) -> bool:
    """Whether an exercise has the dose of its new variant, and the planned dose that it had before.

    Keys in `given` were asked for, and may differ.
    """
    meant = {**dose_now(before), **dose_in(before, after.variant).dose}
    now = dose_now(after)
    is_dose = all(now.get(key) == value for key, value in meant.items() if key not in given)
    if after.variant is None:
        return is_dose and after.planned is None
    return is_dose and planned_dose(after) == planned_dose(before)
