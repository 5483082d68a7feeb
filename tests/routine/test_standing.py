"""Today without standing, or without some equipment: nobody is left standing, or holding what they do not have."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kneecoach.routine.library import builtin_dir, read_routine
from kneecoach.routine.planner import exercise_of
from kneecoach.routine.today import plan_today, standing_today, way_without
from kneecoach.session.options import Options
from tests.routine.shipped import LIBRARY

ON_THE_FEET = (
    r"Stand\b|Step\b|On one leg|One foot|One whole foot|Feet hip-width apart|A long step|A dumbbell in each hand|"
    r"Band above the knees|Face the band|Back against the (wall|door)|Your back to the wall|Lean on your hands|"
    r"Hands on a support|Hold on to a chair|Lean on a table|Sit near the front edge"
)
"""The first words of positions in which the feet carry the body. A sit to stand is one."""
OFF_THE_FEET = r"On your (back|side|front)|On hands and knees|Sit (on|right|with)|Kneel|Upper back on the bench"

WAYS = [
    pytest.param(name, words, id=f"{name}, {words or 'as planned'}")
    for name, spec in LIBRARY.items()
    for words in (None, *(variant.words for variant in spec.variants))
]


@pytest.mark.parametrize(("name", "words"), WAYS)
def test_what_is_done_standing_says_so_by_its_position(name: str, words: str | None) -> None:
    spec = LIBRARY[name]
    position = exercise_of(spec).done_as(words).position or ""
    is_on_feet, is_off = re.match(ON_THE_FEET, position), re.match(OFF_THE_FEET, position)
    assert bool(is_on_feet) is not bool(is_off), f"say in this test whether {position!r} is standing"
    assert spec.is_standing(words) is bool(is_on_feet)


@pytest.mark.parametrize("path", sorted(builtin_dir().glob("*.toml")), ids=lambda path: path.stem)
@pytest.mark.parametrize("missing", [(), ("a mat or carpet",), ("a chair", "a chair or wall to hold")])
def test_without_the_standing_exercises_nobody_stands(path: Path, missing: tuple[str, ...]) -> None:
    routine = read_routine(path)
    options = Options(missing=missing)
    standing = tuple(exercise.id for exercise in standing_today(routine, options))
    if not standing:
        return
    plan = plan_today(routine, replace(options, without=standing))
    for exercise in plan.exercises:
        assert not re.match(ON_THE_FEET, exercise.position or ""), exercise.title


@pytest.mark.parametrize("name", LIBRARY)
def test_without_some_equipment_no_word_of_how_it_is_done_needs_it(name: str) -> None:
    exercise = exercise_of(LIBRARY[name])
    for entry in exercise.equipment:
        way = way_without(exercise, exercise.planned_variant, (entry,))
        if way is None:
            continue
        done = exercise.done_as(way.words)
        told = " ".join((done.position or "", *done.how_to, *done.cues)).lower()
        things = re.findall(r"dumbbell|chair|bench|ball\b|band|wall\b|towel", entry)
        assert [thing for thing in things if thing in told and thing not in " ".join(done.equipment)] == []
