"""`evolve(state, event)` returns the state after an event. Pure; it never refuses."""

from __future__ import annotations

from kneecoach.session.commands import COMMANDS
from kneecoach.session.events import (
    AttemptEnded,
    Event,
    HoldEnded,
    Interrupted,
    LoadSet,
    NoteSet,
    PaceChanged,
    PainReported,
    Paused,
    PhaseStarted,
    RepCounted,
    RestAdjusted,
    Resumed,
    SessionEnded,
    SessionStarted,
    Stage,
    StageStarted,
    Undone,
    VariantTaken,
)
from kneecoach.session.loads import load_of_kind
from kneecoach.session.plan import Pace
from kneecoach.session.replacing import replace
from kneecoach.session.state import LEAD_IN_SECONDS, UNDO_DEPTH, Attempt, OpenPause, Pain, State, UndoEntry


def evolve(state: State, event: Event) -> State:
    """The state after `event`. If a command caused it, undo can go back to the state before."""
    if event.command is not None:
        entry = UndoEntry(event.command, event.at, replace(state, undoable=()))
        state = replace(state, undoable=(*state.undoable, entry)[-UNDO_DEPTH:])
    at = event.at
    match event:
        case SessionStarted():
            return replace(state, pace=event.pace)
        case StageStarted():
            return _stage_started(state, event)
        case PhaseStarted():
            return _phase_started(state, event)
        case HoldEnded():
            return _hold_ended(state, event.seconds)
        case RepCounted():
            return replace(state, reps=event.rep, phase=None, until=None)
        case AttemptEnded():
            return _attempt_ended(state, event)
        case Paused() | Interrupted():
            return pause(state, at)
        case Resumed():
            return _resumed(state, at)
        case Undone():
            return _undone(state, at)
        case PaceChanged():
            return _pace_changed(state, event)
        case RestAdjusted():
            return _with_seconds_left(state, event.value, event.at)
        case LoadSet():
            return _load_set(state, event)
        case NoteSet():
            return replace(state, notes={**state.notes, state.planned.exercise.id: event.value})
        case VariantTaken():
            return _variant_taken(state, event)
        case PainReported():
            index, attempt = state.pain_belongs_to or (None, 0)
            return replace(state, pains=(*state.pains, Pain(at, event.value, index, attempt)))
        case SessionEnded():
            return replace(
                state,
                stage=Stage.FINISHED,
                until=None,
                phase=None,
                paused_seconds=state.total_paused(at),
                paused=None,
                ended_at=at,
                status=event.status,
                undoable=(),
            )
        case _:
            return state


def pause(state: State, at: float) -> State:
    """The state paused from `at`. A rep that was cut off, and its hold, will start over.

    The seconds of that hold are kept until then, because it may never start again.
    """
    if state.paused is not None:
        return state
    waiting = state.stage in {Stage.REST, Stage.READY}
    return replace(
        state,
        paused=OpenPause(at, max(0.0, state.until - at) if waiting and state.until is not None else None),
        until=None,
        phase=None,
        holds=_holds_cut_off(state, at),
        hold_continues=state.hold_continues or state.hold_can_continue,
        worked=state.work_seconds(at),
        working_since=None,
    )


def _hold_ended(state: State, seconds: float) -> State:
    held = (seconds,) if seconds > 0 else ()
    continues = state.hold_can_continue and bool(held) and seconds < (state.planned.target.seconds or 0.0)
    return replace(state, holds=(*state.holds, *held), hold_continues=continues, phase=None, until=None)


def _holds_cut_off(state: State, at: float) -> tuple[float, ...]:
    """The holds so far, including one that is cut off at `at`."""
    held = state.phase_seconds(at) if state.hold_under_way else 0.0
    return (*state.holds, held) if held > 0 else state.holds


def _phase_started(state: State, event: PhaseStarted) -> State:
    at, holds = event.at, state.holds
    if state.planned.target.reps is None:
        holds = holds[:-1] if state.hold_continues else holds
    elif event.hold or event.phase == state.planned.exercise.cadence[0].name:
        holds = holds[: state.reps]  # a rep that starts over forgets its hold
    return replace(
        state,
        phase=event.phase,
        phase_since=at - state.seconds_held,
        until=at + event.seconds,
        holds=holds,
        hold_continues=False,
        is_changing=False,
        working_since=at if state.working_since is None else state.working_since,
    )


def _stage_started(state: State, event: StageStarted) -> State:
    waits = event.stage is not Stage.WORK and event.seconds is not None
    paused = state.paused and replace(state.paused, remaining=event.seconds if waits else None)
    by_hand = event.stage is Stage.WORK and event.seconds is None and state.paused is None
    return replace(
        state,
        stage=event.stage,
        index=event.index,
        attempt=event.attempt,
        since=event.at,
        until=event.at + (event.seconds or 0.0) if waits and state.paused is None else None,
        rest_added=0.0,
        is_changing=False,
        phase=None,
        dose=state.variants.get(state.plan.sets[event.index].exercise.id),
        reps=0,
        holds=(),
        hold_continues=False,
        worked=0.0,
        working_since=event.at if by_hand else None,
        settled=False,
        paused=paused,
    )


def _attempt_ended(state: State, event: AttemptEnded) -> State:
    current = event.index == state.index and state.stage is Stage.WORK
    exercise = state.plan.sets[event.index].exercise
    variant = state.variants.get(exercise.id) if current else None
    load_kg, load_said = load_of_kind(
        exercise.done_as(variant).load, state.loads.get(exercise.id), state.load_said.get(exercise.id)
    )
    ended = Attempt(
        index=event.index,
        attempt=event.attempt,
        outcome=event.outcome,
        reps=event.reps,
        holds=state.holds if current else (),
        seconds=event.seconds,
        started=state.since if current else event.at,
        ended=event.at,
        load_kg=load_kg,
        load_said=load_said,
        pace=state.pace,
        variant=variant,
        dose=state.dose if current else None,
    )
    state = replace(state, attempts=(*state.attempts, ended))
    if event.index != state.index:
        return state
    settled = replace(state, settled=True, phase=None)
    return replace(settled, until=None, working_since=None) if current else settled


def _resumed(state: State, at: float) -> State:
    if state.paused is None:
        return state
    remaining = state.paused.remaining
    state = replace(state, paused=None, paused_seconds=state.total_paused(at))
    if state.stage is Stage.WORK:
        if state.pace is Pace.GUIDED:
            return replace(state, until=at + state.lead_in_seconds)
        return replace(state, working_since=at)
    if remaining is None:
        return state
    if state.stage is Stage.READY:
        remaining = max(remaining, LEAD_IN_SECONDS)
    return replace(state, until=at + remaining)


def _pace_changed(state: State, event: PaceChanged) -> State:
    state = replace(state, pace=event.value, is_changing=False)
    if state.paused is not None:
        return state
    if state.stage is Stage.WORK:
        cut = replace(state, phase=None, until=None, holds=_holds_cut_off(state, event.at))
        if event.value is Pace.GUIDED:
            return replace(
                cut, until=event.at + LEAD_IN_SECONDS, worked=state.work_seconds(event.at), working_since=None
            )
        return replace(cut, working_since=event.at if state.working_since is None else state.working_since)
    # A self-paced rest may have run out long ago. It ends now, not in the past.
    return replace(state, until=None if state.until is None else max(state.until, event.at))


def _load_set(state: State, event: LoadSet) -> State:
    name = state.planned.exercise.id
    loads = {exercise: kg for exercise, kg in state.loads.items() if exercise != name}
    said = {exercise: words for exercise, words in state.load_said.items() if exercise != name}
    if event.value is not None:
        loads[name] = event.value
    if event.said is not None:
        said[name] = event.said
    return replace(state, loads=loads, load_said=said)


def _variant_taken(state: State, event: VariantTaken) -> State:
    """Use the variant from now on. If it needs other equipment, give time to change it."""
    needs_change, starts_over = state.needs_change(event.value), state.starts_over(event.value)
    dose = event.value or None if state.changes_dose(event.value) else state.dose
    others = {id_: words for id_, words in state.variants.items() if id_ != state.as_planned.exercise.id}
    chosen = {state.as_planned.exercise.id: event.value} if event.value else {}
    cut = replace(state, phase=None, until=None, holds=_holds_cut_off(state, event.at)) if starts_over else state
    state = replace(cut, variants=others | chosen, dose=dose, worked=state.worked)
    if state.stage is Stage.WORK:
        if not starts_over or state.settled or state.pace is Pace.SELF:
            return state
        changing = replace(state, is_changing=needs_change or state.is_changing)
        if state.paused is not None:
            return changing
        return replace(
            changing,
            until=event.at + changing.lead_in_seconds,
            worked=state.work_seconds(event.at),
            working_since=None,
        )
    seconds = state.change_seconds
    if not needs_change:
        return state
    left = state.seconds_left(event.at)
    if left is None or left > seconds:
        return state
    return _with_seconds_left(replace(state, is_changing=True), seconds, event.at)


def _with_seconds_left(state: State, seconds: float, at: float) -> State:
    """The state with `seconds` left in its rest or get-ready."""
    left = state.seconds_left(at) or 0.0
    state = replace(state, rest_added=state.rest_added + seconds - left)
    if state.paused is not None:
        return replace(state, paused=replace(state.paused, remaining=seconds))
    return replace(state, until=at + seconds)


def _undone(state: State, at: float) -> State:
    if not state.undoable:
        return state
    entry, rest = state.undoable[-1], state.undoable[:-1]
    now = pause(replace(state, undoable=rest), at)
    moves = moves_back(state, entry, at)
    if COMMANDS[entry.command].restores is not None and not moves:
        return _value_undone(now, entry)
    if not moves:
        return now
    before = pause(entry.before, entry.at)
    if entry.before.hold_under_way and before.planned.target.reps is None:
        before = replace(before, hold_continues=bool(before.holds) and not before.is_target_reached)
    if entry.command == "count-rep":
        before = _uncounted(before, now)
    # What the user did after the command stays done. What the command ended is open again.
    opened = (before.index, before.attempt) if before.stage is Stage.WORK else None
    kept = tuple(a for a in now.attempts if a.ended > entry.at and (a.index, a.attempt) != opened)
    remaining = before.paused.remaining if before.paused else None
    return replace(
        before,
        attempts=(*entry.before.attempts, *kept),
        paused=OpenPause(now.paused.since if now.paused else at, remaining),
        paused_seconds=now.paused_seconds,
        pace=now.pace,
        loads=now.loads,
        load_said=now.load_said,
        notes=now.notes,
        variants=before.variants if "variants" in (COMMANDS[entry.command].restores or ()) else now.variants,
        pains=now.pains,
        undoable=rest,
    )


def _uncounted(before: State, now: State) -> State:
    """`before` with the reps counted in its attempt since then, less the one that is taken back."""
    ended = next((a for a in now.attempts if (a.index, a.attempt) == (before.index, before.attempt)), None)
    reps, holds, worked = (
        (now.reps, now.holds, now.worked) if ended is None else (ended.reps, ended.holds, ended.seconds)
    )
    if reps <= before.reps + 1:
        return before
    return replace(
        before, reps=reps - 1, holds=(*holds[: before.reps], *holds[before.reps + 1 : reps]), worked=worked
    )


def moves_back(state: State, entry: UndoEntry, at: float) -> bool:
    """Whether undoing `entry` at `at` moves the session.

    It does not if it ended a rest and something was done since.
    """
    if COMMANDS[entry.command].restores is not None:
        return _began_again(state, entry)
    if entry.command != "end-rest":
        return True
    return not has_done(state, at) and len(state.attempts) == len(entry.before.attempts)


def _began_again(state: State, entry: UndoEntry) -> bool:
    """Whether a command that sets a value ended the current attempt: a variant was taken in the middle of a set."""
    before = entry.before
    return any(
        (a.index, a.attempt, a.ended, a.variant) == (before.index, before.attempt, entry.at, before.variant)
        for a in state.attempts[len(before.attempts) :]
    )


def has_done(state: State, at: float) -> bool:
    """Whether the current attempt has a rep, or some seconds of a timed hold."""
    stopped = pause(state, at)
    return state.stage is Stage.WORK and bool(stopped.reps or stopped.holds)


def _value_undone(now: State, entry: UndoEntry) -> State:
    restored = {name: getattr(entry.before, name) for name in COMMANDS[entry.command].restores or ()}
    undone = replace(now, **restored)
    if "variants" in restored and now.is_untouched:
        same = (now.index, now.attempt, now.stage) == (entry.before.index, entry.before.attempt, entry.before.stage)
        undone = replace(undone, dose=entry.before.dose if same else undone.variant)
    return _rest_undone(undone, entry.before)


def _rest_undone(now: State, before: State) -> State:
    """`now` without the seconds added to the rest since `before`, if it is still the same rest."""
    added = now.rest_added - before.rest_added
    if not added or (now.stage, now.since) != (before.stage, before.since) or now.paused is None:
        return now
    remaining = max(0.0, (now.paused.remaining or 0.0) - added)
    return replace(now, rest_added=before.rest_added, paused=replace(now.paused, remaining=remaining))
