"""Which sessions an export has: days with their offsets, rehearsals, revisions and deletions."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given

from kneecoach.log.merging import merge
from kneecoach.log.raw import LogLine, read_line
from kneecoach.log.record import Record
from kneecoach.review.export.as_json import json_text
from kneecoach.review.export.select import DateRange, lines_of, sessions
from tests.helpers import is_words
from tests.log.samples import a_record, a_tombstone
from tests.log.test_store import LINES
from tests.log.test_store import Line as Entry


def a_line(entry: Entry, **more: Any) -> LogLine:
    """A line of the log with these contents, and with `more` that this program does not know."""
    return read_line(json.dumps(json.loads(entry.model_dump_json(by_alias=True)) | more).encode())


def began(instant: str, number: int = 1) -> Record:
    """A session that began then."""
    return a_record(number, started_at=datetime.fromisoformat(instant))


EDGES = (
    began("2026-11-21T23:59:59.999+13:00", 1),
    began("2026-11-22T00:00:00+13:00", 2),
    began("2026-11-22T23:59:59.999-11:00", 3),
    began("2026-11-23T00:00:00-11:00", 4),
)
"""The seconds around either end of 22 November, at two ends of the world: three different days in Greenwich."""


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, [1, 2, 3, 4]),
        (22, None, [2, 3, 4]),
        (None, 22, [1, 2, 3]),
        (22, 22, [2, 3]),
        (23, 23, [4]),
        (24, None, []),
        (None, 20, []),
    ],
)
def test_a_day_is_that_of_the_session_s_place(since: int | None, until: int | None, expected: list[int]) -> None:
    span = DateRange(*(day and date(2026, 11, day) for day in (since, until)))
    assert sessions(EDGES, span) == tuple(EDGES[n - 1] for n in expected)
    assert [line.entry.id for line in lines_of([a_line(r) for r in EDGES], span)] == [
        EDGES[n - 1].id for n in expected
    ]


def test_rehearsals_only_when_asked_for() -> None:
    rehearsal = a_record(2, days=1, speed=60.0)
    assert sessions([a_record(), rehearsal], DateRange()) == (a_record(),)
    assert sessions([a_record(), rehearsal], DateRange(), rehearsals=True) == (a_record(), rehearsal)
    lines = [a_line(a_record()), a_line(rehearsal)]
    assert lines_of(lines, DateRange()) == (lines[0],)
    assert lines_of(lines, DateRange(), everything=True) == tuple(lines)


FIRST, AGAIN, OTHER = a_record(1), a_record(1, rev=2, note="again"), a_record(2, days=1)
GONE = a_tombstone(OTHER)
LOST = a_tombstone(a_record(3, days=2))


def test_the_newest_of_each_or_everything() -> None:
    lines = [a_line(entry) for entry in (LOST, GONE, AGAIN, OTHER, FIRST, FIRST)]
    assert [line.entry for line in lines_of(lines, DateRange())] == [AGAIN]
    assert [line.entry for line in lines_of(lines, DateRange(), everything=True)] == [
        LOST,
        FIRST,
        AGAIN,
        OTHER,
        GONE,
    ]
    second = DateRange(since=date(2026, 11, 23))
    assert [line.entry for line in lines_of(lines, second, everything=True)] == [OTHER, GONE], "LOST has no day"


def test_a_session_moved_to_another_day_is_of_the_day_it_has_now() -> None:
    moved = a_record(1, days=5, rev=2)
    lines = [a_line(a_record(1)), a_line(moved)]
    assert lines_of(lines, DateRange(until=date(2026, 11, 22)), everything=True) == ()
    assert len(lines_of(lines, DateRange(since=date(2026, 11, 27)), everything=True)) == 2


@given(entries=LINES)
def test_what_is_exported_is_what_the_log_says(entries: list[Entry]) -> None:
    lines = [a_line(entry) for entry in entries]
    assert tuple(line.entry for line in lines_of(lines, DateRange())) == merge(entries)
    assert merge(line.entry for line in lines_of(lines, DateRange(), everything=True)) == merge(entries)


def test_json_is_the_records_as_they_are() -> None:
    newer = a_line(a_record(1), schema=3, mood="fine \U0001f642", sets=[])
    again = a_line(a_record(2, days=1))
    text = json_text([newer, again])
    assert json.loads(text) == [json.loads(newer.raw), json.loads(again.raw)]
    assert json.loads(text)[0]["mood"] == "fine \U0001f642"
    assert len(text.splitlines()) == 4, "one record a line"
    assert json_text([]) == "[]\n"


def test_in_json_nothing_is_acted_on() -> None:
    note = "\x1b[31m \x9b31m \u202eleft \u2028 \ufeff \U0001f642"
    text = json_text([a_line(a_record(note=note))])
    assert all(is_words(c) for c in text.replace("\n", ""))
    assert json.loads(text)[0]["note"] == note
