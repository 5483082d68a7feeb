"""The built-in routine has its source's doses, and its plan is in the order it is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.routine.library import builtin_dir, read_routine
from kneecoach.routine.model import ExerciseModel, Routine
from kneecoach.routine.planner import plan_routine
from kneecoach.routine.today import for_today
from kneecoach.session.plan import Exercise, Pace, Phase, Side, Target, Unit
from kneecoach.session.variants import easier_than
from tests.helpers import knee_relief

KNEE_RELIEF = builtin_dir() / "knee-relief.toml"
LEFT, RIGHT, BOTH = Side.LEFT, Side.RIGHT, Side.BOTH

# id: sets, sides, reps (min, max), hold of a stretch, seconds of the phases, rest, setup, words for its equipment
FACTS: dict[str, tuple[object, ...]] = {
    "quad-stretch": (2, "each", None, 30, (), None, 5, ("chair", "wall")),
    "calf-stretch": (2, "each", None, 30, (), None, 5, ("wall",)),
    "lateral-band-walk": (3, "each", (15, 20), None, (2,), 60, 5, ("loop band", "medium")),
    "ball-leg-curl": (3, "both", (20, 20), None, (2, 2), 60, 10, ("stability ball",)),
    "hip-thrust": (3, "both", (15, 15), None, (1, 2, 2), 90, 10, ("bench", "sturdy platform", "one dumbbell")),
    "reverse-lunge": (3, "each", (10, 10), None, (2, 2), 90, 5, ("two dumbbells",)),
}


@pytest.fixture(scope="module")
def routine() -> Routine:
    """The built-in routine."""
    return read_routine(KNEE_RELIEF)


def exercise(routine: Routine, name: str) -> ExerciseModel:
    """One of its exercises."""
    return next(e for e in routine.spec.exercise if e.id == name)


def test_the_exercises_come_in_the_order_of_the_source(routine: Routine) -> None:
    assert [e.id for e in routine.spec.exercise] == list(FACTS)


@pytest.mark.parametrize("name", FACTS)
def test_doses_rests_and_setups_are_those_of_the_facts(routine: Routine, name: str) -> None:
    sets, sides, reps, hold, phases, rest, setup, kit = FACTS[name]
    said = exercise(routine, name)
    assert (said.sets, said.sides, said.hold, said.setup) == (sets, sides, hold, setup)
    assert said.reps == reps
    if name == "lateral-band-walk":
        assert sum(phase.seconds for phase in said.cadence) == 2, "two seconds a step"
    else:
        assert tuple(phase.seconds for phase in said.cadence) == phases
    if rest is not None:
        assert said.rest == rest
    assert isinstance(kit, tuple)
    assert all(word in " ".join(said.equipment) for word in kit)


def test_only_the_top_of_the_thrust_is_held(routine: Routine) -> None:
    holds = [(e.id, p.seconds) for e in routine.spec.exercise for p in e.cadence if p.hold]
    assert holds == [("hip-thrust", 2.0)]
    assert [p.hold for p in exercise(routine, "hip-thrust").cadence] == [False, True, False]


def test_a_band_walk_counts_steps_and_the_others_reps(routine: Routine) -> None:
    assert {e.id for e in routine.spec.exercise if e.unit is Unit.STEP} == {"lateral-band-walk"}


def test_loads_are_kept_where_there_is_a_dumbbell(routine: Routine) -> None:
    assert {e.id for e in routine.spec.exercise if e.load is True} == {"hip-thrust", "reverse-lunge"}


def test_what_is_done_standing_is_left_out_when_the_knee_hurts(routine: Routine) -> None:
    standing = {"quad-stretch", "calf-stretch", "lateral-band-walk", "reverse-lunge"}
    assert {e.id for e in routine.spec.exercise if e.standing} == standing
    plan = for_today(plan_routine(routine), without=[e.id for e in routine.spec.exercise if e.standing])
    left = list(dict.fromkeys(s.exercise.id for s in plan.sets))
    assert left == ["ball-leg-curl", "hip-thrust"]


def test_a_variant_that_has_no_words_of_its_own_is_told_by_its_name(routine: Routine) -> None:
    plain = exercise(routine, "hip-thrust")
    own = next(v for v in plain.variants if v.words == "no dumbbell")
    thrust = in_variant(routine, "hip-thrust", "no dumbbell")
    assert (thrust.how_to, thrust.cues) == (own.how_to, ("No dumbbell", *plain.cues))
    heavier = in_variant(routine, "hip-thrust", "a heavier dumbbell")
    assert heavier.how_to == ("A heavier dumbbell.", *plain.how_to)


def in_variant(routine: Routine, name: str, words: str) -> Exercise:
    """An exercise as the session begins it when the routine sets its `variant`."""
    exercises = [e.model_copy(update={"variant": words}) if e.id == name else e for e in routine.spec.exercise]
    spec = routine.spec.model_copy(update={"exercise": tuple(exercises)})
    plan = plan_routine(routine.model_copy(update={"spec": spec}))
    return next(exercise for exercise in plan.exercises if exercise.id == name)


@pytest.mark.parametrize(
    ("name", "words", "against"),
    [
        ("lateral-band-walk", "no band", "band"),
        ("lateral-band-walk", "band at the ankles, then round the feet", "above the knees"),
        ("hip-thrust", "no dumbbell", "dumbbell"),
        ("hip-thrust", "a bridge on the floor", "bench"),
        ("reverse-lunge", "no dumbbells", "dumbbell"),
        ("reverse-lunge", "a split squat without stepping", "step the"),
        ("quad-stretch", "lie on your side to do it", "stand tall"),
        ("calf-stretch", "sit and pull the toes towards you with a towel", "wall"),
        ("ball-leg-curl", "lower the hips between reps", "stay up"),
        ("ball-leg-curl", "just hold the bridge", "pull"),
        ("ball-leg-curl", "one leg", "both heels"),
    ],
)
def test_no_line_contradicts_the_variant_whenever_it_was_taken(
    routine: Routine, name: str, words: str, against: str
) -> None:
    plain = next(s.exercise for s in plan_routine(routine).sets if s.exercise.id == name)
    assert against in " ".join((*plain.how_to, *plain.cues)).lower(), "as planned it says so"
    for done in (plain.done_as(words), in_variant(routine, name, words)):
        own = [line.lower() for line in (*done.how_to, *done.cues) if line.rstrip(".").lower() != words]
        assert own
        assert not [line for line in own if against in line]


def test_only_what_is_below_a_variant_on_the_ladder_is_easier_than_it(routine: Routine) -> None:
    curl = exercise(routine, "ball-leg-curl")
    assert easier_than(curl, curl.easier[0]) == curl.easier[1:]
    assert easier_than(curl, "one leg") == easier_than(curl, None) == curl.easier


def test_an_easier_variant_taken_in_a_harder_one_starts_from_the_exercise_as_written(routine: Routine) -> None:
    harder = in_variant(routine, "ball-leg-curl", "one leg")
    easier = harder.done_as("a short range")
    assert "both heels on the ball" in easier.how_to[0]
    assert harder.done_as(None) is harder


@pytest.mark.parametrize("name", ["reverse-lunge", "lateral-band-walk"])
def test_a_lunge_or_squat_goes_only_as_far_as_it_stays_comfortable(routine: Routine, name: str) -> None:
    plain = next(s.exercise for s in plan_routine(routine).sets if s.exercise.id == name)
    deep = [
        plain.done_as(words) for words in (*plain.easier, *plain.harder) if "squat" in words or "lunge" in words
    ]
    for done in (plain, *deep) if "lunge" in name else deep:
        assert any("only as far as it stays comfortable" in line for line in done.how_to), done.how_to


def test_without_the_weight_no_load_is_asked_for(routine: Routine) -> None:
    loads = {(e.id, v.words) for e in routine.spec.exercise for v in e.variants if e.load and v.load is False}
    assert loads == {
        ("lateral-band-walk", "no band"),
        ("lateral-band-walk", "side steps without a band"),
        ("lateral-band-walk", "leg raises lying on your side"),
        ("hip-thrust", "no dumbbell"),
        ("hip-thrust", "a bridge on the floor"),
        ("reverse-lunge", "no dumbbells"),
        ("reverse-lunge", "without dumbbells"),
    }


def test_the_source_is_named(routine: Routine) -> None:
    assert "The Best Exercises To Relieve Knee Pain, Trainer Says" in routine.spec.source
    assert "Tim Liu, C.S.C.S." in routine.spec.source


def test_every_exercise_is_explained(routine: Routine) -> None:
    for said in routine.spec.exercise:
        assert len(said.how_to) >= 3, said.id
        assert said.cues, said.id
        assert said.faults, said.id
        assert said.easier, said.id
        assert said.harder, said.id
        assert said.figure == said.id


def test_form_facts_of_the_source_are_told(routine: Routine) -> None:
    """For each movement, the one fact that must not be missing."""
    words = {e.id: " ".join((*e.how_to, *e.cues)).lower() for e in routine.spec.exercise}
    assert "above the knees" in words["lateral-band-walk"]
    assert "heel first" in words["lateral-band-walk"]
    assert "hips stay up" in words["ball-leg-curl"]
    assert "two seconds" in words["hip-thrust"]
    assert "floor gently" in words["reverse-lunge"]
    assert "heel of the front foot" in words["reverse-lunge"]


def test_the_whole_visit_takes_about_35_minutes(routine: Routine) -> None:
    plan = plan_routine(routine)
    total = 0.0
    for index, planned in enumerate(plan.sets):
        done = index - 1 if index else None
        total += planned.seconds + plan.ready_before(index, done)
        total += plan.rest_between(done, index) if done is not None else 0.0
    assert 33 * 60 <= total <= 38 * 60


def test_sides_are_planned_one_after_the_other_in_every_set() -> None:
    plan = knee_relief()
    walks = [(s.set, s.of, s.side) for s in plan.sets if s.exercise.id == "lateral-band-walk"]
    assert walks == [(1, 3, LEFT), (1, 3, RIGHT), (2, 3, LEFT), (2, 3, RIGHT), (3, 3, LEFT), (3, 3, RIGHT)]
    curls = [(s.set, s.of, s.side) for s in plan.sets if s.exercise.id == "ball-leg-curl"]
    assert curls == [(1, 3, BOTH), (2, 3, BOTH), (3, 3, BOTH)]
    assert len(plan.sets) == 26


def test_first_side_right_changes_the_sides_only() -> None:
    swap = {LEFT: RIGHT, RIGHT: LEFT, BOTH: BOTH}
    left, right = knee_relief(), knee_relief(RIGHT)
    assert [swap[s.side] for s in left.sets] == [s.side for s in right.sets]
    assert [(s.exercise, s.set, s.target) for s in left.sets] == [(s.exercise, s.set, s.target) for s in right.sets]


def test_there_is_no_first_side_both(routine: Routine) -> None:
    with pytest.raises(ValueError, match="left or right"):
        plan_routine(routine, BOTH)


def test_targets_say_what_a_set_asks_for() -> None:
    targets = {s.exercise.id: s.target for s in knee_relief().sets}
    assert targets == {
        "quad-stretch": Target(seconds=30.0),
        "calf-stretch": Target(seconds=30.0),
        "lateral-band-walk": Target(reps=(15, 20)),
        "ball-leg-curl": Target(reps=(20, 20)),
        "hip-thrust": Target(reps=(15, 15), hold_seconds=2.0),
        "reverse-lunge": Target(reps=(10, 10)),
    }


def test_a_timed_hold_is_one_phase_that_is_a_hold() -> None:
    first = knee_relief().sets[0]
    assert [(phase.seconds, phase.hold) for phase in first.exercise.cadence] == [(30.0, True)]
    assert (first.seconds, first.most) == (30.0, 0)


def test_the_plan_names_its_routine(routine: Routine) -> None:
    plan = plan_routine(routine)
    assert (plan.routine, plan.title, plan.digest) == ("knee-relief", "Knee relief", routine.digest)
    assert plan.digest.startswith("sha256:")
    assert len(plan.digest) == len("sha256:") + 64


def test_what_a_file_says_about_an_exercise_reaches_the_plan(tmp_path: Path) -> None:
    file = tmp_path / "one.toml"
    file.write_text(
        'schema = 1\nid = "one"\ntitle = "One"\n[[exercise]]\nid = "a"\ntitle = "A"\nsets = 1\nreps = 4\n'
        'unit = "step"\nsides = "each"\nrest = 12.5\nsetup = 7\nload = true\nfigure = "fig"\n'
        'cadence = [{ name = "go", seconds = 1.5 }, { name = "stay", seconds = 3, hold = true }]\n'
        'equipment = ["e"]\nhow_to = ["h"]\ncues = ["c"]\nfaults = ["f"]\neasier = ["i"]\nharder = ["j"]\n'
        'substitutes = ["s"]\n',
        encoding="utf-8",
    )
    planned = plan_routine(read_routine(file), Side.RIGHT).sets[0]
    told = planned.exercise
    assert (planned.side, planned.target) == (RIGHT, Target(reps=(4, 4), hold_seconds=3.0))
    assert told.cadence == (Phase("go", 1.5), Phase("stay", 3.0, hold=True))
    assert (told.rest, told.setup, told.load, told.unit, told.figure) == (12.5, 7.0, True, Unit.STEP, "fig")
    texts = (told.equipment, told.how_to, told.cues, told.faults, told.easier, told.harder, told.substitutes)
    assert texts == tuple((letter,) for letter in "ehcfijs")


def test_there_are_two_paces() -> None:
    assert [str(pace) for pace in Pace] == ["guided", "self"]
