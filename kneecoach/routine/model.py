"""The contents of a routine's TOML file. Unknown keys are errors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    AliasChoices,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    model_validator,
)

from kneecoach.faults import raise_clashes
from kneecoach.session.commands import MAX_LOAD_KG
from kneecoach.session.plan import BAND, Kind, Legs, LoadKind, Unit
from kneecoach.text import clean


def _words(text: str) -> str:
    cleaned = clean(text)
    if not cleaned:
        raise ValueError("must not be empty")
    return cleaned


Text = Annotated[str, Field(max_length=500), AfterValidator(_words)]
"""Text from a file: control characters are dropped, white space is collapsed."""

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""An id: lowercase letters, digits and single hyphens."""

Seconds = Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False, strict=True)]
Rest = Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False, strict=True)]
Count = Annotated[int, Field(ge=1, le=200, strict=True)]
Sets = Annotated[int, Field(ge=1, le=20, strict=True)]
Muscle = Literal["quads", "hamstrings", "glutes", "calf", "abductors", "adductors", "hip-flexors"]
"""The muscles that a figure can light."""


def _min_and_max(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return (value, value)
    if isinstance(value, list) and len(value) == 2:
        return tuple(value)
    raise ValueError("give a number of reps, or a minimum and a maximum: 20 or [15, 20]")


Reps = Annotated[tuple[Count, Count], BeforeValidator(_min_and_max)]
"""Minimum and maximum reps. In the file, one number or both."""


def _load_kind(value: object) -> object:
    if value is True or value is False or value == BAND:
        return value
    raise ValueError('should be true, false or "band"')


Load = Annotated[LoadKind, BeforeValidator(_load_kind)]
"""Whether an exercise takes a load: in kg, or for "band" a band's tension, in words."""


MAX_PER_WEEK = 21
"""Three times a day, as exercises soon after an operation are prescribed."""


class _RoutineFileModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CadencePhaseModel(_RoutineFileModel):
    """A part of one rep."""

    name: Text
    seconds: Seconds
    hold: StrictBool = False


class VariantModel(_RoutineFileModel):
    """What is different in an easier, harder or no-equipment variant. What is left out is as in the exercise.

    `equipment = []` means that it needs none.
    """

    words: Text
    """The variant, exactly as in `easier`, `harder` or `without`."""
    sets: Sets | None = None
    """Its own dose, if it differs. A variant taken mid-session keeps the number of sets."""
    reps: Reps | None = None
    unit: Unit | None = None
    """What one repetition of it is called, if that differs."""
    sides: Legs | None = None
    """`each` if every set is done with one leg and then the other, `both` if not; only if that differs."""
    hold: Seconds | None = None
    """Length of the hold, in seconds: the timed hold, or the one inside every rep."""
    cadence: tuple[CadencePhaseModel, ...] = ()
    """The phases of one rep, if they differ."""
    rest: Rest | None = None
    position: Text | None = None
    """How to get into position, if that differs."""
    figure: Slug | None = None
    """The figure that shows it, if that differs. It has the phases of the variant's cadence."""
    how_to: tuple[Text, ...] | None = None
    """How it is done; replaces the exercise's lines."""
    cues: tuple[Text, ...] | None = None
    equipment: tuple[Text, ...] | None = None
    load: Load | None = None
    """Whether it takes a load, if that differs: `false` if it is done without the exercise's load."""
    standing: StrictBool | None = None
    """Whether it is done standing, if that differs."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        raise_clashes((*_of_cadence(self.cadence), *_of_reps(self.reps)))
        return self


class SourceModel(_RoutineFileModel):
    """Where a part of an exercise comes from, and how that is known."""

    of: Text
    """The part that comes from it: `dose`, `cadence and rest`."""
    words: Text
    known: Literal["read", "second hand", "ours"]
    """`read`: an excerpt was read. `second hand`: from a page about it. `ours`: our own inference."""


class MovementModel(_RoutineFileModel):
    """A movement with its words, and its dose: `sets` of `reps` (a number or a range) or of a `hold` (seconds)."""

    id: Slug
    title: Text
    spoken: Text | None = None
    """How the title is pronounced, if not as it is written."""
    position: Text | None = None
    """How to get into position, in a sentence short enough to be said. Said before the first set."""
    sets: Sets
    reps: Reps | None = None
    """Repetitions in a set."""
    hold: Seconds | None = None
    """Length of a timed hold, in seconds, instead of reps."""
    kind: Kind = Kind.WORK
    """A warm-up or a cool-down is announced as such, and does not count as a set."""
    unit: Unit = Unit.REP
    sides: Legs = Legs.BOTH
    """`each`: every set is done with one leg, then the other."""
    cadence: tuple[CadencePhaseModel, ...] = ()
    """The phases of one rep, in order."""
    rest: Rest = 60.0
    """Rest after a set (after both its sides), in seconds."""
    setup: Seconds = 5.0
    """Time to get into position, in seconds."""
    load: Load = False
    """Whether a load in kg can be recorded; `band` records a band's tension, in words."""
    standing: StrictBool = False
    """Whether it is done standing, and so can be left out on a day when the knee hurts."""
    pain_cap: Annotated[int, Field(ge=0, le=5, strict=True)] | None = None
    """Pain (0 to 10) above which to stop this movement, if that is lower than `pain_cap` in the settings."""
    equipment: tuple[Text, ...] = ()
    how_to: tuple[Text, ...] = ()
    cues: tuple[Text, ...] = ()
    faults: tuple[Text, ...] = ()
    easier: tuple[Text, ...] = ()
    """Easier variants: a ladder, each easier than the one before."""
    harder: tuple[Text, ...] = ()
    """Harder variants: a ladder, each harder than the one before."""
    without: Annotated[tuple[Text, ...], Field(validation_alias=AliasChoices("without", "substitutes"))] = ()
    """How it is done without the equipment. Files of version 0.1.0 say `substitutes`."""
    variants: tuple[VariantModel, ...] = ()
    """Details of the variants that differ in more than their name."""
    level: Annotated[int, Field(ge=1, le=3, strict=True)] = 2
    """How demanding it is: 1 in a first programme, 3 for a settled knee. Searches list easier ones first."""
    muscles: tuple[Muscle, ...] = ()
    """The muscles that work."""
    figure: Slug | None = None
    source: tuple[SourceModel, ...] = ()

    @property
    def ways(self) -> tuple[str, ...]:
        """All its variants, each by its words."""
        return (*self.easier, *self.harder, *self.without)

    def variant_named(self, words: str | None) -> VariantModel | None:
        """What is different in the variant with this name; None if it has only a name."""
        return next((variant for variant in self.variants if variant.words == words), None)

    def unit_in(self, words: str | None) -> Unit:
        """What one repetition is called in the variant with this name, or for None as planned."""
        variant = self.variant_named(words)
        return self.unit if variant is None or variant.unit is None else variant.unit

    def load_in(self, words: str | None) -> LoadKind:
        """Whether a load can be recorded in the variant with this name, or for None as planned."""
        variant = self.variant_named(words)
        return self.load if variant is None or variant.load is None else variant.load

    def equipment_in(self, words: str | None) -> tuple[str, ...]:
        """What it needs in the variant with this name, or for None as planned."""
        variant = self.variant_named(words)
        return self.equipment if variant is None or variant.equipment is None else variant.equipment

    @property
    def load_kinds(self) -> tuple[LoadKind, ...]:
        """The kinds of load that it takes as planned and in its variants; empty if it takes none."""
        kinds = (self.load, *(variant.load for variant in self.variants))
        return tuple(dict.fromkeys(kind for kind in kinds if kind))

    def is_standing(self, words: str | None) -> bool:
        """Whether it is done standing in the variant with this name, or for None as planned."""
        variant = self.variant_named(words)
        return self.standing if variant is None or variant.standing is None else variant.standing

    @model_validator(mode="after")
    def _fits(self) -> Self:
        raise_clashes(self._clashes())
        return self

    def _clashes(self) -> Iterator[str]:
        """What is wrong between keys."""
        if self.reps is None and self.hold is None:
            yield "give reps, or hold (seconds)"
        elif self.reps is not None and self.hold is not None:
            yield "give either reps or hold (seconds), not both"
        elif self.hold is not None and self.cadence:
            yield "a timed hold has no cadence"
        elif self.reps is not None and not self.cadence:
            yield "an exercise with reps needs a cadence"
        yield from _of_reps(self.reps)
        yield from _of_cadence(self.cadence)
        yield from self._clashes_of_variants()

    def _clashes_of_variants(self) -> Iterator[str]:
        named = [variant.words for variant in self.variants]
        for variant in self.variants:
            if variant.words not in self.ways:
                yield f"variants should name one of easier, harder and without, not {variant.words!r}"
            if self.reps is None and (variant.reps is not None or variant.cadence):
                yield f"the variant {variant.words!r} has reps, but the exercise is a timed hold"
            if self.reps and variant.hold and not any(phase.hold for phase in variant.cadence or self.cadence):
                yield f"the variant {variant.words!r} has a hold, but its cadence has none"
        for words in dict.fromkeys(words for words in named if named.count(words) > 1):
            yield f"variants should name each variant once, and {words!r} appears twice"


class LibraryModel(MovementModel):
    """A file of the library: one movement, whole."""

    schema_: Literal[1] = Field(alias="schema")


class PlannedDoseModel(_RoutineFileModel):
    """The dose of an exercise when it is done as planned; only what its variant changes."""

    sets: Sets | None = None
    reps: Reps | None = None
    hold: Seconds | None = None
    sides: Legs | None = None


class ExerciseModel(MovementModel):
    """A movement in a routine: written out, or taken from the library with what the routine changes in it."""

    use: Slug | None = None
    """Id of the library's movement that this is taken from."""
    load_kg: Annotated[float, Field(ge=0, le=MAX_LOAD_KG, allow_inf_nan=False, strict=True)] | None = None
    """The load to start with, in kg, until a session uses another."""
    variant: Text | None = None
    """How it is done for now, if that is one of `easier`, `harder` or `without`."""
    planned: PlannedDoseModel | None = None
    """The dose without a variant, kept while the routine has that of a variant."""
    changed: Annotated[AwareDatetime, Field(strict=True)] | None = None
    """When its dose last changed. Earlier sessions are not comparable."""
    note: Text | None = None
    """A remark of the user's own: `bench one notch lower`."""

    def _clashes(self) -> Iterator[str]:
        yield from super()._clashes()
        if self.load_kg is not None and True not in self.load_kinds:
            yield "load_kg is for an exercise with load = true"
        yield from _of_reps(self.planned.reps if self.planned else None)


def _of_reps(reps: tuple[int, int] | None) -> Iterator[str]:
    """What is wrong with a minimum and a maximum."""
    if reps is not None and reps[0] > reps[1]:
        yield "reps should be the minimum, then the maximum"


def _of_cadence(cadence: tuple[CadencePhaseModel, ...]) -> Iterator[str]:
    """What is wrong between the phases of a cadence."""
    names = [phase.name for phase in cadence]
    if len(set(names)) < len(names):
        yield "the phases of a cadence need different names"
    if sum(phase.hold for phase in cadence) > 1:
        yield "a cadence has at most one hold"


class RoutineModel(_RoutineFileModel):
    """What to do in one visit."""

    schema_: Literal[1] = Field(alias="schema")
    id: Slug
    title: Text
    about: Text = ""
    source: Text = ""
    warm_up: Text = ""
    prescribed_by: Text | None = None
    """Who prescribed it: a name, as the physiotherapist's page shows it."""
    per_week: Annotated[int, Field(ge=1, le=MAX_PER_WEEK, strict=True)] | None = None
    """How often a week it should be done."""
    until: Annotated[date, Field(strict=True)] | None = None
    """The last day for which it is prescribed, such as 2027-01-31."""
    order: Literal["straight", "circuit"] = "straight"
    """`straight`: all sets of an exercise, then the next. `circuit`: set 1 of each, then set 2 of each."""
    exercise: Annotated[tuple[ExerciseModel, ...], Field(min_length=1, max_length=50)]

    @property
    def work(self) -> tuple[ExerciseModel, ...]:
        """The exercises that are neither a warm-up nor a cool-down."""
        return tuple(exercise for exercise in self.exercise if exercise.kind is Kind.WORK)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        raise_clashes(self._clashes())
        return self

    def _clashes(self) -> Iterator[str]:
        """What is wrong between exercises."""
        sharing: dict[str, list[str]] = {}
        for number, exercise in enumerate(self.exercise, start=1):
            sharing.setdefault(exercise.id, []).append(f"{number} ({exercise.title})")
        for id_, them in sharing.items():
            if len(them) > 1:
                yield f"two exercises have the id {id_!r}: {' and '.join(them)}; each needs its own"
        if not self.work:
            yield "a routine needs an exercise that is neither a warm-up nor a cool-down"


class Routine(_RoutineFileModel):
    """A routine's file: its contents with what `use` drew in, its path, and the hash of both."""

    path: Path
    digest: str
    """`sha256:` and the hash of the file's bytes, then of those of each library file that `use` drew in."""
    spec: RoutineModel


class LibraryExercise(_RoutineFileModel):
    """A file of the library: its contents and its path."""

    path: Path
    spec: LibraryModel
