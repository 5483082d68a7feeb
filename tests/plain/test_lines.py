"""Lines of text: a warm-up is not a hold, and a variant is named before the first set."""

from __future__ import annotations

import pytest

from kneecoach.plain.how import how_lines
from kneecoach.plain.lines import explanation, lines_for, today_lines
from kneecoach.routine.today import for_today
from kneecoach.session.commands import Pause, TakeVariant, Tick, Undo
from kneecoach.session.decide import due
from kneecoach.session.events import StageStarted
from kneecoach.session.plan import Plan
from kneecoach.session.variants import NO_VARIANT
from tests.helpers import Visit, a_plan, circuit_plan, planned, stretch


def test_a_warm_up_is_not_held() -> None:
    visit, said = Visit(circuit_plan()), list[str]()
    while (instant := due(visit.state)) is not None:
        visit.now = instant
        said += [line for event in visit.do(Tick()) for line in lines_for(event, visit.state)]
    assert "Held 30 s." not in said
    assert said.count("Held 2 s.") == 6
    assert "Completed: Walk about, warm-up: 30 of 30 s." in said


def test_a_stretch_is_and_so_is_one_that_is_cut_off() -> None:
    visit = Visit(a_plan(stretch()))
    visit.until_work(0)
    happened = visit.do(Pause(), after=12.0)
    assert next(line for event in happened for line in lines_for(event, visit.state)) == "Held 12 s."


ONE_LEG = planned('use = "hip-thrust"\nvariant = "one leg"\nreps = 10\n')


@pytest.mark.parametrize(
    ("plan", "taken", "first"),
    [
        (ONE_LEG, None, ["  One leg."]),
        (ONE_LEG, NO_VARIANT, ["  Today the standard way."]),
        (ONE_LEG, "no dumbbell", ["  Today easier: no dumbbell."]),
        (planned('use = "hip-thrust"\n'), None, []),
        (planned('use = "hip-thrust"\n'), "no dumbbell", ["  Today easier: no dumbbell."]),
    ],
)
def test_how_an_exercise_is_done_begins_with_its_variant(plan: Plan, taken: str | None, first: list[str]) -> None:
    visit = Visit(plan)
    if taken is not None:
        visit.do(TakeVariant(taken))
    [event] = visit.of(StageStarted)
    assert explanation(event, visit.state) == [*first, *how_lines(visit.state.exercise)]


def test_only_what_differs_from_the_routine_is_called_today_s() -> None:
    assert today_lines(ONE_LEG) == []
    assert today_lines(for_today(ONE_LEG, missing=("dumbbell",))) == ["Hip thrust today: no dumbbell."]


def test_an_undo_says_what_ends_the_pause_that_it_leaves() -> None:
    visit = Visit(planned('use = "hip-thrust"\n'))
    visit.until_work(0)
    visit.do(Pause(), after=2.0)
    said = [line for event in visit.do(Undo()) for line in lines_for(event, visit.state)]
    assert visit.state.paused is not None
    assert said == ["Undone: pause. Now at Hip thrust, set 1 of 3. Press p and enter to go on."]
