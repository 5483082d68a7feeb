"""What is written is read back: a record that cannot be, or that a disk has lost, does not count as saved."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach import files as files_module
from kneecoach.errors import KneecoachError
from kneecoach.log import store as store_module
from kneecoach.log.lines import read_record
from kneecoach.log.store import NotARecord, Store, line_of
from kneecoach.paths import Paths
from kneecoach.running.clock import RealClock, whole_minutes
from tests.cli.program import as_json, following, kneecoach
from tests.log.samples import DEVICE, FailingCall, a_record, a_tombstone, folders

SUN = timezone(timedelta(minutes=53, seconds=28))
"""Local mean time in Berlin."""

OFFSETS = st.integers(-86_399, 86_399).map(lambda seconds: timezone(timedelta(seconds=seconds)))


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders with nothing in them."""
    return folders(tmp_path)


@given(instant=st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29)), zone=OFFSETS)  # noqa: DTZ001
def test_an_offset_of_whole_minutes_says_the_same_instant(instant: datetime, zone: timezone) -> None:
    aware = instant.replace(tzinfo=zone)
    told = whole_minutes(aware)
    assert told == aware
    offset = told.utcoffset()
    assert offset is not None
    assert offset % timedelta(minutes=1) == timedelta(0)
    assert abs(offset - zone.utcoffset(None)) < timedelta(minutes=1)


@pytest.mark.parametrize("instant", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
@given(zone=OFFSETS)
def test_at_either_end_of_the_calendar_there_is_an_instant_too(instant: datetime, zone: timezone) -> None:
    line = line_of(a_record(1, started_at=instant.replace(tzinfo=zone)))
    assert abs(read_record(line).saved_at - a_record(1).saved_at) < timedelta(seconds=1)


def test_every_instant_of_a_line_has_an_offset_of_whole_minutes(paths: Paths) -> None:
    """Even where it was set later: a revision copies the record with the clock's own time."""
    when = datetime(2026, 11, 22, 10, 0, tzinfo=SUN)
    record = a_record(1, started_at=when).model_copy(update={"saved_at": when})
    for line in (record, a_tombstone(record).model_copy(update={"saved_at": when})):
        raw = line_of(line)
        assert b"+00:53:28" not in raw
        assert read_record(raw).saved_at == when


@pytest.mark.skipif(os.name != "posix", reason="TZ is of POSIX")
def test_the_clock_s_own_offset_has_no_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "SUN-0:53:28")
    time.tzset()
    try:
        assert RealClock().wall().utcoffset() == timedelta(minutes=53)
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.skipif(os.name != "posix", reason="TZ is of POSIX")
def test_a_session_in_a_zone_with_seconds_is_cut_off_resumed_saved_and_edited(tmp_path: Path) -> None:
    data, zone = tmp_path / "data", {"TZ": "SUN-0:53:28"}
    with following(data, "start", "--json", "--yes", "--mute", **zone) as program:
        program.event("stage-started")
        program.process.kill()
        program.process.wait()
    with following(data, "resume", "--json", **zone) as program:
        program.event("session-resumed")
        saved = program.do("q", "saved")
        assert program.end() == 0
    kneecoach(data, "edit", "last", "--pain-after", "3", env=zone)
    assert [row["id"] for row in as_json(data, "history")] == [saved["id"]]
    assert as_json(data, "log", "check")["faults"] == 0


def damaged(record: Any, **changes: Any) -> Any:
    """A record that was changed without validation."""
    return record.model_copy(update=changes)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"paused_seconds": 1.8e9}, "paused_seconds"),
        ({"paused_seconds": float("nan")}, "paused_seconds"),
        ({"rev": 0}, "rev"),
    ],
)
def test_what_would_not_be_a_record_is_not_written(paths: Paths, changes: dict[str, Any], key: str) -> None:
    store = Store(paths)
    store.append(a_record(1))
    before = store.own_file().read_bytes()
    with pytest.raises(NotARecord, match=key):
        store.append(damaged(a_record(2), **changes))
    assert store.own_file().read_bytes() == before


def test_what_would_be_read_as_something_else_is_not_written(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "read_record", lambda _: a_record(2))
    with pytest.raises(NotARecord, match="as it is"):
        Store(paths).append(a_record(1))
    assert not Store(paths).own_file().exists()


@pytest.mark.parametrize("found", [b"", b"{", b"\0" * 4096])
def test_a_disk_that_does_not_hold_what_was_written_is_a_failure(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, found: bytes
) -> None:
    store = Store(paths)
    store.append(a_record(1))
    before = store.own_file().read_bytes()
    disk = FailingCall(monkeypatch, files_module, "none")
    # The first read is that of the last line's end.
    reads = iter([b"\n", found])
    monkeypatch.setattr(disk, "read", lambda *_: next(reads, b""), raising=False)
    with pytest.raises(KneecoachError, match="does not hold what was written"):
        store.append(a_record(2))
    monkeypatch.setattr(files_module, "os", os)
    assert store.own_file().read_bytes() == before
    assert store.append(a_record(2)).stem == DEVICE
    assert len(store.read().records) == 2
