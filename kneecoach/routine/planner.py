"""Turns a routine into a plan: its sets in the order in which they are done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from kneecoach.routine.model import ExerciseModel, MovementModel, Routine, VariantModel
from kneecoach.session.plan import Exercise, Kind, Legs, Phase, Plan, PlannedSet, Side, Target, Variant
from kneecoach.text import capitalized

CHANGE_LEGS = "Change legs halfway through the set."
"""What is said of a variant for one leg that a routine has done with both legs in a set."""


def plan_routine(routine: Routine, first_side: Side = Side.LEFT) -> Plan:
    """The plan: of each exercise, set 1 on `first_side`, set 1 on the other side, set 2 on `first_side`, and so on.

    A circuit has set 1 of each exercise on both sides, then set 2 of each; a warm-up or cool-down stays in its
    place. An exercise begins in the routine's variant of it. Raises ValueError if `first_side` is `both`.
    """
    if first_side is Side.BOTH:
        raise ValueError("the first side is left or right")
    other = Side.RIGHT if first_side is Side.LEFT else Side.LEFT
    sets: list[PlannedSet] = []
    for kind, run in groupby(routine.spec.exercise, key=lambda model: model.kind):
        blocks = [_sets_of(model, (first_side, other)) for model in run]
        if routine.spec.order == "circuit" and kind is Kind.WORK:
            blocks = [_in_rounds(blocks)]
        sets += [planned for block in blocks for planned in block]
    chosen = ((model.id, model.variant) for model in routine.spec.exercise if model.variant)
    return Plan(routine.spec.id, routine.spec.title, routine.digest, tuple(sets), variants=tuple(chosen))


def _sets_of(model: ExerciseModel, each: tuple[Side, Side]) -> list[PlannedSet]:
    """All sets of an exercise, one after the other; on each side if it has two."""
    standard = _standard_way(model)
    exercise, target = _in_routine(exercise_of(standard), model), target_of(standard)
    sides = each if model.sides is Legs.EACH else (Side.BOTH,)
    return [
        PlannedSet(exercise, number, model.sets, side, target)
        for number in range(1, model.sets + 1)
        for side in sides
    ]


def _in_rounds(blocks: Sequence[Sequence[PlannedSet]]) -> list[PlannedSet]:
    """The sets of several exercises as a circuit: set 1 of each, then set 2 of those that have one, and so on."""
    return sorted((planned for block in blocks for planned in block), key=lambda planned: planned.set)


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
        kind=model.kind,
        pain_cap=model.pain_cap,
        legs=model.sides,
        variants=tuple(map(_variant_of, model.variants)),
    )


def _variant_of(model: VariantModel) -> Variant:
    return Variant(
        model.words,
        model.how_to,
        model.cues,
        model.equipment,
        model.load,
        reps=model.reps,
        hold=model.hold,
        cadence=tuple(Phase(phase.name, phase.seconds, phase.hold) for phase in model.cadence),
        rest=model.rest,
        position=model.position,
        figure=model.figure,
        unit=model.unit,
        legs=model.sides,
    )


def _standard_way(model: ExerciseModel) -> ExerciseModel:
    """The exercise with its dose without a variant, as far as the routine remembers it."""
    said = model.planned
    if model.variant is None or said is None:
        return model
    sides = said.sides or model.sides
    if model.reps is None:
        return model.model_copy(update={"hold": said.hold or model.hold, "sides": sides})
    return model.model_copy(update={"reps": said.reps or model.reps, "sides": sides})


def _in_routine(exercise: Exercise, model: ExerciseModel) -> Exercise:
    """The exercise with its note, and with the routine's variant of it in the routine's dose.

    Only the phases of a rep are the variant's own. A variant without details of its own is known by its name.
    """
    exercise = replace(exercise, note=model.note or "")
    words = model.variant
    if words is None:
        return exercise
    own = exercise.variant(words) or Variant(words)
    first = capitalized(words)
    planned = replace(
        own,
        how_to=(f"{first}.", *exercise.how_to) if own.how_to is None else own.how_to,
        cues=(first, *exercise.cues) if own.cues is None else own.cues,
        reps=model.reps,
        hold=own.hold if model.hold is None else model.hold,
        rest=model.rest,
        legs=model.sides,
    )
    if own.legs is Legs.EACH and model.sides is Legs.BOTH:
        planned = replace(planned, how_to=(*(planned.how_to or ()), CHANGE_LEGS))
    others = (other for other in exercise.variants if other.words != words)
    return replace(exercise, planned_variant=words, variants=(planned, *others))
