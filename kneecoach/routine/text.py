"""Formats a routine as lines of text. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from kneecoach.routine.model import LibraryModel, Routine, RoutineModel
from kneecoach.routine.planner import exercise_of, plan_routine, target_of
from kneecoach.routine.prescription import prescription_of
from kneecoach.session.plan import Exercise, Plan, PlannedSet, Side, Target
from kneecoach.text import length, number, plural
from kneecoach.words import MUSCLE_WORDS, dose_words

APART = " · "
"""Separates two phrases."""


@dataclass(frozen=True, slots=True)
class DoseText:
    """The dose of an exercise, in words and in phrases."""

    words: str
    """In full: `3 × 15–20 steps each leg, 2 s hold · no band`."""
    figures: str
    """In figures only: `3 × 15–20`, `2 × 30 s`."""
    details: tuple[str, ...]
    """Further details: `no band`, `each leg`, `2 s hold`; the first of them matters most."""

    def ways(self, load: str = "", *, is_brief: bool = False) -> tuple[str, ...]:
        """Ways to put it, each a phrase shorter than the one before; with a load in words, if there is one.

        Without `is_brief` the first one is in full.
        """
        phrases = (self.figures, *([load] if load else []), *self.details)
        brief = tuple(APART.join(phrases[:count]) for count in range(len(phrases), 0, -1))
        return brief if is_brief else (APART.join(filter(None, (self.words, load))), *brief)


def exercise_doses(plan: Plan) -> list[tuple[Exercise, DoseText]]:
    """Each exercise of a plan, in order, as the session begins it, with its dose and its variant."""
    chosen = dict(plan.variants)
    firsts: dict[str, PlannedSet] = {}
    for planned in plan.as_begun:
        firsts.setdefault(planned.exercise.id, planned)
    return [(planned.exercise, _dose(planned, chosen.get(id_))) for id_, planned in firsts.items()]


def _dose(planned: PlannedSet, variant: str | None) -> DoseText:
    """The dose of a set in a variant; None means without one."""
    words = dose_words(planned.of, planned.target, planned.exercise.unit, planned.side is not Side.BOTH)
    way = (variant,) if variant else ()
    return DoseText(APART.join((words, *way)), brief_dose(planned.of, planned.target), (*way, *_details(planned)))


def _details(planned: PlannedSet) -> tuple[str, ...]:
    """Whether it is done with each leg, and the hold in every rep."""
    hold = planned.target.hold_seconds
    each = ("each leg",) if planned.side is not Side.BOTH else ()
    return (*each, f"{number(hold)} s hold") if hold and planned.target.reps != (1, 1) else each


def size_words(plan: Plan) -> str:
    """How much a plan is: `26 sets, about 37 min`."""
    return f"{plural(plan.size, 'set')}, about {length_words(plan)}"


def length_words(plan: Plan) -> str:
    """How long a plan takes, wherever that is said: `37 min`."""
    return length(plan.seconds)


def brief_dose(sets: int, target: Target) -> str:
    """The dose of an exercise in figures only: `3 × 15–20`, `2 × 30 s`."""
    if target.reps is None:
        return f"{sets} × {number(target.seconds or 0)} s"
    least, most = target.reps
    if most == 1 and target.hold_seconds:  # a timed hold, apart from the phases before and after it
        return f"{sets} × {number(target.hold_seconds)} s"
    return f"{sets} × {most}" if least == most else f"{sets} × {least}–{most}"


def exercise_topics(exercise: Exercise) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """An exercise's texts other than its steps, by topic. Empty topics are left out."""
    topics = (
        ("Equipment", exercise.equipment),
        ("Cues", exercise.cues),
        ("Watch for", exercise.faults),
        ("Easier", exercise.easier),
        ("Harder", exercise.harder),
        ("Without the equipment", exercise.substitutes),
    )
    return tuple((word, texts) for word, texts in topics if texts)


def exercise_lines(exercise: Exercise) -> list[str]:
    """How an exercise is done, what to watch for, and its easier and harder variants."""
    return [*exercise.how_to, *(f"{word}: {'; '.join(texts)}" for word, texts in exercise_topics(exercise))]


def library_dose(said: LibraryModel) -> str:
    """The dose that the library gives an exercise: `3 × 15–20 steps each leg`."""
    return dose_words(said.sets, target_of(said), said.unit, said.sides == "each")


def library_lines(said: LibraryModel) -> list[str]:
    """An exercise of the library: its dose, what it works, how it is done, its variants, and its sources."""
    lines = [f"{said.title}: {library_dose(said)}"]
    lines += [f"  {said.position}."] if said.position else []
    lines += [f"  {line}" for line in exercise_lines(exercise_of(said))]
    works = ", ".join(MUSCLE_WORDS[muscle] for muscle in said.muscles)
    lines += [f"  Works: {works}"] if works else []
    lines += [f"  Source of {source.of} ({source.known}): {source.words}" for source in said.source]
    return lines


def prescribed_words(spec: RoutineModel) -> str:
    """`Prescribed by Anna Berg, 3 times a week, until 31 Jan 2027.`; empty if the routine does not say."""
    found = prescription_of(spec)
    return f"{found.words[:1].upper()}{found.words[1:]}." if found else ""


def about_words(spec: RoutineModel) -> str:
    """Who prescribed a routine, and what it is for; empty if it says neither."""
    return " ".join(filter(None, (prescribed_words(spec), spec.about)))


def routine_lines(routine: Routine) -> list[str]:
    """The whole routine: doses, steps, what to watch for, and easier and harder variants."""
    spec = routine.spec
    plan = plan_routine(routine)
    lines = [f"{spec.title}: {size_words(plan)}"]
    lines += [text for text in (prescribed_words(spec), spec.about, spec.warm_up) if text]
    for exercise, dose in exercise_doses(plan):
        lines += ["", f"{exercise.title}: {dose.words}"]
        lines += [f"  {line}" for line in exercise_lines(exercise)]
    if spec.source:
        lines += ["", spec.source]
    return lines
