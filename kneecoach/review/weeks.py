"""How often: sessions by week, Monday to Sunday, against a goal; the streak, the gap, and a calendar. Pure.

A session belongs to the day on which it began, by the clock of the place where it was done (the offset it was
written with): one over midnight, or through a change of the clocks, counts once and on one day. Streaks count
weeks, not days: two or three non-consecutive days a week (second hand; docs/evidence.md). The `records` are
those that `counted.counted` gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kneecoach.log.record import Record
from kneecoach.review.counted import day_now, towards_weeks
from kneecoach.session.events import Status
from kneecoach.text import plural

CALENDAR_WEEKS = 26
LATELY_WEEKS = 4
"""Whole weeks that count as lately."""


@dataclass(frozen=True, slots=True)
class Week:
    """The sessions of one week."""

    monday: date
    sessions: int
    goal: int
    """Sessions a week; past weeks are compared with today's goal."""

    @property
    def is_reached(self) -> bool:
        return self.sessions >= self.goal


@dataclass(frozen=True, slots=True)
class Adherence:
    """How the last whole weeks went."""

    weeks: int
    """How many weeks there are: `LATELY_WEEKS` at most."""
    reached: int
    """How many of them reached the goal."""
    sessions: int
    """Sessions in them."""

    @property
    def a_week(self) -> float | None:
        """Mean sessions per week, or None if no week is over yet."""
        return self.sessions / self.weeks if self.weeks else None


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without a session."""

    days: int
    after: date
    """The last day with a session before it."""
    until: date | None
    """The next day with a session, or None while it lasts."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar."""

    day: date
    sessions: int
    best: Status | None
    """`completed` if one of its sessions was, otherwise `partial`; None without a session."""
    is_ahead: bool
    """Whether it is in the future."""


def monday_of(day: date) -> date:
    """The Monday of the week that `day` is in."""
    return day - timedelta(days=day.weekday())


def days_ago(day: date, today: date) -> str:
    """`today`, `yesterday`, `8 days ago`. Tomorrow's date counts as today: it may be from another time zone."""
    days = (today - day).days
    return "today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago"


def by_week(records: Sequence[Record], today: date, goal: int) -> tuple[Week, ...]:
    """Every week from that of the first session to this one, oldest first; none if there is no session.

    Each has the sessions that count towards it.
    """
    if not records:
        return ()
    counts = Counter(monday_of(record.started_at.date()) for record in towards_weeks(records))
    monday = min(monday_of(record.started_at.date()) for record in records)
    last = monday_of(day_now(records, today))
    return tuple(
        Week(day, counts[day], goal)
        for day in (monday + timedelta(weeks=n) for n in range((last - monday).days // 7 + 1))
    )


def streak(weeks: Sequence[Week]) -> int:
    """Weeks in a row that reached the goal, up to the last of `weeks`, which is not over and cannot break it."""
    reached = [week.is_reached for week in weeks]
    if reached and not reached[-1]:
        reached.pop()
    return next((n for n, is_reached in enumerate(reversed(reached)) if not is_reached), len(reached))


def longest_streak(weeks: Sequence[Week]) -> int:
    """The most weeks in a row that reached the goal."""
    longest = run = 0
    for week in weeks:
        run = run + 1 if week.is_reached else 0
        longest = max(longest, run)
    return longest


def adherence(weeks: Sequence[Week]) -> Adherence:
    """The last whole weeks: without this one, and without the first, which began with the first session."""
    whole = weeks[1:-1][-LATELY_WEEKS:]
    return Adherence(len(whole), sum(week.is_reached for week in whole), sum(week.sessions for week in whole))


def longest_gap(records: Sequence[Record], today: date) -> Gap | None:
    """The most days in a row without a session, the newest such; None without a session or without a free day."""
    days = sorted({record.started_at.date() for record in records})
    ends: list[date | None] = [*days[1:], None] if days else []
    gaps = [Gap(((end or today) - day).days - 1, day, end) for day, end in zip(days, ends, strict=True)]
    return max((gap for gap in reversed(gaps) if gap.days > 0), key=lambda gap: gap.days, default=None)


def calendar(records: Sequence[Record], today: date, weeks: int = CALENDAR_WEEKS) -> tuple[tuple[Day, ...], ...]:
    """The days of the last `weeks` weeks, this one the last: a row of seven a week, from Monday."""
    by_day: dict[date, list[Record]] = {}
    for record in records:
        by_day.setdefault(record.started_at.date(), []).append(record)
    first = monday_of(day_now(records, today)) - timedelta(weeks=weeks - 1)
    days = [_day(first + timedelta(days=n), by_day, today) for n in range(weeks * 7)]
    return tuple(tuple(days[n : n + 7]) for n in range(0, len(days), 7))


def _day(day: date, by_day: dict[date, list[Record]], today: date) -> Day:
    found = by_day.get(day, [])
    best = None
    if found:
        best = Status.COMPLETED if any(r.status is Status.COMPLETED for r in found) else Status.PARTIAL
    return Day(day, len(found), best, day > today)


def streak_lines(weeks: Sequence[Week], goal: int) -> tuple[str, ...]:
    """Weeks in a row, this week, and the longest run if that was longer; nothing if there is no session."""
    if not weeks:
        return ()
    now, longest = streak(weeks), longest_streak(weeks)
    reached = f"On goal: {plural(now, 'week')} in a row" if now else f"Your goal: {goal} a week"
    lines = (reached, f"This week {weeks[-1].sessions} of {goal}")
    return (*lines, f"Best: {plural(longest, 'week')} in a row") if longest > now else lines


def streak_brief(weeks: Sequence[Week], goal: int) -> str:
    """The same in a few words: `on goal: 4 weeks · this week 2 of 3`."""
    now = streak(weeks)
    reached = f"on goal: {plural(now, 'week')}" if now else f"goal: {goal} a week"
    return f"{reached} · this week {weeks[-1].sessions if weeks else 0} of {goal}"


def streak_words(now: int, longest: int) -> str:
    """The weeks in a row that reached the goal, and the most there ever were: part of a sentence."""
    if not longest:
        return "no week on goal yet"
    reached = f"on goal {plural(now, 'week')} in a row" if now else "not on goal at present"
    return f"{reached}, best {plural(longest, 'week')} in a row" if longest > now else reached
