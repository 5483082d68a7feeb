"""The calendar for a phone, read back by the package that made it, and its rule followed."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kneecoach.remind.calendar import calendar, first
from tests.cli.program import kneecoach
from tests.later import import_or_skip_later
from tests.log.samples import STARTED, folders

icalendar = import_or_skip_later("icalendar")


def test_it_has_a_weekly_event_with_an_alarm_in_floating_time() -> None:
    made = icalendar.Calendar.from_ical(calendar(("mon", "wed", "fri"), "18:30", 37, STARTED))
    (event,) = made.walk("VEVENT")
    (alarm,) = made.walk("VALARM")
    assert event["dtstart"].dt == datetime.fromisoformat("2026-11-23T18:30"), "floating"
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(minutes=37)
    assert (event["rrule"]["freq"], event["rrule"]["byday"]) == (["WEEKLY"], ["MO", "WE", "FR"])
    assert (str(event["class"]), str(event["summary"])) == ("PRIVATE", "kneecoach")
    assert event["dtstamp"].dt == STARTED
    assert alarm["trigger"].dt == timedelta(0)


def test_its_rule_gives_the_days_that_were_meant() -> None:
    rrule = pytest.importorskip("dateutil.rrule")
    made = icalendar.Calendar.from_ical(calendar(("mon", "sun"), "07:05", 20, STARTED))
    (event,) = made.walk("VEVENT")
    rule = rrule.rrulestr(event["rrule"].to_ical().decode(), dtstart=event["dtstart"].dt)
    assert [f"{day:%a %d %H:%M}" for day in rule[:4]] == [
        *("Mon 23 07:05", "Sun 29 07:05", "Mon 30 07:05", "Sun 06 07:05"),
    ]


@pytest.mark.parametrize(
    ("days", "at", "begins"),
    [
        (("sun",), "18:30", datetime.fromisoformat("2026-11-22T18:30")),
        (("sun",), "10:00", datetime.fromisoformat("2026-11-29T10:00")),
        (("sat",), "00:00", datetime.fromisoformat("2026-11-28T00:00")),
    ],
)
def test_it_begins_at_the_next_planned_hour(days: tuple[str, ...], at: str, begins: datetime) -> None:
    assert first(days, at, STARTED) == begins


def test_the_command_writes_it_to_a_file_or_to_stdout(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    paths.settings.parent.mkdir(parents=True)
    paths.settings.write_text('[remind]\ndays = ["fri"]\n')
    printed = kneecoach(paths.data, "remind", "--ics").stdout
    kneecoach(paths.data, "remind", "--ics", "-o", str(tmp_path / "knee.ics"))
    assert "BYDAY=FR" in printed
    assert (tmp_path / "knee.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert (
        "already exists" in kneecoach(paths.data, "remind", "--ics", "-o", f"{tmp_path}/knee.ics", status=1).stderr
    )
    assert "-o needs --ics" in kneecoach(paths.data, "remind", "-o", "x.ics", status=2).stderr
