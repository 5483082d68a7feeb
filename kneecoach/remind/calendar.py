"""A calendar of the planned sessions, for a phone: a weekly event with an alarm, in floating time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from kneecoach import __version__
from kneecoach.errors import KneecoachError
from kneecoach.remind.timer import DAYS
from kneecoach.remind.what import TITLE

UID = "session@kneecoach"
"""Always the same, so that a calendar imported again replaces the event."""


def calendar(days: Sequence[str], at: str, minutes: int, now: datetime) -> bytes:
    """The calendar (iCalendar, RFC 5545): on each of `days` at `at` (`18:30`), `minutes` long, from `now` on.

    Floating time: half past six is half past six wherever the phone is. Raises KneecoachError without icalendar.
    """
    try:
        from icalendar import Alarm, Calendar, Event
    except ImportError:
        raise KneecoachError("The package icalendar is missing: pip install 'kneecoach[calendar]'") from None
    begins = first(days, at, now)
    event = Event()
    event.add("uid", UID)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=minutes))
    event.add("summary", TITLE)
    event.add("class", "PRIVATE")
    event.add("rrule", {"freq": "weekly", "byday": [day[:2].upper() for day in days]})
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", TITLE)
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    whole = Calendar()
    whole.add("prodid", f"-//kneecoach//{__version__}//EN")
    whole.add("version", "2.0")
    whole.add_component(event)
    return bytes(whole.to_ical())


def first(days: Sequence[str], at: str, now: datetime) -> datetime:
    """The first planned session after `now`, in floating time."""
    hour, minute = (int(part) for part in at.split(":"))
    coming = (now.date() + timedelta(days=n) for n in range(8))
    found = (datetime.combine(day, time(hour, minute)) for day in coming if DAYS[day.weekday()] in days)
    return next(instant for instant in found if instant > now.replace(tzinfo=None))
