"""Accepting a suggestion is undone to the byte, whatever else was changed, or not at all."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from kneecoach.errors import KneecoachError
from kneecoach.paths import Paths
from kneecoach.review.accept import apply
from kneecoach.review.progress import Suggestion
from kneecoach.review.steps import Step, StepKind
from kneecoach.routine import undo_step
from kneecoach.routine.library import builtin_dir
from kneecoach.routine.undo_step import MAX_STEPS, take_back
from tests.log.samples import folders
from tests.review.sessions import at

BUILT_IN = (builtin_dir() / "knee-relief.toml").read_bytes()
REPS, LOAD = Step(StepKind.MORE_REPS, (15, 15), (15, 17), 8.0, ""), Step(StepKind.MORE_LOAD, 8.0, 9.0, 9.0, "")
DEEPER = Step(StepKind.HARDER, None, "deeper half squat", None, "")
MORE_REPS = Suggestion("knee-relief", "hip-thrust", "Hip thrust", REPS, "")
MORE_LOAD = Suggestion("knee-relief", "hip-thrust", "Hip thrust", LOAD, "")
HARDER = Suggestion("knee-relief", "lateral-band-walk", "Band walk", DEEPER, "")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders without a routine of the person's own."""
    return folders(tmp_path)


def own(paths: Paths) -> Path:
    return paths.routines_dir / "knee-relief.toml"


@pytest.mark.parametrize("text", [BUILT_IN, BUILT_IN.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + BUILT_IN])
def test_the_file_is_what_it_was_to_the_byte(paths: Paths, text: bytes) -> None:
    paths.routines_dir.mkdir(parents=True)
    own(paths).write_bytes(text)
    apply(paths, MORE_REPS, at(10))
    assert own(paths).read_bytes() != text
    back = take_back(paths, "knee-relief", "hip-thrust")
    assert own(paths).read_bytes() == text
    assert (back.words, back.is_gone) == ("Hip thrust: 15 → 15–17 reps", False)


def test_a_copy_that_the_yes_made_is_removed_again(paths: Paths) -> None:
    apply(paths, MORE_REPS, at(10))
    back = take_back(paths, "knee-relief", "hip-thrust")
    assert back.is_gone
    assert not own(paths).exists()
    assert back.routine.path.parent == builtin_dir()
    with pytest.raises(KneecoachError, match="no step of 'hip-thrust' to take back"):
        take_back(paths, "knee-relief", "hip-thrust")


def test_on_a_full_disk_a_step_is_taken_back_once(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its file may go back although the list of the steps cannot be shortened."""
    apply(paths, MORE_REPS, at(10))
    after_one = own(paths).read_bytes()
    apply(paths, MORE_LOAD, at(11))
    after_both = own(paths).read_bytes()

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(undo_step, "write_whole", full)
        take_back(paths, "knee-relief", "hip-thrust")
        assert own(paths).read_bytes() == after_one != after_both
    take_back(paths, "knee-relief", "hip-thrust")
    assert not own(paths).exists()
    with pytest.raises(KneecoachError, match="no step of 'hip-thrust' to take back"):
        take_back(paths, "knee-relief", "hip-thrust")


@pytest.mark.parametrize("order", [("hip-thrust", "lateral-band-walk"), ("lateral-band-walk", "hip-thrust")])
def test_steps_go_back_in_any_order(paths: Paths, order: tuple[str, str]) -> None:
    apply(paths, MORE_REPS, at(10))
    with_first = own(paths).read_bytes()
    apply(paths, HARDER, at(12))
    take_back(paths, "knee-relief", order[0])
    if order[0] == "lateral-band-walk":
        assert own(paths).read_bytes() == with_first
    take_back(paths, "knee-relief", order[1])
    assert not own(paths).exists() or own(paths).read_bytes() == BUILT_IN


def test_two_steps_of_one_exercise_go_back_one_by_one(paths: Paths) -> None:
    apply(paths, MORE_REPS, at(10))
    with_first = own(paths).read_bytes()
    apply(paths, MORE_LOAD, at(12))
    take_back(paths, "knee-relief", "hip-thrust")
    assert own(paths).read_bytes() == with_first
    take_back(paths, "knee-relief", "hip-thrust")
    assert not own(paths).exists()


def test_what_was_changed_elsewhere_in_the_file_stays(paths: Paths) -> None:
    apply(paths, MORE_REPS, at(10))
    own(paths).write_bytes(own(paths).read_bytes().replace(b"Knee relief", b"My knee") + b"# mine\n")
    take_back(paths, "knee-relief", "hip-thrust")
    assert own(paths).read_bytes() == BUILT_IN.replace(b"Knee relief", b"My knee") + b"# mine\n"


def test_what_was_changed_in_the_same_lines_is_never_overwritten(paths: Paths) -> None:
    apply(paths, MORE_REPS, at(10))
    changed = own(paths).read_bytes().replace(b"reps = [15, 17]", b"reps = [15, 18]")
    own(paths).write_bytes(changed)
    with pytest.raises(KneecoachError, match=r"knee-relief\.toml: hip-thrust was changed since") as refused:
        take_back(paths, "knee-relief", "hip-thrust")
    assert "\n" not in str(refused.value)
    assert own(paths).read_bytes() == changed


def test_a_step_that_is_no_longer_in_the_file_is_skipped(paths: Paths) -> None:
    apply(paths, MORE_REPS, at(10))
    own(paths).unlink()
    with pytest.raises(KneecoachError, match="no step of 'hip-thrust'"):
        take_back(paths, "knee-relief", "hip-thrust")
    assert not own(paths).exists()


def test_there_is_a_bound_to_what_is_kept(paths: Paths) -> None:
    for reps in range(16, 16 + MAX_STEPS + 3):
        step = Step(StepKind.MORE_REPS, (15, reps - 1), (15, reps), 8.0, "")
        apply(paths, replace(MORE_REPS, step=step), at(10, reps / 10))
    for _ in range(MAX_STEPS):
        take_back(paths, "knee-relief", "hip-thrust")
    with pytest.raises(KneecoachError, match="no step of 'hip-thrust'"):
        take_back(paths, "knee-relief", "hip-thrust")


@pytest.mark.parametrize("junk", [b"", b"{", b"[1]", b"\xff", b"null"])
def test_what_is_kept_may_be_damaged(paths: Paths, junk: bytes) -> None:
    apply(paths, MORE_REPS, at(10))
    (kept,) = (paths.state / "steps").iterdir()
    kept.write_bytes(junk)
    with pytest.raises(KneecoachError, match="knee-relief has no step of 'hip-thrust' to take back"):
        take_back(paths, "knee-relief", "hip-thrust")
    apply(paths, HARDER, at(12))
    assert take_back(paths, "knee-relief", "lateral-band-walk").words == "Band walk, harder: deeper half squat"


def test_where_it_cannot_be_kept_nothing_is_changed(paths: Paths) -> None:
    (paths.state / "steps").write_text("in the way")
    with pytest.raises(KneecoachError, match=r"steps: this is a file, not a folder"):
        apply(paths, MORE_REPS, at(10))
    assert not own(paths).exists()
