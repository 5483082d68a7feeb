"""History: the time from sending `h` at Home to the first row on the screen, and from a key in it to its effect.

Home has already read the log. The keys come right after that, while a thread works out the weeks, and again while
the log is re-read because another device has written to it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.bare_app import PRESSED, WORDS
from benchmarks.effort import Effort
from benchmarks.environment import scratch
from benchmarks.following import ROUTINE_READ, at_home, bare
from benchmarks.samples import percentile
from benchmarks.sessions import write_log
from benchmarks.table import Budget, Result, Row
from benchmarks.terminal import Terminal, let_run
from kneecoach.log.store import Store
from kneecoach.paths import find_paths

SHORT, LONG = 10, 10_000
"""Sessions in the log."""

MAX_MS = Budget("<= 150 ms", 150.0)
MAX_KEY_MS = Budget("<= 50 ms", 50.0)

LOG_READ = "This week"
"""Home shows this once the log has been read."""
READ_SECONDS = 180.0
CURSOR = "› "
APART_SECONDS = 0.1
DOWN, ESCAPE = "\x1b[B", "\x1b"


def measure(effort: Effort) -> list[Result]:
    """The first paint, later paints, and keys, with a short and with a long log."""
    results: list[Result] = []
    with scratch() as folder:
        for count in (SHORT, LONG):
            write_log(folder / str(count), count)
            results += _measure(folder / str(count), count, effort)
    return results


def _measure(data: Path, count: int, effort: Effort) -> list[Result]:
    with bare() as yardstick:
        yardstick.wait_for(WORDS)
        let_run(1.0)
        first, again, down, words, reading, answers = [], [], [], [], [], []
        with at_home(data) as home:
            home.wait_for(ROUTINE_READ)
            home.wait_for(LOG_READ, READ_SECONDS)
            let_run(1.0)
            first.append(_press(home, "h", lambda: home.shows(CURSOR)))
            down += _walk(home, yardstick, effort.presses, answers)
            home.press("/")
            let_run(0.5)
            for key in "completed":
                words.append(_press(home, key, lambda key=key: _typed(home, key)))
                let_run(APART_SECONDS)
            home.press(ESCAPE)
            let_run(1.0)
            for _ in range(effort.presses // 4):
                home.press(ESCAPE)
                home.wait_for(ROUTINE_READ)
                let_run(0.3)
                again.append(_press(home, "h", lambda: home.shows(CURSOR)))
                let_run(0.3)
            home.press(ESCAPE)
            home.wait_for(ROUTINE_READ)
            own = Store(find_paths(str(data))).own_file()
            shutil.copy(own, own.with_name("another-device.jsonl"))
            let_run(0.5)
            home.press("h")
            home.wait_for(CURSOR)
            reading += _walk(home, yardstick, effort.presses, answers)
    how = f"{count} sessions"
    against = "bare app, a key"
    even = median(answers)
    return [
        Row(f"History, {how}: `h` until the first row, the first time", "ms", first[0], even, against, MAX_MS),
        Row(f"History, {how}: again (median of {len(again)})", "ms", median(again), even, against, MAX_MS),
        *_keys(f"History, {how}: `down`", down, answers),
        *_keys(f"History, {how}: `down` while the log is read again", reading, answers),
        Row(f"History, {how}: a letter in the filter (worst of {len(words)})", "ms", max(words), even, against),
    ]


def _keys(what: str, ours: list[float], theirs: list[float]) -> list[Result]:
    return [
        Row(
            f"{what}, p{percent} of {len(ours)}",
            "ms",
            percentile(ours, percent),
            percentile(theirs, percent),
            "bare app, a key",
            MAX_KEY_MS if percent == 99 else None,
        )
        for percent in (50, 99)
    ]


def _walk(home: Terminal, yardstick: Terminal, presses: int, answers: list[float]) -> list[float]:
    """Milliseconds from each `down` until the cursor is on another row, with a key in the bare app in between."""
    taken = []
    for n in range(presses):
        _catch_up(home)
        before = _cursor(home)
        # Down and up in turn, so that a short list always has another row.
        taken.append(_press(home, DOWN if n % 2 == 0 else "\x1b[A", lambda before=before: _cursor(home) != before))
        let_run(APART_SECONDS)
        shown = yardstick.shows(PRESSED)
        answers.append(_press(yardstick, "p", lambda shown=shown: yardstick.shows(PRESSED) != shown))
        let_run(APART_SECONDS)
    return taken


def _cursor(terminal: Terminal) -> int:
    """The line of the list's cursor, or -1."""
    return next((n for n, line in enumerate(terminal.lines()) if CURSOR in line), -1)


def _typed(terminal: Terminal, key: str) -> bool:
    line = next((line for line in terminal.lines() if "Filter " in line and "Filter s" not in line), "")
    return line.rstrip().endswith(key)


def _catch_up(terminal: Terminal) -> None:
    """Parse what has arrived. Waiting zero seconds for a text that never comes does that."""
    terminal.appears("\0", 0.0)


def _press(terminal: Terminal, key: str, is_done: Callable[[], bool]) -> float:
    _catch_up(terminal)
    pressed = terminal.press(key)
    return (terminal.wait_until(is_done, f"an answer to {key!r}", 30) - pressed) * 1000
