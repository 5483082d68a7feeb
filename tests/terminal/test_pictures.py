"""True pixels in a terminal that keeps track of them: what is placed, and that nothing is left behind."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tests.terminal.kitty import CELL, KittyTerminal, Placed, foot, kitty
from tests.terminal.terminal import terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX thing")

ROUTINE = """\
schema = 1
id = "thrusts"
title = "Thrusts"
about = "Hip thrusts alone."
source = "This test."

[[exercise]]
id = "hip-thrust"
title = "Hip thrust"
sets = 2
reps = 15
sides = "both"
cadence = [
  { name = "push up", seconds = 1 },
  { name = "squeeze", seconds = 2, hold = true },
  { name = "lower", seconds = 2 },
]
rest = 60
setup = 5
how_to = ["Push the hips up."]
figure = "hip-thrust"
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A user with one routine, of a single movement that has a figure."""
    routines = tmp_path / "config" / "routines"
    routines.mkdir(parents=True)
    (routines / "thrusts.toml").write_text(ROUTINE, "utf-8")
    (tmp_path / "config" / "config.toml").write_text("first_ready = 0\n", "utf-8")
    return tmp_path


def wait_for_picture(shown: KittyTerminal) -> None:
    shown.wait_until(lambda: len(shown.placed) == 1, "one picture")


def wait_for_none(shown: KittyTerminal) -> None:
    shown.wait_until(lambda: not shown.placed, "no picture")


def is_repeated(shown: KittyTerminal) -> bool:
    """Whether a picture was shown again after another one."""
    numbers = [number for number, _ in shown.shows]
    return any(number in numbers[: i - 1] and numbers[i - 1] != number for i, number in enumerate(numbers) if i)


def test_pictures_are_sent_once_and_shown_again_and_nothing_is_left_behind(data: Path) -> None:
    with kitty("start", "thrusts", "--yes", "--mute", "--speed", "5", data=data) as shown:
        wait_for_picture(shown)
        shown.wait_until(lambda: is_repeated(shown), "a picture shown again")
        assert all(size < 100 for _, size in shown.shows)
        # The new one lies over the old one, which then goes.
        assert shown.most_placed == 2
        # They have the shape of the cells they cover.
        (number, placed), *_ = shown.placed.items()
        assert shown.stored[number] == (placed.columns * CELL[0], placed.rows * CELL[1])
        assert (placed.column, placed.row) != (0, 0)
        shown.type("q")
        shown.wait_for("Stop here?")
        wait_for_none(shown)
        assert shown.stored, "under a dialog they are kept"
        sent = set(shown.stored)
        shown.type("\x1b")
        wait_for_picture(shown)
        assert sent <= set(shown.stored)
        shown.resize(100, 30)
        shown.wait_until(
            lambda: not set(shown.stored) & sent and len(shown.placed) == 1,
            "a picture of the new size and no old one",
        )
        shown.type("q")
        shown.wait_for("Stop here?")
        shown.type("s")
        shown.wait_for_summary()
        wait_for_none(shown)
        shown.type("\r")
        shown.type("q")
        assert shown.wait_for_end() == 0
        assert (shown.placed, shown.stored) == ({}, {})
        assert shown.when_left == [(0, 0)]
        assert shown.most_bytes <= 64 * 2**20


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_told_to_end_it_takes_its_pictures_with_it(data: Path, number: signal.Signals) -> None:
    with kitty("start", "thrusts", "--yes", "--mute", data=data) as shown:
        wait_for_picture(shown)
        shown.process.send_signal(number)
        assert shown.wait_for_end() == 128 + number
        assert (shown.placed, shown.stored) == ({}, {})
        assert shown.when_left == [(0, 0)]


def test_the_shell_sees_none_while_the_program_is_suspended_and_they_come_back(data: Path) -> None:
    with kitty("figures", "hip-thrust", data=data) as shown:
        wait_for_picture(shown)
        sent = set(shown.stored)
        # No shell would continue it here, so the system does not stop it, and it comes back at once.
        shown.type("\x1a")
        shown.wait_until(lambda: shown.when_left == [(0, 0)], "the shell's screen, with nothing on it")
        shown.wait_until(lambda: len(shown.placed) == 1 and not set(shown.stored) & sent, "a picture sent anew")


def test_what_a_killed_program_has_left_on_the_screen_goes(data: Path) -> None:
    with kitty("figures", "hip-thrust", data=data) as shown:
        shown.stored[4107], shown.placed[4107] = (90, 90), Placed(3, 3, 10, 5)
        shown.wait_until(lambda: len(shown.placed) == 1 and 4107 not in shown.placed, "a picture of its own alone")


def test_another_movement_frees_the_pictures_of_the_one_before(data: Path) -> None:
    with kitty("figures", "hip-thrust", data=data) as shown:
        wait_for_picture(shown)
        sent = set(shown.stored)
        shown.type("\x1b[C")
        shown.wait_until(lambda: len(shown.placed) == 1 and not set(shown.stored) & sent, "the next movement alone")
        shown.type("q")
        wait_for_none(shown)


def test_foot_gets_sixels_beside_its_words(data: Path) -> None:
    with foot("figures", "hip-thrust", data=data) as shown:
        shown.wait_until(lambda: shown.sixels > 3, "sixels")
        shown.wait_for("push up")
        assert not shown.stored


def test_over_ssh_foot_gets_cells(data: Path) -> None:
    with foot("figures", "hip-thrust", data=data, SSH_CONNECTION="10.0.0.1 50000 10.0.0.2 22") as shown:
        shown.wait_until(lambda: any(0x1CD00 <= ord(char) <= 0x1CDE5 for char in shown.text), "octants")
        assert not shown.sixels


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TMUX": "/tmp/tmux,1,0"}])
def test_without_colours_or_in_a_multiplexer_there_are_no_pictures(data: Path, environment: dict[str, str]) -> None:
    with kitty("figures", "hip-thrust", data=data, **environment) as shown:
        shown.wait_for("push up")
        assert not shown.stored


def test_a_terminal_that_answers_nothing_gets_cells_even_if_pixels_are_asked_for(data: Path) -> None:
    (data / "config" / "config.toml").write_text('figure = "pixels"\n', "utf-8")
    with terminal("figures", "hip-thrust", data=data) as shown:
        shown.wait_for("push up")
        shown.wait_until(lambda: any(char in shown.text for char in "▄▐▟▙"), "a figure in cells")
