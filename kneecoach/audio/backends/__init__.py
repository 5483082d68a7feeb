"""Ways to make a sound, each behind the same few calls; they run in the worker process."""

from __future__ import annotations

from typing import Protocol

from kneecoach.audio.job import SoundJob


class Unavailable(Exception):
    """This backend cannot be used here; says why in a few words."""


class Backend(Protocol):
    """Plays jobs. All calls come from one thread."""

    name: str
    device: str

    @property
    def is_idle(self) -> bool:
        """Whether nothing sounds and nothing waits."""

    def play(self, job: SoundJob) -> None:
        """Play a job at its instant. Raises Unavailable."""

    def cancel(self) -> None:
        """Forget what has not begun."""

    def stop(self) -> None:
        """Forget what has not begun, and stop what sounds."""

    def poll(self) -> None:
        """Do what is due by now. Raises Unavailable when the device is gone."""

    def next_poll(self) -> float | None:
        """Seconds until `poll` has to be called again; None while nothing is under way."""

    def close(self) -> None:
        """Remove what it keeps outside the process."""
