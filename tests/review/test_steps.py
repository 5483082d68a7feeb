"""One step up and one step down, from every place on the ladder."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.review.steps import MAX_REPS, StepKind, step_down, step_up, why_no_step_up
from kneecoach.routine.changes import as_written
from kneecoach.routine.model import ExerciseModel, PlannedDoseModel
from kneecoach.session.commands import MAX_LOAD_KG
from kneecoach.session.loads import LoadSteps, from_kg, to_kg
from kneecoach.session.plan import LoadUnit
from tests.review.routines import an_exercise

KG, LB = LoadUnit.KG, LoadUnit.LB
HOLD: dict[str, Any] = {"reps": None, "hold": 30.0, "cadence": []}


@pytest.mark.parametrize(
    ("changes", "load", "kind", "old", "new"),
    [
        ({}, None, StepKind.HARDER, None, "slowly"),
        ({"variant": "slowly"}, None, StepKind.HARDER, "slowly", "on one leg"),
        ({"variant": "on one leg"}, None, StepKind.MORE_REPS, (10, 10), (10, 12)),
        ({"variant": "holding on"}, None, StepKind.HARDER, "holding on", "to a chair"),
        ({"variant": "to a chair"}, None, StepKind.HARDER, "to a chair", None),
        ({"variant": "my own way"}, None, StepKind.MORE_REPS, (10, 10), (10, 12)),
        ({"harder": []}, None, StepKind.MORE_REPS, (10, 10), (10, 12)),
        ({"harder": [], "reps": [15, 28]}, None, StepKind.MORE_REPS, (15, 28), (15, 30)),
        ({"load": True}, None, StepKind.MORE_REPS, (10, 10), (10, 12)),
        ({"load": "band"}, None, StepKind.HARDER, None, "slowly"),
        ({"load": True}, 0.0, StepKind.MORE_REPS, (10, 10), (10, 12)),
        # One kilogram on 8 is 12.5 %, so reps come first; on 10 it is 10 %; on 60 it is too little, and 2 kg are
        # 3.3 %.
        ({"load": True}, 8.0, StepKind.MORE_REPS, (10, 10), (10, 12)),
        ({"load": True, "reps": [10, 12]}, 8.0, StepKind.MORE_LOAD, 8.0, 9.0),
        ({"load": True}, 10.0, StepKind.MORE_LOAD, 10.0, 11.0),
        ({"load": True}, 50.0, StepKind.MORE_LOAD, 50.0, 51.0),
        ({"load": True}, 60.0, StepKind.MORE_LOAD, 60.0, 62.0),
        ({"load": True, "variant": "to a chair"}, 20.0, StepKind.HARDER, "to a chair", None),
        # If there is no room for reps, a heavier load, however big the jump. If there is none for load, reps.
        ({"load": True, "reps": 29}, 8.0, StepKind.MORE_LOAD, 8.0, 9.0),
        ({"load": True, "reps": 200}, 8.0, StepKind.MORE_LOAD, 8.0, 9.0),
        ({"load": True}, 499.0, StepKind.MORE_REPS, (10, 10), (10, 12)),
        ({"load": True}, 500.0, StepKind.MORE_REPS, (10, 10), (10, 12)),
    ],
)
def test_up(changes: dict[str, Any], load: float | None, kind: StepKind, old: object, new: object) -> None:
    step = step_up(an_exercise(**changes), load)
    assert step is not None
    assert (step.kind, step.old, step.new, step.is_more) == (kind, old, new, True)
    assert step.load_kg == (new if kind is StepKind.MORE_LOAD else load)


@pytest.mark.parametrize(
    ("steps", "load", "reps", "words"),
    [
        (LoadSteps(LB), 25.0, 10, "25 → 27.5 lb"),
        (LoadSteps(LB), 100.0, 10, "100 → 102.5 lb"),
        (LoadSteps(LB), 150.0, 10, "150 → 155 lb"),
        (LoadSteps(LB, 5.0), 60.0, 10, "60 → 65 lb"),
        (LoadSteps(LB, 5.0), 20.0, [10, 12], "20 → 25 lb"),
        (LoadSteps(LB), 46.3, 10, "46.3 → 47.5 lb"),
        (LoadSteps(KG, 2.5), 30.0, 10, "30 → 32.5 kg"),
    ],
)
def test_another_load_is_one_of_the_unit_and_never_a_converted_number(
    steps: LoadSteps, load: float, reps: object, words: str
) -> None:
    kg = to_kg(load, steps.unit)
    step = step_up(an_exercise(load=True, reps=reps), kg, steps)
    assert step is not None
    assert step.words == words
    assert step.load_kg == to_kg(float(words.split()[2]), steps.unit), "kept in kg"
    back = step_down(an_exercise(load=True, reps=reps), step.load_kg, steps)
    assert back is not None
    assert from_kg(back.load_kg or 0.0, steps.unit) % steps.least == 0


def test_a_jump_that_is_too_large_is_said_in_the_unit() -> None:
    step = step_up(an_exercise(load=True), to_kg(15.0, LB), LoadSteps(LB))
    assert step is not None
    assert (step.kind, step.why) == (StepKind.MORE_REPS, "2.5 lb is 17 % of 15 lb, so reps first")


@pytest.mark.parametrize(
    ("changes", "load", "why"),
    [
        (HOLD, None, "a timed hold is never made longer"),
        ({"harder": [], "reps": [15, 29]}, None, "more than 30 reps are never suggested"),
        ({"harder": [], "reps": 30, "unit": "step"}, None, "more than 30 steps are never suggested"),
        ({"load": True, "reps": 29}, None, "more than 30 reps are never suggested"),
        ({"load": True, "reps": 29}, 500.0, "more than 30 reps or 500 kg are never suggested"),
    ],
)
def test_there_is_not_always_more(changes: dict[str, Any], load: float | None, why: str) -> None:
    assert step_up(an_exercise(**changes), load) is None
    assert why_no_step_up(an_exercise(**changes), load) == why


@pytest.mark.parametrize(
    ("changes", "load", "kind", "old", "new", "then"),
    [
        ({}, None, StepKind.EASIER, None, "to a chair", None),
        ({"variant": "to a chair"}, None, StepKind.EASIER, "to a chair", "holding on", None),
        ({"variant": "holding on"}, None, StepKind.FEWER_REPS, (10, 10), (8, 8), None),
        ({"variant": "on one leg"}, None, StepKind.EASIER, "on one leg", "slowly", None),
        ({"variant": "slowly", "load": True}, 8.0, StepKind.EASIER, "slowly", None, 8.0),
        ({"variant": "my own way", "reps": [9, 20]}, None, StepKind.FEWER_REPS, (9, 20), (9, 16), None),
        ({"easier": [], "reps": [9, 10]}, None, StepKind.FEWER_REPS, (9, 10), (8, 8), None),
        ({"load": True}, 8.0, StepKind.LESS_LOAD, 8.0, 7.0, 7.0),
        ({"load": True}, 25.0, StepKind.LESS_LOAD, 25.0, 22.0, 22.0),
        ({"load": True}, 2.0, StepKind.LESS_LOAD, 2.0, 1.0, 1.0),
        ({"load": True}, 1.5, StepKind.EASIER, None, "to a chair", 0.0),
        ({"load": True}, 0.0, StepKind.EASIER, None, "to a chair", 0.0),
        (HOLD, None, StepKind.EASIER, None, "to a chair", None),
    ],
)
def test_down(
    changes: dict[str, Any], load: float | None, kind: StepKind, old: object, new: object, then: float | None
) -> None:
    step = step_down(an_exercise(**changes), load)
    assert step is not None
    assert (step.kind, step.old, step.new, step.load_kg, step.is_more) == (kind, old, new, then, False)


def test_there_is_not_always_less() -> None:
    assert step_down(an_exercise(reps=1, easier=[]), None) is None
    assert step_down(an_exercise(**HOLD, easier=[]), None) is None


@pytest.mark.parametrize(
    ("load", "of_variant", "kind"), [(True, False, StepKind.HARDER), (False, True, StepKind.MORE_REPS)]
)
def test_up_goes_to_a_harder_variant_where_the_current_one_takes_no_load(
    load: bool, of_variant: bool, kind: StepKind
) -> None:
    variants = [{"words": "slowly", "load": of_variant}]
    step = step_up(an_exercise(load=load, variant="slowly", variants=variants), None)
    assert step is not None
    assert step.kind is kind


@pytest.mark.parametrize(
    ("changes", "done_in", "load", "words", "then"),
    [
        ({}, "to a chair", None, "easier: holding on", None),
        ({"load": True}, "to a chair", 8.0, "easier: holding on", 0.0),
        ({}, "holding on", None, "easier: holding on, 8 reps", None),
        ({"variant": "to a chair"}, "holding on", None, "easier: holding on, 8 reps", None),
        ({"variant": "on one leg"}, "slowly", None, "easier: as planned", None),
        ({"variant": "on one leg"}, "to a chair", None, "easier: holding on", None),
        (
            {"variants": [{"words": "holding on", "reps": 5}]},
            "holding on",
            None,
            "easier: holding on, 4 reps",
            None,
        ),
        ({}, "my own way", None, "easier: to a chair", None),
        ({"variant": "to a chair"}, "to a chair", None, "easier: holding on", None),
    ],
)
def test_down_goes_on_from_the_variant_in_which_it_was_done(
    changes: dict[str, Any], done_in: str, load: float | None, words: str, then: float | None
) -> None:
    exercise = an_exercise(**changes)
    step = step_down(exercise, load, done_in=done_in)
    assert step is not None
    assert (step.words, step.old, step.load_kg, step.is_more) == (words, exercise.variant, then, False)


@pytest.mark.parametrize(
    ("changes", "done_in"),
    [(HOLD, "holding on"), ({"reps": 1}, "holding on"), ({}, "slowly"), ({"variant": "slowly"}, "on one leg")],
)
def test_there_is_nothing_milder_than_the_easiest_and_a_harder_one_needs_no_change(
    changes: dict[str, Any], done_in: str
) -> None:
    """What the routine asks for is milder than a harder variant that was taken only in the session."""
    assert step_down(an_exercise(**changes), None, done_in=done_in) is None


def test_the_planned_reps_come_back_after_fewer_reps_of_the_easiest() -> None:
    step = step_down(an_exercise(), None, done_in="holding on")
    assert step is not None
    assert (step.dose, step.planned) == ((("reps", (8, 8)),), (("reps", (10, 10)),))
    then = an_exercise(variant="holding on", reps=[8, 8], planned={"reps": [10, 10]})
    up = step_up(then, None)
    assert up is not None
    assert (up.new, up.dose, up.planned) == ("to a chair", (("reps", (10, 10)),), ())


def words(changes: dict[str, Any], load: float | None) -> list[str]:
    """Both steps in words."""
    return [
        step.words
        for step in (step_up(an_exercise(**changes), load), step_down(an_exercise(**changes), load))
        if step
    ]


def test_a_step_in_words() -> None:
    assert words({}, None) == ["harder: slowly", "easier: to a chair"]
    assert words({"variant": "to a chair"}, None) == ["harder: as planned", "easier: holding on"]
    assert words({"load": True}, 10.0) == ["10 → 11 kg", "10 → 9 kg"]
    assert words({"harder": [], "easier": [], "reps": [15, 20], "unit": "step"}, None) == [
        "15–20 → 15–22 steps",
        "15–20 → 15–16 steps",
    ]


@given(
    st.floats(0, 400),
    st.sampled_from([None, "slowly", "on one leg", "to a chair", "holding on", "own"]),
    st.integers(1, 30),
    st.integers(0, 10),
)
def test_up_is_never_less_and_down_never_more(load: float, variant: str | None, least: int, more: int) -> None:
    exercise = an_exercise(load=True, variant=variant, reps=[least, least + more])
    up, down = step_up(exercise, load), step_down(exercise, load)
    if up and up.kind is StepKind.MORE_LOAD:
        assert isinstance(up.new, float)
        assert load < up.new <= max(load * 1.1, load + 1) + 1e-9
    if up:
        assert up.is_more
        assert up.load_kg is not None
        assert up.load_kg >= load
    if down:
        assert not down.is_more
        assert down.load_kg is not None
        assert down.load_kg <= load


@given(
    st.none() | st.floats(0, MAX_LOAD_KG),
    st.sampled_from([None, "slowly", "on one leg", "to a chair", "holding on", "own"]),
    st.integers(1, 200).flatmap(lambda least: st.tuples(st.just(least), st.integers(least, 200))),
    st.booleans(),
)
def test_no_step_of_any_exercise_passes_a_bound(
    load: float | None, variant: str | None, reps: tuple[int, int], has_ladder: bool
) -> None:
    """What is suggested can be written to the routine, and stays within the bounds of suggestions."""
    ladder: dict[str, Any] = {} if has_ladder else {"easier": [], "harder": []}
    exercise = an_exercise(load=load is not None, variant=variant, reps=list(reps), **ladder)
    for step in filter(None, (step_up(exercise, load), step_down(exercise, load))):
        changed = {step.key: list(step.new) if isinstance(step.new, tuple) else step.new}
        if step.load_kg is not None:
            changed["load_kg"] = step.load_kg
        said = {**exercise.model_dump(), "reps": list(reps), **changed}
        ExerciseModel.model_validate(said)
        if step.kind is StepKind.MORE_REPS:
            assert isinstance(step.new, tuple)
            assert step.new[1] <= MAX_REPS


ONE_LEG = {"words": "on one leg", "sets": 1, "reps": [4, 6]}
SLOWLY = {"words": "slowly", "reps": 8}


def stepped(exercise: ExerciseModel, *, up: bool) -> ExerciseModel:
    """The exercise after a step, as `apply` writes it."""
    step = step_up(exercise, None) if up else step_down(exercise, None)
    assert step is not None
    changes = {step.key: step.new, **dict(step.dose)}
    if step.planned is not None:
        changes["planned"] = (
            PlannedDoseModel.model_validate(as_written(dict(step.planned))) if step.planned else None
        )
    return exercise.model_copy(update=changes)


def test_stepping_back_from_a_variant_with_its_own_dose_restores_the_planned_one() -> None:
    planned = an_exercise(variants=[ONE_LEG, SLOWLY])
    slowly = stepped(planned, up=True)
    assert (slowly.variant, slowly.sets, slowly.reps) == ("slowly", 2, (8, 8))
    one_leg = stepped(slowly, up=True)
    assert (one_leg.variant, one_leg.sets, one_leg.reps) == ("on one leg", 1, (4, 6))
    again = stepped(one_leg, up=False)
    assert (again.variant, again.sets, again.reps) == ("slowly", 2, (8, 8))
    assert stepped(again, up=False) == planned


def test_a_step_back_says_the_dose_that_comes_back() -> None:
    slowly = stepped(an_exercise(variants=[SLOWLY]), up=True)
    back = step_down(slowly, None)
    assert back is not None
    assert back.words == "easier: as planned, 10 reps"


def test_a_variant_that_was_written_by_hand_goes_back_with_what_is_known() -> None:
    by_hand = an_exercise(variants=[SLOWLY], variant="slowly", reps=8)
    assert stepped(by_hand, up=False).reps == (8, 8)
