"""A disk that fails under a session: its journal, its folders, its lock and the device's name."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kneecoach import files as files_module
from kneecoach.errors import KneecoachError
from kneecoach.journal import file as file_module
from kneecoach.journal import journal as journal_module
from kneecoach.journal.begin import CannotRecord, begin
from kneecoach.journal.journal import start_journal
from kneecoach.journal.reading import parse_journal
from kneecoach.journal.recorder import SessionRecorder
from kneecoach.paths import Paths
from kneecoach.session.options import Options
from tests.helpers import Visit
from tests.journal.test_journal import ONE_OF_EACH, wait_for
from tests.log.disks import PLAN, a_visit, lines, own_file, posix
from tests.log.samples import FailingCall, a_header, at_ten, folders, journal_bytes


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders with nothing in them."""
    return folders(tmp_path)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Failed writes are tried again at once."""
    monkeypatch.setattr(journal_module, "RETRY_SECONDS", 0.01)


@posix
@pytest.mark.parametrize("call", ["open", "write", "short-write", "fsync", "ftruncate", "close"])
@pytest.mark.parametrize("times", [1, 4])
def test_a_journal_that_fails_somewhere_is_whole_in_the_end(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, call: str, times: int
) -> None:
    journal = start_journal(paths.journal, a_header())
    journal.append(ONE_OF_EACH[:3])
    assert journal.flush()
    failing = FailingCall(monkeypatch, file_module, call, times=times)
    monkeypatch.setattr(files_module, "os", failing)
    journal.append(ONE_OF_EACH[3:6])
    assert wait_for(lambda: failing.failed == times)
    assert journal.flush()
    journal.append(ONE_OF_EACH[6:])
    journal.close()
    assert paths.journal.read_bytes() == journal_bytes(a_header(), ONE_OF_EACH)
    assert [path.name for path in paths.state.iterdir() if path.suffix == ".tmp"] == []


@posix
def test_after_a_failed_fsync_all_of_it_is_written_to_a_new_file(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system may have dropped the pages, and reports that only once."""
    journal = start_journal(paths.journal, a_header())
    journal.append(ONE_OF_EACH[:3])
    assert journal.flush()
    before = paths.journal.stat().st_ino
    with paths.journal.open("rb"):  # so that its inode number is not given to the next file
        FailingCall(monkeypatch, file_module, "fsync")
        journal.append(ONE_OF_EACH[3:])
        assert wait_for(lambda: journal.is_whole)
        assert paths.journal.stat().st_ino != before
    journal.close()
    assert paths.journal.read_bytes() == journal_bytes(a_header(), ONE_OF_EACH)


@posix
def test_a_rename_that_fails_leaves_the_journal_and_is_tried_again(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = start_journal(paths.journal, a_header())
    journal.append(ONE_OF_EACH[:3])
    assert journal.flush()
    stands, refused, real = threading.Event(), threading.Event(), Path.replace

    def replace(path: Path, target: Path) -> Path:
        if not stands.is_set():
            refused.set()
            raise OSError(errno.EIO, "Input/output error")
        return real(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    FailingCall(monkeypatch, file_module, "fsync")
    journal.append(ONE_OF_EACH[3:])
    assert refused.wait(2.0)
    assert parse_journal(paths.journal) is not None
    assert paths.journal.read_bytes().startswith(journal_bytes(a_header(), ONE_OF_EACH[:3]))
    stands.set()
    assert journal.flush()
    journal.close()
    assert paths.journal.read_bytes() == journal_bytes(a_header(), ONE_OF_EACH)


def a_file_in_its_place(folder: Path) -> None:
    """Put a file in a folder's place."""
    shutil.rmtree(folder)
    folder.write_text("not a folder")


@posix
def test_a_removed_folder_is_made_again(paths: Paths) -> None:
    journal = start_journal(paths.journal, a_header())
    journal.append(ONE_OF_EACH[:3])
    assert journal.flush()
    shutil.rmtree(paths.state)
    journal.append(ONE_OF_EACH[3:])
    assert journal.flush()
    journal.close()
    assert paths.journal.read_bytes() == journal_bytes(a_header(), ONE_OF_EACH)
    assert paths.state.stat().st_mode & 0o777 == 0o700


@posix
def test_a_file_in_the_folder_s_place_is_named_and_left(paths: Paths) -> None:
    journal = start_journal(paths.journal, a_header())
    assert journal.flush()
    a_file_in_its_place(paths.state)
    journal.append(ONE_OF_EACH)
    assert wait_for(lambda: journal.problem is not None)
    assert str(paths.state) in (journal.problem or "")
    assert paths.state.read_text() == "not a folder"
    paths.state.unlink()
    assert journal.flush()
    assert wait_for(lambda: journal.problem is None)
    journal.close()
    assert paths.journal.read_bytes() == journal_bytes(a_header(), ONE_OF_EACH)


@posix
@pytest.mark.parametrize("size", [11, 55_000, file_module.MAX_BYTES + 1])
def test_a_file_that_somebody_puts_in_the_journal_s_place_is_kept_aside(paths: Paths, size: int) -> None:
    journal = start_journal(paths.journal, a_header())
    assert journal.flush()
    theirs = b"somebody's\n"
    (paths.state / "new").write_bytes(theirs)
    os.truncate(paths.state / "new", size)
    (paths.state / "new").replace(paths.journal)
    journal.append(ONE_OF_EACH)
    assert journal.flush()
    journal.close()
    assert paths.journal.read_bytes() == journal_bytes(a_header(), ONE_OF_EACH)
    with (paths.state / "live.bad").open("rb") as aside:
        assert aside.read(len(theirs)) == theirs
        assert os.fstat(aside.fileno()).st_size == size


def fail_everything(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on, nothing can be opened for writing. Returns a function that ends this."""
    modules = [files_module, file_module]
    for module in modules:
        FailingCall(monkeypatch, module, "open", times=10**9, code=errno.EROFS)

    def mend() -> None:
        for module in modules:
            monkeypatch.setattr(module, "os", os)

    return mend


def begun(paths: Paths) -> SessionRecorder:
    """A session that could not be kept on disk as it began."""
    with pytest.raises(CannotRecord) as refused:
        begin(paths, PLAN, Options(), at_ten())
    assert "\n" not in str(refused.value)
    assert not paths.journal.exists()
    recorder = begin(paths, PLAN, Options(), at_ten(), in_memory=True)
    assert recorder.problem is not None
    return recorder


def test_a_session_may_begin_in_memory_and_is_on_disk_as_soon_as_it_can_be(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    mend = fail_everything(monkeypatch)
    visit, recorder = a_visit(), begun(paths)
    recorder.append(visit.events[:5])
    assert not recorder.is_on_disk
    mend()
    assert wait_for(lambda: recorder.is_on_disk)
    assert wait_for(lambda: recorder.problem is None)
    assert paths.journal.read_bytes() == journal_bytes(recorder.header, visit.events[:5])
    recorder.append(visit.events[5:])
    saved = recorder.save(visit.state, at_ten(30))
    assert lines(paths) == [saved.record]
    assert not paths.journal.exists()


def test_what_only_memory_has_is_offered_and_what_disk_has_is_not(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = Visit(PLAN)
    visit.until_work(0, reps=2)
    fine = begin(paths, PLAN, Options(), at_ten())
    fine.append(visit.events)
    fine.close()
    assert fine.only_in_memory(visit.state, visit.now, at_ten(5)) is None
    paths.journal.unlink()
    fail_everything(monkeypatch)
    recorder = begun(paths)
    recorder.append(visit.events)
    recorder.close()
    record = recorder.only_in_memory(visit.state, visit.now, at_ten(5))
    assert record is not None
    assert [s.reps for s in record.sets] == [2, 0]
    assert record.ended_at == at_ten(visit.now / 60).wall()


@posix
def test_a_session_whose_lock_cannot_be_taken_is_in_memory_and_saved_at_its_end(paths: Paths) -> None:
    paths.journal_lock.mkdir()
    visit, recorder = a_visit(), begun(paths)
    recorder.append(visit.events)
    assert not recorder.is_on_disk
    saved = recorder.save(visit.state, at_ten(30))
    assert lines(paths) == [saved.record]


@posix
def test_a_device_s_name_that_cannot_be_read_does_not_cost_the_session(paths: Paths) -> None:
    paths.device.unlink()
    paths.device.mkdir()
    visit, recorder = a_visit(), begun(paths)
    recorder.append(visit.events)
    saved = recorder.save(visit.state, at_ten(30))
    assert lines(paths) == [saved.record]
    assert saved.path.stem == saved.record.device
    assert paths.device.is_dir()


def test_a_device_s_name_that_could_not_be_written_is_kept_when_it_can_be(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths.device.unlink()
    mend = fail_everything(monkeypatch)
    visit, recorder = a_visit(), begun(paths)
    assert not paths.device.exists()
    mend()
    assert wait_for(lambda: recorder.problem is None)
    recorder.append(visit.events)
    saved = recorder.save(visit.state, at_ten(30))
    assert paths.device.read_text() == f"{saved.record.device}\n"
    assert [path.name for path in paths.log_dir.iterdir()] == [saved.path.name]


@pytest.mark.parametrize("which", ["data", "log_dir", "state"])
def test_a_file_in_a_folder_s_place_is_refused_at_the_start(tmp_path: Path, which: str) -> None:
    paths = Paths(tmp_path / "data", tmp_path / "config", tmp_path / "state")
    folder: Path = getattr(paths, which)
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file")
    with pytest.raises(KneecoachError, match="not a folder") as refused:
        begin(paths, PLAN, Options(), at_ten(), in_memory=True)
    assert not isinstance(refused.value, CannotRecord)
    assert folder.read_text() == "a file"


def test_a_log_that_can_no_longer_be_written_is_reported_mid_session(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said at once, not only at the end: the journal may be on another disk."""
    visit = a_visit()
    recorder = begin(paths, PLAN, Options(), at_ten())
    FailingCall(monkeypatch, files_module, "open", times=10**9, code=errno.EACCES, path=own_file(paths))
    recorder.append(visit.events[:3])
    assert wait_for(lambda: recorder.problem is not None)
    assert recorder.problem == f"{own_file(paths)}: the log cannot be written: Permission denied"
    assert recorder.is_on_disk
    monkeypatch.setattr(files_module, "os", os)
    assert wait_for(lambda: recorder.problem is None)
    recorder.append(visit.events[3:])
    recorder.save(visit.state, at_ten(30))
