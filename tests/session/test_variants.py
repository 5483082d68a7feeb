"""A variant taken in mid session: how it is then done, and time to change equipment where it needs other."""

from __future__ import annotations

import pytest

from kneecoach.session.commands import (
    ChangePace,
    CountRep,
    EndRest,
    FinishSet,
    NotNow,
    Pause,
    Resume,
    SetLoad,
    TakeVariant,
    Undo,
)
from kneecoach.session.decide import due
from kneecoach.session.events import PhaseStarted, Stage
from kneecoach.session.keys import command_for
from kneecoach.session.plan import Pace
from tests.helpers import THRUST, WALK, Visit, a_plan, thrust, walk

NO_BAND = TakeVariant("no band")
"""Needs no band, although the exercise needs one."""
LIGHTER = TakeVariant("a lighter band")
"""A variant that has only a name."""


def walking(reps: int = 2, pace: Pace = Pace.GUIDED) -> Visit:
    visit = Visit(a_plan(walk()), pace)
    visit.until_work(0)
    for _ in range(reps if pace is Pace.SELF else 0):
        visit.do(CountRep(), after=2.0)
    visit.until_work(0, reps=reps)
    return visit


def test_a_variant_replaces_what_it_says_and_leaves_the_rest() -> None:
    done = WALK.done_as("no band")
    assert (done.how_to, done.equipment, done.cues) == (("Step out without the band.",), (), WALK.cues)
    assert WALK.done_as("a lighter band") is WALK
    assert WALK.done_as(None) is WALK


def test_in_a_set_there_is_time_to_change_and_the_rep_starts_over() -> None:
    visit = walking()
    visit.do(NO_BAND, after=0.5)
    assert visit.state.exercise.how_to == ("Step out without the band.",)
    assert due(visit.state) == visit.now + 15.0
    visit.wait(15.0)
    last = visit.of(PhaseStarted)[-1]
    assert (last.rep, last.phase, last.at) == (3, "step out", visit.now)
    visit.wait(2.0)
    assert visit.state.reps == 3
    assert visit.state.work_seconds(visit.now) == 2 * 2.0 + 0.5 + 2.0, "changing is no work"


def test_a_variant_with_the_same_equipment_stops_nothing() -> None:
    visit = walking()
    visit.do(LIGHTER, after=0.5)
    visit.wait(1.5)
    assert visit.state.reps == 3


def test_paused_for_the_question_the_countdown_begins_when_it_goes_on() -> None:
    visit = walking()
    visit.do(Pause(is_automatic=True), after=0.5)
    visit.do(NO_BAND, after=60.0)
    assert due(visit.state) is None
    visit.do(Resume(is_automatic=True))
    assert due(visit.state) == visit.now + 15.0


def test_paused_while_changing_it_begins_anew() -> None:
    visit = walking()
    visit.do(NO_BAND)
    visit.do(Pause(), after=10.0)
    visit.do(Resume(), after=10.0)
    assert due(visit.state) == visit.now + 15.0


@pytest.mark.parametrize("key", ["space", "enter"])
def test_one_key_goes_on_at_once(key: str) -> None:
    visit = walking()
    visit.do(NO_BAND)
    visit.wait(2.0)
    visit.do(command_for(key, visit.state))
    assert (visit.state.phase, visit.state.reps, visit.state.is_changing) == ("step out", 2, False)
    assert command_for("space", visit.state) == Pause()
    assert command_for("enter", visit.state) == FinishSet()


def test_the_countdown_after_a_pause_is_not_cut_short() -> None:
    visit = walking()
    visit.do(Pause())
    visit.do(Resume())
    assert command_for("enter", visit.state) == FinishSet()
    with pytest.raises(NotNow):
        visit.do(EndRest())


@pytest.mark.parametrize(("into", "left"), [(40.0, 20.0), (55.0, 15.0)])
def test_a_rest_lasts_at_least_that_long(into: float, left: float) -> None:
    visit = walking()
    visit.until_rest()
    visit.do(NO_BAND, after=into)
    assert due(visit.state) == visit.now + left
    assert visit.state.is_changing == (left == 15.0)


def test_so_does_a_get_ready_and_undo_takes_the_time_back() -> None:
    visit = Visit(a_plan(walk()))
    visit.do(NO_BAND, after=1.0)
    assert (visit.state.stage, due(visit.state)) == (Stage.READY, visit.now + 15.0)
    visit.do(Undo())
    assert (visit.state.variant, visit.state.seconds_left(visit.now)) == (None, 4.0)


def test_undone_in_a_set_the_usual_countdown_is_back() -> None:
    visit = walking()
    visit.do(NO_BAND)
    visit.do(Undo())
    visit.do(Resume())
    assert (visit.state.variant, due(visit.state)) == (None, visit.now + 3.0)


def test_in_self_pace_nothing_has_to_be_waited_for() -> None:
    visit = walking(pace=Pace.SELF)
    visit.do(NO_BAND, after=1.0)
    assert not visit.state.is_changing
    visit.do(CountRep(), after=30.0)
    assert visit.state.reps == 3


def test_self_pace_taken_while_changing_waits_for_the_user() -> None:
    visit = walking()
    visit.do(NO_BAND)
    visit.do(ChangePace(Pace.SELF), after=2.0)
    assert due(visit.state) is None
    visit.do(CountRep())
    assert visit.state.reps == 3


def test_without_the_weight_no_load_is_recorded_or_taken() -> None:
    visit = Visit(a_plan(thrust(2, 2)))
    visit.until_work(0)
    visit.do(SetLoad(8.0))
    visit.until_work(1)
    visit.do(TakeVariant("no dumbbell"))
    with pytest.raises(NotNow, match="no dumbbell"):
        visit.do(SetLoad(10.0))
    visit.finish()
    assert [(a.variant, a.load_kg) for a in visit.state.attempts] == [(None, 8.0), ("no dumbbell", None)]
    assert THRUST.load
