"""Whatever people naturally type at a question in text mode is taken as they meant it, or asked for again."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from kneecoach.plain.input import Input
from kneecoach.plain.questions import ask_number, ask_to_start, ask_without
from kneecoach.session.plan import BAND, Plan
from kneecoach.session.state import State
from tests.helpers import a_plan, thrust, walk
from tests.plain.test_pain import STANDING
from tests.plain.typed import obey
from tests.running.bench import Bench

PLAN = a_plan(walk(), thrust())
TEN = ["10", "ten", "Ten", "t", "T", "10/10", "10 / 10", "10 of 10", "10 out of 10", "x10", "x 10", "10.", "010"]
FOUR = ["4", "four", "4/10", "4 out of 10", "x4", "X 4", "4."]
NO_SCORE = ["11", "-1", "4.5", "4,5", "4-5", "4/5", "none", "no", "n", "a lot", "1 0", "10/5", "x", "/10"]


def said_to(question: str, most: int, *typed: str) -> tuple[int | None, str]:
    out = io.StringIO()
    return ask_number(Input(io.StringIO("\n".join(typed) + "\n")), out, question, most), out.getvalue()


@pytest.mark.parametrize(("typed", "score"), [*((text, 10) for text in TEN), *((text, 4) for text in FOUR)])
def test_a_score_is_taken_as_it_is_written(typed: str, score: int) -> None:
    assert said_to("Knee pain now?", 10, typed)[0] == score


@pytest.mark.parametrize("typed", NO_SCORE)
def test_what_is_not_a_score_is_asked_for_again_and_never_guessed(typed: str) -> None:
    score, printed = said_to("Knee pain now?", 10, typed, "7")
    assert (score, printed.count("Knee pain now?")) == (7, 2)


@pytest.mark.parametrize(
    ("typed", "score"), [("5", 5), ("three", 3), ("3/5", 3), ("0", 0), ("6", None), ("t", None), ("3/10", None)]
)
def test_reps_in_reserve_go_to_five(typed: str, score: int | None) -> None:
    assert said_to("Reps you had left?", 5, typed)[0] == score


def session(*lines: str, plain: bool = True, plan: Plan = PLAN) -> tuple[State, str, int]:
    """The state, the text, and the reps counted meanwhile, after typing these lines in the first set of walks."""
    bench = Bench(plan).at_rep(1)
    out = obey(bench, *lines, plain=plain)
    reps = bench.state.reps
    for _ in range(5):
        bench.clock.advance(1.0)
        bench.runner.advance()
    return bench.state, out.getvalue(), bench.state.reps - reps


def pains(state: State) -> list[int]:
    return [pain.value for pain in state.pains]


@pytest.mark.parametrize(("typed", "score"), [*((text, 10) for text in TEN), *((text, 4) for text in FOUR)])
def test_after_a_bare_x_the_next_line_is_the_pain(typed: str, score: int) -> None:
    state, text, reps = session("x", typed)
    assert pains(state) == [score]
    assert "Knee pain now, Band walk, set 1 of 2, left? 0-10, or enter for no answer:" in text
    assert (state.paused is not None, reps == 0) == ((True, True) if score > 5 else (False, False))


@pytest.mark.parametrize("typed", ["11", "4.5", "none", "n", "N", "a lot"])
def test_what_is_not_a_pain_score_is_asked_for_again_and_skips_nothing(typed: str) -> None:
    state, text, _ = session("x", typed)
    assert (state.attempts, state.paused is not None, pains(state)) == ((), True, [])
    assert text.count("Knee pain now") == 2
    assert pains(session("x", typed, "3")[0]) == [3]


@pytest.mark.parametrize("typed", ["", " ", "-"])
def test_no_answer_goes_on(typed: str) -> None:
    state, _, reps = session("x", typed)
    assert (pains(state), state.paused, state.attempts) == ([], None, ())
    assert reps > 0


def test_help_comes_first_and_the_question_again() -> None:
    state, text, _ = session("x", "?", "ten")
    assert pains(state) == [10]
    assert text.count("Knee pain now") == 2
    state, text, _ = session("e", "?", "2")
    assert state.variants == {"band-walk": "no band"}
    assert text.count("Variants of Band walk") == 2


def test_another_key_is_that_key() -> None:
    assert session("x", "q")[0].is_over
    assert session("x", "p")[0].paused is None


def test_what_to_do_about_pain_is_still_to_be_decided_after_another_question() -> None:
    assert session("x 8", "i", "it clicked")[0].paused is not None
    assert session("x 8", "x", "")[0].paused is not None


def test_a_note_a_load_and_a_variant_may_come_on_the_next_line_too() -> None:
    assert session("i", "p for pain")[0].notes == {"band-walk": "p for pain"}
    assert session("e", "2")[0].variants == {"band-walk": "no band"}
    assert session("e", "")[0].paused is None
    thrusting = a_plan(thrust())
    assert session("l", "8 kg", plan=thrusting)[0].loads == {"hip-thrust": 8.0}
    assert session("l", "heavy", "7,5", plan=thrusting)[0].loads == {"hip-thrust": 7.5}
    assert session("l", "", plan=thrusting)[0].loads == {}


BANDED = a_plan(tuple(replace(each, exercise=replace(each.exercise, load=BAND)) for each in walk()), thrust())
OTHER_KEYS = [("q", "is_over"), ("p", "goes on"), ("space", "goes on"), ("r", "repeats"), ("x", "asks")]


@pytest.mark.parametrize("asked", ["l", "i"])
@pytest.mark.parametrize(("typed", "done"), OTHER_KEYS)
def test_a_key_alone_is_neither_a_tension_nor_a_note_but_that_key(asked: str, typed: str, done: str) -> None:
    state, text, reps = session(asked, typed, plan=BANDED)
    assert (state.load_said, state.notes) == ({}, {})
    assert {
        "is_over": state.is_over,
        "goes on": state.paused is None and reps > 0,
        "repeats": len(state.attempts) == 1,
        "asks": "Knee pain now" in text,
    }[done]


@pytest.mark.parametrize("asked", ["l", "i", "e"])
@pytest.mark.parametrize("typed", ["n", "N", "no", "None."])
def test_no_leaves_a_question_unanswered_and_skips_nothing(asked: str, typed: str) -> None:
    state, _, reps = session(asked, typed, plan=BANDED)
    assert (state.load_said, state.notes, state.variants, state.attempts, state.paused) == ({}, {}, {}, (), None)
    assert reps > 0, "it goes on"


def test_a_variant_that_is_not_offered_is_asked_for_again() -> None:
    state, text, _ = session("e", "9", "2", plan=BANDED)
    assert state.variants == {"band-walk": "no band"}
    assert text.count("Variants of Band walk") == 3, "listed, refused with what there is, listed again"


def test_words_with_a_key_in_them_are_words() -> None:
    assert session("l", "red q", plan=BANDED)[0].load_said == {"band-walk": "red q"}
    assert session("i", "i felt it", plan=BANDED)[0].notes == {"band-walk": "i felt it"}


@pytest.mark.parametrize(("typed", "words"), [("l", "light"), ("m", "medium"), ("h", "heavy")])
def test_a_letter_is_the_tension_of_a_band_and_not_a_key(typed: str, words: str) -> None:
    state, text, reps = session("l", typed, plan=BANDED)
    assert state.load_said == {"band-walk": words}
    assert reps > 0, "it goes on"
    assert "Band walk\n" not in text, "how it is done is not explained"


def test_the_movement_is_explained_before_any_other_answer() -> None:
    state, text, _ = session("l", "h", "8", plan=a_plan(thrust()))
    assert state.loads == {"hip-thrust": 8.0}
    assert "Hip thrust\n" in text


@pytest.mark.parametrize("key", ["x", "l", "i"])
def test_a_program_is_not_asked(key: str) -> None:
    state, text, _ = session(key, plain=False)
    assert '"refused"' in text
    assert state.paused is None


@pytest.mark.parametrize(
    ("typed", "starts"),
    [
        ("", True),
        ("y", True),
        ("Yes", True),
        ("start", True),
        ("q", False),
        ("no", False),
        ("N", False),
        ("Quit", False),
    ],
)
def test_before_it_starts_no_is_no(typed: str, starts: bool) -> None:
    out = io.StringIO()
    assert ask_to_start(Input(io.StringIO(f"10\n{typed}\n")), out, ()) is starts
    assert "'10' is not an answer here." in out.getvalue()


@pytest.mark.parametrize(
    ("typed", "leaves_out"), [("y", True), ("YES", True), ("", False), ("n", False), ("no", False)]
)
def test_leaving_out_takes_a_yes(typed: str, leaves_out: bool) -> None:
    out = io.StringIO()
    left_out = ask_without(Input(io.StringIO(f"6\n{typed}\n")), out, STANDING, 6, 5)
    assert bool(left_out) is leaves_out
    assert "'6' is not an answer here." in out.getvalue()
