"""The fields of an exercise and of a routine: what they show, and what is written for what was typed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kneecoach.errors import KneecoachError
from kneecoach.routine.library import builtin_dir, parse_routine, read_routine
from kneecoach.routine.model import ExerciseModel
from kneecoach.session.plan import Kind, LoadUnit
from kneecoach.ui.views.editor import about_exercise
from kneecoach.ui.views.forms import FormField, exercise_form, routine_form

RELIEF = read_routine(builtin_dir() / "knee-relief.toml")
THRUST, STRETCH = RELIEF.spec.exercise[4], RELIEF.spec.exercise[0]
OWN = parse_routine(
    Path("mine.toml"),
    b'schema = 1\nid = "mine"\ntitle = "Mine"\n[[exercise]]\nid = "sit"\ntitle = "Sit"\nsets = 3\nreps = 8\n'
    b'cadence = [{ name = "up", seconds = 2 }, { name = "down", seconds = 1.5 }]\n',
).spec.exercise[0]


def fields(exercise: ExerciseModel) -> dict[str, FormField]:
    return {field.key: field for field in exercise_form(exercise)}


@pytest.mark.parametrize(
    ("exercise", "shown"),
    [
        (
            THRUST,
            {
                "Sets": "3",
                "Reps": "15",
                "Squeeze (hold)": "2",
                "Push up": "1",
                "Lower": "2",
                "Rest": "90",
                "Load": "",
                "Variant": "as planned",
                "Type": "exercise",
                "Note": "",
            },
        ),
        (
            STRETCH,
            {"Sets": "2", "Hold": "30", "Rest": "15", "Variant": "as planned", "Type": "exercise", "Note": ""},
        ),
        (
            OWN,
            {
                "Sets": "3",
                "Reps": "8",
                "Hold": "",
                "Up": "2",
                "Down": "1.5",
                "Rest": "60",
                "Type": "exercise",
                "Counted in": "reps",
                "Legs": "both legs at once",
                "Load": "none",
                "Title": "Sit",
                "Position": "",
                "Equipment": "",
                "How to": "",
                "Cues": "",
                "Figure": "",
                "Note": "",
            },
        ),
    ],
    ids=["in reps with a hold", "a stretch", "one of the user's own"],
)
def test_the_fields_of_an_exercise(exercise: ExerciseModel, shown: dict[str, str]) -> None:
    assert {field.label: field.shown for field in exercise_form(exercise)} == shown


@pytest.mark.parametrize(
    ("exercise", "key", "text", "values"),
    [
        (THRUST, "sets", "4", {"sets": 4}),
        (OWN, "how_to", "Sit, 10/20. / Stand up. / ", {"how_to": ["Sit, 10/20.", "Stand up."]}),
        (OWN, "cues", "", {"cues": None}),
        (OWN, "figure", "floor-bridge", {"figure": "floor-bridge"}),
        (THRUST, "sets", "", {"sets": None}),
        (THRUST, "reps", "12", {"reps": (12, 12)}),
        (THRUST, "reps", "8-12", {"reps": (8, 12)}),
        (THRUST, "reps", " 8 – 12 ", {"reps": (8, 12)}),
        (THRUST, "reps", "8 12", {"reps": (8, 12)}),
        (THRUST, "hold", "2,5", {"hold": 2.5}),
        (THRUST, "rest", "0", {"rest": 0.0}),
        (THRUST, "load_kg", "7.5", {"load_kg": 7.5}),
        (THRUST, "load_kg", "", {"load_kg": None}),
        (THRUST, "kind", "warm-up", {"kind": Kind.WARM_UP}),
        (THRUST, "variant", "one leg", {"variant": "one leg"}),
        (THRUST, "variant", "as planned", {"variant": None}),
        (THRUST, "note", "  one  notch lower\n", {"note": "one notch lower"}),
        (THRUST, "note", " ", {"note": None}),
        (THRUST, "phase-2", "", {"cadence": None}),
        (
            OWN,
            "phase-1",
            "3",
            {"cadence": [{"name": "up", "seconds": 2.0}, {"name": "down", "seconds": 3.0}]},
        ),
        (OWN, "equipment", "a chair, , a band ", {"equipment": ["a chair", "a band"]}),
        (OWN, "equipment", "loop band (light), a mat", {"equipment": ["loop band, light", "a mat"]}),
        (OWN, "equipment", "band (long, red) , (wall)", {"equipment": ["band, long, red", "(wall)"]}),
        (OWN, "sides", "one leg, then the other", {"sides": "each"}),
        (OWN, "counted", "a timed hold", {"reps": None, "cadence": None, "hold": 30}),
    ],
)
def test_what_is_written(exercise: ExerciseModel, key: str, text: str, values: dict[str, object]) -> None:
    assert fields(exercise)[key].values(text) == values


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("reps", "8-", "Give a number of reps, or a range such as 8-12."),
        ("reps", "-", "Give a number of reps, or a range such as 8-12."),
        ("rest", ".", "“.” is not a number."),
        ("rest", "a-5", "“a-5” is not a number."),
        ("rest", "1e5", "“1e5” is not a number."),
        ("rest", "inf", "“inf” is not a number."),
        ("sets", "2.5", "“2.5” is not a whole number."),
        ("sets", "-1", "“-1” is less than 0."),
        ("sets", "a3", "“a3” is not a whole number."),
    ],
)
def test_what_is_not_a_number_is_reported(key: str, text: str, words: str) -> None:
    with pytest.raises(KneecoachError) as refused:
        fields(THRUST)[key].values(text)
    assert str(refused.value) == words


@pytest.mark.parametrize(
    ("exercise", "key", "text", "by", "after"),
    [
        (THRUST, "sets", "3", 1, "4"),
        (THRUST, "sets", "1", -1, "1"),
        (THRUST, "reps", "8–12", 1, "9–13"),
        (THRUST, "reps", "1", -1, "1"),
        (THRUST, "hold", "2", -1, "1"),
        (THRUST, "rest", "90", -1, "85"),
        (THRUST, "rest", "0", -1, "0"),
        (STRETCH, "hold", "30", 1, "35"),
        (STRETCH, "hold", "5", -1, "5"),
        (THRUST, "load_kg", "", 1, "1"),
    ],
)
def test_left_and_right_step_within_what_is_possible(
    exercise: ExerciseModel, key: str, text: str, by: int, after: str
) -> None:
    step = fields(exercise)[key].step
    assert step is not None
    assert step(text, by) == after


def test_the_fields_of_a_routine() -> None:
    form = {field.key: field for field in routine_form(RELIEF.spec, date(2026, 11, 22))}
    assert form["order"].shown == "one exercise after the other"
    assert form["order"].values(form["order"].next_option()) == {"order": "circuit"}
    assert form["per_week"].values("3") == {"per_week": 3}
    assert form["until"].values("2027-01-31") == {"until": date(2027, 1, 31)}
    assert form["until"].values("31 jan") == {"until": date(2027, 1, 31)}
    assert form["until"].values("") == {"until": None}
    with pytest.raises(KneecoachError, match=r"^“2027-02-31” is not a day; try "):
        form["until"].values("2027-02-31")


def test_a_load_in_pounds_comes_back_as_it_was_typed() -> None:
    form = {field.key: field for field in exercise_form(THRUST, LoadUnit.LB)}
    assert form["load_kg"].after == "lb to begin with"
    assert form["load_kg"].values("17.5") == {"load_kg": 7.938}
    loaded = THRUST.model_copy(update={"load_kg": 7.938})
    assert {field.key: field for field in exercise_form(loaded, LoadUnit.LB)}["load_kg"].shown == "17.5"
    assert "17.5 lb" in about_exercise(loaded, LoadUnit.LB)
    with pytest.raises(KneecoachError, match="A load must be from 0 to"):
        form["load_kg"].values("9999")


@pytest.mark.parametrize(
    "equipment",
    [
        ["a chair"],
        ["a mat or carpet", "loop band, light"],
        ["long band, strong, fixed at the height of the knee", "a wall"],
    ],
)
def test_equipment_that_is_shown_and_typed_again_is_the_same(equipment: list[str]) -> None:
    field = fields(OWN.model_copy(update={"equipment": tuple(equipment)}))["equipment"]
    assert field.values(field.shown) == {"equipment": equipment}
