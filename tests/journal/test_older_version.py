"""What version 0.1.0 itself left on disk is read: its log, and a session that was cut off."""

from __future__ import annotations

import shutil
from pathlib import Path

from kneecoach.journal.leftover import find_leftover
from kneecoach.log.store import Store
from kneecoach.opening import open_leftover
from kneecoach.paths import Paths
from kneecoach.session.commands import Resume
from kneecoach.session.events import Outcome, Status
from kneecoach.session.plan import Side
from tests.clocks import FakeClock
from tests.helpers import follow
from tests.log.samples import folders

FILES = Path(__file__).parent / "version_0_1_0"


def with_files(tmp_path: Path) -> Paths:
    """Folders with a log and a journal of version 0.1.0: cut off on the right in a band walk, after 12 steps."""
    paths = folders(tmp_path)
    paths.log_dir.mkdir(parents=True)
    shutil.copy(FILES / "log.jsonl", paths.log_dir / "vm-ff1e24.jsonl")
    shutil.copy(FILES / "live.jsonl", paths.journal)
    return paths


def test_a_session_that_version_0_1_0_saved_is_read(tmp_path: Path) -> None:
    log = Store(with_files(tmp_path)).read()
    assert log.problems == ()
    (record,) = log.records
    assert (record.status, record.speed, len(record.sets)) == (Status.COMPLETED, 1000.0, 26)
    assert all(done.outcome is Outcome.COMPLETED for done in record.sets)


def test_a_session_that_version_0_1_0_began_is_resumed_and_ends_in_a_record(tmp_path: Path) -> None:
    paths = with_files(tmp_path)
    clock = FakeClock()
    found = find_leftover(paths, clock)
    assert isinstance(found, tuple)
    leftover, lock = found
    opened = open_leftover(paths, leftover, lock, clock)
    opened.runner.bring_back(leftover.last_instant)
    state = opened.runner.state
    assert (state.planned.exercise.id, state.planned.set, state.planned.side) == (
        "lateral-band-walk",
        1,
        Side.RIGHT,
    )
    assert (state.reps, state.total_reps) == (12, 32)
    opened.runner.send(Resume())
    done, _ = follow(opened.runner.state)
    assert (done.is_over, done.status) == (True, Status.COMPLETED)
    opened.runner.end(opened.runner.now())
    record = opened.recorder.save(opened.runner.state, clock).record
    assert record.routine.id == "knee-relief"
    assert sum(done.reps for done in record.sets) == 32
