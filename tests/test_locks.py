"""Locks on a file system that has none, and locks that cannot be taken: one sentence says so, at once."""

from __future__ import annotations

import errno
import os
import platform
import subprocess
import sys
import threading
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kneecoach import files as files_module
from kneecoach.errors import KneecoachError
from kneecoach.health.repair import RepairFailed, repair
from kneecoach.journal import lock as lock_module
from kneecoach.journal.begin import CannotRecord, begin
from kneecoach.journal.lock import BusySession, SessionLock, take_or_name, who_holds
from kneecoach.locks import held, take
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from kneecoach.session.options import Options
from tests.cli.program import ROOT, environment
from tests.helpers import a_plan, walk
from tests.log.samples import a_record, at_ten, folders, two_sessions

pytestmark = pytest.mark.skipif(os.name != "posix", reason="flock and rights are of POSIX")

PLAN = a_plan(walk(2, 3))

WITHOUT_FLOCK = """
import errno, fcntl
def flock(descriptor, operation):
    raise OSError(errno.ENOSYS, "Function not implemented")
fcntl.flock = flock
from kneecoach.cli import main
main()
"""
"""The program on a file system without flock, like some network folders."""


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Empty folders."""
    return folders(tmp_path)


def without_flock(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program on such a file system."""
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_FLOCK, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=environment(data),
        cwd=ROOT,
        timeout=20,
        check=False,
    )


def test_without_flock_nothing_is_said_and_everything_is_locked(tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = without_flock(data, "start", "--json", "--yes", "--mute", "--speed", "10000")
    assert done.returncode == 0
    assert "flock" not in done.stderr
    assert "Warning" not in done.stderr
    done = without_flock(data, "edit", "last", "--pain-after", "3")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(Store(folders_of(data)).read().records) == 1


def folders_of(data: Path) -> Paths:
    """The folders inside a data folder."""
    return Paths(data, data / "config", data / "state")


def test_without_flock_a_lock_is_held_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def flock(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr(fcntl, "flock", flock)
    first = take(tmp_path / "live.lock")
    assert first is not None
    assert take(tmp_path / "live.lock") is None
    with pytest.raises(KneecoachError, match="busy"), held(tmp_path / "live.lock", 0.0, "busy"):
        pass
    first.release()
    again = take(tmp_path / "live.lock")
    assert again is not None
    again.release()


class NotOurs:
    """Stands in for the module `os` in a module under test: one path belongs to somebody else."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module: ModuleType, path: Path) -> None:
        self._path = os.fspath(path)
        monkeypatch.setattr(module, "os", self)

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def open(self, path: Any, *arguments: Any) -> int:
        """`os.open`, which fails for that path, though root may open anything."""
        if os.fspath(path) == self._path:
            raise PermissionError(errno.EACCES, "Permission denied", self._path)
        return os.open(path, *arguments)


@pytest.mark.parametrize("how", ["somebody else's", "a folder", "a link"])
def test_a_log_that_cannot_be_locked_is_told_before_the_session(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    if how == "a folder":
        paths.log_lock.mkdir()
    elif how == "a link":
        paths.log_lock.symlink_to(paths.state / "elsewhere")
    else:
        paths.log_lock.touch()
        NotOurs(monkeypatch, files_module, paths.log_lock)
    with pytest.raises(CannotRecord) as refused:
        begin(paths, PLAN, Options(), at_ten())
    assert str(refused.value).startswith(f"{paths.log_lock}: cannot be locked: ")
    recorder = begin(paths, PLAN, Options(), at_ten(), in_memory=True)
    assert str(refused.value) == recorder.problem
    recorder.close()


def test_a_log_lock_that_can_be_taken_is_left_as_it_is(paths: Paths) -> None:
    paths.log_lock.write_bytes(b"")
    begin(paths, PLAN, Options(), at_ten()).discard()
    Store(paths).append(a_record(1))


def test_a_repair_that_cannot_lock_the_log_says_so_and_mends_the_rest(tmp_path: Path) -> None:
    paths = two_sessions(tmp_path)
    own = Store(paths).own_file()
    own.chmod(0o644)
    paths.log_lock.unlink(missing_ok=True)
    paths.log_lock.mkdir()
    with pytest.raises(RepairFailed, match=r"log.lock: cannot be locked: "):
        repair(paths)
    assert own.stat().st_mode & 0o777 == 0o600


def test_another_program_that_only_checks_whether_it_is_free_does_not_stop_a_session(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often the other looks: a session starts all the same."""
    really, looks = lock_module.take, [True] * 7

    def take_in_vain(path: Path) -> Any:
        return None if path == paths.journal_lock and looks and looks.pop() else really(path)

    monkeypatch.setattr(lock_module, "take", take_in_vain)
    begin(paths, PLAN, Options(), at_ten()).discard()
    assert looks == []


def test_whoever_asks_at_the_same_moment_gets_a_session_or_is_told_who_has_it(paths: Paths) -> None:
    """Eight ask at once, while others only look: one gets it, and the others are told which program that is."""
    start = threading.Barrier(12)
    got: list[object] = []

    def ask() -> None:
        start.wait()
        got.append(take_or_name(paths, at_ten()))

    def look() -> None:
        start.wait()
        for _ in range(20):
            who_holds(paths, at_ten())

    threads = [threading.Thread(target=target) for target in [ask] * 8 + [look] * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (lock,) = [found for found in got if isinstance(found, SessionLock)]
    assert {found.by for found in got if isinstance(found, BusySession)} == {
        f"Another kneecoach (process {os.getpid()} on {platform.node()[:40]}, since 10:00)"
    }
    lock.release()
