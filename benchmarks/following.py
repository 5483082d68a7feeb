"""Brings kneecoach, in a terminal, to the point at which it is measured."""

from __future__ import annotations

from pathlib import Path

from benchmarks.environment import BARE_APP, KNEECOACH, BenchmarkError, environment
from benchmarks.terminal import Terminal, let_run
from kneecoach.paths import find_paths
from kneecoach.settings.first_start import note_seen
from kneecoach.ui.views.block_text import block_text

HEADING = "kneecoach"
"""Home paints this first."""

ROUTINE_READ = "about 37 min"
"""Home shows this once the routine has been read."""

GET_READY = "hold 30 s"
"""Shown below the bar from the first get-ready on."""
FIRST_COUNTED = "Lateral band walk"
"""The first exercise that counts reps, after the stretches."""
COUNTING = "step out 1 s     "
"""Shown below the first part of the bar only during such a set, which takes 40 s."""

STRETCH_SETS = 8
KEY_SECONDS = 0.4
"""Time between keys, so that none counts as held down."""

PAUSED_TOP = block_text("Paused", 3).splitlines()[0].rstrip()
"""The top row of the word as Live draws it."""


def at_home(data: Path, *, still: bool = False) -> Terminal:
    """Start the app for somebody who is not new to it. With `still`, its figure does not move."""
    paths = find_paths(str(data))
    note_seen(paths)
    if still:
        paths.settings.parent.mkdir(parents=True, exist_ok=True)
        paths.settings.write_text("reduced_motion = true\n", "utf-8")
    return Terminal(KNEECOACH, environment(data))


def bare(*arguments: str) -> Terminal:
    """Start the yardstick."""
    return Terminal((*BARE_APP, *arguments), environment())


def on_live(data: Path, *arguments: str) -> Terminal:
    """Start a session, up to the first get-ready. Raises BenchmarkError."""
    terminal = Terminal((*KNEECOACH, "start", "--yes", *arguments), environment(data))
    try:
        terminal.wait_for(GET_READY)
    except BenchmarkError:
        terminal.close()
        raise
    return terminal


def in_counted_work(data: Path) -> Terminal:
    """Start a guided session, up to the beginning of its first set with reps. Raises BenchmarkError."""
    terminal = on_live(data)
    try:
        for _ in range(STRETCH_SETS):
            let_run(KEY_SECONDS)
            terminal.press("n")
        terminal.wait_for(FIRST_COUNTED, 5)
        for _ in range(4):
            let_run(KEY_SECONDS)
            terminal.press("\r")
            if terminal.appears(COUNTING, 1.5):
                return terminal
        raise BenchmarkError("no set with reps was reached:\n" + "\n".join(terminal.lines()))
    except BenchmarkError:
        terminal.close()
        raise


def shows_paused(terminal: Terminal) -> bool:
    """Whether the parsed screen shows that the session is paused."""
    return terminal.shows(PAUSED_TOP)
