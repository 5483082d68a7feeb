"""Stopped and continued: the terminal is restored, the session is paused, and nothing was counted."""

from __future__ import annotations

import signal
import sys
import termios
import time
from pathlib import Path

import psutil
import pytest

from kneecoach.log.record import Record
from kneecoach.running.runner import HEARTBEAT_SECONDS, MAX_LATE_SECONDS
from kneecoach.ui.session_host import MAX_SECONDS_UNSEEN
from kneecoach.ui.terminal.driver import HUNG_UP
from tests.cli.program import following
from tests.terminal.shell import BASH, PROMPT, shell
from tests.terminal.terminal import PATIENCE_SECONDS, Terminal, terminal
from tests.terminal.test_terminal import large, records, skip_to_band_walk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and pseudo-terminals are of POSIX")

LONG_SECONDS = HEARTBEAT_SECONDS + MAX_LATE_SECONDS + 0.3
"""A stop this long, in seconds, is an interruption, whenever the program last read its clock."""


def save(shown: Terminal) -> None:
    """End the session and save it."""
    shown.type("q")
    shown.wait_for("Stop here?")
    shown.type("s")
    shown.wait_for_summary()


def check(record: Record, *, paused: float) -> None:
    """Check that reps are whole, a pause lasts at least this many seconds, and lengths and instants agree."""
    axis = (record.ended_at - record.started_at).total_seconds() * record.speed
    assert record.paused_seconds >= paused
    assert record.active_seconds + record.paused_seconds == pytest.approx(axis, abs=0.01 * record.speed)


def test_ctrl_z_and_fg_in_a_shell(tmp_path: Path) -> None:
    if BASH is None:
        pytest.skip("no bash here: it is the shell of this test")
    with shell(tmp_path) as shown:
        before = termios.tcgetattr(shown._ours)
        shown.run("start", "--yes", "--mute")
        shown.wait_for(large("Get ready"))
        shown.forget()
        shown.type("\x1a")
        shown.wait_for("Stopped")
        shown.type("echo the shell is $((40 + 2))\r")
        shown.wait_for("the shell is 42")
        time.sleep(LONG_SECONDS)
        shown.forget()
        shown.type("fg\r")
        shown.wait_for(large("Paused"))
        shown.wait_for("Interrupted: the program stalled for")
        shown.wait_for("set 1 of 2")
        save(shown)
        shown.forget()
        shown.type("\x11")
        shown.wait_for(PROMPT)
        shown.wait_until(lambda: termios.tcgetattr(shown._ours) == before, "the terminal as it was")
    (record,) = records(tmp_path)
    check(record, paused=MAX_LATE_SECONDS)


def test_ctrl_z_where_no_shell_could_continue_it_goes_on(tmp_path: Path) -> None:
    with terminal("start", "--yes", "--mute", data=tmp_path) as shown:
        shown.wait_for(large("Get ready"))
        shown.forget()
        shown.type("\x1a")
        shown.wait_for(large("Get ready"))
        assert psutil.Process(shown.process.pid).status() != psutil.STATUS_STOPPED
        shown.type("p")
        shown.wait_for(large("Paused"))


def test_stopped_from_outside_at_several_stages(tmp_path: Path) -> None:
    """In a get-ready, in a timed hold and between reps, the screen is repainted, paused, and says why."""
    with terminal("start", "--yes", "--mute", "--speed", "5", data=tmp_path) as shown:
        before = termios.tcgetattr(shown._ours)[3]
        threads = 0
        for words in ("Get ready", "Hold", "step out"):
            if words == "step out":
                skip_to_band_walk(shown)
            shown.wait_for(large(words))
            threads = threads or psutil.Process(shown.process.pid).num_threads()
            shown.process.send_signal(signal.SIGSTOP)
            time.sleep(LONG_SECONDS)
            shown.forget()
            shown.process.send_signal(signal.SIGCONT)
            shown.wait_for(large("Paused"))
            shown.wait_for("Interrupted: the program stalled for")
            assert psutil.Process(shown.process.pid).num_threads() <= threads, (
                "threads from before the stop are left"
            )
            shown.type(" ")
            shown.wait_until(lambda: large("Paused") not in shown.text, "going on")
        save(shown)
        shown.type("\x11")
        assert shown.wait_for_end() == 0
        assert termios.tcgetattr(shown._ours)[3] == before, "the terminal is left raw"
    (record,) = records(tmp_path)
    check(record, paused=3 * MAX_LATE_SECONDS * 5)
    assert len([tried for tried in record.sets if tried.holds and tried.exercise == "quad-stretch"]) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="the program's terminal is opened a second time by /proc")
def test_a_terminal_that_nobody_reads(tmp_path: Path) -> None:
    """Nobody sees what is counted, so the session pauses, and says why once somebody reads again."""
    with terminal("start", "--yes", "--mute", "--speed", "2", data=tmp_path) as shown:
        skip_to_band_walk(shown)
        shown.wait_for(large("step out"))
        shown.fill()
        time.sleep(MAX_SECONDS_UNSEEN + HEARTBEAT_SECONDS * 2)
        shown.wait_for(large("Paused"))
        shown.wait_for(f"Interrupted: nothing could be shown for {MAX_SECONDS_UNSEEN} s")
        save(shown)
    (record,) = records(tmp_path)
    check(record, paused=HEARTBEAT_SECONDS)


def wait_until_still(shown: Terminal) -> None:
    """Wait until the program is idle: in the time watched, its figure would have moved ten times."""
    program = psutil.Process(shown.process.pid)
    deadline = time.monotonic() + PATIENCE_SECONDS
    spent: float | None = None
    while spent != (spent := sum(program.cpu_times()[:2])):
        assert time.monotonic() < deadline, "it goes on as though it were read"
        time.sleep(1.0)


@pytest.mark.skipif(sys.platform != "linux", reason="the program's terminal is opened a second time by /proc")
@pytest.mark.parametrize(("how", "status"), [("told to end", 128 + signal.SIGTERM), ("closed", HUNG_UP)])
def test_a_terminal_that_nobody_will_read_again(tmp_path: Path, how: str, status: int) -> None:
    """It does not wait forever with the session locked: it ends, and the session can be resumed."""
    with terminal("start", "--yes", "--mute", "--speed", "2", data=tmp_path) as shown:
        skip_to_band_walk(shown)
        shown.wait_for(large("step out"))
        shown.fill()
        wait_until_still(shown)
        if how == "closed":
            shown.hang_up()
        else:
            shown.process.terminate()
        assert shown.process.wait(PATIENCE_SECONDS) == status
    with following(tmp_path, "resume", "--json") as program:
        assert program.event("session-resumed")["exercise"] == "lateral-band-walk"
        program.do("q", "saved")
