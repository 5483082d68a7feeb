"""What a routine needs: in its variants, today, and in any way it can be done."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.errors import KneecoachError
from kneecoach.routine.library import parse_routine
from kneecoach.routine.model import Routine
from kneecoach.routine.named import equipment_named, equipment_of
from kneecoach.routine.planner import plan_routine
from kneecoach.routine.today import equipment_today, plan_today, with_missing
from kneecoach.session.options import Options
from kneecoach.ui.views.routines import row_of
from tests.routine.shipped import LIBRARY

HEAD = 'schema = 1\nid = "mine"\ntitle = "Mine"\n'


def a_routine(*exercises: tuple[str, str | None]) -> Routine:
    """A routine of the library's exercises, each by its id and in a variant, or None for the standard way."""
    blocks = (
        f'[[exercise]]\nuse = "{id_}"\n' + (f'variant = "{words}"\n' if words else "") for id_, words in exercises
    )
    return parse_routine(Path("mine.toml"), (HEAD + "".join(blocks)).encode())


@pytest.mark.parametrize("name", LIBRARY)
def test_a_routine_needs_what_its_plan_needs_in_every_variant(name: str) -> None:
    for words in (None, *LIBRARY[name].ways):
        routine = a_routine((name, words))
        planned = plan_routine(routine).exercises[0].equipment
        assert equipment_of(routine.spec.exercise) == planned, words
        assert row_of(routine, "mine", is_own=True).equipment == planned, words


def test_a_bridge_on_the_floor_needs_no_bench() -> None:
    exercises = a_routine(("hip-thrust", "a bridge on the floor")).spec.exercise
    assert not [entry for entry in equipment_of(exercises) if "bench" in entry or "dumbbell" in entry]


def needed(routine: Routine, options: Options) -> set[str]:
    return {entry for exercise in plan_today(routine, options).exercises for entry in exercise.equipment}


@pytest.mark.parametrize("name", LIBRARY)
def test_whatever_a_plan_needs_and_whatever_is_missing_can_be_chosen_in_before(name: str) -> None:
    """Of each variant, one thing after another is left out, until the exercise is."""
    for words in ("", *LIBRARY[name].ways):
        for routine, variants in ((a_routine((name, words)), ()), (a_routine((name, None)), ((name, words),))):
            options = Options(variants=variants)
            while True:
                try:
                    now = needed(routine, options)
                except KneecoachError:
                    break
                listed = equipment_today(routine, options)
                assert now <= set(listed)
                assert set(equipment_of(routine.spec.exercise)) <= set(listed)
                assert set(options.missing) <= set(listed)
                assert len(listed) == len(set(listed))
                if not now:
                    break
                options = Options(variants=variants, missing=(*options.missing, min(now)))


def test_what_only_an_exercise_that_is_left_out_would_need_can_be_chosen_too() -> None:
    routine = a_routine(("clamshell", None), ("ball-leg-curl", None))
    options = Options(without=("ball-leg-curl",), missing=("ball",), minutes=1)
    assert "a towel" in " ".join(equipment_today(routine, options))


@pytest.mark.parametrize("name", LIBRARY)
def test_whatever_a_variant_needs_can_be_named_as_missing(name: str) -> None:
    routine = a_routine((name, None))
    for words in (None, *LIBRARY[name].ways):
        for entry in LIBRARY[name].equipment_in(words):
            assert equipment_named(routine.spec, entry) == entry


def test_what_takes_the_place_of_the_ball_can_be_missing_like_the_ball() -> None:
    routine = a_routine(("ball-leg-curl", None))
    missing = tuple(equipment_named(routine.spec, name) for name in ("ball", "towel"))
    assert needed(routine, Options(missing=missing[:1])) == {"a towel"}
    assert needed(routine, Options(missing=missing)) == {"two sliders"}
    with pytest.raises(KneecoachError, match="did you mean 'a towel'"):
        equipment_named(routine.spec, "towle")
    with pytest.raises(KneecoachError, match="it needs stability ball"):
        equipment_named(routine.spec, "rope")


@pytest.mark.parametrize("name", LIBRARY)
def test_a_plan_keeps_all_that_was_missing_for_the_session_that_continues_it(name: str) -> None:
    """Otherwise that session would take what somebody has said is not at hand."""
    routine = a_routine((name, None))
    missing: tuple[str, ...] = ()
    while True:
        try:
            plan = plan_today(routine, Options(missing=missing))
        except KneecoachError:
            break
        again = with_missing(plan_routine(routine), plan.missing)
        assert [each.exercise for each in again.as_begun] == [each.exercise for each in plan.as_begun]
        assert again.variants == plan.variants
        if not (now := needed(routine, Options(missing=missing))):
            break
        missing = (*missing, min(now))
