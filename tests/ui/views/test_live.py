"""What Live shows, as a function of the state, and letters drawn large."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.review.last_time import Past
from kneecoach.session.commands import (
    AdjustRest,
    CountRep,
    EndRest,
    FinishSet,
    Pause,
    Resume,
    SetLoad,
    SkipExercise,
    SkipSet,
    Start,
    TakeVariant,
    Tick,
)
from kneecoach.session.decide import decide, due
from kneecoach.session.events import Stage
from kneecoach.session.evolve import evolve
from kneecoach.session.plan import Pace, PlannedSet, Side, Target, Variant
from kneecoach.session.progress import time_left
from kneecoach.session.state import State
from kneecoach.ui.views.block_text import DIGIT_SPACE
from kneecoach.ui.views.live import Next, Part, Reps, Tempo, live_view, next_change
from kneecoach.ui.views.live_words import place_beside, short_places
from kneecoach.ui.widgets.bars import coming_lines
from tests.helpers import WALK, Visit, a_plan, command, follow, knee_relief, sets_of, stretch, thrust, walk

CLOCK_GRAIN_SECONDS = 1e-5
"""Countdowns are computed to a microsecond. An instant nearer to a change than this may show either side of it."""


def at(seconds: float, state: State | None = None) -> State:
    """The whole routine, guided, after `seconds`, or another session that begins from `state`."""
    instants, states = guided() if state is None else led(state)
    return states[bisect_right(instants, seconds) - 1]


@cache
def guided() -> tuple[list[float], list[State]]:
    """The whole routine, guided: when each of its states begins, and that state."""
    return led(State(plan=knee_relief()))


def led(state: State) -> tuple[list[float], list[State]]:
    """A session from its start, in which nobody does anything."""
    instants, states = [0.0], [command(state, Start(), 0.0)]
    while (instant := due(states[-1])) is not None:
        instants.append(instant)
        states.append(command(states[-1], Tick(), instant))
    return instants, states


def test_the_first_get_ready() -> None:
    view = live_view(at(0.0), 0.0)
    assert (view.title, view.place, view.action, view.side) == (
        "Quad stretch",
        "set 1 of 2",
        ("Get ready",),
        "Left",
    )
    assert (view.number.text.strip(DIGIT_SPACE), view.number.target) == ("5", "")
    assert view.reps is None
    assert [share.done for share in view.strip] == [0.0] * 6
    assert view.left == "37 min left"


def test_an_easier_variant_has_the_place_of_the_cue_in_its_exercise_only() -> None:
    state = at(330.0)
    walking = live_view(state, 330.0)
    assert walking.coming is not None
    assert walking.coming.what == "Lateral band walk"
    assert "Easier" not in walking.cue
    for event in decide(state, TakeVariant("no band"), 330.0):
        state = evolve(state, event)
    assert live_view(state, 330.0).cue.startswith("No equipment. ")
    for event in decide(state, EndRest(), 330.0):
        state = evolve(state, event)
    assert live_view(state, 330.0).cue == "Easier: no band"
    for event in decide(state, SkipExercise(), 330.0):
        state = evolve(state, event)
    view = live_view(state, 330.0)
    assert view.title in {"Stability ball leg curl", "Rest after calf stretch, 30 of 30 s"}
    assert "Easier" not in view.cue


def test_while_equipment_is_changed_it_is_said_what_to_have_ready() -> None:
    state = at(330.0)
    assert state.seconds_left(330.0) == 10.0
    for event in decide(state, TakeVariant("a lighter band"), 330.0):
        state = evolve(state, event)
    view = live_view(state, 330.0)
    assert view.number.text == "0:15"
    assert view.cue.startswith("Have ready: loop band (light).")


def test_a_second_that_has_begun_is_shown_whole() -> None:
    shown = []
    for now in (5.0, 5.001, 5.999, 6.0, 6.001, 34.999):
        shown.append(live_view(at(now), now).number.text)
    assert shown == ["30", "30", "30", "29", "29", ">1<"]


def test_the_other_side_is_named_before_it_begins() -> None:
    view = live_view(at(36.0), 36.0)
    assert (view.action, view.side) == (("Switch sides", "Switch"), "Right")


@given(st.floats(0, 2200, allow_nan=False))
def test_the_view_stands_still_until_it_says_it_changes(now: float) -> None:
    state = at(now)
    change = next_change(state, now)
    if state.is_over or change is None or change < CLOCK_GRAIN_SECONDS:
        return
    before = live_view(state, now)
    just_before = live_view(state, now + change - CLOCK_GRAIN_SECONDS)
    assert (before.number, before.tempo, before.action, before.cue) == (
        just_before.number,
        just_before.tempo,
        just_before.action,
        just_before.cue,
    )


@given(st.floats(0, 2200, allow_nan=False), st.floats(0, 300, allow_nan=False))
def test_time_left_only_ever_shrinks_in_guided_pace(now: float, later: float) -> None:
    assert time_left(at(now + later), now + later) <= time_left(at(now), now) + 1e-6


def test_time_left_is_the_time_that_then_passes() -> None:
    for now in (0.0, 7.0, 33.0, 300.0, 900.5, 1500.0):
        end = at(10_000.0).ended_at
        assert end is not None
        assert time_left(at(now), now) == pytest.approx(end - now)


def test_paused_stands_still() -> None:
    state = at(20.0)
    for event in decide(state, Pause(), 20.0):
        state = evolve(state, event)
    assert next_change(state, 25.0) is None
    assert live_view(state, 21.0) == live_view(state, 900.0)
    assert live_view(state, 21.0).action == ("Paused",)
    for event in decide(state, Resume(), 900.0):
        state = evolve(state, event)
    view = live_view(state, 901.5)
    assert (view.action[0], view.number.text) == ("Starting over", ">2<")


def test_a_self_paced_rest_that_is_over_says_what_to_do() -> None:
    state = at(5.0, State(plan=knee_relief(), pace=Pace.SELF))
    for asked, now in ((FinishSet(), 6.0), (EndRest(), 7.0), (FinishSet(), 8.0)):
        state = command(state, asked, now)
    resting, over = live_view(state, 10.0), live_view(state, 8.0 + 15 + 60)
    assert (resting.number.text, resting.place) == ("0:13", "15 s, 2 s elapsed")
    assert (over.number.text, over.place) == ("0:00", "READY? press enter")


def test_a_long_rest_never_changes_the_width_of_its_digits() -> None:
    state = at(72.0)
    assert state.stage is Stage.REST
    for event in decide(state, AdjustRest(600.0), 72.0):
        state = evolve(state, event)
    shown = [live_view(state, now).number for now in (73.0, 200.0)]
    assert [number.text.strip(DIGIT_SPACE) for number in shown] == ["10:12", "8:05"]
    assert {len(number.text) for number in shown} == {len(shown[0].field)} == {5}
    assert live_view(state, 682.5).number.text.strip(f"{DIGIT_SPACE} ") == ">3<"


def test_a_rest_says_what_was_done_what_comes_and_what_to_have_ready() -> None:
    now = 72.0 + 15 + 5 + 30 + 5 + 30 + 1
    state = at(now)
    assert state.stage is Stage.REST
    view = live_view(state, now)
    assert view.is_rest
    assert view.side == "", "read across it would be REST LEFT"
    assert (view.title, view.place) == ("Rest after quad stretch, 30 of 30 s", "15 s, 3 s elapsed")
    assert view.coming is not None
    assert (view.coming.before, view.coming.what) == ("Next", "Calf stretch")
    assert view.coming.after == "set 1 of 2, left leg, 30 s"
    assert view.cue == "Have ready: a wall"
    assert view.following == ("", "")


def test_the_seconds_of_a_rest_that_are_gone_are_without_pauses() -> None:
    state = at(80.0)
    assert live_view(state, 80.0).place == "15 s, 10 s elapsed"
    state = command(command(state, Pause(), 80.0), Resume(), 180.0)
    assert live_view(state, 181.0).place == "15 s, 11 s elapsed"


def test_the_tempo_bar_has_a_part_for_each_phase_and_fills_the_one_that_runs() -> None:
    state = working(thrust(3, 1))
    parts = (Part("push up", 1.0), Part("squeeze", 2.0, is_hold=True), Part("lower", 2.0))
    assert live_view(state, 10.5).tempo == Tempo(parts, 0, 0.5)
    state, _ = follow(state, 12.5)
    assert live_view(state, 12.5).tempo == Tempo(parts, 1, 0.75)
    view = live_view(state, 12.5)
    assert (view.tone, view.action, view.phases) == ("hold", ("Squeeze",), ("Push up", "Squeeze", "Lower"))
    assert (view.number.text, view.number.target) == ("0", "/3")


def test_with_reduced_motion_the_tempo_bar_moves_by_whole_seconds() -> None:
    state = working(stretch(1))
    done = [live_view(state, 5.0 + seconds, moves=False).tempo.done * 30 for seconds in (0.0, 0.9, 1.0, 12.4)]
    assert done == pytest.approx([0, 0, 1, 12])


def test_the_count_is_the_number_and_its_target_is_beside_it() -> None:
    state, _ = follow(working(walk(15, 20, 1)), 5.0 + 2 * 11 + 0.5)
    view = live_view(state, 27.5)
    assert (view.number.text, view.number.target) == ("11", "/20")
    assert (view.reps, view.place) == (Reps(11, 15, 20), "set 1 of 1   15–20 steps")


def test_the_load_is_in_sight_in_a_set_and_in_a_rest() -> None:
    state = command(working(thrust(3, 2)), SetLoad(10.0), 11.0)
    assert live_view(state, 11.0).place == "set 1 of 2   10 kg"
    state, _ = follow(state, 10.0 + 15.0 + 1.0)
    assert state.stage is Stage.REST
    resting = replace(state.planned.exercise, equipment=("one dumbbell",))
    sets = tuple(replace(planned, exercise=resting) for planned in state.plan.sets)
    state = replace(state, plan=replace(state.plan, sets=sets))
    assert live_view(state, 26.0).cue == "Have ready: one dumbbell, 10 kg"


LAST = Past({"hip-thrust": "15, 12 at 8 kg, pain 3"})


def test_the_last_time_is_said_in_a_rest_and_while_getting_ready_and_not_in_the_work() -> None:
    def said(state: State) -> str | None:
        view = live_view(state, 0.0, past=LAST)
        return None if view.coming is None else view.coming.last

    visit = Visit(a_plan(thrust(3, 2), stretch()))
    assert said(visit.state) == "Last time 15, 12 at 8 kg, pain 3"
    assert said(visit.until_work(0)) is None
    assert said(visit.until_rest()) == "Last time 15, 12 at 8 kg, pain 3"
    assert said(visit.until_work(1)) is None
    assert said(visit.until(lambda s: s.index == 2)) == "", "the stretch was never done"


@pytest.mark.parametrize(
    ("title", "room", "said"),
    [
        ("Quad stretch", 41, "set 1 of 2   8 kg   left leg"),
        ("Quad stretch", 40, "set 1 of 2, 8 kg, left"),
        ("Quad stretch", 35, "set 1 of 2, 8 kg, left"),
        ("Quad stretch", 34, "1 of 2, 8 kg, left"),
        ("Dumbbell reverse lunge", 38, "1 of 2, 8 kg, left"),
        ("Dumbbell reverse lunge", 20, "1 of 2, 8 kg, left"),
    ],
)
def test_in_a_tiny_window_the_place_leaves_the_title_its_room(title: str, room: int, said: str) -> None:
    state = State(a_plan(thrust(3, 2)), loads={"hip-thrust": 8.0})
    left = replace(state, plan=a_plan(tuple(replace(each, side=Side.LEFT) for each in state.plan.sets)))
    assert place_beside(title, short_places(left), room) == said


def test_in_a_tiny_window_the_place_of_a_rest_keeps_its_width() -> None:
    visit = Visit(a_plan(thrust(3, 2)))
    visit.until_rest()
    places = {live_view(visit.state, visit.now + gone).short_places for gone in (0.0, 9.0, 10.0, 89.0)}
    assert places == {(" 0 of 90 s",), (" 9 of 90 s",), ("10 of 90 s",), ("89 of 90 s",)}


NEXT = Next("Next", "Hip thrust", "set 2 of 3, 15 reps", "Last time 15, 15")
READY = Next("", "15 reps", "up 1 s, down 2 s", "Last time 15, 15")


@pytest.mark.parametrize(
    ("coming", "width", "rows", "lines"),
    [
        (NEXT, 40, 2, ["Next  Hip thrust  set 2 of 3, 15 reps", "Last time 15, 15"]),
        (NEXT, 12, 2, ["Next  Hip t…  set 2 of 3, 15 reps", "Last time…"]),
        (replace(NEXT, last=""), 40, 2, ["Next  Hip thrust  set 2 of 3, 15 reps"]),
        (READY, 43, 1, ["15 reps  up 1 s, down 2 s  Last time 15, 15"]),
        (READY, 42, 1, ["15 reps  Last time 15, 15"]),
        (READY, 20, 1, ["15 reps  Last time…"]),
        (replace(READY, last=""), 20, 1, ["15 reps  up 1 s, down 2 s"]),
    ],
)
def test_where_there_is_one_row_the_last_time_goes_before_the_tempo(
    coming: Next, width: int, rows: int, lines: list[str]
) -> None:
    assert ["  ".join(filter(None, line)) for line in coming_lines(coming, width, rows)] == lines


def test_a_continued_set_says_which_rep_starts_over() -> None:
    state, _ = follow(working(thrust(3, 1)), 16.5)
    state = command(command(state, Pause(), 16.5), Resume(), 20.0)
    view = live_view(state, 20.5)
    assert (view.action[0], view.number.text, view.tone) == ("Continue in", ">3<", "ready")
    assert view.coming is not None
    assert view.coming.what == "then rep 2 of 3"
    assert view.reps == Reps(1, 3, 3)


def working(block: tuple[PlannedSet, ...]) -> State:
    """A guided session of this block, at the start of its first set."""
    state = command(State(plan=a_plan(block)), Start(), 0.0)
    return command(state, Tick(), due(state) or 0.0)


def test_a_long_session_says_its_hours() -> None:
    state = at(0.0)
    long = replace(state.planned.exercise, cadence=(replace(state.planned.exercise.cadence[0], seconds=3600.0),))
    sets = tuple(replace(planned, exercise=long) for planned in state.plan.sets[:2])
    state = replace(state, plan=replace(state.plan, sets=sets))
    assert live_view(state, 0.0).left == "2 h 1 min left"


def test_a_rest_after_a_variant_has_the_target_and_the_length_of_the_variant() -> None:
    variant = Variant("no band", reps=(2, 2), rest=30.0)
    visit = Visit(a_plan(sets_of(replace(WALK, variants=(variant,)), Target(reps=(5, 5)), 2)))
    visit.do(TakeVariant("no band"))
    visit.until_work(0)
    assert live_view(visit.state, visit.now).following[1] == "then 30 s of rest"
    visit.until_rest()
    view = live_view(visit.state, visit.now)
    assert view.title == "Rest after band walk, 2 of 2 steps"
    assert view.place == "30 s, 0 s elapsed"


def test_a_rest_says_what_came_of_the_set_just_worked_even_if_that_is_nothing() -> None:
    visit = Visit(a_plan(thrust(sets=4)))
    visit.until_work(1)
    visit.do(FinishSet(), after=0.5)
    assert live_view(visit.state, visit.now).title == "Rest after hip thrust, 0 of 3 reps"
    visit.do(SkipSet(), after=1.0)
    assert live_view(visit.state, visit.now).title == "Rest after hip thrust, 0 of 3 reps", "set 3 was not begun"


def test_a_rest_after_a_hold_that_was_never_started_says_nothing_was_held() -> None:
    visit = Visit(a_plan(stretch(sets=3, sides=(Side.BOTH,))), pace=Pace.SELF)
    visit.do(EndRest())
    visit.do(CountRep())
    visit.until_rest()
    visit.do(EndRest())
    visit.do(EndRest())
    visit.do(FinishSet())
    assert live_view(visit.state, visit.now).title == "Rest after quad stretch, 0 of 30 s"


def test_a_side_skipped_in_the_rest_is_not_what_the_rest_came_after() -> None:
    visit = Visit(a_plan(walk()))
    visit.until_rest()
    visit.do(SkipSet(), after=10.0)
    view = live_view(visit.state, visit.now)
    assert (view.title, view.place) == ("Rest after band walk, 5 steps of 3–5", "60 s, 10 s elapsed")
    visit.do(EndRest())
    assert live_view(visit.state, visit.now).action == ("Get ready",), "there is no other side to switch from"
