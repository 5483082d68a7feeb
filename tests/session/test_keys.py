"""What each key of a live session means in each stage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.session.commands import (
    AdjustRest,
    ChangePace,
    Command,
    CountRep,
    EndRest,
    EndSession,
    FinishSet,
    NotNow,
    Pause,
    PreviousSet,
    RepeatSet,
    ReportPain,
    Resume,
    SetLoad,
    SetNote,
    SkipExercise,
    SkipSet,
    TakeVariant,
    Undo,
    check_note,
)
from kneecoach.session.keys import command_for
from kneecoach.session.plan import Pace
from kneecoach.session.state import State
from kneecoach.session.variants import NO_VARIANT
from tests.helpers import Visit, a_plan, stretch, thrust, walk


def at_ready(pace: Pace = Pace.GUIDED) -> State:
    """Getting ready for a set of thrusts."""
    return Visit(a_plan(thrust()), pace).state


def at_work(pace: Pace = Pace.GUIDED) -> State:
    """In the work of a set of thrusts."""
    return Visit(a_plan(thrust()), pace).until_work(0)


def at_rest() -> State:
    """In the rest between two sets."""
    return Visit(a_plan(thrust())).until_rest()


def paused(pace: Pace = Pace.GUIDED) -> State:
    """In the work of a set, paused."""
    visit = Visit(a_plan(thrust()), pace)
    visit.until_work(0)
    visit.do(Pause())
    return visit.state


@pytest.mark.parametrize("state", [at_ready(), at_work(), at_rest(), paused(), paused(Pace.SELF)])
@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("n", SkipSet()),
        ("N", SkipExercise()),
        ("r", RepeatSet()),
        ("b", PreviousSet()),
        ("u", Undo()),
        ("pageup", Undo()),
        ("+", AdjustRest(15.0)),
        ("-", AdjustRest(-15.0)),
        ("q", EndSession()),
        ("x 0", ReportPain(0)),
        ("x 10", ReportPain(10)),
        ("x  4 ", ReportPain(4)),
        ("x4", ReportPain(4)),
        ("x x 4", ReportPain(4)),
        ("x10", ReportPain(10)),
        ("x four", ReportPain(4)),
        ("x Ten", ReportPain(10)),
        ("x t", ReportPain(10)),
        ("x 7/10", ReportPain(7)),
        ("x7/10", ReportPain(7)),
        ("x 7 / 10", ReportPain(7)),
        ("x 7 out of 10", ReportPain(7)),
        ("x ten of ten", ReportPain(10)),
        ("l8", SetLoad(8.0)),
        ("l7.5kg", SetLoad(7.5)),
        ("e1", TakeVariant("no dumbbell")),
        ("l 8", SetLoad(8.0)),
        ("l 7.5", SetLoad(7.5)),
        ("l 7,5", SetLoad(7.5)),
        ("l 0", SetLoad(0.0)),
        ("i bench  one lower ", SetNote("bench one lower")),
        ("i -", SetNote("")),
        ("i - 5 cm", SetNote("- 5 cm")),
        ("e", TakeVariant("no dumbbell")),
        ("e 1", TakeVariant("no dumbbell")),
    ],
)
def test_keys_that_mean_the_same_everywhere(state: State, line: str, command: Command) -> None:
    assert command_for(line, state) == command


@pytest.mark.parametrize(
    ("state", "line", "command"),
    [
        (at_work(), "space", Pause()),
        (at_rest(), "space", Pause()),
        (paused(), "space", Resume()),
        (at_work(Pace.SELF), "space", CountRep()),
        (paused(Pace.SELF), "space", Resume()),
        (at_work(), "p", Pause()),
        (at_work(Pace.SELF), "p", Pause()),
        (paused(), "p", Resume()),
        (at_work(), "enter", FinishSet()),
        (paused(), "enter", FinishSet()),
        (at_rest(), "enter", EndRest()),
        (at_ready(), "enter", EndRest()),
        (at_ready(), "pagedown", EndRest()),
        (at_ready(Pace.SELF), "pagedown", EndRest()),
        (at_rest(), "pagedown", EndRest()),
        (at_work(), "pagedown", Pause()),
        (at_work(Pace.SELF), "pagedown", CountRep()),
        (paused(), "pagedown", Resume()),
        (paused(Pace.SELF), "pagedown", Resume()),
        (at_work(), "g", ChangePace(Pace.SELF)),
        (at_work(Pace.SELF), "g", ChangePace(Pace.GUIDED)),
    ],
)
def test_keys_that_depend_on_the_place(state: State, line: str, command: Command) -> None:
    assert command_for(line, state) == command


@pytest.mark.parametrize(
    "line",
    [
        *("y", "nn", "n 1", "space 2", "Q", "?", "\x1b[31m", "x" * 5000),
        *("x", "x fourteen", "x -1", "x 4.5", "x 4 5", "x ²", "x ٣", "x 4/5", "x 11/10", "x no", "x 4/"),
        *("e 9", "e 02", "e -1", "e one", "e 1 1", "e ²", "e no dumbbell"),
        *("l", "l heavy", "l nan", "l -1", "l 501", "l inf", "l 1 2", "l 1_0", "l ٨", "l -0"),
    ],
    ids=lambda line: line[:10],
)
def test_what_is_not_a_key_is_refused_in_a_sentence(line: str) -> None:
    with pytest.raises(NotNow) as refused:
        command_for(line, at_work())
    said = str(refused.value)
    assert said
    assert "\x1b" not in said
    assert len(said) < 200


def test_an_easier_variant_by_its_number_and_what_there_is_instead() -> None:
    state = Visit(a_plan(walk(), stretch())).state
    assert command_for("e 2", state) == TakeVariant("no band")
    assert command_for("e 0", state) == TakeVariant(NO_VARIANT)
    with pytest.raises(NotNow) as refused:
        command_for("e 3", state)
    assert str(refused.value) == (
        "Variants of Band walk: e 1 and enter for easier: a lighter band; e 2 and enter for easier: no band; "
        "e 0 and enter for as planned."
    )
    with pytest.raises(NotNow, match=r"^Quad stretch has no other variant\.$"):
        command_for("e", Visit(a_plan(stretch())).state)


@pytest.mark.parametrize(("typed", "least"), [("x 00010", 10), ("x 00011", 11), ("x 12345", 11), ("x 99999", 11)])
def test_pain_is_never_taken_for_less_than_typed(typed: str, least: int) -> None:
    """Leading zeros do not change a number. It is taken as typed, or refused."""
    try:
        command = command_for(typed, at_work())
    except NotNow:
        return
    assert isinstance(command, ReportPain)
    assert command.value >= least


@given(st.text("xle i0123456789.,-", min_size=1, max_size=30).filter(lambda text: text.strip() not in {"", "-"}))
def test_a_note_is_taken_as_it_was_typed(text: str) -> None:
    assert command_for(f"i {text}", at_work()) == SetNote(check_note(text))
