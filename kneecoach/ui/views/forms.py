"""The fields of an exercise and of a routine: what each shows, and what a typed text becomes in the file. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from kneecoach.errors import KneecoachError
from kneecoach.log.typed_day import typed_day
from kneecoach.routine.draft import OWN_CADENCE, cadence_of
from kneecoach.routine.model import ExerciseModel, RoutineModel
from kneecoach.session.commands import NotNow
from kneecoach.session.loads import DEFAULT_STEPS, typed_load
from kneecoach.session.plan import BAND, Kind, LoadKind, LoadUnit
from kneecoach.text import capitalized, clean, number
from kneecoach.ui.views.typed import MAX_LENGTH, fault_at, typed_number, typed_reps, typed_whole
from kneecoach.words import things_words, typed_as

Values = Mapping[str, object]

MAX_NOTE = 500
MAX_STEPS = 3000
"""Characters of all steps of a how-to together."""
BETWEEN = " / "
"""Separates two steps that are typed in one field."""


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form, or a setting if it has `options`."""

    key: str
    label: str
    shown: str
    """What it shows now; for a setting, one of its options."""
    values: Callable[[str], Values]
    """The values to write for a text. Raises KneecoachError."""
    after: str = ""
    """Words after the field: `seconds`."""
    options: tuple[str, ...] = ()
    step: Callable[[str, int], str] | None = None
    """What a number becomes with left (-1) and right (1)."""
    max_length: int = MAX_NOTE
    empty: str = ""
    """The hint in an empty field."""

    def next_option(self) -> str:
        """The option after the one shown."""
        return self.options[(self.options.index(self.shown) + 1) % len(self.options)]


def fault_in_labels(fault: str, fields: Iterable[FormField]) -> str:
    """A fault of a routine by the labels on the screen: `Times a week should be at most 21, not 22.`"""
    labels = {field.key: field.label for field in fields}
    found = _PLACE.match(fault)
    if found is None:
        return fault
    key, words = found["of"] or found["key"] or "", fault[found.end() :]
    if phase := _PHASE.match(key):
        named = (capitalized(phase[1]), f"{capitalized(phase[1])} (hold)")
        key = next((key for key, label in labels.items() if label in named), "hold")
    for other, label in labels.items():
        words = re.sub(rf"\b{other}\b", label.lower(), words) if "_" in other else words
    label = labels.get(key) or capitalized(key.replace("_", " "))
    if not label:
        return capitalized(words)
    return fault_at(label, words)


_PLACE = re.compile(r"Exercise \d+(?: \(.*?\))?(?:, (?P<of>[^:]+))?: |(?P<key>[a-z_]+): ")
_PHASE = re.compile(r"cadence \d+ \((.*)\)")

KINDS = {"exercise": Kind.WORK, "warm-up": Kind.WARM_UP, "cool-down": Kind.COOL_DOWN}
ORDERS = {"one exercise after the other": None, "a circuit": "circuit"}
SIDES = {"both legs at once": None, "one leg, then the other": "each"}
PLANNED = "as planned"
COUNTED, TIMED = "reps", "a timed hold"


def exercise_form(exercise: ExerciseModel, unit: LoadUnit = LoadUnit.KG) -> tuple[FormField, ...]:
    """The fields of an exercise: its dose first, a load in `unit`. One of the user's own has more fields."""
    is_own = exercise.use is None
    fields = [_count("sets", "Sets", exercise.sets)]
    if exercise.reps is not None:
        fields.append(_reps(exercise))
        hold = next((phase for phase in exercise.cadence if phase.hold), None)
        if hold is not None or is_own:
            name = "Hold" if hold is None or hold.name == "hold" else f"{capitalized(hold.name)} (hold)"
            fields.append(_seconds("hold", name, None if hold is None else hold.seconds, can_be_empty=is_own))
        fields += [
            _seconds(f"phase-{at}", capitalized(phase.name), phase.seconds, values=partial(_phase, exercise, at))
            for at, phase in enumerate(exercise.cadence)
            if not phase.hold
        ]
    else:
        fields.append(_seconds("hold", "Hold", exercise.hold, step=5.0))
    fields.append(_seconds("rest", "Rest", exercise.rest, step=5.0))
    if exercise.load_in(exercise.variant) is True:
        fields.append(_load(exercise.load_kg, unit))
    if exercise.ways:
        options = {PLANNED: None, **{words: words for words in exercise.ways}}
        fields.append(_choice("variant", "Variant", exercise.variant or PLANNED, options))
    kind = next(words for words, value in KINDS.items() if value is exercise.kind)
    fields.append(_choice("kind", "Type", kind, KINDS))
    if is_own:
        fields += _of_ones_own(exercise)
    fields.append(_text("note", "Note", exercise.note or "", empty="none"))
    return tuple(fields)


def routine_form(routine: RoutineModel, today: date) -> tuple[FormField, ...]:
    """The fields of a routine itself. A day without a year is the next one, `today` included."""
    order = next(words for words, value in ORDERS.items() if (value or "straight") == routine.order)
    until = "" if routine.until is None else routine.until.isoformat()

    def last_day(text: str) -> Values:
        return {"until": typed_day(text, today, ahead=True) if text.strip() else None}

    return (
        _text("title", "Title", routine.title),
        _text("about", "About", routine.about, empty="a sentence, if you like"),
        _text("warm_up", "Warm-up", routine.warm_up, empty="what to do first, if anything"),
        _choice("order", "Order", order, ORDERS),
        _text("prescribed_by", "Prescribed by", routine.prescribed_by or "", empty="nobody"),
        _count("per_week", "Times a week", routine.per_week),
        FormField("until", "Until", until, last_day, empty="a day, such as 31 Jan", max_length=MAX_LENGTH),
    )


def _of_ones_own(exercise: ExerciseModel) -> list[FormField]:
    """The fields of an exercise of the user's own only: for the others, the library has them."""
    counted = {COUNTED: {"hold": None, "reps": 10, "cadence": OWN_CADENCE}, TIMED: _TO_HOLD}
    return [
        FormField(
            "counted",
            "Counted in",
            TIMED if exercise.reps is None else COUNTED,
            counted.__getitem__,
            options=(COUNTED, TIMED),
        ),
        _choice(
            "sides", "Legs", "one leg, then the other" if exercise.sides == "each" else "both legs at once", SIDES
        ),
        _choice("load", "Load", _load_kind(exercise.load), {"none": None, "yes": True, BAND: BAND}),
        _text("title", "Title", exercise.title),
        _text("position", "Position", exercise.position or "", empty="said before the first set"),
        FormField("equipment", "Equipment", things_words(exercise.equipment), _things, empty="none"),
        _steps("how_to", "How to", exercise.how_to),
        _steps("cues", "Cues", exercise.cues),
        _text("figure", "Figure", exercise.figure or "", empty="none, or its name, such as floor-bridge"),
    ]


_TO_HOLD: Values = {"reps": None, "cadence": None, "hold": 30}


def reps_words(reps: tuple[int, int]) -> str:
    """`12`, or `8–12`."""
    least, most = reps
    return str(most) if least == most else f"{least}–{most}"


def _count(key: str, label: str, value: int | None) -> FormField:
    def step(text: str, by: int) -> str:
        return str(max(1, typed_whole(text or "0") + by))

    def values(text: str) -> Values:
        return {key: typed_whole(text)} if text.strip() else {key: None}

    shown = "" if value is None else str(value)
    return FormField(key, label, shown, values, step=step, max_length=MAX_LENGTH, empty="none")


def _reps(exercise: ExerciseModel) -> FormField:
    def step(text: str, by: int) -> str:
        least, most = typed_reps(text)
        return reps_words((max(1, least + by), max(1, most + by)))

    def values(text: str) -> Values:
        return {"reps": typed_reps(text) if text.strip() else None}

    label = "Steps" if exercise.unit == "step" else "Reps"
    each = ", each leg" if exercise.sides == "each" else ""
    shown = reps_words(exercise.reps or (1, 1))
    return FormField(
        "reps", label, shown, values, f"or a range, such as 8-12{each}", step=step, max_length=MAX_LENGTH
    )


def _seconds(
    key: str,
    label: str,
    value: float | None,
    *,
    step: float = 1.0,
    can_be_empty: bool = True,
    values: Callable[[str], Values] | None = None,
) -> FormField:
    def stepped(text: str, by: int) -> str:
        return number(max(0.0 if key == "rest" else step, typed_number(text or "0") + by * step))

    def written(text: str) -> Values:
        return {key: typed_number(text) if text.strip() else None}

    shown = "" if value is None else number(value)
    empty = "none" if value is None else ""
    return FormField(
        key, label, shown, values or written, "seconds", step=stepped, max_length=MAX_LENGTH, empty=empty
    )


def _phase(exercise: ExerciseModel, at: int, text: str) -> Values:
    """A cadence with other seconds in one phase; an empty text goes back to the library's cadence."""
    if not text.strip() and exercise.use is not None:
        return {"cadence": None}
    cadence = cadence_of(exercise)
    cadence[at]["seconds"] = typed_number(text)
    return {"cadence": cadence}


def _load_kind(load: LoadKind) -> str:
    return BAND if load == BAND else "yes" if load else "none"


def _load(kg: float | None, unit: LoadUnit) -> FormField:
    def step(text: str, by: int) -> str:
        return number(max(0.0, typed_number(text or "0") + by * DEFAULT_STEPS[unit]))

    def values(text: str) -> Values:
        try:
            return {"load_kg": typed_load(text, unit)[0] if text.strip() else None}
        except NotNow as refused:
            raise KneecoachError(str(refused)) from None

    return FormField(
        "load_kg",
        "Load",
        typed_as(kg, None, unit),
        values,
        f"{unit} to begin with",
        step=step,
        max_length=MAX_LENGTH,
        empty="none",
    )


def _choice(key: str, label: str, shown: str, options: Mapping[str, object]) -> FormField:
    return FormField(key, label, shown, lambda text: {key: options[text]}, options=tuple(options))


def _text(key: str, label: str, shown: str, *, empty: str = "") -> FormField:
    return FormField(key, label, shown, lambda text: {key: clean(text) or None}, empty=empty)


def _steps(key: str, label: str, steps: Sequence[str]) -> FormField:
    """Texts of a list in one field."""

    def values(text: str) -> Values:
        said = [clean(part) for part in re.split(r"\s/\s", text)]
        return {key: [part for part in said if part] or None}

    empty = f"one after the other, with{BETWEEN}between"
    return FormField(key, label, BETWEEN.join(steps), values, empty=empty, max_length=MAX_STEPS)


def _things(text: str) -> Values:
    """Equipment as `things_words` shows it: a comma ends a thing, and parentheses describe it."""
    things = (clean(part) for part in re.split(r",(?![^()]*\))", text))
    return {"equipment": [re.sub(r"(?<=\S)\s*\(([^()]+)\)$", r", \1", thing) for thing in things if thing] or None}
