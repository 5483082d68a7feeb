"""Command lines that should take almost no time, compared with a Python that does nothing."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence

from benchmarks.effort import Effort
from benchmarks.environment import KNEECOACH, PYTHON, ROOT, environment
from benchmarks.table import Result, Row, times

MAX_TIMES_PYTHON = 3.0

OURS = {"--help": (*KNEECOACH, "--help"), "--version": (*KNEECOACH, "--version")}
NOTHING = (PYTHON, "-c", "pass")


def measure(effort: Effort) -> list[Result]:
    """Run each command and the yardstick in turn."""
    commands: dict[str, tuple[str, ...]] = {**OURS, "": NOTHING}
    milliseconds: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():
        run(command)
    for _ in range(effort.commands):
        for name, command in commands.items():
            milliseconds[name].append(run(command))
    yardstick = min(milliseconds[""])
    return [
        Row(
            f"kneecoach {name} (best of {effort.commands})",
            "ms",
            min(milliseconds[name]),
            yardstick,
            "python -c pass",
            times(MAX_TIMES_PYTHON, yardstick),
        )
        for name in OURS
    ]


def run(command: Sequence[str]) -> float:
    """Milliseconds from spawn to exit."""
    started = time.perf_counter()
    subprocess.run(command, env=environment(), cwd=ROOT, stdout=subprocess.DEVNULL, check=True, timeout=60)
    return (time.perf_counter() - started) * 1000
