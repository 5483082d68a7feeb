"""`exercises`: what the library has, as printed in a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kneecoach.routine.library import builtin_exercises_dir
from tests.cli.program import as_json, kneecoach

SQUAT = """\
schema = 1
id = "box-squat"
title = "Box squat"
sets = 2
reps = [8, 12]
sides = "each"
equipment = ["a sturdy chair"]
cadence = [{ name = "lower", seconds = 2 }, { name = "drive up", seconds = 1 }]
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two exercises of the user's own; one has two faults."""
    data = tmp_path_factory.mktemp("library") / "data"
    own = data / "config" / "exercises"
    own.mkdir(parents=True)
    (own / "box-squat.toml").write_text(SQUAT, "utf-8")
    wrong = SQUAT.replace("box-squat", "wrong").replace("sets = 2", "sets = 0").replace("[8, 12]", "0")
    (own / "wrong.toml").write_text(wrong, "utf-8")
    return data


def test_listing(data: Path) -> None:
    done = kneecoach(data, "exercises", "list")
    lines = done.stdout.splitlines()
    assert "box-squat                   Box squat, 2 × 8–12 reps each leg  (a sturdy chair)" in lines
    assert done.stderr == (
        f"kneecoach: {data / 'config' / 'exercises' / 'wrong.toml'}: "
        "sets: should be at least 1, not 0 (and 1 more fault)\n"
    )
    ids = {path.stem for path in builtin_exercises_dir().glob("*.toml")}
    rows = as_json(data, "exercises", "list")
    assert {row["id"] for row in rows} == {line.split()[0] for line in lines} == ids | {"box-squat"}
    assert [row["title"] for row in rows] == sorted(row["title"] for row in rows)


def test_each_says_what_it_has(data: Path) -> None:
    rows = {row["id"]: row for row in as_json(data, "exercises", "list")}
    own = rows["box-squat"]
    assert (own["figure"], own["position"], own["clip"]) == (False, None, False)
    thrust = rows["hip-thrust"]
    assert (thrust["figure"], thrust["clip"]) == (True, True)
    assert thrust["position"] == "Upper back on the bench, dumbbell on your lap"
    assert thrust["dose"] == "3 × 15 reps, 2 s hold"


@pytest.mark.parametrize(
    ("have", "found", "left_out"),
    [
        (("none",), {"calf-stretch", "quad-stretch"}, {"box-squat", "hip-thrust", "reverse-lunge"}),
        (("chair",), {"box-squat", "calf-stretch"}, {"hip-thrust", "lateral-band-walk"}),
        (("loop band", "dumbbells"), {"lateral-band-walk", "reverse-lunge"}, {"hip-thrust", "box-squat"}),
        (("bench", "dumbbell"), {"hip-thrust"}, {"ball-leg-curl"}),
    ],
)
def test_only_what_can_be_done_with_what_is_there(
    data: Path, have: tuple[str, ...], found: set[str], left_out: set[str]
) -> None:
    options = [word for thing in have for word in ("--equipment", thing)]
    ids = {row["id"] for row in as_json(data, "exercises", "list", *options)}
    assert found <= ids
    assert not left_out & ids


def test_showing(data: Path) -> None:
    out = kneecoach(data, "exercises", "show", "hip-thrust").stdout
    for line in (
        "Hip thrust: 3 × 15 reps, 2 s hold",
        "Upper back on the bench, dumbbell on your lap.",
        "Easier: no dumbbell; a bridge on the floor",
        "Works: buttocks, back of the thigh",
        "Source of dose (read): ",
    ):
        assert line in out
    said = as_json(data, "exercises", "show", "box-squat")
    assert (said["schema"], said["title"], said["reps"]) == (1, "Box squat", [8, 12])
    assert "no exercise called 'yoga'" in kneecoach(data, "exercises", "show", "yoga", status=2).stderr


def test_checking(data: Path, tmp_path: Path) -> None:
    wrong = data / "config" / "exercises" / "wrong.toml"
    faults = [
        f"{wrong}: sets: should be at least 1, not 0",
        f"{wrong}: reps: give a number of reps, or a minimum and a maximum: 20 or [15, 20]",
    ]
    done = kneecoach(data, "exercises", "check", status=1)
    assert done.stderr.splitlines() == [f"kneecoach: {fault}" for fault in faults], "all of them at once"
    assert {"box-squat: fine", "hip-thrust: fine"} <= set(done.stdout.splitlines())
    file = tmp_path / "box-squat.toml"
    file.write_text(SQUAT + 'figure = "wallsit"\n', "utf-8")
    assert kneecoach(data, "exercises", "check", str(file), status=1).stderr == (
        f"kneecoach: {file}: figure: there is no figure called 'wallsit'; "
        "did you mean 'wall-sit' or 'wall-squat'?\n"
    )
    rows = json.loads(kneecoach(data, "exercises", "check", "box-squat", "wrong", "--json", status=1).stdout)
    assert [(row["exercise"], row["errors"]) for row in rows] == [("box-squat", []), ("wrong", faults)]
