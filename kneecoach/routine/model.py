"""A routine as its TOML file says it. Unknown keys are errors."""

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
        raise ValueError("a text must not be empty")
    return cleaned


Text = Annotated[str, Field(max_length=500), AfterValidator(_words)]
"""Words from a file: control characters are dropped, white space is folded."""

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""An id: small letters, digits and single dashes."""

Seconds = Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False, strict=True)]
Count = Annotated[int, Field(ge=1, le=200, strict=True)]


def _least_and_most(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return (value, value)
    if isinstance(value, list) and len(value) == 2:
        return tuple(value)
    raise ValueError("give a number of reps, or the least and the most: 20 or [15, 20]")


Reps = Annotated[tuple[Count, Count], BeforeValidator(_least_and_most)]
"""Least and most reps; in the file a single number, or both."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PhaseModel(_Model):
    """A part of one rep."""

    name: Text
    seconds: Seconds
    hold: StrictBool = False


class VariantModel(_Model):
    """What is different in an `easier` or `harder` variant; what is left out is as in the exercise.

    `equipment = []` says that it needs none.
    """

    words: Text
    """Which variant: as it stands in `easier` or `harder`."""
    how_to: tuple[Text, ...] | None = None
    """How it is done, in place of the exercise's lines."""
    cues: tuple[Text, ...] | None = None
    equipment: tuple[Text, ...] | None = None
    load: StrictBool | None = None
    """`false` where it is done without the exercise's weight."""


class ExerciseModel(_Model):
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
    """`each`: one leg and then the other, in every set."""
    cadence: tuple[PhaseModel, ...] = ()
    """The phases of one rep, in order."""
    rest: Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False, strict=True)] = 60.0
    """Rest after a set, after both its sides, in seconds."""
    setup: Seconds = 5.0
    """Time to get into position, in seconds."""
    load: StrictBool = False
    """Whether a weight in kg may be recorded."""
    load_kg: Annotated[float, Field(ge=0, le=MAX_LOAD_KG, allow_inf_nan=False, strict=True)] | None = None
    """The load to begin with, in kg, until a later session says another."""
    standing: StrictBool = False
    """Whether it is strength work on the feet, which may be left out on a day when the knee hurts."""
    variant: Text | None = None
    """How it is done at present, where that is one of `easier` or `harder`."""
    changed: Annotated[AwareDatetime, Field(strict=True)] | None = None
    """When what it asks for was last changed: sessions before that were of something else."""
    equipment: tuple[Text, ...] = ()
    how_to: tuple[Text, ...] = ()
    cues: tuple[Text, ...] = ()
    faults: tuple[Text, ...] = ()
    easier: tuple[Text, ...] = ()
    harder: tuple[Text, ...] = ()
    substitutes: tuple[Text, ...] = ()
    variants: tuple[VariantModel, ...] = ()
    """More about variants that differ in more than their words."""
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
            raise ValueError("reps should be the least and then the most")
        named = [variant.words for variant in self.variants]
        for words in named:
            if words not in (*self.easier, *self.harder):
                raise ValueError(f"variants should name one of easier or harder, not {words!r}")
        if len(set(named)) < len(named):
            raise ValueError("variants should name each variant once")
        names = [phase.name for phase in self.cadence]
        if len(set(names)) < len(names):
            raise ValueError("the phases of a cadence need different names")
        if sum(phase.hold for phase in self.cadence) > 1:
            raise ValueError("a cadence has at most one hold")
        return self


class RoutineModel(_Model):
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
        if len(set(ids)) < len(ids):
            raise ValueError("two exercises have the same id")
        return self


class Routine(_Model):
    """A routine as read: what the file says, where it is, and the digest of its bytes."""

    path: Path
    digest: str
    says: RoutineModel


def read_routine(path: Path) -> Routine:
    """The routine in a TOML file. Raises KneecoachError, naming the file, the key and what was expected."""
    says, raw = read_toml(path, "the routine", RoutineModel)
    return Routine(path=path, digest=f"sha256:{hashlib.sha256(raw).hexdigest()}", says=says)
