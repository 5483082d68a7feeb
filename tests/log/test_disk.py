"""A disk that fails: at each system call, for a while or for good. What was saved stays as it is."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach import files as files_module
from kneecoach.errors import KneecoachError
from kneecoach.journal import file as file_module
from kneecoach.journal import journal as journal_module
from kneecoach.journal.begin import CannotRecord, begin
from kneecoach.journal.journal import start_journal
from kneecoach.journal.leftover import find_leftover
from kneecoach.journal.reading import parse_journal
from kneecoach.journal.recorder import SavedRecord, SessionRecorder
from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from kneecoach.session.options import Options
from tests.helpers import Visit, a_plan, walk
from tests.journal.test_journal import ONE_OF_EACH, wait_for
from tests.log.samples import DEVICE, FailingCall, a_header, a_record, at_ten, folders, journal_bytes, the_record

PLAN = a_plan(walk(2, 3, sets=1))

CALLS = ["open", "lseek", "read", "write", "short-write", "fsync", "ftruncate", "close"]
"""What an append asks of the system."""

posix = pytest.mark.skipif(os.name != "posix", reason="what is open cannot be taken away on Windows")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders with nothing in them."""
    return folders(tmp_path)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What failed is tried again at once."""
    monkeypatch.setattr(journal_module, "RETRY_SECONDS", 0.01)


def own_file(paths: Paths) -> Path:
    """The file that DEVICE writes."""
    return paths.log_dir / f"{DEVICE}.jsonl"


def lines(paths: Paths) -> list[Record]:
    """The lines of that file that are whole records."""
    return list(Store(paths).read().records)


TRIES = st.lists(
    st.tuples(st.sampled_from(CALLS), st.integers(0, 3), st.sampled_from([errno.EIO, errno.ENOSPC, errno.EDQUOT])),
    max_size=6,
)


@given(tries=TRIES, torn=st.booleans())
def test_whatever_fails_the_log_s_bytes_before_are_a_prefix_of_those_after(
    tries: list[tuple[str, int, int]], torn: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as monkeypatch:
        paths = folders(Path(folder))
        store = Store(paths)
        store.append(a_record(1))
        if torn:
            with own_file(paths).open("ab") as file:
                file.write(b'{"schema": 1, "ty')
        saved = [a_record(1)]
        for number, (call, times, code) in enumerate(tries, start=2):
            before = own_file(paths).read_bytes()
            record = a_record(number, days=number)
            FailingCall(monkeypatch, files_module, call, times=times, code=code)
            try:
                store.append(record)
                failed = False
            except KneecoachError as error:
                failed = True
                assert "\n" not in str(error)
            monkeypatch.setattr(files_module, "os", os)
            after = own_file(paths).read_bytes()
            assert after.startswith(before)
            if failed:
                store.append_once(record, at_ten())
                assert own_file(paths).read_bytes().startswith(before)
            saved.append(record)
            assert lines(paths) == saved, "each record once, whatever failed before"


@posix
@pytest.mark.parametrize("call", ["open", "write", "short-write", "fsync"])
def test_a_failed_append_leaves_the_file_as_it_was(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    store = Store(paths)
    store.append(a_record(1))
    before = own_file(paths).read_bytes()
    FailingCall(monkeypatch, files_module, call)
    with pytest.raises(KneecoachError, match="Input/output error"):
        store.append(a_record(2, days=1))
    assert own_file(paths).read_bytes() == before


def test_an_append_that_is_interrupted_leaves_no_half_line(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(paths)
    store.append(a_record(1))
    before = own_file(paths).read_bytes()

    class Interrupting:
        def __getattr__(self, name: str) -> Any:
            return getattr(os, name)

        def write(self, descriptor: int, data: bytes) -> int:
            os.write(descriptor, data[:100])
            raise KeyboardInterrupt

    monkeypatch.setattr(files_module, "os", Interrupting())
    with pytest.raises(KeyboardInterrupt):
        store.append(a_record(2, days=1))
    assert own_file(paths).read_bytes() == before


def test_half_a_line_that_cannot_be_taken_back_hides_nothing(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the records before it nor the one after it."""
    store = Store(paths)
    store.append(a_record(1))

    class Failing(FailingCall):
        def ftruncate(self, descriptor: int, size: int) -> None:
            raise OSError(errno.EIO, "Input/output error")

    Failing(monkeypatch, files_module, "short-write")
    with pytest.raises(KneecoachError):
        store.append(a_record(2, days=1))
    monkeypatch.setattr(files_module, "os", os)
    store.append(a_record(3, days=2))
    assert lines(paths) == [a_record(1), a_record(3, days=2)]
    assert [problem.line for problem in store.read().problems] == [2]


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
    """The system may have dropped the pages, and says so only once."""
    journal = start_journal(paths.journal, a_header())
    journal.append(ONE_OF_EACH[:3])
    assert journal.flush()
    before = paths.journal.stat().st_ino
    with paths.journal.open("rb"):  # so that its number is not given to the next file
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
def test_a_folder_that_was_taken_away_is_made_again(paths: Paths) -> None:
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
@pytest.mark.parametrize("longer", [True, False])
def test_a_file_that_somebody_puts_in_the_journal_s_place_is_kept_aside(paths: Paths, longer: bool) -> None:
    journal = start_journal(paths.journal, a_header())
    assert journal.flush()
    theirs = b"somebody's\n" * (5000 if longer else 1)
    (paths.state / "new").write_bytes(theirs)
    (paths.state / "new").replace(paths.journal)
    journal.append(ONE_OF_EACH)
    assert journal.flush()
    journal.close()
    assert paths.journal.read_bytes() == journal_bytes(a_header(), ONE_OF_EACH)
    assert theirs in (paths.state / "live.bad").read_bytes()


def a_visit() -> Visit:
    """A whole session."""
    visit = Visit(PLAN)
    visit.finish()
    return visit


def fail_everything(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Nothing can be opened for writing any more; what is returned makes it well again."""
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


def test_a_log_that_can_no_longer_be_written_is_said_in_mid_session(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not only at its end: the journal may be on another disk."""
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


@posix
@pytest.mark.parametrize("call", CALLS)
def test_a_save_that_fails_anywhere_is_one_record_when_it_is_tried_again(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    Store(paths).append(a_record(1, days=-1))
    visit, recorder = a_visit(), begin(paths, PLAN, Options(), at_ten())
    recorder.append(visit.events)
    assert recorder._journal is not None
    recorder._journal.close()  # its thread looks at the log too
    failing = FailingCall(monkeypatch, files_module, call, times=1)
    try:
        recorder.save(visit.state, at_ten(30))
        assert call == "ftruncate"
    except KneecoachError:
        assert failing.failed
        assert paths.journal.exists()
        monkeypatch.setattr(files_module, "os", os)
        recorder.save(visit.state, at_ten(45))
    expected = the_record(a_header(PLAN, id=recorder.header.id), visit.state)
    assert lines(paths) == [a_record(1, days=-1), expected], "saved at the instant of the first try"
    assert own_file(paths).read_bytes().count(b"\n") == 2
    assert find_leftover(paths, at_ten(60)) is None


@posix
def test_a_record_that_was_written_although_it_failed_is_not_saved_again_by_resume(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit, recorder = a_visit(), begin(paths, PLAN, Options(), at_ten())
    recorder.append(visit.events)
    assert recorder._journal is not None
    recorder._journal.close()  # its thread looks at the log too
    FailingCall(monkeypatch, files_module, "close")
    with pytest.raises(KneecoachError):
        recorder.save(visit.state, at_ten(30))
    recorder.close()
    monkeypatch.setattr(files_module, "os", os)
    assert not isinstance(find_leftover(paths, at_ten(60)), SavedRecord)
    assert len(lines(paths)) == 1
    assert own_file(paths).read_bytes().count(b"\n") == 1
