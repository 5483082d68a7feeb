"""Where a session is: a frozen fold of its events, and the questions one can ask it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kneecoach.session.events import Outcome, Stage, Status
from kneecoach.session.plan import Exercise, Pace, Phase, Plan, PlannedSet

CHANGE_SECONDS = 15.0
"""Countdown, at least, after taking a variant that needs other equipment, in seconds."""

UNDO_DEPTH = 50
"""How many commands can be taken back."""

MAX_AT = 9e8
"""No instant of a session is later, in seconds on its axis (28 years): all that happens in it fits a record."""

MAX_WAITED_AT = 8e8
"""Waiting, say in a pause, ends here on the axis, so that a session can still go on after it."""

LEAD_IN_SECONDS = 3.0
"""Countdown after a pause before a rep starts over, in seconds."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """An ended try at a planned set. Instants and lengths are in seconds, `load_kg` in kg."""

    index: int
    attempt: int
    outcome: Outcome
    reps: int
    holds: tuple[float, ...]
    """Seconds really held: of each rep, and of one that was cut off; of a timed hold, each start of it."""
    seconds: float
    """Time at work, without pauses; for a timed hold, the seconds held."""
    started: float
    ended: float
    load_kg: float | None
    pace: Pace
    variant: str | None = None
    """The easier variant in which it was done, in words; None where it was done as planned, or not begun."""


@dataclass(frozen=True, slots=True)
class Pain:
    """A report of pain, 0-10, and the attempt it belongs to (`index` is None before the first)."""

    at: float
    value: int
    index: int | None
    attempt: int


@dataclass(frozen=True, slots=True)
class Pausing:
    """The session stands still since an instant; `remaining` is what a rest or get-ready still had."""

    since: float
    remaining: float | None


@dataclass(frozen=True, slots=True)
class Undoable:
    """A command of the user's that can be taken back, and the state it found."""

    command: str
    at: float
    before: State


@dataclass(frozen=True, slots=True)
class State:
    """The session at an instant. Instants are seconds on the session's axis."""

    plan: Plan
    pace: Pace = Pace.GUIDED
    stage: Stage | None = None
    """None until the session has started."""
    index: int = 0
    """The planned set at hand; in a rest, the one that comes next."""
    attempt: int = 1
    since: float = 0.0
    """When the stage began."""
    until: float | None = None
    """When the stage, the phase or the countdown after a pause ends by itself."""
    is_changing: bool = False
    """Whether the countdown gives time to change equipment for a variant that was taken; it can be cut short."""
    rest_added: float = 0.0
    """What the user added to this rest, in seconds."""
    phase: str | None = None
    """The phase under way; None outside work, while paused, and while the user is to count."""
    phase_since: float = 0.0
    reps: int = 0
    """Reps counted in this attempt."""
    holds: tuple[float, ...] = ()
    """Seconds held in this attempt: of each counted rep, of one that was cut off; of a timed hold, each start."""
    hold_goes_on: bool = False
    """Whether the last of `holds` goes on with its seconds when the timed hold starts again: its end was undone."""
    worked: float = 0.0
    """Seconds at work in this attempt before `working_since`."""
    working_since: float | None = None
    settled: bool = False
    """The attempt at hand has ended; what comes next is due at once."""
    paused: Pausing | None = None
    paused_seconds: float = 0.0
    loads: Mapping[str, float] = field(default_factory=dict)
    """Load in kg by exercise id."""
    variants: Mapping[str, str] = field(default_factory=dict)
    """The easier variant that was taken, in words, by exercise id; none where it is done as planned."""
    pains: tuple[Pain, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    undoable: tuple[Undoable, ...] = ()
    ended_at: float | None = None
    status: Status | None = None

    @property
    def planned(self) -> PlannedSet:
        """The planned set at hand."""
        return self.plan.sets[self.index]

    @property
    def variant(self) -> str | None:
        """The easier variant in which the exercise at hand is done, in words; None for as planned."""
        return self.variants.get(self.planned.exercise.id)

    @property
    def exercise(self) -> Exercise:
        """The exercise at hand, as it is done in the variant that was taken."""
        return self.planned.exercise.done_as(self.variant)

    @property
    def change_seconds(self) -> float:
        """Countdown for changing equipment, in seconds."""
        return max(CHANGE_SECONDS, self.planned.exercise.setup)

    @property
    def lead_in_seconds(self) -> float:
        """Countdown before a rep starts over, in seconds."""
        return self.change_seconds if self.is_changing else LEAD_IN_SECONDS

    def needs_change(self, variant: str) -> bool:
        """Whether a variant needs other equipment than what is in use."""
        return set(self.planned.exercise.done_as(variant).equipment) != set(self.exercise.equipment)

    @property
    def current_phase(self) -> Phase | None:
        """The phase under way, or None."""
        return next((phase for phase in self.planned.exercise.cadence if phase.name == self.phase), None)

    @property
    def seconds_held(self) -> float:
        """Seconds of the timed hold that are behind already when it starts again."""
        return self.holds[-1] if self.hold_goes_on else 0.0

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
        """Whether the attempt at hand has all its reps (or its timed hold), so that it ends by itself."""
        if self.planned.target.reps:
            return self.reps >= self.planned.most
        return self.planned.is_met_by(self.reps, self.holds)

    @property
    def total_reps(self) -> int:
        """Reps of the whole session, this attempt's among them."""
        open_reps = self.reps if self.stage is Stage.WORK and not self.settled else 0
        return sum(attempt.reps for attempt in self.attempts) + open_reps

    @property
    def pain_belongs_to(self) -> tuple[int, int] | None:
        """Index and attempt of the set that pain said now is about: the one under way, else the one just done.

        None before the first. A set that was given up at once counts as done: pain may be why.
        """
        if self.stage is Stage.WORK and not self.settled:
            return self.index, self.attempt
        begun = next((a for a in reversed(self.attempts) if a.reps or a.holds or a.seconds > 0), None)
        return (begun.index, begun.attempt) if begun else None

    @property
    def last_done(self) -> Attempt | None:
        """The last attempt of which anything was done, or None."""
        return next((a for a in reversed(self.attempts) if a.reps or a.holds), None)

    def work_seconds(self, at: float) -> float:
        """Seconds at work in this attempt until `at`, pauses left out."""
        running = at - self.working_since if self.working_since is not None else 0.0
        return self.worked + running

    def phase_seconds(self, at: float) -> float:
        """Seconds the phase under way has lasted at `at`."""
        return at - self.phase_since if self.phase is not None else 0.0

    def seconds_left(self, at: float) -> float | None:
        """Seconds until the stage, phase or countdown ends by itself, at least 0; None where nothing does."""
        if self.paused is not None:
            return self.paused.remaining
        return None if self.until is None else max(0.0, self.until - at)

    def active_seconds(self, at: float) -> float:
        """Seconds of the session until `at`, pauses left out."""
        end = self.ended_at if self.ended_at is not None else at
        return max(0.0, end - self.total_paused(end))

    def total_paused(self, at: float) -> float:
        """Seconds paused until `at`."""
        open_pause = max(0.0, at - self.paused.since) if self.paused is not None else 0.0
        return self.paused_seconds + open_pause

    def is_settled(self, index: int) -> bool:
        """Whether the planned set was completed or skipped, so that going on does not offer it again."""
        return any(a.index == index and a.outcome is not Outcome.PARTIAL for a in self.attempts)

    def sets_to_come(self, exercise: str) -> list[int]:
        """Indices of the planned sets of an exercise (by its id) still to be done, the one at hand among them."""
        return [
            index
            for index, planned in enumerate(self.plan.sets)
            if index >= self.index
            and planned.exercise.id == exercise
            and (index == self.index or not self.is_settled(index))
        ]

    def next_open(self) -> int | None:
        """Index of the next planned set after this one that is not settled, or None at the end."""
        later = range(self.index + 1, len(self.plan.sets))
        return next((index for index in later if not self.is_settled(index)), None)

    def next_attempt(self, index: int) -> int:
        """Number of the next attempt at a planned set, from 1; the one under way counts."""
        tried = [a.attempt for a in self.attempts if a.index == index]
        if index == self.index and self.stage is Stage.WORK and not self.settled:
            tried.append(self.attempt)
        return max(tried, default=0) + 1

    def pain_of(self, index: int, attempt: int) -> int | None:
        """The worst pain reported for an attempt, 0-10, or None."""
        return max((p.value for p in self.pains if (p.index, p.attempt) == (index, attempt)), default=None)
