"""Loads as typed in kilograms, in pounds and in words: what was typed is shown again, and kept in kg."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.session.commands import EndSession, NotNow, SetLoad, Undo
from kneecoach.session.events import LoadSet, as_dict
from kneecoach.session.keys import command_for
from kneecoach.session.loads import LoadSteps, from_kg, to_kg, typed_load, typed_tension
from kneecoach.session.plan import BAND, LoadSaid, LoadUnit
from kneecoach.session.state import State
from kneecoach.words import load_words, typed_as
from tests.helpers import Visit, a_plan, thrust
from tests.log.samples import a_header, the_record

KG, LB = LoadUnit.KG, LoadUnit.LB


@given(st.integers(0, 2200).map(lambda half: half / 2))
def test_every_half_pound_comes_back_exactly(pounds: float) -> None:
    assert from_kg(to_kg(pounds, LB), LB) == pounds
    kg, said = typed_load(typed_as(None, (pounds, LB), LB) or str(pounds), LB)
    assert said == (pounds, LB)
    assert kg == to_kg(pounds, LB)
    assert load_words(kg, None, LB) == load_words(kg, said, LB) == f"{pounds:g} lb"
    assert kg == pytest.approx(pounds * 0.45359237, abs=0.0005)


@given(st.integers(0, 50_000).map(lambda grams: grams / 100))
def test_kilograms_are_never_converted(kg: float) -> None:
    assert to_kg(kg, KG) == from_kg(kg, KG) == kg


@pytest.mark.parametrize(
    ("text", "unit", "load"),
    [
        ("8", KG, (8.0, None)),
        (" 7,5 ", KG, (7.5, None)),
        (".5", KG, (0.5, None)),
        ("500", KG, (500.0, None)),
        ("0", KG, (0.0, None)),
        ("17.5", LB, (7.938, (17.5, LB))),
        ("17.5 lb", KG, (7.938, (17.5, LB))),
        ("17,5LBS", KG, (7.938, (17.5, LB))),
        ("8 kg", LB, (8.0, None)),
        ("1102", LB, (499.859, (1102.0, LB))),
    ],
)
def test_a_load_is_typed_in_either_unit(text: str, unit: LoadUnit, load: tuple[float, object]) -> None:
    assert typed_load(text, unit) == load


NO_LOADS = ["", "x", "-0.5", "500.5", "nan", "inf", "8 g", "1,000.0", "1_0", "٨", "-0", ".", "1103 lb", "9" * 400]


@pytest.mark.parametrize("text", NO_LOADS)
def test_what_is_not_a_load_is_refused(text: str) -> None:
    with pytest.raises(NotNow):
        typed_load(text, KG)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("m", "medium"),
        ("L", "light"),
        ("heavy", "heavy"),
        (" the  red one ", "the red one"),
        ("3", "3"),
        ("\u7d05", "\u7d05"),
    ],
)
def test_the_tension_of_a_band_is_typed_in_words(typed: str, words: str) -> None:
    assert typed_tension(typed) == words


@pytest.mark.parametrize("typed", ["", "  ", "x" * 31, "q", "n", "N", "+", " p "])
def test_what_is_not_a_tension_is_refused(typed: str) -> None:
    with pytest.raises(NotNow, match="light, medium or heavy"):
        typed_tension(typed)


@pytest.mark.parametrize(
    ("kg", "said", "unit", "words"),
    [
        (None, None, KG, ""),
        (8.0, None, KG, "8 kg"),
        (8.0, None, LB, "17.6 lb"),
        (7.938, (17.5, LB), LB, "17.5 lb"),
        (7.938, (17.5, LB), KG, "7.94 kg"),
        (None, "medium", KG, "medium band"),
        (None, "the red band", LB, "the red band"),
    ],
)
def test_a_load_in_words(kg: float | None, said: LoadSaid | None, unit: LoadUnit, words: str) -> None:
    assert load_words(kg, said, unit) == words


def in_pounds() -> State:
    return replace(Visit(a_plan(thrust())).state, units=LB)


def banded() -> Visit:
    """Getting ready for a set that takes a band."""
    visit = Visit(a_plan(thrust()))
    sets = tuple(replace(each, exercise=replace(each.exercise, load=BAND)) for each in visit.state.plan.sets)
    visit.state = replace(visit.state, plan=replace(visit.state.plan, sets=sets))
    return visit


def test_the_key_takes_the_unit_of_the_session_or_the_one_that_is_typed() -> None:
    assert command_for("l 17.5", in_pounds()) == SetLoad(7.938, said=(17.5, LB))
    assert command_for("l 8 kg", in_pounds()) == SetLoad(8.0)
    assert command_for("l 17.5 lb", Visit(a_plan(thrust())).state) == SetLoad(7.938, said=(17.5, LB))
    with pytest.raises(NotNow, match="the load in lb, such as 20"):
        command_for("l heavy", in_pounds())


def test_the_event_is_in_kg_with_the_typed_beside_it() -> None:
    visit = Visit(a_plan(thrust()))
    [event] = visit.do(SetLoad(7.938, said=(17.5, LB)))
    assert as_dict(event) == {"at": 0.0, "event": "load-set", "value": 7.938, "typed": (17.5, "lb")}
    [event] = visit.do(SetLoad(8.0))
    assert as_dict(event) == {"at": 0.0, "event": "load-set", "value": 8.0}
    assert visit.state.load_said == {}, "what was typed before does not stay beside another load"


@pytest.mark.parametrize("words", ["blue2", "the x1 band", "double3"])
def test_the_words_for_a_band_are_taken_as_they_were_typed(words: str) -> None:
    assert command_for(f"l {words}", banded().state) == SetLoad(None, "hip-thrust", words)


def test_a_band_takes_words_and_nothing_else() -> None:
    visit = banded()
    assert command_for("l m", visit.state) == SetLoad(None, "hip-thrust", "medium")
    [event] = visit.do(SetLoad(None, said="medium"))
    assert isinstance(event, LoadSet)
    assert (event.value, event.words) == (None, "medium")
    with pytest.raises(NotNow, match="tension"):
        visit.do(SetLoad(8.0))
    with pytest.raises(NotNow, match="a load in kg"):
        Visit(a_plan(thrust())).do(SetLoad(None, said="medium"))


@pytest.mark.parametrize("said", [(17.5, LB), "medium"])
def test_undo_takes_back_how_a_load_was_said(said: tuple[float, LoadUnit] | str) -> None:
    visit = banded() if isinstance(said, str) else Visit(a_plan(thrust()))
    visit.do(SetLoad(None if isinstance(said, str) else 7.938, said=said))
    assert visit.state.load_said == {"hip-thrust": said}
    visit.do(Undo())
    assert (visit.state.loads, visit.state.load_said) == ({}, {})


def test_the_record_says_the_load_in_kg_and_how_it_was_said() -> None:
    visit = Visit(a_plan(thrust(3, 1)))
    visit.do(SetLoad(7.938, said=(17.5, LB)))
    visit.until_work(0, reps=1)
    visit.do(EndSession())
    [attempt] = the_record(a_header(visit.state.plan), visit.state).model_dump(mode="json")["sets"]
    assert (attempt["load_kg"], attempt["load_typed"]) == (7.938, [17.5, "lb"])
    assert "load_words" not in attempt
    banding = banded()
    banding.do(SetLoad(None, said="medium"))
    banding.until_work(0, reps=1)
    banding.do(EndSession())
    first = the_record(a_header(banding.state.plan), banding.state).model_dump(mode="json")["sets"][0]
    assert (first["load_kg"], first["load_words"]) == (None, "medium")
    assert "load_typed" not in first


@pytest.mark.parametrize(
    ("steps", "value", "below"),
    [
        (LoadSteps(), 8.5, 8.5),
        (LoadSteps(KG, 2.5), 10.5, 10.0),
        (LoadSteps(LB), 20.14, 20.0),
        (LoadSteps(LB), 20.0, 20.0),
        (LoadSteps(LB, 5.0), 24.9, 20.0),
    ],
)
def test_a_suggested_load_is_one_of_the_rack(steps: LoadSteps, value: float, below: float) -> None:
    assert steps.on_the_rack(value) == below
