"""A variant taken mid-session: how the exercise is done after that, and time to change equipment if need be."""

from __future__ import annotations

from dataclasses import replace

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
from kneecoach.session.events import Outcome, PhaseStarted, Stage, Status, Undone, VariantTaken
from kneecoach.session.evolve import evolve
from kneecoach.session.keys import command_for
from kneecoach.session.plan import BAND, Pace, Target, Variant
from tests.helpers import STRETCH, THRUST, WALK, Visit, a_plan, sets_of, thrust, walk

NO_BAND = TakeVariant("no band")
"""It needs no band, although the exercise does."""
LIGHTER = TakeVariant("a lighter band")
"""A variant that has only a name."""


def walking(reps: int = 0, pace: Pace = Pace.GUIDED) -> Visit:
    """In the first set, with this many steps done."""
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


def test_in_the_first_rep_there_is_time_to_change_and_it_starts_over() -> None:
    visit = walking()
    visit.do(NO_BAND, after=0.5)
    assert visit.state.exercise.how_to == ("Step out without the band.",)
    assert due(visit.state) == visit.now + 15.0
    visit.wait(15.0)
    last = visit.of(PhaseStarted)[-1]
    assert (last.rep, last.phase, last.at) == (1, "step out", visit.now)
    visit.wait(2.0)
    assert visit.state.reps == 1
    assert visit.state.work_seconds(visit.now) == 0.5 + 2.0, "changing is no work"
    assert visit.state.attempts == (), "nothing was done in another way"


def test_a_variant_with_the_same_equipment_does_not_stop_the_first_rep() -> None:
    visit = walking()
    visit.do(LIGHTER, after=0.5)
    visit.wait(1.5)
    assert visit.state.reps == 1


@pytest.mark.parametrize("pace", list(Pace))
@pytest.mark.parametrize(("taken", "ready"), [(NO_BAND, 15.0), (LIGHTER, 5.0)])
def test_a_set_begins_again_in_the_variant_and_what_was_done_before_is_kept(
    pace: Pace, taken: TakeVariant, ready: float
) -> None:
    visit = walking(2, pace)
    visit.do(taken, after=0.5)
    [before] = visit.state.attempts
    assert (before.reps, before.variant, before.attempt, before.outcome) == (2, None, 1, Outcome.PARTIAL)
    assert (visit.state.stage, visit.state.index, visit.state.attempt) == (Stage.READY, 0, 2)
    assert visit.state.seconds_left(visit.now) == ready
    visit.press_through() if pace is Pace.SELF else visit.finish()
    first = [a for a in visit.state.attempts if a.index == 0]
    assert [(a.reps, a.variant, a.outcome) for a in first] == [
        (2, None, Outcome.PARTIAL),
        (5, taken.variant, Outcome.COMPLETED),
    ]
    assert visit.state.status is Status.COMPLETED


def test_a_hold_under_way_begins_again_too_and_keeps_its_seconds() -> None:
    sitting = replace(STRETCH, easier=("sitting",), variants=(Variant("sitting", hold=10.0),))
    visit = Visit(a_plan(sets_of(sitting, Target(seconds=30.0))))
    visit.until_work(0)
    visit.do(TakeVariant("sitting"), after=12.0)
    visit.finish()
    assert [(a.holds, a.variant, a.outcome) for a in visit.state.attempts] == [
        ((12.0,), None, Outcome.PARTIAL),
        ((10.0,), "sitting", Outcome.COMPLETED),
    ]


@pytest.mark.parametrize("later", [0, 1, 3])
def test_undone_the_first_attempt_goes_on_and_what_was_done_in_the_variant_is_kept(later: int) -> None:
    visit = walking(2)
    visit.do(NO_BAND, after=0.5)
    visit.until_work(0)
    if later:
        visit.until(lambda state: state.stage is Stage.WORK and state.reps == later)
    visit.do(Undo())
    assert (visit.state.stage, visit.state.attempt, visit.state.reps) == (Stage.WORK, 1, 2)
    assert (visit.state.variant, visit.state.is_changing) == (None, False)
    assert [(a.attempt, a.reps, a.variant) for a in visit.state.attempts] == (
        [(2, later, "no band")] if later else []
    )
    visit.do(Resume())
    visit.until(lambda state: state.index == 1)
    assert (visit.state.attempts[-1].attempt, visit.state.attempts[-1].reps) == (1, 5)
    assert visit.state.attempts[-1].variant is None


def test_undone_in_a_later_set_it_leads_back_to_where_it_began() -> None:
    visit = walking(2)
    visit.do(NO_BAND)
    visit.until_work(1, reps=1)
    visit.do(Undo())
    assert (visit.state.index, visit.state.attempt, visit.state.reps, visit.state.variant) == (0, 1, 2, None)
    assert [(a.index, a.attempt, a.reps) for a in visit.state.attempts] == [(0, 2, 5), (1, 1, 1)]


def test_a_journal_in_which_the_set_went_on_is_read_as_it_was_written() -> None:
    """An earlier kneecoach went on counting in the variant, and undid only the choice."""
    visit = walking(2)
    visit.state = evolve(visit.state, VariantTaken(at=visit.now, value="a lighter band", command="take-variant"))
    assert (visit.state.reps, visit.state.attempts, visit.state.variant) == (2, (), "a lighter band")
    visit.until(lambda state: state.reps == 3)
    kept = visit.state
    undone = evolve(kept, Undone(at=visit.now, what="take a variant"))
    assert (undone.reps, undone.attempts, undone.variant) == (3, (), None)
    visit.until(lambda state: state.index == 1)
    assert [(a.reps, a.variant) for a in visit.state.attempts] == [(5, "a lighter band")]


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
    assert (visit.state.phase, visit.state.reps, visit.state.is_changing) == ("step out", 0, False)
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
    assert visit.state.reps == 1


def test_self_pace_taken_while_changing_waits_for_the_user() -> None:
    visit = walking()
    visit.do(NO_BAND)
    visit.do(ChangePace(Pace.SELF), after=2.0)
    assert due(visit.state) is None
    visit.do(CountRep())
    assert visit.state.reps == 1


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


def test_a_load_is_recorded_only_in_the_way_that_takes_that_kind() -> None:
    """Planned without a load, an exercise may have a variant with a band and one with a weight."""
    ways = (Variant("a band", load=BAND), Variant("a weight", load=True))
    bare = replace(THRUST, load=False, easier=(), harder=("a band", "a weight"), variants=ways)
    visit = Visit(a_plan(sets_of(bare, Target(reps=(1, 1)), 3)))
    visit.until_work(0)
    with pytest.raises(NotNow, match="has no load"):
        visit.do(SetLoad(8.0))
    visit.do(TakeVariant("a band"))
    with pytest.raises(NotNow, match="tension"):
        visit.do(SetLoad(8.0))
    visit.do(SetLoad(None, said="light"))
    visit.until_work(1)
    visit.do(TakeVariant("a weight"))
    visit.until_work(2)
    visit.do(SetLoad(2.0))
    visit.do(TakeVariant(""))
    visit.finish()
    kept = [(a.index, a.variant, a.load_kg, a.load_said) for a in visit.state.attempts if a.reps]
    assert kept == [(0, "a band", None, "light"), (1, "a weight", None, None), (2, None, None, None)]
