"""`python -m benchmarks`: measures and prints a table. An exceeded budget is shown, but fails nothing."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

from benchmarks import (
    measure_append,
    measure_commands,
    measure_cpu,
    measure_figure,
    measure_history,
    measure_keys,
    measure_log,
    measure_memory,
    measure_sound,
    measure_start,
    measure_voice,
)
from benchmarks.effort import Effort, full, quick
from benchmarks.environment import BenchmarkError
from benchmarks.table import Remark, Result, as_markdown, as_text

MEASURES: dict[str, Callable[[Effort], list[Result]]] = {
    "start": measure_start.measure,
    "commands": measure_commands.measure,
    "cpu": measure_cpu.measure,
    "figure": measure_figure.measure,
    "memory": measure_memory.measure,
    "keys": measure_keys.measure,
    "history": measure_history.measure,
    "log": measure_log.measure,
    "append": measure_append.measure,
    "sound": measure_sound.measure,
    "voice": measure_voice.measure,
}


def main() -> int:
    """Run the chosen benchmarks. Returns 0, or 1 if something could not be measured."""
    chosen = _arguments()
    effort = (quick if chosen.quick else full)(tclock=chosen.tclock, sound_minutes=chosen.minutes)
    began = perf_counter()
    load_before = _load()
    results: list[Result] = []
    failed = False
    for name in chosen.only or MEASURES:
        print(f"{name} ...", file=sys.stderr, flush=True)
        try:
            results += MEASURES[name](effort)
        except BenchmarkError as error:
            failed = True
            results.append(Remark(f"{name} could not be measured: {error}"))
    where = (
        f"{effort.name}, {datetime.now().astimezone():%Y-%m-%d %H:%M}, {perf_counter() - began:.0f} s; "
        f"Python {platform.python_version()}, Textual {version('textual')}, "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"load {load_before} before and {_load()} after"
    )
    print(f"{where}\n\n{as_text(results)}")
    if chosen.markdown is not None:
        chosen.markdown.write_text(f"{where}\n\n{as_markdown(results)}\n", "utf-8")
    return 1 if failed else 0


def _load() -> str:
    """The load average of the last minute: how busy the computer was."""
    return f"{os.getloadavg()[0]:.1f}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="What kneecoach costs.")
    parser.add_argument("--quick", action="store_true", help="a few short runs")
    parser.add_argument(
        "--only", action="append", choices=list(MEASURES), metavar="NAME", help=f"one of {', '.join(MEASURES)}"
    )
    parser.add_argument("--tclock", action="store_true", help="compare with tclock, installed from PyPI")
    parser.add_argument(
        "--minutes", type=float, metavar="N", help="listen to a session of at least N minutes, in real time"
    )
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="also write the table to FILE")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
