"""What is to be heard, and when: from a session's events and state to cues at their due instants. Pure.

A cue is a wish: `audio/arrange.py` decides which of them sound, so that two voices never do at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from math import ceil

from kneecoach.audio import speech
from kneecoach.audio.speech import Wording
from kneecoach.session.events import (
    AttemptEnded,
    Event,
    HoldEnded,
    Interrupted,
    LoadSet,
    Outcome,
    PaceChanged,
    PainReported,
    Paused,
    PhaseStarted,
    RepCounted,
    RestAdjusted,
    Resumed,
    Stage,
    StageStarted,
    Status,
    Undone,
    VariantTaken,
)
from kneecoach.session.evolve import evolve
from kneecoach.session.plan import Pace, PlannedSet
from kneecoach.session.state import State


class Verbosity(StrEnum):
    """How much is heard. Each has what those after it have."""

    FULL = "full"
    COUNTS = "counts"
    """Counts, countdowns and which leg are spoken; the rest is tones."""
    TONES = "tones"
    OFF = "off"


class Tone(StrEnum):
    """Sounds without words."""

    TICK = "tick"
    """A second of a hold inside a rep."""
    PHASE = "phase"
    REP = "rep"
    BEEP = "beep"
    """Three, two, one."""
    START = "start"
    END = "end"
    DONE = "done"


class Importance(IntEnum):
    """Which voice wins where two would sound at once."""

    EXTRA = 10
    POSITION = 20
    NEXT = 30
    REST = 40
    SET_DONE = 50
    PHASE = 60
    WHERE = 65
    COUNT = 70
    COUNTDOWN = 80
    SIDE = 90
    LAST_COUNT = 95
    ANSWER = 100
    """An answer to a key, and the end of the session."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Something to be heard at an instant of the session's axis, in session seconds."""

    at: float
    says: tuple[Wording, ...] = ()
    """What the voice says, in the fullest words first; the first that fits is said. Empty for a tone."""
    tone: Tone | None = None
    importance: Importance = Importance.EXTRA
    patience: float = 0.0
    """How much later than `at` it may begin, in seconds; after that it is dropped."""


COUNTDOWN = (3, 2, 1)
"""Seconds before its end at which a wait or a timed hold is counted down."""

TELL_PHASES = 2
"""So many reps of a set have every phase spoken; then only those that leave room for it."""

ROOMY_PHASE_SECONDS = 1.5
"""A phase of this length, other than the first of a rep, is spoken in every rep."""

ROOMY_READY_SECONDS = 8.0
"""A get-ready of this length has room for exercise, set and leg before its countdown."""

LONG_SECONDS = 25.0
"""A rest or timed hold of this length also says that ten seconds are left, and its half."""


def cues_of(events: Iterable[Event], before: State, verbosity: Verbosity) -> tuple[Cue, ...]:
    """The cues that events of one instant bring about; `before` is the state they found."""
    if verbosity is Verbosity.OFF:
        return ()
    found: list[Cue] = []
    state = before
    for event in events:
        found_by_it, state = state, evolve(state, event)
        found += _cues(event, found_by_it, state, verbosity)
    return tuple(cue for cue in found if any(cue.says) or cue.tone)


def ended(status: Status, at: float, verbosity: Verbosity) -> tuple[Cue, ...]:
    """The cues of a session whose record is saved; a completed workout is never claimed after skipping."""
    if verbosity is Verbosity.OFF or status is Status.DISCARDED:
        return ()
    words = "workout-complete" if status is Status.COMPLETED else "session-saved"
    spoken = (_voice(at, (words,), Importance.ANSWER, 3.0),) if verbosity is Verbosity.FULL else ()
    return (Cue(at, tone=Tone.DONE), *spoken)


def timed_cues(state: State, after: float, verbosity: Verbosity) -> tuple[Cue, ...]:
    """The cues later than `after` that come by themselves before the wait or the phase at hand ends."""
    if verbosity is Verbosity.OFF or state.paused is not None or state.until is None or state.settled:
        return ()
    found = (
        _countdown(state, state.until, verbosity)
        if state.phase is None
        else _in_phase(state, state.until, verbosity)
    )
    return tuple(cue for cue in found if cue.at > after)


def is_signal(events: Iterable[Event]) -> bool:
    """Whether a rest, a get-ready, a hold or a set that was done has ended, or the session: the bell rings and the
    screen flashes where nothing else is heard. A hold that was cut off is none: nobody waits for its end."""
    happened = tuple(events)
    is_cut = any(isinstance(event, Paused | Interrupted | PaceChanged | Undone) for event in happened)
    return any(
        (isinstance(event, StageStarted) and event.stage in {Stage.READY, Stage.WORK})
        or (isinstance(event, HoldEnded) and not is_cut)
        or (isinstance(event, AttemptEnded) and event.outcome is not Outcome.SKIPPED)
        for event in happened
    )


def _cues(event: Event, before: State, state: State, verbosity: Verbosity) -> Iterable[Cue]:
    at, full, speaks = event.at, verbosity is Verbosity.FULL, verbosity is not Verbosity.TONES
    match event:
        case StageStarted(stage=Stage.REST):
            return _rest(event, state) if full else ()
        case StageStarted(stage=Stage.READY):
            told = before.stage is Stage.REST and before.index == event.index
            return _ready(event, state, verbosity, told) if speaks else ()
        case StageStarted(stage=Stage.WORK):
            return (Cue(at, tone=Tone.START),)
        case PhaseStarted():
            return _phase(event, state, verbosity)
        case RepCounted():
            return _rep(event, state, verbosity)
        case AttemptEnded(outcome=Outcome.SKIPPED):
            return (_voice(at, ("set-skipped",), Importance.ANSWER, 0.5),) if full else (Cue(at, tone=Tone.END),)
        case AttemptEnded():
            return _attempt(event, state, verbosity)
        case Paused() | Interrupted() if not (isinstance(event, Paused) and event.reason == "undo"):
            return (_voice(at, ("paused",), Importance.ANSWER, 0.5) if speaks else Cue(at, tone=Tone.END),)
        case Resumed():
            return (_voice(at, ("resumed",), Importance.WHERE, 0.5) if full else Cue(at, tone=Tone.PHASE),)
        case Undone():
            return (_voice(at, ("undone",), Importance.ANSWER, 0.5) if full else Cue(at, tone=Tone.END),)
        case PaceChanged() | RestAdjusted() | LoadSet() | VariantTaken() | PainReported():
            return (Cue(at, tone=Tone.PHASE),)
        case _:
            return ()


def _voice(at: float, said: Wording, importance: Importance, patience: float) -> Cue:
    return Cue(at, (said,) if said else (), importance=importance, patience=patience)


def _rest(event: StageStarted, state: State) -> Iterable[Cue]:
    planned, length = state.plan.sets[event.index], event.seconds or 0.0
    yield _voice(event.at, speech.rest(length), Importance.REST, 4.0)
    which, side = speech.which_set(planned), speech.side(planned.side)
    new = _is_new(planned, state)
    title = speech.exercise(planned.exercise) if new else ()
    said = ("next-up", *title, *which, *side)
    if len(said) > 1:
        yield Cue(event.at, (said, (*title, *which)), importance=Importance.NEXT, patience=length)
    if new:
        yield _voice(event.at, speech.position(planned.exercise), Importance.POSITION, length)


def _ready(event: StageStarted, state: State, verbosity: Verbosity, told: bool) -> Iterable[Cue]:
    """What is to be done and with which leg; `told` if the rest before has said it already."""
    planned, length = state.plan.sets[event.index], event.seconds or 0.0
    done = state.attempts[-1].index if state.attempts else None
    side = speech.side(planned.side)
    if done is not None and state.plan.is_switch(done, event.index):
        yield Cue(event.at, (speech.switch(planned.side), side), importance=Importance.SIDE, patience=1.5)
        return
    if verbosity is not Verbosity.FULL:
        yield _voice(event.at, side, Importance.SIDE, 1.5)
        return
    title, which = speech.exercise(planned.exercise), speech.which_set(planned)
    if told or length >= ROOMY_READY_SECONDS:
        fullest = ((*title, *which, *side), (*title, *side), (*which, *side), side or ("get-ready",))
        yield Cue(event.at, fullest, importance=Importance.WHERE, patience=max(0.5, length - 4.0))
    else:
        # There is no room for all of it before the countdown, and this much has to be known.
        yield _voice(event.at, (*title, *side) or ("get-ready",), Importance.SIDE, 1.2)
    if _is_new(planned, state) and not told:
        yield _voice(event.at, speech.position(planned.exercise), Importance.POSITION, length + 10.0)


def _is_new(planned: PlannedSet, state: State) -> bool:
    """Whether none of the exercise has been tried yet."""
    return all(state.plan.sets[a.index].exercise.id != planned.exercise.id for a in state.attempts)


def _phase(event: PhaseStarted, state: State, verbosity: Verbosity) -> Iterable[Cue]:
    at, planned = event.at, state.planned
    if planned.target.reps is None:
        if verbosity is Verbosity.FULL:
            yield _voice(at, speech.hold(event.seconds), Importance.PHASE, 3.0)
        return
    first = event.phase == planned.exercise.cadence[0].name and not event.hold
    early = event.rep <= TELL_PHASES
    roomy = event.seconds >= ROOMY_PHASE_SECONDS
    said = speech.phase(event.phase)
    # From the second rep on the count is heard as the first phase starts, and stands for it.
    if verbosity is Verbosity.FULL and said and (event.rep == 1 or (not first and (early or roomy or event.hold))):
        yield _voice(at, said, Importance.PHASE, event.seconds / 4)
    elif not first:
        yield Cue(at, tone=Tone.PHASE)


def _rep(event: RepCounted, state: State, verbosity: Verbosity) -> Iterable[Cue]:
    at = event.at
    said = speech.count(event.rep)
    cadence = state.planned.exercise.cadence
    if verbosity is Verbosity.TONES or not said:
        yield Cue(at, tone=Tone.REP)
    else:
        importance = Importance.LAST_COUNT if event.rep == event.of else Importance.COUNT
        yield _voice(at, said, importance, min(phase.seconds for phase in cadence) / 2)
    if verbosity is not Verbosity.FULL or event.rep >= event.of:
        return
    rep = sum(phase.seconds for phase in cadence)
    patience = rep if state.pace is Pace.GUIDED else 1.0
    if event.of - event.rep == 5 and event.of >= 10:
        yield _voice(at, ("last-five",), Importance.EXTRA, patience)
    elif event.rep == ceil(event.of / 2) and event.of >= 8:
        yield _voice(at, ("halfway",), Importance.EXTRA, patience)


def _attempt(event: AttemptEnded, state: State, verbosity: Verbosity) -> Iterable[Cue]:
    yield Cue(event.at, tone=Tone.END)
    following = state.next_open()
    switches = following is not None and state.plan.is_switch(event.index, following)
    if verbosity is Verbosity.FULL and not switches and event.outcome is Outcome.COMPLETED:
        yield _voice(event.at, ("set-complete",), Importance.SET_DONE, 2.0)


def _countdown(state: State, until: float, verbosity: Verbosity) -> Iterable[Cue]:
    """Of a rest, a get-ready, or the countdown after a pause."""
    resting = state.stage is Stage.REST
    for seconds in COUNTDOWN:
        if resting or verbosity is Verbosity.TONES:
            yield Cue(until - seconds, tone=Tone.BEEP)
        else:
            yield _voice(until - seconds, speech.count(seconds), Importance.COUNTDOWN, 0.3)
    if not resting:
        return
    if verbosity is Verbosity.FULL and until - state.since >= LONG_SECONDS:
        yield _voice(until - 10, ("ten-seconds-left",), Importance.EXTRA, 1.0)
    yield Cue(until, tone=Tone.END)
    if state.pace is Pace.SELF and verbosity is Verbosity.FULL:
        yield _voice(until, ("rest-over",), Importance.REST, 1.0)


def _in_phase(state: State, until: float, verbosity: Verbosity) -> Iterable[Cue]:
    phase = state.current_phase
    if phase is None or not phase.hold:
        return
    if state.planned.target.reps is not None:
        for second in range(1, int(phase.seconds) + 1):
            yield Cue(state.phase_since + second, tone=Tone.TICK)
        return
    for seconds in COUNTDOWN:
        yield Cue(until - seconds, tone=Tone.BEEP)
    if verbosity is Verbosity.FULL and phase.seconds >= LONG_SECONDS:
        yield _voice(state.phase_since + phase.seconds / 2, ("halfway",), Importance.EXTRA, 2.0)
        yield _voice(until - 10, ("ten-seconds-left",), Importance.EXTRA, 1.0)
