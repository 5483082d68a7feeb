"""`start --json` and `resume --json` killed at any instant, once or more: nothing is lost, nothing invented."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kneecoach.session.events import RepCounted
from tests.cli.program import following, kneecoach
from tests.torture.aims import SECONDS, STATUSES, Blow, Told, blows, small_routine
from tests.torture.kept import (
    NOT_EVENTS,
    Kept,
    check_counted,
    check_nothing_lost,
    check_over,
    check_record,
    read_kept,
)
from tests.torture.options import Chance
from tests.torture.telling import Telling

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX")

SPEED = 60.0

START = ("start", "small", "--json", "--yes", "--mute", "--speed", f"{SPEED:g}")


@pytest.mark.torture(24)
def test_killed_it_loses_nothing(
    tmp_path: Path, chance: Chance, record_property: Callable[[str, object], None]
) -> None:
    small_routine(tmp_path)
    chain = blows(chance, SECONDS / SPEED)
    before, runs, extra = Kept(None, ()), list[list[Told]](), 0
    arguments = START
    for blow in (*chain, None):
        print(f"{' '.join(arguments)}: {blow} after {blow.delay if blow else 0:.4f} s")
        with following(tmp_path, *arguments) as program:
            telling = Telling(program)
            status = telling.play(chance, blow, keys=chance.randrange(8) if blow else 0)
            error = program.process.stderr.read() if program.process.stderr else ""
        check_status(status, error, blow, telling, before)
        after = read_kept(tmp_path)
        runs.append(telling.events)
        if telling.struck_at is not None and blow is not None and status != 0:
            record_property("torture", f"json, {blow}")
        if after.leftover is None:
            break
        assert status != 0, "it has ended, and its journal is still there"
        assert telling.struck_at is not None
        check_nothing_lost(before, after, telling.told, telling.struck_at, caught=status > 0 and status != 128 + 9)
        new = len(after.events) - len(before.events)
        told = [event for event in telling.events if event["event"] not in NOT_EVENTS]
        extra += sum(isinstance(event, RepCounted) for event in after.events[len(before.events) + len(told) :])
        runs[-1] = told[:new]  # with kill -9, what was printed in the last tenth of a second may be lost
        before = after
        arguments = ("resume", "--json", "--yes")
    check_over(tmp_path)
    (record,) = after.records or (None,)
    if record is None:
        assert before.leftover is None
        said = [event for run in runs for event in run if event["event"] not in NOT_EVENTS]
        assert not said[3:], "a session that was told has vanished"
        return
    last_told = [event for event in runs[-1] if event["event"] not in NOT_EVENTS]
    if before.leftover is not None:
        assert record.id == before.leftover.header.id
        # Only the journal knows what an undo takes back.
        if all(event["event"] != "undone" for event in last_told):
            check_record(before, last_told, record)
    check_counted(runs, record, extra)
    assert "no unfinished session" in kneecoach(tmp_path, "resume", "--json", status=1).stderr
    assert read_kept(tmp_path).records == (record,)


def check_status(status: int, error: str, blow: Blow | None, telling: Telling, before: Kept) -> None:
    """Check that it ended as it should: by the signal, or by itself with the record saved and announced."""
    starting = not telling.told and blow is not None and blow.signal.name == "SIGINT"
    assert starting or "Traceback" not in error, error
    names = [event["event"] for event in telling.events]
    if telling.struck_at is not None and blow is not None and status in STATUSES[blow.signal.name]:
        return
    if status == 1 and before.leftover is None and not names:
        assert "no unfinished session" in error
        return
    if status == 1 and not names and before.leftover is not None and before.state.is_over:
        assert "no unfinished session" in error
        assert [record.id for record in before.records] == [before.leftover.header.id]
        return
    assert (status, error) == (0, ""), (status, error, names[-3:])
    assert names[-1] == "saved"
