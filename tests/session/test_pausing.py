"""Pauses, interruptions, and a session brought back from its events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest

from kneecoach.session.commands import (
    AdjustRest,
    BringBack,
    ChangePace,
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
    SkipExercise,
    SkipSet,
    Start,
    Undo,
)
from kneecoach.session.decide import due
from kneecoach.session.events import (
    AttemptEnded,
    HoldEnded,
    Interrupted,
    Outcome,
    PhaseStarted,
    RepCounted,
    SessionEnded,
    SessionResumed,
    Stage,
    Status,
)
from kneecoach.session.plan import Pace
from tests.helpers import Visit, a_plan, fold, mixed_plan, names, stretch, thrust, walk


def test_a_rep_that_was_cut_off_starts_over_after_three_seconds() -> None:
    visit = Visit(a_plan(walk()))
    visit.until_work(0, reps=2)
    visit.do(Pause(), after=1.5)
    assert visit.wait(1000.0) == []
    visit.do(Resume())
    assert due(visit.state) == visit.now + 3.0
    resumed = visit.now
    events = visit.wait(3.0 + 2.0)
    assert [(e.rep, e.phase, e.at) for e in events if isinstance(e, PhaseStarted)][:2] == [
        (3, "step out", resumed + 3.0),
        (3, "follow", resumed + 4.0),
    ]
    assert [(e.rep, e.at) for e in events if isinstance(e, RepCounted)] == [(3, resumed + 5.0)]


@pytest.mark.parametrize("into", [0.5, 2.0, 4.0])
def test_its_hold_starts_over_too(into: float) -> None:
    visit = Visit(a_plan(thrust()))
    visit.until_work(0, reps=1)
    visit.do(Pause(), after=into)
    visit.do(Resume(), after=9.0)
    resumed = visit.now
    visit.until_work(0, reps=2)
    assert [e.at for e in visit.of(HoldEnded) if e.at > resumed] == [resumed + 3.0 + 3.0]
    assert visit.state.holds == (2.0, 2.0)


def test_a_stretch_that_was_cut_off_starts_over() -> None:
    visit = Visit(a_plan(stretch()))
    visit.until_work(0)
    visit.do(Pause(), after=20.0)
    visit.do(Resume(), after=5.0)
    resumed = visit.now
    visit.until(lambda s: bool(s.attempts))
    assert (visit.now, visit.state.attempts[0].seconds) == (resumed + 33.0, 30.0)
    assert visit.state.attempts[0].outcome is Outcome.COMPLETED


@pytest.mark.parametrize("seconds", [10.0, 59.0])
def test_a_rest_goes_on_where_it_stopped(seconds: float) -> None:
    visit = Visit(a_plan(walk()))
    visit.until_rest()
    visit.do(Pause(), after=seconds)
    visit.now += 500.0
    visit.do(Resume())
    assert (visit.state.stage, due(visit.state)) == (Stage.REST, visit.now + 60.0 - seconds)


@pytest.mark.parametrize(("into", "left"), [(1.0, 4.0), (4.5, 3.0)])
def test_a_get_ready_goes_on_with_at_least_three_seconds(into: float, left: float) -> None:
    visit = Visit(a_plan(walk()))
    visit.do(Pause(), after=into)
    visit.do(Resume(), after=60.0)
    assert due(visit.state) == visit.now + left


def test_pausing_in_the_countdown_starts_the_countdown_again() -> None:
    visit = Visit(a_plan(walk()))
    visit.until_work(0, reps=2)
    visit.do(Pause())
    visit.do(Resume(), after=5.0)
    visit.do(Pause(), after=2.0)
    visit.do(Resume(), after=5.0)
    assert (due(visit.state), visit.state.reps) == (visit.now + 3.0, 2)


def test_pauses_are_counted_apart() -> None:
    visit = Visit(a_plan(walk(1, 1, sets=1)))
    visit.do(Pause(), after=1.0)
    visit.do(Resume(), after=20.0)
    visit.do(Pause(), after=1.0)
    visit.do(Resume(), after=15.0)
    visit.finish()
    assert visit.state.paused_seconds == 35.0
    # Ready 5 s (3 s were left), a rep of 2 s, ready 5 s, a rep of 2 s.
    assert visit.state.active_seconds(visit.now) == 14.0


def test_an_interruption_pauses_at_the_last_instant_alive() -> None:
    visit = Visit(a_plan(walk()))
    visit.until_work(0, reps=2)
    visit.wait(0.5)
    (event,) = visit.do(Interrupt("the machine slept"))
    assert event == Interrupted(at=9.5, reason="the machine slept")
    assert visit.state.paused is not None
    assert visit.state.paused.since == 9.5
    assert (visit.state.reps, due(visit.state), visit.state.undoable) == (2, None, ())


def guided() -> Visit:
    """A mixed session, guided to its end."""
    visit = Visit(mixed_plan())
    visit.finish()
    return visit


def self_paced() -> Visit:
    """A mixed session in self pace."""
    visit = Visit(mixed_plan(), Pace.SELF)
    visit.press_through()
    return visit


def eventful() -> Visit:
    """A session with every command in it."""
    visit = Visit(mixed_plan())
    visit.do(ReportPain(3))
    visit.do(Pause(), after=11.0)
    visit.do(Resume(), after=4.0)
    visit.do(FinishSet(), after=13.0)
    visit.do(EndRest())
    visit.until_work(2, reps=3)
    visit.do(SkipSet(), after=1.5)
    visit.do(Undo(), after=9.0)
    visit.do(Resume(), after=1.0)
    visit.until_work(3, reps=2)
    visit.do(RepeatSet(), after=0.25)
    visit.until_rest()
    visit.do(AdjustRest(15.0), after=3.0)
    visit.do(PreviousSet(), after=1.0)
    visit.until_work(3, reps=4)
    visit.do(GoTo(2))
    visit.until_work(2, reps=2)
    visit.do(ChangePace(Pace.SELF))
    visit.do(CountRep(), after=1.0)
    visit.do(ChangePace(Pace.GUIDED), after=1.0)
    visit.until_rest()
    visit.do(SkipSet())
    visit.do(SkipExercise())
    visit.until_work(6, reps=1)
    visit.do(SetLoad(8.0), after=2.0)
    visit.do(Interrupt("lid closed"))
    visit.do(Resume(), after=50.0)
    visit.do(SkipExercise(), after=7.5)
    assert visit.state.is_over
    return visit


def self_paced_and_undone() -> Visit:
    """Self pace, with undo in the middle of a hold and after one."""
    visit = Visit(a_plan(thrust(3, 1), stretch(1)), Pace.SELF)
    visit.until_work(0)
    visit.do(CountRep(), after=2.0)
    visit.do(CountRep(), after=3.0)
    visit.do(Undo(), after=1.0)
    visit.do(Resume())
    visit.do(CountRep(), after=1.0)
    visit.do(Undo(), after=4.0)
    visit.do(Resume())
    visit.press_through()
    return visit


STORIES: dict[str, Callable[[], Visit]] = {
    "guided": guided,
    "self-paced": self_paced,
    "eventful": eventful,
    "self-paced and undone": self_paced_and_undone,
}


@cache
def story(name: str) -> Visit:
    """One of the stories, run once."""
    return STORIES[name]()


def prefixes() -> list[object]:
    """Every proper prefix of every story: the points at which the program may be killed."""
    return [
        pytest.param(name, length, id=f"{name}-{length}")
        for name in STORIES
        for length in range(1, len(story(name).events))
    ]


def cut(name: str, length: int) -> Visit:
    """A story as a journal with only its first events has it."""
    whole = story(name)
    visit = Visit(whole.state.plan, whole.first.pace, start=False)
    visit.events = whole.events[:length]
    visit.state = fold(visit.first, visit.events)
    visit.now = visit.events[-1].at
    return visit


@pytest.mark.parametrize(("name", "length"), prefixes())
def test_brought_back_from_anywhere_it_is_paused_and_can_be_finished(name: str, length: int) -> None:
    visit = cut(name, length)
    counted = visit.state.total_reps
    events = visit.do(BringBack())
    assert visit.state.total_reps == counted, "no rep is lost and none is invented"
    if visit.state.is_over:
        assert isinstance(events[-1], SessionEnded)
        return
    check_it_stands_still(visit, counted)
    again = visit.do(BringBack())
    assert names(again) == ["session-resumed"], "bringing it back twice is bringing it back once"

    visit.do(Resume(), after=3600.0)
    assert visit.state.total_reps == counted
    visit.press_through() if visit.state.pace is Pace.SELF else visit.finish()
    assert visit.state.is_over
    assert visit.state.paused_seconds >= 3600.0
    check_attempts(visit)
    assert visit.state.total_reps >= counted


def check_it_stands_still(visit: Visit, counted: int) -> None:
    """Check that it is paused, that nothing is half finished, and that the last event says where it is."""
    assert visit.state.paused is not None
    assert due(visit.state) is None
    assert not visit.state.settled
    assert visit.state.phase is None
    last = visit.events[-1]
    assert isinstance(last, SessionResumed)
    planned = visit.state.planned
    assert (last.index, last.exercise, last.set, last.side) == (
        visit.state.index,
        planned.exercise.id,
        planned.set,
        planned.side,
    )
    working = visit.state.stage is Stage.WORK
    assert (last.reps, last.total_reps) == (visit.state.reps if working else 0, counted)
    if working and planned.target.reps:
        reps = visit.state.reps if planned.exercise.hold else 0
        assert visit.state.holds[:reps] == (2.0,) * reps
        assert all(0 < held <= 2.0 for held in visit.state.holds[reps:]), "what was held of a rep that was cut off"
        assert len(visit.state.holds) <= reps + 1


def check_attempts(visit: Visit) -> None:
    """Check that attempts differ, and none has more reps than its target or lacks a hold."""
    attempts = visit.state.attempts
    assert max(Counter((a.index, a.attempt) for a in attempts).values()) == 1
    for attempt in attempts:
        planned = visit.state.plan.sets[attempt.index]
        assert attempt.reps <= planned.most
        if planned.exercise.hold and planned.target.reps:
            assert attempt.holds[: attempt.reps] == (2.0,) * attempt.reps


@pytest.mark.parametrize("name", ["guided", "self-paced"])
def test_killed_at_any_event_the_session_ends_as_if_it_had_not_been(name: str) -> None:
    """There is one attempt at each set, with all reps, whatever the instant. Only the clock differs."""
    for length in range(1, len(story(name).events) - 1):
        visit = cut(name, length)
        visit.do(BringBack())
        if not visit.state.is_over:
            visit.do(Resume(), after=100.0)
            visit.press_through() if visit.state.pace is Pace.SELF else visit.finish()
        done = [(a.index, a.attempt, a.reps, a.outcome) for a in visit.state.attempts]
        reps = [0, 0, 5, 5, 5, 5, 3, 3]
        assert done == [(n, 1, reps[n], Outcome.COMPLETED) for n in range(8)], f"killed after {length} events"
        assert visit.state.status is Status.COMPLETED
        assert len(visit.of(AttemptEnded)) == 8


def test_killed_again_and_again_it_still_gets_done() -> None:
    """Killed a few seconds after each return, in the middle of a rep: every rep already counted stays."""
    visit = Visit(a_plan(thrust(3, 2)))
    while not visit.state.is_over and visit.now < 2000.0:
        counted = visit.state.total_reps
        visit.do(BringBack())
        assert visit.state.total_reps == counted
        if not visit.state.is_over:
            visit.do(Resume())
            visit.wait(3.0 + 5.0 + 4.9)
    assert [(a.index, a.attempt, a.reps, a.holds) for a in visit.state.attempts] == [
        (0, 1, 3, (2.0,) * 3),
        (1, 1, 3, (2.0,) * 3),
    ]
    assert visit.state.status is Status.COMPLETED


def test_a_journal_without_a_single_event_starts_at_the_beginning() -> None:
    visit = Visit(a_plan(), start=False)
    visit.do(BringBack())
    assert (visit.state.stage, visit.state.index) == (Stage.READY, 0)
    assert visit.state.paused is not None
    visit.do(Resume())
    visit.finish()
    assert visit.state.status is Status.COMPLETED


def test_a_session_that_had_ended_is_not_brought_back() -> None:
    visit = story("guided")
    with pytest.raises(NotNow):
        Visit.do(cut("guided", len(visit.events)), BringBack())


@pytest.mark.parametrize("reps", [0, 2])
def test_undo_reaches_back_before_the_kill(reps: int) -> None:
    visit = Visit(a_plan(walk()))
    visit.until_work(0, reps=reps)
    visit.do(SkipSet())
    visit.do(BringBack(), after=2.0)
    visit.do(Undo(), after=60.0)
    assert (visit.state.stage, visit.state.index, visit.state.reps) == (Stage.WORK, 0, reps)


def test_a_brought_back_session_can_be_ended_at_once() -> None:
    visit = Visit(a_plan(walk()))
    visit.until_work(0, reps=2)
    visit.do(BringBack())
    visit.do(EndSession(), after=60.0)
    assert (visit.state.attempts[0].reps, visit.state.attempts[0].seconds) == (2, 4.0)


def test_a_session_starts_once() -> None:
    with pytest.raises(NotNow):
        Visit(a_plan()).do(Start())
