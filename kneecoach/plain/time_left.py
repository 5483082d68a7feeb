"""Says at half and at ten seconds how much of a rest or a timed hold is left. Pure."""

from __future__ import annotations

from kneecoach.session.events import Stage
from kneecoach.session.state import State
from kneecoach.text import number

TEN = 10.0
MIN_HALVED = 20.0
"""In seconds. In a shorter rest or hold, half of the time is not announced."""
MIN_APART = 5.0
"""Half and ten seconds are both announced if they are at least this far apart, in seconds."""


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
    """What to say now that the seconds left fell from `before` to `left`."""
    passed = [mark for mark in marks(total) if left <= mark < before]
    return [f"{'Half, ' if mark != TEN else ''}{number(round(mark))} s left." for mark in passed]
