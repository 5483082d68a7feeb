"""The terminal's answer never becomes a key, and no key is lost to it, however both arrive."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.ui.terminal.answers import MAX_IDLE, MAX_LOOKS, QUESTION, AnswerReader

ANSWER = "\x1bP>|kitty(0.48.2)\x1b\\"
KEYS = ("q", " ", "\x1b", "\x1b[A", "\x1b[6~", "\x1bOP", "\x1bP", "\x1b[?2026;2$y", "\x1b[<0;10;5M", "é", "\x1b[I")


def asked() -> AnswerReader:
    answers = AnswerReader()
    assert answers.ask() == QUESTION
    return answers


def settled(answers: AnswerReader) -> str:
    """What comes out once nothing more arrives."""
    return "".join(answers.idle() for _ in range(MAX_IDLE))


@given(
    st.lists(st.sampled_from(KEYS), max_size=8),
    st.lists(st.sampled_from(KEYS), max_size=8),
    st.lists(st.integers(0, 200), max_size=8),
)
def test_in_whatever_pieces_it_comes_between_whatever_keys(
    before: list[str], after: list[str], cuts: list[int]
) -> None:
    keys, text = "".join([*before, *after]), "".join([*before, ANSWER, *after])
    answers = asked()
    places = sorted({0, *(cut for cut in cuts if cut < len(text)), len(text)})
    got = "".join(answers.feed(text[a:b]) for a, b in pairwise(places))
    assert got + settled(answers) == keys
    assert answers.name == "kitty(0.48.2)"


@pytest.mark.parametrize("answer", [ANSWER, "\x1bP>|foot(1.28.0)\x07", "\x1bP>|\x1b\\"])
def test_an_answer_that_comes_late_is_none_of_the_keys_either(answer: str) -> None:
    answers = asked()
    for _ in range(MAX_LOOKS + 5):
        assert answers.idle() == ""
    assert answers.feed(f"a{answer}b") == "ab"


def test_a_second_answer_changes_nothing_and_is_no_key() -> None:
    answers = asked()
    answers.feed(ANSWER)
    assert answers.feed("\x1bP>|other(1)\x1b\\") == ""
    assert answers.name == "kitty(0.48.2)"


def test_an_answer_that_breaks_off_is_dropped() -> None:
    answers = asked()
    assert answers.feed("\x1bP>|kit") == ""
    assert settled(answers) == ""
    assert answers.feed("q") == "q"


def test_escape_alone_is_a_key_after_a_moment_and_at_once_when_no_answer_is_expected() -> None:
    answers = asked()
    assert answers.feed("\x1b") == ""
    assert settled(answers) == "\x1b"
    answers.feed(ANSWER)
    assert answers.feed("\x1b") == "\x1b"
    silent = asked()
    for _ in range(MAX_LOOKS):
        silent.idle()
    assert silent.feed("\x1b") == "\x1b"


def test_where_nothing_was_asked_nothing_is_taken() -> None:
    answers = AnswerReader()
    assert answers.feed("\x1b") == "\x1b"
    assert answers.feed(ANSWER) == ANSWER
    assert answers.name == ""


def test_what_is_far_too_long_for_an_answer_is_none() -> None:
    answers = asked()
    answers.feed("\x1bP>|" + "x" * 300 + "\x1b\\")
    assert answers.name == ""
