"""Key to paint on Live, in milliseconds: from sending `p` until the word it changes is on the screen."""

from __future__ import annotations

import random
from collections.abc import Callable
from time import perf_counter

from benchmarks.bare_app import PRESSED, WORDS
from benchmarks.effort import Effort
from benchmarks.environment import scratch
from benchmarks.following import bare, in_counted_work, shows_paused
from benchmarks.samples import percentile
from benchmarks.table import Budget, Result, Row
from benchmarks.terminal import Terminal, let_run

MAX_MS = 50.0
APART_SECONDS = 0.35
"""Time between keys to one program. The bare app's come halfway between ours."""

ANY_TIME_SECONDS = (0.3, 2.3)
"""Range of waits between keys at random instants, while the countdown changes as in real use."""

SEED = 37


def measure(effort: Effort) -> list[Result]:
    """The 50th and 99th percentile (nearest rank), at an even pace and at random instants."""
    with scratch() as data, bare() as yardstick, in_counted_work(data) as live:
        yardstick.wait_for(WORDS)
        let_run(1.0)
        even, bare_even = _press_both(live, yardstick, [APART_SECONDS] * effort.presses)
        waits = random.Random(SEED)
        gaps = [waits.uniform(*ANY_TIME_SECONDS) for _ in range(effort.presses_any_time)]
        any_time, bare_any_time = _press_both(live, yardstick, gaps)
    return [
        *_rows(f"{effort.presses} presses {APART_SECONDS:g} s apart", even, bare_even),
        *_rows(f"{effort.presses_any_time} presses at random instants", any_time, bare_any_time),
    ]


def _rows(how: str, ours: list[float], yardstick: list[float]) -> list[Result]:
    return [
        Row(
            f"key to paint on Live, p{percent} ({how})",
            "ms",
            percentile(ours, percent),
            percentile(yardstick, percent),
            "bare app",
            Budget(f"<= {MAX_MS:g} ms", MAX_MS) if percent == 99 else None,
        )
        for percent in (50, 99)
    ]


def _press_both(live: Terminal, yardstick: Terminal, gaps: list[float]) -> tuple[list[float], list[float]]:
    ours, theirs = [], []
    for gap in gaps:
        began = perf_counter()
        ours.append(_press(live, lambda: shows_paused(live)))
        let_run(max(0.0, began + gap / 2 - perf_counter()))
        theirs.append(_press(yardstick, lambda: yardstick.shows(PRESSED)))
        let_run(max(0.0, began + gap - perf_counter()))
    return ours, theirs


def _press(terminal: Terminal, shown: Callable[[], bool]) -> float:
    """Milliseconds until the result of `shown` changes."""
    before = shown()
    pressed = terminal.press("p")
    return (terminal.wait_until(lambda: shown() != before, "the screen to answer `p`", 5) - pressed) * 1000
