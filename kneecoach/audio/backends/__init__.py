"""The ways to make a sound, behind one interface. They run in the worker process."""

from __future__ import annotations

from typing import Protocol

from kneecoach.audio.job import SoundJob


class Unavailable(Exception):
    """This backend cannot be used here. Its text says why in a few words."""


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
        """Forget what has not begun, and stop what is sounding."""

    def poll(self) -> None:
        """Do what is due. Raises Unavailable when the device is gone."""

    def next_poll(self) -> float | None:
        """Seconds until `poll` must be called again; None if nothing sounds or waits."""

    def close(self) -> None:
        """Clean up what it left outside the process."""
