"""Commands that set a value: the rest, the load, pain."""

from __future__ import annotations

import pytest

from kneecoach.session.commands import (
    AdjustRest,
    Command,
    NotNow,
    ReportPain,
    Resume,
    SetLoad,
    SetNote,
    SkipExercise,
    SkipSet,
    TakeVariant,
)
from kneecoach.session.decide import due
from kneecoach.session.events import Outcome, Stage, as_dict
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


def test_an_easier_variant_is_one_of_the_exercise_s_own() -> None:
    visit = Visit(a_plan(thrust(), walk()))
    for words in ("no band", "No dumbbell", "no dumbbell ", ""):
        with pytest.raises(NotNow, match=r"Hip thrust has no such variant|already done that way"):
            visit.do(TakeVariant(words))
    [event] = visit.do(TakeVariant("no dumbbell"))
    assert as_dict(event) == {"at": 0.0, "event": "variant-taken", "value": "no dumbbell"}
    assert visit.state.variants == {"hip-thrust": "no dumbbell"}


def test_a_variant_counts_from_the_set_under_way_on_and_for_its_exercise_only() -> None:
    visit = Visit(a_plan(thrust(3, 3), walk(sets=1)))
    visit.until_work(1)
    visit.do(TakeVariant("no dumbbell"))
    assert (visit.state.variant, visit.state.attempt) == ("no dumbbell", 1)
    visit.until_work(3)
    assert visit.state.variant is None
    visit.finish()
    assert [a.variant for a in visit.state.attempts] == [None, "no dumbbell", "no dumbbell", None, None]


def test_a_variant_taken_in_a_rest_is_that_of_the_set_that_comes_and_the_last_one_taken_counts() -> None:
    visit = Visit(a_plan(walk(sets=3)))
    visit.until_rest()
    visit.do(TakeVariant("a lighter band"), after=10.0)
    visit.until_work(4, reps=1)
    visit.do(TakeVariant("no band"))
    visit.finish()
    assert [(a.reps, a.variant) for a in visit.state.attempts] == [
        *[(5, None)] * 2,
        *[(5, "a lighter band")] * 2,
        (1, "a lighter band"),
        *[(5, "no band")] * 2,
    ]


def test_what_was_not_begun_was_not_done_in_a_variant() -> None:
    visit = Visit(a_plan(walk(sets=2), thrust()))
    visit.until_work(0, reps=1)
    visit.do(TakeVariant("no band"))
    visit.do(SkipExercise())
    assert [(a.reps, a.variant) for a in visit.state.attempts] == [(1, None), *[(0, None)] * 4]


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


class TestWhatAnAnswerIsAbout:
    """An answer belongs to what was asked about, wherever the session is now."""

    def test_pain_in_a_rest_is_about_the_set_just_done(self) -> None:
        visit = Visit(a_plan(thrust(2, 1), walk()))
        visit.until_rest()
        assert visit.state.planned.exercise.id == "band-walk"
        assert visit.state.pain_belongs_to == (0, 1)
        visit.do(ReportPain(7))
        assert (visit.state.pain_of(0, 1), visit.state.pain_of(1, 1)) == (7, None)

    def test_pain_after_a_set_that_was_given_up_at_once_is_about_that_set(self) -> None:
        visit = Visit(a_plan(thrust(2, 1), walk()))
        visit.until_work(1)
        visit.do(SkipSet(), after=1.0)
        assert visit.state.attempts[-1].reps == 0
        assert visit.state.pain_belongs_to == (1, 1)

    def test_before_the_first_set_it_is_about_none(self) -> None:
        assert Visit(a_plan()).state.pain_belongs_to is None

    @pytest.mark.parametrize(
        "asked",
        [SetLoad(8.0, "hip-thrust"), SetNote("x", "hip-thrust"), TakeVariant("no dumbbell", "hip-thrust")],
    )
    def test_a_load_or_variant_for_another_exercise_is_refused(self, asked: Command) -> None:
        visit = Visit(a_plan(thrust(2, 1), walk()))
        visit.until_rest()
        before = visit.state
        with pytest.raises(NotNow, match="now at Band walk"):
            visit.do(asked)
        assert visit.state is before

    def test_an_exercise_that_is_still_to_come_can_be_skipped_from_another(self) -> None:
        visit = Visit(a_plan(thrust(2, 2), walk(sets=1)))
        visit.until_rest()
        left = visit.state.seconds_left(visit.now)
        visit.do(SkipExercise("band-walk"))
        assert (visit.state.index, visit.state.stage, visit.state.seconds_left(visit.now)) == (1, Stage.REST, left)
        visit.finish()
        assert [(a.index, a.outcome) for a in visit.state.attempts] == [
            (0, Outcome.COMPLETED),
            (2, Outcome.SKIPPED),
            (3, Outcome.SKIPPED),
            (1, Outcome.COMPLETED),
        ]
        assert visit.state.is_over

    def test_but_not_in_the_middle_of_a_set(self) -> None:
        visit = Visit(a_plan(thrust(2, 2), walk()))
        visit.until_work(0, reps=1)
        with pytest.raises(NotNow, match="now at Hip thrust"):
            visit.do(SkipExercise("band-walk"))

    def test_an_exercise_that_is_over_cannot_be_skipped(self) -> None:
        visit = Visit(a_plan(thrust(2, 1), walk()))
        visit.until_rest()
        with pytest.raises(NotNow, match="No sets of that exercise are left"):
            visit.do(SkipExercise("hip-thrust"))
