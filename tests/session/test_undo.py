"""Undo takes back the last command, whatever it was, as if it had never happened."""

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
from kneecoach.session.events import Stage, Status
from kneecoach.session.evolve import pause
from kneecoach.session.plan import Pace
from tests.helpers import Visit, a_plan, stretch, thrust
from tests.session.undoing import a_visit, check_attempts, check_paused, undo


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
    (in_thrust, SetNote("bench lower"), "write the note"),
    (in_thrust, TakeVariant("no dumbbell"), "take a variant"),
    (in_rest, TakeVariant("no band"), "take a variant"),
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
    values = ("loads", "notes", "variants", "pains", "pace")
    for name in ("stage", "index", "reps", "holds", "attempts", *values, "worked", "rest_added"):
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
