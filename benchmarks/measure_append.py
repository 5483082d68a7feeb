"""Appending a record to a short and to a long log, in milliseconds, with its fsync."""

from __future__ import annotations

from statistics import median
from time import perf_counter
from uuid import uuid4

from benchmarks.effort import Effort
from benchmarks.environment import scratch
from benchmarks.sessions import write_log
from benchmarks.table import Result, Row, times
from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.paths import find_paths

SHORT, LONG = 10, 10_000
"""Sessions in the log."""

MAX_TIMES_SHORT = 1.25
"""A ratio up to this counts as flat: the long log has a thousand times as many sessions."""


def measure(effort: Effort) -> list[Result]:
    """Append to both logs in turn, and take the medians."""
    with scratch() as folder:
        stores = []
        for count in (SHORT, LONG):
            write_log(folder / str(count), count)
            stores.append(Store(find_paths(str(folder / str(count)))))
        record = stores[0].read().records[-1]
        milliseconds: tuple[list[float], list[float]] = ([], [])
        for store, taken in zip(stores, milliseconds, strict=True):
            _append(store, record)
            taken.clear()
        for _ in range(effort.appends):
            for store, taken in zip(stores, milliseconds, strict=True):
                taken.append(_append(store, record))
    short, long = median(milliseconds[0]), median(milliseconds[1])
    what = f"append a record to {LONG} sessions (median of {effort.appends})"
    budget = times(MAX_TIMES_SHORT, short, words=f"flat (<= {MAX_TIMES_SHORT} x)")
    return [Row(what, "ms", long, short, f"to {SHORT} sessions", budget)]


def _append(store: Store, record: Record) -> float:
    fresh = record.model_copy(update={"id": str(uuid4())})
    began = perf_counter()
    store.append(fresh)
    return (perf_counter() - began) * 1000
