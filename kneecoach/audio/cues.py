"""Turns a session's events and state into cues: what should be heard, and when. Pure.

A cue is only a wish: `audio/arrange.py` chooses which cues sound, so that two voices never overlap.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from math import ceil, inf

from kneecoach.audio import phrases, speech
from kneecoach.audio.speech import Wording
from kneecoach.audio.verbosity import Verbosity
from kneecoach.session.events import (
    AttemptEnded,
    Event,
    HoldEnded,
    Interrupted,
    LoadSet,
    NoteSet,
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
from kneecoach.session.plan import Pace
from kneecoach.session.state import State


class Tone(StrEnum):
    """The sounds without words."""

    TICK = "tick"
    """One second of a hold inside a rep."""
    PHASE = "phase"
    REP = "rep"
    BEEP = "beep"
    """Three, two, one."""
    START = "start"
    END = "end"
    DONE = "done"


class Importance(IntEnum):
    """Which voice wins when two would overlap."""

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
    """The answer to a key, and the end of the session."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A sound wanted at an instant of the session's axis, in session seconds."""

    at: float
    wordings: tuple[Wording, ...] = ()
    """What the voice may say, the fullest wording first; the first that fits is used. Empty for a tone."""
    tone: Tone | None = None
    """The tone; beside wordings, the one that stands in for them if none has a clip."""
    importance: Importance = Importance.EXTRA
    patience: float = 0.0
    """How much later than `at` it may begin, in seconds. After that it is dropped."""
    ends_by: float = inf
    """When it must have ended, on the same axis. The last wording, the shortest, may go on after it."""


COUNTDOWN = (3, 2, 1)
"""Seconds before the end of a wait or a timed hold that are counted down."""

COUNTDOWN_PATIENCE = 0.1
"""A count that cannot be said within this many seconds of its instant is left out of the countdown."""

FULL_PHASE_REPS = 2
"""Up to this rep of a set, every phase is spoken; after that, only phases with enough time for it."""

ROOMY_PHASE_SECONDS = 1.5
"""A phase at least this long, other than the first of a rep, is spoken in every rep."""

ROOMY_READY_SECONDS = 8.0
"""A get-ready at least this long has room for exercise, set and leg before its countdown."""

LONG_SECONDS = 25.0
"""In a rest or timed hold at least this long, "ten seconds left" is also said; in a hold, "halfway there" too."""


def cues_of(events: Iterable[Event], before: State, verbosity: Verbosity) -> tuple[Cue, ...]:
    """The cues for the events of one instant; `before` is the state before them."""
    if verbosity is Verbosity.OFF:
        return ()
    happened = tuple(events)
    skipped = [event for event in happened if isinstance(event, AttemptEnded) and event.outcome is Outcome.SKIPPED]
    found: list[Cue] = []
    state = before
    for event in happened:
        state_before, state = state, evolve(state, event)
        # Of several sets, a skipped exercise, "set skipped" would be wrong.
        if event in skipped and (len(skipped) > 1 or _is_answered_by_a_title(event, happened, state)):
            found += [Cue(event.at, tone=Tone.END)] if event is skipped[0] else []
        else:
            found += _cues(event, state_before, state, verbosity)
    return tuple(cue for cue in found if any(cue.wordings) or cue.tone)


def end_cues(status: Status, at: float, verbosity: Verbosity) -> tuple[Cue, ...]:
    """The cues for a session whose record is saved. After skipped sets the voice does not say "complete"."""
    if verbosity is Verbosity.OFF or status is Status.DISCARDED:
        return ()
    words = phrases.WORKOUT_COMPLETE if status is Status.COMPLETED else phrases.SESSION_SAVED
    spoken = (_voice(at, (words,), Importance.ANSWER, 3.0),) if verbosity is Verbosity.FULL else ()
    return (Cue(at, tone=Tone.DONE), *spoken)


def timed_cues(state: State, after: float, verbosity: Verbosity) -> tuple[Cue, ...]:
    """The cues after `after` that need no event, up to the end of the current wait or phase."""
    if verbosity is Verbosity.OFF or state.paused is not None or state.until is None or state.settled:
        return ()
    found = (
        _countdown(state, state.until, verbosity)
        if state.phase is None
        else _in_phase(state, state.until, verbosity)
    )
    return tuple(cue for cue in found if cue.at > after)


def is_signal(events: Iterable[Event]) -> bool:
    """Whether a rest, a get-ready, a hold or a set has ended. Without sound, the bell rings or the screen flashes.

    A hold that was cut off and a skipped set do not count.
    """
    happened = tuple(events)
    is_cut = any(isinstance(event, Paused | Interrupted | PaceChanged | Undone) for event in happened)
    return any(
        (isinstance(event, StageStarted) and event.stage in {Stage.READY, Stage.WORK})
        or (isinstance(event, HoldEnded) and not is_cut)
        or (isinstance(event, AttemptEnded) and event.outcome is not Outcome.SKIPPED)
        for event in happened
    )


def _is_answered_by_a_title(event: Event, happened: tuple[Event, ...], state: State) -> bool:
    """Whether a skip leads straight to the next get-ready, whose title says enough: there is no time for both."""
    if not isinstance(event, AttemptEnded) or event.outcome is not Outcome.SKIPPED:
        return False
    begins = next((e for e in happened if isinstance(e, StageStarted) and e.stage is Stage.READY), None)
    return begins is not None and not state.plan.is_switch(event.index, begins.index)


def _cues(event: Event, before: State, state: State, verbosity: Verbosity) -> Iterable[Cue]:
    at, full, speaks = event.at, verbosity is Verbosity.FULL, verbosity is not Verbosity.TONES
    match event:
        case StageStarted(stage=Stage.REST):
            return _rest(event, state) if full else ()
        case StageStarted(stage=Stage.READY):
            announced = before.stage is Stage.REST and before.index == event.index
            return _ready(event, state, verbosity, announced) if speaks else ()
        case StageStarted(stage=Stage.WORK):
            return (Cue(at, tone=Tone.START),)
        case PhaseStarted():
            return _phase(event, state, verbosity)
        case RepCounted():
            return _rep(event, state, verbosity)
        case AttemptEnded(outcome=Outcome.SKIPPED):
            says = full and state.plan.sets[event.index].is_work  # a warm-up is not a set
            return (_voice(at, (phrases.SET_SKIPPED,), Importance.ANSWER, 0.5) if says else Cue(at, tone=Tone.END),)
        case AttemptEnded():
            return _attempt(event, state, verbosity)
        case Paused() | Interrupted() if not (isinstance(event, Paused) and event.reason == "undo"):
            return (_voice(at, (phrases.PAUSED,), Importance.ANSWER, 0.5) if speaks else Cue(at, tone=Tone.END),)
        case Resumed():
            return (_voice(at, (phrases.RESUMED,), Importance.WHERE, 0.5) if full else Cue(at, tone=Tone.PHASE),)
        case Undone():
            return (_voice(at, (phrases.UNDONE,), Importance.ANSWER, 0.5) if full else Cue(at, tone=Tone.END),)
        case VariantTaken():
            return _variant(event, before, state) if full else (Cue(at, tone=Tone.PHASE),)
        case PaceChanged() | RestAdjusted() | LoadSet() | NoteSet() | PainReported():
            return (Cue(at, tone=Tone.PHASE),)
        case _:
            return ()


def _voice(at: float, wording: Wording, importance: Importance, patience: float) -> Cue:
    return Cue(at, (wording,) if wording else (), importance=importance, patience=patience)


def _rest(event: StageStarted, state: State) -> Iterable[Cue]:
    planned, length = state.plan.sets[event.index], event.seconds or 0.0
    yield Cue(event.at, speech.rest(length), importance=Importance.REST, patience=4.0)
    which, side = speech.which_set(planned), speech.side(planned.side)
    new = state.is_new(planned.exercise.id)
    title = speech.exercise(planned.exercise) if state.comes_after_another(planned.exercise.id) else ()
    fullest = (phrases.NEXT_UP, *title, *which, *side)
    yield Cue(event.at, (fullest, (*title, *which)), importance=Importance.NEXT, patience=length)
    if new:
        yield _voice(event.at, speech.position(state.exercise_at(event.index)), Importance.POSITION, length)


def _ready(event: StageStarted, state: State, verbosity: Verbosity, announced: bool) -> Iterable[Cue]:
    """What to do and with which leg; `announced` if the rest before it has already said so."""
    planned, length = state.plan.sets[event.index], event.seconds or 0.0
    side = speech.side(planned.side)
    if state.is_switching:
        yield Cue(event.at, (speech.switch(planned.side), side), importance=Importance.SIDE, patience=1.5)
        return
    if verbosity is not Verbosity.FULL:
        yield _voice(event.at, side, Importance.SIDE, 1.5)
        return
    title, which = speech.exercise(planned.exercise), speech.which_set(planned)
    if announced or length >= ROOMY_READY_SECONDS:
        fullest = ((*title, *which, *side), (*title, *side), (*which, *side), side or (phrases.GET_READY,))
        yield Cue(event.at, fullest, importance=Importance.WHERE, patience=max(0.5, length - 4.0))
    else:
        # There is little time: the title may take the place of "three", and if it is longer, the leg must do.
        least = side or (phrases.GET_READY,)
        two = event.at + length - COUNTDOWN[1]
        yield Cue(event.at, ((*title, *side), least), importance=Importance.SIDE, patience=1.2, ends_by=two)
    if state.is_new(planned.exercise.id) and not announced:
        position = speech.position(state.exercise_at(event.index))
        yield _voice(event.at, position, Importance.POSITION, length + 10.0)


def _phase(event: PhaseStarted, state: State, verbosity: Verbosity) -> Iterable[Cue]:
    at, planned = event.at, state.planned
    if planned.target.reps is None:
        if verbosity is Verbosity.FULL:
            yield Cue(at, speech.timed(planned.exercise, event.seconds), importance=Importance.PHASE, patience=3.0)
        return
    first = event.phase == planned.exercise.cadence[0].name and not event.hold
    early = event.rep <= FULL_PHASE_REPS
    roomy = event.seconds >= ROOMY_PHASE_SECONDS
    # From the second rep on, the count is heard when the first phase starts, and replaces its name.
    if verbosity is Verbosity.FULL and (event.rep == 1 or (not first and (early or roomy or event.hold))):
        words = ((phrases.phase(event.phase),),)
        yield Cue(at, words, None if first else Tone.PHASE, Importance.PHASE, event.seconds / 4)
    elif not first:
        yield Cue(at, tone=Tone.PHASE)


def _rep(event: RepCounted, state: State, verbosity: Verbosity) -> Iterable[Cue]:
    at = event.at
    cadence = state.planned.exercise.cadence
    if verbosity is Verbosity.TONES:
        yield Cue(at, tone=Tone.REP)
    else:
        importance = Importance.LAST_COUNT if event.rep == event.of else Importance.COUNT
        patience = min(phase.seconds for phase in cadence) / 2
        yield Cue(at, speech.count(event.rep), Tone.REP, importance, patience)
    if verbosity is not Verbosity.FULL or event.rep >= event.of:
        return
    rep = sum(phase.seconds for phase in cadence)
    patience = rep if state.pace is Pace.GUIDED else 1.0
    if event.of - event.rep == 5 and event.of >= 10:
        yield _voice(at, (phrases.LAST_FIVE,), Importance.EXTRA, patience)
    elif event.rep == ceil(event.of / 2) and event.of >= 8:
        yield _voice(at, (phrases.HALFWAY,), Importance.EXTRA, patience)


def _variant(event: VariantTaken, before: State, state: State) -> Iterable[Cue]:
    """A variant is taken; if it is done in another position, how to get into that."""
    yield Cue(event.at, tone=Tone.PHASE)
    if state.exercise.position != before.exercise.position:
        yield _voice(event.at, speech.position(state.exercise), Importance.POSITION, state.change_seconds)


def _attempt(event: AttemptEnded, state: State, verbosity: Verbosity) -> Iterable[Cue]:
    yield Cue(event.at, tone=Tone.END)
    following = state.next_open()
    switches = following is not None and state.plan.is_switch(event.index, following)
    is_set = state.plan.sets[event.index].is_work
    if verbosity is Verbosity.FULL and is_set and not switches and event.outcome is Outcome.COMPLETED:
        yield _voice(event.at, (phrases.SET_COMPLETE,), Importance.SET_DONE, 2.0)


def _countdown(state: State, until: float, verbosity: Verbosity) -> Iterable[Cue]:
    """The countdown of a rest, of a get-ready, or after a pause."""
    resting = state.stage is Stage.REST
    for seconds in COUNTDOWN:
        if resting or verbosity is Verbosity.TONES:
            yield Cue(until - seconds, tone=Tone.BEEP)
        else:
            yield _voice(until - seconds, (phrases.count(seconds),), Importance.COUNTDOWN, COUNTDOWN_PATIENCE)
    if not resting:
        return
    if verbosity is Verbosity.FULL and until - state.since >= LONG_SECONDS:
        yield _voice(until - 10, (phrases.TEN_SECONDS_LEFT,), Importance.EXTRA, 1.0)
    yield Cue(until, tone=Tone.END)
    if state.pace is Pace.SELF and verbosity is Verbosity.FULL:
        yield _voice(until, (phrases.REST_OVER,), Importance.REST, 1.0)


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
        yield _voice(state.phase_since + phase.seconds / 2, (phrases.HALFWAY,), Importance.EXTRA, 2.0)
        yield _voice(until - 10, (phrases.TEN_SECONDS_LEFT,), Importance.EXTRA, 1.0)
