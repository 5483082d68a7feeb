"""The lock on the live session, and the file beside it that says who holds it."""

from __future__ import annotations

import os
import platform
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kneecoach.journal import lock as lock_module
from kneecoach.journal.lock import BusySession, Holder, holder_words, read_holder, take_lock, who_holds
from kneecoach.paths import Paths
from tests.log.samples import STARTED, at_ten, folders


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders with nothing in them."""
    return folders(tmp_path)


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock_module, "TOLD_SECONDS", 0.0)


def a_holder(**changes: object) -> Holder:
    """This process, since ten o'clock."""
    fields = {"program": "kneecoach 0.1.0", "pid": os.getpid(), "host": platform.node(), "since": STARTED}
    return Holder.model_validate({**fields, **changes})


def a_dead_pid() -> int:
    """The id of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_whoever_has_it_is_named(paths: Paths) -> None:
    assert who_holds(paths, at_ten()) is None
    lock = take_lock(paths, at_ten())
    assert lock is not None
    assert take_lock(paths, at_ten(1)) is None
    assert read_holder(paths.journal_holder) == a_holder()
    who = f"process {os.getpid()} on {platform.node()[:40]}, since 10:00"
    assert who_holds(paths, at_ten(5)) == BusySession(f"Another kneecoach ({who})")
    lock.release()
    assert who_holds(paths, at_ten(5)) is None
    assert not paths.journal_holder.exists()
    lock.release()


def test_releasing_it_twice_takes_nothing_from_the_next_one(paths: Paths) -> None:
    first = take_lock(paths, at_ten())
    assert first is not None
    first.release()
    second = take_lock(paths, at_ten(1))
    first.release()
    assert take_lock(paths, at_ten(2)) is None
    assert paths.journal_holder.exists()
    assert second is not None
    second.release()


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_it_is_for_its_user_alone_whatever_the_umask(paths: Paths) -> None:
    before = os.umask(0)
    try:
        lock = take_lock(paths, at_ten())
    finally:
        os.umask(before)
    assert lock is not None
    for path in (paths.journal_holder, paths.journal_lock):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    lock.release()


def test_it_tells_whether_there_is_a_session_or_only_a_question_about_one(paths: Paths) -> None:
    lock = take_lock(paths, at_ten(), is_asking=True)
    assert lock is not None
    assert str(who_holds(paths, at_ten())).endswith(
        ") is open at a session that was cut off: go on with it there, or save or delete it."
    )
    lock.say(at_ten(5), is_asking=False)
    assert str(who_holds(paths, at_ten(5))).endswith(
        ", since 10:05) is in the middle of a session; finish that one first."
    )
    lock.release()


def test_the_file_of_an_older_kneecoach_tells_of_a_session(paths: Paths) -> None:
    lock = take_lock(paths, at_ten(), is_asking=True)
    assert lock is not None
    paths.journal_holder.write_text(a_holder().model_dump_json(exclude={"is_asking"}))
    assert who_holds(paths, at_ten()) == BusySession(f"Another kneecoach ({holder_words(a_holder(), STARTED)})")
    lock.release()


@pytest.mark.parametrize("content", [b"", b"\xff\x00", b"{", b'{"pid": "x"}', b"[]", b"null"])
def test_a_file_that_says_nothing_blocks_nobody(paths: Paths, content: bytes, _impatient: None) -> None:
    paths.journal_holder.write_bytes(content)
    assert who_holds(paths, at_ten()) is None
    lock = take_lock(paths, at_ten())
    assert lock is not None
    paths.journal_holder.write_bytes(content)
    assert who_holds(paths, at_ten()) == BusySession("Another kneecoach")
    lock.release()


def test_a_holder_that_is_slow_to_say_who_it_is_is_waited_for(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = take_lock(paths, at_ten())
    assert lock is not None
    words = paths.journal_holder.read_bytes()
    paths.journal_holder.unlink()
    waits = 0

    def sleep(_: float) -> None:
        nonlocal waits
        waits += 1
        if waits == 3:
            paths.journal_holder.write_bytes(words)

    monkeypatch.setattr(lock_module.time, "sleep", sleep)
    assert str(os.getpid()) in str(who_holds(paths, at_ten()))
    lock.release()


@pytest.mark.skipif(os.name != "posix", reason="elsewhere nobody is asked whether he lives")
def test_a_file_of_the_dead_blocks_nobody_and_names_nobody(paths: Paths, _impatient: None) -> None:
    dead = a_holder(pid=a_dead_pid())
    paths.journal_holder.write_text(dead.model_dump_json())
    assert who_holds(paths, at_ten()) is None
    lock = take_lock(paths, at_ten())
    assert lock is not None
    assert read_holder(paths.journal_holder) == a_holder()
    paths.journal_holder.write_text(dead.model_dump_json())  # as it is before the holder has written who it is
    assert who_holds(paths, at_ten()) == BusySession("Another kneecoach")
    lock.release()


def test_if_nobody_can_say_who_has_it_the_lock_still_holds(paths: Paths, _impatient: None) -> None:
    paths.journal_holder.mkdir()
    lock = take_lock(paths, at_ten())
    assert lock is not None
    assert who_holds(paths, at_ten()) == BusySession("Another kneecoach")
    lock.release()
    assert who_holds(paths, at_ten()) is None


@pytest.mark.parametrize(
    ("holder", "words"),
    [
        (a_holder(pid=7, host="laptop"), "process 7 on laptop, since 10:00"),
        (a_holder(pid=7, host="\x1b[31mlap\ntop"), "process 7 on [31mlap top, since 10:00"),
        (a_holder(pid=7, host=""), "process 7, since 10:00"),
        (a_holder(pid=7, host="h" * 99), f"process 7 on {'h' * 40}, since 10:00"),
        (a_holder(pid=7, host="h", since=STARTED - timedelta(days=1)), "process 7 on h, since Sat 21 Nov 10:00"),
        (
            a_holder(pid=7, host="h", since=STARTED - timedelta(days=365)),
            "process 7 on h, since Sat 22 Nov 2025 10:00",
        ),
        (a_holder(pid=7, host="h", since=datetime(2026, 11, 22, 8, 30, tzinfo=UTC)), "process 7 on h, since 09:30"),
    ],
)
def test_who_it_is_in_words(holder: Holder, words: str) -> None:
    assert holder_words(holder, at_ten(5).wall()) == words


def test_another_computers_process_may_live() -> None:
    assert a_holder(pid=a_dead_pid(), host="elsewhere").may_live
    assert a_holder(pid=0).may_live
