"""`start --minutes --without --no --variant`: today's session, shorter or done otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import as_json, kneecoach

QUICK = ("start", "--yes", "--mute", "--speed", "5000")


def test_a_session_made_shorter_is_completed_and_says_so(tmp_path: Path) -> None:
    data = tmp_path / "data"
    today = ("--minutes", "10", "--without", "Hip thrust", "--no", "ball")
    printed = kneecoach(data, *QUICK, "--plain", *today).stdout
    assert "Short today: 9 of the routine's 26 sets, without hip thrust." in printed
    assert "Stability ball leg curl today: heels on a towel or in socks on a smooth floor." in printed
    record = as_json(data, "show", "last")
    assert record["status"] == "completed"
    assert record["shortened"] == {"sets": 26, "minutes": 10, "left_out": ["hip-thrust"]}
    assert {s.get("variant") for s in record["sets"] if s["exercise"] == "ball-leg-curl"} == {
        "heels on a towel or in socks on a smooth floor"
    }
    assert "short: 9 of the routine's 26 sets" in kneecoach(data, "show", "last").stdout
    assert "completed, short" in kneecoach(data, "history", "--all").stdout


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--without", "hip-trust"), "no exercise called 'hip-trust'; did you mean 'hip-thrust'?"),
        (("--without", "curl"), "did you mean 'ball-leg-curl'?"),
        (("--without", "plank"), "it has quad-stretch; calf-stretch;"),
        (("--no", "ztability ball"), "needs no 'ztability ball'; did you mean 'stability ball'?"),
        (("--variant", "hip-thrust=one legg"), "hip-thrust has no variant 'one legg'; did you mean 'one leg'?"),
        (("--variant", "hip-thrust"), "'hip-thrust' names no variant; write the exercise, = and the variant."),
        (
            ("--no", "dumbbell", "--variant", "reverse-lunge=heavier dumbbells"),
            "--variant reverse-lunge needs equipment that --no leaves out.",
        ),
        (("--variant", "plank=one leg"), "no exercise called 'plank'"),
        (("--no", "rope"), "it needs a chair or wall to hold; a wall;"),
    ],
)
def test_what_cannot_be_done_gets_one_sentence(tmp_path: Path, asked: tuple[str, ...], said: str) -> None:
    failed = kneecoach(tmp_path / "data", *QUICK, "--json", *asked, status=2)
    assert said in failed.stderr
    assert failed.stderr.count("\n") == 1
    assert failed.stdout == ""


def test_an_exercise_begins_in_a_variant_and_each_leg_is_recorded(tmp_path: Path) -> None:
    data = tmp_path / "data"
    asked = ("--variant", "Hip thrust = One leg", "--variant", "calf-stretch=as planned")
    printed = kneecoach(data, *QUICK, "--plain", *asked).stdout
    assert "Hip thrust today: one leg." in printed
    done = [each for each in as_json(data, "show", "last")["sets"] if each["exercise"] == "hip-thrust"]
    assert [(each["set"], each["side"], each["variant"]) for each in done] == [
        (number, side, "one leg") for number in (1, 2, 3) for side in ("left", "right")
    ]


def test_nothing_begins_if_everything_is_left_out(tmp_path: Path) -> None:
    every = [f"--without={name}" for name in ("sit-to-stand", "wall-squat", "standing-hip-abduction")]
    every += [f"--without={name}" for name in ("floor-bridge", "heel-raise", "hamstring-stretch")]
    failed = kneecoach(tmp_path / "data", *QUICK, "--json", "knee-minutes", *every, status=1)
    assert failed.stderr == "kneecoach: Every exercise of this routine is left out today.\n"
