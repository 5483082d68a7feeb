"""A suggestion is written to the person's own copy of the routine: whole, private, and keeping their words."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from kneecoach.errors import KneecoachError
from kneecoach.paths import Paths
from kneecoach.review.accept import apply
from kneecoach.review.loads import next_load, next_load_words, next_loads, next_said
from kneecoach.review.progress import Suggestion
from kneecoach.review.steps import Step, StepKind, step_down, step_up
from kneecoach.routine.library import builtin_dir, load_routine, routine_files
from kneecoach.routine.model import ExerciseModel
from kneecoach.routine.undo_step import take_back
from kneecoach.session.plan import LoadUnit
from tests.log.samples import a_set, folders
from tests.review.routines import a_routine, an_exercise, squats, squatted
from tests.review.sessions import at

NOW = at(10)
TODAY = NOW.date()
BUILT_IN = builtin_dir() / "knee-relief.toml"

MORE_REPS = Step(StepKind.MORE_REPS, (15, 15), (15, 17), 8.0, "")
MORE_LOAD = Step(StepKind.MORE_LOAD, 8.0, 9.0, 9.0, "")
HARDER = Step(StepKind.HARDER, None, "one leg", None, "")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders without a routine of the person's own."""
    return folders(tmp_path)


def thrust(step: Step, routine: str = "knee-relief") -> Suggestion:
    """A suggestion for hip thrusts."""
    return Suggestion(routine, "hip-thrust", "Hip thrust", step, "")


def exercise(paths: Paths, name: str = "hip-thrust") -> ExerciseModel:
    """An exercise as the program reads it now."""
    return next(e for e in load_routine(paths, "knee-relief").spec.exercise if e.id == name)


def test_the_copy_hides_the_built_in_routine(paths: Paths) -> None:
    built_in, before = BUILT_IN.read_bytes(), exercise(paths)
    said = apply(paths, thrust(MORE_REPS), NOW)
    own = paths.routines_dir / "knee-relief.toml"
    assert routine_files(paths)["knee-relief"] == said.path == own
    assert BUILT_IN.read_bytes() == built_in
    changes = {"reps": (15, 17), "load_kg": 8.0, "changed": NOW}
    assert exercise(paths) == before.model_copy(update=changes)
    assert [p.name for p in paths.routines_dir.iterdir()] == ["knee-relief.toml"]
    if os.name == "posix":
        assert stat.S_IMODE(own.stat().st_mode) == 0o600
        assert stat.S_IMODE(own.parent.stat().st_mode) == 0o700


def test_nothing_but_the_exercise_changes(paths: Paths) -> None:
    apply(paths, thrust(MORE_REPS), NOW)
    old = BUILT_IN.read_text("utf-8").splitlines()
    new = (paths.routines_dir / "knee-relief.toml").read_text("utf-8").splitlines()
    assert [line for line in old if line not in new] == ["reps = 15"]
    assert [line for line in new if line not in old] == [
        "reps = [15, 17]",
        "load_kg = 8",
        "changed = 2026-09-17T18:00:00+01:00",
    ]
    assert new[0].startswith("# The routine that starts")


def test_the_library_is_not_copied(paths: Paths) -> None:
    apply(paths, thrust(MORE_REPS), NOW)
    text = (paths.routines_dir / "knee-relief.toml").read_text("utf-8")
    assert 'use = "hip-thrust"' in text
    assert not re.search(r"^(how_to|cues|variants|title = \"Hip)", text, re.MULTILINE)


def test_their_comments_and_line_ends_stay(paths: Paths) -> None:
    paths.routines_dir.mkdir(parents=True)
    own = paths.routines_dir / "mine.toml"
    text = BUILT_IN.read_text("utf-8").replace('id = "knee-relief"', 'id = "mine"  # my own')
    text = text.replace("reps = 15\n", "reps = 15  # was 12\n")
    own.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    apply(paths, thrust(MORE_REPS, "mine"), NOW)
    raw = own.read_bytes()
    assert b"# my own\r\n" in raw
    assert b"reps = [15, 17]  # was 12\r\n" in raw
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_one_after_the_other(paths: Paths) -> None:
    apply(paths, thrust(MORE_LOAD), NOW)
    apply(paths, thrust(HARDER), NOW)
    assert (exercise(paths).load_kg, exercise(paths).variant) == (9.0, "one leg")
    apply(paths, thrust(replace(HARDER, kind=StepKind.EASIER, old="one leg", new=None)), NOW)
    assert exercise(paths).variant is None
    assert "\nvariant = " not in (paths.routines_dir / "knee-relief.toml").read_text("utf-8")


def test_a_variant_with_a_dose_of_its_own_brings_it(paths: Paths) -> None:
    bare = exercise(paths).model_copy(update={"load": False})
    step = step_up(bare.model_copy(update={"variant": "a heavier dumbbell"}), None)
    assert step is not None
    assert (step.words, dict(step.dose)) == (
        "harder: one leg, 5 reps each leg",
        {"reps": (5, 5), "sides": "each"},
    )
    apply(paths, thrust(replace(step, old=None)), NOW)
    changed = exercise(paths)
    assert (changed.variant, changed.reps, changed.sets, changed.sides) == ("one leg", (5, 5), 3, "each")
    take_back(paths, "knee-relief", "hip-thrust")
    assert (exercise(paths).variant, exercise(paths).reps, exercise(paths).sides) == (None, (15, 15), "both")


def test_what_has_changed_since_is_not_overwritten(paths: Paths) -> None:
    apply(paths, thrust(MORE_REPS), NOW)
    kept = (paths.routines_dir / "knee-relief.toml").read_bytes()
    for stale in (MORE_REPS, replace(HARDER, old="a bridge on the floor")):
        with pytest.raises(KneecoachError, match=r"knee-relief\.toml: hip-thrust has changed"):
            apply(paths, thrust(stale), NOW)
    with pytest.raises(KneecoachError, match="squat has changed"):
        apply(paths, replace(thrust(HARDER), exercise="squat"), NOW)
    assert (paths.routines_dir / "knee-relief.toml").read_bytes() == kept


def test_what_could_not_be_read_again_is_not_written(paths: Paths) -> None:
    with pytest.raises(KneecoachError, match=r"exercise 5 \(Hip thrust\), reps"):
        apply(paths, thrust(replace(MORE_REPS, new=(15, 9000))), NOW)
    assert not paths.routines_dir.exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a folder that cannot be written")
def test_a_folder_that_cannot_be_written_is_named(paths: Paths) -> None:
    paths.routines_dir.mkdir(parents=True)
    paths.routines_dir.chmod(0o500)
    with pytest.raises(KneecoachError, match=r"knee-relief\.toml: the routine cannot be saved"):
        apply(paths, thrust(MORE_REPS), NOW)


def test_a_file_in_place_of_the_folder_is_named(paths: Paths) -> None:
    paths.config.mkdir(parents=True)
    paths.routines_dir.write_text("")
    with pytest.raises(KneecoachError, match="routines"):
        apply(paths, thrust(MORE_REPS), NOW)


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_stays_a_link(paths: Paths, tmp_path: Path) -> None:
    """People who keep their files in a repository link to them."""
    kept = tmp_path / "dotfiles.toml"
    kept.write_bytes(BUILT_IN.read_bytes())
    paths.routines_dir.mkdir(parents=True)
    (paths.routines_dir / "knee-relief.toml").symlink_to(kept)
    apply(paths, thrust(MORE_REPS), NOW)
    assert (paths.routines_dir / "knee-relief.toml").is_symlink()
    assert "reps = [15, 17]" in kept.read_text("utf-8")


def test_the_next_load_is_never_more_than_a_load_may_be() -> None:
    heavy = [squatted(8, *squats(10, 10, load=900.0))]
    assert next_load(heavy, an_exercise(load=True), TODAY) == 500.0


def test_the_next_load_is_the_suggested_one_until_it_has_been_used() -> None:
    lifted = [squatted(5, *squats(10, 10, load=8.0)), squatted(8, *squats(10, 10, load=10.0))]
    plain = an_exercise(load=True)
    assert next_load([], plain, TODAY) is None
    assert next_load(lifted, plain, TODAY) == 10.0
    assert next_load(lifted, an_exercise(), TODAY) is None, "no load is recorded of it"
    written = an_exercise(load=True, load_kg=11.0)
    assert next_load([], written, TODAY) == 11.0
    assert next_load(lifted, written.model_copy(update={"changed": at(9)}), TODAY) == 11.0
    assert next_load(lifted, written.model_copy(update={"changed": at(7)}), TODAY) == 10.0
    assert next_load(lifted, plain.model_copy(update={"changed": at(9)}), TODAY) == 10.0
    assert next_loads(lifted, a_routine(written, an_exercise(id="other")), TODAY) == {"squat": 10.0}
    bare = [*lifted, squatted(9, a_set(exercise="squat", load_kg=None))]
    assert next_loads(bare, a_routine(plain), TODAY) == {"squat": 10.0}


def test_the_next_load_is_that_of_the_routine_s_variant() -> None:
    lifted = [squatted(8, *squats(10, 10, load=8.0))]
    weighted = an_exercise(variants=[{"words": "slowly", "load": True}])
    assert next_load(lifted, weighted, TODAY) is None, "it is planned without a load"
    assert next_load(lifted, weighted.model_copy(update={"variant": "slowly"}), TODAY) == 8.0
    bare = an_exercise(load=True, variant="slowly", variants=[{"words": "slowly", "load": False}])
    assert next_load(lifted, bare, TODAY) is None


def test_a_session_has_the_last_load_of_a_variant_that_it_may_begin_in_or_take() -> None:
    lifted = [squatted(8, *squats(10, 10, load=8.0))]
    weighted = a_routine(an_exercise(variants=[{"words": "slowly", "load": True}]))
    assert next_loads(lifted, weighted, TODAY) == {"squat": 8.0}
    assert next_load_words(lifted, weighted, TODAY, LoadUnit.KG) == {}, "the routine is done without it"
    banded = [squatted(8, *squats(10, 10, load_words="heavy"))]
    elastic = a_routine(an_exercise(variants=[{"words": "slowly", "load": "band"}]))
    assert next_said(banded, elastic, TODAY) == {"squat": "heavy"}
    assert next_load_words(banded, elastic, TODAY, LoadUnit.KG) == {}


def test_what_is_written_goes_to_the_exercise_and_not_to_its_variants(paths: Paths) -> None:
    """Both are tables, and what follows a table's header belongs to it."""
    paths.routines_dir.mkdir(parents=True)
    text = """\
schema = 1
id = "mine"
title = "Mine"
[[exercise]]
id = "hip-thrust"
title = "Hip thrust"
sets = 3
reps = 15
load = true
cadence = [{ name = "up", seconds = 1 }]
easier = ["no dumbbell"]
[[exercise.variants]]
words = "no dumbbell"
load = false
[[exercise]]
id = "squat"
title = "Squat"
sets = 3
reps = 15
cadence = [{ name = "up", seconds = 1 }]
"""
    (paths.routines_dir / "mine.toml").write_text(text)
    spec = apply(paths, thrust(MORE_REPS, "mine"), NOW).spec
    changed, other = spec.exercise
    assert (changed.reps, changed.load_kg, changed.changed) == ((15, 17), 8.0, NOW.replace(microsecond=0))
    assert [(variant.words, variant.load) for variant in changed.variants] == [("no dumbbell", False)]
    assert (other.id, other.reps, other.variants) == ("squat", (15, 15), ())


def test_what_is_dated_after_tomorrow_says_nothing_of_the_load() -> None:
    lifted = [squatted(8, *squats(10, 10, load=8.0)), squatted(4000, *squats(10, 10, load=99.0))]
    assert next_load(lifted, an_exercise(load=True), TODAY) == 8.0
    changed = an_exercise(load=True, load_kg=11.0, changed=at(4000))
    assert next_load(lifted, changed, TODAY) == 8.0, "a change that lies ahead is none"


def test_up_to_a_variant_with_its_own_dose_and_back_is_the_same_exercise(paths: Paths) -> None:
    before = exercise(paths)
    own = next(variant for variant in before.variants if variant.words == "one leg")
    assert own.reps is not None
    at_the_top = before.model_copy(update={"variant": before.harder[0]})
    step = step_up(at_the_top.model_copy(update={"load": False}), None)
    assert step is not None
    apply(paths, thrust(replace(step, old=None)), NOW)
    there = exercise(paths)
    assert (there.variant, there.reps) == ("one leg", own.reps)
    down = step_down(there.model_copy(update={"load": False, "harder": ("one leg",)}), None)
    assert down is not None
    apply(paths, thrust(down), NOW)
    assert exercise(paths) == before.model_copy(update={"changed": NOW})
