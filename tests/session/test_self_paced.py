"""Self pace: space counts a rep or starts its hold, and nothing hurries the user."""

from __future__ import annotations

from functools import cache

import pytest

from kneecoach.session.commands import ChangePace, Command, CountRep, EndRest, NotNow, Pause, Resume
from kneecoach.session.decide import decide, due
from kneecoach.session.events import (
    AttemptEnded,
    HoldEnded,
    Outcome,
    PhaseStarted,
    RepCounted,
    SessionEnded,
    Stage,
    StageStarted,
    Status,
)
from kneecoach.session.plan import Pace
from tests.helpers import Visit, a_plan, knee_relief, names, stretch, thrust, walk

THINK = 1.7


@cache
def whole() -> Visit:
    """The built-in routine, with space pressed `THINK` seconds after it can be."""
    visit = Visit(knee_relief(), Pace.SELF)
    visit.press_through(THINK)
    return visit


def thrusting() -> Visit:
    """In the work of the first set of thrusts, self pace, at 10 s."""
    visit = Visit(a_plan(thrust()), Pace.SELF)
    visit.until_work(0)
    return visit


def refused(visit: Visit, asked: Command) -> None:
    """Check that the command raises NotNow, which says why in a sentence."""
    before, due_before = visit.state, due(visit.state)
    with pytest.raises(NotNow, match=r"^[A-Z].*\.$"):
        decide(visit.state, asked, visit.now)
    assert (visit.state, due(visit.state)) == (before, due_before)


def test_the_whole_routine_is_completed() -> None:
    ended = whole().of(AttemptEnded)
    assert [(event.index, event.outcome) for event in ended] == [(n, Outcome.COMPLETED) for n in range(26)]
    assert [event.reps for event in ended] == [0] * 8 + [20] * 6 + [20] * 3 + [15] * 3 + [10] * 6
    assert whole().of(SessionEnded)[0].status is Status.COMPLETED
    assert {attempt.pace for attempt in whole().state.attempts} == {Pace.SELF}


def test_work_has_no_length_and_rest_and_ready_have() -> None:
    for event in whole().of(StageStarted):
        assert (event.seconds is None) == (event.stage is Stage.WORK)


def test_every_thrust_and_stretch_was_held_for_its_time() -> None:
    by_index = {attempt.index: attempt for attempt in whole().state.attempts}
    assert all(by_index[n].holds == (30.0,) and by_index[n].seconds == 30.0 for n in range(8))
    assert all(by_index[n].holds == (2.0,) * 15 for n in range(17, 20))
    assert len(whole().of(HoldEnded)) == 8 + 45


def test_only_holds_are_timed() -> None:
    assert {(event.hold, event.seconds) for event in whole().of(PhaseStarted)} == {(True, 30.0), (True, 2.0)}


def test_space_counts_a_rep_at_its_instant() -> None:
    visit = Visit(a_plan(walk()), Pace.SELF)
    visit.until_work(0)
    events = visit.do(CountRep(), after=3.25)
    assert names(events) == ["rep-counted"]
    assert events[0] == RepCounted(at=8.25, rep=1, of=5, command="count-rep")
    assert visit.state.reps == 1


def test_the_last_rep_ends_the_set() -> None:
    visit = Visit(a_plan(walk()), Pace.SELF)
    visit.until_work(0)
    for _ in range(4):
        visit.do(CountRep(), after=2.0)
    assert names(visit.do(CountRep(), after=2.0)) == ["rep-counted", "attempt-ended", "stage-started"]
    ended = visit.of(AttemptEnded)[-1]
    assert (ended.reps, ended.outcome, ended.seconds) == (5, Outcome.COMPLETED, 10.0)
    assert (visit.state.stage, visit.state.index) == (Stage.READY, 1)


def test_the_rep_counts_when_the_hold_has_been_kept() -> None:
    visit = thrusting()
    assert names(visit.do(CountRep(), after=4.0)) == ["phase-started"]
    assert visit.state.reps == 0
    assert due(visit.state) == 16.0
    assert visit.wait(1.999) == []
    events = visit.wait(0.001)
    assert names(events) == ["hold-ended", "rep-counted"]
    assert [event.at for event in events] == [16.0, 16.0]
    assert (visit.state.reps, visit.state.holds) == (1, (2.0,))
    assert due(visit.state) is None


def test_pressing_during_a_hold_is_refused_and_changes_nothing() -> None:
    visit = thrusting()
    visit.do(CountRep(), after=4.0)
    visit.wait(1.0)
    refused(visit, CountRep())
    assert visit.wait(1.0)[-1].at == 16.0


def test_the_last_hold_ends_the_set() -> None:
    visit = thrusting()
    for _ in range(3):
        visit.do(CountRep(), after=4.0)
        events = visit.wait(2.0)
    assert names(events) == ["hold-ended", "rep-counted", "attempt-ended", "stage-started"]
    assert visit.of(AttemptEnded)[-1].reps == 3


def test_space_starts_a_stretch_and_it_ends_by_itself() -> None:
    visit = Visit(a_plan(stretch()), Pace.SELF)
    visit.until_work(0)
    assert due(visit.state) is None
    assert names(visit.do(CountRep(), after=8.0)) == ["phase-started"]
    assert names(visit.wait(30.0)) == ["hold-ended", "attempt-ended", "stage-started"]
    assert visit.of(AttemptEnded)[-1].seconds == 30.0
    assert not visit.of(RepCounted)


def test_rest_does_not_end_by_itself() -> None:
    visit = Visit(a_plan(thrust()), Pace.SELF)
    visit.until_work(0)
    for _ in range(3):
        visit.do(CountRep(), after=1.0)
        visit.wait(2.0)
    assert visit.state.stage is Stage.REST
    assert due(visit.state) is None
    assert visit.wait(10_000.0) == []
    ready = visit.do(EndRest())
    assert names(ready) == ["stage-started"]
    assert (visit.state.stage, visit.state.index, due(visit.state)) == (Stage.READY, 1, visit.now + 10.0)


def test_the_rest_still_counts_down_for_the_screen() -> None:
    visit = Visit(a_plan(walk(1, 1)), Pace.SELF)
    visit.until_work(0)
    visit.do(CountRep())
    visit.until_work(1)
    visit.do(CountRep())
    assert visit.state.seconds_left(visit.now) == 60.0
    assert visit.state.seconds_left(visit.now + 45.0) == 15.0
    assert visit.state.seconds_left(visit.now + 100.0) == 0.0


def test_get_ready_still_ends_by_itself() -> None:
    visit = Visit(a_plan(thrust()), Pace.SELF)
    assert due(visit.state) == 10.0
    assert names(visit.wait(10.0)) == ["stage-started"]
    assert visit.state.stage is Stage.WORK


@pytest.mark.parametrize("stage", ["ready", "rest"])
def test_there_is_nothing_to_count_outside_work(stage: str) -> None:
    visit = Visit(a_plan(walk(1, 1)), Pace.SELF)
    if stage == "rest":
        for index in (0, 1):
            visit.until_work(index)
            visit.do(CountRep())
    assert visit.state.stage == stage
    refused(visit, CountRep())


def test_the_coach_counts_in_guided_pace() -> None:
    visit = Visit(a_plan(walk()))
    visit.until_work(0, reps=2)
    refused(visit, CountRep())


def test_a_pause_in_a_hold_starts_the_hold_over() -> None:
    visit = thrusting()
    visit.do(CountRep(), after=4.0)
    visit.do(Pause(), after=1.5)
    refused(visit, CountRep())
    visit.do(Resume(), after=20.0)
    assert due(visit.state) is None, "self pace waits for the user"
    assert (visit.state.reps, visit.state.holds) == (0, (1.5,))
    visit.do(CountRep(), after=1.0)
    assert visit.state.holds == ()
    assert names(visit.wait(2.0)) == ["hold-ended", "rep-counted"]
    assert visit.state.holds == (2.0,)


def test_seconds_at_work_leave_pauses_out() -> None:
    visit = Visit(a_plan(walk(2, 2)), Pace.SELF)
    visit.until_work(0)
    visit.do(CountRep(), after=3.0)
    visit.do(Pause(), after=1.0)
    visit.do(Resume(), after=50.0)
    visit.do(CountRep(), after=2.0)
    assert visit.of(AttemptEnded)[-1].seconds == 6.0


def test_changing_to_self_pace_mid_rep_waits_for_the_user() -> None:
    visit = Visit(a_plan(walk()))
    visit.until_work(0, reps=2)
    visit.do(ChangePace(Pace.SELF), after=0.5)
    assert due(visit.state) is None
    assert visit.state.reps == 2
    visit.do(CountRep(), after=9.0)
    assert visit.state.reps == 3


def test_changing_to_guided_pace_counts_down_three_seconds() -> None:
    visit = Visit(a_plan(walk()), Pace.SELF)
    visit.until_work(0)
    visit.do(CountRep(), after=1.0)
    visit.do(ChangePace(Pace.GUIDED), after=1.0)
    assert due(visit.state) == visit.now + 3.0
    events = visit.wait(3.0 + 2.0)
    assert [(event.at, event.rep) for event in events if isinstance(event, RepCounted)] == [(visit.now, 2)]


def test_changing_to_guided_pace_lets_an_overdue_rest_end_now_not_in_the_past() -> None:
    visit = Visit(a_plan(thrust(1)), Pace.SELF)
    visit.until_work(0)
    visit.do(CountRep())
    visit.wait(2.0)
    visit.wait(500.0)
    visit.do(ChangePace(Pace.GUIDED))
    assert due(visit.state) == visit.now
