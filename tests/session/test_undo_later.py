"""A later undo: what the user has done since the command stays done."""

from __future__ import annotations

from collections import Counter

import pytest

from kneecoach.session.commands import (
    AdjustRest,
    ChangePace,
    Command,
    CountRep,
    EndRest,
    FinishSet,
    GoTo,
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
    TakeVariant,
)
from kneecoach.session.decide import due
from kneecoach.session.events import Outcome, Paused, RepCounted, Stage, Status, Undone
from kneecoach.session.plan import Pace
from tests.helpers import Visit, a_plan, mixed_plan, thrust, walk
from tests.session.undoing import a_visit, check_attempts, check_paused, undo


def test_a_set_skipped_by_mistake_is_opened_again_and_what_followed_stays() -> None:
    """Skip set 3 at its fourth rep; the coach runs set 4 whole; undo."""
    visit = a_visit()
    visit.until_work(2, reps=4)
    visit.do(SkipSet(), after=0.5)
    visit.until_work(4)
    visit.wait(1.0)
    undo(visit)
    check_paused(visit, "skip the set")
    assert (visit.state.stage, visit.state.index, visit.state.reps, visit.state.attempt) == (Stage.WORK, 2, 4, 1)
    kept = [(a.index, a.reps, a.outcome) for a in visit.state.attempts if a.index != 4]
    assert kept == [(0, 5, Outcome.COMPLETED), (1, 5, Outcome.COMPLETED), (3, 5, Outcome.COMPLETED)]
    visit.do(Resume())
    visit.finish()
    assert visit.state.status is Status.COMPLETED
    done = Counter(a.index for a in visit.state.attempts if a.outcome is Outcome.COMPLETED)
    assert done == Counter(range(6)), "set 4 is not done again"
    check_attempts(visit.state)


@pytest.mark.parametrize(
    ("asked", "then"),
    [
        (FinishSet(), 2),
        (SkipSet(), 2),
        (GoTo(4), 4),
        (SkipExercise(), 2),
        (RepeatSet(), 1),
        (PreviousSet(), 0),
        (SetLoad(8.0), None),
        (TakeVariant("no dumbbell"), 1),
        (ReportPain(3), None),
    ],
)
def test_reps_counted_after_the_command_are_never_lost(asked: Command, then: int | None) -> None:
    """The command comes after two reps of set 2; then one more is counted, wherever the command leads."""
    visit = Visit(a_plan(thrust(5, 2), walk(3, 5, 2)))
    visit.until_work(1, reps=2)
    before = visit.state
    visit.do(asked)
    where = 1 if then is None else then
    visit.until(lambda s: s.stage is Stage.WORK and s.index == where and s.reps == (3 if then is None else 1))
    counted = visit.state.total_reps
    assert counted == before.total_reps + 1
    undo(visit, after=0.5)
    check_paused(visit, asked.words)
    assert visit.state.total_reps == counted
    assert (visit.state.stage, visit.state.index, visit.state.attempt) == (Stage.WORK, 1, 1)
    assert visit.state.reps == (3 if then is None else 2)
    check_attempts(visit.state)
    visit.do(Resume())
    visit.finish()
    assert visit.state.total_reps == len(visit.of(RepCounted))
    check_attempts(visit.state)


@pytest.mark.parametrize("seconds", [0.0, 30.0, 71.0, 75.0, 140.0])
def test_undo_of_an_ended_rest_keeps_the_reps_done_since(seconds: float) -> None:
    visit = a_visit()
    visit.until_rest()
    visit.do(EndRest(), after=10.0)
    visit.wait(seconds)
    counted = visit.state.total_reps
    undo(visit)
    check_paused(visit, "end the rest" + (", but what was done since stays" if seconds else ""))
    assert visit.state.total_reps == counted
    check_attempts(visit.state)


def test_undo_of_an_ended_rest_in_the_get_ready_rests_on() -> None:
    visit = a_visit()
    visit.until_rest()
    visit.do(EndRest(), after=10.0)
    undo(visit, after=3.0)
    assert (visit.state.stage, visit.state.index) == (Stage.REST, 2)
    assert visit.state.seconds_left(visit.now) == 50.0


def test_undo_of_a_longer_rest_later_on() -> None:
    """60 s, 15 s more at 10 s, undone at 20 s: 40 s are left."""
    visit = a_visit()
    visit.until_rest()
    visit.do(AdjustRest(15.0), after=10.0)
    undo(visit, after=10.0)
    assert visit.state.seconds_left(visit.now) == 40.0
    visit.do(Resume(), after=100.0)
    assert due(visit.state) == visit.now + 40.0


def test_undo_of_a_longer_rest_that_is_over_changes_no_other_stage() -> None:
    visit = a_visit()
    visit.until_rest()
    visit.do(AdjustRest(15.0))
    visit.until_work(2, reps=2)
    undo(visit)
    assert (visit.state.stage, visit.state.index, visit.state.reps) == (Stage.WORK, 2, 2)


def in_rest_before_thrusts(visit: Visit) -> None:
    """In the rest before the thrusts, which take a load."""
    visit.until(lambda s: s.stage is Stage.REST and s.index == 4)


@pytest.mark.parametrize(
    "asked",
    [
        SetLoad(8.0),
        SetNote("lower"),
        ReportPain(4),
        AdjustRest(15.0),
        AdjustRest(-15.0),
    ],
    ids=lambda c: str(c.name),
)
def test_undo_of_a_value_in_a_later_set_leaves_that_set_under_way(asked: Command) -> None:
    """It is set in the rest and undone at the second thrust: only the value changes."""
    visit = a_visit()
    in_rest_before_thrusts(visit)
    visit.do(asked)
    visit.until_work(4, reps=2)
    before = visit.state
    undo(visit, after=0.5)
    check_paused(visit, asked.words)
    assert visit.state.attempts == before.attempts, "no attempt was ended"
    assert (visit.state.stage, visit.state.index, visit.state.reps) == (Stage.WORK, 4, 2)
    assert (visit.state.loads, visit.state.variants, visit.state.pains) == ({}, {}, ())
    visit.do(Resume(), after=10.0)
    assert due(visit.state) == visit.now + 3.0
    visit.finish()
    assert [(a.index, a.reps) for a in visit.state.attempts] == [(0, 5), (1, 5), (2, 5), (3, 5), (4, 3), (5, 3)]


def test_undo_of_a_variant_after_reps_in_it_begins_the_set_again_and_the_reps_stay_in_it() -> None:
    visit = a_visit()
    in_rest_before_thrusts(visit)
    visit.do(TakeVariant("no dumbbell"))
    visit.until_work(4, reps=2)
    undo(visit, after=0.5)
    check_paused(visit, "take a variant")
    assert (visit.state.stage, visit.state.index, visit.state.attempt) == (Stage.READY, 4, 2)
    visit.do(Resume())
    visit.finish()
    last = [(a.index, a.reps, a.variant) for a in visit.state.attempts][4:]
    assert last == [(4, 2, "no dumbbell"), (4, 3, None), (5, 3, None)]


@pytest.mark.parametrize("back", [1, 2])
def test_undo_of_a_pause_in_a_later_set_leaves_that_set_under_way(back: int) -> None:
    visit = a_visit()
    visit.do(Pause(), after=1.0)
    visit.do(Resume(), after=1.0)
    visit.until_work(0, reps=3)
    for _ in range(back):
        undo(visit)
    assert (visit.state.stage, visit.state.reps, visit.state.attempts) == (Stage.WORK, 3, ())
    visit.do(Resume(), after=10.0)
    assert due(visit.state) == visit.now + 3.0


def test_undo_of_a_change_of_pace_in_a_later_set_leaves_that_set_under_way() -> None:
    visit = a_visit(Pace.SELF)
    visit.do(ChangePace(Pace.GUIDED), after=1.0)
    visit.until_work(1, reps=3)
    attempts = visit.state.attempts
    undo(visit, after=0.5)
    assert (visit.state.pace, visit.state.index, visit.state.reps) == (Pace.SELF, 1, 3)
    assert visit.state.attempts == attempts
    visit.do(Resume(), after=10.0)
    visit.do(CountRep(), after=1.0)
    assert visit.state.reps == 4


def test_undo_of_a_load_and_of_pain_after_more_reps() -> None:
    visit = a_visit()
    visit.until_work(4, reps=1)
    visit.do(SetLoad(8.0))
    visit.do(ReportPain(6))
    visit.until_work(4, reps=2)
    undo(visit)
    assert (visit.state.pains, visit.state.loads) == ((), {"hip-thrust": 8.0})
    undo(visit)
    assert (visit.state.loads, visit.state.reps) == ({}, 2)


def test_pace_load_and_pain_given_after_a_skip_survive_its_undo_in_turn() -> None:
    """Each undo takes back one command: the latest first."""
    visit = a_visit()
    visit.until_work(3, reps=1)
    visit.do(SkipSet())
    visit.do(SetLoad(8.0), after=1.0)
    visit.do(ReportPain(2), after=1.0)
    taken_back = []
    for _ in range(3):
        undo(visit)
        taken_back.append(visit.of(Undone)[-1].what)
    assert taken_back == ["report pain", "set the load", "skip the set"]
    assert (visit.state.index, visit.state.reps, visit.state.loads, visit.state.pains) == (3, 1, {}, ())


def test_an_easier_variant_taken_before_a_skip_survives_its_undo_and_one_after_it_goes_first() -> None:
    visit = Visit(a_plan(walk(3, 5, 2)))
    visit.until(lambda state: state.stage is Stage.REST and state.index == 2)
    visit.do(TakeVariant("a lighter band"))
    visit.until_work(2, reps=1)
    visit.do(SkipSet(), after=0.5)
    visit.do(TakeVariant("no band"), after=1.0)
    undo(visit)
    assert (visit.state.index, visit.state.variant) == (3, "a lighter band")
    undo(visit)
    assert (visit.state.index, visit.state.reps, visit.state.variant) == (2, 1, "a lighter band")
    visit.do(Resume())
    visit.finish()
    assert [a.variant for a in visit.state.attempts] == [None, None, "a lighter band", "a lighter band"]


def test_an_easier_variant_is_taken_back_before_the_report_of_pain_that_led_to_it() -> None:
    visit = Visit(a_plan(walk()))
    visit.until_work(0, reps=1)
    visit.do(ReportPain(7))
    visit.do(TakeVariant("no band"))
    undo(visit)
    assert (visit.state.variants, [pain.value for pain in visit.state.pains]) == ({}, [7])
    undo(visit)
    assert visit.state.pains == ()
    visit.do(Resume())
    visit.finish()
    assert {a.variant for a in visit.state.attempts} == {None}


def test_reps_the_coach_counted_survive_undoing_the_change_of_pace_and_the_rep_before_it() -> None:
    """Press one rep and let the coach count two; undo both commands: the coach's two stay."""
    visit = a_visit(Pace.SELF)
    visit.until_work(0)
    visit.do(CountRep(), after=1.0)
    visit.do(ChangePace(Pace.GUIDED), after=1.0)
    visit.until(lambda s: s.reps == 3)
    undo(visit)
    assert (visit.state.pace, visit.state.total_reps) == (Pace.SELF, 3)
    undo(visit)
    assert visit.state.total_reps == 2
    check_attempts(visit.state)


def test_a_set_the_coach_ended_is_not_there_twice_after_undoing_a_rep() -> None:
    visit = a_visit(Pace.SELF)
    visit.until_work(0)
    visit.do(CountRep(), after=1.0)
    visit.do(ChangePace(Pace.GUIDED), after=1.0)
    visit.until_work(1)
    undo(visit)
    undo(visit)
    assert visit.state.total_reps in {4, 5}, "five were counted, at most one is taken back"
    check_attempts(visit.state)


def test_undo_of_several_moves_goes_back_step_by_step() -> None:
    visit = a_visit()
    visit.until_work(0, reps=3)
    visit.do(GoTo(2))
    visit.until_work(2, reps=2)
    visit.do(GoTo(0))
    visit.until_work(0, reps=1)
    undo(visit, after=1.0)
    assert (visit.state.index, visit.state.attempt, visit.state.reps, visit.state.total_reps) == (2, 1, 2, 6)
    undo(visit, after=1.0)
    assert (visit.state.index, visit.state.attempt, visit.state.reps, visit.state.total_reps) == (0, 1, 3, 6)
    assert sorted((a.index, a.attempt, a.reps) for a in visit.state.attempts) == [(0, 2, 1), (2, 1, 2)]


def test_fifty_deep_and_no_deeper() -> None:
    visit = Visit(mixed_plan())
    for pain in range(60):
        visit.do(ReportPain(pain % 11))
    for _ in range(50):
        undo(visit)
    assert len(visit.state.pains) == 10
    with pytest.raises(NotNow, match="nothing to undo"):
        undo(visit)


def test_undo_is_not_itself_undone() -> None:
    visit = a_visit()
    visit.do(ReportPain(1))
    visit.do(ReportPain(2))
    undo(visit)
    undo(visit)
    assert visit.state.pains == ()


def test_a_refused_command_is_nothing_to_undo() -> None:
    visit = a_visit()
    visit.do(ReportPain(1))
    with pytest.raises(NotNow):
        visit.do(CountRep())
    undo(visit)
    assert visit.of(Undone)[-1].what == "report pain"


def test_undo_while_paused_does_not_pause_again() -> None:
    visit = a_visit()
    visit.do(ReportPain(1))
    undo(visit)
    visit.do(ReportPain(2))
    assert [type(event) for event in undo(visit)] == [Undone]
    assert len(visit.of(Paused)) == 1


def test_undone_in_a_pause_the_pause_is_as_long_as_it_was() -> None:
    visit = a_visit()
    visit.until_work(0, reps=2)
    visit.do(SkipSet())
    visit.do(Pause(), after=1.0)
    undo(visit, after=10.0)
    undo(visit, after=10.0)
    visit.do(Resume(), after=10.0)
    assert visit.state.paused_seconds == 30.0


def test_an_undone_set_goes_on_from_its_reps() -> None:
    visit = a_visit()
    visit.until_work(0, reps=4)
    visit.do(FinishSet(), after=0.5)
    undo(visit, after=20.0)
    visit.do(Resume(), after=1.0)
    resumed = visit.now
    visit.until(lambda s: any(a.index == 0 for a in s.attempts))
    assert (visit.now, visit.state.attempts[-1].reps) == (resumed + 3.0 + 2.0, 5)
