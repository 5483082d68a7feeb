"""Where a session is: a frozen fold of its events, and what can be derived from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kneecoach.session.events import Outcome, Stage, Status
from kneecoach.session.plan import Exercise, LoadSaid, LoadUnit, Pace, Phase, Plan, PlannedSet

CHANGE_SECONDS = 15.0
"""Minimum countdown after taking a variant that needs other equipment, in seconds."""

UNDO_DEPTH = 50
"""How many commands can be undone."""

MAX_AT = 9e8
"""The latest instant of a session, in seconds on its axis (28 years), so that every instant fits a record."""

MAX_WAITED_AT = 8e8
"""Waiting, such as a pause, takes the axis no further than this, so that the session can still go on."""

LEAD_IN_SECONDS = 3.0
"""Countdown between a pause and the rep that starts over, in seconds."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A finished try at a planned set. Times are in seconds, `load_kg` in kg."""

    index: int
    attempt: int
    outcome: Outcome
    reps: int
    holds: tuple[float, ...]
    """Seconds really held: for each rep and for one that was cut off; in a timed hold, for each start."""
    seconds: float
    """Time at work without pauses. For a timed hold, the seconds held."""
    started: float
    ended: float
    load_kg: float | None
    pace: Pace
    variant: str | None = None
    """The variant it was done in, in its words. None if it was done as planned or not begun."""
    dose: str | None = None
    """The variant whose dose it had."""
    load_said: LoadSaid | None = None
    """How its load was entered, if not in kg."""

    @property
    def was_begun(self) -> bool:
        """Whether the set was begun, if only for a moment, and not skipped before that."""
        return self.outcome is not Outcome.SKIPPED or bool(self.reps or self.holds) or self.seconds > 0


@dataclass(frozen=True, slots=True)
class Pain:
    """A report of pain, 0-10, and the attempt it belongs to. `index` is None before the first attempt."""

    at: float
    value: int
    index: int | None
    attempt: int


@dataclass(frozen=True, slots=True)
class OpenPause:
    """When the pause began, and the seconds that a rest or get-ready still had."""

    since: float
    remaining: float | None


@dataclass(frozen=True, slots=True)
class UndoEntry:
    """A user's command that can be undone, and the state before it."""

    command: str
    at: float
    before: State


@dataclass(frozen=True, slots=True)
class State:
    """The session at one instant. Instants are seconds on the session's axis."""

    plan: Plan
    pace: Pace = Pace.GUIDED
    stage: Stage | None = None
    """None until the session has started."""
    index: int = 0
    """The current planned set; in a rest, the next one."""
    attempt: int = 1
    since: float = 0.0
    """When the stage began."""
    until: float | None = None
    """When the stage, the phase, or the countdown after a pause ends by itself."""
    is_changing: bool = False
    """Whether the countdown is for changing equipment to a variant's. The user can end it early."""
    rest_added: float = 0.0
    """What the user added to this rest, in seconds."""
    phase: str | None = None
    """The current phase. None outside work, while paused, and while the user counts."""
    phase_since: float = 0.0
    reps: int = 0
    """Reps counted in this attempt."""
    holds: tuple[float, ...] = ()
    """Seconds held in this attempt: for each rep and for one that was cut off; in a timed hold, for each start."""
    hold_continues: bool = False
    """Whether the timed hold goes on from the last of `holds` when it starts again: its end was undone, or it is a
    warm-up or cool-down that was cut off."""
    worked: float = 0.0
    """Seconds at work in this attempt before `working_since`."""
    working_since: float | None = None
    settled: bool = False
    """Whether the current attempt has ended, so that what comes next is due at once."""
    paused: OpenPause | None = None
    paused_seconds: float = 0.0
    loads: Mapping[str, float] = field(default_factory=dict)
    """Load in kg by exercise id."""
    load_said: Mapping[str, LoadSaid] = field(default_factory=dict)
    """How a load was entered, if not in kg, by exercise id: in pounds, or the tension of a band."""
    units: LoadUnit = LoadUnit.KG
    """The unit in which loads are typed and shown."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """The notes written in this session, by exercise id; empty ones were removed."""
    variants: Mapping[str, str] = field(default_factory=dict)
    """The chosen variant, in its words, by exercise id. Exercises done as planned are not in it."""
    dose: str | None = None
    """The variant whose dose the current attempt has, in its words."""
    pains: tuple[Pain, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    undoable: tuple[UndoEntry, ...] = ()
    ended_at: float | None = None
    status: Status | None = None

    @property
    def planned(self) -> PlannedSet:
        """The current planned set, with the dose of the chosen variant.

        If a variant is taken after the first rep of an attempt, its dose applies from the next attempt, so that no
        set changes while it is being done.
        """
        return self.as_planned.dosed_as(self.dose if self.stage is Stage.WORK else self.variant)

    @property
    def as_planned(self) -> PlannedSet:
        """The current planned set, as it is in the plan."""
        return self.plan.sets[self.index]

    def set_at(self, index: int) -> PlannedSet:
        """A planned set, with the dose of the variant chosen for its exercise."""
        planned = self.plan.sets[index]
        return self.planned if index == self.index else planned.dosed_as(self.variants.get(planned.exercise.id))

    @property
    def variant(self) -> str | None:
        """The variant of the current exercise, in its words; None if it is done as planned."""
        return self.variants.get(self.as_planned.exercise.id)

    @property
    def exercise(self) -> Exercise:
        """The current exercise, as done in the chosen variant."""
        return self.as_planned.exercise.done_as(self.variant)

    def exercise_at(self, index: int) -> Exercise:
        """The exercise of a planned set, as done in the variant chosen for it."""
        exercise = self.plan.sets[index].exercise
        return exercise.done_as(self.variants.get(exercise.id))

    @property
    def change_seconds(self) -> float:
        """Countdown for changing equipment, in seconds."""
        return max(CHANGE_SECONDS, self.planned.exercise.setup)

    @property
    def lead_in_seconds(self) -> float:
        """Countdown before a rep starts over, in seconds."""
        return self.change_seconds if self.is_changing else LEAD_IN_SECONDS

    def needs_change(self, variant: str) -> bool:
        """Whether a variant needs equipment other than what is in use, or another position."""
        now, then = self.exercise, self.as_planned.exercise.done_as(variant)
        return set(then.equipment) != set(now.equipment) or then.position != now.position

    def starts_over(self, variant: str) -> bool:
        """Whether taking a variant now cuts off the rep under way."""
        guided_change = self.pace is Pace.GUIDED and self.needs_change(variant)
        return self.stage is Stage.WORK and (guided_change or self.changes_dose(variant))

    def changes_dose(self, variant: str) -> bool:
        """Whether a variant changes the dose of the current attempt: only while nothing has been done in it."""
        dosed = self.as_planned.dosed_as(variant)
        return self.is_untouched and (dosed.target, dosed.exercise.cadence) != (
            self.planned.target,
            self.planned.exercise.cadence,
        )

    @property
    def is_untouched(self) -> bool:
        """Whether the current attempt has no rep and no second of a timed hold yet."""
        is_open = self.stage is Stage.WORK and not self.settled
        return is_open and not self.reps and (self.planned.target.reps is not None or not self._has_held)

    @property
    def _has_held(self) -> bool:
        return bool(self.holds) or self.hold_under_way

    @property
    def current_phase(self) -> Phase | None:
        """The current phase, or None."""
        return next((phase for phase in self.planned.exercise.cadence if phase.name == self.phase), None)

    @property
    def seconds_held(self) -> float:
        """Seconds already held when the timed hold starts again."""
        return self.holds[-1] if self.hold_continues else 0.0

    @property
    def hold_can_continue(self) -> bool:
        """Whether a hold that is cut off now goes on later, as a walk to warm up does."""
        return self.hold_under_way and self.planned.target.reps is None and not self.planned.is_work

    @property
    def hold_under_way(self) -> bool:
        phase = self.current_phase
        return phase is not None and phase.hold

    @property
    def is_over(self) -> bool:
        return self.stage is Stage.FINISHED

    @property
    def is_leading_in(self) -> bool:
        """Whether the countdown after a pause is running."""
        return (
            self.stage is Stage.WORK
            and self.phase is None
            and self.until is not None
            and self.paused is None
            and not self.settled
        )

    @property
    def is_target_reached(self) -> bool:
        """Whether the current attempt has all its reps (or its timed hold), so that it ends by itself."""
        if self.planned.target.reps:
            return self.reps >= self.planned.most
        return self.planned.is_met_by(self.reps, self.holds)

    @property
    def total_reps(self) -> int:
        """Reps of the whole session, including this attempt."""
        open_reps = self.reps if self.stage is Stage.WORK and not self.settled else 0
        return sum(attempt.reps for attempt in self.attempts) + open_reps

    @property
    def pain_belongs_to(self) -> tuple[int, int] | None:
        """Index and attempt to which a pain report belongs now: the current attempt, or the last one.

        None before the first. Even a set given up at once counts, because pain may be the reason.
        """
        if self.stage is Stage.WORK and not self.settled:
            return self.index, self.attempt
        begun = self.last_begun
        return (begun.index, begun.attempt) if begun else None

    @property
    def is_switching(self) -> bool:
        """Whether the next set is the other side of the one just done."""
        begun = self.last_begun
        return begun is not None and self.plan.is_switch(begun.index, self.index)

    def is_new(self, exercise: str) -> bool:
        """Whether no set of an exercise (by its id) has been tried yet."""
        return all(self.plan.sets[attempt.index].exercise.id != exercise for attempt in self.attempts)

    def comes_after_another(self, exercise: str) -> bool:
        """Whether the last set tried, if any, was of another exercise than this one (by its id)."""
        return not self.attempts or self.plan.sets[self.attempts[-1].index].exercise.id != exercise

    @property
    def last_begun(self) -> Attempt | None:
        """The last attempt that was begun; None before the first. Only such an attempt is followed by a rest."""
        return next((a for a in reversed(self.attempts) if a.was_begun), None)

    def left_at(self, at: float) -> Attempt | None:
        """The attempt that ended at this instant because its set begins again, or None."""
        if self.stage is not Stage.READY or not self.attempts:
            return None
        last = self.attempts[-1]
        return last if last.index == self.index and last.ended == at else None

    @property
    def last_done(self) -> Attempt | None:
        """The last attempt with a rep or a hold, or None."""
        return next((a for a in reversed(self.attempts) if a.reps or a.holds), None)

    def work_seconds(self, at: float) -> float:
        """Seconds at work in this attempt until `at`, without pauses."""
        running = at - self.working_since if self.working_since is not None else 0.0
        return self.worked + running

    def phase_seconds(self, at: float) -> float:
        """Seconds from the start of the current phase to `at`."""
        return at - self.phase_since if self.phase is not None else 0.0

    def seconds_left(self, at: float) -> float | None:
        """Seconds until the stage, phase or countdown ends by itself, at least 0; None if it does not."""
        if self.paused is not None:
            return self.paused.remaining
        return None if self.until is None else max(0.0, self.until - at)

    def active_seconds(self, at: float) -> float:
        """Seconds of the session until `at`, without pauses."""
        end = self.ended_at if self.ended_at is not None else at
        return max(0.0, end - self.total_paused(end))

    def total_paused(self, at: float) -> float:
        """Seconds paused until `at`."""
        open_pause = max(0.0, at - self.paused.since) if self.paused is not None else 0.0
        return self.paused_seconds + open_pause

    def is_settled(self, index: int) -> bool:
        """Whether the planned set was completed or skipped, so that the session does not return to it by itself."""
        return any(a.index == index and a.outcome is not Outcome.PARTIAL for a in self.attempts)

    def sets_to_come(self, exercise: str) -> list[int]:
        """Indices of the planned sets still to do of the exercise with this id, including the current one."""
        return [
            index
            for index, planned in enumerate(self.plan.sets)
            if index >= self.index
            and planned.exercise.id == exercise
            and (index == self.index or not self.is_settled(index))
        ]

    def open_sets(self) -> Iterator[int]:
        """Indices of the planned sets after the current one that are not settled, in order."""
        return (index for index in range(self.index + 1, len(self.plan.sets)) if not self.is_settled(index))

    def next_open(self) -> int | None:
        """Index of the next planned set that is not settled, or None at the end."""
        return next(self.open_sets(), None)

    def next_attempt(self, index: int) -> int:
        """Number of the next attempt at a planned set, from 1. The current attempt counts."""
        tried = [a.attempt for a in self.attempts if a.index == index]
        if index == self.index and self.stage is Stage.WORK and not self.settled:
            tried.append(self.attempt)
        return max(tried, default=0) + 1

    def pain_of(self, index: int, attempt: int) -> int | None:
        """The worst pain reported for an attempt, 0-10, or None."""
        return max((p.value for p in self.pains if (p.index, p.attempt) == (index, attempt)), default=None)
