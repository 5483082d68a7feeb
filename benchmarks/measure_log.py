"""Reading a whole log of 10 000 sessions, compared with `json.loads` of its lines. Each runs in its own process."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.effort import Effort
from benchmarks.environment import KNEECOACH, PYTHON, ROOT, environment, scratch
from benchmarks.measure_commands import run
from benchmarks.sessions import write_log
from benchmarks.table import Result, Row
from kneecoach.log.store import Store
from kneecoach.paths import find_paths

SESSIONS = 10_000

TIMED = """
import sys, time
{first}
began = time.perf_counter()
{then}
print((time.perf_counter() - began) * 1000, len(found))
"""
OURS = TIMED.format(
    first="from kneecoach.log.store import Store; from kneecoach.paths import find_paths",
    then="found = Store(find_paths(sys.argv[1])).read().records",
)
JSON = TIMED.format(first="import json", then="found = [json.loads(line) for line in open(sys.argv[2], 'rb')]")
QUIET = TIMED.format(
    first="import gc, json; gc.disable()", then="found = [json.loads(line) for line in open(sys.argv[2], 'rb')]"
)
SPAWNED = "import json, sys; found = [json.loads(line) for line in open(sys.argv[1], 'rb')]"


def measure(effort: Effort) -> list[Result]:
    """Read the log in Python, and run `kneecoach history` for its three newest sessions."""
    with scratch() as folder:
        data = folder / "many"
        lines = write_log(data, SESSIONS)
        own = Store(find_paths(str(data))).own_file()
        megabytes = own.stat().st_size / 1e6
        taken: dict[str, list[float]] = {words: [] for words in (OURS, JSON, QUIET)}
        commands: tuple[list[float], list[float]] = ([], [])
        history = (*KNEECOACH, "history", "--limit", "3", "--data-dir", str(data))
        for _ in range(effort.starts_long_log):
            for words, each in taken.items():
                each.append(_timed(words, data, own))
            commands[0].append(run(history))
            commands[1].append(run((PYTHON, "-c", SPAWNED, str(own))))
    best = {words: min(each) for words, each in taken.items()}
    what = f"of {SESSIONS} sessions, {lines} lines, {megabytes:.0f} MB (best of {effort.starts_long_log})"
    return [
        Row(f"read a log {what}", "ms", best[OURS], best[JSON], "json.loads of its lines"),
        Row(f"read a log {what}", "ms", best[OURS], best[QUIET], "json.loads, gc off"),
        Row(f"kneecoach history --limit 3 {what}", "ms", min(commands[0]), min(commands[1]), "python, json.loads"),
    ]


def _timed(words: str, data: Path, own: Path) -> float:
    command: Sequence[str] = (PYTHON, "-c", words, str(data), str(own))
    done = subprocess.run(
        command, env=environment(), cwd=ROOT, capture_output=True, text=True, check=True, timeout=300
    )
    return float(done.stdout.split()[0])
