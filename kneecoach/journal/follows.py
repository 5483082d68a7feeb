"""Whether an event can follow in a session: a damaged line of the journal may still look like an event."""

from __future__ import annotations

import math

from kneecoach.session.commands import COMMANDS, MAX_LOAD_KG
from kneecoach.session.events import (
    AttemptEnded,
    Event,
    HoldEnded,
    LoadSet,
    PainReported,
    PhaseStarted,
    RepCounted,
    RestAdjusted,
    SessionEnded,
    SessionResumed,
    SessionStarted,
    Stage,
    StageStarted,
    Status,
    Undone,
    VariantTaken,
)
from kneecoach.session.plan import Plan
from kneecoach.session.script import session_status
from kneecoach.session.state import MAX_AT, State

SLACK_SECONDS = 1e-3
"""What sums of seconds may differ by."""


def follows(state: State, event: Event, last: float) -> bool:
    """Whether the engine could have said `event` in this state, after an event at the instant `last`."""
    if state.is_over or not last - SLACK_SECONDS <= event.at <= MAX_AT:
        return False
    if event.command is not None and not _can_be_undone(event.command):
        return False
    if state.stage is None and not isinstance(event, SessionStarted | StageStarted | SessionEnded):
        return False
    working = state.stage is Stage.WORK
    match event:
        case SessionStarted():
            return state.stage is None and event.sets == len(state.plan.sets)
        case StageStarted():
            return (
                _is_of(state.plan, event)
                and event.stage is not Stage.FINISHED
                and event.of == state.plan.sets[event.index].of
                and event.attempt == state.next_attempt(event.index)
                and (event.seconds is None or _can_be(event.seconds))
            )
        case PhaseStarted():
            phases = {phase.name: phase for phase in state.planned.exercise.cadence}
            said = phases.get(event.phase)
            return (
                working
                and event.rep == state.reps + 1
                and said is not None
                and event.hold == said.hold
                and abs(event.seconds + state.seconds_held - said.seconds) <= SLACK_SECONDS
            )
        case HoldEnded():
            return (
                working
                and event.rep == state.reps + 1
                and 0 <= event.seconds <= state.phase_seconds(event.at) + SLACK_SECONDS
            )
        case RepCounted():
            return working and (event.rep, event.of) == (state.reps + 1, state.planned.most)
        case AttemptEnded():
            return _is_of(state.plan, event) and _fits(event.seconds, event.at) and _is_end_of(state, event)
        case RestAdjusted():
            return state.stage in {Stage.REST, Stage.READY} and _can_be(event.value)
        case LoadSet():
            return 0 <= event.value <= MAX_LOAD_KG
        case VariantTaken():
            return event.value in state.planned.exercise.easier
        case PainReported():
            return 0 <= event.value <= 10
        case SessionResumed():
            return _is_of(state.plan, event)
        case Undone():
            return bool(state.undoable) and event.what.startswith(COMMANDS[state.undoable[-1].command].words)
        case SessionEnded():
            return event.status is Status.DISCARDED or event.status is session_status(state)
        case _:
            return True


def _can_be_undone(name: str) -> bool:
    return name in COMMANDS and bool(COMMANDS[name].words)


def _can_be(seconds: float) -> bool:
    return math.isfinite(seconds) and seconds >= 0


def _fits(seconds: float, at: float) -> bool:
    """Whether so much time can have passed since the session began."""
    return 0 <= seconds <= at + SLACK_SECONDS


def _is_of(plan: Plan, event: StageStarted | AttemptEnded | SessionResumed) -> bool:
    """Whether exercise, set and side are those of the planned set that the event names by its index."""
    if not 0 <= event.index < len(plan.sets):
        return False
    planned = plan.sets[event.index]
    return (event.exercise, event.set, event.side) == (planned.exercise.id, planned.set, planned.side)


def _is_end_of(state: State, event: AttemptEnded) -> bool:
    """Whether it ends the attempt at hand as it stands, or skips a set that was not begun."""
    if event.index == state.index and state.stage is Stage.WORK and not state.settled:
        return (event.attempt, event.reps) == (state.attempt, state.reps)
    return (event.attempt, event.reps) == (state.next_attempt(event.index), 0)
