"""The steps of `decide`: a script collects the events of one instant, and applies each as it goes."""

from __future__ import annotations

from typing import Any

from kneecoach.session.events import (
    AttemptEnded,
    Event,
    HoldEnded,
    Outcome,
    PhaseStarted,
    RepCounted,
    SessionEnded,
    SessionResumed,
    Stage,
    StageStarted,
    Status,
)
from kneecoach.session.evolve import evolve
from kneecoach.session.outcomes import outcome_by_target, status_by_attempts
from kneecoach.session.plan import Pace, Phase
from kneecoach.session.state import State


class Script:
    """The events of one instant, in seconds on the session's axis. `state` is the state after them."""

    def __init__(self, state: State, at: float, caused_by: str | None = None) -> None:
        self.state = state
        self.at = at
        self.caused_by = caused_by
        """Name of the user's command. The first event carries it."""
        self.events: list[Event] = []

    def emit(self, kind: type[Event], **fields: Any) -> None:
        """Add an event now."""
        event = kind(at=self.at, command=None if self.events else self.caused_by, **fields)
        self.events.append(event)
        self.state = evolve(self.state, event)

    def get_ready(self, index: int, done: int | None, at_least: float = 0.0) -> None:
        """Get into position for a planned set, for at least `at_least` seconds.

        `done` is the set just done, if this may be its other side.
        """
        plan = self.state.plan
        is_first = self.state.stage is None
        usual = plan.ready_at_first(index) if is_first else plan.ready_before(index, done)
        self._start_stage(Stage.READY, index, max(usual, at_least))

    def work(self) -> None:
        """Begin the current set."""
        guided = self.state.pace is Pace.GUIDED
        self._start_stage(Stage.WORK, self.state.index, self.state.planned.seconds if guided else None)
        if guided and self.state.paused is None:
            self.begin_rep()

    def begin_rep(self) -> None:
        """Begin the first phase of the next rep, or the timed hold."""
        self.begin_phase(self.state.planned.exercise.cadence[0])

    def begin_phase(self, phase: Phase) -> None:
        """Begin a phase. A timed hold whose end was undone keeps its seconds and goes on."""
        state, seconds = self.state, phase.seconds - self.state.seconds_held
        self.emit(PhaseStarted, rep=state.reps + 1, phase=phase.name, seconds=seconds, hold=phase.hold)

    def end_phase(self) -> None:
        """End a phase that ran its whole length. The next phase, the next rep or the end of the set follows."""
        state = self.state
        phase = state.current_phase
        if phase is None:
            return
        if phase.hold:
            self.emit(HoldEnded, rep=state.reps + 1, seconds=phase.seconds)
        phases = state.planned.exercise.cadence
        following = phases[phases.index(phase) + 1 :]
        if following and state.pace is Pace.GUIDED:
            self.begin_phase(following[0])
            return
        if state.planned.target.reps:
            self.emit(RepCounted, rep=state.reps + 1, of=state.planned.most)
        if self.state.is_target_reached:
            self.end_attempt()
            self.go_on()
        elif self.state.pace is Pace.GUIDED:
            self.begin_rep()

    def end_attempt(self, outcome: Outcome | None = None) -> None:
        """End the current attempt, with `outcome` or by its target's minimum.

        A hold that is cut off is recorded with the seconds it was held.
        """
        self.cut_hold()
        state = self.state
        if outcome is None:
            outcome = outcome_by_target(met=state.planned.is_met_by(state.reps, state.holds))
        seconds = state.work_seconds(self.at) if state.planned.target.reps else max(state.holds, default=0.0)
        self._end(state.index, state.attempt, outcome, state.reps, seconds)

    def cut_hold(self) -> None:
        """End the current hold, if any, with the seconds it was held: none, if it has only just begun."""
        if self.state.hold_under_way:
            self.emit(HoldEnded, rep=self.state.reps + 1, seconds=self.state.phase_seconds(self.at))

    def skip(self, indices: list[int]) -> None:
        """Skip planned sets. What was done of the current one is kept. If it is among them, it comes first."""
        before = self.state
        left = before.seconds_left(self.at) if before.stage is Stage.REST else None
        for index in indices:
            if index == before.index and before.stage is Stage.WORK:
                self.end_attempt(Outcome.SKIPPED)
            else:
                self._end(index, self.state.next_attempt(index), Outcome.SKIPPED, 0, 0.0)
        if before.index not in indices:
            return
        skipped = self.state.next_open()
        worked = before.stage is Stage.WORK and (self.state.reps > 0 or bool(self.state.holds))
        if worked or skipped is None:
            self.go_on()
        elif left is not None:
            self._start_stage(Stage.REST, skipped, left)
        else:
            self.get_ready(skipped, done=None)

    def leave_for(self, index: int, ready: float = 0.0) -> None:
        """Go to another set, or to this one again. The current attempt ends by its target's minimum.

        The get-ready lasts at least `ready` seconds.
        """
        if self.state.stage is Stage.WORK and not self.state.settled:
            self.end_attempt()
        self.get_ready(index, done=None, at_least=ready)

    def go_on(self) -> None:
        """Go on after an attempt: to the other side, a rest, the next set, or the end."""
        done = self.state.index
        following = self.state.next_open()
        if following is None:
            self.end_session(None)
            return
        rest = 0.0 if self.state.plan.is_switch(done, following) else self.state.planned.exercise.rest
        if rest > 0:
            self._start_stage(Stage.REST, following, rest)
        else:
            self.get_ready(following, done)

    def end_session(self, status: Status | None) -> None:
        """End the session and the current attempt, with `status` or with the status that what was done gives it."""
        if self.state.stage is Stage.WORK and not self.state.settled:
            self.end_attempt()
        self.emit(SessionEnded, status=status or session_status(self.state))

    def say_where(self) -> None:
        """Say at which set and rep the session was brought back."""
        state, planned = self.state, self.state.planned
        self.emit(
            SessionResumed,
            index=state.index,
            exercise=planned.exercise.id,
            set=planned.set,
            side=planned.side,
            reps=state.reps if state.stage is Stage.WORK else 0,
            total_reps=state.total_reps,
        )

    def _start_stage(self, stage: Stage, index: int, seconds: float | None) -> None:
        planned = self.state.plan.sets[index]
        self.emit(
            StageStarted,
            stage=stage,
            index=index,
            exercise=planned.exercise.id,
            set=planned.set,
            of=planned.of,
            side=planned.side,
            attempt=self.state.next_attempt(index),
            seconds=seconds,
        )

    def _end(self, index: int, attempt: int, outcome: Outcome, reps: int, seconds: float) -> None:
        planned = self.state.plan.sets[index]
        self.emit(
            AttemptEnded,
            index=index,
            exercise=planned.exercise.id,
            set=planned.set,
            side=planned.side,
            attempt=attempt,
            outcome=outcome,
            reps=reps,
            seconds=seconds,
        )


def session_status(state: State) -> Status:
    """The status of the session if it ended now."""
    tried = {attempt.index for attempt in state.attempts}
    work = {index for index, planned in enumerate(state.plan.sets) if planned.is_work}
    untried = [(index, 1, Outcome.SKIPPED) for index in sorted(work - tried)]
    return status_by_attempts(
        [*((a.index, a.attempt, a.outcome) for a in state.attempts if a.index in work), *untried]
    )
