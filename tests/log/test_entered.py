"""A session done without kneecoach: what nobody measured is null, and nothing is made up."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import Field, TypeAdapter

import kneecoach.log.lines as lines_module
from kneecoach.errors import KneecoachError
from kneecoach.log.corrections import answered, corrected
from kneecoach.log.entered import all_as_planned, entered_later, same_day, save_entered, started_at
from kneecoach.log.lines import BadLine, read_record
from kneecoach.log.problems import ProblemKind
from kneecoach.log.record import Instant, Record, Seconds, Tombstone
from kneecoach.log.store import Store, line_of
from kneecoach.session.events import Outcome, Status
from tests.helpers import a_plan, stretch, thrust, walk
from tests.log.samples import CET, DEVICE, STARTED, a_record, another_device, at_ten, folders

NOW = STARTED
"""Sunday 22 November 2026, ten in the morning."""

PLAN = a_plan(stretch(), thrust(reps=3, sets=1), walk(least=3, most=5, sets=1))
"""A stretch for each leg, three hip thrusts, and a walk of three to five steps to each side."""


def in_cet(instant: datetime) -> datetime:
    return instant.replace(tzinfo=CET)


def fields(record: Record) -> dict[str, Any]:
    return json.loads(record.model_dump_json(by_alias=True))  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("typed", "began"),
    [
        ("2026-11-20", "2026-11-20T12:00"),
        (" 2026-11-20T18:30 ", "2026-11-20T18:30"),
        ("2026-11-20 18:30", "2026-11-20T18:30"),
        ("2026-11-22", "2026-11-22T10:00"),  # noon is in the future
        ("2026-11-22T09:15", "2026-11-22T09:15"),
        ("1970-01-01", "1970-01-01T12:00"),
        ("20.11.2026", "2026-11-20T12:00"),
        ("9.1.2026 7:05", "2026-01-09T07:05"),
        ("yesterday", "2026-11-21T12:00"),
        ("Yesterday 18:30", "2026-11-21T18:30"),
        ("Today", "2026-11-22T10:00"),
        ("20 Oct 7:05", "2026-10-20T07:05"),
        ("20 OCT", "2026-10-20T12:00"),
        ("saturday 18:30", "2026-11-21T18:30"),
        ("Sun", "2026-11-22T10:00"),
        ("today 09:15", "2026-11-22T09:15"),
    ],
)
def test_without_a_time_it_was_at_noon_or_is_now(typed: str, began: str) -> None:
    assert started_at(typed, NOW, in_cet) == datetime.fromisoformat(f"{began}+01:00")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("2026-11-23", "2026-11-23 is in the future"),
        ("2026-11-22T10:01", "2026-11-22T10:01 is in the future"),
        ("1969-12-31", "is too early: sessions can be entered from 1970"),
        ("the other day", "“the other day” is not a day; try 25 Nov, Monday or 2026-11-24"),
        ("11/12/2026", "“11/12/2026” is not a day"),
        ("2026-02-30", "“2026-02-30” is not a day"),
        ("2026-11-20T25:00", "is not a day"),
        ("", "“” is not a day"),
        ("2026-11-20 at six", "is not a day"),
        ("sunday 18:30", "sunday 18:30 is in the future; give the time you did it."),
        ("24 Nov 2026", "24 Nov 2026 is in the future; give the day you did it."),
        ("2026-11-20T", None),
    ],
)
def test_what_is_impossible_is_refused_in_one_sentence(typed: str, why: str | None) -> None:
    if why is None:
        assert started_at(typed, NOW, in_cet).hour == 12
        return
    with pytest.raises(KneecoachError) as refused:
        started_at(typed, NOW, in_cet)
    assert why in str(refused.value)
    assert str(refused.value).count("\n") == 0


def test_the_offset_is_that_of_the_day_not_of_today() -> None:
    """In summer, clocks in the same place show another hour."""
    summer = lambda instant: instant.replace(tzinfo=UTC if instant.month > 10 else CET)  # noqa: E731
    assert started_at("2026-07-01", NOW, summer).utcoffset() == CET.utcoffset(None)


def test_what_nobody_entered_is_null() -> None:
    record = entered_later(PLAN, STARTED)
    said = fields(record)
    assert said["entered"] == "later"
    assert [said[key] for key in ("ended_at", "active_seconds", "paused_seconds")] == [None, None, None]
    assert record.status is Status.PARTIAL
    for attempt in said["sets"]:
        assert (attempt["seconds"], attempt["load_kg"], attempt["started_at"]) == (None, None, None)
        assert attempt["reps"] == (None if "reps" in attempt["target"] else 0)
        assert (attempt["outcome"], attempt["pace"], attempt["holds"]) == ("skipped", "self", [])
    assert all(attempt.is_unknown for attempt in record.sets)


def test_as_planned_is_the_least_that_was_asked_for() -> None:
    record = all_as_planned(entered_later(PLAN, STARTED))
    assert record.status is Status.COMPLETED
    assert [(s.reps, s.seconds) for s in record.sets] == [(0, 30.0), (0, 30.0), (3, None), (3, None), (3, None)]
    assert {s.outcome for s in record.sets} == {Outcome.COMPLETED}
    assert record.sets[0].holds == (30.0,)
    assert record.sets[2].holds == (2.0, 2.0, 2.0), "a rep as planned has its hold"
    assert record.sets[4].holds == (), "a step has none"
    assert not any(attempt.is_unknown for attempt in record.sets)
    assert [record.active_seconds, record.ended_at] == [None, None]


def test_what_was_unknown_can_be_entered_later() -> None:
    record = entered_later(PLAN, STARTED)
    for place, said, found in (
        (0, {"seconds": 12.0}, (0, 12.0, Outcome.PARTIAL)),
        (1, {"outcome": Outcome.SKIPPED}, (0, 0.0, Outcome.SKIPPED)),
        (2, {"reps": 3}, (3, None, Outcome.COMPLETED)),
        (3, {"outcome": Outcome.SKIPPED}, (0, None, Outcome.SKIPPED)),
        (4, {"outcome": Outcome.COMPLETED}, (None, None, Outcome.COMPLETED)),
    ):
        record = corrected(record, place, **said)  # type: ignore[arg-type]
        attempt = record.sets[place]
        assert read_record(line_of(record)) == record
        assert attempt.holds == ((2.0, 2.0, 2.0) if place == 2 else (12.0,) if place == 0 else ())
        assert (attempt.reps, attempt.seconds, attempt.outcome) == found
    assert [attempt.is_unknown for attempt in record.sets] == [False, False, False, False, True]
    assert corrected(record, 4, outcome=Outcome.PARTIAL).sets[4].outcome is Outcome.PARTIAL


@pytest.mark.parametrize("record", [entered_later(PLAN, STARTED), all_as_planned(entered_later(PLAN, STARTED))])
def test_it_is_read_back_from_the_log_as_it_was_written(record: Record, tmp_path: Path) -> None:
    paths = folders(tmp_path)
    saved = save_entered(Store(paths), answered(record, after=2, note="at my sister's"), at_ten())
    assert (saved.device, saved.saved_at, saved.rev) == (DEVICE, STARTED, 1)
    assert Store(paths).read().records == (saved,)
    assert read_record(line_of(saved)) == saved


class OlderRecord(Record):
    """A record as kneecoach 0.1.0 knew it, in which no time may be missing."""

    ended_at: Instant
    active_seconds: Seconds
    paused_seconds: Seconds


def test_an_older_kneecoach_notes_it_and_leaves_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """If it called the line bad, its repair would move it out of the log."""
    line = line_of(entered_later(PLAN, STARTED))
    either = Annotated[OlderRecord | Tombstone, Field(discriminator="type")]
    monkeypatch.setattr(lines_module, "MAX_SCHEMA", 1)
    monkeypatch.setattr(lines_module, "_LINE", TypeAdapter(either))
    monkeypatch.setattr(lines_module, "_MODELS", {"session": OlderRecord})
    with pytest.raises(BadLine) as newer:
        read_record(line)
    assert newer.value.kind is ProblemKind.NEWER
    assert not newer.value.kind.is_bad_line
    assert isinstance(read_record(line_of(a_record())), OlderRecord)


@pytest.mark.parametrize("key", ["ended_at", "active_seconds", "paused_seconds"])
def test_null_in_a_session_that_was_measured_is_damage(key: str) -> None:
    with pytest.raises(BadLine) as bad:
        read_record(json.dumps(fields(a_record()) | {key: None}).encode())
    assert f"{key} is null, which only a session entered later may have" in str(bad.value)
    read_record(json.dumps(fields(a_record()) | {key: None, "entered": "later", "schema": 2}).encode())


@pytest.mark.parametrize("key", ["reps", "seconds"])
def test_so_is_null_in_one_of_its_sets(key: str) -> None:
    said = fields(a_record())
    said["sets"][0][key] = None
    with pytest.raises(BadLine, match=f"{key} is null"):
        read_record(json.dumps(said).encode())


def test_the_key_is_written_only_where_it_says_something() -> None:
    assert "entered" not in fields(a_record())


def test_two_devices_correct_it_at_once_and_neither_loses_anything(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    saved = save_entered(Store(paths), entered_later(PLAN, STARTED), at_ten())
    other = Store(another_device(paths, tmp_path))
    Store(paths).change(saved, corrected(saved, 2, reps=3), at_ten(1))
    other.change(saved, corrected(saved, 3, reps=4), at_ten(2))
    (merged,) = Store(paths).read().records
    assert [s.reps for s in merged.sets] == [0, 0, 3, 4, None]
    assert (merged.entered, merged.schema_, merged.rev) == ("later", 2, 3)


def test_one_of_the_same_routine_on_that_day_is_found() -> None:
    first, second = a_record(1), a_record(2, days=1)
    assert same_day((first, second), "knee-relief", STARTED.date()) == first
    assert same_day((first, second), "other", STARTED.date()) is None
    assert same_day((a_record(1, speed=60.0),), "knee-relief", STARTED.date()) is None
