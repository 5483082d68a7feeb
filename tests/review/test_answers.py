"""The four answers: with their numbers if there is enough data, and honest if there is not."""

from __future__ import annotations

from typing import Any

import pytest

from kneecoach.log.record import Record
from kneecoach.review.answers import TOO_EARLY as EARLY
from kneecoach.review.answers import answers
from kneecoach.review.report import Report, make_report
from kneecoach.review.text import WIDTH, stats_lines, suggestion_lines
from kneecoach.routine.model import RoutineModel
from tests.review.routines import CALM, a_routine, squats, squatted
from tests.review.sessions import day, lunges, on


def seen(records: list[Record], today: int, routine: RoutineModel | None = None, **more: Any) -> Report:
    """What the sessions mean, with a goal of 2."""
    return make_report(records, routine or a_routine(), day(today), **{"goal": 2, "cap": 5, **more})


def said(records: list[Record], today: int, key: str, **more: Any) -> tuple[str, bool]:
    """One of the four answers, and whether there was enough data for it."""
    found = {a.key: a for a in answers(seen(records, today, **more))}
    assert list(found) == ["often", "pain", "legs", "more"]
    return found[key].words, found[key].is_enough


def weekly(*counts: int) -> list[Record]:
    """This many sessions in each week, on its first days."""
    return [on(7 * week + n) for week, count in enumerate(counts) for n in range(count)]


@pytest.mark.parametrize(
    ("records", "today", "words"),
    [
        ([], 0, "Too early: there are no sessions yet."),
        (
            weekly(1),
            2,
            "Too early: there is no whole week yet after the first one; 1 session so far, this week 1 of 2.",
        ),
        (
            weekly(1, 2, 1),
            15,
            "Yes: 2 sessions a week in the last whole week, 1 of 1 reached your goal of 2; this week 1 of 2, "
            "on goal 1 week in a row.",
        ),
        (
            weekly(1, 3, 1, 1, 1, 2),
            36,
            "Not yet: 1.5 sessions a week in the last 4 whole weeks, 1 of 4 reached your goal of 2; this week "
            "2 of 2, on goal 1 week in a row.",
        ),
        (
            weekly(3, 2, 3, 2, 0),
            35,
            "Not at present: the last session was 13 days ago, and your goal is 2 a week; 1.8 sessions a week in "
            "the last 4 whole weeks. The next one can be today.",
        ),
        (
            weekly(3, 1, 0),
            14,
            "Not yet: 1 session a week in the last whole week, 0 of 1 reached your goal of 2; this week 0 of 2.",
        ),
        (
            weekly(3, 2, 0, 0, 0, 0),
            41,
            "Not at present: the last session was 33 days ago, and your goal is 2 a week; 0.5 sessions a week in "
            "the last 4 whole weeks. After such a long break, start with less than you ended with.",
        ),
        (
            weekly(2, 2, 0, 0, 0, 0, 0, 1),
            51,
            "You are back: 1 session since 26 Oct, after 40 days without one; this week 1 of 2.",
        ),
        (
            weekly(2, 4),
            10,
            "Too often: strength on 4 days in a row, up to 17 Sep. Two or three non-consecutive days a week, about "
            "48 hours apart, are usually advised.",
        ),
    ],
)  # fmt: skip
def test_often_enough(records: list[Record], today: int, words: str) -> None:
    assert said(records, today, "often") == (words, not words.startswith("Too early"))


def felt(*pains: tuple[int, int | None, int | None]) -> list[Record]:
    """Sessions by the number of their day, with pain before and the next morning."""
    return [on(number, pain={"before": before, "next_morning": later}) for number, before, later in pains]


@pytest.mark.parametrize(
    ("records", "words"),
    [
        (
            felt((50, 3, None)),
            "Too early: needs 3 pain scores from before sessions in the last 4 weeks and 3 in the 4 "
            "before (you have 1 and 0).",
        ),
        (
            felt((0, 6, None), (2, 6, None), (4, 6, None), (50, 2, None), (52, 3, None), (54, 4, None)),
            "Yes: mean pain of the last 4 weeks, and of the 4 before: before 3.0, was 6.0.",
        ),
        (
            felt((0, 2, None), (2, 2, None), (4, 2, None), (50, 4, None), (52, 4, None), (54, 4, None)),
            "No, your knee is getting worse: mean pain rose in 4 weeks, before a session from 2.0 to 4.0. It is "
            "time to see a clinician, as with any pain that is no better in a few weeks. Until then, do not do "
            "more than now.",
        ),
        (
            felt((0, 6, 1), (2, 6, 1), (4, 6, 1), (50, 4, 3), (52, 4, 3), (54, 4, 3)),
            "Mixed: mean pain of the last 4 weeks, and of the 4 before: before 4.0, was 6.0; next morning 3.0, "
            "was 1.0.",
        ),
        (
            felt((0, 6, 3), (2, 6, 3), (4, 6, 3), (50, 4, 3), (52, 4, 3), (54, 4, 3)),
            "About the same: mean pain of the last 4 weeks, and of the 4 before: before 4.0, was 6.0; "
            "next morning 3.0, was 3.0.",
        ),
        (
            felt((0, 3, 3), (2, 3, 3), (4, 3, 3), (50, 3, 5), (52, 3, 5), (54, 3, 5)),
            "No, your knee is getting worse: mean pain rose in 4 weeks, on the morning after from 3.0 to 5.0; all "
            "of the last 3 mornings were worse than before the session. It is time to see a clinician, as with any "
            "pain that is no better in a few weeks. Until then, do not do more than now.",
        ),
        (
            felt((0, 3, None), (2, 3, None), (4, 3, None), (50, 3, None), (52, 3, None), (54, 3, None)),
            "About the same: mean pain of the last 4 weeks, and of the 4 before: before 3.0, was 3.0.",
        ),
    ],
)  # fmt: skip
def test_less_pain(records: list[Record], words: str) -> None:
    assert said(records, 55, "pain") == (words, not words.startswith("Too early"))


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([(8, 10), (8, 10)], f"{EARLY}needs 3 sessions in 4 weeks in which both legs did the same exercise."),
        (
            [(8, 10)] * 3,
            "Yes: in 4 weeks the left leg did 20 % less of Reverse lunge, and less in 3 of 3 sessions.",
        ),
        ([(20, 19)] * 3, "No, not notably: at most 5 % apart in 4 weeks (Reverse lunge, right less)."),
        ([(10, 10)] * 3, "No: in 4 weeks both legs did the same in 1 exercise."),
    ],
)  # fmt: skip
def test_one_leg_behind(pairs: list[tuple[int, int]], words: str) -> None:
    records = [on(n, *lunges(1, left, right)) for n, (left, right) in enumerate(pairs)]
    assert said(records, 20, "legs") == (words, not words.startswith("Too early"))
    assert said(records, 40, "legs")[1] is False, "that is more than four weeks ago"


@pytest.mark.parametrize(
    ("records", "words"),
    [
        ([], "Too early: the first suggestion comes after two good sessions."),
        (
            [squatted(5), squatted(8, reps_in_reserve=4)],
            "You could: Squat, harder: slowly. Why: 10 reps in every set of two sessions, pain at most 2, mornings "
            "normal; how many more reps you could have done was not recorded; begin with fewer reps.",
        ),
        (
            [squatted(5, reps_in_reserve=0), squatted(8, reps_in_reserve=3)],
            "Not yet: you had 0 good reps left the time before last; with 2 or more you get a suggestion.",
        ),
        (
            [squatted(5), squatted(8, reps_in_reserve=1)],
            "Not yet: you had 1 good rep left last time; with 2 or more you get a suggestion.",
        ),
        (
            [squatted(5), squatted(10, pain={"before": 1, "after": 1})],
            "Not yet: how your knee is tomorrow morning must be known first.",
        ),
        (
            [squatted(5), squatted(8, pain={**CALM, "after": 7})],
            "No, less: Squat, easier: to a chair. Why: you reported pain 7 last time, above your limit of 5.",
        ),
        (
            [squatted(5), squatted(8, pain={"before": 1, "after": 1})],
            "Not yet: pain on the morning after was not recorded last time.",
        ),
        (
            [squatted(5), squatted(8, pain={"before": 1})],
            "Not yet: pain before or after the session was not recorded last time.",
        ),
        (
            [squatted(5, pain={}), squatted(8)],
            "Not yet: pain before or after the session was not recorded the time before last.",
        ),
        (
            [squatted(5), squatted(8, pain={**CALM, "worst": 4})],
            "Not yet: pain was 4 last time; at 2 or less you get a suggestion.",
        ),
        (
            [squatted(5), squatted(8, *squats(10, 9))],
            "Not yet: no exercise reached the top of its range in every set of two sessions in a row.",
        ),
        (
            [squatted(-40), squatted(8)],
            "Not yet: you are just back from a break; in the first 14 days nothing more is suggested.",
        ),
    ],
)  # fmt: skip
def test_more(records: list[Record], words: str) -> None:
    assert said(records, 10, "more") == (words, not words.startswith("Too early"))


def test_what_is_looked_at_does_not_change_what_is_suggested() -> None:
    records = [squatted(5), squatted(8), squatted(9, speed=60.0)]
    assert len(seen(records, 10, since=day(9), rehearsals=True).sessions) == 1
    assert len(seen(records, 10, since=day(9), rehearsals=True).suggestions) == 1
    assert len(seen(records, 10).sessions) == 2
    assert make_report(records, None, day(10), goal=2, cap=5).suggestions == ()


def test_the_lines_fit_and_are_words() -> None:
    records = [squatted(n, *squats(10, 10), *lunges(1, 8, 10, load_kg=4.0)) for n in range(0, 60, 2)]
    for report in (seen([], 0), seen(records[:1], 1), seen(records, 60)):
        lines = stats_lines(report)
        assert max(map(len, lines)) <= WIDTH
        assert not set("".join(lines)) & set("█▁▂▃▄▅▆▇■▪·│┤"), "nothing that a screen reader would spell out"
        assert lines[-1].startswith("Not medical advice")
    assert "  from  7 Sep 2026   3  goal reached" not in stats_lines(seen(records, 60)), "only the newest weeks"
    assert "    heaviest load, kg: 4, 4, 4, 4, 4" in stats_lines(seen(records, 60))


def test_a_suggestion_is_printed_with_its_reason_source_and_how_to_say_yes() -> None:
    report = seen([squatted(5), squatted(8)], 10)
    assert suggestion_lines(report.suggestions, report.hindrance) == [
        "Suggestions",
        "  Squat, harder: slowly",
        "    why: 10 reps in every set of two sessions, pain at most 2, mornings normal;",
        "    how many more reps you could have done was not recorded; begin with fewer",
        "    reps",
        "    based on: 2-10 % or a harder variant: ACSM 2009; 2-for-2 rule: Baechle &",
        "    Earle (second hand)",
        "    yes: kneecoach progress knee-relief --apply squat",
    ]


@pytest.mark.parametrize(
    ("records", "today", "key", "brief"),
    [
        ([], 0, "often", "Too early: there are no sessions yet."),
        (weekly(1), 2, "often", "Too early: this week 1 of 2."),
        (weekly(1, 2, 1), 15, "often", "Yes: 2 a week; 1 of 1 week reached 2."),
        (weekly(1, 3, 1, 1, 1, 2), 36, "often", "Not yet: 1.5 a week; 1 of 4 weeks reached 2."),
        (weekly(1), 2, "pain", "Too early: needs pain scores from 8 weeks (you have 0)."),
        (
            [on(n, *lunges(1, 10, 8)) for n in (0, 3)],
            4,
            "legs",
            "Too early: needs 3 sessions with both legs.",
        ),
        (
            [on(n, *lunges(1, 10, 8)) for n in (0, 3, 5)],
            6,
            "legs",
            "Yes: right, 20 % less of Reverse lunge.",
        ),
        ([on(n, *lunges(1, 10, 10)) for n in (0, 3, 5)], 6, "legs", "No: both legs did the same."),
        ([], 0, "more", "Too early: the first suggestion comes after two good sessions."),
    ],
)
def test_each_is_also_said_briefly(records: list[Record], today: int, key: str, brief: str) -> None:
    found = {a.key: a for a in answers(seen(records, today))}
    assert found[key].brief == brief
