"""The next step up and the next step down of an exercise. Pure.

Up: 2 to 10 % more load or the next harder variant (ACSM 2009, read; the 2-for-2 rule, Baechle & Earle, second
hand). A small dumbbell jumps by more than 10 %, so reps are added first (ours). Down: easier variant or fewer reps
(ours, after TREK "My Knee Cap" 2023, read); less load counts as easier (ours).

The variants are a ladder: `harder` upwards and `easier` downwards, from the exercise as it is planned.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from kneecoach.routine.model import ExerciseModel
from kneecoach.routine.variant_dose import Dose, DoseValue, dose_in, planned_dose, remembered_dose
from kneecoach.session.commands import MAX_LOAD_KG
from kneecoach.session.loads import LoadSteps, from_kg, to_kg
from kneecoach.session.plan import Legs, LoadUnit, Unit
from kneecoach.session.variants import NO_VARIANT
from kneecoach.text import number
from kneecoach.words import load_value, load_words

MIN_SHARE, MAX_SHARE = 0.02, 0.10
"""How much more load, as a share of the load: ACSM 2009 (read)."""
REPS_STEP = 2
"""Reps added at once: those of the 2-for-2 rule."""
MAX_REPS = 30
"""More reps than this are never suggested. Ours."""
FEWER = 0.8
"""Fewer reps: this share of the reps. Ours."""

KG_STEPS = LoadSteps()

UP_SOURCE = "2-10 % or a harder variant: ACSM 2009; 2-for-2 rule: Baechle & Earle (second hand)"
REPS_SOURCE = "reps before a big jump in load: our own rule; two more: 2-for-2 rule, Baechle & Earle (second hand)"
DOWN_SOURCE = "our own rule, based on TREK “My Knee Cap” 2023"


class StepKind(StrEnum):
    """What would change."""

    MORE_LOAD = "more-load"
    MORE_REPS = "more-reps"
    HARDER = "harder-variant"
    LESS_LOAD = "less-load"
    FEWER_REPS = "fewer-reps"
    EASIER = "easier-variant"


LEGS_WORDS: dict[object, str] = {Legs.EACH: " each leg", Legs.BOTH: " with both legs"}

StepDose = tuple[tuple[str, DoseValue], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one exercise."""

    kind: StepKind
    old: DoseValue
    """What it is now: least and most reps, kilograms, or a variant (None: as planned)."""
    new: DoseValue
    load_kg: float | None
    """The load to continue with, or None if there is none."""
    source: str
    unit: Unit = Unit.REP
    dose: StepDose = ()
    """The dose that a variant has of its own, or the planned one again: keys of the exercise, and their values."""
    planned: StepDose | None = None
    """The planned dose to remember meanwhile, empty to forget it; None leaves what is remembered as it is."""
    why: str = ""
    """Why this step and not another, if that needs explaining."""
    load_unit: LoadUnit = LoadUnit.KG
    """The unit in which a load is shown. `old`, `new` and `load_kg` are always in kg."""

    @property
    def is_more(self) -> bool:
        return self.kind in {StepKind.MORE_LOAD, StepKind.MORE_REPS, StepKind.HARDER}

    @property
    def key(self) -> str:
        """Which key of the exercise in the routine's file changes: `reps`, `load_kg` or `variant`."""
        if self.kind in {StepKind.HARDER, StepKind.EASIER}:
            return "variant"
        return "load_kg" if self.kind in {StepKind.MORE_LOAD, StepKind.LESS_LOAD} else "reps"

    @property
    def words(self) -> str:
        """`15 → 15–17 reps`, `8 → 7 kg`, `17.5 → 20 lb`, `easier: a bridge on the floor`."""
        if self.key == "variant":
            return f"{'harder' if self.is_more else 'easier'}: {self.new or 'as planned'}{self._dose_words}"
        if self.key == "load_kg":
            old, new = (kg if isinstance(kg, float) else 0.0 for kg in (self.old, self.new))
            return f"{number(load_value(old, None, self.load_unit))} → {load_words(new, None, self.load_unit)}"
        return f"{_words(self.old)} → {_words(self.new)} {self.unit}s"

    @property
    def _dose_words(self) -> str:
        """The variant's own dose: `, 2 × 6–8 reps`; empty if it has none."""
        dose = dict(self.dose)
        sets = f"{dose['sets']} × " if "sets" in dose else ""
        legs = LEGS_WORDS[dose["sides"]] if "sides" in dose else ""
        if "reps" in dose:
            return f", {sets}{_words(dose['reps'])} {self.unit}s{legs}"
        if "hold" in dose:
            return f", {sets}{_words(dose['hold'])} s{legs}"
        return f", {sets.removesuffix(' × ')} sets" if sets else ""


def _words(value: DoseValue) -> str:
    if isinstance(value, tuple):
        least, most = value
        return str(most) if least == most else f"{least}–{most}"
    return number(value) if isinstance(value, float) else str(value)


def step_up(exercise: ExerciseModel, load: float | None, steps: LoadSteps = KG_STEPS) -> Step | None:
    """The next step up from the current load in kg; None if there is none, as for a timed hold.

    Another load is one of the unit's own, in its `steps`: never a converted number.
    """
    if exercise.reps is None:
        return None
    place = _place(exercise)
    if place is not None and place < 0:
        return _to_variant(exercise, place, place + 1, load)
    least, most = exercise.reps
    has_room = most + REPS_STEP <= MAX_REPS
    called = exercise.unit_in(exercise.variant)
    reps = Step(StepKind.MORE_REPS, (least, most), (least, most + REPS_STEP), load, REPS_SOURCE, called)
    if load:
        unit, now = steps.unit, from_kg(load, steps.unit)
        then = steps.on_the_rack(now + steps.whole(now * MIN_SHARE))
        new, more = to_kg(then, unit), then - now
        if new > MAX_LOAD_KG:
            limit = number(from_kg(MAX_LOAD_KG, unit))
            why = f"{number(then)} {unit} would be above {limit} {unit}, so reps"
            return replace(reps, why=why) if has_room else None
        heavier = Step(StepKind.MORE_LOAD, load, new, new, UP_SOURCE, load_unit=unit)
        if more <= now * MAX_SHARE:
            return heavier
        jump = f"{number(round(more, 1))} {unit} is {more / now * 100:.0f} % of {load_words(load, None, unit)}"
        if has_room and most - least < REPS_STEP:
            return replace(reps, why=f"{jump}, so reps first")
        return replace(heavier, why=f"{jump}: begin with fewer reps")
    takes_load = exercise.load_in(exercise.variant) is True
    if not takes_load and place is not None and place < len(exercise.harder):
        return _to_variant(exercise, place, place + 1, load)
    return reps if has_room else None


def why_no_step_up(exercise: ExerciseModel, load: float | None, steps: LoadSteps = KG_STEPS) -> str:
    """Why `step_up` has nothing to suggest for an exercise: part of a sentence."""
    if exercise.reps is None:
        return "a timed hold is never made longer"
    most = f" or {number(from_kg(MAX_LOAD_KG, steps.unit))} {steps.unit}" if load else ""
    return f"more than {MAX_REPS} {exercise.unit_in(exercise.variant)}s{most} are never suggested"


def step_down(
    exercise: ExerciseModel, load: float | None, steps: LoadSteps = KG_STEPS, *, done_in: str | None = None
) -> Step | None:
    """The next step down, from the current load in kg; None if there is nothing left to take away.

    Back from a harder variant, less load, an easier variant, or fewer reps. `done_in` is the variant that was taken
    in the session: empty for none, None if it was done as the routine says. The step begins there. It is None also
    if a harder variant was taken, since the routine already asks for less.
    """
    place = _place(exercise)
    taken = place if done_in is None else _place_of(exercise, done_in)
    if place is not None and taken is not None and taken != place:
        return _down_from(exercise, place, taken, load)
    if place is not None and place > 0:
        return _to_variant(exercise, place, place - 1, load)
    if load:
        now = from_kg(load, steps.unit)
        then = steps.on_the_rack(now - steps.whole(now * MAX_SHARE))
        if then >= steps.least:
            lighter = to_kg(then, steps.unit)
            return Step(StepKind.LESS_LOAD, load, lighter, lighter, DOWN_SOURCE, load_unit=steps.unit)
    if place is not None and -place < len(exercise.easier):
        return _to_variant(exercise, place, place - 1, 0.0 if load else load)
    if exercise.reps is None:
        return None
    fewer, called = _fewer(exercise.reps), exercise.unit_in(exercise.variant)
    return fewer and Step(StepKind.FEWER_REPS, exercise.reps, fewer, load, DOWN_SOURCE, called)


def _down_from(exercise: ExerciseModel, place: int, taken: int, load: float | None) -> Step | None:
    """The step down from the variant `taken`, if the routine has it at another `place` on the ladder."""
    if taken > place:
        return None
    is_easiest = -taken == len(exercise.easier)
    to = taken if is_easiest else taken - 1
    return _to_variant(exercise, place, to, 0.0 if load and to < 0 else load, fewer=is_easiest)


def ladder_place(exercise: ExerciseModel, done_in: str | None) -> int:
    """Where on the ladder an exercise was done: higher is harder.

    None, or a variant that is not on it, counts as what the routine says.
    """
    place = None if done_in is None else _place_of(exercise, done_in)
    return (_place(exercise) or 0) if place is None else place


def _place(exercise: ExerciseModel) -> int | None:
    """The place of the exercise on the ladder: 0 as planned, 1 the first harder variant, -1 the first easier one.

    None for a variant that is not on the ladder: it is the person's own.
    """
    return 0 if exercise.variant is None else _place_of(exercise, exercise.variant)


def _place_of(exercise: ExerciseModel, variant: str) -> int | None:
    if variant == NO_VARIANT:
        return 0
    if variant in exercise.harder:
        return exercise.harder.index(variant) + 1
    return -exercise.easier.index(variant) - 1 if variant in exercise.easier else None


def _to_variant(
    exercise: ExerciseModel, place: int, to: int, load: float | None, *, fewer: bool = False
) -> Step | None:
    """The step to another place on the ladder; `fewer` also takes fewer of its reps. None if that is impossible."""
    new = None if to == 0 else exercise.harder[to - 1] if to > 0 else exercise.easier[-to - 1]
    is_up = to > place
    kind, source = (StepKind.HARDER, UP_SOURCE) if is_up else (StepKind.EASIER, DOWN_SOURCE)
    there = dose_in(exercise, new)
    dose, kept = dict(there.dose), dict(there.kept)
    if fewer:
        planned = planned_dose(exercise)
        reps = _fewer(there.own.get("reps", planned.get("reps")))
        if reps is None:
            return None
        dose["reps"], kept["reps"] = reps, planned["reps"]
    # Nobody knows yet how hard the same reps are in a harder variant.
    why = "begin with fewer reps" if to > place >= 0 and not there.own else ""
    written, was = _written(exercise, kept), _written(exercise, remembered_dose(exercise))
    remember = None if written == was else written
    return Step(
        kind, exercise.variant, new, load, source, exercise.unit_in(new), tuple(dose.items()), remember, why
    )


def _fewer(reps: DoseValue) -> tuple[int, int] | None:
    """Fewer reps, minimum and maximum; None if none would be left, or the dose is not a number of reps."""
    if not isinstance(reps, tuple):
        return None
    least, most = reps
    fewer = int(most * FEWER)
    return (min(least, fewer), fewer) if fewer >= 1 else None


def _written(exercise: ExerciseModel, kept: Dose) -> StepDose:
    """What a file has to keep of a planned dose: the library knows the legs of what is taken from it."""
    return tuple((key, value) for key, value in kept.items() if exercise.use is None or key != "sides")
