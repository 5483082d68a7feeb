"""Any sequence of commands and waits keeps the invariants, in both paces, for small plans and the routine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kneecoach.session.commands import (
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
)
from kneecoach.session.decide import decide, due
from kneecoach.session.events import (
    AttemptEnded,
    Event,
    HoldEnded,
    Interrupted,
    Outcome,
    Paused,
    PhaseStarted,
    RepCounted,
    SessionEnded,
    Stage,
    StageStarted,
    Status,
    Undone,
)
from kneecoach.session.evolve import evolve, pause
from kneecoach.session.plan import Pace, Plan
from kneecoach.session.state import LEAD_IN_SECONDS, UNDO_DEPTH, State
from kneecoach.session.variants import variant_kinds
from tests.helpers import Visit, a_plan, circuit_plan, fold, knee_relief, mixed_plan, stretch, thrust, walk

Step = tuple[Command, float]
"""A command, and how many seconds to wait before it."""

PLANS: dict[str, Plan] = {
    "walk": a_plan(walk(2, 3)),
    "thrust": a_plan(thrust(2, 2)),
    "stretch": a_plan(stretch(1)),
    "mixed": mixed_plan(),
    "circuit": circuit_plan(),
    "routine": knee_relief(),
}

VARIANTS = ("a lighter band", "no band", "no dumbbell", "on one leg", "sitting", "")

COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.sampled_from(
        [
            *[CountRep()] * 6,
            *[Undo()] * 4,
            *[Resume()] * 4,
            *[EndRest()] * 2,
            FinishSet(),
            SkipSet(),
            SkipExercise(),
            SkipExercise("band-walk"),
            SkipExercise("hip-thrust"),
            RepeatSet(),
            PreviousSet(),
            Pause(),
            Tick(),
            Start(),
            BringBack(),
            Interrupt("the lid was closed"),
            AdjustRest(15.0),
            AdjustRest(-15.0),
            ChangePace(Pace.SELF),
            ChangePace(Pace.GUIDED),
        ]
    ),
    st.builds(GoTo, st.integers(-1, 9)),
    st.builds(SetLoad, st.sampled_from([0.0, 8.0, 501.0])),
    st.builds(SetNote, st.sampled_from(["", "bench lower", "x" * 501])),
    st.builds(TakeVariant, st.sampled_from(VARIANTS)),
    st.builds(ReportPain, st.integers(-1, 11)),
)
WAITS = st.sampled_from([0.0, 0.0, 0.25, 1.0, 2.0, 2.5, 5.0, 13.0, 31.0, 95.0])
STEPS = st.lists(st.tuples(COMMANDS, WAITS), max_size=40)
PACES = st.sampled_from(list(Pace))


def ask(visit: Visit, asked: Command) -> tuple[Event, ...] | None:
    """Send a command. Returns None, with nothing changed, if it was refused."""
    before = visit.state
    try:
        return visit.do(asked)
    except NotNow as refused:
        assert str(refused)
        assert visit.state is before
        return None


def check_attempts(state: State) -> None:
    """Check that attempts differ, stay within their targets, and have their holds."""
    tried = [(a.index, a.attempt) for a in state.attempts]
    if state.stage is Stage.WORK and not state.settled:
        tried.append((state.index, state.attempt))
    assert len(set(tried)) == len(tried), tried
    for attempt in state.attempts:
        planned = state.plan.sets[attempt.index].dosed_as(attempt.dose)
        assert 0 <= attempt.reps <= planned.most
        assert attempt.seconds >= 0
        assert attempt.started <= attempt.ended
        assert attempt.variant is None or attempt.variant in variant_kinds(planned.exercise)
        if attempt.outcome is not Outcome.SKIPPED:
            met = planned.is_met_by(attempt.reps, attempt.holds)
            assert (attempt.outcome is Outcome.COMPLETED) == met
        if planned.target.hold_seconds:
            assert attempt.holds[: attempt.reps] == (planned.target.hold_seconds,) * attempt.reps
            assert len(attempt.holds) <= attempt.reps + 1


def check_state(state: State, last: float) -> None:
    """Check what holds in every state between two commands; `last` is the last event's instant."""
    instant = due(state)
    assert instant is None or instant >= last
    assert state.is_over or not state.settled
    assert 0 <= state.index < len(state.plan.sets)
    assert state.reps <= state.planned.most
    assert len(state.undoable) <= UNDO_DEPTH
    if state.paused is not None:
        assert instant is None
    if state.pace is Pace.GUIDED and state.paused is None and not state.is_over:
        assert instant is not None, "the coach never stands still by itself"
    if state.stage is Stage.WORK:
        assert state.work_seconds(last) >= 0
    check_attempts(state)


def check_events(visit: Visit) -> None:
    """Check what holds for every list of events."""
    instants = [event.at for event in visit.events]
    assert instants == sorted(instants)
    assert visit.state == fold(visit.first, visit.events)
    worked: set[tuple[int, int]] = set()
    for event in visit.events:
        if isinstance(event, StageStarted) and event.stage is Stage.WORK:
            worked.add((event.index, event.attempt))
        if isinstance(event, AttemptEnded) and (event.reps or event.seconds):
            assert (event.index, event.attempt) in worked
    check_every_hold_ends(visit.events)
    check_ways(visit)
    counted = len(visit.of(RepCounted))
    if not visit.of(Undone):
        assert visit.state.total_reps == counted
    assert visit.state.total_reps <= counted


def check_ways(visit: Visit) -> None:
    """Check that every rep of an attempt was done in the one variant that the attempt names."""
    state = visit.first
    ways: dict[tuple[int, int], list[str | None]] = {}
    for event in visit.events:
        way = state.variant
        state = evolve(state, event)
        if state.stage is Stage.WORK and not state.settled:
            of_reps = ways.setdefault((state.index, state.attempt), [])
            of_reps += [way] * isinstance(event, RepCounted)
            del of_reps[state.reps :]
            assert set(of_reps) <= {state.variant}
    for attempt in visit.state.attempts:
        assert set(ways.get((attempt.index, attempt.attempt), ())) <= {attempt.variant}


ENDS_A_HOLD = (PhaseStarted, StageStarted, AttemptEnded, Paused, Interrupted, Undone, SessionEnded)


def check_every_hold_ends(events: Sequence[Event]) -> None:
    """Check that each hold is reported to have ended, with its rep, before anything else begins or ends."""
    begun: PhaseStarted | None = None
    for event in events:
        if isinstance(event, HoldEnded):
            assert begun is not None, "no hold had begun"
            assert event.rep == begun.rep
            assert event.seconds >= 0
            begun = None
        elif isinstance(event, ENDS_A_HOLD):
            assert begun is None, f"a hold began at {begun.at}, and ended without a word before {event}"
            begun = event if isinstance(event, PhaseStarted) and event.hold else None


def check_change(before: State, after: State, events: Sequence[Event]) -> None:
    """Check that no attempt disappears and no rep is lost, except by undo."""
    counted = sum(isinstance(event, RepCounted) for event in events)
    if not any(isinstance(event, Undone) for event in events):
        assert after.attempts[: len(before.attempts)] == before.attempts
        assert after.total_reps == before.total_reps + counted
        return
    pressed = before.undoable[-1].command == "count-rep"
    assert counted == 0
    assert before.total_reps - after.total_reps in ({0, 1} if pressed else {0})
    assert after.paused is not None
    assert len(after.undoable) == len(before.undoable) - 1


def check_cut_holds(before: State, after: State, events: Sequence[Event], at: float) -> None:
    """Check that a hold cut off by a command is reported with its seconds."""
    goes_on = after.hold_under_way and after.phase_since == before.phase_since
    if before.hold_under_way and not goes_on:
        told = [event.seconds for event in events if isinstance(event, HoldEnded)]
        assert told == [pytest.approx(before.phase_seconds(at))], (before, events)


def check_undo_is_an_inverse(before: State, after: State, asked: Command, at: float) -> None:
    """Check that undo at the same instant restores the place, the work done and the values, paused."""
    undone = fold(after, decide(after, Undo(), at))
    still = pause(before, at)
    values = ("loads", "variants", "pains", "pace")
    for name in ("stage", "index", "reps", "holds", "attempts", *values, "undoable", "worked", "dose"):
        # A command may have pushed the fifty-first entry off the far end of the stack.
        mine, theirs = getattr(undone, name), getattr(still, name)
        assert mine == (theirs[-UNDO_DEPTH + 1 :] if name == "undoable" else theirs), name
    if before.stage is Stage.WORK:
        assert undone.attempt == still.attempt
    left, was = undone.seconds_left(at), still.seconds_left(at)
    if isinstance(asked, Resume) and before.stage is Stage.READY and was is not None:
        was = max(was, LEAD_IN_SECONDS)
    assert left == (None if was is None else pytest.approx(was))
    assert undone.total_paused(at) == pytest.approx(still.total_paused(at))


def play(visit: Visit, steps: Sequence[Step]) -> None:
    """Do the steps, and check everything after each."""
    for asked, wait in steps:
        before = visit.state
        happened = visit.wait(wait)
        check_change(before, visit.state, happened)
        check_state(visit.state, visit.events[-1].at)
        before = visit.state
        events = ask(visit, asked)
        if not events:
            assert visit.state is before
            continue
        check_change(before, visit.state, events)
        check_cut_holds(before, visit.state, events, visit.now)
        check_state(visit.state, visit.events[-1].at)
        if events[0].command and not visit.state.is_over:
            check_undo_is_an_inverse(before, visit.state, asked, visit.now)
    check_events(visit)


@pytest.mark.parametrize("plan", ["walk", "thrust", "stretch", "mixed", "circuit", "routine"])
@settings(max_examples=120, deadline=None)
@given(pace=PACES, steps=STEPS)
def test_any_sequence_keeps_the_invariants(plan: str, pace: Pace, steps: list[Step]) -> None:
    visit = Visit(PLANS[plan], pace)
    play(visit, steps)


@settings(max_examples=120, deadline=None)
@given(pace=PACES, steps=STEPS, plan=st.sampled_from(["walk", "thrust", "stretch", "mixed", "circuit"]))
def test_whatever_was_done_the_session_can_be_finished(plan: str, pace: Pace, steps: list[Step]) -> None:
    visit = Visit(PLANS[plan], pace)
    for asked, wait in steps:
        visit.wait(wait)
        ask(visit, asked)
    if visit.state.paused is not None:
        visit.do(Resume())
    visit.press_through() if visit.state.pace is Pace.SELF else visit.finish()
    assert visit.state.is_over
    check_state(visit.state, visit.events[-1].at)
    check_events(visit)
    check_status(visit.state)


@settings(max_examples=80, deadline=None)
@given(pace=PACES, steps=STEPS, discard=st.booleans(), plan=st.sampled_from(["mixed", "circuit"]))
def test_it_can_be_ended_at_any_instant(pace: Pace, steps: list[Step], discard: bool, plan: str) -> None:
    visit = Visit(PLANS[plan], pace)
    for asked, wait in steps:
        visit.wait(wait)
        ask(visit, asked)
    if not visit.state.is_over:
        before = visit.state.total_reps
        visit.do(EndSession(discard))
        assert visit.state.total_reps == before
        assert (visit.state.status is Status.DISCARDED) == discard
    ended = visit.of(SessionEnded)
    assert ended == [visit.events[-1]]
    check_events(visit)
    if not discard:
        check_status(visit.state)


def check_status(state: State) -> None:
    """Check what `completed` means: no set of work ended skipped or untried, and each reached its minimum once."""
    whole = True
    for index in (index for index, planned in enumerate(state.plan.sets) if planned.is_work):
        outcomes = {attempt.attempt: attempt.outcome for attempt in state.attempts if attempt.index == index}
        is_last_skipped = outcomes[max(outcomes)] is Outcome.SKIPPED if outcomes else True
        whole = whole and Outcome.COMPLETED in outcomes.values() and not is_last_skipped
    assert state.status is (Status.COMPLETED if whole else Status.PARTIAL)


@settings(max_examples=80, deadline=None)
@given(pace=PACES, steps=STEPS, plan=st.sampled_from(["walk", "thrust", "stretch", "mixed", "circuit"]))
def test_undoing_everything_goes_back_to_the_start(plan: str, pace: Pace, steps: list[Step]) -> None:
    """No time passes: after all the undos, the session has just begun and is paused."""
    visit = Visit(PLANS[plan], pace)
    first = visit.state
    for asked, _ in steps:
        if isinstance(asked, Undo | BringBack | Interrupt | Tick):
            continue
        ask(visit, asked)
    if visit.state.is_over:
        return
    while visit.state.undoable:
        visit.do(Undo())
    for name in ("stage", "index", "reps", "holds", "attempts", "loads", "variants", "pains", "pace"):
        assert getattr(visit.state, name) == getattr(first, name), name


@settings(max_examples=120, deadline=None)
@given(pace=PACES, steps=STEPS, cut=st.floats(0, 1), plan=st.sampled_from(["mixed", "circuit"]))
@example(pace=Pace.GUIDED, steps=[], cut=0.0, plan="mixed")
def test_killed_anywhere_it_comes_back(pace: Pace, steps: list[Step], cut: float, plan: str) -> None:
    visit = Visit(PLANS[plan], pace)
    for asked, wait in steps:
        visit.wait(wait)
        ask(visit, asked)
    kept = visit.events[: 1 + int(cut * (len(visit.events) - 1))]
    state = fold(visit.first, kept)
    if state.is_over:
        return
    at = kept[-1].at
    for event in decide(state, BringBack(), at):
        assert event.at == at
        assert evolve(state, event).total_reps == state.total_reps
        state = evolve(state, event)
    assert state.is_over or state.paused is not None
    check_state(state, at)


@settings(max_examples=20, deadline=None)
@given(waits=st.lists(st.floats(0.0, 200.0, allow_nan=False), max_size=30), plan=st.sampled_from(list(PLANS)))
def test_how_often_one_looks_changes_nothing(waits: list[float], plan: str) -> None:
    """Whenever it ticks, the same events happen at the same instants."""
    visit, straight = Visit(PLANS[plan]), Visit(PLANS[plan])
    for wait in waits:
        visit.now += wait
        ask(visit, Tick())
    visit.finish()
    straight.finish()
    assert visit.events == straight.events


def test_tallies_of_a_straight_session() -> None:
    visit = Visit(mixed_plan())
    visit.finish()
    assert Counter(type(event) for event in visit.events)[RepCounted] == 4 * 5 + 2 * 3
