"""What is said about a knee that gets worse, too little rest, a break, and a leg that is left out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.log.record import PainScores, Record
from kneecoach.review.answers import answers
from kneecoach.review.left_out import left_out
from kneecoach.review.pain import GET_HELP, NO_BETTER, SEE_CLINICIAN
from kneecoach.review.report import Report, make_report
from kneecoach.review.rest_days import (
    ReturnAfterBreak,
    TooOften,
    allowed_days_off,
    days_off,
    returned_after_break,
    too_often,
)
from kneecoach.review.text import stats_lines
from kneecoach.review.trends import exercise_trends
from kneecoach.review.worse import worse
from kneecoach.session.plan import Side
from kneecoach.ui.views.trends import pages
from tests.log.samples import a_set
from tests.review.routines import a_routine, squats
from tests.review.sessions import day, lunges, on

STRETCH = a_set(target={"seconds": 30.0}, reps=0, holds=(30.0,), seconds=30.0)


def felt(*days: int, **pain: int | None) -> list[Record]:
    """Sessions on these days, each with the same pain."""
    return [on(number, pain=PainScores(**pain)) for number in days]


def reasons(records: list[Record], today: int, cap: int = 5) -> str:
    """The reasons to say that the knee is getting worse; empty if there are none."""
    found = worse(records, day(today), cap)
    return found.reasons if found else ""


@pytest.mark.parametrize(
    ("early", "late", "words"),
    [
        ({"before": 2}, {"before": 3}, "mean pain rose in 4 weeks, before a session from 2.0 to 3.0"),
        ({"after": 2}, {"after": 5}, "mean pain rose in 4 weeks, after a session from 2.0 to 5.0"),
        ({"before": 3}, {"before": 3}, ""),
        ({"before": 3, "after": 5}, {"before": 5, "after": 3}, ""),
        ({}, {"before": 5}, ""),
    ],
)
def test_a_mean_that_rose_by_a_point(early: dict[str, int], late: dict[str, int], words: str) -> None:
    records = [*felt(0, 4, 8, **early), *felt(30, 34, 38, **late)]
    assert reasons(records, 40) == words
    assert reasons(records[1:], 40) == "", "three scores in each four weeks"


@pytest.mark.parametrize(
    ("mornings", "words"),
    [
        ([3, 3, 3], "all of the last 3 mornings were worse than before the session"),
        ([3, 2, 3, 2, 3], "3 of the last 5 mornings were worse than before the session"),
        ([3, 3, 3, 2, 2, 2], ""),
        ([3, None, 3], ""),
        ([3, None, 3, None, 3], "all of the last 3 mornings were worse than before the session"),
    ],
)
def test_three_of_the_last_five_mornings(mornings: list[int | None], words: str) -> None:
    records = [r for n, later in enumerate(mornings) for r in felt(2 * n, before=2, next_morning=later)]
    assert reasons(records, 12) == words
    assert reasons(records, 60) == "", "that is more than four weeks ago"


@pytest.mark.parametrize(
    ("pains", "cap", "words"),
    [
        ([6, 2, 6, 2], 5, "pain was above 5 in 2 of the last 4 sessions"),
        ([6, 6], 5, ""),
        ([6, 2, 2], 5, ""),
        ([7, 7, 7, 2, 2, 2, 2], 5, ""),
        ([3, 3, 3], 2, "pain was above 2 in all of the last 3 sessions"),
        ([6, None, None, 6, 2], 5, "pain was above 5 in 2 of the last 3 sessions"),
    ],
)
def test_pain_above_the_cap_in_half_of_the_last_sessions(pains: list[int | None], cap: int, words: str) -> None:
    records = [r for n, most in enumerate(pains) for r in felt(2 * n, worst=most)]
    assert reasons(records, 14, cap) == words


def test_it_is_said_in_help_s_words_and_more_is_never_suggested() -> None:
    assert NO_BETTER in GET_HELP
    report = seen(felt(0, 2, 4, worst=7), 5)
    said = {answer.key: answer for answer in answers(report)}
    assert said["pain"].words == (
        "No, your pain is high: pain was above 5 in all of the last 3 sessions. It is time to see a clinician, as "
        "with any pain that is no better in a few weeks. Until then, do not do more than now."
    )
    assert "clinician" in said["pain"].brief
    assert not said["more"].words.startswith("You could")


def test_pain_that_falls_and_is_still_too_much_is_not_called_worse() -> None:
    records = [*felt(0, 4, 8, before=8), *felt(30, 34, 38, before=6)]
    found = worse(records, day(40), 5)
    assert found is not None
    assert found.words == (
        "Your pain is high: pain was above 5 in all of the last 3 sessions. It is time to see a clinician. "
        "Until then, do not do more than now."
    )
    assert next(a.words for a in answers(seen(records, 40)) if a.key == "pain").startswith(
        "Less, but your pain is high: pain was above 5"
    )


def test_a_morning_that_is_worse_is_called_so() -> None:
    found = worse(felt(0, 2, 4, before=2, next_morning=4), day(5), 5)
    assert found is not None
    assert found.verdict == "knee is worse the next morning"


SCORE = st.none() | st.integers(0, 10)


@given(st.lists(st.tuples(st.integers(0, 70), SCORE, SCORE, SCORE), max_size=30), st.integers(0, 5))
def test_whoever_gets_worse_is_told_so_and_never_to_do_more(
    sessions: list[tuple[int, int | None, int | None, int | None]], cap: int
) -> None:
    records = [
        on(n, *squats(10, 10), pain={"before": before, "after": after, "next_morning": later})
        for n, before, after, later in sorted(sessions, key=lambda said: said[0])
    ]
    report = make_report(records, a_routine(), day(70), goal=3, cap=cap)
    said = {answer.key: answer.words for answer in answers(report)}
    assert (SEE_CLINICIAN in said["pain"]) is (report.worse is not None)
    if report.worse:
        assert not any(s.step.is_more for s in report.suggestions)
        assert said["more"].startswith("No")


def seen(records: list[Record], today: int, **more: Any) -> Report:
    """What the sessions mean, with a goal of 3."""
    return make_report(records, a_routine(), day(today), **{"goal": 3, "cap": 5, **more})


@pytest.mark.parametrize(
    ("days", "today", "expected"),
    [
        ([0, 1], 1, None),
        ([0, 1, 2], 2, TooOften(3, day(2), None)),
        ([0, 1, 2], 8, TooOften(3, day(2), None)),
        ([0, 1, 2], 9, None),
        ([0, 0, 1, 1], 1, None),
        ([0, 2, 4, 6], 6, None),
        ([0, 1, 2, 3, 5, 6], 6, TooOften(4, day(3), None)),
        ([0, 0, 1, 1, 3, 3, 7, 7, 9, 9, 11, 11], 13, TooOften(0, None, (6, 6))),
        ([0, 0, 1, 1, 3, 7, 7, 9, 9, 11, 11], 13, None),
    ],
)
def test_too_little_rest(days: list[int], today: int, expected: TooOften | None) -> None:
    records = [on(n, hour=7.0 + 10 * days[:at].count(n)) for at, n in enumerate(days)]
    assert too_often(records, day(today)) == expected
    assert too_often([on(n, STRETCH) for n in days], day(today)) is None, "stretching every day is fine"


@pytest.mark.parametrize(("goal", "days"), [(1, 14), (2, 7), (3, 5), (5, 3), (7, 2)])
def test_a_gap_that_is_still_going_on_changes_the_answer(goal: int, days: int) -> None:
    assert allowed_days_off(goal) == days
    records = [on(n) for n in range(0, 60, 2)]
    assert days_off(records, day(58 + days)) == days

    def is_said(after: int) -> bool:
        said = next(a.words for a in answers(seen(records, 58 + after, goal=goal)) if a.key == "often")
        return said.startswith(f"Not at present: the last session was {after} days ago")

    assert not is_said(days)
    assert is_said(days + 1)


def test_somebody_who_comes_back_is_welcome() -> None:
    records = [on(n) for n in (0, 2, 45, 47)]
    assert returned_after_break(records, day(47)) == ReturnAfterBreak(42, day(45), 2)
    assert returned_after_break(records, day(58)) == ReturnAfterBreak(42, day(45), 2)
    assert returned_after_break(records, day(59)) is None
    assert returned_after_break([on(0), on(28)], day(28)) is None, "that is no long break"


@pytest.mark.parametrize(
    ("pairs", "sides"),
    [
        ([(10, 0)] * 3, [(Side.RIGHT, 3, 3)]),
        ([(10, 0), (10, 0), (10, 10), (10, 10)], [(Side.RIGHT, 2, 4)]),
        ([(10, 0), (10, 10), (10, 10)], []),
        ([(10, 0)] * 2, []),
        ([(0, 10), (0, 10), (0, 0), (0, 10)], [(Side.LEFT, 3, 3)]),
    ],
)
def test_a_side_left_out_in_half_of_the_sessions(
    pairs: list[tuple[int, int]], sides: list[tuple[Side, int, int]]
) -> None:
    records = [on(2 * n, *lunges(1, left, right), *squats(10)) for n, (left, right) in enumerate(pairs)]
    found = left_out(exercise_trends(records), day(20))
    assert [(each.side, each.times, each.sessions) for each in found] == sides
    assert left_out(exercise_trends(records), day(40)) == ()
    words = next(a for a in answers(seen(records, 20)) if a.key == "legs")
    legs = [view for choice in pages(seen(records, 20))[3].choices for view in choice]
    lines = "\n".join(stats_lines(seen(records, 20)))
    if sides:
        side, times, sessions = sides[0]
        often = f"{'all' if times == sessions else f'{times} of'} {sessions} sessions"
        assert words.words == (
            f"One is left out: in 4 weeks the {side} leg was left out of Reverse lunge in {often}. "
            "If it is the sore one, ask a clinician what it can do."
        )
        assert words.is_enough
        assert f"the {side} leg was left out in {often}" in legs[0].words
        assert f"    the {side} leg was left out in {often}, in 4 weeks\n" in lines
    else:
        assert "left out" not in f"{words.words}{legs[0].words}{lines}"
