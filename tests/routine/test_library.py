"""The library: exercises with all their texts, and routines that take them with `use`."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from kneecoach.errors import KneecoachError, UsageError
from kneecoach.faults import InvalidFile
from kneecoach.paths import Paths
from kneecoach.routine.library import (
    builtin_dir,
    exercise_files,
    load_exercise,
    load_routine,
    read_routine,
)
from kneecoach.routine.model import ExerciseModel
from kneecoach.routine.planner import plan_routine
from kneecoach.routine.today import for_today
from kneecoach.session.plan import Side
from tests.routine.shipped import LIBRARY

HEAD = 'schema = 1\nid = "mine"\ntitle = "Mine"\n'
SQUAT = """\
schema = 1
id = "box-squat"
title = "Box squat"
spoken = "Box squat, to a chair"
position = "Stand before the box"
sets = 3
reps = [8, 12]
cadence = [{ name = "lower", seconds = 2 }, { name = "stay", seconds = 1, hold = true }]
"""


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A user's folders, with one exercise of their own."""
    paths = Paths(tmp_path / "data", tmp_path / "config", tmp_path / "state")
    paths.exercises_dir.mkdir(parents=True)
    paths.routines_dir.mkdir(parents=True)
    (paths.exercises_dir / "box-squat.toml").write_text(SQUAT, "utf-8")
    return paths


def used(paths: Paths, text: str) -> ExerciseModel:
    """The one exercise of a routine with this text under its `[[exercise]]`."""
    (paths.routines_dir / "mine.toml").write_text(HEAD + "[[exercise]]\n" + text, "utf-8")
    (exercise,) = load_routine(paths, "mine").spec.exercise
    return exercise


def faults(paths: Paths, text: str) -> list[str]:
    """What is wrong with a routine with this text, without its file's name."""
    file = paths.routines_dir / "mine.toml"
    file.write_text(HEAD + text, "utf-8")
    with pytest.raises(InvalidFile) as raised:
        load_routine(paths, "mine")
    return [fault.removeprefix(f"{file}: ") for fault in raised.value.faults]


@pytest.mark.parametrize("name", LIBRARY)
def test_an_exercise_that_ships_says_everything(name: str) -> None:
    said = LIBRARY[name]
    assert said.position, "it is said before the first set"
    for words in (said.how_to, said.cues, said.faults, said.easier, said.muscles, said.source):
        assert words
    assert said.figure
    assert said.without or not said.equipment, "what to do without the equipment"
    assert {source.of for source in said.source} >= {"dose"}


@pytest.mark.parametrize("name", LIBRARY)
def test_a_position_is_short_enough_to_be_said_while_getting_ready(name: str) -> None:
    assert len((LIBRARY[name].position or "").split()) <= 12


def test_no_two_exercises_have_the_same_title() -> None:
    titles = [said.title for said in LIBRARY.values()]
    assert len(set(titles)) == len(titles)


def test_an_exercise_is_taken_whole(paths: Paths) -> None:
    taken = used(paths, 'use = "hip-thrust"\n')
    whole = LIBRARY["hip-thrust"].model_dump()
    assert taken.model_dump() == {
        **{key: value for key, value in whole.items() if key != "schema_"},
        **dict.fromkeys(("load_kg", "variant", "planned", "changed", "note")),
        "use": "hip-thrust",
    }


def test_what_the_routine_says_takes_the_place_of_what_the_library_says(paths: Paths) -> None:
    cadence = 'cadence = [{ name = "up", seconds = 3 }]\n'
    changes = 'sets = 4\nreps = 8\nrest = 45\nload_kg = 6\nvariant = "one leg"\nnote = "bench lower"\n'
    taken = used(paths, f'use = "hip-thrust"\n{changes}{cadence}')
    assert (taken.sets, taken.reps, taken.rest, taken.load_kg) == (4, (8, 8), 45.0, 6.0)
    assert (taken.variant, taken.note) == ("one leg", "bench lower")
    assert [(phase.name, phase.seconds) for phase in taken.cadence] == [("up", 3.0)]
    assert taken.how_to == LIBRARY["hip-thrust"].how_to


@pytest.mark.parametrize(
    ("text", "reps", "hold", "seconds"),
    [
        pytest.param('use = "quad-stretch"\nhold = 45\n', None, 45.0, [], id="a longer timed hold"),
        pytest.param('use = "hip-thrust"\nhold = 3\n', (15, 15), None, [1.0, 3.0, 2.0], id="a longer squeeze"),
        pytest.param(
            'use = "hip-thrust"\nhold = 4\ncadence = [{ name = "squeeze", seconds = 1, hold = true }]\n',
            (15, 15),
            None,
            [4.0],
            id="the hold of the cadence given with it",
        ),
        pytest.param(
            'use = "quad-stretch"\nreps = 5\ncadence = [{ name = "up", seconds = 1 }]\n',
            (5, 5),
            None,
            [1.0],
            id="a stretch that is counted",
        ),
    ],
)
def test_hold_is_the_length_of_the_hold(
    paths: Paths, text: str, reps: tuple[int, int] | None, hold: float | None, seconds: list[float]
) -> None:
    taken = used(paths, text)
    assert (taken.reps, taken.hold, [phase.seconds for phase in taken.cadence]) == (reps, hold, seconds)


@pytest.mark.parametrize(
    ("text", "sets", "reps"),
    [
        ('use = "ball-leg-curl"\n', 3, (20, 20)),
        ('use = "ball-leg-curl"\nvariant = "one leg"\n', 3, (5, 5)),
        ('use = "ball-leg-curl"\nvariant = "one leg"\nreps = 6\n', 3, (6, 6)),
        ('use = "ball-leg-curl"\nvariant = "a short range"\n', 3, (20, 20)),
    ],
)
def test_a_variant_that_a_routine_names_brings_its_own_dose(
    paths: Paths, text: str, sets: int, reps: tuple[int, int]
) -> None:
    taken = used(paths, text)
    assert (taken.sets, taken.reps) == (sets, reps)
    assert plan_routine(load_routine(paths, "mine")).as_begun[0].target.reps == reps


def test_a_variant_may_have_phases_of_its_own(paths: Paths) -> None:
    """So may the hold in its reps. A timed hold is as long as the routine says."""
    own = SQUAT.replace("sets = 3", 'sets = 3\nharder = ["slower"]') + '[[variants]]\nwords = "slower"\nhold = 4\n'
    (paths.exercises_dir / "box-squat.toml").write_text(own, "utf-8")
    used(paths, 'use = "box-squat"\nvariant = "slower"\n')
    (first, *_) = plan_routine(load_routine(paths, "mine")).as_begun
    assert (first.target.reps, first.target.hold_seconds) == ((8, 12), 4.0)
    assert [phase.seconds for phase in first.exercise.cadence] == [2.0, 4.0]


def test_another_title_is_spoken_as_it_is_written(paths: Paths) -> None:
    assert used(paths, 'use = "box-squat"\n').spoken == "Box squat, to a chair"
    assert used(paths, 'use = "box-squat"\ntitle = "Squat"\n').spoken is None


def test_one_exercise_can_be_taken_twice_under_two_ids(paths: Paths) -> None:
    (paths.routines_dir / "mine.toml").write_text(
        HEAD + '[[exercise]]\nuse = "hip-thrust"\n[[exercise]]\nuse = "hip-thrust"\nid = "hip-thrust-2"\n', "utf-8"
    )
    assert [e.id for e in load_routine(paths, "mine").spec.exercise] == ["hip-thrust", "hip-thrust-2"]
    twice = '[[exercise]]\nuse = "hip-thrust"\n' * 2
    assert faults(paths, twice) == [
        "the file: two exercises have the id 'hip-thrust': 1 (Hip thrust) and 2 (Hip thrust); each needs its own"
    ]


def test_an_exercise_of_the_user_s_own_is_found_and_hides_a_built_in_one(paths: Paths) -> None:
    assert used(paths, 'use = "box-squat"\n').title == "Box squat"
    own = SQUAT.replace("box-squat", "hip-thrust").replace("Box squat", "My thrust")
    (paths.exercises_dir / "hip-thrust.toml").write_text(own, "utf-8")
    assert used(paths, 'use = "hip-thrust"\n').title == "My thrust"
    assert load_exercise(paths, "hip-thrust").path.parent == paths.exercises_dir


def test_everything_that_is_wrong_is_said_at_once_with_the_exercise_s_title(paths: Paths) -> None:
    text = """\
[[exercise]]
use = "hip-thrust"
sets = "two"
hold = "long"
[[exercise]]
use = "hip-thrusts"
reps = 0
[[exercise]]
use = "lateral-band-walk"
hold = 3
colour = 1
[[exercise]]
use = 5
[[exercise]]
use = "yoga"
"""
    assert faults(paths, text) == [
        "exercise 1 (Hip thrust), hold: should be a number, not 'long'",
        "exercise 1 (Hip thrust), sets: should be a whole number, not 'two'",
        "exercise 2 (hip-thrusts), use: there is no exercise called 'hip-thrusts'; did you mean 'hip-thrust'?",
        "exercise 2 (hip-thrusts), reps: give a number of reps, or a minimum and a maximum: 20 or [15, 20]",
        "exercise 3 (Lateral band walk), hold: this exercise is counted in reps and has no hold; "
        "give its cadence instead",
        "exercise 3 (Lateral band walk), colour: is not a known key",
        "exercise 4 (no title), use: should be text, not 5",
        "exercise 5 (yoga), use: there is no exercise called 'yoga'; `kneecoach exercises list` shows them all",
    ]


def test_what_is_wrong_with_an_exercise_of_the_user_s_own_is_said_with_its_file(paths: Paths) -> None:
    own = paths.exercises_dir / "box-squat.toml"
    own.write_text(SQUAT.replace("sets = 3", "sets = 0"), "utf-8")
    text = '[[exercise]]\nuse = "box-squat"\nrest = -1\n'
    assert faults(paths, text) == [
        "exercise 1 (box-squat), rest: should be at least 0, not -1",
        f"{own}: sets: should be at least 1, not 0",
    ]
    own.write_text("schema = ", "utf-8")
    (said,) = faults(paths, '[[exercise]]\nuse = "box-squat"\n')
    assert said.startswith(f"{own}: this is not valid TOML")


def test_a_file_of_the_library_is_called_as_its_id(paths: Paths) -> None:
    (paths.exercises_dir / "other.toml").write_text(SQUAT, "utf-8")
    with pytest.raises(KneecoachError, match=r"other\.toml: id: should be 'other', the file's name"):
        load_exercise(paths, "other")


def test_an_unknown_exercise_is_wrong_usage_and_the_known_ones_are_listed(paths: Paths) -> None:
    with pytest.raises(UsageError, match=r"no exercise called 'yoga'; there are: .*hip-thrust.*box-squat"):
        load_exercise(paths, "yoga")


@pytest.mark.parametrize("key", ["use", "note", "load_kg", "variant", "changed"])
def test_what_only_a_routine_says_is_not_a_key_of_a_library_file(paths: Paths, key: str) -> None:
    (paths.exercises_dir / "box-squat.toml").write_text(SQUAT + f"{key} = 1\n", "utf-8")
    with pytest.raises(KneecoachError, match=f"{key}: is not a known key"):
        load_exercise(paths, "box-squat")


def test_the_digest_covers_what_was_drawn_in_and_nothing_else(paths: Paths) -> None:
    file = paths.routines_dir / "mine.toml"
    used(paths, 'use = "box-squat"\n')
    raw, drawn = file.read_bytes(), (paths.exercises_dir / "box-squat.toml").read_bytes()
    assert load_routine(paths, "mine").digest == "sha256:" + hashlib.sha256(raw + drawn).hexdigest()
    before = load_routine(paths, "mine").digest
    (paths.exercises_dir / "hip-thrust.toml").write_text(SQUAT.replace("box-squat", "hip-thrust"), "utf-8")
    assert load_routine(paths, "mine").digest == before
    (paths.exercises_dir / "box-squat.toml").write_text(SQUAT.replace("reps = [8, 12]", "reps = 12"), "utf-8")
    assert load_routine(paths, "mine").digest != before


def test_what_an_editor_left_behind_is_not_an_exercise(paths: Paths) -> None:
    for name in (".#box-squat.toml", "._box-squat.toml", "box-squat~.toml"):
        (paths.exercises_dir / name).write_text("", "utf-8")
    assert set(exercise_files(paths.exercises_dir)) == {*LIBRARY, "box-squat"}


def test_the_doses_of_the_default_routine_are_those_of_its_source() -> None:
    spec = read_routine(builtin_dir() / "knee-relief.toml").spec
    assert [(e.id, e.sets, e.reps, e.hold, e.sides) for e in spec.exercise] == [
        ("quad-stretch", 2, None, 30.0, "each"),
        ("calf-stretch", 2, None, 30.0, "each"),
        ("lateral-band-walk", 3, (15, 20), None, "each"),
        ("ball-leg-curl", 3, (20, 20), None, "both"),
        ("hip-thrust", 3, (15, 15), None, "both"),
        ("reverse-lunge", 3, (10, 10), None, "each"),
    ]


CIRCUIT = """\
order = "circuit"
[[exercise]]
use = "quad-stretch"
kind = "warm-up"
sets = 2
[[exercise]]
use = "reverse-lunge"
sets = 2
[[exercise]]
use = "hip-thrust"
sets = 3
[[exercise]]
use = "calf-stretch"
sets = 1
kind = "cool-down"
"""


def test_a_circuit_goes_round_its_work_and_leaves_the_rest_where_it_stands(paths: Paths) -> None:
    (paths.routines_dir / "mine.toml").write_text(HEAD + CIRCUIT, "utf-8")
    plan = plan_routine(load_routine(paths, "mine"), Side.RIGHT)
    assert [(planned.exercise.id, planned.set, str(planned.side)) for planned in plan.sets] == [
        *[("quad-stretch", number, side) for number in (1, 2) for side in ("right", "left")],
        *[("reverse-lunge", 1, side) for side in ("right", "left")],
        ("hip-thrust", 1, "both"),
        *[("reverse-lunge", 2, side) for side in ("right", "left")],
        *[("hip-thrust", number, "both") for number in (2, 3)],
        *[("calf-stretch", 1, side) for side in ("right", "left")],
    ]
    assert plan.size == 7, "warm-up and cool-down count as no sets"
    with pytest.raises(KneecoachError, match="left out today"):
        for_today(plan, without=("reverse-lunge", "hip-thrust"))


def test_a_routine_needs_work(paths: Paths) -> None:
    said = faults(paths, '[[exercise]]\nuse = "quad-stretch"\nkind = "warm-up"\n')
    assert said == ["the file: a routine needs an exercise that is neither a warm-up nor a cool-down"]


THINGS = ("band", "dumbbell", "wall", "chair", "bench", "ball", "step", "towel", "cushion")


@pytest.mark.parametrize("name", LIBRARY)
def test_a_variant_is_not_begun_in_a_position_with_what_it_does_without(name: str) -> None:
    said = LIBRARY[name]
    for variant in said.variants:
        if variant.equipment is None or variant.position is not None:
            continue
        needed = " ".join(variant.equipment)
        gone = [thing for thing in THINGS if thing in " ".join(said.equipment) and thing not in needed]
        assert not [thing for thing in gone if thing in (said.position or "")], variant.words
