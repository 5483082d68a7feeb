"""Another way of an exercise for one session, chosen before it: the same ways that `e` has in the session."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.routine.library import builtin_dir, parse_routine, read_routine
from kneecoach.routine.model import Routine
from kneecoach.routine.planner import plan_routine
from kneecoach.routine.today import in_variants, plan_today, standing_today
from kneecoach.session.options import Options
from kneecoach.session.plan import Plan, Side, Target
from kneecoach.session.variants import NO_VARIANT, variant_choices
from tests.helpers import Visit

TEXT = """\
schema = 1
id = "mine"
title = "Mine"
order = "circuit"
[[exercise]]
use = "hip-thrust"
sets = 2
[[exercise]]
use = "floor-bridge"
variant = "one leg"
reps = 8
sides = "each"
sets = 1
[[exercise]]
use = "quad-stretch"
sets = 1
"""


def a_routine(text: str = TEXT) -> Routine:
    return parse_routine(Path("mine.toml"), text.encode())


def chosen(*variants: tuple[str, str], **more: object) -> Plan:
    return plan_today(a_routine(), Options(variants=variants, **more))  # type: ignore[arg-type]


def done(plan: Plan) -> list[tuple[str, int, str, Target]]:
    """What is done in each set, in order, up to its target."""
    return [(s.exercise.id, s.set, s.side.value, s.target) for s in plan.as_begun]


def test_one_leg_is_done_with_each_in_the_dose_of_the_variant() -> None:
    plan = chosen(("hip-thrust", "one leg"), side=Side.RIGHT)
    five, eight = Target(reps=(5, 5), hold_seconds=2.0), Target(reps=(8, 8), hold_seconds=3.0)
    assert [each for each in done(plan) if each[0] != "quad-stretch"] == [
        ("hip-thrust", 1, "right", five),
        ("hip-thrust", 1, "left", five),
        ("floor-bridge", 1, "right", eight),
        ("floor-bridge", 1, "left", eight),
        ("hip-thrust", 2, "right", five),
        ("hip-thrust", 2, "left", five),
    ]
    assert dict(plan.variants) == {"hip-thrust": "one leg", "floor-bridge": "one leg"}


def test_the_standard_way_is_done_with_both_and_is_no_variant() -> None:
    plan = chosen(("floor-bridge", NO_VARIANT))
    assert [(s.set, s.side) for s in plan.sets if s.exercise.id == "floor-bridge"] == [(1, Side.BOTH)]
    assert plan.variants == ()


def test_what_is_not_at_hand_and_what_is_left_out_count_more_than_what_was_chosen() -> None:
    variants = (("hip-thrust", "one leg"), ("quad-stretch", "lie on your side to do it"))
    plan = chosen(*variants, missing=("bench",), without=("quad-stretch",))
    assert dict(plan.variants) == {"hip-thrust": "a bridge on the floor", "floor-bridge": "one leg"}
    assert {s.side for s in plan.sets if s.exercise.id == "hip-thrust"} == {Side.BOTH}


def test_a_stretch_done_lying_is_no_longer_standing() -> None:
    lying = Options(variants=(("quad-stretch", "lie on your side to do it"),))
    assert [each.id for each in standing_today(a_routine(), Options())] == ["quad-stretch"]
    assert standing_today(a_routine(), lying) == ()
    text = TEXT.replace('use = "quad-stretch"', 'use = "quad-stretch"\nvariant = "lie on your side to do it"')
    standing = Options(variants=(("quad-stretch", NO_VARIANT),))
    assert [each.id for each in standing_today(a_routine(text), standing)] == ["quad-stretch"]


@pytest.mark.parametrize("path", sorted(builtin_dir().glob("*.toml")), ids=lambda path: path.stem)
def test_nothing_chosen_changes_nothing_and_everything_that_can_be_chosen_can_be_done(path: Path) -> None:
    routine = read_routine(path)
    plan = plan_routine(routine)
    assert in_variants(plan, {}, Side.LEFT) == plan
    for exercise in {planned.exercise.id: planned.exercise for planned in plan.sets}.values():
        for words in variant_choices(exercise):
            today = plan_today(routine, Options(variants=((exercise.id, words),)))
            numbers = {(s.exercise.id, s.set) for s in today.sets}
            assert numbers == {(s.exercise.id, s.set) for s in plan.sets}
            legs = {s.side for s in today.sets if s.exercise.id == exercise.id}
            assert (Side.BOTH in legs) is (exercise.legs_in(words or None) == "both")


def test_in_the_session_the_other_ways_are_offered_from_there() -> None:
    visit = Visit(chosen(("hip-thrust", "one leg")))
    assert visit.state.variant == "one leg"
    offered = variant_choices(visit.state.as_planned.exercise, visit.state.variant)
    assert offered[NO_VARIANT] == "as planned, before a session"
    assert offered["one leg"] == "harder: one leg"
    assert variant_choices(visit.state.as_planned.exercise, has_begun=False)["one leg"] == "harder: one leg"


SQUAT = """\
schema = 1
id = "mine"
title = "Mine"
[[exercise]]
id = "squat"
title = "Squat"
sets = 1
reps = 5
sides = "each"
planned = { reps = 10, sides = "both" }
variant = "one leg, from a high chair"
rest = 30
equipment = ["a chair"]
how_to = ["Sit down, stand up."]
cadence = [{ name = "down", seconds = 2 }, { name = "up", seconds = 2 }]
easier = ["one leg, from a high chair", "a short way down"]
without = ["one leg, back on a wall"]
[[exercise.variants]]
words = "one leg, from a high chair"
sides = "each"
equipment = ["a chair"]
[[exercise.variants]]
words = "a short way down"
equipment = []
[[exercise.variants]]
words = "one leg, back on a wall"
sides = "each"
equipment = []
"""


@pytest.mark.parametrize(
    ("words", "instead", "sides"),
    [
        ("one leg, from a high chair", "one leg, back on a wall", {Side.LEFT, Side.RIGHT}),
        (NO_VARIANT, "a short way down", {Side.BOTH}),
    ],
)
def test_what_does_without_is_looked_for_from_the_chosen_variant(
    words: str, instead: str, sides: set[Side]
) -> None:
    plan = plan_today(a_routine(SQUAT), Options(variants=(("squat", words),), missing=("chair",)))
    assert (dict(plan.variants), {s.side for s in plan.sets}) == ({"squat": instead}, sides)
