"""`routines`, `paths` and `log`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kneecoach.routine.library import builtin_dir, builtin_exercises_dir
from tests.cli.program import as_json, kneecoach

BUILT_IN = builtin_dir() / "knee-relief.toml"
SHIPPED = ("knee-relief", "knee-home", "knee-minutes", "knee-start", "knee-strong")
"""The default first, the others by name."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two routines of the user's own; one has a fault."""
    data = tmp_path_factory.mktemp("set-up") / "data"
    own = data / "config" / "routines"
    own.mkdir(parents=True)
    text = BUILT_IN.read_text("utf-8")
    (own / "short.toml").write_text(
        text.replace('"knee-relief"', '"short"').replace("sets = 3", "sets = 1"), "utf-8"
    )
    (own / "wrong.toml").write_text(
        text.replace('"knee-relief"', '"wrong"').replace("sets = 3", "sets = 3\nrest = -5"), "utf-8"
    )
    return data


def test_listing(data: Path) -> None:
    done = kneecoach(data, "routines", "list")
    assert [line.split()[0] for line in done.stdout.splitlines()] == [*SHIPPED, "short"]
    assert "Knee relief, 26 sets" in done.stdout
    assert (
        "wrong.toml: exercise 3 (Lateral band walk), rest: should be at least 0, not -5 (and 3 more faults)"
        in done.stderr
    )
    # One set of each of the four trained exercises: 8 stretches and 2 + 1 + 1 + 2 sets.
    rows = json.loads(kneecoach(data, "routines", "list", "--json").stdout)
    sets = {row["id"]: row["sets"] for row in rows}
    assert (list(sets), sets["knee-relief"], sets["short"]) == ([*SHIPPED, "short"], 26, 14)


def test_showing(data: Path) -> None:
    out = kneecoach(data, "routines", "show", "knee-relief").stdout
    for line in (
        "Knee relief: 26 sets, about 37 min",
        "Quad stretch: 2 × 30 s each leg",
        "Lateral band walk: 3 × 15–20 steps each leg",
        "Stability ball leg curl: 3 × 20 reps",
        "Hip thrust: 3 × 15 reps, 2 s hold",
        "Dumbbell reverse lunge: 3 × 10 reps each leg",
    ):
        assert line in out.splitlines(), line
    says = as_json(data, "routines", "show", "short")
    assert (says["id"], len(says["exercise"])) == ("short", 6)
    assert "knee-strong, short, wrong" in kneecoach(data, "routines", "show", "nothing", status=2).stderr


def test_checking(data: Path) -> None:
    done = kneecoach(data, "routines", "check", status=1)
    assert done.stdout.splitlines() == [f"{name}: fine" for name in (*SHIPPED, "short")]
    wrong = data / "config" / "routines" / "wrong.toml"
    titles = (
        "3 (Lateral band walk)",
        "4 (Stability ball leg curl)",
        "5 (Hip thrust)",
        "6 (Dumbbell reverse lunge)",
    )
    assert done.stderr.splitlines() == [
        f"kneecoach: {wrong}: exercise {title}, rest: should be at least 0, not -5" for title in titles
    ], "all of them at once"
    assert kneecoach(data, "routines", "check", "short", str(BUILT_IN)).stderr == ""
    rows = json.loads(kneecoach(data, "routines", "check", "short", "wrong", "--json", status=1).stdout)
    assert [row["routine"] for row in rows] == ["short", "wrong"]
    assert (rows[0]["error"], rows[0]["errors"]) == (None, [])
    assert ("rest" in rows[1]["error"], len(rows[1]["errors"])) == (True, 4)
    kneecoach(data, "routines", "check", str(data / "missing.toml"), status=1)
    kneecoach(data, "routines", "check", str(data), status=None)


def test_a_missing_figure_is_named(tmp_path: Path) -> None:
    own = tmp_path / "data" / "config" / "routines"
    own.mkdir(parents=True)
    text = BUILT_IN.read_text("utf-8").replace('"knee-relief"', '"mine"')
    (own / "mine.toml").write_text(text.replace('"hip-thrust"', '"hip-thrust"\nfigure = "wallsit"'), "utf-8")
    done = kneecoach(tmp_path / "data", "routines", "check", "mine", status=1)
    assert done.stderr == (
        f"kneecoach: {own / 'mine.toml'}: exercise 5 (Hip thrust), figure: "
        "there is no figure called 'wallsit'; did you mean 'wall-sit' or 'wall-squat'?\n"
    )


@pytest.mark.parametrize("name", ["._short.toml", ".#short.toml", "short~.toml", "short.toml~", ".short.toml.swp"])
def test_what_an_editor_or_a_mac_leaves_behind_is_not_a_routine(tmp_path: Path, name: str) -> None:
    own = tmp_path / "data" / "config" / "routines"
    own.mkdir(parents=True)
    (own / name).write_bytes(b"\x00\x05\x16\x07Mac OS X")
    done = kneecoach(tmp_path / "data", "routines", "check")
    assert (done.stdout, done.stderr) == ("".join(f"{name}: fine\n" for name in SHIPPED), "")


def test_paths(data: Path) -> None:
    rows = as_json(data, "paths")
    assert {name: rows[name] for name in ("data", "config", "state", "log", "settings", "routines", "journal")} == {
        "data": str(data),
        "config": str(data / "config"),
        "state": str(data / "state"),
        "log": str(data / "log"),
        "settings": str(data / "config" / "config.toml"),
        "routines": str(data / "config" / "routines"),
        "journal": str(data / "state" / "live.jsonl"),
    }
    assert Path(rows["built_in_routines"]) == builtin_dir()
    assert Path(rows["exercises"]) == Path(rows["config"]) / "exercises"
    assert Path(rows["built_in_exercises"]) == builtin_exercises_dir()
    lines = kneecoach(data, "paths").stdout.splitlines()
    assert len(lines) == len(rows)
    assert f"{'log':<19} {data / 'log'}" in lines


def test_every_folder_can_be_moved(tmp_path: Path) -> None:
    data, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    env = {"KNEECOACH_CONFIG_DIR": str(tmp_path / "c"), "KNEECOACH_STATE_DIR": str(tmp_path / "s")}
    moved = json.loads(kneecoach(data, "paths", "--json", env=env).stdout)
    assert (moved["data"], moved["config"], moved["state"]) == (str(data), str(tmp_path / "c"), str(tmp_path / "s"))
    for arguments in (
        ("--data-dir", str(elsewhere), "paths", "--json"),
        ("paths", "--json", "--data-dir", str(elsewhere)),
    ):
        found = json.loads(kneecoach(data, *arguments).stdout)
        assert (found["data"], found["config"]) == (str(elsewhere), str(elsewhere / "config"))


def test_the_log_s_file(tmp_path: Path) -> None:
    data = tmp_path / "data"
    out = kneecoach(data, "log", "path").stdout
    device = (data / "state" / "device").read_text().strip()
    assert out == f"{data / 'log' / device}.jsonl\n"
    assert kneecoach(data, "log", "path").stdout == out
    assert json.loads(kneecoach(data, "log", "path", "--json").stdout) == {"path": out.strip()}
