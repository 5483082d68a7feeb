"""Undo takes back the last command, whatever it was, and never what the body did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

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
    SkipExercise,
    SkipSet,
    Undo,
)
from kneecoach.session.decide import due
from kneecoach.session.events import Event, Outcome, Paused, RepCounted, Stage, Status, Undone
from kneecoach.session.evolve import pause
from kneecoach.session.plan import Pace
from kneecoach.session.state import State
from tests.helpers import Visit, a_plan, mixed_plan, stretch, thrust, walk

# The plan of most tests: walks 1 left, 1 right, 2 left, 2 right (0 to 3; 3 to 5 steps), thrusts 1, 2 (4, 5; 3 reps).


def a_visit(pace: Pace = Pace.GUIDED) -> Visit:
    """Walks and thrusts, just started."""
    return Visit(a_plan(walk(), thrust()), pace)


def undo(visit: Visit, after: float = 0.0) -> tuple[Event, ...]:
    """Take the last command back."""
    return visit.do(Undo(), after)


def check_paused(visit: Visit, what: str) -> None:
    """An undo says what it took back and leaves the session paused."""
    assert visit.of(Undone)[-1] == Undone(at=visit.now, what=what)
    assert visit.state.paused is not None
    assert due(visit.state) is None


def check_attempts(state: State) -> None:
    """No attempt is there twice, the one under way included."""
    tried = [(a.index, a.attempt) for a in state.attempts]
    if state.stage is Stage.WORK and not state.settled:
        tried.append((state.index, state.attempt))
    assert max(Counter(tried).values(), default=1) == 1, tried


def in_ready(visit: Visit) -> None:
    """Two seconds into the first get-ready."""
    visit.wait(2.0)


def in_work(visit: Visit) -> None:
    """In the rep after the second, of the second set."""
    visit.until_work(1, reps=2)
    visit.wait(0.5)


def in_rest(visit: Visit) -> None:
    """Ten seconds into the first rest."""
    visit.until_rest()
    visit.wait(10.0)


def in_thrust(visit: Visit) -> None:
    """In the squeeze of the second thrust."""
    visit.until_work(4, reps=1)
    visit.wait(2.0)


def paused_in_work(visit: Visit) -> None:
    """Paused in the middle of a set."""
    in_work(visit)
    visit.do(Pause())
    visit.wait(5.0)


Place = Callable[[Visit], None]
AT_ONCE: list[tuple[Place, Command, str]] = [
    (in_work, FinishSet(), "finish the set"),
    (in_thrust, FinishSet(), "finish the set"),
    (paused_in_work, FinishSet(), "finish the set"),
    (in_ready, SkipSet(), "skip the set"),
    (in_work, SkipSet(), "skip the set"),
    (in_rest, SkipSet(), "skip the set"),
    (in_thrust, SkipSet(), "skip the set"),
    (in_ready, SkipExercise(), "skip the exercise"),
    (in_work, SkipExercise(), "skip the exercise"),
    (in_rest, SkipExercise(), "skip the exercise"),
    (in_work, RepeatSet(), "repeat the set"),
    (in_rest, RepeatSet(), "repeat the set"),
    (paused_in_work, RepeatSet(), "repeat the set"),
    (in_work, PreviousSet(), "back to the previous set"),
    (in_rest, PreviousSet(), "back to the previous set"),
    (in_ready, GoTo(3), "go to a set"),
    (in_work, GoTo(5), "go to a set"),
    (in_rest, GoTo(0), "go to a set"),
    (in_ready, Pause(), "pause"),
    (in_work, Pause(), "pause"),
    (in_rest, Pause(), "pause"),
    (paused_in_work, Resume(), "resume"),
    (in_ready, ChangePace(Pace.SELF), "change the pace"),
    (in_work, ChangePace(Pace.SELF), "change the pace"),
    (in_rest, ChangePace(Pace.SELF), "change the pace"),
    (in_rest, AdjustRest(15.0), "change the rest"),
    (in_rest, AdjustRest(-15.0), "change the rest"),
    (in_ready, EndRest(), "end the rest"),
    (in_rest, EndRest(), "end the rest"),
    (in_thrust, SetLoad(8.0), "set the load"),
    (in_ready, ReportPain(4), "report pain"),
    (in_work, ReportPain(4), "report pain"),
]


@pytest.mark.parametrize(
    ("place", "asked", "what"), [pytest.param(*row, id=f"{row[1].name}-{row[0].__name__}") for row in AT_ONCE]
)
def test_undone_at_once_it_is_as_if_it_had_not_been(place: Place, asked: Command, what: str) -> None:
    visit = a_visit()
    place(visit)
    before = visit.state
    visit.do(asked)
    assert visit.state != before
    undo(visit)
    check_paused(visit, what)
    still = pause(before, visit.now)
    for name in ("stage", "index", "reps", "holds", "attempts", "loads", "pains", "pace", "worked", "rest_added"):
        assert getattr(visit.state, name) == getattr(still, name), name
    if before.stage is Stage.WORK:
        assert visit.state.attempt == still.attempt
    assert visit.state.seconds_left(visit.now) == still.seconds_left(visit.now)
    assert visit.state.undoable == before.undoable


def test_undo_of_a_counted_rep() -> None:
    visit = a_visit(Pace.SELF)
    visit.until_work(0)
    for _ in range(3):
        visit.do(CountRep(), after=2.0)
    undo(visit, after=1.0)
    check_paused(visit, "count a rep")
    assert (visit.state.stage, visit.state.reps) == (Stage.WORK, 2)
    check_attempts(visit.state)


def test_undo_of_the_rep_that_ended_the_set_opens_the_set_again() -> None:
    visit = a_visit(Pace.SELF)
    visit.until_work(0)
    for _ in range(5):
        visit.do(CountRep(), after=2.0)
    assert visit.state.stage is Stage.READY
    undo(visit, after=1.0)
    assert (visit.state.stage, visit.state.index, visit.state.reps) == (Stage.WORK, 0, 4)
    assert visit.state.attempts == ()


def a_self_paced_thrust() -> Visit:
    """Self pace, in the work of a set of three thrusts."""
    visit = Visit(a_plan(thrust(3, 2)), Pace.SELF)
    visit.until_work(0)
    return visit


@pytest.mark.parametrize(("after", "what"), [(1.0, "under way"), (4.0, "over")])
def test_undo_of_a_hold_that_is(after: float, what: str) -> None:
    visit = a_self_paced_thrust()
    visit.do(CountRep(), after=1.0)
    visit.wait(2.0)
    visit.do(CountRep(), after=1.0)
    undo(visit, after=after)
    assert (visit.state.reps, visit.state.holds) == (1, (2.0,))
    check_attempts(visit.state)


def test_undo_of_the_hold_that_ended_the_set_takes_back_that_rep_only() -> None:
    visit = a_self_paced_thrust()
    for _ in range(3):
        visit.do(CountRep(), after=1.0)
        visit.wait(2.0)
    assert visit.state.stage is Stage.REST
    undo(visit, after=5.0)
    check_paused(visit, "count a rep")
    assert visit.state.total_reps == 2, "three were counted, one was taken back"
    check_attempts(visit.state)
    visit.do(Resume())
    visit.press_through()
    assert [(a.index, a.attempt, a.reps) for a in visit.state.attempts] == [(0, 1, 3), (1, 1, 3)]


def test_undo_of_a_stretch_that_is_over_leaves_no_attempt_twice() -> None:
    visit = Visit(a_plan(stretch()), Pace.SELF)
    visit.until_work(0)
    visit.do(CountRep(), after=1.0)
    visit.wait(31.0)
    assert len(visit.state.attempts) == 1
    undo(visit)
    check_attempts(visit.state)
    visit.do(Resume())
    visit.press_through()
    assert max(Counter((a.index, a.attempt) for a in visit.state.attempts).values()) == 1
    assert visit.state.status is Status.COMPLETED


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
        (ReportPain(3), None),
    ],
)
def test_reps_counted_after_the_command_are_never_lost(asked: Command, then: int | None) -> None:
    """At two reps of set 2; then one more is counted, wherever the command leads."""
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
    check_paused(visit, "end the rest")
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
    """60 s, 15 more at 10 s, taken back at 20 s: 40 s are left."""
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


def test_reps_the_coach_counted_survive_undoing_the_change_of_pace_and_the_rep_before_it() -> None:
    """Press one rep, let the coach count two; undo both commands: the coach's two stay."""
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
