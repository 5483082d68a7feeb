"""A circuit: set 1 of each exercise, then set 2; and a warm-up and a cool-down, which do not count as sets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from kneecoach.journal.record_of import record_of
from kneecoach.session.commands import (
    ChangePace,
    EndSession,
    FinishSet,
    GoTo,
    Pause,
    PreviousSet,
    RepeatSet,
    Resume,
    SkipExercise,
    SkipSet,
    Undo,
)
from kneecoach.session.events import AttemptEnded, HoldEnded, Outcome, PhaseStarted, Stage, StageStarted, Status
from kneecoach.session.plan import Pace
from kneecoach.session.progress import time_left
from tests.helpers import Visit, circuit_plan
from tests.log.samples import DEVICE, STARTED, a_header
from tests.session.test_properties import PACES, STEPS, Step, ask

WARM_UP, LEFT_1, RIGHT_1, THRUST_1, LEFT_2, RIGHT_2, THRUST_2, COOL_DOWN = range(8)


def a_visit(pace: Pace = Pace.GUIDED) -> Visit:
    return Visit(circuit_plan(), pace)


def done(visit: Visit) -> list[tuple[int, Outcome]]:
    return [(event.index, event.outcome) for event in visit.of(AttemptEnded)]


def test_set_1_of_each_comes_before_set_2_with_both_sides_together() -> None:
    visit = a_visit()
    visit.finish()
    assert done(visit) == [(index, Outcome.COMPLETED) for index in range(8)]
    order = [(e.exercise, e.set, str(e.side)) for e in visit.of(AttemptEnded)]
    assert order == [
        ("walk-about", 1, "both"),
        ("band-walk", 1, "left"),
        ("band-walk", 1, "right"),
        ("hip-thrust", 1, "both"),
        ("band-walk", 2, "left"),
        ("band-walk", 2, "right"),
        ("hip-thrust", 2, "both"),
        ("cool-down", 1, "both"),
    ]
    assert visit.state.status is Status.COMPLETED


def test_there_is_a_rest_after_each_exercise_and_none_between_sides() -> None:
    visit = a_visit()
    visit.finish()
    rests = [(e.index, e.seconds) for e in visit.of(StageStarted) if e.stage is Stage.REST]
    assert rests == [(THRUST_1, 60.0), (LEFT_2, 90.0), (THRUST_2, 60.0), (COOL_DOWN, 90.0)]


def test_the_time_left_is_that_of_the_plan_and_runs_out() -> None:
    visit = a_visit()
    assert time_left(visit.state, 0.0) == visit.state.plan.seconds
    visit.finish()
    assert visit.now == visit.state.plan.seconds
    assert time_left(visit.state, visit.now) == 0


def test_skipping_an_exercise_skips_its_sets_of_every_round_to_come() -> None:
    visit = a_visit()
    visit.until_work(LEFT_1)
    visit.do(SkipExercise("band-walk"))
    skipped = [index for index, outcome in done(visit) if outcome is Outcome.SKIPPED]
    assert skipped == [LEFT_1, RIGHT_1, LEFT_2, RIGHT_2]
    visit.finish()
    completed = [index for index, outcome in done(visit) if outcome is Outcome.COMPLETED]
    assert completed == [WARM_UP, THRUST_1, THRUST_2, COOL_DOWN]
    assert visit.state.status is Status.PARTIAL


def test_skipping_a_set_leaves_the_exercise_s_later_round() -> None:
    visit = a_visit()
    visit.until_work(THRUST_1)
    visit.do(SkipSet())
    visit.finish()
    assert [index for index, outcome in done(visit) if outcome is Outcome.SKIPPED] == [THRUST_1]


@pytest.mark.parametrize(("command", "index"), [(PreviousSet(), RIGHT_2), (GoTo(LEFT_1), LEFT_1)])
def test_going_back_crosses_rounds_and_comes_forward_again(command: PreviousSet | GoTo, index: int) -> None:
    visit = a_visit()
    visit.until_work(THRUST_2)
    visit.do(command)
    assert (visit.state.index, visit.state.attempt) == (index, 2)
    visit.finish()
    assert done(visit)[-2:] == [(THRUST_2, Outcome.COMPLETED), (COOL_DOWN, Outcome.COMPLETED)]


def test_a_repeat_in_the_rest_is_of_the_set_just_done() -> None:
    visit = a_visit()
    visit.until(lambda state: state.stage is Stage.REST and state.index == LEFT_2)
    visit.do(RepeatSet())
    assert (visit.state.index, visit.state.attempt) == (THRUST_1, 2)


def test_an_exercise_that_comes_round_again_comes_after_another_but_is_not_new() -> None:
    visit = a_visit()
    visit.until(lambda state: state.stage is Stage.REST and state.index == LEFT_2)
    assert visit.state.comes_after_another("band-walk")
    assert not visit.state.is_new("band-walk")
    visit.until_work(RIGHT_2)
    assert not visit.state.comes_after_another("band-walk")


def test_a_warm_up_that_was_skipped_takes_nothing_from_the_session() -> None:
    visit = a_visit()
    visit.do(SkipSet())
    visit.finish()
    assert visit.state.status is Status.COMPLETED


def test_a_paused_warm_up_goes_on_where_it_was() -> None:
    visit = a_visit()
    visit.until_work(WARM_UP)
    visit.do(Pause(), after=12.0)
    assert [event.seconds for event in visit.of(HoldEnded)] == [12.0]
    visit.do(Resume(), after=100.0)
    visit.until(lambda state: state.phase is not None)
    assert [event.seconds for event in visit.of(PhaseStarted)] == [30.0, 18.0]
    visit.do(Pause(), after=8.0)
    visit.do(Resume())
    visit.until_work(LEFT_1)
    (warm_up,) = visit.state.attempts
    assert (warm_up.holds, warm_up.seconds, warm_up.outcome) == ((30.0,), 30.0, Outcome.COMPLETED)


def test_a_warm_up_goes_on_when_the_pace_changes_and_ends_early_with_what_was_done() -> None:
    visit = a_visit()
    visit.until_work(WARM_UP)
    visit.do(ChangePace(Pace.SELF), after=12.0)
    visit.do(ChangePace(Pace.GUIDED))
    visit.until(lambda state: state.phase is not None)
    visit.do(FinishSet(), after=6.0)
    (warm_up,) = visit.state.attempts
    assert (warm_up.seconds, warm_up.outcome) == (18.0, Outcome.PARTIAL)
    visit.do(Undo())
    visit.do(Resume())
    visit.until_work(LEFT_1)
    assert visit.state.attempts[-1].seconds == 30.0


def test_the_record_keeps_a_warm_up_and_a_cool_down_apart_from_the_sets() -> None:
    visit = a_visit()
    visit.until_work(COOL_DOWN)
    visit.do(EndSession(), after=10.0)
    record = record_of(a_header(circuit_plan()), visit.state, DEVICE, STARTED)
    assert [done.exercise for done in record.sets] == [
        *["band-walk"] * 2,
        "hip-thrust",
        *["band-walk"] * 2,
        "hip-thrust",
    ]
    assert [(done.exercise, done.seconds) for done in record.warm_up] == [("walk-about", 30.0)]
    assert [(done.exercise, done.seconds) for done in record.cool_down] == [("cool-down", 10.0)]
    assert record.status is visit.state.status is Status.COMPLETED


@settings(max_examples=100, deadline=None)
@given(pace=PACES, steps=STEPS)
def test_the_record_is_the_fold_whatever_was_done(pace: Pace, steps: list[Step]) -> None:
    visit = a_visit(pace)
    for asked, wait in steps:
        visit.wait(wait)
        ask(visit, asked)
    if not visit.state.is_over:
        visit.do(EndSession())
    state = visit.state
    record = record_of(a_header(circuit_plan()), state, DEVICE, STARTED)
    written = [*record.warm_up, *record.sets, *record.cool_down]
    tried = sorted((a.index, a.attempt, a.reps, round(a.seconds, 3)) for a in state.attempts)
    index_of = {(p.exercise.id, p.set, p.side): index for index, p in enumerate(state.plan.sets)}
    assert tried == sorted(
        (index_of[done.exercise, done.set, done.side], done.attempt, done.reps, round(done.seconds, 3))
        for done in written
        if done.started_at is not None
    )
    assert {index_of[done.exercise, done.set, done.side] for done in written} == set(range(8))
    assert sum(done.reps for done in written) == state.total_reps
    assert record.status is state.status
