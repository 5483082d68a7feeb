"""The user's own routines: made from nothing or from another, and never over an existing file."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.errors import KneecoachError, UsageError
from kneecoach.paths import Paths, assets_dir
from kneecoach.routine.library import builtin_dir, exercise_files, load_routine
from kneecoach.routine.own import SCHEMA_LINE, copy_routine, free_id, new_routine, slug_of, title_of
from kneecoach.routine.planner import plan_routine
from tests.log.samples import folders

SHIPPED = sorted(path.stem for path in builtin_dir().glob("*.toml"))


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return folders(tmp_path)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Knee, my way", "knee-my-way"),
        ("  Physio -- Tuesday 2 ", "physio-tuesday-2"),
        ("Übungen fürs Knie: groß", "ubungen-furs-knie-gross"),
        ("膝", ""),
        ("con", "con-routine"),
        ("x" * 70, "x" * 60),
        ("x" * 59 + " yes", "x" * 59),
    ],
)
def test_a_title_becomes_an_id(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@pytest.mark.parametrize(("name", "title"), [("my-knee", "My knee"), ("Physio Tue", "Physio Tue"), ("膝", "膝")])
def test_a_name_becomes_a_title(name: str, title: str) -> None:
    assert title_of(name) == title


@given(title=st.text())
def test_a_slug_is_an_id_or_nothing(title: str) -> None:
    from pydantic import TypeAdapter

    from kneecoach.routine.model import Slug

    if slug := slug_of(title):
        assert TypeAdapter(Slug).validate_python(slug) == slug == slug_of(slug)


def test_a_new_routine_has_one_exercise_with_its_dose_and_names_its_schema(paths: Paths) -> None:
    made = new_routine(paths, "Knee, my way")
    assert made.path == paths.routines_dir / "knee-my-way.toml"
    assert made == load_routine(paths, "knee-my-way")
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    text = made.path.read_text("utf-8")
    assert text.splitlines()[0] == SCHEMA_LINE
    assert tomllib.loads(text)["exercise"] == [{"use": "sit-to-stand", "sets": 3, "reps": [8, 12]}]
    schema = (made.path.parent / SCHEMA_LINE.split()[1]).resolve()
    assert schema.read_bytes() == (assets_dir() / "schemas" / "routine.json").read_bytes()


def test_a_new_routine_takes_what_is_asked_for_in_that_order(paths: Paths) -> None:
    asked = list(exercise_files(None))[:40]
    made = new_routine(paths, "All", exercises=asked)
    assert [exercise.id for exercise in made.spec.exercise] == asked
    for written in tomllib.loads(made.path.read_text("utf-8"))["exercise"]:
        assert set(written) in ({"use", "sets", "reps"}, {"use", "sets", "hold"}), "a newer library changes no dose"


def test_a_missing_exercise_makes_no_routine(paths: Paths) -> None:
    with pytest.raises(UsageError, match="no exercise called 'sit-to-stan'"):
        new_routine(paths, "Mine", exercises=["sit-to-stan"])
    assert not paths.routines_dir.exists()


@pytest.mark.parametrize("name", SHIPPED)
def test_a_copy_does_the_same_under_another_name(paths: Paths, name: str) -> None:
    source = load_routine(paths, name)
    copied = copy_routine(paths, name, id_="mine", title="Mine")
    assert load_routine(paths, "mine") == copied
    assert plan_routine(copied).sets == plan_routine(source).sets
    assert copied.path.read_text("utf-8").count("use = ") == source.path.read_text("utf-8").count("use = ")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_copy_keeps_comments_and_line_ends_and_leaves_out_who_prescribed_it(paths: Paths, end: str) -> None:
    head = ("#:schema ../../elsewhere.json", "# mine", "schema = 1", 'id = "first" # the id', 'title = "First"')
    lines = (*head, "", "[[exercise]] # the chair", 'use = "sit-to-stand"', "sets = 2 # not three", "")
    paths.routines_dir.mkdir(parents=True)
    (paths.routines_dir / "first.toml").write_bytes(end.join(lines).encode())
    copied = copy_routine(paths, "first")
    assert (copied.spec.id, copied.spec.title) == ("first-copy", "First (copy)")
    named = ("schema = 1", 'id = "first-copy" # the id', 'title = "First (copy)"')
    expected = (SCHEMA_LINE, "# A copy of first.", "# mine", *named, *lines[5:])
    assert copied.path.read_bytes().decode() == end.join(expected)


def test_a_free_id_belongs_to_no_routine(paths: Paths) -> None:
    assert free_id(paths, "Knee relief") == "knee-relief-2"
    assert copy_routine(paths, "knee-relief", title="Knee relief!").spec.id == "knee-relief-2"
    assert copy_routine(paths, "knee-relief", title="Knee relief?").spec.id == "knee-relief-3"
    assert free_id(paths, "膝") == "routine"
    assert len(free_id(paths, "x" * 70)) == 60
    new_routine(paths, "x" * 70)
    assert free_id(paths, "x" * 70) == "x" * 58 + "-2"


def test_no_routine_is_overwritten_or_hidden(paths: Paths) -> None:
    new_routine(paths, "Mine")
    before = (paths.routines_dir / "mine.toml").read_bytes()
    for taken in ("mine", "knee-relief"):
        with pytest.raises(KneecoachError, match=f"already a routine called '{taken}'"):
            new_routine(paths, "Other", id_=taken)
        with pytest.raises(KneecoachError, match=f"already a routine called '{taken}'"):
            copy_routine(paths, "knee-start", id_=taken)
    (paths.routines_dir / "later.toml").symlink_to(paths.routines_dir / "nowhere")
    with pytest.raises(KneecoachError, match=r"later\.toml: this file already exists|already a routine called"):
        new_routine(paths, "Other", id_="later")
    assert (paths.routines_dir / "mine.toml").read_bytes() == before


def test_a_folder_that_cannot_be_written_is_one_sentence(paths: Paths) -> None:
    paths.config.parent.mkdir(parents=True, exist_ok=True)
    paths.config.write_text("a file", "utf-8")
    with pytest.raises(KneecoachError, match=r"config: this is a file, not a folder$"):
        new_routine(paths, "Mine")
