"""The contents of a routine's TOML file. Unknown keys are errors."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    model_validator,
)

from kneecoach.session.commands import MAX_LOAD_KG
from kneecoach.session.plan import Unit
from kneecoach.text import clean
from kneecoach.toml_file import read_toml


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
Count = Annotated[int, Field(ge=1, le=200, strict=True)]


def _min_and_max(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return (value, value)
    if isinstance(value, list) and len(value) == 2:
        return tuple(value)
    raise ValueError("give a number of reps, or a minimum and a maximum: 20 or [15, 20]")


Reps = Annotated[tuple[Count, Count], BeforeValidator(_min_and_max)]
"""Minimum and maximum reps. In the file, one number or both."""


class _RoutineFileModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CadencePhaseModel(_RoutineFileModel):
    """A part of one rep."""

    name: Text
    seconds: Seconds
    hold: StrictBool = False


class VariantModel(_RoutineFileModel):
    """What is different in an `easier` or `harder` variant. Keys that are left out are as in the exercise.

    `equipment = []` means that it needs none.
    """

    words: Text
    """The variant, exactly as in `easier` or `harder`."""
    how_to: tuple[Text, ...] | None = None
    """How it is done; replaces the exercise's lines."""
    cues: tuple[Text, ...] | None = None
    equipment: tuple[Text, ...] | None = None
    load: StrictBool | None = None
    """`false` if it is done without the exercise's load."""


class ExerciseModel(_RoutineFileModel):
    """A movement with its sets and its target: `reps` (a number or a range) or `hold` (seconds)."""

    id: Slug
    title: Text
    sets: Annotated[int, Field(ge=1, le=20, strict=True)]
    reps: Reps | None = None
    """Repetitions in a set."""
    hold: Seconds | None = None
    """Length of a timed hold, in seconds, instead of reps."""
    unit: Unit = Unit.REP
    sides: Literal["each", "both"] = "both"
    """`each`: every set is done with one leg, then the other."""
    cadence: tuple[CadencePhaseModel, ...] = ()
    """The phases of one rep, in order."""
    rest: Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False, strict=True)] = 60.0
    """Rest after a set (after both its sides), in seconds."""
    setup: Seconds = 5.0
    """Time to get into position, in seconds."""
    load: StrictBool = False
    """Whether a load in kg can be recorded."""
    load_kg: Annotated[float, Field(ge=0, le=MAX_LOAD_KG, allow_inf_nan=False, strict=True)] | None = None
    """The load to start with, in kg, until a session uses another."""
    standing: StrictBool = False
    """Whether it is strength work on the feet, which can be left out on a day when the knee hurts."""
    variant: Text | None = None
    """How it is done for now, if that is one of `easier` or `harder`."""
    changed: Annotated[AwareDatetime, Field(strict=True)] | None = None
    """When its dose last changed. Earlier sessions are not comparable."""
    equipment: tuple[Text, ...] = ()
    how_to: tuple[Text, ...] = ()
    cues: tuple[Text, ...] = ()
    faults: tuple[Text, ...] = ()
    easier: tuple[Text, ...] = ()
    harder: tuple[Text, ...] = ()
    substitutes: tuple[Text, ...] = ()
    variants: tuple[VariantModel, ...] = ()
    """Details of the variants that differ in more than their name."""
    figure: Slug | None = None

    @model_validator(mode="after")
    def _one_target(self) -> Self:
        if (self.reps is None) == (self.hold is None):
            raise ValueError("give either reps or hold (seconds), not both")
        if self.hold is not None and self.cadence:
            raise ValueError("a timed hold has no cadence")
        if self.reps is not None and not self.cadence:
            raise ValueError("an exercise with reps needs a cadence")
        if self.load_kg is not None and not self.load:
            raise ValueError("load_kg is for an exercise with load = true")
        if self.reps is not None and self.reps[0] > self.reps[1]:
            raise ValueError("reps should be the minimum, then the maximum")
        named = [variant.words for variant in self.variants]
        for words in named:
            if words not in (*self.easier, *self.harder):
                raise ValueError(f"variants should name one of easier and harder, not {words!r}")
        if len(set(named)) < len(named):
            raise ValueError("variants should name each variant once")
        names = [phase.name for phase in self.cadence]
        if len(set(names)) < len(names):
            raise ValueError("the phases of a cadence need different names")
        if sum(phase.hold for phase in self.cadence) > 1:
            raise ValueError("a cadence has at most one hold")
        return self


class RoutineModel(_RoutineFileModel):
    """What to do in one visit."""

    schema_: Literal[1] = Field(alias="schema")
    id: Slug
    title: Text
    about: Text = ""
    source: Text = ""
    warm_up: Text = ""
    exercise: Annotated[tuple[ExerciseModel, ...], Field(min_length=1, max_length=50)]

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        ids = [exercise.id for exercise in self.exercise]
        twice = next((name for name in ids if ids.count(name) > 1), None)
        if twice is not None:
            raise ValueError(f"two exercises have the id {twice!r}")
        return self


class Routine(_RoutineFileModel):
    """A routine's file: its contents, its path, and the hash of its bytes."""

    path: Path
    digest: str
    spec: RoutineModel


def read_routine(path: Path) -> Routine:
    """Read a routine's TOML file. Raises KneecoachError, naming the file, the key and what was expected."""
    spec, raw = read_toml(path, "the routine", RoutineModel)
    return Routine(path=path, digest=f"sha256:{hashlib.sha256(raw).hexdigest()}", spec=spec)
