"""How long a session still takes. Pure."""

from __future__ import annotations

from kneecoach.session.events import Stage
from kneecoach.session.plan import Pace
from kneecoach.session.state import State


def time_left(state: State, at: float) -> float:
    """Seconds that what is left of the session takes, with rests and the time to get ready; 0 once it is over.

    Reps are timed at the cadence, in self pace too.
    """
    if state.is_over or state.stage is None:
        return 0.0 if state.is_over else state.plan.seconds
    plan, done = state.plan, state.index
    total = _this_set_left(state, at)
    for index in state.open_sets():
        rest = 0.0 if plan.is_switch(done, index) else state.set_at(done).exercise.rest
        total += rest + plan.ready_before(index, done) + state.set_at(index).seconds
        done = index
    return total


def _this_set_left(state: State, at: float) -> float:
    planned = state.planned
    waiting = state.seconds_left(at) or 0.0
    if state.stage is Stage.REST:
        return waiting + planned.exercise.setup + planned.seconds
    if state.stage is Stage.READY:
        return waiting + planned.seconds
    if planned.target.reps is None:
        return waiting if state.phase else planned.seconds - state.seconds_held
    rep = planned.seconds / planned.most
    reps_left = max(0, planned.most - state.reps)
    if state.pace is Pace.GUIDED and state.current_phase is not None:
        return max(0.0, reps_left * rep - _into_rep(state, at))
    return reps_left * rep


def _into_rep(state: State, at: float) -> float:
    """Seconds since the current rep began."""
    phases = state.planned.exercise.cadence
    before = phases[: [phase.name for phase in phases].index(state.phase or "")]
    return sum(phase.seconds for phase in before) + state.phase_seconds(at)
