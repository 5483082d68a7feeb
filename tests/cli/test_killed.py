"""A session ended midway by a signal comes back at the rep; and only one session runs at a time."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import ROOT, TIMEOUT, Following, as_json, following, kneecoach
from tests.helpers import Visit, knee_relief, names
from tests.log.samples import a_header, folders, journal_bytes
from tests.plain.test_follow import check_fields, check_whole

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX")

FAST = ("--json", "--yes", "--mute", "--speed", "600")


def in_a_hold(program: Following) -> None:
    """Up to the squeeze of the seventh thrust of the first set."""
    program.event("stage-started", lambda e: (e["stage"], e["index"]) == ("work", 17))
    program.event("phase-started", lambda e: e["hold"] and e["rep"] == 7)


def in_a_rest(program: Following) -> None:
    """Up to the rest before the second set of curls."""
    program.event("stage-started", lambda e: (e["stage"], e["index"]) == ("rest", 15))


def in_a_stretch(program: Following) -> None:
    """Up to the second stretch of the left calf."""
    program.event("stage-started", lambda e: (e["stage"], e["index"]) == ("work", 6))


@pytest.mark.parametrize(
    ("reach", "number", "status"),
    [
        (in_a_hold, signal.SIGKILL, -9),
        (in_a_stretch, signal.SIGKILL, -9),
        (in_a_rest, signal.SIGTERM, 143),
        (in_a_hold, signal.SIGINT, 130),
    ],
    ids=lambda v: getattr(v, "name", getattr(v, "__name__", None)),
)
def test_it_comes_back_and_loses_no_rep(
    tmp_path: Path, reach: Callable[[Following], None], number: signal.Signals, status: int
) -> None:
    with following(tmp_path, "start", *FAST) as program:
        reach(program)
        assert program.end(number) == status
        before = sum(event["event"] == "rep-counted" for event in program.events)
    assert kneecoach(tmp_path, "history", "--all").stdout == "No sessions yet.\n"
    refused = kneecoach(tmp_path, "start", "--json", "--yes", status=1)
    assert "kneecoach resume" in refused.stderr
    with following(tmp_path, "resume", "--json", "--yes") as program:
        assert program.end() == 0
        events = program.events
    check_fields(events)
    # If killed, it is found to have been cut off; if told to end, it had paused in time and stored that.
    assert events.pop(0)["event"] == "protocol"
    if number is signal.SIGKILL:
        if events[0]["event"] == "hold-ended":
            events.pop(0)
        assert events.pop(0)["event"] == "interrupted"
    assert [event["event"] for event in events[:2]] == ["session-resumed", "resumed"]
    place = events[0]
    # A rep is stored and then printed, so one may be stored and not printed. If killed, what was printed may not
    # have reached the disk.
    assert place["total_reps"] <= before + 1
    if number is not signal.SIGKILL:
        assert place["total_reps"] >= before, "a signal that can be caught loses nothing"
    counted = sum(event["event"] == "rep-counted" for event in events)
    assert place["total_reps"] + counted == 285
    assert [event["event"] for event in events[-2:]] == ["session-ended", "saved"]
    record = as_json(tmp_path, "show", "last")
    check_whole(record)
    assert record["id"] == events[-1]["id"]
    assert record["paused_seconds"] > 0
    assert "no unfinished session" in kneecoach(tmp_path, "resume", "--json", status=1).stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_told_to_end_in_a_stretch_it_tells_and_keeps_what_was_held(tmp_path: Path, number: signal.Signals) -> None:
    with following(tmp_path, "start", *FAST, "--speed", "20") as program:
        program.event("phase-started", lambda e: e["hold"])
        program.do("+", "refused")  # part of it has been held by then
        program.end(number)
        held, cut = program.events[-2:]
        assert (held["event"], cut["event"]) == ("hold-ended", "interrupted")
    with following(tmp_path, "resume", "--json") as program:
        program.do("q", "saved")
    (first, *_) = as_json(tmp_path, "show", "last")["sets"]
    assert first["holds"] == [pytest.approx(held["seconds"], abs=1e-3)]
    assert first["seconds"] > 0


@pytest.mark.parametrize("last", ["rep-counted", "attempt-ended", "session-ended"])
def test_killed_at_the_very_end_it_is_saved_once(tmp_path: Path, last: str) -> None:
    """The journal holds the whole session, or all but its last event; the record was not written."""
    visit = Visit(knee_relief())
    visit.finish()
    told = names(visit.events)
    kept = visit.events[: len(told) - told[::-1].index(last)]
    paths = folders(tmp_path)
    paths.journal.write_bytes(journal_bytes(a_header(knee_relief(), speed=600.0), kept))
    for _ in range(2):
        kneecoach(paths.data, "resume", "--json", "--yes", status=None)
    records: list[dict[str, Any]] = as_json(paths.data, "history", "--all")
    assert len(records) == 1
    check_whole(records[0])
    assert records[0]["active_seconds"] == 2215.0
    assert not paths.journal.exists()


def test_an_easier_variant_comes_back_and_is_in_the_record(tmp_path: Path) -> None:
    """Taken in the first set of walks with its key; killed; resumed as text; and shown by show and in CSV."""
    with following(tmp_path, "start", *FAST, "--speed", "20") as program:
        program.event("session-started")
        program.press("N")
        program.event("attempt-ended", lambda e: e["index"] == 3)
        program.press("N")
        program.event("attempt-ended", lambda e: e["index"] == 7)
        program.press("enter")
        program.event("rep-counted")
        assert program.do("e 2", "variant-taken")["value"] == "no band"
        for _ in range(3):  # by then it is on disk
            program.event("rep-counted")
        assert program.end(signal.SIGKILL) == -9
    with following(tmp_path, "resume", "--plain") as program:
        assert "Lateral band walk" in program.text("At ")
        program.press("q")
        program.text("Saved: ")
        program.press("", "")
        assert program.end() == 0
    record = as_json(tmp_path, "show", "last")
    taken = [(s["exercise"], s["set"], s["side"], s["variant"]) for s in record["sets"] if "variant" in s]
    assert taken == [("lateral-band-walk", 1, "left", "no band")]
    assert "partial, variant: no band\n" in kneecoach(tmp_path, "show", "last").stdout
    assert "Easier" not in kneecoach(tmp_path, "show", "last").stdout
    exported = kneecoach(tmp_path, "export", "--format", "csv", "--all").stdout.splitlines()
    assert exported[0].endswith(",set_started_at,variant,exercise_note,load_typed,load_words")
    assert [row["variant"] for row in csv.DictReader(exported)].count("no band") == 1


def test_it_waits_paused_unless_told_to_go_on(tmp_path: Path) -> None:
    """Killed, brought back, killed while paused, brought back as text, and ended with q."""
    with following(tmp_path, "start", *FAST) as program:
        in_a_hold(program)
        program.end(signal.SIGKILL)
    with following(tmp_path, "resume", "--json") as program:
        first = program.event("session-resumed")
        program.end(signal.SIGKILL)
    with following(tmp_path, "resume", "--plain") as program:
        program.text("paused")
        at = program.text("At ")
        assert f" {first['reps']} rep{'' if first['reps'] == 1 else 's'} counted" in at
        assert "Hip thrust" in at
        program.press("q")
        program.text("Saved: ")
        assert program.end() == 0
    record = as_json(tmp_path, "show", "last")
    assert record["status"] == "partial"
    assert sum(tried["reps"] for tried in record["sets"]) == first["total_reps"]


def test_one_session_at_a_time(tmp_path: Path) -> None:
    with following(tmp_path, "start", "--json", "--yes", "--speed", "20") as program:
        program.event("session-started")
        program.do("p", "paused")
        for arguments in (("start", "--json", "--yes"), ("resume", "--json"), ("resume", "--plain")):
            refused = kneecoach(tmp_path, *arguments, status=1)
            assert f"Another kneecoach (process {program.process.pid} on " in refused.stderr
            assert "in the middle of a session" in refused.stderr
            assert refused.stdout == ""
        assert kneecoach(tmp_path, "history").stdout == "No sessions yet.\n"
        program.do("q", "saved")
        assert program.end() == 0
    assert len(as_json(tmp_path, "history", "--all")) == 1


def test_output_that_nobody_reads_loses_no_session(tmp_path: Path) -> None:
    """`kneecoach start --json | head -5`: it stops without a traceback, and the session can be resumed."""
    program = Following(tmp_path, "start", *FAST)
    assert program.process.stdout is not None
    assert program.process.stderr is not None
    for _ in range(5):
        program.line()
    program.process.stdout.close()
    assert program.process.wait(20) == 1
    with program.process.stderr as stream:
        assert stream.read() == ""
    if program.process.stdin is not None:
        program.process.stdin.close()
    with following(tmp_path, "resume", "--json", "--yes") as program:
        assert program.end() == 0
    check_whole(as_json(tmp_path, "show", "last"))


@pytest.mark.parametrize("ends", ["0", "(_ for _ in ()).throw(KneecoachError('no'))"])
def test_an_interrupt_as_the_program_ends_prints_no_traceback(ends: str) -> None:
    code = (
        "import os, signal, threading\n"
        "from kneecoach.cli.outcome import exit_status\n"
        "from kneecoach.errors import KneecoachError\n"
        f"exit_status(lambda: {ends})\n"
        "os.kill(os.getpid(), signal.SIGINT)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=ROOT, timeout=TIMEOUT, check=False
    )
    assert done.returncode == -signal.SIGINT
    assert "Traceback" not in done.stderr
