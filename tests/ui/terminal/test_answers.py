"""The terminal's answer never becomes a key, and no key is lost in it, however the two arrive."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.ui.terminal.answers import MAX_IDLE_IN_ANSWER, MAX_LOOKS, QUESTION, AnswerReader

ANSWER = "\x1bP>|kitty(0.48.2)\x1b\\"
ALL = (ANSWER, "\x1b_Gi=31;OK\x1b\\", "\x1b[6;18;9t", "\x1b[?62;4;22c")
"""The four answers, in the order of the questions."""
KEYS = ("q", " ", "\x1b", "\x1b[A", "\x1b[6~", "\x1bOP", "\x1bP", "\x1b[?2026;2$y", "\x1b[<0;10;5M", "é", "\x1b[I")


def asked() -> AnswerReader:
    answers = AnswerReader()
    assert answers.ask() == QUESTION
    return answers


def settled(answers: AnswerReader) -> str:
    """What comes out once nothing more arrives."""
    return "".join(answers.idle() for _ in range(MAX_IDLE_IN_ANSWER))


BETWEEN = st.lists(st.sampled_from(KEYS), max_size=4)


@given(st.tuples(BETWEEN, BETWEEN, BETWEEN, BETWEEN, BETWEEN), st.lists(st.integers(0, 300), max_size=8))
def test_in_whatever_pieces_they_come_between_whatever_keys(typed: tuple[list[str], ...], cuts: list[int]) -> None:
    keys = "".join(key for some in typed for key in some)
    text = "".join("".join(some) + answer for some, answer in zip(typed, (*ALL, ""), strict=True))
    answers = asked()
    places = sorted({0, *(cut for cut in cuts if cut < len(text)), len(text)})
    got = "".join(answers.feed(text[a:b]) for a, b in pairwise(places))
    assert got + settled(answers) == keys
    assert answers.name == "kitty(0.48.2)"
    assert (answers.knows_kitty, answers.knows_sixel, answers.cell, answers.is_done) == (True, True, (9, 18), True)


def test_a_terminal_that_knows_neither_says_so_by_its_last_answer() -> None:
    answers = asked()
    # 64 is its level, not an ability; and 14 and 40 are not 4.
    assert answers.feed("\x1b[?64;14;40c") == ""
    assert (answers.knows_kitty, answers.knows_sixel, answers.cell, answers.is_done) == (False, False, None, True)
    level_four = asked()
    level_four.feed("\x1b[?4c")
    assert not level_four.knows_sixel


def test_an_error_is_not_a_yes_and_a_cell_without_size_does_not_count() -> None:
    answers = asked()
    assert answers.feed("\x1b_Gi=31;ENODATA:Insufficient image data\x1b\\\x1b[6;0;9t\x1b[6;18;90000t") == ""
    assert not answers.knows_kitty
    assert answers.cell is None


@pytest.mark.parametrize("answer", [*ALL, "\x1bP>|foot(1.28.0)\x07", "\x1bP>|\x1b\\"])
def test_an_answer_that_comes_late_is_not_a_key_either(answer: str) -> None:
    answers = asked()
    for _ in range(MAX_LOOKS + 5):
        assert answers.idle() == ""
    assert answers.feed(f"a{answer}b") == "ab"


@pytest.mark.parametrize("answer", ALL)
def test_of_a_late_answer_cut_after_its_first_character_nothing_more_than_escape_is_a_key(answer: str) -> None:
    answers = asked()
    for _ in range(MAX_LOOKS + 5):
        answers.idle()
    assert answers.feed("\x1b") == "\x1b"
    assert answers.feed(f"{answer[1:]}\x1b[Aq") == "\x1b[Aq"


def test_a_late_answer_in_many_pieces_gives_no_key_except_its_escape() -> None:
    answers = asked()
    for _ in range(MAX_LOOKS + 5):
        answers.idle()
    assert [answers.feed(piece) for piece in ("\x1b", "P>|", "kitty(0.4", "8.2)\x1b", "\\q")] == [
        "\x1b",
        "",
        "",
        "",
        "q",
    ]
    assert answers.name == "kitty(0.48.2)"


@pytest.mark.parametrize("rest", ["q", "[A", "[6~", "OP", ""])
def test_a_late_escape_and_what_follows_it_are_keys(rest: str) -> None:
    answers = asked()
    for _ in range(MAX_LOOKS + 5):
        answers.idle()
    assert answers.feed("\x1b") + answers.feed(rest) + settled(answers) == f"\x1b{rest}"


def test_a_second_answer_changes_nothing_and_is_not_a_key() -> None:
    answers = asked()
    answers.feed(ANSWER)
    assert answers.feed("\x1bP>|other(1)\x1b\\") == ""
    assert answers.name == "kitty(0.48.2)"


def test_an_answer_that_breaks_off_is_dropped() -> None:
    answers = asked()
    assert answers.feed("\x1bP>|kit") == ""
    assert settled(answers) == ""
    assert answers.feed("q") == "q"


@pytest.mark.parametrize("piece", ["\x1b_Gi=31;O", "\x1b[?62;2", "\x1b[6;18"])
def test_what_breaks_off_within_an_answer_is_not_a_key(piece: str) -> None:
    answers = asked()
    assert answers.feed(piece) == ""
    assert settled(answers) == ""


def test_a_page_down_that_comes_in_two_pieces_is_one() -> None:
    answers = asked()
    assert answers.feed("\x1b[6") == ""
    assert answers.feed("~") == "\x1b[6~"


def test_escape_alone_is_a_key_after_a_moment_and_at_once_when_no_answer_is_expected() -> None:
    answers = asked()
    assert answers.feed("\x1b") == ""
    assert settled(answers) == "\x1b"
    answers.feed("".join(ALL))
    assert answers.feed("\x1b") == "\x1b"
    silent = asked()
    for _ in range(MAX_LOOKS):
        silent.idle()
    assert silent.feed("\x1b") == "\x1b"


def test_if_nothing_was_asked_nothing_is_taken() -> None:
    answers = AnswerReader()
    assert answers.feed("\x1b") == "\x1b"
    assert answers.feed(ANSWER) == ANSWER
    assert answers.name == ""


def test_what_is_far_too_long_for_an_answer_is_not_one() -> None:
    answers = asked()
    answers.feed("\x1bP>|" + "x" * 300 + "\x1b\\")
    assert answers.name == ""
