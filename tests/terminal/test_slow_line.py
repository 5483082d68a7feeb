"""A terminal on a slow line: the session goes on without a break."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.terminal.terminal import PATIENCE_SECONDS, Terminal, terminal
from tests.terminal.test_terminal import records

BYTES_A_SECOND = 4000
"""Bytes per second: a tenth of what guided work with a moving figure writes at this size."""

ROUTINE = """\
schema = 1
id = "short"
title = "Short"

[[exercise]]
id = "hip-thrust"
title = "Hip thrust"
sets = 1
reps = 3
cadence = [
    { name = "up", seconds = 1 },
    { name = "squeeze", seconds = 2, hold = true },
    { name = "down", seconds = 1 },
]
setup = 3
figure = "hip-thrust"
"""
"""A routine of fifteen seconds, with the figure that moves most."""


def read_slowly(shown: Terminal, words: str) -> None:
    """Read no faster than the line allows, until `words` are on the screen."""
    began, taken = time.monotonic(), 0
    while words not in shown.text:
        assert time.monotonic() - began < PATIENCE_SECONDS * 2, f"never on the screen: {words}\n{shown.text}"
        time.sleep(max(0.0, began + taken / BYTES_A_SECOND - time.monotonic()))
        taken += shown.read_some(BYTES_A_SECOND // 20)


def test_a_session_on_a_slow_line_is_never_interrupted(tmp_path: Path) -> None:
    routine = tmp_path / "config" / "routines" / "short.toml"
    routine.parent.mkdir(parents=True)
    routine.write_text(ROUTINE)
    (tmp_path / "config" / "config.toml").write_text("first_ready = 0\n")
    with terminal("start", "short", "--yes", "--mute", data=tmp_path) as shown:
        read_slowly(shown, "saved ✓")
        shown.type("\x11")
        shown.wait_for_end()
    (record,) = records(tmp_path)
    assert record.status == "completed"
    assert record.paused_seconds == 0
    assert record.active_seconds == pytest.approx(15.0)
