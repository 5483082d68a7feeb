"""Keeping a live session: the lock, saving exactly once, and what is left over."""

from __future__ import annotations

import errno
import os
import platform
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kneecoach import files as files_module
from kneecoach.errors import KneecoachError
from kneecoach.journal.begin import begin
from kneecoach.journal.leftover import find_leftover
from kneecoach.journal.lock import BUSY, BusySession, take_lock
from kneecoach.journal.reading import read_journal
from kneecoach.journal.record_of import fold
from kneecoach.journal.recorder import SavedRecord, SessionRecorder, reopen
from kneecoach.log.deletion import delete
from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.opening import end_leftover, open_leftover, open_new
from kneecoach.paths import Paths
from kneecoach.routine.library import load_routine
from kneecoach.session.commands import EndSession
from kneecoach.session.events import Interrupted, Outcome, SessionResumed, Status
from kneecoach.session.options import Options
from kneecoach.session.plan import Pace, Side
from tests.helpers import Visit, a_plan, walk
from tests.journal.test_journal import wait_for
from tests.log.samples import DEVICE, STARTED, Disk, a_header, at_ten, folders, journal_bytes, the_record

PLAN = a_plan(tuple(replace(s, exercise=replace(s.exercise, load=True)) for s in walk(2, 3, sets=1)))
"""Band walks that take a load."""


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders with nothing in them."""
    return folders(tmp_path)


def a_visit(reps: int | None = None, discard: bool = False) -> Visit:
    """A session at its end, or ended (or discarded) after this many steps."""
    visit = Visit(PLAN)
    if reps is None:
        visit.finish()
    else:
        visit.until_work(0, reps)
        visit.do(EndSession(discard))
    return visit


def kept(paths: Paths, visit: Visit, options: Options | None = None) -> SessionRecorder:
    """A recorder with the events of a visit that began at `STARTED`."""
    recorder = begin(paths, PLAN, options or Options(), at_ten())
    recorder.append(visit.events)
    return recorder


def log_lines(paths: Paths) -> list[Record]:
    """Every line of this device's file."""
    path = paths.log_dir / f"{DEVICE}.jsonl"
    return [Record.model_validate_json(line) for line in path.read_bytes().splitlines()] if path.exists() else []


def is_free(paths: Paths) -> bool:
    """Whether nobody holds the live session."""
    lock = take_lock(paths, at_ten())
    if lock is not None:
        lock.release()
    return lock is not None


def test_saving_writes_one_record_and_lets_the_journal_go(paths: Paths) -> None:
    visit = a_visit()
    recorder = kept(paths, visit)
    assert not is_free(paths)
    saved = recorder.save(visit.state, at_ten(30))
    assert log_lines(paths) == [saved.record]
    assert saved.record == the_record(a_header(PLAN, id=recorder.header.id), visit.state)
    assert saved.path == paths.log_dir / f"{DEVICE}.jsonl"
    assert not paths.journal.exists()
    assert is_free(paths)
    recorder.close()
    assert find_leftover(paths, at_ten(31)) is None
    assert len(log_lines(paths)) == 1


def test_what_was_chosen_before_is_in_the_record(paths: Paths) -> None:
    visit = a_visit()
    options = Options(speed=60.0, loads=(("band-walk", 3.0),), pain_before=2, side=Side.RIGHT, pace=Pace.SELF)
    options = replace(options, knee=Side.LEFT)
    recorder = kept(paths, visit, options)
    state = fold(recorder.header, visit.events)
    record = recorder.save(state, at_ten(30)).record
    assert (record.speed, record.pain.before, record.started_at) == (60.0, 2, STARTED)
    assert record.knee is Side.LEFT
    assert [s.load_kg for s in record.sets] == [3.0, 3.0]
    assert (recorder.header.first_side, recorder.header.first_state().pace) == (Side.RIGHT, Pace.SELF)


def test_only_one_session_at_a_time(paths: Paths) -> None:
    recorder = kept(paths, a_visit(reps=1))
    with pytest.raises(KneecoachError, match="Another kneecoach") as refused:
        begin(paths, PLAN, Options(), at_ten())
    who = f"process {os.getpid()} on {platform.node()[:40]}, since 10:00"
    assert str(refused.value) == f"Another kneecoach ({who}) {BUSY}"
    assert find_leftover(paths, at_ten()) == BusySession(f"Another kneecoach ({who})"), "it is nobody else's"
    recorder.close()


def test_one_left_over_comes_first(paths: Paths) -> None:
    visit = Visit(PLAN)
    kept(paths, visit).close()
    before = paths.journal.read_bytes()
    with pytest.raises(KneecoachError, match="kneecoach resume"):
        begin(paths, PLAN, Options(), at_ten())
    assert paths.journal.read_bytes() == before
    assert is_free(paths)


def test_one_cut_off_is_found_with_its_lock(paths: Paths) -> None:
    visit = Visit(PLAN)
    visit.until_work(0, reps=2)
    kept(paths, visit).close()
    found = find_leftover(paths, at_ten(5))
    assert isinstance(found, tuple)
    leftover, lock = found
    assert leftover.events == tuple(visit.events)
    assert fold(leftover.header, leftover.events) == visit.state
    assert not is_free(paths)
    assert isinstance(find_leftover(paths, at_ten(5)), BusySession)
    lock.release()
    assert log_lines(paths) == []


def test_one_that_the_user_is_asked_about_is_no_session_until_it_is_resumed(paths: Paths) -> None:
    kept(paths, Visit(PLAN)).close()
    found = find_leftover(paths, at_ten(5), is_asking=True)
    assert isinstance(found, tuple)
    busy = find_leftover(paths, at_ten(6))
    assert isinstance(busy, BusySession)
    assert busy.is_asking
    resumed = open_leftover(paths, *found, at_ten(7))
    busy = find_leftover(paths, at_ten(8))
    assert isinstance(busy, BusySession)
    assert not busy.is_asking
    resumed.recorder.close()


def test_nothing_is_saved_twice_after_a_crash_before_the_journal_went(paths: Paths) -> None:
    visit = a_visit()
    recorder = kept(paths, visit)
    saved = recorder.save(visit.state, at_ten(30))
    paths.journal.write_bytes(journal_bytes(recorder.header, visit.events))  # as if the power had failed in between
    assert find_leftover(paths, at_ten(60)) is None
    assert log_lines(paths) == [saved.record]
    assert not paths.journal.exists()
    assert is_free(paths)


def test_one_that_was_saved_and_deleted_since_is_not_saved_again(paths: Paths) -> None:
    visit = a_visit()
    recorder = kept(paths, visit)
    saved = recorder.save(visit.state, at_ten(30))
    paths.journal.write_bytes(journal_bytes(recorder.header, visit.events))
    delete(Store(paths), saved.record.id, at_ten(40))
    assert find_leftover(paths, at_ten(60)) is None
    assert [line.rev for line in Store(paths).lines([])] == [1, 2]
    assert not paths.journal.exists()


@pytest.mark.parametrize("reps", [None, 1])
def test_one_that_ended_but_was_not_saved_is_saved(paths: Paths, reps: int | None) -> None:
    visit = a_visit(reps)
    recorder = kept(paths, visit)
    recorder.close()
    assert log_lines(paths) == []
    assert isinstance(find_leftover(paths, at_ten(30)), SavedRecord)
    assert log_lines(paths) == [the_record(a_header(PLAN, id=recorder.header.id), visit.state)]
    assert log_lines(paths)[0].status is (Status.COMPLETED if reps is None else Status.PARTIAL)
    assert not paths.journal.exists()
    assert is_free(paths)


def test_one_that_was_discarded_goes(paths: Paths) -> None:
    kept(paths, a_visit(1, discard=True)).close()
    assert find_leftover(paths, at_ten(30)) is None
    assert log_lines(paths) == []
    assert not paths.journal.exists()
    assert is_free(paths)


def test_discarding_leaves_nothing(paths: Paths) -> None:
    recorder = kept(paths, a_visit(1, discard=True))
    recorder.discard()
    assert not paths.journal.exists()
    assert log_lines(paths) == []
    assert is_free(paths)


def test_a_damaged_one_is_reported_and_blocks_nothing(paths: Paths) -> None:
    paths.journal.write_bytes(b"junk\n")
    with pytest.raises(KneecoachError, match="damaged"):
        find_leftover(paths, at_ten())
    assert is_free(paths)
    begin(paths, PLAN, Options(), at_ten()).close()


@pytest.mark.parametrize("reopened", [False, True])
def test_if_a_damaged_one_cannot_be_set_aside_that_is_said(
    paths: Paths, reopened: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = Visit(PLAN)
    paths.journal.write_bytes(journal_bytes(a_header(PLAN), visit.events) + b"torn" if reopened else b"junk\n")
    before = paths.journal.read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "rename", refuse)
    monkeypatch.setattr(files_module, "append", refuse)
    with pytest.raises(KneecoachError) as refused:
        found = find_leftover(paths, at_ten())
        assert found is not None
        try:
            reopen(paths, *found)
        finally:
            found[1].release()
    assert str(paths.state) in str(refused.value)
    assert paths.journal.read_bytes() == before


def test_a_save_that_fails_can_be_tried_again(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = a_visit()
    recorder = kept(paths, visit)
    assert wait_for(lambda: recorder.is_on_disk)
    disk = Disk(monkeypatch, files_module)
    disk.full = True
    with pytest.raises(KneecoachError, match="No space left on device"):
        recorder.save(visit.state, at_ten(30))
    leftover = read_journal(paths.journal)
    assert leftover is not None
    assert leftover.events == tuple(visit.events)
    assert log_lines(paths) == []
    assert not is_free(paths)
    disk.full = False
    saved = recorder.save(visit.state, at_ten(31))
    assert log_lines(paths) == [saved.record]
    assert not paths.journal.exists()


def test_a_failed_save_of_a_leftover_leaves_it_for_later(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = a_visit()
    kept(paths, visit).close()
    disk = Disk(monkeypatch, files_module)
    disk.full = True
    with pytest.raises(KneecoachError, match="No space left on device"):
        find_leftover(paths, at_ten(30))
    assert is_free(paths)
    assert paths.journal.exists()
    disk.full = False
    assert isinstance(find_leftover(paths, at_ten(31)), SavedRecord)
    assert len(log_lines(paths)) == 1


def test_a_session_that_could_not_be_saved_does_not_begin(paths: Paths) -> None:
    paths.log_dir.write_text("not a folder")
    with pytest.raises(KneecoachError) as refused:
        begin(paths, PLAN, Options(), at_ten())
    assert str(paths.log_dir) in str(refused.value)
    assert not paths.journal.exists()
    assert is_free(paths)


def test_a_torn_tail_is_set_aside_when_it_goes_on(paths: Paths) -> None:
    visit = Visit(PLAN)
    visit.until_work(0, reps=2)
    paths.journal.write_bytes(journal_bytes(a_header(PLAN), visit.events) + b'{"at": 9.0, "ev')
    found = find_leftover(paths, at_ten(5))
    assert found is not None
    opened = open_leftover(paths, *found, at_ten(5))
    assert (paths.state / "live.bad").read_bytes() == b'{"at": 9.0, "ev'
    opened.runner.bring_back(found[0].last_instant)
    opened.recorder.close()
    again = read_journal(paths.journal)
    assert again is not None
    assert again.torn == b""
    assert fold(again.header, again.events) == opened.runner.state


def brought_back(paths: Paths, visit: Visit, minutes: float) -> Any:
    """A runner for a session that was cut off at the end of `visit`'s events, and found after this many minutes."""
    kept(paths, visit).close()
    found = find_leftover(paths, at_ten(minutes))
    assert found is not None
    return found, open_leftover(paths, *found, at_ten(minutes))


def test_brought_back_it_is_paused_at_the_rep(paths: Paths) -> None:
    visit = Visit(PLAN)
    visit.until_work(0, reps=2)
    cut = visit.events[-1].at
    assert cut == 5.0 + 2 * 2.0
    (leftover, _), opened = brought_back(paths, visit, minutes=5)
    assert leftover.last_instant == cut
    opened.runner.bring_back(cut)
    state = opened.runner.state
    assert state.paused is not None
    assert (state.index, state.reps, state.paused.since) == (0, 2, cut)
    assert opened.runner.now() == 300.0, "the session's axis went on while the program did not run"
    opened.recorder.close()
    again = read_journal(paths.journal)
    assert again is not None
    said = [e for e in again.events if isinstance(e, Interrupted | SessionResumed)]
    assert [type(e) for e in said] == [Interrupted, SessionResumed]
    assert said[1] == SessionResumed(
        at=cut, index=0, exercise="band-walk", set=1, side=Side.LEFT, reps=2, total_reps=2
    )


def test_a_clock_set_back_meanwhile_never_turns_the_axis_back(paths: Paths) -> None:
    visit = Visit(PLAN)
    visit.until_work(0, reps=2)
    _, opened = brought_back(paths, visit, minutes=-60)
    assert opened.runner.now() == visit.events[-1].at
    opened.recorder.close()


def test_one_cut_off_can_be_saved_as_it_is(paths: Paths) -> None:
    visit = Visit(PLAN)
    visit.until_work(0, reps=2)
    kept(paths, visit).close()
    found = find_leftover(paths, at_ten(5))
    assert found is not None
    saved = end_leftover(paths, *found, at_ten(5))
    assert log_lines(paths) == [saved.record]
    assert [(s.outcome, s.reps) for s in saved.record.sets] == [(Outcome.COMPLETED, 2), (Outcome.SKIPPED, 0)]
    assert (saved.record.status, saved.record.active_seconds) == (Status.PARTIAL, 9.0)
    assert not paths.journal.exists()
    assert is_free(paths)


def test_a_session_of_the_routine_is_opened_with_its_plan(paths: Paths) -> None:
    opened = open_new(paths, load_routine(paths, "knee-relief"), Options(side=Side.RIGHT), at_ten())
    assert len(opened.runner.state.plan.sets) == 26
    assert opened.runner.state.plan.sets[0].side is Side.RIGHT
    opened.recorder.discard()
