"""The real program in a pseudo-terminal: started, driven by keys, cut off, resumed, and quit."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest

from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.paths import find_paths
from kneecoach.session.events import Outcome
from kneecoach.ui.debounce import HELD_SECONDS
from kneecoach.ui.views.block_text import block_text
from tests.terminal.terminal import Terminal, terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX thing")


def large(words: str, rows: int = 3) -> str:
    """The top row of words drawn large: 5 rows from 100 columns on."""
    return block_text(words, rows).split("\n")[0].rstrip()


def records(data: Path) -> tuple[Record, ...]:
    return Store(find_paths(str(data))).read().records


def skip_to_band_walk(shown: Terminal) -> None:
    """Skip the stretches and the rest after them."""
    shown.wait_for("then switch sides")  # Home, which may be seen first, names the exercises too
    for exercise in ("Quad stretch", "Calf stretch"):
        shown.wait_for(exercise)
        shown.type("N")
        time.sleep(2 * HELD_SECONDS)  # the same key again at once would count as held down
    shown.wait_for("Lateral band walk")


def test_home_opens_and_quits(tmp_path: Path) -> None:
    with terminal(data=tmp_path, afresh=True) as shown:
        shown.wait_for("26 sets, about 37 min")
        shown.type("q")
        assert shown.wait_for_end() == 0
    assert records(tmp_path) == ()


def test_a_session_with_a_skip_an_undo_and_a_repeat_is_recorded_exactly(tmp_path: Path) -> None:
    # No faster: at speed 10, a phase is as short as the shortest time between two paints, and may never be seen.
    with terminal("start", "--yes", "--speed", "5", "--mute", data=tmp_path) as shown:
        skip_to_band_walk(shown)
        shown.wait_for(large("step out"))
        shown.wait_for("Keep the knee over the foot")  # the cue after five steps
        shown.type("n")
        shown.wait_for(large("Right"))
        shown.type("u")
        shown.wait_for("Undone: skip the set. Space goes on.")
        shown.wait_for(large("Left"))
        shown.type(" ")
        shown.wait_for(large("step out"))
        shown.type("r")
        shown.wait_for("attempt 2")
        shown.wait_for(large("Switch sides"))
        shown.type("q")
        shown.wait_for("Stop here?")
        shown.type("s")
        shown.wait_for_summary()
        shown.wait_for("Rehearsal")
        shown.type("\r")
        shown.wait_for("26 sets, about 37 min")
        shown.type("q")
        assert shown.wait_for_end() == 0
    (record,) = records(tmp_path)
    left = [s for s in record.sets if (s.exercise, s.set, s.side) == ("lateral-band-walk", 1, "left")]
    assert [s.attempt for s in left] == [1, 2]
    # At speed 5, a step takes two fifths of a second, so how many were counted before a key varies.
    assert left[0].outcome is not Outcome.SKIPPED
    assert 5 <= left[0].reps <= 20
    assert (left[1].outcome, left[1].reps) == (Outcome.COMPLETED, 20)
    assert {s.outcome for s in record.sets if s.exercise.endswith("stretch")} == {Outcome.SKIPPED}
    assert record.speed == 5


def test_killed_and_resumed_at_the_rep(tmp_path: Path) -> None:
    with terminal("start", "--yes", "--speed", "10", "--mute", data=tmp_path) as shown:
        skip_to_band_walk(shown)
        shown.wait_for("Keep the knee over the foot")
        shown.process.send_signal(signal.SIGKILL)
        shown.wait_for_end()
    with terminal(data=tmp_path) as shown:
        shown.wait_for("A session was cut off")
        shown.wait_for("Lateral band walk, set 1 of 3, left,")
        shown.type("\r")
        shown.wait_for(large("Paused"))
        shown.wait_for("Restored to where it was cut off.")
        shown.type(" ")
        shown.wait_for(large("Switch sides"))
        shown.type("q")
        shown.wait_for("Stop here?")
        shown.type("s")
        shown.wait_for_summary()
    (record,) = records(tmp_path)
    (left,) = [s for s in record.sets if (s.exercise, s.set, s.side) == ("lateral-band-walk", 1, "left")]
    assert (left.reps, left.outcome) == (20, Outcome.COMPLETED)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_told_to_end_mid_session_it_can_be_resumed(tmp_path: Path, number: signal.Signals) -> None:
    with terminal("start", "--yes", "--mute", data=tmp_path) as shown:
        shown.wait_for(large("Get ready"))
        shown.process.send_signal(number)
        assert shown.wait_for_end() == 128 + number
        assert "Traceback" not in shown.text
    assert find_paths(str(tmp_path)).journal.exists()


def test_when_its_window_is_closed_it_ends(tmp_path: Path) -> None:
    with terminal("start", "--yes", "--mute", "--speed", "5", data=tmp_path) as shown:
        shown.wait_for(large("Get ready"))
        shown.hang_up()
        assert shown.wait_for_end() == 128 + signal.SIGHUP
    assert find_paths(str(tmp_path)).journal.exists()


def test_ctrl_c_asks_in_a_session(tmp_path: Path) -> None:
    with terminal("start", "--yes", "--mute", data=tmp_path) as shown:
        shown.wait_for(large("Get ready"))
        shown.type("\x03")
        shown.wait_for("Stop here?")
        shown.type("d")
        shown.wait_for("Delete this session?")
        shown.type("d")
        shown.wait_for("26 sets, about 37 min")
        shown.type("\x03")
        assert shown.wait_for_end() == 0
    assert records(tmp_path) == ()


def test_a_resize_mid_set(tmp_path: Path) -> None:
    with terminal("start", "--yes", "--mute", data=tmp_path, columns=100, lines=30) as shown:
        shown.wait_for(large("Get ready", 5))
        shown.type("p")
        shown.wait_for(large("Paused", 5))
        shown.resize(40, 12)
        shown.wait_until(lambda: large("Paused", 5) not in shown.text, "fewer rows")
        shown.wait_for(large("Paused"))
        shown.resize(20, 5)
        shown.wait_for("window to 40 x 12")
        shown.resize(80, 24)
        shown.wait_for(large("Paused"))


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "xterm-16color"}, {"TERM": "dumb"}])
def test_without_colours_the_same_words_are_there(tmp_path: Path, environment: dict[str, str]) -> None:
    with terminal("start", "--yes", "--mute", data=tmp_path, **environment) as shown:
        shown.wait_for(large("Get ready"))
        shown.wait_for("set 1 of 2")
        shown.wait_for("min left")


def test_a_second_session_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with terminal("start", "--yes", "--mute", data=tmp_path) as first:
        first.wait_for(large("Get ready"))
        with terminal("start", "--yes", "--mute", data=tmp_path, columns=160) as second:
            second.wait_for("is in the middle of a session")
            assert f"Another kneecoach (process {first.process.pid} on " in second.text
            assert "Traceback" not in second.text


def test_figures_opens_at_a_movement_that_moves(tmp_path: Path) -> None:
    with terminal("figures", "hip-thrust", data=tmp_path) as shown:
        shown.wait_for("3 × 15 reps, 2 s hold · Knee relief")
        for phase in ("push up", "squeeze", "lower"):
            shown.wait_until(lambda phase=phase: f"   {phase}   " in shown.text, phase)
        shown.type(" ")
        shown.wait_for(" · still")
        shown.type("\x1b[C")
        shown.wait_for("Dumbbell reverse lunge")
        shown.type("q")
        shown.wait_for("26 sets, about 37 min")
        shown.type("q")
        assert shown.wait_for_end() == 0


def test_the_terminal_says_who_it_is_and_gets_the_blocks_it_draws(tmp_path: Path) -> None:
    """Its answer comes late and in pieces. It is never taken for Home's keys, though it contains some of them."""
    with terminal(data=tmp_path, COLORTERM="truecolor") as shown:
        shown.wait_for("26 sets, about 37 min")
        for piece in ("\x1bP", ">|kitty(0.4", "8.2)\x1b\\f"):
            shown.type(piece)
            time.sleep(0.05)
        shown.wait_for("Quad stretch")
        shown.wait_until(lambda: any(0x1CD00 <= ord(char) <= 0x1CDE5 for char in shown.text), "octants")
        shown.type("q")
        shown.wait_for("26 sets, about 37 min")
        shown.type("\x1bP>|kitty(0.48.2)\x1b\\")
        shown.type("q")
        assert shown.wait_for_end() == 0


def test_figures_without_that_movement_says_so(tmp_path: Path) -> None:
    with terminal("figures", "squat", data=tmp_path) as shown:
        assert shown.wait_for_end() == 2
        assert "There is no movement called 'squat'" in shown.text


def test_resume_without_a_session_says_so(tmp_path: Path) -> None:
    with terminal("resume", data=tmp_path) as shown:
        assert shown.wait_for_end() == 1
        assert "There is no unfinished session to resume." in shown.text
