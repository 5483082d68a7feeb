"""In text mode, `no`, `none` and `-` mean that there is none, and are never recorded as words."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from kneecoach.plain.questions import ask_loads, ask_number, with_note
from kneecoach.session.commands import NotNow
from kneecoach.session.loads import typed_tension
from kneecoach.session.plan import BAND, Target
from tests.helpers import WALK, a_plan, sets_of
from tests.log.samples import a_record
from tests.plain.test_natural_answers import session
from tests.plain.test_pain import EXERCISES, typed

NONE = ["no", "No", "none", "NONE.", "-", " no "]
BAND_PLAN = a_plan(sets_of(replace(WALK, load=BAND), Target(reps=(20, 20))))


@pytest.mark.parametrize("answer", NONE)
def test_none_is_no_tension(answer: str) -> None:
    with pytest.raises(NotNow, match="light, medium or heavy"):
        typed_tension(answer)


@pytest.mark.parametrize("answer", NONE)
def test_before_a_session_it_means_no_load_even_if_one_is_offered(answer: str) -> None:
    """For the band and both dumbbells, each asked for once."""
    out = io.StringIO()
    loads = ask_loads(
        typed(f"{answer}\n" * 3),
        out,
        EXERCISES,
        {"hip-thrust": 8.0, "reverse-lunge": 4.5},
        said={"lateral-band-walk": "medium"},
    )
    assert loads == ({}, {})
    assert len(out.getvalue().splitlines()) == 3


@pytest.mark.parametrize("answer", NONE)
def test_it_is_no_note(answer: str) -> None:
    record = a_record(note="stiff")
    assert with_note(typed(f"{answer}\n"), io.StringIO(), record) == record


def test_a_dash_is_not_a_score() -> None:
    out = io.StringIO()
    assert ask_number(typed("-\n3\n"), out, "Knee pain now?", 10) is None
    assert len(out.getvalue().splitlines()) == 1


@pytest.mark.parametrize("key", ["l", "i"])
@pytest.mark.parametrize("answer", ["no", "None"])
def test_after_a_key_it_leaves_the_load_or_note_as_it_was_and_goes_on(key: str, answer: str) -> None:
    state, _, _ = session(key, answer, plan=BAND_PLAN)
    assert (state.load_said, state.notes, state.paused) == ({}, {}, None)


@pytest.mark.parametrize("answer", ["no", "none", "-"])
def test_typed_with_its_key_it_is_refused_as_a_tension(answer: str) -> None:
    state, text, _ = session(f"l {answer}", plan=BAND_PLAN)
    assert state.load_said == {}
    assert "light, medium or heavy" in text


def test_a_dash_still_removes_a_note_and_words_that_begin_with_no_are_kept() -> None:
    assert session("i", "bench lower", "i", "-", plan=BAND_PLAN)[0].notes == {"band-walk": ""}
    assert session("i", "no pain today", plan=BAND_PLAN)[0].notes == {"band-walk": "no pain today"}
    assert session("l", "none of the usual", plan=BAND_PLAN)[0].load_said == {"band-walk": "none of the usual"}
