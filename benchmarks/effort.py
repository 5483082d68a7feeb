"""How much to measure: a few short runs while developing, or enough to publish."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effort:
    """How many runs, and how long each is in seconds."""

    name: str
    starts: int
    """Starts of each program, up to its first paint."""
    starts_long_log: int
    """The same with a log that takes seconds to read."""
    commands: int
    """Runs of each command line."""
    cpu_windows: int
    cpu_seconds: float
    """Length of a window, which must end before the set of band walks does."""
    figures: int
    """Movements measured with and without their figure."""
    figure_seconds: float
    """Length of a window. A set of band walks lasts 40 s."""
    rehearsal_speed: float
    """Session seconds per real second."""
    presses: int
    """Keys pressed at an even pace."""
    presses_any_time: int
    """Keys pressed at random instants."""
    appends: int
    tclock: bool
    """Whether to install tclock from PyPI, in a separate folder."""
    sound_short: bool
    """Whether the session does whole sets; otherwise it does only a few reps."""
    sound_minutes: float | None
    """Length of a longer session to listen to instead, in minutes."""


def quick(*, tclock: bool, sound_minutes: float | None) -> Effort:
    """Enough to see that everything works."""
    return Effort("quick", 3, 1, 5, 1, 8.0, 1, 8.0, 150.0, 16, 12, 15, tclock, False, sound_minutes)


def full(*, tclock: bool, sound_minutes: float | None) -> Effort:
    """Enough to publish."""
    return Effort("full", 10, 3, 20, 3, 20.0, 3, 30.0, 60.0, 40, 40, 100, tclock, True, sound_minutes)
