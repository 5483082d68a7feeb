"""`kneecoach figures` without a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import as_json, kneecoach

OWN = """\
schema = 1
id = "mine"
title = "Mine"
[[exercise]]
id = "step-up"
title = "Step up"
sets = 1
reps = 5
cadence = [{ name = "up", seconds = 1 }]
[[exercise]]
id = "deep-lunge"
title = "Deep lunge"
sets = 1
hold = 20
figure = "stairs"
easier = ["a lower step"]
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a routine of the user's own, and one with a fault."""
    own = tmp_path / "data" / "config" / "routines"
    own.mkdir(parents=True)
    (own / "mine.toml").write_text(OWN)
    (own / "wrong.toml").write_text("schema = 2\n")
    return tmp_path / "data"


@pytest.mark.parametrize("arguments", [(), ("--list",)], ids=" ".join)
def test_listing(data: Path, arguments: tuple[str, ...]) -> None:
    done = kneecoach(data, "figures", *arguments)
    lines = done.stdout.splitlines()
    assert lines[4] == "hip-thrust                Hip thrust, hip-thrust  (knee-relief)"
    assert "step-up                   Step up, no figure  (mine)" in lines
    assert "prone-leg-curl            Prone leg curl, prone-leg-curl" in lines, "in no routine"
    assert "wrong.toml" in done.stderr


def test_as_json(data: Path) -> None:
    rows = as_json(data, "figures")
    assert [row["id"] for row in rows][4:7] == ["hip-thrust", "reverse-lunge", "bird-dog"]
    assert {"id": "step-up", "title": "Step up", "figure": None, "routine": "mine"} in rows
    assert {"id": "bird-dog", "title": "Bird dog", "figure": "bird-dog", "routine": None} in rows
    assert [row["id"] for row in as_json(data, "figures", "stairs")] == ["deep-lunge"]


def test_one_movement_in_words(data: Path) -> None:
    lines = kneecoach(data, "figures", "hip-thrust").stdout.splitlines()
    assert lines[0] == "Hip thrust: 3 × 15 reps, 2 s hold"
    assert "  Easier: no dumbbell; a bridge on the floor" in lines
    assert kneecoach(data, "figures", "stairs").stdout == "Deep lunge: 1 × 20 s\n  Easier: a lower step\n"
    assert len(kneecoach(data, "figures", "hip-thrust", "--list").stdout.splitlines()) == 1


def test_an_unknown_name_is_wrong_usage(data: Path) -> None:
    done = kneecoach(data, "figures", "squat", status=2)
    assert done.stdout == ""
    assert done.stderr.startswith(
        "kneecoach: There is no movement called 'squat'; there are: quad-stretch, calf-stretch, lateral-band-walk, "
        "ball-leg-curl, hip-thrust, reverse-lunge, bird-dog, "
    )
    assert ", deep-lunge, " in done.stderr


def test_without_a_routine_that_can_be_read_the_library_is_listed(tmp_path: Path) -> None:
    own = tmp_path / "data" / "config" / "routines"
    own.mkdir(parents=True)
    (own / "knee-relief.toml").write_text("schema = 2\n")
    done = kneecoach(tmp_path / "data", "figures")
    assert "hip-thrust                Hip thrust, hip-thrust" in done.stdout
    assert "knee-relief.toml" in done.stderr
