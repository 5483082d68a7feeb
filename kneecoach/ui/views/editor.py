"""What the editor shows of a routine: a row for each exercise, and the total. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len

from kneecoach.routine.model import ExerciseModel, Routine
from kneecoach.routine.planner import plan_routine, target_of
from kneecoach.routine.text import brief_dose, prescribed_words, size_words
from kneecoach.session.plan import Kind, LoadUnit
from kneecoach.text import number
from kneecoach.ui.views.parts import fitted, whole_phrases
from kneecoach.words import dose_words, load_words

EMPTY = "This routine has no exercises yet. Press a to add the first one."
ORIGIN_BUILT_IN = "Built in. Your first change makes a copy of your own."
ORIGIN_OWN = "Yours. Every change is saved at once."
ORIGIN_NEW = "New. It is saved with its first exercise."

GAP = 2
FULL_WIDTH = 66
"""The least width of a row, in cells, at which doses are said in words, and loads beside them."""
REST_WIDTH = 40
"""The least width of a row, in cells, at which the rest is beside the dose."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the parts of a row begin, in cells."""

    dose: int
    rest: int
    extra: int
    """0 if there is no room for it."""

    @property
    def is_full(self) -> bool:
        return bool(self.extra)


def columns(exercises: tuple[ExerciseModel, ...], width: int) -> Columns:
    """The columns of a list that is `width` cells wide."""
    is_full, has_rest = width >= FULL_WIDTH, width >= REST_WIDTH
    titles = max((cell_len(exercise.title) for exercise in exercises), default=0)
    doses = max((cell_len(dose(exercise, is_full=is_full)) for exercise in exercises), default=0)
    doses = max(doses, len("Dose"))
    rests = max((len(rest(exercise)) for exercise in exercises), default=0)
    rests = GAP + max(rests, len("Rest")) if has_rest else 0
    title = min(titles, max(8, width - GAP - doses - rests))
    at = title + GAP + doses + GAP if has_rest else 0
    return Columns(title + GAP, at, at + rests if is_full else 0)


def heading(at: Columns) -> str:
    """The words above the columns."""
    line = f"{'Exercise':<{at.dose}}Dose"
    return f"{line:<{at.rest}}Rest" if at.rest else line


def exercise_line(exercise: ExerciseModel, at: Columns, width: int, unit: LoadUnit = LoadUnit.KG) -> str:
    """An exercise in `width` cells."""
    title = fitted(exercise.title, at.dose - GAP)
    line = f"{title}{' ' * GAP}{dose(exercise, is_full=at.is_full)}"
    if at.rest:
        line = f"{fitted(line, at.rest)}{rest(exercise)}"
    if at.extra:
        line = f"{fitted(line, at.extra)}{whole_phrases(_extras(exercise, unit), width - at.extra)}"
    return fitted(line.rstrip(), width)


def dose(exercise: ExerciseModel, *, is_full: bool) -> str:
    """The dose in words, or in figures only."""
    target = target_of(exercise)
    if is_full:
        return dose_words(exercise.sets, target, exercise.unit_in(exercise.variant), exercise.sides == "each")
    return brief_dose(exercise.sets, target)


def prescription(routine: Routine | None, key: str) -> str:
    """Who prescribed a routine, how often a week and until when; or the key with which to say it."""
    if routine is None:
        return ""
    said = prescribed_words(routine.spec)
    return f"{said} {key} changes that." if said else f"Who prescribed it, times a week, until when: {key}"


def rest(exercise: ExerciseModel) -> str:
    """The rest after a set: `60 s`."""
    return f"{number(exercise.rest)} s"


def about_exercise(exercise: ExerciseModel, unit: LoadUnit = LoadUnit.KG) -> str:
    """The words below the figure: the dose in full, the load, and what does not fit in the row."""
    words = dose(exercise, is_full=True)
    return "\n".join((words, " · ".join(_extras(exercise, unit))))


def _extras(exercise: ExerciseModel, unit: LoadUnit) -> list[str]:
    return [
        *([str(exercise.kind)] if exercise.kind is not Kind.WORK else []),
        *([load_words(exercise.load_kg, unit=unit)] if exercise.load_kg is not None else []),
        *([exercise.variant] if exercise.variant else []),
        *([exercise.note] if exercise.note else []),
    ]


def total(routine: Routine | None) -> str:
    """Sets, minutes and the order: `14 sets, about 18 min · a circuit`."""
    if routine is None:
        return ""
    circuit = " · a circuit" if routine.spec.order == "circuit" else ""
    return f"{size_words(plan_routine(routine))}{circuit}"
