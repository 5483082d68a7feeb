"""The real program stopped, blocked, put to sleep, and with its clock set, with `--json` and `--plain`."""

from __future__ import annotations

import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kneecoach.running.runner import HEARTBEAT_SECONDS, MAX_LATE_SECONDS
from tests.cli.program import PROGRAM, Following, as_json, following
from tests.plain.test_follow import check_fields

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are of POSIX")

LONG_SECONDS = HEARTBEAT_SECONDS + MAX_LATE_SECONDS + 0.3
"""A stop this long, in seconds, is an interruption, whenever the program last read its clock."""

SPEED = 20.0
FAST = ("--yes", "--mute", "--speed", f"{SPEED:g}")
SET_CLOCK = [sys.executable, str(Path(__file__).with_name("set_clock.py"))]


def to_the_walk(program: Following) -> None:
    """Skip the stretches, up to the third step of the first band walk."""
    program.event("session-started")
    program.press("N", "N", "enter")
    program.event("rep-counted", lambda event: event["rep"] == 3)


def counted(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [event for event in events if event["event"] == "rep-counted"]


def check_cut_off(events: list[dict[str, Any]], cut: dict[str, Any]) -> None:
    """Nothing happened between an interruption and the key that followed."""
    place = events.index(cut)
    assert place == len(events) - 1 or events[place + 1]["event"] in {"resumed", "attempt-ended", "session-ended"}
    assert events[place - 1]["at"] <= cut["at"]


def end(program: Following, data: Path) -> dict[str, Any]:
    """End and save the session.

    Returns its record, whose lengths, instants and reps agree with what was printed.
    """
    program.do("q", "saved")
    assert program.end() == 0
    events = program.events
    check_fields(events)
    record: dict[str, Any] = as_json(data, "show", "last")
    assert sum(tried["reps"] for tried in record["sets"]) == len(counted(events))
    began, ended = (datetime.fromisoformat(record[key]) for key in ("started_at", "ended_at"))
    axis = (ended - began).total_seconds() * record["speed"]
    assert record["active_seconds"] + record["paused_seconds"] == pytest.approx(axis, abs=0.01 * record["speed"])
    begun = [datetime.fromisoformat(tried["started_at"]) for tried in record["sets"] if tried["started_at"]]
    assert began <= min(begun)
    assert max(begun) <= ended
    # A step takes two seconds of being alive, so no less lies between two that were counted.
    for one, other in pairwise(counted(events)):
        assert other["rep"] != one["rep"] + 1 or other["at"] - one["at"] > 1.999
    return record


def test_stopped_in_work_in_a_rest_and_in_a_hold(tmp_path: Path) -> None:
    with following(tmp_path, "start", "--json", *FAST) as program:
        to_the_walk(program)
        for reach in (None, "rest", "hold"):
            if reach == "rest":
                program.press("N")
                program.event("stage-started", lambda e: e["stage"] == "rest")
            if reach == "hold":
                program.press("N", "enter")
                program.event("phase-started", lambda e: e["hold"])
            program.process.send_signal(signal.SIGSTOP)
            time.sleep(LONG_SECONDS)
            program.process.send_signal(signal.SIGCONT)
            cut = program.event("interrupted")
            assert cut["reason"].startswith("the program stalled for ")
            program.do("p", "resumed")
            check_cut_off(program.events, cut)
        record = end(program, tmp_path)
    assert record["paused_seconds"] > 3 * MAX_LATE_SECONDS * SPEED


def test_output_that_nobody_reads_for_a_while(tmp_path: Path) -> None:
    """`kneecoach start --json | less`: the pipe is full. Once it is read again, the session is where it stopped."""
    # At this speed it fills the pipe in no time, and it last read the clock just before that.
    with following(tmp_path, "start", "--json", "--yes", "--mute", "--speed", "3000") as program:
        program.event("session-started")
        time.sleep(LONG_SECONDS)
        cut = program.event("interrupted")
        assert "stalled" in cut["reason"]
        program.do("p", "resumed")
        check_cut_off(program.events, cut)
        end(program, tmp_path)


@pytest.mark.parametrize(
    ("number", "seconds", "said"),
    [
        ("SIGUSR1", 3600.0, "the computer's clock was set forward by 1 h 0 min"),
        ("SIGUSR1", -3600.0, "the computer's clock was set back by 1 h 0 min"),
        ("SIGUSR2", 28_800.0, "the computer slept for 8 h 0 min"),
    ],
)
def test_a_clock_that_jumps(tmp_path: Path, number: str, seconds: float, said: str) -> None:
    with following(tmp_path, f"{seconds}", "start", "--json", *FAST, program=SET_CLOCK) as program:
        to_the_walk(program)
        program.process.send_signal(getattr(signal, number))
        cut = program.event("interrupted")
        assert cut["reason"] == said
        program.do("p", "resumed")
        check_cut_off(program.events, cut)
        program.event("rep-counted", lambda event: event["rep"] == 6)
        record = end(program, tmp_path)
    slept = seconds if number == "SIGUSR2" else 0.0
    assert record["paused_seconds"] / SPEED == pytest.approx(slept, abs=30)
    began, ended, saved = (datetime.fromisoformat(record[key]) for key in ("started_at", "ended_at", "saved_at"))
    assert ended - began == pytest.approx(timedelta(seconds=slept), abs=timedelta(seconds=30))
    # Setting the clock moves no instant of the session. When it was saved is by the clock at that time.
    assert saved - ended == pytest.approx(timedelta(seconds=seconds - slept), abs=timedelta(seconds=30))


def test_summer_time_that_begins_meanwhile(tmp_path: Path) -> None:
    """A zone whose summer time begins two seconds after the session: no interruption, and instants are right."""
    # Summer time begins by the zone's own clock, which is UTC's; by then, it is two seconds later.
    begins = datetime.now(UTC) + timedelta(seconds=2)
    zone = f"AAA0BBB-1,{begins.timetuple().tm_yday - 1}/{begins:%H:%M:%S},365/0"
    with following(tmp_path, "start", "--json", *FAST, TZ=zone) as program:
        to_the_walk(program)
        while datetime.now(UTC) < begins:
            program.event("phase-started")
        program.event("rep-counted")
        record = end(program, tmp_path)
        assert not [event for event in program.events if event["event"] == "interrupted"]
    began, ended, saved = (datetime.fromisoformat(record[key]) for key in ("started_at", "ended_at", "saved_at"))
    assert (began.utcoffset(), saved.utcoffset()) == (timedelta(0), timedelta(hours=1))
    assert ended - began < timedelta(seconds=60)
    assert saved - ended < timedelta(seconds=10)


def test_in_plain_words(tmp_path: Path) -> None:
    with following(tmp_path, "start", "--plain", *FAST, program=PROGRAM) as program:
        program.text("Get ready")
        program.process.send_signal(signal.SIGSTOP)
        time.sleep(LONG_SECONDS)
        program.process.send_signal(signal.SIGCONT)
        assert "Paused; press p and enter to go on." in program.text("Interrupted: the program stalled for")
        program.press("p", "q")
        program.text("Saved: ")
        assert program.end() == 0
