"""How much of what was prescribed was done: this week, in the last whole weeks, and in all. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kneecoach.log.record import Record
from kneecoach.review.counted import counted, day_now, towards_weeks
from kneecoach.review.weeks import LATELY_WEEKS, monday_of
from kneecoach.routine.prescription import Prescription
from kneecoach.text import full_date, plural


@dataclass(frozen=True, slots=True)
class SessionCount:
    """Sessions of a routine in a period."""

    sessions: int
    short: int
    """How many of them were made shorter than the routine, by choice."""


@dataclass(frozen=True, slots=True)
class Prescribed:
    """How much of one prescription was done."""

    prescription: Prescription
    is_over: bool
    """Whether the last day for which it is prescribed has passed."""
    this_week: SessionCount
    lately: SessionCount
    """In the last whole weeks for which it is prescribed."""
    weeks: int
    """The number of those weeks, LATELY_WEEKS at most, without the first, which began with the first session."""
    all: SessionCount
    """From the first session to the last day for which it is prescribed."""
    first: date | None
    """The day of the first session."""

    @property
    def asked_lately(self) -> int | None:
        """Sessions prescribed for those weeks; None if the routine does not say how often."""
        per_week = self.prescription.per_week
        return None if per_week is None else per_week * self.weeks


def prescribed(
    prescriptions: Sequence[Prescription], records: Sequence[Record], today: date
) -> tuple[Prescribed, ...]:
    """How much of each was done, in the order of the prescriptions. `records` are all sessions.

    A rehearsal, a session in which nothing was done, and one after the last day do not count. A session that was
    made shorter counts, and is named.
    """
    if not prescriptions:
        return ()
    done = towards_weeks(counted(records, today))
    now = day_now(done, today)
    return tuple(_prescribed(each, done, now) for each in prescriptions)


def _prescribed(prescription: Prescription, records: Sequence[Record], today: date) -> Prescribed:
    until = prescription.until or date.max
    of_it = [r for r in records if r.routine.id == prescription.routine and r.started_at.date() <= until]
    first = min((r.started_at.date() for r in of_it), default=None)
    now = monday_of(today)
    weeks = _whole_weeks(first, min(now, _week_after(until))) if first else []
    return Prescribed(
        prescription,
        today > until,
        _count(of_it, now, now + timedelta(days=6)),
        _count(of_it, weeks[0], weeks[-1] + timedelta(days=6)) if weeks else SessionCount(0, 0),
        len(weeks),
        _count(of_it, date.min, date.max),
        first,
    )


def _week_after(until: date) -> date:
    """The Monday of the first week that is not prescribed as a whole."""
    return monday_of(until) if until == date.max else monday_of(until + timedelta(days=1))


def _whole_weeks(first: date, end: date) -> list[date]:
    """The Mondays of the last weeks after that of `first` and before `end`."""
    monday = monday_of(first) + timedelta(weeks=1)
    return [monday + timedelta(weeks=n) for n in range((end - monday).days // 7)][-LATELY_WEEKS:]


def _count(records: Sequence[Record], first: date, last: date) -> SessionCount:
    found = [record for record in records if first <= record.started_at.date() <= last]
    return SessionCount(len(found), sum(record.is_short for record in found))


def this_week_words(found: Prescribed) -> str:
    """`2 of 3 this week, 1 of them short`; `it ended on 31 Jan 2027` once it is over."""
    until = found.prescription.until
    if found.is_over and until is not None:
        return f"it ended on {full_date(until)}"
    return f"{_of(found.this_week, found.prescription.per_week)} this week{short_words(found.this_week)}"


def lately_words(found: Prescribed) -> str:
    """`11 of 12 in 4 whole weeks, 2 of them short`; empty if no week is whole yet."""
    if not found.weeks:
        return ""
    return (
        f"{_of(found.lately, found.asked_lately)} in {plural(found.weeks, 'whole week')}{short_words(found.lately)}"
    )


def all_words(found: Prescribed) -> str:
    """`14 sessions since 3 Nov 2026, 2 of them short`."""
    if found.first is None:
        return "not done yet"
    return f"{plural(found.all.sessions, 'session')} since {full_date(found.first)}{short_words(found.all)}"


def _of(count: SessionCount, asked: int | None) -> str:
    return plural(count.sessions, "session") if asked is None else f"{count.sessions} of {asked}"


def short_words(count: SessionCount) -> str:
    """`, 1 of them short`; empty if none was."""
    return f", {count.short} of them short" if count.short else ""
