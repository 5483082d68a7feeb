"""A variant for one leg at a time is done with one leg and then the other, with its dose for each."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kneecoach.figures.files import figure_names
from kneecoach.journal.record_of import record_of
from kneecoach.paths import Paths
from kneecoach.review.last_time import last_times
from kneecoach.review.pain_now import pain_context
from kneecoach.routine.draft import Draft
from kneecoach.routine.library import load_routine, parse_routine
from kneecoach.routine.planner import CHANGE_LEGS, plan_routine
from kneecoach.routine.self_contained import self_contained
from kneecoach.routine.today import for_today
from kneecoach.session.commands import NotNow, TakeVariant
from kneecoach.session.keys import command_for
from kneecoach.session.plan import Legs, Side
from kneecoach.session.variants import variant_choices
from tests.helpers import Visit, planned
from tests.log.samples import DEVICE, STARTED, a_header, folders
from tests.routine.shipped import LIBRARY

ON_ONE_LEG = ("ball-leg-curl", "floor-bridge", "heel-raise", "hip-thrust")
NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
LEFT_RIGHT = [(number, side) for number in (1, 2, 3) for side in (Side.LEFT, Side.RIGHT)]
ONE_LEG = planned('use = "hip-thrust"\nvariant = "one leg"\n')


def test_the_variants_for_one_leg_say_so_and_none_is_left_to_change_legs_mid_set() -> None:
    found = {name for name, said in LIBRARY.items() for v in said.variants if v.sides is Legs.EACH}
    assert found == set(ON_ONE_LEG)
    lines = [line for said in LIBRARY.values() for v in said.variants for line in v.how_to or ()]
    assert not [line for line in lines if re.search(r"halfway through the set", line, re.IGNORECASE)]


@pytest.mark.parametrize("name", ON_ONE_LEG)
def test_it_is_led_left_before_right_with_its_dose_for_each(name: str) -> None:
    plan = planned(f'use = "{name}"\nvariant = "one leg"\n')
    own = LIBRARY[name].variant_named("one leg")
    assert own is not None
    assert [(each.set, each.side) for each in plan.sets] == LEFT_RIGHT
    assert {each.target.reps for each in plan.as_begun} == {own.reps}
    assert planned(f'use = "{name}"\n').sets[0].side is Side.BOTH


def test_it_begins_with_the_leg_of_the_settings_and_the_record_and_the_last_time_have_both(paths: Paths) -> None:
    (paths.routines_dir / "mine.toml").write_text(MINE)
    plan = plan_routine(load_routine(paths, "mine"), Side.RIGHT)
    visit = Visit(plan)
    visit.finish()
    record = record_of(a_header(plan), visit.state, DEVICE, STARTED)
    assert [(a.side, a.reps, a.variant) for a in record.sets[:2]] == [
        (Side.RIGHT, 5, "one leg"),
        (Side.LEFT, 5, "one leg"),
    ]
    assert last_times([record], STARTED.date())["hip-thrust"] == "5, 5, 5 each leg, one leg"


MINE = 'schema = 1\nid = "mine"\ntitle = "Mine"\n[[exercise]]\nuse = "hip-thrust"\nvariant = "one leg"\n'


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    found = folders(tmp_path)
    found.routines_dir.mkdir(parents=True)
    return found


def test_in_a_session_it_is_offered_for_before_one_and_refused_with_the_reason() -> None:
    visit = Visit(planned('use = "hip-thrust"\n'))
    exercise = visit.state.as_planned.exercise
    assert variant_choices(exercise)["one leg"] == "harder: one leg, before a session"
    with pytest.raises(NotNow) as refused:
        visit.do(TakeVariant("one leg"))
    assert str(refused.value) == ("One leg is done with one leg and then the other: choose it before a session.")
    back = Visit(ONE_LEG)
    with pytest.raises(NotNow, match="The standard way is done with both legs at once"):
        back.do(TakeVariant(""))
    assert pain_context(back.state).easier == (), "what cannot be taken is not offered against pain"


@pytest.mark.parametrize("variant", ["", 'variant = "one leg"\n'])
@pytest.mark.parametrize("name", ON_ONE_LEG)
def test_the_keys_mark_exactly_the_variants_that_cannot_be_taken_now(name: str, variant: str) -> None:
    plan = planned(f'use = "{name}"\n{variant}')
    with pytest.raises(NotNow) as refused:
        command_for("e 9", Visit(plan).state)
    _, _, listed = str(refused.value).rstrip(".").partition(": ")
    said = dict(each.split(" and enter for ") for each in listed.split("; "))
    assert {key for key, way in said.items() if way.endswith(", before a session")} == {
        key for key in said if is_for_before(Visit(plan), key)
    }


def is_for_before(visit: Visit, key: str) -> bool:
    """Whether a variant's key is refused because the variant is chosen before a session."""
    try:
        visit.do(command_for(key, visit.state))
    except NotNow as refused:
        return "before a session" in str(refused)
    return False


def test_without_the_bench_both_legs_bridge_at_once_and_nothing_is_left_out() -> None:
    today = for_today(ONE_LEG, missing=("bench",))
    assert dict(today.variants) == {"hip-thrust": "a bridge on the floor"}
    assert [(each.set, each.side) for each in today.sets] == [(number, Side.BOTH) for number in (1, 2, 3)]
    assert today.shortened is None
    assert today.as_begun[0].target.reps == (15, 15)


def test_reps_that_were_written_for_both_legs_together_stay_so() -> None:
    """As in a routine of an earlier version: ten are five on each leg, not ten."""
    plan = planned('use = "hip-thrust"\nvariant = "one leg"\nreps = 10\nplanned = { reps = 15 }\n')
    assert [(each.side, each.target.reps) for each in plan.as_begun] == [(Side.BOTH, (10, 10))] * 3
    assert plan.exercises[0].how_to[-1] == CHANGE_LEGS


def test_chosen_in_the_editor_it_brings_its_dose_and_goes_with_it(paths: Paths) -> None:
    (paths.routines_dir / "mine.toml").write_text(MINE.replace('variant = "one leg"', "reps = 20"))
    draft = Draft(paths, "mine")
    draft.set(0, {"variant": "one leg"}, NOW)
    (there,) = draft.exercises
    assert (there.reps, there.sides) == ((5, 5), Legs.EACH)
    assert "sides" not in (paths.routines_dir / "mine.toml").read_text().partition("planned")[2]
    draft.set(0, {"variant": None}, NOW)
    (back,) = draft.exercises
    assert (back.reps, back.sides, back.planned, back.variant) == ((20, 20), Legs.BOTH, None, None)


@pytest.mark.parametrize("name", ["ball-leg-curl", "floor-bridge", "heel-raise", "hip-thrust"])
@pytest.mark.parametrize("variant", ["", 'variant = "one leg"\n'])
def test_an_export_leads_every_way_with_the_same_legs_and_dose(name: str, variant: str) -> None:
    text = f'schema = 1\nid = "mine"\ntitle = "Mine"\n[[exercise]]\nuse = "{name}"\n{variant}'
    routine = parse_routine(Path("mine.toml"), text.encode())
    whole = self_contained(routine, text.encode(), figure_names())
    here, there = plan_routine(routine), plan_routine(parse_routine(Path("there.toml"), whole.text.encode()))
    assert there.as_begun == here.as_begun
    assert there.exercises[0].variants == here.exercises[0].variants
    assert any(way.legs is Legs.EACH for way in there.exercises[0].variants)
