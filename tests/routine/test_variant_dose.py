"""A variant brings its dose, and takes it with it again: without a variant, an exercise is as it was planned."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kneecoach.paths import Paths
from kneecoach.routine.draft import Draft
from kneecoach.routine.model import ExerciseModel
from kneecoach.session.plan import Legs
from tests.log.samples import folders
from tests.routine.shipped import LIBRARY

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
HEAD = 'schema = 1\nid = "mine"\ntitle = "Mine"\n[[exercise]]\n'
CADENCE = 'cadence = [{ name = "up", seconds = 2 }, { name = "down", seconds = 2 }]\n'
LADDER = 'easier = ["low"]\nharder = ["one leg", "one leg high"]\n'
BRIDGE = f'id = "bridge"\ntitle = "Bridge"\nsets = 3\nreps = 20\n{CADENCE}{LADDER}'
BRIDGE_WAYS = """\
[[exercise.variants]]
words = "low"
sets = 2
reps = [10, 12]
[[exercise.variants]]
words = "one leg"
sides = "each"
reps = 8
[[exercise.variants]]
words = "one leg high"
sides = "each"
sets = 4
"""
PLANK = f'id = "plank"\ntitle = "Plank"\nsets = 3\nhold = 30\n{LADDER}'
PLANK_WAYS = """\
[[exercise.variants]]
words = "low"
hold = 20
[[exercise.variants]]
words = "one leg"
sides = "each"
hold = 10
"""
OWN = {
    "reps": BRIDGE + BRIDGE_WAYS,
    "reps on each leg": BRIDGE + 'sides = "each"\n' + BRIDGE_WAYS.replace('"each"', '"both"'),
    "reps, begun by hand in a variant": BRIDGE + 'variant = "low"\n' + BRIDGE_WAYS,
    "a hold": PLANK + PLANK_WAYS,
    "a hold in a variant": PLANK.replace("30", "10")
    + 'sides = "each"\nvariant = "one leg"\nplanned = { hold = 30, sides = "both" }\n'
    + PLANK_WAYS,
}
USED = {
    name: f'use = "{name}"\n'
    for name, said in LIBRARY.items()
    if any(v.sides or v.reps or v.hold for v in said.variants)
}
USED_OTHERWISE = {
    "other reps": 'use = "ball-leg-curl"\nreps = [10, 15]\nsets = 5\n',
    "each leg, by hand": 'use = "hip-thrust"\nsides = "each"\n',
    "in a variant": 'use = "ball-leg-curl"\nvariant = "lower the hips between reps"\n',
    "in a variant, its reps by hand": 'use = "ball-leg-curl"\nvariant = "one leg"\nsides = "each"\nreps = 4\n',
    "both legs in a set": 'use = "hip-thrust"\nvariant = "one leg"\nreps = 10\nplanned = { reps = 15 }\n',
}
EXERCISES = OWN | USED | USED_OTHERWISE


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    found = folders(tmp_path)
    found.routines_dir.mkdir(parents=True)
    return found


def edited(paths: Paths, entry: str) -> Draft:
    (paths.routines_dir / "mine.toml").write_text(HEAD + entry)
    return Draft(paths, "mine")


def chosen(draft: Draft, *ways: str | None) -> ExerciseModel:
    for words in ways:
        draft.set(0, {"variant": words}, NOW)
    (exercise,) = draft.exercises
    return exercise


def plan_of(exercise: ExerciseModel) -> ExerciseModel:
    """Everything a plan consists of, except when it last changed."""
    return exercise.model_copy(update={"changed": None})


@pytest.mark.parametrize("entry", [pytest.param(entry, id=name) for name, entry in EXERCISES.items()])
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_after_any_variants_the_exercise_without_one_is_as_planned(
    paths: Paths, entry: str, data: st.DataObject
) -> None:
    draft = edited(paths, entry)
    (first,) = draft.exercises
    ways = [None, *dict.fromkeys((*first.easier, *first.harder, *first.without))]
    straight = plan_of(chosen(edited(paths, entry), None))
    assert (straight.variant, straight.planned) == (None, None)
    through = data.draw(st.lists(st.sampled_from(ways), max_size=5))
    draft = edited(paths, entry)
    assert plan_of(chosen(draft, *through, None)) == straight
    assert plan_of(chosen(draft, None)) == straight


def test_from_one_variant_to_the_next_it_is_the_plan_that_is_kept(paths: Paths) -> None:
    draft = edited(paths, OWN["reps"])
    on_one_leg = chosen(draft, "one leg")
    assert (on_one_leg.reps, on_one_leg.sides) == ((8, 8), Legs.EACH)
    high = chosen(draft, "one leg high")
    assert (high.sets, high.reps, high.sides) == (4, (20, 20), Legs.EACH)
    low = chosen(draft, "low")
    assert (low.sets, low.reps, low.sides) == (2, (10, 12), Legs.BOTH)
    back = chosen(draft, None)
    assert (back.sets, back.reps, back.sides, back.planned) == (3, (20, 20), Legs.BOTH, None)


def test_from_a_variant_of_the_library_the_librarys_reps_come_back(paths: Paths) -> None:
    draft = edited(paths, USED_OTHERWISE["in a variant"])
    assert chosen(draft, "one leg").reps == (5, 5)
    assert chosen(draft, None).reps == (20, 20)


def test_a_hold_for_both_legs_is_not_held_on_each(paths: Paths) -> None:
    draft = edited(paths, OWN["a hold"])
    on_one_leg = chosen(draft, "one leg")
    assert (on_one_leg.hold, on_one_leg.sides) == (10, Legs.EACH)
    back = chosen(draft, None)
    assert (back.hold, back.sides) == (30, Legs.BOTH)


def test_what_the_library_says_of_a_variant_is_not_written_again(paths: Paths) -> None:
    draft = edited(paths, 'use = "ball-leg-curl"\n')
    chosen(draft, "lower the hips between reps", "one leg")
    assert not {"reps", "sides", "planned"} & set((paths.routines_dir / "mine.toml").read_text().split())


def test_reps_typed_in_a_variant_are_those_of_the_variant(paths: Paths) -> None:
    draft = edited(paths, OWN["reps"])
    chosen(draft, "one leg")
    draft.set(0, {"reps": (6, 6)}, NOW)
    assert chosen(draft, None).reps == (20, 20)


def test_a_dose_that_comes_with_the_choice_counts(paths: Paths) -> None:
    draft = edited(paths, OWN["reps"])
    draft.set(0, {"variant": "one leg", "reps": (3, 4)}, NOW)
    (there,) = draft.exercises
    assert (there.reps, there.sides) == ((3, 4), Legs.EACH)
    assert chosen(draft, None).reps == (20, 20)
