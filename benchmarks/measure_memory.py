"""Memory on Live after the rehearsal of a whole session, in MB of 1024 x 1024 bytes."""

from __future__ import annotations

from benchmarks.bare_app import WORDS
from benchmarks.effort import Effort
from benchmarks.environment import scratch
from benchmarks.following import bare, on_live, shows_paused
from benchmarks.samples import memory
from benchmarks.table import Budget, Result, Row, times
from benchmarks.terminal import let_run

MAX_TIMES_BARE, PLUS_MB = 1.25, 25.0
MAX_GROWTH = 1.05
"""A ratio up to this counts as flat."""

SECOND_SET = "set 2 of 2"
NEAR_THE_END = "the last minute"
REHEARSAL_SECONDS = 180.0


def measure(effort: Effort) -> list[Result]:
    """Resident memory and memory of its own, and how much the former has grown since the second set."""
    with scratch() as data, bare() as yardstick, on_live(data, "--speed", f"{effort.rehearsal_speed:g}") as ours:
        yardstick.wait_for(WORDS)
        ours.wait_for(SECOND_SET, REHEARSAL_SECONDS)
        first = memory(ours)
        ours.wait_for(NEAR_THE_END, REHEARSAL_SECONDS)
        ours.press("p")
        ours.wait_until(lambda: shows_paused(ours), "'Paused'", 5)
        let_run(1.0)
        last, plain = memory(ours), memory(yardstick)
    at = f"on Live after a whole session at speed {effort.rehearsal_speed:g}"
    words = f"<= {MAX_TIMES_BARE} x + {PLUS_MB:g} MB"
    flat = Budget(f"flat (<= {MAX_GROWTH} x)", first.resident * MAX_GROWTH)
    results: list[Result] = [
        Row(f"{name} {at}", "MB", value, base, "bare app", times(MAX_TIMES_BARE, base, plus=PLUS_MB, words=words))
        for name, value, base in (("RSS", last.resident, plain.resident), ("USS", last.own, plain.own))
    ]
    results.append(
        Row("RSS at its end, against its second set", "MB", last.resident, first.resident, "ours then", flat)
    )
    return results
