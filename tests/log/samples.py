"""Headers, records, folders and a failing disk, shared by the tests of the log and of what reads it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kneecoach.journal.header import Header
from kneecoach.journal.lines import event_json, event_lines, header_line
from kneecoach.journal.record_of import record_of
from kneecoach.log.record import PainScores, Record, RoutineRef, SetRecord, TargetRecord, Tombstone
from kneecoach.log.store import Store
from kneecoach.paths import Paths, find_paths
from kneecoach.session.events import Event, Outcome, Status
from kneecoach.session.plan import Pace, Plan, Side
from kneecoach.session.state import State
from tests.clocks import FakeClock
from tests.helpers import a_plan, stretch

CET = timezone(timedelta(hours=1))
STARTED = datetime(2026, 11, 22, 10, 0, tzinfo=CET)
"""Sunday 22 November 2026, ten in the morning, an hour ahead of UTC."""

DEVICE = "laptop-3f9a1c"


def at_ten(minutes: float = 0.0) -> FakeClock:
    """A clock that stands at `STARTED`, or this many minutes later."""
    return FakeClock(date=STARTED + timedelta(minutes=minutes))


def folders(tmp_path: Path, device: str = DEVICE) -> Paths:
    """A user's folders with nothing in them but the device's name."""
    paths = find_paths(str(tmp_path / "kneecoach"))
    paths.state.mkdir(parents=True, mode=0o700)
    paths.device.write_text(f"{device}\n")
    return paths


def two_sessions(tmp_path: Path) -> Paths:
    """Folders with two sessions in the log, and nothing wrong."""
    paths = folders(tmp_path)
    paths.device.chmod(0o600)
    for number in (1, 2):
        Store(paths).append(a_record(number, days=number))
    return paths


def another_device(paths: Paths, tmp_path: Path, device: str = "phone-000001") -> Paths:
    """The folders of another device that shares the data folder."""
    state = tmp_path / device
    state.mkdir()
    (state / "device").write_text(f"{device}\n")
    return Paths(paths.data, paths.config, state)


def a_header(plan: Plan | None = None, **changes: Any) -> Header:
    """The header of a session that began at `STARTED`; by default, a stretch on each leg."""
    fields: dict[str, Any] = {
        "id": "0a1b2c3d-0000-4000-8000-000000000001",
        "app": "0.1.0",
        "started_at": STARTED,
        "speed": 1.0,
        "pace": Pace.GUIDED,
        "first_side": Side.LEFT,
        "mute": False,
        "loads": {},
        "plan": plan or a_plan(stretch()),
    }
    return Header(**{**fields, **changes})


def a_set(**changes: Any) -> SetRecord:
    """Twelve of fifteen hip thrusts, set 2 of 3."""
    fields: dict[str, Any] = {
        "exercise": "hip-thrust",
        "title": "Hip thrust",
        "set": 2,
        "of": 3,
        "side": Side.BOTH,
        "attempt": 1,
        "target": TargetRecord(reps=(15, 15), hold_seconds=2.0),
        "outcome": Outcome.PARTIAL,
        "reps": 12,
        "holds": (2.0,) * 12,
        "seconds": 60.0,
        "started_at": STARTED,
    }
    return SetRecord(**{**fields, **changes})


def a_record(number: int = 1, days: int = 0, **changes: Any) -> Record:
    """Session `number`, twenty minutes long with one partial set, which began this many days after `STARTED`."""
    began = STARTED + timedelta(days=days)
    fields: dict[str, Any] = {
        "id": f"{number:08d}-0000-4000-8000-000000000000",
        "device": DEVICE,
        "saved_at": began + timedelta(minutes=21),
        "app": "0.1.0",
        "routine": RoutineRef(id="knee-relief", title="Knee relief", digest="sha256:0"),
        "started_at": began,
        "ended_at": began + timedelta(minutes=20),
        "active_seconds": 1200.0,
        "paused_seconds": 0.0,
        "status": Status.PARTIAL,
        "pain": PainScores(before=3, worst=4, after=2),
        "sets": (a_set(started_at=began),),
    }
    return Record(**{**fields, **changes})


def a_tombstone(record: Record, rev: int = 2) -> Tombstone:
    """The deletion of a session, a minute after it was saved."""
    return Tombstone(id=record.id, rev=rev, device=record.device, saved_at=record.saved_at + timedelta(minutes=1))


def the_record(header: Header, state: State) -> Record:
    """The record of an ended session, saved by `DEVICE` half an hour after `STARTED`."""
    return record_of(header, state, DEVICE, STARTED + timedelta(minutes=30))


def journal_bytes(header: Header, events: Iterable[Event]) -> bytes:
    """A journal as it should be on disk."""
    line, checksum = header_line(header)
    return line + event_lines(events, checksum)[0]


def unchecked_bytes(header: Header, events: Iterable[Event]) -> bytes:
    """A journal as kneecoach 0.1.0 wrote it."""
    old = header.model_copy(update={"schema_": 1}).model_dump_json(by_alias=True).encode()
    return b"".join(line + b"\n" for line in [old, *map(event_json, events)])


class Disk:
    """Stands in for the module `os` in a module under test. While `full`, a write gets halfway and fails."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module: ModuleType) -> None:
        self.full = False
        self.failures = 0
        monkeypatch.setattr(module, "os", self)

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def write(self, descriptor: int, data: bytes) -> int:
        """`os.write`, which fails with ENOSPC from the second call on while the disk is full."""
        if not self.full:
            return os.write(descriptor, data)
        if self.failures % 2 == 0 and len(data) > 1:
            self.failures += 1
            return os.write(descriptor, data[: len(data) // 2])
        self.failures += 1
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class FailingCall:
    """Stands in for the module `os` in a module under test. One of its calls fails, this many times."""

    def __init__(
        self,
        monkeypatch: pytest.MonkeyPatch,
        module: ModuleType,
        call: str,
        *,
        times: int = 1,
        code: int = errno.EIO,
        path: Path | None = None,
    ) -> None:
        """`call` is a function of `os`, or `short-write`: one write of a part, and then one that fails.

        `open` fails only for writing, and only for writing to `path` if that is given. Reading goes on.
        """
        self._path = path
        self.times = times
        self.failed = 0
        self._call = call
        self._code = code
        self._was_short = False
        monkeypatch.setattr(module, "os", self)

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if self._call == "short-write" and name == "write":
            return self._write
        if name != self._call:
            return real

        def call(*args: Any, **named: Any) -> Any:
            is_spared = name == "open" and (
                not args[1] & (os.O_WRONLY | os.O_RDWR) or self._path not in {None, args[0]}
            )
            if self.failed >= self.times or is_spared:
                return real(*args, **named)
            self.failed += 1
            if name == "close":
                real(*args)
            raise OSError(self._code, os.strerror(self._code))

        return call

    def _write(self, descriptor: int, data: bytes) -> int:
        if self.failed >= self.times:
            return os.write(descriptor, data)
        if not self._was_short and len(data) > 1:
            self._was_short = True
            return os.write(descriptor, data[: len(data) // 2])
        self._was_short = False
        self.failed += 1
        raise OSError(self._code, os.strerror(self._code))
