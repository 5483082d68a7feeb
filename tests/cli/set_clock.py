"""The real program on clocks that jump: `python set_clock.py SECONDS ARGUMENT...`.

At SIGUSR1 its wall clock is set by SECONDS; at SIGUSR2 the computer seems to have slept for that long.
"""

from __future__ import annotations

import signal
import sys
from datetime import datetime, timedelta

import kneecoach.running.clock as clocks
from kneecoach.cli import main

JUMP = float(sys.argv.pop(1))


class SetClock(clocks.RealClock):
    """The real clock, with what has been added to it."""

    added = 0.0
    slept = 0.0

    def wall(self) -> datetime:
        return super().wall() + timedelta(seconds=SetClock.added)

    def asleep(self) -> float | None:
        return SetClock.slept


def _is_set(number: int, _frame: object) -> None:
    SetClock.added += JUMP
    if number == signal.SIGUSR2:
        SetClock.slept += JUMP


signal.signal(signal.SIGUSR1, _is_set)
signal.signal(signal.SIGUSR2, _is_set)
clocks.RealClock = SetClock  # type: ignore[misc]
main()
