"""Today's session in words: the lengths that are offered, and what each of them means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kneecoach.routine.today import for_today
from kneecoach.session.plan import Side
from kneecoach.ui.views.today import (
    sets_of_each,
    time_choices,
    today_words,
    typed_minutes,
    variants_words,
    ways_words,
)
from tests.helpers import a_plan, knee_relief, stretch, thrust, walk


def test_rounded_lengths_are_offered_each_with_a_plan_of_its_own() -> None:
    choices = time_choices(knee_relief())
    assert [minutes for minutes, _ in choices] == [30, 25, 20, 15, 10, 5]
    assert all(plan.seconds <= minutes * 60 for minutes, plan in choices)
    sizes = [plan.size for _, plan in choices]
    assert sizes == sorted(set(sizes), reverse=True)


@pytest.mark.parametrize(("sets", "minutes"), [(1, []), (20, [65, 60, 50, 40])])
def test_a_short_session_has_no_choice_and_a_long_one_few(sets: int, minutes: list[int]) -> None:
    offered = [minutes for minutes, _ in time_choices(a_plan(thrust(1, sets), walk(sets=sets)))]
    assert len(offered) <= 6
    assert all(minutes % 5 == 0 for minutes in offered)
    assert bool(offered) == bool(minutes)


def test_what_a_length_means() -> None:
    plan = a_plan(stretch(2), walk(sets=3), thrust(sets=3))
    assert sets_of_each(plan) == "2–3 sets of each"
    assert sets_of_each(for_today(plan, minutes=4)) == "1 set of each"
    assert sets_of_each(for_today(plan, minutes=2, without=("hip-thrust",))) == "1 set, 2 of 3 exercises"


def test_the_words_of_a_choice() -> None:
    plan = a_plan(walk(sets=3), thrust(sets=3))
    assert today_words(plan, None) == "as planned"
    assert today_words(plan, 60) == "60 min: as planned"
    assert today_words(for_today(plan, minutes=5), 5) == "5 min: 1–2 sets of each"
    without = for_today(plan, missing=("band",))
    assert (today_words(without, None), ways_words(without)) == ("as planned", "Band walk: no band")
    assert (variants_words(plan), variants_words(without)) == ("as planned", "1 done another way")


@pytest.mark.parametrize(
    ("first_ready", "words"), [(0.0, "1 min: 1 set of each"), (90.0, "1 min: 1 set of each, about 2 min")]
)
def test_typed_minutes_that_the_walk_to_the_mat_uses_up_say_what_the_session_takes(
    first_ready: float, words: str
) -> None:
    plan = replace(a_plan(stretch(3, (Side.LEFT,))), first_ready=first_ready)
    assert typed_minutes("1", plan) == (1, words)
