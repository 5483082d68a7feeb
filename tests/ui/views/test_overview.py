"""Trends at a glance: a word for each answer, and a row for each exercise."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from kneecoach.review.answers import TrendAnswer, answers
from kneecoach.review.charts.text import Role
from kneecoach.review.report import make_report
from kneecoach.ui.views.overview import answer_cards, exercise_table, first_shown
from tests.ui.made_up import three_months

SESSIONS = three_months()
REPORT = make_report(SESSIONS, None, SESSIONS[-1].started_at.date(), goal=3, cap=5)


@pytest.mark.parametrize(
    ("key", "brief", "verdict", "role"),
    [
        ("often", "Mostly: 3 a week.", "Mostly", Role.MARK),
        ("pain", "About the same: before 3.0, was 3.0.", "Same", Role.WORDS),
        ("pain", "No, your knee is getting worse: more pain.", "Worse", Role.MARK),
        ("pain", "Less, but your knee is worse the next morning: 3 of 5.", "Worse", Role.MARK),
        ("pain", "No, your pain is high: pain was above 5.", "High", Role.MARK),
        ("legs", "No, not notably: at most 5 % apart.", "No", Role.DONE),
        ("more", "You could: hip thrust with 12 kg.", "Yes", Role.DONE),
        ("more", "Too early: the first suggestion comes after two good sessions.", "Early", Role.WORDS),
    ],
)
def test_an_answer_is_one_word_in_a_colour_that_says_what_to_make_of_it(
    key: str, brief: str, verdict: str, role: Role
) -> None:
    (card,) = answer_cards([TrendAnswer(key, "?", brief, True, "?", brief)])
    assert (card.verdict, card.role) == (verdict, role)
    assert not card.words[0].islower()


def test_no_answer_loses_its_words() -> None:
    for card, answer in zip(answer_cards(answers(REPORT)), answers(REPORT), strict=True):
        assert card.words.lower() in answer.brief.lower()


@pytest.mark.parametrize("width", [108, 150])
def test_a_row_for_each_exercise_fits_the_window(width: int) -> None:
    rows = exercise_table(REPORT, 1, width, 99)
    texts = ["".join(span.text for span in row) for row in rows]
    assert len(rows) == 1 + len(REPORT.trends)
    assert max(map(len, texts)) <= width
    assert any("%, " in text and "less" in text for text in texts), "legs are told as a difference"


def test_columns_stand_in_line_whatever_script_a_title_is_in() -> None:
    wide, *others = REPORT.trends
    titled = (replace(wide, title="膝のストレッチ"), *others)
    rows = exercise_table(replace(REPORT, trends=titled), 1, 108, 99)
    begins = {cell_len("".join(span.text for span in row[:2])) for row in rows[1:]}
    assert len(begins) == 1


@pytest.mark.parametrize(
    ("cursor", "height", "first"), [(0, 99, 0), (0, 11, 0), (5, 11, 0), (15, 11, 10), (26, 11, 21), (30, 11, 21)]
)
def test_the_rows_around_the_cursor_are_shown(cursor: int, height: int, first: int) -> None:
    assert first_shown(31, cursor, height) == first
