"""Says how much of a rest or a timed hold is left: halfway, and at ten seconds. Pure."""

from __future__ import annotations

from kneecoach.session.events import Stage
from kneecoach.session.state import State
from kneecoach.text import number

TEN = 10.0
MIN_HALVED = 20.0
"""In a rest or hold shorter than this (seconds), halfway is not announced."""
MIN_APART = 5.0
"""Halfway and ten seconds left are both announced only if they are at least this far apart (seconds)."""


def countdown(state: State, at: float) -> tuple[float, float] | None:
    """Seconds left at `at`, and in all, of the rest or timed hold that is running; None if there is none."""
    left = state.seconds_left(at)
    if left is None or state.paused is not None or state.until is None:
        return None
    if state.stage is Stage.REST:
        return left, state.until - state.since
    if state.hold_under_way and state.planned.target.reps is None:
        return left, state.planned.target.seconds or 0.0
    return None


def marks(total: float) -> tuple[float, ...]:
    """The seconds left at which something is said, in a rest or hold of `total` seconds."""
    ten = (TEN,) if total >= TEN + MIN_APART else ()
    half = total / 2
    return (half, *ten) if total >= MIN_HALVED and half - TEN >= MIN_APART else ten


def time_left_lines(before: float, left: float, total: float) -> list[str]:
    """What to say now that the seconds left have fallen from `before` to `left`."""
    passed = [mark for mark in marks(total) if left <= mark < before]
    return [f"{'Halfway, ' if mark != TEN else ''}{number(round(mark))} s left." for mark in passed]
