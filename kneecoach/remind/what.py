"""What a reminder says now, if anything. Pure.

The words are for a locked screen, which anybody may read: they name no routine, no knee and no pain.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kneecoach.log.record import Record
from kneecoach.review.counted import counted, towards_weeks
from kneecoach.review.pain_trend import awaiting_mornings
from kneecoach.review.weeks import monday_of

TITLE = "kneecoach"


@dataclass(frozen=True, slots=True)
class Silence:
    """Why nothing is said."""

    why: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """A notification."""

    body: str
    title: str = TITLE


def session_reminder(
    records: Sequence[Record], today: date, *, goal: int, size: Callable[[], str], busy: bool
) -> Reminder | Silence:
    """The reminder to do a session of a `size` (`26 sets, about 37 min`), which is asked for only if it is said.

    Nothing is said on a day that has a session, in a week that has reached its `goal`, or while a session is under
    way (`busy`). `records` are all sessions in the log.
    """
    if busy:
        return Silence("A session is under way.")
    done = counted(records, today)
    if any(record.started_at.date() == today for record in done):
        return Silence("Today's session is done.")
    this_week = sum(monday_of(record.started_at.date()) == monday_of(today) for record in towards_weeks(done))
    if this_week >= goal:
        return Silence(f"This week's goal is reached: {this_week} of {goal}.")
    return Reminder(f"{size()}. {this_week} of {goal} this week.")


def morning_reminder(records: Sequence[Record], now: datetime, *, busy: bool) -> Reminder | Silence:
    """The reminder to say how the knee was the morning after the last session, as long as that is unanswered."""
    if busy:
        return Silence("A session is under way.")
    if not awaiting_mornings(records, now):
        return Silence("There is no morning to ask about.")
    return Reminder("One question about your last session is still open. It takes one key.")
