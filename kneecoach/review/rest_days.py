"""Too often, or too long ago: strength on consecutive days, and how long ago the last session was.

Two or three non-consecutive days a week, about 48 hours apart, are usually advised (second hand; docs/evidence.md);
the thresholds are ours. A session of stretches alone is not a session of strength. The `records` are those that
`counted.counted` gives. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil

from kneecoach.log.record import Record
from kneecoach.text import day_and_month, plural

MAX_DAYS_RUNNING = 2
"""Strength training on more consecutive days than this is too often."""
MAX_A_WEEK = 5
"""More sessions of strength a week than this, two weeks in a row, are too often."""
WEEK = 7

LONG_BREAK_DAYS = 28
"""A break of at least this many days is a long one. Ours."""
BACK_DAYS = 14
"""For this many days after a long break the person counts as just back. Ours."""

AFTER_A_BREAK = "After such a long break, start with less than you ended with."
"""Ours."""

DAYS_BETWEEN = "Two or three non-consecutive days a week, about 48 hours apart, are usually advised."


@dataclass(frozen=True, slots=True)
class TooOften:
    """Strength training more often than is advised, lately."""

    days_running: int
    """Days in a row: the longest run that ended in the last week, or 0 if it was not unusually long."""
    until: date | None
    """The last of them."""
    sessions: tuple[int, int] | None
    """In the last seven days and in the seven before, if both were too many."""

    @property
    def reasons(self) -> str:
        """What was seen, with its numbers: part of a sentence."""
        said = []
        if self.until is not None:
            said.append(
                f"strength on {plural(self.days_running, 'day')} in a row, up to {day_and_month(self.until)}"
            )
        if self.sessions is not None:
            lately, before = self.sessions
            said.append(f"{plural(lately, 'session')} in the last 7 days and {before} in the 7 days before")
        return "; ".join(said)


@dataclass(frozen=True, slots=True)
class ReturnAfterBreak:
    """A person who has lately come back from a long break."""

    days: int
    """Days without a session."""
    since: date
    """The day of the first session after it."""
    sessions: int
    """Since then."""

    @property
    def words(self) -> str:
        """`3 sessions since 14 Nov, after 42 days without one`."""
        sofar = plural(self.sessions, "session")
        return f"{sofar} since {day_and_month(self.since)}, after {plural(self.days, 'day')} without one"


def is_strength(record: Record) -> bool:
    """Whether a rep was done in the session."""
    return any(attempt.reps for attempt in record.sets)


def too_often(records: Sequence[Record], today: date) -> TooOften | None:
    """The signs that there are too few rest days, or None."""
    days = [record.started_at.date() for record in records if is_strength(record)]
    running, until = _longest_run(set(days), today)
    ages = [(today - day).days for day in days]
    lately, before = sum(age < WEEK for age in ages), sum(WEEK <= age < 2 * WEEK for age in ages)
    sessions = (lately, before) if min(lately, before) > MAX_A_WEEK else None
    return TooOften(running, until, sessions) if until or sessions else None


def _longest_run(days: set[date], today: date) -> tuple[int, date | None]:
    """The run of days that ended in the last week: its length and last day, or 0 and None if it was short."""
    runs = []
    for last in sorted(days):
        if (today - last).days < WEEK and last + timedelta(days=1) not in days:
            length = next(n for n in range(1, len(days) + 1) if last - timedelta(days=n) not in days)
            runs.append((length, last))
    running, until = max(runs, default=(0, today))
    return (running, until) if running > MAX_DAYS_RUNNING else (0, None)


def days_off(records: Sequence[Record], today: date) -> int | None:
    """How many days ago the last session was; None if there is none."""
    return max(0, (today - max(r.started_at.date() for r in records)).days) if records else None


def allowed_days_off(goal: int) -> int:
    """How many days ago the last session may have been, for a goal of sessions a week: twice the mean. Ours."""
    return ceil(2 * WEEK / goal)


def returned_after_break(records: Sequence[Record], today: date) -> ReturnAfterBreak | None:
    """The long break that the person has lately come back from, or None."""
    days = sorted(record.started_at.date() for record in records)
    for before, since in pairwise(days):
        free = (since - before).days - 1
        if free >= LONG_BREAK_DAYS and (today - since).days < BACK_DAYS:
            return ReturnAfterBreak(free, since, sum(day >= since for day in days))
    return None
