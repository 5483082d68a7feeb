"""A disk that fails while the log is written, at each system call, for a while or for good."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach import files as files_module
from kneecoach.errors import KneecoachError
from kneecoach.journal import journal as journal_module
from kneecoach.journal.begin import begin
from kneecoach.journal.leftover import find_leftover
from kneecoach.journal.recorder import SavedRecord
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from kneecoach.session.options import Options
from tests.log.disks import PLAN, a_visit, lines, own_file, posix
from tests.log.samples import FailingCall, a_header, a_record, at_ten, folders, the_record

CALLS = ["open", "lseek", "read", "write", "short-write", "fsync", "ftruncate", "close"]
"""The system calls of an append."""


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders with nothing in them."""
    return folders(tmp_path)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Failed writes are tried again at once."""
    monkeypatch.setattr(journal_module, "RETRY_SECONDS", 0.01)


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
    """It hides neither the records before it nor the one after it."""
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
