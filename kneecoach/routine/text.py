"""Formats a routine as lines of text. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from kneecoach.routine.model import LibraryModel, Routine, RoutineModel
from kneecoach.routine.planner import exercise_of, plan_routine, target_of
from kneecoach.routine.prescription import prescription_of
from kneecoach.session.plan import Exercise, Plan, PlannedSet, Side, Target
from kneecoach.text import capitalized, length, number, plural
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
    is_each_leg: bool = False
    hold: str = ""
    """The hold in every rep: `2 s hold`."""
    variant: str = ""
    """`no band`; empty without a variant."""

    def forms(self, load: str = "", *, is_brief: bool = False) -> tuple[tuple[str, ...], ...]:
        """Forms to choose from for a whole list, each shorter than the one before; every dose has as many.

        A form is one or more ways to put it, the longest first: a row may leave out the load, in words. Whether
        it is done with each leg is part of the dose, so the shortest form says so as well.
        Without `is_brief` the first form is in full.
        """
        long, short = (" · each leg", "/leg") if self.is_each_leg else ("", "")
        held = f"{APART}{self.hold}" if self.hold else ""
        last = APART.join(filter(None, (load, self.variant)))
        brief = (
            (APART.join(filter(None, (f"{self.figures}{long}{held}", last))),),
            (APART.join(filter(None, (f"{self.figures}{short}{held}", last))),),
            (APART.join(filter(None, (f"{self.figures}{short}", last))),),
            self._ways(f"{self.figures}{short}", load),
            (f"{self.figures}{short}",),
        )
        return brief if is_brief else ((APART.join(filter(None, (self.words, load))),), *brief)

    def _ways(self, dose: str, load: str) -> tuple[str, ...]:
        """A dose with its load, and without it; in its variant, which makes it another exercise."""
        ways = (APART.join(filter(None, phrases)) for phrases in ((dose, load, self.variant), (dose, self.variant)))
        return tuple(dict.fromkeys(ways))


def exercise_doses(plan: Plan) -> list[tuple[Exercise, DoseText]]:
    """Each exercise of a plan, in order, as the session begins it, with its dose and its variant."""
    chosen = dict(plan.variants)
    firsts: dict[str, PlannedSet] = {}
    for planned in plan.as_begun:
        firsts.setdefault(planned.exercise.id, planned)
    return [(planned.exercise, _dose(planned, chosen.get(id_))) for id_, planned in firsts.items()]


def _dose(planned: PlannedSet, variant: str | None) -> DoseText:
    """The dose of a set in a variant; None means without one."""
    target, is_each_leg = planned.target, planned.side is not Side.BOTH
    words = dose_words(planned.of, target, planned.exercise.unit, is_each_leg)
    is_held = target.hold_seconds and target.reps != (1, 1)
    hold = f"{number(target.hold_seconds or 0)} s hold" if is_held else ""
    full = APART.join(filter(None, (words, variant)))
    return DoseText(full, brief_dose(planned.of, target), is_each_leg, hold, variant or "")


def size_words(plan: Plan) -> str:
    """How much a plan is: `26 sets, about 37 min`."""
    return f"{plural(plan.size, 'set')}, about {plan_length(plan)}"


def plan_length(plan: Plan) -> str:
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
    return f"{capitalized(found.words)}." if found else ""


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
