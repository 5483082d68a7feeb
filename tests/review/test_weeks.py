"""Sessions by week: each counts once, on the day where it was done."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.review.weeks import (
    Adherence,
    Gap,
    adherence,
    by_week,
    calendar,
    longest_gap,
    longest_streak,
    streak,
)
from kneecoach.session.events import Status
from tests.review.sessions import MONDAY, completed, day, on


def counts(days: list[int], today: int, goal: int = 3) -> list[int]:
    """Sessions in each week."""
    return [week.sessions for week in by_week([on(n) for n in days], day(today), goal)]


@pytest.mark.parametrize(
    ("days", "today", "expected"),
    [
        ([], 3, []),
        ([0], 0, [1]),
        ([0, 6], 6, [2]),
        ([6, 7], 7, [1, 1]),
        ([2, 2, 9], 9, [2, 1]),
        ([0, 2, 4, 21, 23], 24, [3, 0, 0, 2]),
        ([0], 15, [1, 0, 0]),
    ],
)
def test_weeks_run_from_monday_to_sunday_without_a_gap(days: list[int], today: int, expected: list[int]) -> None:
    assert counts(days, today) == expected
    weeks = by_week([on(n) for n in days], day(today), 3)
    assert [week.monday for week in weeks] == [MONDAY + timedelta(weeks=n) for n in range(len(expected))]


def test_the_end_of_a_year_is_in_the_middle_of_a_week() -> None:
    """Monday 28 December 2026 to Sunday 3 January 2027."""
    sessions = [on((date(2026, 12, 31) - MONDAY).days), on((date(2027, 1, 3) - MONDAY).days)]
    (week,) = by_week(sessions, date(2027, 1, 3), 2)
    assert (week.monday, week.sessions, week.is_reached) == (date(2026, 12, 28), 2, True)


def test_a_session_over_midnight_is_on_the_day_it_began() -> None:
    late = on(6, hour=23.9)
    assert late.ended_at.date() == day(7)
    assert [week.sessions for week in by_week([late], day(7), 1)] == [1, 0]


def test_a_session_belongs_to_the_day_where_it_was_done() -> None:
    """Early on Monday in Auckland it is still Sunday at home; in Los Angeles it is the other way round."""
    auckland = on(7, hour=6.0, offset=13.0)
    los_angeles = on(6, hour=23.0, offset=-8.0)
    assert [w.sessions for w in by_week([auckland], day(7), 1)] == [1]
    assert by_week([auckland], day(6), 1)[-1].monday == day(7), "it is Sunday at home"
    assert [w.sessions for w in by_week([los_angeles, auckland], day(7), 1)] == [1, 1]


def test_a_change_of_the_clocks_is_nothing_special() -> None:
    """In Berlin, the hour from two to three comes twice on the night before Sunday 25 October 2026."""
    berlin = ZoneInfo("Europe/Berlin")
    sessions = []
    for n, fold in enumerate((0, 1)):
        record = on((date(2026, 10, 25) - MONDAY).days, hour=2.5)
        began = record.started_at.replace(tzinfo=berlin, fold=fold)
        sessions.append(record.model_copy(update={"id": f"{n}", "started_at": began}))
    (week,) = by_week(sessions, date(2026, 10, 25), 2)
    assert (week.monday, week.sessions) == (date(2026, 10, 19), 2)


@pytest.mark.parametrize(
    ("days", "today", "now", "longest"),
    [
        ([], 3, 0, 0),
        ([0, 2], 6, 0, 0),
        ([0, 2, 4], 4, 1, 1),
        ([0, 2, 4], 7, 1, 1),
        ([0, 2, 4], 13, 1, 1),
        ([0, 2, 4], 14, 0, 1),
        ([0, 2, 4, 7, 9, 11], 11, 2, 2),
        ([0, 2, 4, 7, 9, 11, 14], 20, 2, 2),
        ([0, 2, 4, 7, 9, 11, 14], 21, 0, 2),
        ([0, 1, 2, 7, 14, 15, 16], 20, 1, 1),
    ],
)
def test_the_week_that_is_not_over_breaks_no_streak(days: list[int], today: int, now: int, longest: int) -> None:
    weeks = by_week([on(n) for n in days], day(today), 3)
    assert (streak(weeks), longest_streak(weeks)) == (now, longest)


@pytest.mark.parametrize(
    ("days", "today", "expected"),
    [
        ([], 3, Adherence(0, 0, 0)),
        ([0, 2, 4], 6, Adherence(0, 0, 0)),
        ([0, 2, 4], 7, Adherence(0, 0, 0)),
        ([0, 2, 4], 14, Adherence(1, 0, 0)),
        ([4, 7, 9, 11], 14, Adherence(1, 1, 3)),
        ([0, 7, 9, 14, 15, 16, 17, 28, 35], 35, Adherence(4, 1, 7)),
    ],
)
def test_adherence_is_of_whole_weeks(days: list[int], today: int, expected: Adherence) -> None:
    """It leaves out the current week, and a first week that began in its middle."""
    found = adherence(by_week([on(n) for n in days], day(today), 3))
    assert found == expected
    assert found.a_week == (pytest.approx(expected.sessions / expected.weeks) if expected.weeks else None)


@pytest.mark.parametrize(
    ("days", "today", "expected"),
    [
        ([], 3, None),
        ([0], 0, None),
        ([0], 1, None),
        ([0], 2, Gap(1, day(0), None)),
        ([0, 1, 2], 2, None),
        ([0, 3, 3, 10], 11, Gap(6, day(3), day(10))),
        ([0, 3, 6], 6, Gap(2, day(3), day(6))),
        ([0, 3], 30, Gap(26, day(3), None)),
    ],
)
def test_the_longest_gap(days: list[int], today: int, expected: Gap | None) -> None:
    assert longest_gap([on(n) for n in days], day(today)) == expected


def test_the_calendar_is_a_grid_up_to_this_week() -> None:
    sessions = [on(0), completed(0, hour=7.0), on(9), completed(15)]
    grid = calendar(sessions, day(16), weeks=3)
    assert [len(week) for week in grid] == [7, 7, 7]
    assert (grid[0][0].day, grid[2][6].day) == (day(0), day(20))
    assert (grid[0][0].sessions, grid[0][0].best) == (2, Status.COMPLETED)
    assert (grid[1][2].sessions, grid[1][2].best) == (1, Status.PARTIAL)
    assert (grid[2][1].sessions, grid[2][1].best) == (1, Status.COMPLETED)
    assert sum(d.sessions for week in grid for d in week) == 4
    assert [d.is_ahead for d in grid[2]] == [False, False, False, True, True, True, True]
    assert {d.best for week in calendar([], day(0)) for d in week} == {None}
    assert len(calendar([], day(0))) == 26


@given(
    st.lists(st.tuples(st.integers(0, 400), st.sampled_from([-8.0, 0.0, 13.0])), max_size=40),
    st.integers(0, 30),
    st.integers(1, 7),
)
def test_each_session_is_in_one_week_and_the_streak_in_the_weeks(
    days: list[tuple[int, float]], later: int, goal: int
) -> None:
    sessions = [on(n, offset=offset) for n, offset in days]
    today = day(max((n for n, _ in days), default=0) + later)
    weeks = by_week(sessions, today, goal)
    assert sum(week.sessions for week in weeks) == len(sessions)
    assert 0 <= streak(weeks) <= longest_streak(weeks) <= len(weeks)
    mondays = [week.monday for week in weeks]
    assert all(monday.weekday() == 0 for monday in mondays)
    assert all(b - a == timedelta(days=7) for a, b in pairwise(mondays))
    found = adherence(weeks)
    assert found.reached * goal <= found.sessions
