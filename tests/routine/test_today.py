"""A plan made to fit the day: fewer sets before fewer exercises, and a way to do without what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kneecoach.errors import KneecoachError
from kneecoach.routine.equipment import is_missing
from kneecoach.routine.library import builtin_dir, read_routine
from kneecoach.routine.planner import plan_routine
from kneecoach.routine.today import for_today
from kneecoach.session.plan import Phase, Plan, PlannedSet, Shortened, Side, Target, Variant
from tests.helpers import (
    LEFT_RIGHT,
    STRETCH,
    THRUST,
    WALK,
    WALK_ABOUT,
    a_plan,
    circuit_plan,
    knee_relief,
    sets_of,
    stretch,
    thrust,
    walk,
)

ROUTINES = ("knee-relief", "knee-home", "knee-minutes", "knee-start", "knee-strong")


def counts(plan: Plan) -> dict[str, int]:
    """How many sets each exercise has."""
    return {planned.exercise.id: planned.of for planned in plan.sets}


def alone(plan: Plan, exercise: str) -> Plan:
    """A plan with one set of one exercise."""
    sets = (replace(s, of=1) for s in plan.sets if s.exercise.id == exercise and s.set == 1)
    return replace(plan, sets=tuple(sets))


def strength_of(plan: Plan) -> list[str]:
    """The exercises that lose sets first: work other than stretches, or all work if there is nothing else."""
    work = {s.exercise.id: s.exercise for s in plan.sets if s.is_work}
    return [id_ for id_, exercise in work.items() if exercise.title != STRETCH.title] or list(work)


def test_the_routine_is_done_in_the_time_there_is() -> None:
    plan = for_today(knee_relief(), minutes=15)
    assert 10 * 60 < plan.seconds <= 15 * 60
    assert set(counts(plan)) == set(counts(knee_relief()))
    assert plan.shortened == Shortened(sets=knee_relief().size, minutes=15)


def test_a_routine_that_fits_is_not_changed() -> None:
    assert for_today(knee_relief(), minutes=40) == knee_relief()
    assert for_today(knee_relief(), without=("sit-to-stand",), missing=("a rope",)) == knee_relief()


def test_sets_go_evenly_from_the_last_exercise_on_and_stretches_last() -> None:
    plan = a_plan(stretch(2), walk(sets=3), thrust(sets=3))
    short = (for_today(replace(plan, first_ready=seconds), minutes=13) for seconds in range(5, 800))
    ways = dict.fromkeys(tuple(counts(each).values()) for each in short)
    assert list(ways)[:5] == [(2, 3, 3), (2, 3, 2), (2, 2, 2), (2, 2, 1), (2, 1, 1)]
    assert (1, 1, 1) in ways


def test_a_strength_hold_is_not_a_stretch() -> None:
    wall_sit = replace(STRETCH, id="wall-sit", title="Wall sit")
    plan = a_plan(sets_of(wall_sit, Target(seconds=30.0), 3), sets_of(STRETCH, Target(seconds=30.0), 3))
    assert counts(for_today(plan, minutes=4)) == {"wall-sit": 2, "quad-stretch": 3}


def test_a_routine_of_stretches_alone_is_shortened_too() -> None:
    assert counts(for_today(a_plan(stretch(4)), minutes=3)) == {"quad-stretch": 2}


def test_with_no_time_at_all_one_set_of_the_shortest_exercise_is_left() -> None:
    plan = for_today(circuit_plan(), minutes=0)
    assert counts(plan) == {"hip-thrust": 1}
    assert plan.shortened == Shortened(6, 0, ("walk-about", "band-walk", "cool-down"))


def test_what_is_left_out_is_named_once_over_several_steps() -> None:
    plan = for_today(for_today(circuit_plan(), without=("band-walk",)), minutes=4)
    assert plan.shortened == Shortened(6, 4, ("band-walk",))


def test_something_has_to_be_left() -> None:
    for without in (["band-walk", "hip-thrust"], [*counts(circuit_plan())]):
        with pytest.raises(KneecoachError, match="left out today"):
            for_today(circuit_plan(), without=without)


@pytest.mark.parametrize(
    ("missing", "exercise", "words"),
    [
        ("ball", "ball-leg-curl", "heels on a towel or in socks on a smooth floor"),
        ("one dumbbell", "hip-thrust", "no dumbbell"),
        ("bench", "hip-thrust", "a bridge on the floor"),
        ("loop band", "lateral-band-walk", "side steps without a band"),
        ("dumbbells", "reverse-lunge", "without dumbbells"),
    ],
)
def test_what_is_missing_is_done_without(missing: str, exercise: str, words: str) -> None:
    plan = for_today(knee_relief(), missing=(missing,))
    assert dict(plan.variants)[exercise] == words
    assert counts(plan) == counts(knee_relief())
    assert plan.shortened is None
    assert not any(is_missing(entry, (missing,)) for e in plan.exercises for entry in e.equipment)


def test_an_exercise_for_which_there_is_no_other_way_is_left_out() -> None:
    plan = for_today(a_plan(walk(), thrust()), missing=("band",))
    assert dict(plan.variants) == {"band-walk": "no band"}
    rows = replace(WALK, id="rows", title="Rows", easier=(), variants=())
    plan = for_today(a_plan(sets_of(rows, Target(reps=(5, 5))), thrust()), missing=("band",))
    assert counts(plan) == {"hip-thrust": 2}
    assert plan.shortened == Shortened(3, None, ("rows",))


def test_a_variant_in_the_plan_stays_unless_it_needs_what_is_missing() -> None:
    lighter = replace(a_plan(), variants=(("band-walk", "a lighter band"),))
    assert for_today(lighter, missing=("ball",)) == lighter
    assert dict(for_today(lighter, missing=("band",)).variants) == {"band-walk": "no band"}


def test_the_time_is_that_of_the_variant() -> None:
    short = replace(WALK, variants=(Variant("no band", equipment=(), reps=(1, 1)),))
    plan = a_plan(sets_of(short, Target(reps=(100, 100)), 2))
    assert for_today(plan, minutes=3, missing=("band",)).size == 2
    assert for_today(plan, minutes=3).size == 1


@pytest.mark.parametrize(
    ("entry", "missing", "expected"),
    [
        ("stability ball", ("ball",), True),
        ("stability ball", ("bell",), False),
        ("a chair or wall to hold", ("chair",), False),
        ("a chair or wall to hold", ("chair", "wall"), True),
        ("a chair or wall to hold", ("a chair or wall to hold",), True),
        ("bench or sturdy platform, against a wall", ("Bench",), True),
        ("loop band, medium tension", ("medium band",), True),
        ("loop band, light", ("medium band",), False),
        ("two dumbbells", ("dumbbell",), True),
        ("a mat or carpet", ("mat",), False),
        ("a wall", ("wall",), True),
        ("a wall", ("",), False),
    ],
)
def test_which_equipment_is_missing(entry: str, missing: tuple[str, ...], expected: bool) -> None:
    assert is_missing(entry, missing) is expected


THINGS = ("loop band", "stability ball", "a chair or wall to hold", "two dumbbells")


@st.composite
def exercises(draw: st.DrawFn, number: int) -> tuple[PlannedSet, ...]:
    base = draw(st.sampled_from([WALK, THRUST, STRETCH, WALK_ABOUT]))
    things = draw(st.lists(st.sampled_from(THINGS), max_size=2, unique=True))
    known = Variant(
        "another way", equipment=tuple(draw(st.lists(st.sampled_from(THINGS), max_size=1))), reps=(1, 2)
    )
    exercise = replace(
        base,
        id=f"{base.id}-{number}",
        equipment=tuple(things),
        rest=draw(st.sampled_from([0.0, 20.0, 60.0])),
        substitutes=draw(st.sampled_from([(), ("by name",), ("by name", "another way")])),
        variants=(*base.variants, known),
    )
    timed = base in {STRETCH, WALK_ABOUT}
    target = Target(seconds=30.0) if timed else Target(reps=(draw(st.integers(1, 5)),) * 2)
    return sets_of(exercise, target, draw(st.integers(1, 4)), draw(st.sampled_from([LEFT_RIGHT, (Side.BOTH,)])))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    blocks = [draw(exercises(n)) for n in range(draw(st.integers(1, 6)))]
    plan = a_plan(*blocks)
    assume(plan.size)
    if draw(st.booleans()):
        plan = replace(plan, sets=tuple(sorted(plan.sets, key=lambda s: s.set)))
    return replace(plan, first_ready=draw(st.sampled_from([0.0, 15.0])))


def check_order(whole: Plan, short: Plan) -> None:
    """Check that whole sets are left, on both sides, in the plan's order, and numbered from 1."""
    key = [(s.exercise.id, s.set, s.side) for s in short.sets]
    assert key == [each for each in ((s.exercise.id, s.set, s.side) for s in whole.sets) if each in set(key)]
    for id_, of in counts(short).items():
        sides = {s.side for s in whole.sets if s.exercise.id == id_}
        assert Counter(s.set for s in short.sets if s.exercise.id == id_) == dict.fromkeys(
            range(1, of + 1), len(sides)
        )


def wall_sit(id_: str, seconds: float, setup: float) -> tuple[PlannedSet, ...]:
    """One set, after no rest."""
    cadence = (Phase("hold", seconds, hold=True),)
    held = replace(STRETCH, id=id_, title="Wall sit", cadence=cadence, setup=setup, rest=0.0)
    return sets_of(held, Target(seconds=seconds))


def test_the_walk_to_the_mat_counts_whatever_is_first() -> None:
    """The first get-ready takes 15 s, so without `a` 10 s of it are a walk, not 5 s."""
    whole = a_plan(wall_sit("a", 40.0, 10.0), wall_sit("b", 24.0, 5.0), wall_sit("c", 20.0, 5.0))
    whole = replace(whole, first_ready=15.0)
    without = for_today(whole, without=("a",))
    assert without.seconds + whole.walk_seconds < 60 < without.seconds + without.walk_seconds
    short = for_today(whole, minutes=1)
    assert counts(short) == {"c": 1}


@given(plans(), st.integers(0, 30))
def test_it_is_never_longer_than_asked_where_that_is_possible(plan: Plan, minutes: int) -> None:
    short = for_today(plan, minutes=minutes)
    check_order(plan, short)
    shortest = min(alone(plan, id_).seconds for id_ in strength_of(plan))
    taken = short.seconds + short.walk_seconds
    assert taken <= minutes * 60 or short.seconds == pytest.approx(shortest)
    assert for_today(short, minutes=minutes) == short
    assert (short.shortened is None) == (short == plan)


@given(plans(), st.integers(0, 30))
def test_every_exercise_is_kept_until_each_has_one_set(plan: Plan, minutes: int) -> None:
    short = for_today(plan, minutes=minutes)
    if set(counts(short)) != set(counts(plan)):
        assert set(counts(short).values()) == {1}
    main = strength_of(plan)
    if any(of < counts(plan)[id_] for id_, of in counts(short).items() if id_ not in main):
        assert {counts(short).get(id_, 1) for id_ in main} == {1}
    left = [(counts(plan)[id_], counts(short)[id_]) for id_ in main if id_ in counts(short)]
    most = max((of for _, of in left), default=1)
    assert all(of in {min(most, planned), most - 1} for planned, of in left)


@given(plans(), st.lists(st.sampled_from(["band", "ball", "chair", "wall", "dumbbells"]), unique=True))
def test_nothing_that_is_missing_is_needed(plan: Plan, missing: Sequence[str]) -> None:
    try:
        short = for_today(plan, missing=missing)
    except KneecoachError:
        return
    check_order(plan, short)
    assert not any(is_missing(entry, missing) for exercise in short.exercises for entry in exercise.equipment)
    assert for_today(short, missing=missing) == short
    assert set(dict(short.variants)) <= set(counts(short))


@pytest.mark.parametrize("name", ROUTINES)
def test_every_routine_that_ships_can_be_done_in_five_minutes(name: str) -> None:
    plan = for_today(plan_routine(read_routine(builtin_dir() / f"{name}.toml")), minutes=5)
    assert plan.seconds <= 5 * 60
    assert plan.size >= 1
