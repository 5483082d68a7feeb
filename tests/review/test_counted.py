"""One log gives the same number on Home, in History, in Trends, in stats and on the page."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.log.corrections import corrected
from kneecoach.log.entered import entered_later
from kneecoach.log.record import Record, SetRecord, TargetRecord
from kneecoach.review.counted import (
    TOO_LITTLE_WORDS,
    NotCounted,
    counted,
    day_now,
    not_counted_words,
    towards_weeks,
    why_not_counted,
)
from kneecoach.review.export.page import page
from kneecoach.review.export.source import ExportContext
from kneecoach.review.json import stats_json
from kneecoach.review.pain_trend import PainQuestion, pain_scores
from kneecoach.review.report import Report, make_report
from kneecoach.review.text import stats_lines
from kneecoach.session.events import Outcome
from kneecoach.text import plural
from kneecoach.ui.views.home import look_at_past
from kneecoach.ui.views.weeks import weeks_view
from tests.helpers import a_plan
from tests.log.samples import a_record, a_set
from tests.review.routines import a_routine
from tests.review.sessions import at, day, on

GOAL = 3
STRETCH = TargetRecord(seconds=30.0)


def nothing(**changes: Any) -> SetRecord:
    """A set that was skipped before its first rep."""
    return a_set(**{"outcome": Outcome.SKIPPED, "reps": 0, "holds": (), "seconds": 0.0, **changes})


def held(seconds: float) -> SetRecord:
    """A stretch of this many seconds."""
    return nothing(target=STRETCH, holds=(seconds,), seconds=seconds)


@pytest.mark.parametrize(
    ("sets", "counts"),
    [
        ((), False),
        ((nothing(),), False),
        ((nothing(seconds=40.0),), False),
        ((held(2.5), held(4.9), nothing()), False),
        ((nothing(holds=(2.0, 2.0)),), False),
        ((nothing(holds=(2.0, 2.0, 1.0)),), True),
        ((nothing(), held(5.0)), True),
        ((nothing(reps=1),), True),
        ((held(2.5), a_set(reps=1)), True),
    ],
)
def test_a_session_counts_from_one_rep_or_five_seconds_held_in_a_set(
    sets: tuple[SetRecord, ...], counts: bool
) -> None:
    record = a_record(sets=sets)
    today = record.started_at.date()
    assert (why_not_counted(record, today) is None) is counts
    assert counted([record], today) == ((record,) if counts else ())
    words = not_counted_words(record, today)
    assert words == (TOO_LITTLE_WORDS if counts else "does not count: no rep was done and no hold lasted 5 s")


@pytest.mark.parametrize(
    ("sets", "is_enough"),
    [
        ((a_set(reps=7),), False),
        ((a_set(reps=8),), True),
        ((a_set(reps=15),), True),
        ((a_set(reps=40),), True),
        ((a_set(reps=4), a_set(reps=4)), True),
        ((held(14.9),), False),
        ((held(15.0),), True),
        ((held(7.5), a_set(reps=4)), True),
        ((a_set(target=TargetRecord(reps=(10, 20)), reps=5),), True),
        (tuple(a_set(reps=1) for _ in range(7)), False),
    ],
)
def test_a_session_counts_towards_a_week_from_half_of_one_set(sets: tuple[SetRecord, ...], is_enough: bool) -> None:
    """Three mere starts do not meet a goal of three. What was felt in them still counts."""
    record = a_record(sets=(*sets, *(nothing(set=n, of=22) for n in range(2, 22))), pain={"before": 2, "after": 6})
    today = record.started_at.date()
    report = make_report([record], a_routine(), today, goal=1, cap=5)
    assert report.sessions == (record,)
    assert [week.sessions for week in report.weeks] == [int(is_enough)]
    assert (report.streak, report.too_little) == ((1, 0) if is_enough else (0, 1))
    assert ("not counted for a week" in "\n".join(stats_lines(report))) is not is_enough
    assert (not_counted_words(record, today) == "") is is_enough
    assert [score.pain for score in pain_scores([record], PainQuestion.AFTER)] == [6]


def test_of_a_session_entered_later_it_is_taken_for_granted_unless_it_is_said_otherwise() -> None:
    later = entered_later(a_plan(), at(0))
    today = later.started_at.date()
    assert len(towards_weeks(counted([later], today))) == 1
    assert not_counted_words(later, today) == ""
    for place in range(len(later.sets)):
        later = corrected(later, place, reps=0, outcome=Outcome.SKIPPED)
    assert why_not_counted(later, today) is NotCounted.NOTHING_DONE


def test_a_date_after_tomorrow_never_counts() -> None:
    """Where the session was done, it may already be tomorrow, but no later."""
    reasons = [why_not_counted(on(number), day(3)) for number in (2, 3, 4, 5)]
    assert reasons == [None, None, None, NotCounted.AHEAD]
    for year in (1, 9999):
        record = a_record(started_at=at(0).replace(year=year))
        assert (why_not_counted(record, day(3)) is NotCounted.AHEAD) is (year == 9999)


def test_a_rehearsal_counts_only_where_it_is_asked_for() -> None:
    records = [on(0), on(1, speed=60.0), on(2, nothing(), speed=60.0), on(3)]
    assert counted(records, day(3)) == (records[0], records[3])
    assert counted(records, day(3), rehearsals=True) == (records[0], records[1], records[3])
    assert counted(records, day(3), since=day(3)) == (records[3],)


def test_it_is_tomorrow_for_whoever_has_trained_there_already() -> None:
    assert day_now([], day(3)) == day(3)
    assert day_now([on(0)], day(3)) == day(3)
    assert day_now([on(0), on(4)], day(3)) == day(4)


DONE = st.sampled_from([(), (nothing(),), (held(4.0),), (held(6.0),), (a_set(),)])
OFFSET = st.sampled_from([-8.0, 1.0, 13.0])
SESSION = st.tuples(st.integers(-60, 9), st.integers(0, 23), OFFSET, DONE, st.sampled_from([1.0, 1.0, 20.0]))


def made_up(sessions: list[tuple[int, int, float, tuple[SetRecord, ...], float]]) -> list[Record]:
    """Sessions, oldest first, each with its own id, as the log returns them."""
    records = [
        a_record(
            number,
            started_at=at(when, hour, offset),
            ended_at=at(when, hour, offset) + timedelta(minutes=20),
            sets=sets,
            speed=speed,
        )
        for number, (when, hour, offset, sets, speed) in enumerate(sessions)
    ]
    return sorted(records, key=lambda record: record.started_at)


def shown_by_stats(report: Report) -> list[int]:
    """This week's sessions according to the sentence, the list of weeks and the JSON of `stats`."""
    lines = stats_lines(report)
    found = [int(words) for words in re.findall(r"this week\s+(\d+) of", " ".join(lines))]
    weeks = [int(words) for words in re.findall(r"from +\d+ \w+ \d+ +(\d+)", "\n".join(lines))]
    return [*found, *weeks[-1:], *(week["sessions"] for week in stats_json(report)["weeks"][-1:])]


@given(st.lists(SESSION, max_size=12), st.integers(-3, 8))
def test_every_place_says_the_same_number(
    sessions: list[tuple[int, int, float, tuple[SetRecord, ...], float]], now: int
) -> None:
    records, today = made_up(sessions), day(now)
    counts = counted(records, today)
    report = make_report(records, a_routine(), today, goal=GOAL, cap=5)
    assert len(report.sessions) == stats_json(report)["sessions"] == len(counts)
    assert sum(week.sessions for week in report.weeks) == len(towards_weeks(counts))
    assert report.too_little == len(counts) - len(towards_weeks(counts))
    assert sum(d.sessions for week in report.calendar for d in week) == len(counts)
    assert len(counts) + len(report.not_counted) + sum(r.is_rehearsal for r in records) == len(records)
    home, history = look_at_past(records, at(now, 20.0), GOAL, 5), weeks_view(records, today, GOAL)
    if not counts:
        none = "No sessions that count yet" if report.not_counted else "No sessions yet"
        assert (home.said, home.week) == ((f"{none}.", "Enter starts this routine; e makes your own."), ())
        assert report.none_yet == none
        assert f"Too early: there are {none.lower()}." in stats_lines(report)[1]
        assert history.lines == ()
        return
    number = int(home.week_said.split()[0])
    assert home.week_said == f"{number} of {GOAL}{', goal met' if number >= GOAL else ''}"
    assert history.lines[1] == f"This week {number} of {GOAL}"
    assert history.brief.endswith(f"this week {number} of {GOAL}")
    assert set(shown_by_stats(report)) == {number}
    told = page([r for r in records if not r.is_rehearsal], ExportContext(at(now, 20.0), today, GOAL))
    assert f"<p>{plural(len(counts), 'session')} " in told
    assert all(text in told for record, _ in report.not_counted for text in (not_counted_words(record, today),))


@pytest.mark.parametrize("ahead", [1, 2, 3000, (date.max - day(0)).days - 1])
def test_what_lies_ahead_moves_no_number_and_is_named(ahead: int) -> None:
    usual = [on(number, pain={"before": 2}) for number in range(-50, 0, 4)]
    odd = on(ahead + 1, pain={"before": 10})
    report, without = (make_report(r, a_routine(), day(0), goal=3, cap=5) for r in ([*usual, odd], usual))
    for name in ("sessions", "weeks", "streak", "adherence", "gap", "calendar", "scores", "pain", "trends"):
        assert getattr(report, name) == getattr(without, name), name
    if ahead < 3001:
        assert f"{odd.id[:8]}, {odd.started_at.day} " in "\n".join(stats_lines(report))
    assert report.not_counted == ((odd, NotCounted.AHEAD),)


def test_the_page_of_nothing_but_days_to_come_says_so() -> None:
    told = page([on(5), on(400)], ExportContext(at(0, 20.0), day(0), GOAL))
    assert "No session of this period counts" in told
    assert "2 sessions that do not count, from " in told
    assert told.count("does not count: its date is in the future") == 2
