"""Formats a routine as lines of text. Pure."""

from __future__ import annotations

from kneecoach.routine.model import LibraryModel, Routine, RoutineModel
from kneecoach.routine.planner import exercise_of, plan_routine, target_of
from kneecoach.routine.prescription import prescription_of
from kneecoach.session.plan import Exercise, Plan, PlannedSet, Side, Target
from kneecoach.text import length, number, plural
from kneecoach.words import MUSCLE_WORDS, dose_words

BriefDose = tuple[str, str]


def exercise_doses(sets: tuple[PlannedSet, ...]) -> list[tuple[Exercise, str]]:
    """Each exercise of a plan, in order, with its dose in words."""
    firsts: dict[str, PlannedSet] = {}
    for planned in sets:
        firsts.setdefault(planned.exercise.id, planned)
    return [
        (p.exercise, dose_words(p.of, p.target, p.exercise.unit, p.side is not Side.BOTH)) for p in firsts.values()
    ]


def brief_doses(sets: tuple[PlannedSet, ...]) -> list[BriefDose]:
    """The dose of each exercise of a plan, in order: in figures, and what may be left out where there is no room.

    `("3 × 10", " · each leg · 3 s hold")`, `("2 × 30 s", " · each leg")`, `("3 × 15", "")`.
    """
    firsts: dict[str, PlannedSet] = {}
    for planned in sets:
        firsts.setdefault(planned.exercise.id, planned)
    return [(brief_dose(planned.of, planned.target), _details(planned)) for planned in firsts.values()]


def _details(planned: PlannedSet) -> str:
    """Whether it is done with each leg, and the hold in every rep."""
    hold = planned.target.hold_seconds
    each = " · each leg" if planned.side is not Side.BOTH else ""
    return f"{each} · {number(hold)} s hold" if hold and planned.target.reps != (1, 1) else each


def size_words(plan: Plan) -> str:
    """How much a plan is: `26 sets, about 37 min`."""
    return f"{plural(plan.size, 'set')}, about {length(plan.seconds)}"


def brief_dose(sets: int, target: Target) -> str:
    """The dose of an exercise in figures only: `3 × 15–20`, `2 × 30 s`."""
    if target.reps is None:
        return f"{sets} × {number(target.seconds or 0)} s"
    least, most = target.reps
    if most == 1 and target.hold_seconds:  # a timed hold, but for its phases before and after
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
    """How an exercise is done, what to watch, easier and harder."""
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
    """The whole routine: doses, steps, what to watch, easier and harder."""
    spec = routine.spec
    plan = plan_routine(routine)
    lines = [f"{spec.title}: {size_words(plan)}"]
    lines += [text for text in (prescribed_words(spec), spec.about, spec.warm_up) if text]
    for exercise, dose in exercise_doses(plan.sets):
        lines += ["", f"{exercise.title}: {dose}"]
        lines += [f"  {line}" for line in exercise_lines(exercise)]
    if spec.source:
        lines += ["", spec.source]
    return lines
