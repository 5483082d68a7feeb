"""What Live shows, as a function of the state, and letters drawn large."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.session.commands import (
    AdjustRest,
    EndRest,
    FinishSet,
    Pause,
    Resume,
    SkipExercise,
    Start,
    TakeVariant,
    Tick,
)
from kneecoach.session.decide import decide, due
from kneecoach.session.events import Stage
from kneecoach.session.evolve import evolve
from kneecoach.session.plan import Pace
from kneecoach.session.progress import fraction_done, time_left
from kneecoach.session.state import State
from kneecoach.ui.views.block_text import DIGIT_SPACE, block_text, block_width
from kneecoach.ui.views.layout import digit_columns, digit_rows, layout_for, too_small
from kneecoach.ui.views.live import live_view, next_change, words_rows
from tests.helpers import knee_relief

CLOCK_GRAIN_SECONDS = 1e-5
"""Countdowns are reckoned to a microsecond; what is nearer to a change than this may show either side of it."""


def at(seconds: float, state: State | None = None) -> State:
    """The whole routine, guided, after `seconds`."""
    state = state or State(plan=knee_relief())
    for event in decide(state, Start(), 0.0):
        state = evolve(state, event)
    while (instant := due(state)) is not None and instant <= seconds:
        for event in decide(state, Tick(), instant):
            state = evolve(state, event)
    return state


def test_the_first_get_ready() -> None:
    view = live_view(at(0.0), 0.0)
    assert (view.title, view.place, view.action, view.side) == (
        "Quad stretch",
        "set 1 of 2 · left leg",
        "Get ready",
        "Left",
    )
    assert view.clock is not None
    assert view.clock.text == "5"
    assert view.count is None
    assert view.done == 0.0
    assert view.left == "37 minutes left"


def test_an_easier_variant_has_the_place_of_the_cue_in_its_exercise_only() -> None:
    state = at(330.0)
    walking = live_view(state, 330.0)
    assert (walking.title, walking.easier) == ("Lateral band walk", "")
    for event in decide(state, TakeVariant("no band"), 330.0):
        state = evolve(state, event)
    assert live_view(state, 330.0).cue == "Easier: no band"
    for event in decide(state, EndRest(), 330.0):
        state = evolve(state, event)
    view = live_view(state, 330.0)
    assert (view.cue, view.easier) == ("Easier: no band", "Easier: no band")
    for event in decide(state, SkipExercise(), 330.0):
        state = evolve(state, event)
    view = live_view(state, 330.0)
    assert (view.title, view.easier) == ("Stability ball leg curl", "")


def test_while_equipment_is_changed_it_is_said_what_to_have_ready_and_how_to_go_on() -> None:
    state = at(330.0)
    assert state.seconds_left(330.0) == 10.0
    for event in decide(state, TakeVariant("a lighter band"), 330.0):
        state = evolve(state, event)
    view = live_view(state, 330.0)
    assert view.clock is not None
    assert (view.clock.text, view.clock.caption) == ("0:15", "space goes on now")
    assert view.following.startswith("Have ready: loop band, light.")


def test_a_second_that_has_begun_is_shown_whole() -> None:
    shown = []
    for now in (5.0, 5.001, 5.999, 6.0, 6.001, 34.999):
        view = live_view(at(now), now)
        assert view.clock is not None
        shown.append(view.clock.text)
    assert shown == ["30", "30", "30", "29", "29", ">1<"]


def test_the_other_side_is_named_before_it_begins() -> None:
    view = live_view(at(36.0), 36.0)
    assert (view.action, view.side) == ("Switch sides", "Right")


@given(st.floats(0, 2200, allow_nan=False))
def test_the_view_stands_still_until_it_says_it_changes(now: float) -> None:
    state = at(now)
    change = next_change(state, now)
    if state.is_over or change is None or change < CLOCK_GRAIN_SECONDS:
        return
    before = live_view(state, now)
    just_before = live_view(state, now + change - CLOCK_GRAIN_SECONDS)
    assert (before.clock, before.count, before.action, before.cue) == (
        just_before.clock,
        just_before.count,
        just_before.action,
        just_before.cue,
    )


@given(st.floats(0, 2200, allow_nan=False), st.floats(0, 300, allow_nan=False))
def test_time_left_only_ever_shrinks_in_guided_pace(now: float, later: float) -> None:
    assert time_left(at(now + later), now + later) <= time_left(at(now), now) + 1e-6
    assert 0.0 <= fraction_done(at(now), now) <= 1.0


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
    assert live_view(state, 21.0).action == "Paused"
    for event in decide(state, Resume(), 900.0):
        state = evolve(state, event)
    view = live_view(state, 901.5)
    assert view.clock is not None
    assert (view.action, view.clock.text) == ("Starting over", ">2<")


def test_a_self_paced_rest_that_is_over_says_what_to_do() -> None:
    state = at(5.0, State(plan=knee_relief(), pace=Pace.SELF))
    for command, now in ((FinishSet(), 6.0), (EndRest(), 7.0), (FinishSet(), 8.0)):
        for event in decide(state, command, now):
            state = evolve(state, event)
    resting, over = live_view(state, 10.0).clock, live_view(state, 8.0 + 15 + 60).clock
    assert resting is not None
    assert over is not None
    assert (resting.text, resting.caption) == ("0:13", "rest")
    assert (over.text, over.caption) == ("0:00", "rest is over: enter")


def test_a_long_rest_never_changes_the_width_of_its_digits() -> None:
    state = at(72.0)
    assert state.stage is Stage.REST
    for event in decide(state, AdjustRest(600.0), 72.0):
        state = evolve(state, event)
    shown = [live_view(state, now).clock for now in (73.0, 200.0)]
    assert [digits.text.strip() for digits in shown if digits is not None] == ["10:12", "8:05"]
    assert {len(digits.text) for digits in shown if digits is not None} == {5}
    last = live_view(state, 682.5).clock
    assert last is not None
    assert (last.text, last.widest) == (">3<", f"{DIGIT_SPACE}0:03")


def test_a_long_session_says_its_hours() -> None:
    state = at(0.0)
    long = replace(state.planned.exercise, cadence=(replace(state.planned.exercise.cadence[0], seconds=3600.0),))
    sets = tuple(replace(planned, exercise=long) for planned in state.plan.sets[:2])
    state = replace(state, plan=replace(state.plan, sets=sets))
    assert live_view(state, 0.0).left == "2 h 1 min left"


@pytest.mark.parametrize("rows", [3, 5, 10])
def test_digits_are_all_of_one_size(rows: int) -> None:
    sizes = {(len(drawn := block_text(c, rows).split("\n")), *map(len, drawn)) for c in f"0123456789{DIGIT_SPACE}"}
    assert len(sizes) == 1
    assert block_width("88", rows) == len(block_text("88", rows).split("\n")[0])


def test_digits_have_even_strokes_at_five_and_ten_rows() -> None:
    five, ten = block_text("7", 5).split("\n"), block_text("7", 10).split("\n")
    assert five == ["██████", "    ██", "    ██", "    ██", "    ██"]
    assert ten == [line for row in five for line in ["".join(c * 2 for c in row)] * 2]


@pytest.mark.parametrize(
    ("action", "side", "width", "rows"),
    [
        ("Switch sides", "Right", 80, (3, 3)),
        ("Switch sides", "Right", 60, (1, 3)),
        ("Get ready", "Left", 60, (3, 3)),
        ("Press space", "Left", 80, (3, 3)),
        ("A phase with a very long name", "", 80, (1, 3)),
        ("1 × up", "Right", 80, (1, 3)),
    ],
)
def test_words_that_do_not_fit_large_are_plain_and_the_side_stays_large(
    action: str, side: str, width: int, rows: tuple[int, int]
) -> None:
    assert words_rows(action, side, 3, width) == rows


@pytest.mark.parametrize(("text", "rows"), [("15", 10), (">3<", 10), ("0:28", 10), ("10:00", 5), ("100:00:00", 3)])
def test_a_number_too_wide_for_its_column_is_drawn_smaller(text: str, rows: int) -> None:
    layout = layout_for(140, 45, figure=True)
    assert digit_rows(layout, 140, None, text) == rows
    assert digit_rows(layout, 140, text, None) == rows


@pytest.mark.parametrize(("width", "rows"), [(72, 5), (92, 5), (93, 5), (94, 10), (140, 10)])
def test_digits_beside_each_other_are_of_one_height(width: int, rows: int) -> None:
    """Three digits of ten rows take 44 cells, and the margins 6."""
    assert digit_rows(layout_for(width, 24, figure=False), width, "120", "1") == rows


NUMBERS = st.none() | st.integers(0, 200).map(str) | st.integers(0, 3600).map(str) | st.just("60:00")


@given(st.integers(40, 300), st.integers(12, 100), st.booleans(), NUMBERS, NUMBERS)
def test_digits_fit_their_columns_and_these_the_window(
    width: int, height: int, figure: bool, count: str | None, clock: str | None
) -> None:
    layout = layout_for(width, height, figure=figure)
    both = count is not None and clock is not None
    columns = digit_columns(layout, width, both=both)
    beside = both and (not layout.figure or layout.count_column is not None)
    assert (sum(columns) if beside else max(columns)) <= (layout.column or width - 2 * layout.air)
    rows = digit_rows(layout, width, count, clock)
    for text, cells in zip((count, clock), columns, strict=True):
        if text is not None:
            assert (block_width(text, rows) if rows > 1 else len(text)) <= cells
            assert rows <= layout.digit_rows


@pytest.mark.parametrize(
    ("size", "name", "with_figure"),
    [
        ((80, 24), "large", "figure"),
        ((140, 45), "large", "tall-figure"),
        ((100, 30), "large", "wide-figure"),
        ((60, 20), "small", "narrow-figure"),
        ((40, 12), "tiny", "tiny"),
    ],
)
def test_the_layout_that_fits(size: tuple[int, int], name: str, with_figure: str) -> None:
    assert layout_for(*size, figure=False).name == name
    assert layout_for(*size, figure=True).name == with_figure
    assert too_small(*size) is None
    assert too_small(39, 12) is not None
    assert too_small(40, 11) is not None
