"""Which sessions cannot be continued, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kneecoach.errors import KneecoachError
from kneecoach.journal.begin import begin
from kneecoach.journal.lock import take_lock
from kneecoach.journal.reading import Unreadable, read_journal
from kneecoach.log.going_on import left_of, why_not
from kneecoach.paths import Paths
from kneecoach.session.commands import SkipSet
from kneecoach.session.events import Status
from kneecoach.session.options import Options
from tests.half_done import MINI, after_two_of_three, first_part, go_on, paths_with_mini, the_plan
from tests.helpers import Visit
from tests.log.samples import a_record, at_ten


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return paths_with_mini(tmp_path)


LATER = {"entered": "later", "schema": 2, "ended_at": None, "active_seconds": None, "paused_seconds": None}


@pytest.mark.parametrize(
    ("changes", "hours", "why"),
    [
        ({}, 11.9, ""),
        ({}, 12.6, "This session ended more than 12 hours ago: start a new one instead."),
        ({"speed": 60.0}, 1, "This was a rehearsal: start a session instead."),
        ({"status": Status.COMPLETED}, 1, "This session is completed: no set is left."),
        (LATER, 1, "This session was entered later: `e` says what was done in a set."),
        ({"schema": 9}, 1, "This session was saved by a newer kneecoach and is left as it is."),
    ],
)
def test_some_sessions_cannot_be_continued(changes: dict[str, Any], hours: float, why: str) -> None:
    assert why_not(a_record(**changes), at_ten(60 * hours).wall()) == why


def test_nor_can_one_whose_sets_were_all_skipped(paths: Paths) -> None:
    recorder = begin(paths, the_plan(paths), Options(), at_ten())
    visit = Visit(the_plan(paths))
    for _ in the_plan(paths).sets:
        visit.do(SkipSet())
    recorder.append(visit.events)
    record = recorder.save(visit.state, at_ten(5)).record
    assert left_of(record) == ()
    with pytest.raises(KneecoachError, match="No set of this session is left"):
        go_on(paths, record)


def test_a_routine_that_was_changed_since_is_not_what_was_left(paths: Paths) -> None:
    record = first_part(paths, after_two_of_three)
    for changed in (MINI.replace("hold = 5", "hold = 6"), MINI.replace("sets = 2", "sets = 1")):
        (paths.routines_dir / "mini.toml").write_text(changed)
        with pytest.raises(KneecoachError, match="Mini has been changed since"):
            go_on(paths, record)
    (paths.routines_dir / "mini.toml").write_text(MINI.replace("rest = 10", "rest = 20"))
    go_on(paths, record).recorder.discard()


def test_nothing_can_be_continued_while_another_session_is_live(paths: Paths) -> None:
    record = first_part(paths, after_two_of_three)
    lock = take_lock(paths, at_ten())
    assert lock is not None
    with pytest.raises(KneecoachError, match="in the middle of a session"):
        go_on(paths, record)
    lock.release()
    begin(paths, the_plan(paths), Options(), at_ten()).close()
    with pytest.raises(KneecoachError, match="still unfinished"):
        go_on(paths, record)


def test_an_older_kneecoach_leaves_its_journal_alone(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise it would save the second half as if it were the whole."""
    record = first_part(paths, after_two_of_three)
    go_on(paths, record).recorder.close()
    monkeypatch.setattr("kneecoach.journal.reading.MAX_SCHEMA", 2)
    with pytest.raises(Unreadable, match="by a newer kneecoach"):
        read_journal(paths.journal)
