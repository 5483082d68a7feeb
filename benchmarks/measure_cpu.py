"""Processor time of guided work, of a paused session and of Home, in percent of one core.

All programs are measured over the same window of time, so other load on the computer affects all of them alike.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.bare_app import WORDS
from benchmarks.effort import Effort
from benchmarks.environment import BenchmarkError, scratch
from benchmarks.following import COUNTING, ROUTINE_READ, at_home, bare, in_counted_work, on_live, shows_paused
from benchmarks.samples import cpu_seconds
from benchmarks.table import Budget, Remark, Result, Row, times
from benchmarks.tclock import VERSION, installed_tclock, start_timer
from benchmarks.terminal import Terminal, let_run

SETTLE_SECONDS = 2.0
"""Time between the start of the last program and the start of the window."""

MAX_PERCENT_IN_WORK = 5.0
MAX_PERCENT_AT_REST = 0.5
MAX_TIMES_TCLOCK = 1.0

WORK, PAUSED, HOME, MOVING, IDLE, TICKING = "work", "paused", "home", "moving", "idle", "ticking"
TIMER, TIMER_WHOLE = "timer", "timer, whole seconds"


def measure(effort: Effort) -> list[Result]:
    """Percent of a core and bytes per second to the terminal, each the median of the windows."""
    percent: dict[str, list[float]] = {}
    rate: dict[str, list[float]] = {}
    with installed_tclock(effort.tclock) as tclock:
        for _ in range(effort.cpu_windows):
            for name, (share, speed) in _window(effort.cpu_seconds, tclock).items():
                percent.setdefault(name, []).append(share)
                rate.setdefault(name, []).append(speed)
    cpu = {name: median(values) for name, values in percent.items()}
    written = {name: median(values) for name, values in rate.items()}
    how = f"{effort.cpu_seconds:g} s" + (f", median of {effort.cpu_windows}" if effort.cpu_windows > 1 else "")
    at_rest = Budget(f"<= {MAX_PERCENT_AT_REST:g} % of a core", MAX_PERCENT_AT_REST)
    in_work = Budget(f"<= {MAX_PERCENT_IN_WORK:g} % of a core", MAX_PERCENT_IN_WORK)
    ticks = "bare app, 1 update/s"
    rows: list[Result] = [
        Row(f"CPU in guided work ({how})", "%", cpu[WORK], cpu[TICKING], ticks, in_work),
        *_against_tclock(cpu, how),
        Row(f"CPU when paused ({how})", "%", cpu[PAUSED], cpu[IDLE], "bare app, idle", at_rest),
        Row(f"CPU at Home, its figure still ({how})", "%", cpu[HOME], cpu[IDLE], "bare app, idle", at_rest),
        Row(f"CPU at Home, its figure moving ({how})", "%", cpu[MOVING], cpu[TICKING], ticks),
        Row(f"written to the terminal in guided work ({how})", "B/s", written[WORK], written[TICKING], ticks),
    ]
    if TIMER not in cpu:
        rows.append(Remark("tclock not measured (--tclock)"))
    return rows


def _against_tclock(cpu: dict[str, float], how: str) -> list[Result]:
    return [
        Row(
            f"CPU in guided work ({how})",
            "%",
            cpu[WORK],
            cpu[name],
            f"tclock {VERSION} {name}",
            times(MAX_TIMES_TCLOCK, cpu[name]) if name == TIMER else None,
        )
        for name in (TIMER, TIMER_WHOLE)
        if name in cpu
    ]


def _window(seconds: float, tclock: Path | None) -> dict[str, tuple[float, float]]:
    """Percent of a core and bytes per second of each program, over one window."""
    with scratch() as folder, ExitStack() as stack:
        running: dict[str, Terminal] = {}

        def start(name: str, terminal: Terminal) -> Terminal:
            running[name] = stack.enter_context(terminal)
            return terminal

        start(IDLE, bare()).wait_for(WORDS)
        start(TICKING, bare("--tick")).wait_for(WORDS)
        start(HOME, at_home(folder / "home", still=True)).wait_for(ROUTINE_READ)
        start(MOVING, at_home(folder / "moving")).wait_for(ROUTINE_READ)
        paused = start(PAUSED, on_live(folder / "paused"))
        if tclock is not None:
            start(TIMER, start_timer(tclock, folder))
            start(TIMER_WHOLE, start_timer(tclock, folder, "-M"))
        work = start(WORK, in_counted_work(folder / "work"))
        paused.press("p")
        paused.wait_until(lambda: shows_paused(paused), "'Paused'", 5)
        let_run(SETTLE_SECONDS)

        began = perf_counter()
        before = {name: (cpu_seconds(terminal), terminal.received) for name, terminal in running.items()}
        let_run(seconds)
        after = {name: (cpu_seconds(terminal), terminal.received) for name, terminal in running.items()}
        passed = perf_counter() - began

        if not work.appears(COUNTING, 1.0):
            raise BenchmarkError("the set ended before the window did; the window is too long")
        return {
            name: (
                (after[name][0] - before[name][0]) / passed * 100,
                (after[name][1] - before[name][1]) / passed,
            )
            for name in running
        }
