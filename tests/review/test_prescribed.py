"""Done of prescribed: by week and in all, for each routine that says how often. A rehearsal never counts."""

from __future__ import annotations

from datetime import date
from typing import Any, NoReturn

import pytest

from kneecoach.log.record import Record, RoutineRef, SetRecord
from kneecoach.review.export.page import page
from kneecoach.review.export.source import ExportContext
from kneecoach.review.json import stats_json
from kneecoach.review.prescribed import Prescribed, all_words, lately_words, prescribed, this_week_words
from kneecoach.review.report import make_report
from kneecoach.review.text import stats_lines
from kneecoach.routine.prescription import Prescription
from kneecoach.ui.views.home import week_words
from kneecoach.ui.views.summary import summary_view
from kneecoach.ui.views.trends import pages
from tests.log.samples import a_set
from tests.review.routines import a_routine
from tests.review.sessions import at, day, on

PLAN = Prescription("from-anna", "From Anna", "Anna Berg", 3, day(27))
"""Three times a week, for the four weeks from MONDAY."""
SHORTENED = {"shortened": {"sets": 20}}


def done(number: int, *, sets: tuple[SetRecord, ...] = (), **changes: Any) -> Record:
    """A session of the prescribed routine."""
    return on(number, *sets, routine=RoutineRef(id="from-anna", title="From Anna", digest="sha256:0"), **changes)


def seen(*records: Record, today: int, plan: Prescription = PLAN) -> Prescribed:
    (found,) = prescribed((plan,), records, day(today))
    return found


def test_words_of_a_prescription() -> None:
    assert PLAN.words == "prescribed by Anna Berg, 3 times a week, until 4 Oct 2026"
    assert Prescription("a", "A", per_week=1).words == "prescribed, once a week"
    assert Prescription("a", "A", "Anna", 2).words == "prescribed by Anna, twice a week"


@pytest.mark.parametrize(
    ("days", "today", "week", "lately", "weeks"),
    [
        ((), 3, 0, 0, 0),
        ((0, 2), 3, 2, 0, 0),  # the first week began with the first session
        ((2, 7, 9, 11, 14), 15, 1, 3, 1),
        ((0, 7, 9, 11, 14, 16, 21), 27, 1, 5, 2),
        ((0, 7, 9, 11, 14, 16, 21), 28, 0, 6, 3),  # over on Sunday the 27th
        ((0, 7, 9, 11, 14, 16, 21, 28, 30), 40, 0, 6, 3),  # what comes after the last day was not prescribed
    ],
)
def test_this_week_and_the_whole_weeks(
    days: tuple[int, ...], today: int, week: int, lately: int, weeks: int
) -> None:
    found = seen(*map(done, days), today=today)
    assert (found.this_week.sessions, found.lately.sessions, found.weeks) == (week, lately, weeks)
    assert found.asked_lately == 3 * weeks
    assert found.all.sessions == sum(number <= 27 for number in days)


def test_at_most_four_whole_weeks_and_none_that_ends_mid_week() -> None:
    long = Prescription("from-anna", "From Anna", per_week=2)
    days = range(0, 70, 7)
    assert seen(*map(done, days), today=69, plan=long).weeks == 4
    assert seen(*map(done, days[:3]), today=20).weeks == 1
    midweek = Prescription("from-anna", "From Anna", per_week=2, until=day(16))
    found = seen(*map(done, days), today=69, plan=midweek)
    assert (found.weeks, found.lately.sessions, found.all.sessions, found.is_over) == (1, 1, 3, True)


def test_another_routine_a_rehearsal_and_a_session_with_nothing_done_are_none() -> None:
    nothing = a_set(reps=0, holds=(), seconds=0.0)
    records = (done(0), on(1), done(2, speed=20.0), done(3, sets=(nothing,)))
    assert seen(*records, today=3).all.sessions == 1


def test_a_session_made_shorter_counts_and_is_named() -> None:
    found = seen(done(0), done(7, **SHORTENED), done(9), done(14, **SHORTENED), done(15, **SHORTENED), today=16)
    assert this_week_words(found) == "2 of 3 this week, 2 of them short"
    assert lately_words(found) == "2 of 3 in 1 whole week, 1 of them short"
    assert all_words(found) == "5 sessions since 7 Sep 2026, 3 of them short"


def test_what_is_not_said_is_not_counted_against() -> None:
    found = seen(done(0), done(7), today=15, plan=Prescription("from-anna", "From Anna", "Anna"))
    assert (this_week_words(found), lately_words(found), found.is_over) == (
        "0 sessions this week",
        "1 session in 1 whole week",
        False,
    )
    assert all_words(seen(today=3)) == "not done yet"


def test_it_is_over_the_day_after_the_last_one() -> None:
    assert this_week_words(seen(done(21), today=27)) == "1 of 3 this week"
    assert this_week_words(seen(done(21), today=28)) == "it ended on 4 Oct 2026"


@pytest.mark.parametrize(("until", "today"), [(date.max, date(2026, 9, 9)), (date.min, date(2026, 9, 9))])
def test_the_first_and_the_last_day_there_is_are_days(until: date, today: date) -> None:
    plan = Prescription("from-anna", "From Anna", per_week=1, until=until)
    (found,) = prescribed((plan,), [done(0)], today)
    assert found.is_over == (until == date.min)


def test_stats_the_page_trends_and_summary_say_it() -> None:
    other = Prescription("morning", "Morning", per_week=7)
    records = [done(0), done(7), done(9), done(14, **SHORTENED)]
    report = make_report(records, None, day(15), goal=3, cap=5, prescriptions=(PLAN, other))
    lines = stats_lines(report)
    start = lines.index("Done of prescribed")
    assert lines[start : start + 8] == [
        "Done of prescribed",
        "  From Anna, prescribed by Anna Berg, 3 times a week, until 4 Oct 2026",
        "    1 of 3 this week, 1 of them short",
        "    2 of 3 in 1 whole week",
        "    4 sessions since 7 Sep 2026, 1 of them short",
        "  Morning, prescribed, 7 times a week",
        "    0 of 7 this week",
        "    not done yet",
    ]
    said = stats_json(report)["prescribed"]
    assert said[0] == {
        "routine": "from-anna",
        "title": "From Anna",
        "prescribed_by": "Anna Berg",
        "per_week": 3,
        "until": "2026-10-04",
        "over": False,
        "this_week": {"sessions": 1, "short": 1},
        "whole_weeks": {"weeks": 1, "sessions": 2, "short": 0, "asked": 3},
        "sessions": 4,
        "short_sessions": 1,
        "first": "2026-09-07",
    }
    assert (said[1]["prescribed_by"], said[1]["until"], said[1]["first"]) == (None, None, None)
    html = page(records, ExportContext(at(15), day(15), prescriptions=(PLAN, other)))
    assert "<strong>From Anna</strong>, prescribed by Anna Berg, 3 times a week, until 4 Oct 2026: 1 of 3 " in html
    assert "<strong>Morning</strong>, prescribed, 7 times a week: 0 of 7 this week; not done yet." in html
    weeks = pages(report)[1].choices[0][0].words
    assert weeks.endswith(
        "; prescribed: From Anna 1 of 3 this week, 1 of them short; prescribed: Morning 0 of 7 this week"
    )
    view = summary_view(records[-1], records, day(14), 3, (other, PLAN))
    assert view.prescribed == "1 of 3 this week, 1 of them short"
    row = next(row for row in view.draw_past(80, 9) if row[0].text.startswith("Prescribed"))
    assert [span.text.strip() for span in row] == ["Prescribed", "1 of 3 this week, 1 of them short"]


def test_home_tells_the_person_s_own_goal_from_what_is_prescribed() -> None:
    records = [done(14)]
    of_anna = a_routine().model_copy(update={"id": "from-anna", "per_week": 4})
    other = of_anna.model_copy(update={"id": "morning", "per_week": 7})
    over = of_anna.model_copy(update={"until": day(13)})
    assert week_words(1, 3, [], records, day(14)) == ("1 of 3", "1 of 3")
    brief = "1 of 3; prescribed 1 of 4"
    assert week_words(1, 3, [of_anna], records, day(14)) == (f"your goal {brief}", brief)
    brief = "3 of 3; prescribed 1 of 4"
    assert week_words(3, 3, [of_anna], records, day(14)) == ("your goal 3 of 3, met; prescribed 1 of 4", brief)
    assert week_words(1, 3, [of_anna, other], records, day(14)) == ("your goal 1 of 3", "1 of 3")
    assert week_words(3, 3, [over], records, day(14)) == ("3 of 3, goal met", "3 of 3")


def test_without_a_prescription_no_session_is_looked_at() -> None:
    class Unread(list[Record]):
        def __iter__(self) -> NoReturn:
            raise AssertionError("looked at the sessions")

    assert prescribed((), Unread([done(0)]), day(1)) == ()


def test_without_a_prescription_nothing_is_said_of_one() -> None:
    report = make_report([done(0)], None, day(1), goal=3, cap=5)
    assert "Done of prescribed" not in stats_lines(report)
    assert summary_view(done(0), [done(0)], day(1), 3).prescribed == ""
