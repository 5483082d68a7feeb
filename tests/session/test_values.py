"""Commands that set a value: the rest, the load, pain."""

from __future__ import annotations

import pytest

from kneecoach.session.commands import AdjustRest, NotNow, ReportPain, Resume, SetLoad
from kneecoach.session.decide import due
from tests.helpers import Visit, a_plan, names, thrust, walk
from tests.session.stages import at_stage, told


@pytest.mark.parametrize(("seconds", "left"), [(15.0, 65.0), (-15.0, 35.0)])
def test_the_rest_gets_longer_or_shorter(seconds: float, left: float) -> None:
    visit = at_stage("rest")
    events = visit.do(AdjustRest(seconds))
    assert names(events) == ["rest-adjusted"]
    assert visit.state.seconds_left(visit.now) == left
    assert due(visit.state) == visit.now + left


def test_a_rest_shortened_to_nothing_ends() -> None:
    visit = at_stage("rest")
    visit.wait(40.0)
    assert told(visit.do(AdjustRest(-15.0))) == "ready"
    assert (visit.state.index, due(visit.state)) == (4, visit.now + 5.0)


def test_a_paused_rest_gets_longer_and_goes_on_with_it() -> None:
    visit = at_stage("paused rest")
    visit.do(AdjustRest(15.0))
    visit.do(Resume())
    assert due(visit.state) == visit.now + 65.0


@pytest.mark.parametrize("stage", ["work", "paused work", "not started", "finished"])
def test_there_is_no_rest_to_change(stage: str) -> None:
    with pytest.raises(NotNow):
        at_stage(stage).do(AdjustRest(15.0))


@pytest.mark.parametrize(
    ("kg", "allowed"), [(0.0, True), (7.5, True), (500.0, True), (-1.0, False), (501.0, False)]
)
def test_loads_within_reason(kg: float, allowed: bool) -> None:
    visit = Visit(a_plan(thrust()))
    if not allowed:
        with pytest.raises(NotNow):
            visit.do(SetLoad(kg))
        return
    assert names(visit.do(SetLoad(kg))) == ["load-set"]
    visit.finish()
    assert [attempt.load_kg for attempt in visit.state.attempts] == [kg, kg]


def test_an_exercise_without_a_load_says_so() -> None:
    with pytest.raises(NotNow, match="Quad stretch"):
        at_stage("ready").do(SetLoad(8.0))


def test_a_load_set_later_leaves_earlier_attempts_alone() -> None:
    visit = Visit(a_plan(thrust(), walk()))
    visit.do(SetLoad(8.0))
    visit.until_rest()
    visit.do(SetLoad(10.0))
    visit.finish()
    assert [attempt.load_kg for attempt in visit.state.attempts] == [8.0, 10.0, None, None, None, None]


def test_pain_belongs_to_the_set_under_way_or_just_done() -> None:
    visit = Visit(a_plan(thrust()))
    visit.do(ReportPain(1))
    visit.until_work(0, reps=1)
    visit.do(ReportPain(4))
    visit.do(ReportPain(2))
    visit.until_rest()
    visit.do(ReportPain(3), after=5.0)
    assert visit.state.pain_of(0, 1) == 4
    assert visit.state.pain_of(1, 1) is None
    assert [(pain.value, pain.index) for pain in visit.state.pains] == [(1, None), (4, 0), (2, 0), (3, 0)]
