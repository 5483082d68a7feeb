"""Spawn to first paint, for Home and the bare app."""

from __future__ import annotations

from pathlib import Path

from benchmarks.bare_app import WORDS
from benchmarks.effort import Effort
from benchmarks.environment import scratch
from benchmarks.following import HEADING, ROUTINE_READ, at_home, bare
from benchmarks.sessions import write_log
from benchmarks.table import Result, Row, times

MAX_TIMES_BARE, MAX_TIMES_BARE_READ = 1.10, 1.60
"""Budgets for the first paint, and for the routine's doses, as multiples of the bare app."""
SESSIONS, MANY_SESSIONS = 10, 10_000


def measure(effort: Effort) -> list[Result]:
    """First paint with 0, 10 and 10 000 sessions logged, and when the routine is on the screen."""
    with scratch() as folder:
        empty, ten, many = (folder / name for name in ("empty", "ten", "many"))
        write_log(ten, SESSIONS)
        write_log(many, MANY_SESSIONS)
        start_bare()
        start_home(empty)
        rows = _compare(effort.starts, {"an empty log": empty, f"{SESSIONS} sessions": ten})
        return rows + _compare(effort.starts_long_log, {f"{MANY_SESSIONS} sessions": many})


def _compare(runs: int, folders: dict[str, Path]) -> list[Result]:
    bare_ms: list[float] = []
    painted: dict[str, list[float]] = {name: [] for name in folders}
    read: dict[str, list[float]] = {name: [] for name in folders}
    for _ in range(runs):
        bare_ms.append(start_bare())
        for name, folder in folders.items():
            first, whole = start_home(folder)
            painted[name].append(first)
            read[name].append(whole)
    rows: list[Result] = []
    yardstick = min(bare_ms)
    for name in folders:
        rows += [
            _row(f"Home, {name}: spawn to first paint", runs, min(painted[name]), yardstick, MAX_TIMES_BARE),
            _row(
                f"Home, {name}: spawn until the routine shows",
                runs,
                min(read[name]),
                yardstick,
                MAX_TIMES_BARE_READ,
            ),
        ]
    return rows


def _row(what: str, runs: int, ours: float, yardstick: float, most: float) -> Row:
    return Row(f"{what} (best of {runs})", "ms", ours, yardstick, "bare app", times(most, yardstick))


def start_bare() -> float:
    """Milliseconds from spawn to first paint of the bare app."""
    with bare() as terminal:
        return (terminal.wait_for(WORDS) - terminal.spawned) * 1000


def start_home(data: Path) -> tuple[float, float]:
    """Milliseconds from spawn to Home's first paint, and until it shows the routine read from disk."""
    with at_home(data) as terminal:
        first = terminal.wait_for(HEADING)
        whole = terminal.wait_for(ROUTINE_READ)
        return (first - terminal.spawned) * 1000, (whole - terminal.spawned) * 1000
