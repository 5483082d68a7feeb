"""What will be done: exercises, and the planned sets in the order they are done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Self

from kneecoach.session.replacing import replace

SWITCH_SECONDS = 5.0
"""Get-ready between the two sides of one set, in seconds."""


class Side(StrEnum):
    """Which leg works in a set."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Pace(StrEnum):
    """Who counts: the coach at the cadence, or the user rep by rep."""

    GUIDED = "guided"
    SELF = "self"


class Kind(StrEnum):
    """What an exercise is for. Only work counts as sets and for suggestions."""

    WARM_UP = "warm-up"
    WORK = "work"
    COOL_DOWN = "cool-down"


class Legs(StrEnum):
    """Whether a set is done with one leg and then the other, or with both at once."""

    EACH = "each"
    BOTH = "both"


class Unit(StrEnum):
    """What one repetition is called."""

    REP = "rep"
    STEP = "step"


class LoadUnit(StrEnum):
    """The unit in which a person types and reads loads. They are always kept in kg."""

    KG = "kg"
    LB = "lb"


TypedLoad = tuple[float, LoadUnit]
"""A load as it was typed: `(17.5, LoadUnit.LB)`."""
LoadSaid = TypedLoad | str
"""A load as it was said, if not in kg: typed in another unit, or in words, as for a band."""
BAND: Literal["band"] = "band"
"""The load of an exercise with a band: its tension, in words."""
LoadKind = bool | Literal["band"]
"""Whether an exercise takes a load in kg, or in words."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of one rep. With `hold`, a timed position inside it."""

    name: str
    seconds: float
    hold: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What a set asks for: a range of reps, or a number of seconds held."""

    reps: tuple[int, int] | None = None
    """Minimum and maximum reps. The set runs to the maximum, and is completed once it reaches the minimum."""
    seconds: float | None = None
    """Length of a timed hold, in seconds. Then `reps` is None."""
    hold_seconds: float | None = None
    """Length of the hold inside every rep, in seconds, if there is one."""


@dataclass(frozen=True, slots=True)
class Variant:
    """What is different in an easier, harder or no-equipment variant. None means the same as the exercise."""

    words: str
    """The variant's name: one of the exercise's `easier`, `harder` or `substitutes`."""
    how_to: tuple[str, ...] | None = None
    cues: tuple[str, ...] | None = None
    equipment: tuple[str, ...] | None = None
    load: LoadKind | None = None
    """Whether it takes a load, if that differs."""
    reps: tuple[int, int] | None = None
    """Its own dose, if it differs: minimum and maximum reps."""
    hold: float | None = None
    """Length of its hold, in seconds: the timed one, or the one inside every rep."""
    cadence: tuple[Phase, ...] = ()
    """The phases of its reps, if they differ."""
    rest: float | None = None
    position: str | None = None
    """How to get into position, in a sentence."""
    figure: str | None = None
    unit: Unit | None = None
    """What one repetition of it is called, if that differs."""
    legs: Legs | None = None
    """How its sets are done, if that differs. Then it cannot be taken mid-session."""

    @property
    def has_dose(self) -> bool:
        """Whether a set of it differs in its dose, its cadence or its rest."""
        return bool(self.reps or self.hold or self.cadence or self.unit) or self.rest is not None


@dataclass(frozen=True, slots=True)
class Exercise:
    """A movement: its timing and its texts."""

    id: str
    title: str
    cadence: tuple[Phase, ...]
    """The phases of one rep. A timed hold has one phase, the hold."""
    setup: float
    """Get-ready before a set, in seconds."""
    rest: float
    """Rest after a set (after both its sides), in seconds."""
    unit: Unit = Unit.REP
    load: LoadKind = False
    """Whether a load can be recorded: in kg, or for `band` in words."""
    equipment: tuple[str, ...] = ()
    how_to: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    easier: tuple[str, ...] = ()
    harder: tuple[str, ...] = ()
    substitutes: tuple[str, ...] = ()
    figure: str | None = None
    variants: tuple[Variant, ...] = ()
    """Those of `easier`, `harder` and `substitutes` that have more than a name."""
    planned_variant: str | None = None
    """The variant that the routine asks for, in its words; None for the standard way."""
    legs: Legs | None = None
    """How its sets are done without a variant; None in the journals of an earlier version."""
    spoken: str = ""
    """How the title is pronounced, if not as it is written."""
    position: str = ""
    """How to get into position, in a sentence. Said before the first set."""
    note: str = ""
    """A remark of the user's own."""
    kind: Kind = Kind.WORK
    pain_cap: int | None = None
    """Pain (0-10) above which this exercise stops, if that is less than the person's own limit."""

    def done_as(self, words: str | None) -> Self:
        """The exercise as done in the variant with this name. Unchanged if it has only a name, or for None."""
        variant = self.variant(words)
        if variant is None:
            return self
        return replace(
            self,
            cadence=_with_hold(variant.cadence or self.cadence, variant.hold),
            rest=self.rest if variant.rest is None else variant.rest,
            how_to=self.how_to if variant.how_to is None else variant.how_to,
            cues=self.cues if variant.cues is None else variant.cues,
            equipment=self.equipment if variant.equipment is None else variant.equipment,
            load=self.load if variant.load is None else variant.load,
            position=self.position if variant.position is None else variant.position,
            figure=self.figure if variant.figure is None else variant.figure,
            unit=self.unit if variant.unit is None else variant.unit,
        )

    def variant(self, words: str | None) -> Variant | None:
        """What is different in the variant with this name; None if it has only a name."""
        return next((variant for variant in self.variants if variant.words == words), None)

    def legs_in(self, words: str | None) -> Legs | None:
        """How its sets are done in the variant with this name or, for None, without one."""
        variant = self.variant(words)
        return self.legs if variant is None or variant.legs is None else variant.legs

    @property
    def hold(self) -> Phase | None:
        """The phase that is a hold, or None."""
        return next((phase for phase in self.cadence if phase.hold), None)


def _with_hold(cadence: tuple[Phase, ...], seconds: float | None) -> tuple[Phase, ...]:
    if seconds is None:
        return cadence
    return tuple(replace(phase, seconds=seconds) if phase.hold else phase for phase in cadence)


def is_met(min_reps: int | None, min_seconds: float | None, reps: int, held: float) -> bool:
    """Whether an attempt reaches its target's minimum: `min_reps`, or `min_seconds` held at a stretch.

    Seconds are compared to the millisecond, as the record has them.
    """
    if min_reps is not None:
        return reps >= min_reps
    return round(held, 3) >= round(min_seconds or 0.0, 3)


@dataclass(frozen=True, slots=True)
class PlannedSet:
    """One set of the plan, on one side."""

    exercise: Exercise
    set: int
    """The set's number within its exercise, from 1. Both sides share it."""
    of: int
    side: Side
    target: Target

    def dosed_as(self, words: str | None) -> Self:
        """The set with the dose and cadence of the variant with this name; unchanged if it has none of its own."""
        variant = self.exercise.variant(words)
        if variant is None or not variant.has_dose:
            return self
        done = self.exercise.done_as(words)
        target = Target(seconds=variant.hold or self.target.seconds)
        if self.target.reps:
            hold = done.hold
            target = Target(variant.reps or self.target.reps, hold_seconds=hold.seconds if hold else None)
        dosed = replace(self.exercise, cadence=done.cadence, rest=done.rest, unit=done.unit)
        return replace(self, exercise=dosed, target=target)

    def as_done(self, words: str | None) -> Self:
        """The set as done in the variant with this name, with its dose and its texts."""
        if words is None:
            return self
        return replace(self.dosed_as(words), exercise=self.exercise.done_as(words))

    @property
    def as_in_routine(self) -> Self:
        """The set with the dose that the routine asks for: that of its variant, if it has one."""
        return self.dosed_as(self.exercise.planned_variant)

    @property
    def is_work(self) -> bool:
        """Whether it counts as a set: a warm-up and a cool-down do not."""
        return self.exercise.kind is Kind.WORK

    @property
    def seconds(self) -> float:
        """Length of the whole set at its cadence, in seconds."""
        rep = sum(phase.seconds for phase in self.exercise.cadence)
        return rep * self.most if self.target.reps else rep

    @property
    def most(self) -> int:
        """The reps at which the set ends; 0 for a timed hold."""
        return self.target.reps[1] if self.target.reps else 0

    def is_met_by(self, reps: int, holds: tuple[float, ...]) -> bool:
        """Whether `reps`, or the longest of `holds` (seconds) for a timed hold, reach the target's minimum."""
        least = self.target.reps[0] if self.target.reps else None
        return is_met(least, self.target.seconds, reps, max(holds, default=0.0))


@dataclass(frozen=True, slots=True)
class Shortened:
    """How a plan was made shorter for today, by choice."""

    sets: int
    """How many sets the whole routine has, on each side, without warm-up and cool-down."""
    minutes: int | None = None
    """The time available today, in minutes, if that is why."""
    left_out: tuple[str, ...] = ()
    """Ids of the exercises that are left out."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A routine as planned sets, in the order they are done."""

    routine: str
    """Id of the routine."""
    title: str
    digest: str
    """`sha256:` and the hash of the routine's file."""
    sets: tuple[PlannedSet, ...]
    first_ready: float = 0.0
    """The least time to get ready for the first set, in seconds: time to walk to the mat."""
    variants: tuple[tuple[str, str], ...] = ()
    """Pairs of exercise id and the variant in which the session begins it, by its words."""
    shortened: Shortened | None = None
    """What was left out of the routine today; None if nothing was."""
    missing: tuple[str, ...] = ()
    """Equipment that the routine needs and that is missing today, in words."""

    @property
    def as_begun(self) -> tuple[PlannedSet, ...]:
        """The sets, each in the variant in which the session begins its exercise."""
        chosen = dict(self.variants)
        return tuple(planned.as_done(chosen.get(planned.exercise.id)) for planned in self.sets)

    @property
    def size(self) -> int:
        """How many sets it has, on each side, without warm-up and cool-down."""
        return sum(planned.is_work for planned in self.sets)

    @property
    def seconds(self) -> float:
        """Length of the session in guided pace, in seconds, including rests and the time to get ready for each set.

        The walk to the mat is not included, because it is not part of the routine.
        """
        sets = self.as_begun
        dosed = replace(self, sets=sets)
        between = [
            dosed.rest_between(index - 1, index) + dosed.ready_before(index, index - 1)
            for index in range(1, len(sets))
        ]
        return dosed.ready_before(0, None) + sum(between) + sum(planned.seconds for planned in sets)

    @property
    def walk_seconds(self) -> float:
        """How much longer the first get-ready is than its exercise asks for: the walk to the mat."""
        return self.ready_at_first(0) - self.ready_before(0, None)

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """Each exercise once, in order, as the session begins it."""
        return tuple({planned.exercise.id: planned.exercise for planned in self.as_begun}.values())

    def rest_between(self, done: int, following: int) -> float:
        """Rest in seconds between two planned sets, by index; 0 between the two sides of one set."""
        if self.is_switch(done, following):
            return 0.0
        return self.sets[done].exercise.rest

    def ready_at_first(self, first: int) -> float:
        """Get-ready before the first set of a session, in seconds: `first_ready`, or its `setup` if longer."""
        return max(self.first_ready, self.ready_before(first, None))

    def ready_before(self, following: int, done: int | None) -> float:
        """Get-ready in seconds before the set `following`, after the set `done` (indices)."""
        if done is not None and self.is_switch(done, following):
            return SWITCH_SECONDS
        return self.sets[following].exercise.setup

    def is_switch(self, done: int, following: int) -> bool:
        """Whether `following` is the other side of the set `done` (indices)."""
        a, b = self.sets[done], self.sets[following]
        return a.exercise.id == b.exercise.id and a.set == b.set and a.side != b.side
