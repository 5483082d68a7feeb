"""How much is measured: few short runs while developing, or enough to publish."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effort:
    """Counts of runs, and lengths in seconds."""

    name: str
    starts: int
    """Starts of each program, to its first paint."""
    starts_long_log: int
    """The same with a log so long that it takes seconds to read."""
    commands: int
    """Runs of each command line."""
    cpu_windows: int
    cpu_seconds: float
    """Length of a window; a set of band walks must last longer than it and the preparations."""
    figures: int
    """Movements that are measured with and without their figure."""
    figure_seconds: float
    """Length of a window of them; a set of band walks lasts 40 s."""
    rehearsal_speed: float
    """Session seconds in a real second."""
    presses: int
    """Keys pressed at an even pace."""
    presses_any_time: int
    """Keys pressed at random instants."""
    appends: int
    tclock: bool
    """Whether to install tclock from PyPI into a folder of its own."""
    sound_short: bool
    """Whether a session is heard that does every set whole, or a few reps only."""
    sound_minutes: float | None
    """Length of the session that is heard instead, in minutes."""


def quick(*, tclock: bool, sound_minutes: float | None) -> Effort:
    """Enough to see that everything works."""
    return Effort("quick", 3, 1, 5, 1, 8.0, 1, 8.0, 150.0, 16, 12, 15, tclock, False, sound_minutes)


def full(*, tclock: bool, sound_minutes: float | None) -> Effort:
    """Enough to publish."""
    return Effort("full", 10, 3, 20, 3, 20.0, 3, 30.0, 60.0, 40, 40, 100, tclock, True, sound_minutes)
