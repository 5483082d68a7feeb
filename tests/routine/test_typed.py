"""Exercises with their doses as typed: `straight-leg-raise=3x12,3s`."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.errors import KneecoachError, UsageError
from kneecoach.paths import Paths
from kneecoach.routine.own import new_routine
from kneecoach.routine.planner import plan_routine
from kneecoach.routine.text import exercise_doses
from tests.log.samples import folders


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return folders(tmp_path)


def test_a_programme_from_a_physiotherapist_in_one_line(paths: Paths) -> None:
    typed = (
        "straight-leg-raise=3x12,3s",
        "wall-squat=3x30s",
        "step-up=3×8-10",
        "floor-bridge = 3x15",
        "calf-stretch=1x45s",
        "step-up",
    )
    plan = plan_routine(new_routine(paths, "From Anna", exercises=typed))
    doses = [dose for _, dose in exercise_doses(plan)]
    assert [dose.words for dose in doses] == [
        "3 × 12 reps each leg, 3 s hold",
        "3 × 1 rep, 30 s hold",
        "3 × 8–10 reps each leg",
        "3 × 15 reps, 3 s hold",
        "1 × 45 s each leg",
        "3 × 5–10 reps each leg",
    ]
    assert (doses[1].figures, doses[1].is_each_leg, doses[1].hold, doses[1].variant) == ("3 × 30 s", False, "", "")
    assert [exercise.id for exercise, _ in exercise_doses(plan)][2::3] == ["step-up", "step-up-2"]


def test_an_exercise_in_a_variant_has_the_dose_of_the_variant_or_the_typed_one(paths: Paths) -> None:
    typed = (
        "floor-bridge/one leg",
        "floor-bridge / One leg = 2x5",
        "floor-bridge/as planned=3x9",
        "step-up",
        "floor-bridge",
    )
    made = new_routine(paths, "From Anna", exercises=typed)
    assert [dose.words for _, dose in exercise_doses(plan_routine(made))] == [
        "3 × 3–4 reps each leg, 3 s hold · one leg",
        "2 × 5 reps each leg, 3 s hold · one leg",
        "3 × 9 reps, 3 s hold",
        "3 × 5–10 reps each leg",
        "3 × 8–12 reps, 3 s hold",
    ]
    planned = [exercise.planned for exercise in made.spec.exercise]
    assert [said and said.reps for said in planned] == [(8, 12), (8, 12), None, None, None]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("floor-bridge/one-leg", "floor-bridge has no variant 'one-leg'; did you mean 'one leg'"),
        ("floor-bridge/=3x9", "'floor-bridge/=3x9' names no variant; write the exercise, / and the variant"),
        ("step-up=3x30s", "Step up is counted in reps, without a hold: write 3x12, not 3x30s"),
        ("step-up=3x10,3s", "Step up has no hold in its reps: write 3x12, not 3x10,3s"),
        ("calf-stretch=2x10", "Calf stretch is a timed hold: write 3x30s, not 2x10"),
        ("step-up=lots", "'lots' is not a dose; write 3x12 or 3x8-12"),
        ("step-up=3x10.5", "'3x10.5' is not a dose"),
        ("stepup=3x10", "no exercise called 'stepup'; did you mean 'step-up'"),
    ],
)
def test_what_does_not_fit_is_said(paths: Paths, typed: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        new_routine(paths, "Mine", exercises=[typed])
    assert not paths.routines_dir.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [("step-up=0x10", "sets: should be at least 1, not 0"), ("step-up=3x12-8", "should be the minimum, then")],
)
def test_a_dose_that_no_routine_may_have_is_refused(paths: Paths, typed: str, said: str) -> None:
    with pytest.raises(KneecoachError, match=said):
        new_routine(paths, "Mine", exercises=[typed])
    assert not paths.routines_dir.exists()
