"""`kneecoach voice`: what has no clip, and `kneecoach voice make`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.audio.voice.voices import mute_computer, needs_espeak, without_extra
from tests.cli.program import kneecoach

OWN = """\
schema = 1
id = "own"
title = "Own words"

[[exercise]]
id = "frog-squat"
title = "TKE"
spoken = "Frog squat"
position = "Feet wide apart"
sets = 1
reps = 2
cadence = [{ name = "sink", seconds = 1 }, { name = "push up", seconds = 1 }]
rest = 95
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    routines = tmp_path / "data" / "config" / "routines"
    routines.mkdir(parents=True)
    (routines / "own.toml").write_text(OWN)
    return tmp_path / "data"


def test_it_lists_what_has_no_clip_as_it_is_said(data: Path, tmp_path: Path) -> None:
    out = kneecoach(data, "voice", env=mute_computer(tmp_path / "mute")).stdout
    assert "knee-relief: everything is spoken\n" in out
    assert (
        "own: without a clip\n  Frog squat\n  Feet wide apart\n  And sink\n  (1 phrase more said in pieces)\n"
        in out
    )
    assert "pip install 'kneecoach[voice]'" in out


def test_a_program_gets_the_same_as_json(data: Path, tmp_path: Path) -> None:
    told = json.loads(kneecoach(data, "voice", "--json", env=mute_computer(tmp_path / "mute")).stdout)
    assert told["voice"] is None
    (own,) = [row for row in told["routines"] if row["routine"] == "own"]
    assert own == {
        "routine": "own",
        "title": "Own words",
        "missing": ["Frog squat", "Feet wide apart", "And sink"],
        "in_pieces": ["Rest. Ninety-five seconds"],
    }


def test_if_nothing_can_speak_make_says_what_to_install(data: Path, tmp_path: Path) -> None:
    done = kneecoach(data, "voice", "make", status=1, env=mute_computer(tmp_path / "mute"))
    assert "pip install 'kneecoach[voice]'" in done.stderr


@needs_espeak
def test_make_renders_what_is_missing_and_only_that(data: Path, tmp_path: Path) -> None:
    env = without_extra(tmp_path / "without")
    first = json.loads(kneecoach(data, "voice", "make", "own", "--json", env=env).stdout)
    assert (first["voice"], list(first["made"]), first["failed"]) == (
        "espeak-ng",
        ["Frog squat", "Feet wide apart", "And sink"],
        [],
    )
    assert kneecoach(data, "voice", "make", env=env).stdout == "Every word already has a clip.\n"
    assert "without a clip" not in kneecoach(data, "voice", env=env).stdout


def test_an_unknown_routine_is_named(data: Path) -> None:
    assert "no routine called 'nope'" in kneecoach(data, "voice", "make", "nope", status=2).stderr


@needs_espeak
def test_a_routine_that_cannot_be_read_is_named_and_the_others_go_on(data: Path, tmp_path: Path) -> None:
    (data / "config" / "routines" / "bad.toml").write_text("schema = 2")
    done = kneecoach(data, "voice", env=without_extra(tmp_path / "without"))
    assert "bad.toml" in done.stderr
    assert "own: without a clip" in done.stdout
