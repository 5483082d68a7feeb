"""The routines that ship: what each needs, how long it takes, the frame it keeps, and its doses."""

from __future__ import annotations

from collections import Counter

import pytest

from kneecoach.routine.equipment import lacking
from kneecoach.routine.library import builtin_dir
from kneecoach.routine.planner import plan_routine
from kneecoach.session.events import AttemptEnded, Outcome
from tests.helpers import Visit
from tests.routine.shipped import ROUTINES

NEEDS = {
    "knee-relief": ("bench", "loop band", "stability ball", "dumbbells"),
    "knee-start": ("chair",),
    "knee-home": ("chair", "step", "loop band"),
    "knee-strong": ("step", "loop band", "dumbbells"),
    "knee-minutes": ("chair",),
}
MINUTES = {
    "knee-relief": (35, 40),
    "knee-start": (25, 30),
    "knee-home": (38, 45),
    "knee-strong": (40, 45),
    "knee-minutes": (8, 10),
}
QUADRICEPS = {"sit-to-stand", "straight-leg-raise", "step-up", "step-down", "reverse-lunge", "wall-squat"}
ABDUCTORS = {"standing-hip-abduction", "lateral-band-walk"}
HAMSTRINGS_OR_GLUTES = {"floor-bridge", "standing-hamstring-curl", "single-leg-deadlift"}
CALVES = {"heel-raise"}


def test_each_routine_that_ships_is_known_here() -> None:
    assert set(ROUTINES) == set(NEEDS) == set(MINUTES)


@pytest.mark.parametrize("name", ROUTINES)
def test_what_a_routine_needs(name: str) -> None:
    equipment = [what for exercise in ROUTINES[name].spec.exercise for what in exercise.equipment]
    assert lacking(equipment, NEEDS[name]) == ()
    for thing in NEEDS[name]:
        assert lacking(equipment, set(NEEDS[name]) - {thing}), f"it needs no {thing}"


@pytest.mark.parametrize("name", ROUTINES)
def test_how_long_a_routine_takes(name: str) -> None:
    shortest, longest = MINUTES[name]
    assert shortest <= plan_routine(ROUTINES[name]).seconds / 60 <= longest


@pytest.mark.parametrize("name", sorted(set(ROUTINES) - {"knee-relief"}))
def test_a_routine_keeps_the_frame_of_the_peak_trial(name: str) -> None:
    """Two exercises for the quadriceps, one each for hip abductors, hamstrings or glutes, and calf; at most one
    other.
    """
    ids = [exercise.id for exercise in ROUTINES[name].spec.exercise]
    groups = (QUADRICEPS, ABDUCTORS, HAMSTRINGS_OR_GLUTES, CALVES)
    assert [len(group & set(ids)) for group in groups] == [2, 1, 1, 1]
    assert len(ids) <= 6


@pytest.mark.parametrize("name", ROUTINES)
def test_a_routine_says_its_doses_itself_so_that_the_library_cannot_change_them(name: str) -> None:
    text = (builtin_dir() / f"{name}.toml").read_text("utf-8")
    for block in text.split("[[exercise]]")[1:]:
        assert block.count("\nuse = ") == block.count("\nsets = ") == 1
        assert block.count("\nreps = ") + block.count("\nhold = ") == 1


@pytest.mark.parametrize("name", ROUTINES)
def test_a_guided_session_does_exactly_its_doses(name: str) -> None:
    visit = Visit(plan_routine(ROUTINES[name]))
    visit.finish()
    ended = visit.of(AttemptEnded)
    assert {event.outcome for event in ended} == {Outcome.COMPLETED}
    done = Counter((event.exercise, event.side, event.reps or event.seconds) for event in ended)
    wanted: Counter[tuple[str, str, float]] = Counter()
    for exercise in ROUTINES[name].spec.exercise:
        sides = ("left", "right") if exercise.sides == "each" else ("both",)
        amount = exercise.reps[1] if exercise.reps else exercise.hold or 0.0
        wanted.update({(exercise.id, side, amount): exercise.sets for side in sides})
    assert done == wanted
