"""Turns a routine into a plan: its sets in the order they are done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from kneecoach.errors import KneecoachError
from kneecoach.routine.model import ExerciseModel, MovementModel, Routine
from kneecoach.session.plan import Exercise, Phase, Plan, PlannedSet, Side, Target, Variant


def plan_routine(routine: Routine, first_side: Side = Side.LEFT, without: Collection[str] = ()) -> Plan:
    """The plan: of each exercise, set 1 on `first_side`, set 1 on the other side, set 2 on `first_side`, and so on.

    `without` has the ids of exercises to leave out. Raises ValueError if `first_side` is `both`, and KneecoachError
    if nothing is left.
    """
    if first_side is Side.BOTH:
        raise ValueError("the first side is left or right")
    other = Side.RIGHT if first_side is Side.LEFT else Side.LEFT
    sets: list[PlannedSet] = []
    for model in routine.spec.exercise:
        if model.id in without:
            continue
        exercise, target = _planned_exercise(model), target_of(model)
        sides = (first_side, other) if model.sides == "each" else (Side.BOTH,)
        sets += [
            PlannedSet(exercise, number, model.sets, side, target)
            for number in range(1, model.sets + 1)
            for side in sides
        ]
    if not sets:
        raise KneecoachError("Every exercise of this routine is left out today.")
    return Plan(routine.spec.id, routine.spec.title, routine.digest, tuple(sets))


def target_of(model: MovementModel) -> Target:
    """What a set of an exercise asks for."""
    if model.reps is None:
        return Target(seconds=model.hold)
    hold = next((phase.seconds for phase in model.cadence if phase.hold), None)
    return Target(reps=model.reps, hold_seconds=hold)


def exercise_of(model: MovementModel) -> Exercise:
    """An exercise as the session knows it, done as it is written."""
    cadence = tuple(Phase(phase.name, phase.seconds, phase.hold) for phase in model.cadence)
    if model.hold is not None:
        cadence = (Phase("hold", model.hold, hold=True),)
    return Exercise(
        id=model.id,
        title=model.title,
        cadence=cadence,
        setup=model.setup,
        rest=model.rest,
        unit=model.unit,
        load=model.load,
        equipment=model.equipment,
        how_to=model.how_to,
        cues=model.cues,
        faults=model.faults,
        easier=model.easier,
        harder=model.harder,
        substitutes=model.without,
        figure=model.figure,
        spoken=model.spoken or "",
        position=model.position or "",
        variants=tuple(
            Variant(variant.words, variant.how_to, variant.cues, variant.equipment, variant.load)
            for variant in model.variants
        ),
    )


def _planned_exercise(model: ExerciseModel) -> Exercise:
    exercise = replace(exercise_of(model), note=model.note or "")
    return _in_variant(exercise, model.variant) if model.variant else exercise


def _in_variant(exercise: Exercise, words: str) -> Exercise:
    """The exercise in the variant done for now. Its other variants are based on the exercise as written."""
    at_present = exercise.done_as(words)
    others = []
    for other in (*exercise.easier, *exercise.harder):
        done = exercise.done_as(other)
        others.append(Variant(other, done.how_to, done.cues, done.equipment, done.load))
    first = words[:1].upper() + words[1:]
    return replace(
        at_present,
        how_to=(f"{first}.", *at_present.how_to),
        cues=(first, *at_present.cues),
        variants=tuple(others),
    )
