"""How things are said: the same words on the screen, in plain text and in tables. Pure."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from kneecoach.session.events import Outcome, Stage, Status
from kneecoach.session.plan import PlannedSet, Side, Target, Unit
from kneecoach.session.state import State

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

NOT_ADVICE = "Not medical advice. Stop an exercise that causes sharp or rising pain."


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Unicode categories of characters that are not words: control, format, surrogate, private, separators."""


def clean(text: str) -> str:
    """`text` as one printable line: no control or direction codes, white space folded."""
    kept = (c for c in text if c.isspace() or unicodedata.category(c) not in _UNSEEN)
    return " ".join("".join(kept).split())


def number(value: float) -> str:
    """A number without needless decimals: 8, 7.5."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def minutes_seconds(seconds: float) -> str:
    """Minutes and seconds of a countdown, `1:05`; a second that has begun counts whole."""
    whole = ceil_seconds(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def ceil_seconds(seconds: float) -> int:
    """Whole seconds of a countdown: 2.0 shows 2, 1.2 shows 2, 0 shows 0. A microsecond is not a second."""
    return max(0, -int(-(seconds - 1e-6) // 1)) if seconds > 0 else 0


def length(seconds: float) -> str:
    """How long something was: `45 s`, `34 min`, `1 h 5 min`."""
    if seconds < 60:
        return f"{round(seconds)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def day_and_time(instant: datetime) -> str:
    """`Sun 22 Nov 2026 10:00`, in the offset it was written with."""
    return f"{day_words(instant)} {instant:%Y %H:%M}"


def day_words(instant: datetime) -> str:
    """`Sun 22 Nov`."""
    return f"{DAYS[instant.weekday()]} {instant.day:>2} {MONTHS[instant.month - 1]}"


def plural(count: int, unit: str) -> str:
    """`1 rep`, `2 reps`."""
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def side_words(side: Side) -> str:
    """`left leg`, `right leg`, `both legs`."""
    return "both legs" if side is Side.BOTH else f"{side} leg"


def set_words(planned: PlannedSet) -> str:
    """`set 2 of 3, left`; without a side where both legs work."""
    side = "" if planned.side is Side.BOTH else f", {planned.side}"
    return f"set {planned.set} of {planned.of}{side}"


def target_words(target: Target, unit: Unit) -> str:
    """`30 s`, `20 reps`, `15–20 steps`."""
    if target.reps is None:
        return f"{number(target.seconds or 0)} s"
    least, most = target.reps
    return plural(most, unit) if least == most else f"{least}–{most} {unit}s"


def dose_words(sets: int, target: Target, unit: Unit, each_side: bool) -> str:
    """The dose of an exercise: `3 × 15–20 steps each leg`."""
    hold = f", {number(target.hold_seconds)} s hold" if target.hold_seconds else ""
    return f"{sets} × {target_words(target, unit)}{' each leg' if each_side else ''}{hold}"


def done_words(reps: int, seconds: float, target: Target, unit: Unit) -> str:
    """What was done of a target: `12 of 15 reps`, `18 steps`, `30 of 30 s`."""
    if target.reps is None:
        return f"{number(round(seconds, 1))} of {number(target.seconds or 0)} s"
    least, most = target.reps
    return f"{reps} of {target_words(target, unit)}" if least == most else f"{plural(reps, unit)} of {least}–{most}"


OUTCOME_MARKS = {Outcome.COMPLETED: "✓", Outcome.PARTIAL: "◐", Outcome.SKIPPED: "–"}
"""A mark before the word; never instead of it."""

STATUS_WORDS = {
    Status.COMPLETED: "Workout complete",
    Status.PARTIAL: "Session saved",
    Status.DISCARDED: "Session thrown away",
}


def stage_words(state: State) -> str:
    """What is to be done now, in two or three words."""
    if state.stage is None:
        return ""
    if state.is_over and state.status:
        return STATUS_WORDS[state.status]
    if state.stage is Stage.REST:
        return "Rest"
    if state.stage is Stage.READY:
        done = state.attempts[-1].index if state.attempts else None
        return "Switch sides" if done is not None and state.plan.is_switch(done, state.index) else "Get ready"
    if state.is_leading_in:
        return "Starting over" if state.planned.target.reps is None else "Going on"
    if state.phase is None and state.paused is None:
        return "Press space"
    return (state.phase or "work").capitalize()
