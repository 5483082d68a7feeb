"""Processor time, bytes and frames in guided work: with the figure, without it, and for the tclock timer.

The three run over the same window, muted, in terminals with 16 million colours. A frame is a non-empty update
between Textual's two marks of synchronised output (`ESC [?2026h` and `ESC [?2026l`).
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import tomlkit

from benchmarks.effort import Effort
from benchmarks.environment import KNEECOACH, TRUE_COLOUR, BenchmarkError, environment, scratch
from benchmarks.samples import cpu_seconds
from benchmarks.table import Budget, Remark, Result, Row, times
from benchmarks.tclock import VERSION, installed_tclock, start_marked_timer
from benchmarks.terminal import Passes, Terminal, let_run
from kneecoach.routine.library import builtin_dir

SIZES = ((80, 24), (100, 30), (140, 45))
"""Columns and rows of layouts with a figure beside the numbers."""

MAX_PERCENT = 5.0
MAX_TIMES_TCLOCK = 1.0

ROUTINE = "one-movement"

WITHOUT, TIMER = "without", f"tclock {VERSION} timer"
WAYS: dict[str, tuple[str, Passes | None]] = {
    "quadrants": ("colour", None),
    "octants": ("octant", None),
    "pixels": ("pixels", "kitty"),
    "sixel": ("pixels", "foot"),
}
"""Ways to draw the figure, each with the setting that chooses it and what the terminal passes for."""
CHEAP = ("quadrants", "octants", "pixels")
"""Those that have budgets."""
MAX_CELL_BYTES, MAX_PIXEL_BYTES = 50_000.0, 10_000.0
"""Budgets for bytes written per second at 80x24, after the first rep."""


@dataclass(frozen=True, slots=True)
class Movement:
    """An exercise whose first set is measured."""

    exercise: str
    """Its id in the built-in routine."""
    title: str
    counting: str
    """Shown only during such a set: its first phase in the tempo bar."""
    rep_seconds: float


MOVEMENTS = (
    Movement("hip-thrust", "Hip thrust", "push up 1 s     ", 5.0),
    Movement("lateral-band-walk", "Lateral band walk", "step out 1 s     ", 2.0),
    Movement("ball-leg-curl", "Stability ball leg curl", "curl in 2 s     ", 4.0),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A program's totals so far, or its rates per second."""

    cpu: float
    """Processor seconds."""
    written: float
    """Bytes to the terminal."""
    frames: float

    @classmethod
    def of(cls, terminal: Terminal) -> Sample:
        """The totals until now."""
        return cls(cpu_seconds(terminal), terminal.received, terminal.frames)

    def since(self, before: Sample, seconds: float) -> Sample:
        """The rates per second since `before`, which was `seconds` ago."""
        return Sample(
            (self.cpu - before.cpu) / seconds,
            (self.written - before.written) / seconds,
            (self.frames - before.frames) / seconds,
        )


def measure(effort: Effort) -> list[Result]:
    """Percent of a core, bytes and frames per second: in the first rep, and after it, when all frames are drawn."""
    results: list[Result] = []
    with installed_tclock(effort.tclock) as tclock:
        for movement in MOVEMENTS[: effort.figures]:
            for size in SIZES:
                first, later = _windows(movement, size, effort.figure_seconds, tclock)
                for way in WAYS:
                    what = f"{movement.title}, {size[0]}x{size[1]}, {way}"
                    results += [row for row in _rows(f"{what}, first rep", way, first) if ROWS[0] in row.what]
                    results += _rows(what, way, later, is_small=size == SIZES[0])
    if not effort.tclock:
        results.append(Remark("tclock not measured (--tclock)"))
    return results


ROWS = ("CPU", "written", "frames")


def _rows(what: str, way: str, rates: dict[str, Sample], *, is_small: bool = False) -> list[Row]:
    """What one way costs, next to no figure at all and to the timer."""
    ours = rates[way]
    share = Budget(f"<= {MAX_PERCENT:g} % of a core", MAX_PERCENT)
    most = MAX_PIXEL_BYTES if way == "pixels" else MAX_CELL_BYTES
    bytes_budget = Budget(f"<= {most / 1000:g} kB/s", most) if is_small and way in CHEAP else None
    rows: list[Row] = []
    for name in (name for name in (WITHOUT, TIMER) if name in rates):
        other = rates[name]
        cpu = other.cpu * 100
        budget = times(MAX_TIMES_TCLOCK, cpu) if name == TIMER else share
        rows += [
            Row(f"{what}: {ROWS[0]}", "%", ours.cpu * 100, cpu, name, budget if way in CHEAP else None),
            Row(f"{what}: {ROWS[1]}", "B/s", ours.written, other.written, name, bytes_budget),
            Row(f"{what}: {ROWS[2]}", "/s", ours.frames, other.frames, name),
        ]
    return rows


def _windows(
    movement: Movement, size: tuple[int, int], seconds: float, tclock: Path | None
) -> tuple[dict[str, Sample], dict[str, Sample]]:
    """What each program did per second in the first rep, and in a window after it."""
    with scratch() as folder, ExitStack() as stack:
        running: dict[str, Terminal] = {}
        if tclock is not None:
            running[TIMER] = stack.enter_context(start_marked_timer(tclock, folder, size))
        for name, (style, passes_for) in {**WAYS, WITHOUT: ("off", None)}.items():
            started = _on_live(folder / name, style, size, movement.exercise, passes_for)
            running[name] = stack.enter_context(started)
        ours = [terminal for name, terminal in running.items() if name != TIMER]
        for terminal in ours:
            terminal.wait_for(movement.counting)

        first = _rates(running, movement.rep_seconds)
        let_run(0.5)
        later = _rates(running, seconds)

        for terminal in ours:
            if not terminal.appears(movement.counting, 1.0):
                raise BenchmarkError("the set ended before the window did; the window is too long")
        return first, later


def _rates(running: dict[str, Terminal], seconds: float) -> dict[str, Sample]:
    """What each program does per second, over this many `seconds`."""
    began = perf_counter()
    before = {name: Sample.of(terminal) for name, terminal in running.items()}
    let_run(seconds)
    after = {name: Sample.of(terminal) for name, terminal in running.items()}
    passed = perf_counter() - began
    return {name: after[name].since(before[name], passed) for name in running}


def _on_live(data: Path, style: str, size: tuple[int, int], exercise: str, passes_for: Passes | None) -> Terminal:
    """Start a session of this exercise alone, with its figure drawn in `style`."""
    routines = data / "config" / "routines"
    routines.mkdir(parents=True)
    (data / "config" / "config.toml").write_text(f'figure = "{style}"\n', "utf-8")
    routine = tomlkit.parse((builtin_dir() / "knee-relief.toml").read_text("utf-8"))
    routine["id"] = ROUTINE
    routine["exercise"] = [own for own in routine["exercise"] if own["use"] == exercise]
    (routines / f"{ROUTINE}.toml").write_text(tomlkit.dumps(routine), "utf-8")
    command = (*KNEECOACH, "start", ROUTINE, "--yes", "--mute")
    return Terminal(command, {**environment(data), **TRUE_COLOUR}, size, marks=True, passes_for=passes_for)
