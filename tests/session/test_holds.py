"""Holds that are cut off, and holds whose end is undone: no second held is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kneecoach.session.commands import (
    ChangePace,
    Command,
    CountRep,
    EndSession,
    FinishSet,
    GoTo,
    Interrupt,
    Pause,
    PreviousSet,
    RepeatSet,
    ReportPain,
    Resume,
    SkipExercise,
    SkipSet,
    Undo,
)
from kneecoach.session.events import HoldEnded, Outcome, Paused, PhaseStarted
from kneecoach.session.plan import Pace
from tests.helpers import Visit, a_plan, fold, names, stretch, thrust, walk


def stretching(pace: Pace = Pace.GUIDED, index: int = 0) -> Visit:
    """At the start of the hold of a 30 s stretch."""
    visit = Visit(a_plan(stretch(), walk()), pace)
    if pace is Pace.SELF:
        visit.until_work(0)
        visit.do(CountRep(), after=2.0)
    else:
        visit.until_work(index)
    return visit


def undo_a_report(visit: Visit) -> None:
    visit.do(ReportPain(3))
    visit.do(Undo())


CUTS: dict[str, Callable[[Visit], object]] = {
    "pause": lambda visit: visit.do(Pause()),
    "pause for a question": lambda visit: visit.do(Pause(is_automatic=True)),
    "self pace": lambda visit: visit.do(ChangePace(Pace.SELF)),
    "interruption": lambda visit: visit.do(Interrupt("kneecoach was closed")),
    "undo of a value": undo_a_report,
    "end": lambda visit: visit.do(EndSession()),
}


@pytest.mark.parametrize("cut", CUTS)
def test_a_stretch_that_is_cut_off_keeps_its_seconds_and_says_so(cut: str) -> None:
    visit = stretching()
    visit.wait(12.5)
    CUTS[cut](visit)
    assert [event.seconds for event in visit.of(HoldEnded)] == [12.5]
    if not visit.state.is_over:
        visit.do(EndSession(), after=9.0)
    assert [(a.holds, a.seconds, a.outcome) for a in visit.state.attempts] == [((12.5,), 12.5, Outcome.PARTIAL)]
    assert len(visit.of(HoldEnded)) == 1, "the same hold is not told twice"


@pytest.mark.parametrize("cut", CUTS)
def test_so_does_the_hold_inside_a_rep(cut: str) -> None:
    visit = Visit(a_plan(thrust()))
    visit.until_work(0, reps=2)
    visit.wait(1.0 + 1.25)
    CUTS[cut](visit)
    if not visit.state.is_over:
        visit.do(EndSession(), after=9.0)
    assert [(a.reps, a.holds) for a in visit.state.attempts] == [(2, (2.0, 2.0, 1.25))]
    assert [event.seconds for event in visit.of(HoldEnded)] == [2.0, 2.0, 1.25]


def test_a_pause_outside_a_hold_ends_none() -> None:
    visit = Visit(a_plan(thrust()))
    visit.until_work(0, reps=1)
    assert names(visit.do(Pause(), after=0.5)) == ["paused"]


def test_undo_of_a_pause_in_a_hold_goes_back_before_the_hold_ended() -> None:
    """The end of the hold and the pause are one command."""
    visit = stretching()
    visit.wait(12.5)
    visit.do(Pause())
    visit.do(Undo(), after=1.0)
    assert visit.state.undoable == ()
    assert visit.state.holds == (12.5,)


ENDS: list[Command] = [SkipSet(), SkipExercise(), FinishSet(), RepeatSet(), PreviousSet(), GoTo(3)]


def undone(end: Command, held: float = 18.5) -> Visit:
    """In the second of two stretches, after undoing what ended it."""
    visit = stretching(index=1)
    visit.wait(held)
    visit.do(end)
    visit.do(Undo(), after=1.0)
    return visit


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.name)
class TestUndone:
    """Once the end of a hold is undone, the hold goes on with the seconds it had."""

    def test_it_goes_on_and_is_one_hold(self, end: Command) -> None:
        visit = undone(end)
        visit.do(Resume(), after=2.0)
        started = visit.now + 3.0
        visit.until(lambda state: len(state.attempts) == 2)
        last = visit.of(PhaseStarted)[-1]
        assert (last.at, last.seconds, visit.now) == (started, 11.5, started + 11.5)
        done = visit.state.attempts[1]
        assert (done.index, done.holds, done.seconds, done.outcome) == (1, (30.0,), 30.0, Outcome.COMPLETED)

    def test_ended_before_it_goes_on_it_has_those_seconds(self, end: Command) -> None:
        visit = undone(end)
        visit.do(EndSession())
        assert visit.state.attempts[1].holds == (18.5,)

    def test_cut_off_again_it_has_all_of_them_and_starts_over(self, end: Command) -> None:
        visit = undone(end)
        visit.do(Resume(), after=2.0)
        visit.do(Pause(), after=3.0 + 5.0)
        assert visit.state.holds == (23.5,)
        visit.do(Resume())
        visit.wait(4.0)
        assert visit.of(PhaseStarted)[-1].seconds == 30.0
        visit.until(lambda state: len(state.attempts) == 2)
        assert visit.state.attempts[1].holds == (23.5, 30.0)


def test_in_self_pace_it_goes_on_when_it_is_started_again() -> None:
    visit = stretching(Pace.SELF)
    visit.do(SkipSet(), after=18.5)
    visit.do(Undo(), after=1.0)
    visit.do(Resume(), after=2.0)
    visit.do(CountRep(), after=60.0)
    visit.wait(11.5)
    assert [(a.holds, a.outcome) for a in visit.state.attempts] == [((30.0,), Outcome.COMPLETED)]


def test_the_hold_inside_a_rep_starts_over_with_its_rep() -> None:
    visit = Visit(a_plan(thrust()))
    visit.until_work(0, reps=1)
    visit.do(SkipSet(), after=1.0 + 1.25)
    visit.do(Undo())
    visit.do(Resume())
    visit.until_work(0, reps=2)
    assert visit.state.holds == (2.0, 2.0)


def test_an_older_journal_that_does_not_tell_the_end_of_the_hold_says_the_same() -> None:
    visit = stretching()
    visit.wait(12.5)
    old = fold(visit.state, [Paused(at=visit.now, command="pause", reason="user")])
    visit.do(Pause())
    assert old.holds == visit.state.holds == (12.5,)
