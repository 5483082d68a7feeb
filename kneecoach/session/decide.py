"""`decide(state, command, at)` returns the events a command causes; `due(state)` is when to call it again. Pure.

The decider pattern, without a clock or I/O. The runner sleeps until `due` and then sends `Tick` *at that instant*,
so events carry the instant they were due, not the instant the process woke, and nothing drifts.
A command that makes no sense in this stage raises `NotNow` and changes nothing.
"""

from __future__ import annotations

from kneecoach.session.commands import (
    COMMANDS,
    AdjustRest,
    BringBack,
    ChangePace,
    Command,
    CountRep,
    EndRest,
    EndSession,
    FinishSet,
    GoTo,
    Interrupt,
    NotNow,
    Pause,
    PreviousSet,
    RepeatSet,
    ReportPain,
    Resume,
    SetLoad,
    SetNote,
    SkipExercise,
    SkipSet,
    Start,
    TakeVariant,
    Tick,
    Undo,
    check_load,
    check_note,
)
from kneecoach.session.events import (
    Event,
    Interrupted,
    LoadSet,
    NoteSet,
    PaceChanged,
    PainReported,
    Paused,
    RepCounted,
    RestAdjusted,
    Resumed,
    SessionStarted,
    Stage,
    Status,
    Undone,
    VariantTaken,
)
from kneecoach.session.evolve import has_done, moves_back
from kneecoach.session.plan import BAND, Pace
from kneecoach.session.script import Script
from kneecoach.session.state import MAX_AT, State
from kneecoach.session.variants import NO_VARIANT, fits_session, variant_kinds, why_not_now, without_words


def due(state: State) -> float | None:
    """The next instant at which something happens by itself.

    None while paused, before the start, or while a self-paced session waits for the user.
    """
    if state.stage is None or state.is_over or state.paused is not None:
        return None
    if state.settled:
        return state.attempts[-1].ended
    if state.stage is Stage.REST and state.pace is Pace.SELF:
        return None
    return state.until


def decide(state: State, command: Command, at: float) -> tuple[Event, ...]:
    """The events `command` causes at `at`, in seconds on the session's axis (up to `MAX_AT`). Raises NotNow."""
    at = min(at, MAX_AT)
    if isinstance(command, Tick):
        instant = due(state)
        return () if instant is None or at < instant else _tick(state, instant)
    if isinstance(command, Start):
        return _start(state, at)
    if state.is_over:
        raise NotNow("The session has ended.")
    if isinstance(command, BringBack):
        return _bring_back(state, at)
    if state.stage is None:
        raise NotNow("The session has not started.")
    is_automatic = isinstance(command, Pause | Resume) and command.is_automatic
    script = Script(state, at, caused_by=command.name if command.words and not is_automatic else None)
    match command:
        case EndSession(discard):
            script.end_session(Status.DISCARDED if discard else None)
        case Interrupt(reason):
            if state.paused is None:
                script.cut_hold()
                script.emit(Interrupted, reason=reason)
        case Undo():
            _undo(script)
        case Pause() | Resume() | ChangePace() | SetLoad() | SetNote() | TakeVariant() | ReportPain():
            _set_value(script, command)
        case CountRep():
            _count_rep(script)
        case EndRest() | AdjustRest():
            _rest(script, command)
        case _:
            _move(script, command)
    return tuple(script.events)


def _start(state: State, at: float) -> tuple[Event, ...]:
    if state.stage is not None:
        raise NotNow("The session has already started.")
    script = Script(state, at)
    script.emit(
        SessionStarted,
        routine=state.plan.routine,
        sets=len(state.plan.sets),
        pace=state.pace,
        side=next((s.side for s in state.plan.sets if s.side != "both"), state.plan.sets[0].side),
    )
    script.get_ready(0, done=None)
    return tuple(script.events)


def _tick(state: State, at: float) -> tuple[Event, ...]:
    script = Script(state, at)
    if state.settled:
        script.go_on()
    elif state.stage is Stage.REST:
        script.get_ready(state.index, done=None)
    elif state.stage is Stage.READY:
        script.work()
    elif state.phase is None:
        script.begin_rep()
    else:
        script.end_phase()
    return tuple(script.events)


def _bring_back(state: State, at: float) -> tuple[Event, ...]:
    """Finish what the journal's last lines left open, pause at the last known instant, and say where we are."""
    script = Script(state, at)
    if state.stage is None:
        script.get_ready(0, done=None)
    elif state.stage is Stage.WORK and not state.settled and state.is_target_reached:
        script.end_attempt()
    if script.state.settled:
        script.go_on()
    if not script.state.is_over:
        if script.state.paused is None:
            script.cut_hold()
            script.emit(Interrupted, reason="the program ended mid-session")
        script.say_where()
    return tuple(script.events)


def _undo(script: Script) -> None:
    state = script.state
    if not state.undoable:
        raise NotNow("There is nothing to undo.")
    entry = state.undoable[-1]
    before = entry.before
    same = before.stage is Stage.WORK and (state.index, state.attempt) == (before.index, before.attempt)
    moves = moves_back(state, entry, script.at)
    if moves and not same and has_done(state, script.at):
        script.end_attempt()
    elif not moves and "variants" in (COMMANDS[entry.command].restores or ()):
        _change_way(script, before.variants.get(state.as_planned.exercise.id) or NO_VARIANT)
    script.cut_hold()
    paused = state.paused is not None
    undone = COMMANDS[entry.command]
    late = "" if moves or undone.restores is not None else ", but what was done since stays"
    script.emit(Undone, what=undone.words + late)
    if not paused:
        script.emit(Paused, reason="undo")


def _set_value(script: Script, command: Command) -> None:
    state = script.state
    match command:
        case Pause():
            if state.paused is not None:
                raise NotNow("The session is already paused.")
            script.cut_hold()
            script.emit(Paused, reason="user")
        case Resume():
            if state.paused is None:
                raise NotNow("The session is not paused.")
            script.emit(Resumed, reason="user")
        case ChangePace(pace):
            if pace == state.pace:
                raise NotNow(f"The pace is already {pace}.")
            script.cut_hold()
            script.emit(PaceChanged, value=pace)
        case SetLoad():
            _set_load(script, command)
        case SetNote(text, exercise):
            _check_is_current(state, exercise)
            script.emit(NoteSet, value=check_note(text))
        case TakeVariant():
            _take_variant(script, command)
        case ReportPain(value):
            if not 0 <= value <= 10:
                raise NotNow("Pain must be a whole number from 0 to 10.")
            script.emit(PainReported, value=value)


def _take_variant(script: Script, command: TakeVariant) -> None:
    """Go on in a variant. A set that is already partly done begins again in it."""
    state, variant = script.state, command.variant
    _check_is_current(state, command.exercise)
    exercise = state.as_planned.exercise
    if variant and variant not in variant_kinds(exercise):
        raise NotNow(f"{exercise.title} has no such variant.")
    if variant == (state.variant or NO_VARIANT):
        raise NotNow(f"{exercise.title} is already done that way: {variant or without_words(exercise)}.")
    if not fits_session(exercise, state.variant, variant):
        raise NotNow(why_not_now(exercise, variant))
    if not _change_way(script, variant) and state.starts_over(variant):
        script.cut_hold()
    script.emit(VariantTaken, value=variant)


def _change_way(script: Script, variant: str) -> bool:
    """Begin the current set again if it is partly done and goes on in a different variant.

    Returns whether it begins again. An attempt is done in one variant, so that its record says what was done.
    """
    state = script.state
    is_other = variant != (state.variant or NO_VARIANT)
    if not is_other or state.settled or state.is_untouched or not has_done(state, script.at):
        return False
    script.leave_for(state.index, ready=state.change_seconds if state.needs_change(variant) else 0.0)
    return True


def _set_load(script: Script, command: SetLoad) -> None:
    state = script.state
    _check_is_current(state, command.exercise)
    if not state.exercise.load:
        raise NotNow(f"{_named(state)} has no load.")
    said = command.said
    if state.exercise.load == BAND:
        if not isinstance(said, str):
            raise NotNow(f"{_named(state)} takes a band's tension: light, medium, heavy, or words of your own.")
        script.emit(LoadSet, value=None, words=said)
    elif command.kg is None or isinstance(said, str):
        raise NotNow(f"{_named(state)} takes a load in {state.units}.")
    else:
        script.emit(LoadSet, value=check_load(float(command.kg)), typed=said)


def _named(state: State) -> str:
    """The current exercise and the chosen variant, in words."""
    title = state.planned.exercise.title
    return f"{title} ({state.variant})" if state.variant else title


def _check_is_current(state: State, exercise: str | None) -> None:
    """Raises NotNow if the command is for an exercise other than the current one."""
    if exercise not in {None, state.planned.exercise.id}:
        raise NotNow(f"The session is now at {state.planned.exercise.title}. Nothing was changed.")


def _count_rep(script: Script) -> None:
    state = script.state
    if state.stage is not Stage.WORK:
        raise NotNow("There are no reps to count: the set has not begun.")
    if state.pace is Pace.GUIDED:
        raise NotNow("The coach counts in guided pace.")
    if state.paused is not None:
        raise NotNow("The session is paused.")
    if state.phase is not None:
        is_rep = state.planned.target.reps is not None
        raise NotNow(f"Keep holding: the {'rep' if is_rep else 'hold'} counts when the time is up.")
    hold = state.planned.exercise.hold
    if hold is not None:
        script.begin_phase(hold)
        return
    script.emit(RepCounted, rep=state.reps + 1, of=state.planned.most)
    if script.state.is_target_reached:
        script.end_attempt()
        script.go_on()


def _rest(script: Script, command: EndRest | AdjustRest) -> None:
    state = script.state
    if isinstance(command, EndRest) and state.is_changing and state.is_leading_in:
        script.begin_rep()
        return
    if state.stage not in {Stage.REST, Stage.READY}:
        raise NotNow("There is no rest now.")
    if isinstance(command, AdjustRest):
        value = (state.seconds_left(script.at) or 0.0) + command.seconds
        if value > 0:
            script.emit(RestAdjusted, value=value)
            return
        script.caused_by = EndRest().name
    if state.stage is Stage.REST:
        script.get_ready(state.index, done=None)
    else:
        script.work()


def _move(script: Script, command: Command) -> None:
    state = script.state
    working = state.stage is Stage.WORK
    match command:
        case FinishSet():
            if not working:
                raise NotNow("The set has not begun.")
            script.end_attempt()
            script.go_on()
        case SkipSet():
            script.skip([state.index])
        case SkipExercise(exercise):
            if working:
                _check_is_current(state, exercise)
            to_come = state.sets_to_come(exercise or state.planned.exercise.id)
            if not to_come:
                raise NotNow("No sets of that exercise are left.")
            script.skip(to_come)
        case RepeatSet():
            done = state.last_done
            if not working and done is None:
                raise NotNow("No set has been done yet.")
            script.leave_for(state.index if working or done is None else done.index)
        case PreviousSet():
            if state.index == 0:
                raise NotNow("This is the first set.")
            script.leave_for(state.index - 1)
        case GoTo(index):
            if not 0 <= index < len(state.plan.sets):
                raise NotNow(f"This session has {len(state.plan.sets)} sets.")
            script.leave_for(index)
        case _:
            raise NotNow(f"{command.name} is not a command of the session.")
