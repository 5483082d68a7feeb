"""Percentiles of samples, and the processor time and memory of processes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import psutil

from benchmarks.terminal import Terminal

MEBIBYTE = 1024 * 1024


def percentile(samples: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile, which is one of the samples."""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def cpu_seconds(terminal: Terminal) -> float:
    """Processor seconds used so far by a program and its children."""
    total = 0.0
    for process in terminal.family():
        with suppress(psutil.NoSuchProcess):
            used = process.cpu_times()
            total += used.user + used.system
    return total


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes (of 1024 x 1024 bytes)."""

    resident: float
    """Including memory shared with other programs (RSS)."""
    own: float
    """Without shared memory (USS)."""


def memory(terminal: Terminal) -> Memory:
    """Memory of a program and its children."""
    resident = own = 0
    for process in terminal.family():
        with suppress(psutil.NoSuchProcess):
            used = process.memory_full_info()
            resident += used.rss
            own += used.uss
    return Memory(resident / MEBIBYTE, own / MEBIBYTE)
