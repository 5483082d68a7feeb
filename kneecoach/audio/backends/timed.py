"""Backends that cannot start at an exact sample: each sound is started when its instant has come."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Protocol

from kneecoach.audio.job import SoundJob
from kneecoach.audio.mixer import Report

REAP_SECONDS = 0.2
"""How often playing sounds are polled."""

POLL_SECONDS = 0.002
"""How soon a sound that waits for a voice to end is polled again."""


class StartedSound(Protocol):
    """A sound that has started."""

    def is_playing(self) -> bool: ...

    def stop(self) -> None: ...


class TimedBackend(ABC):
    """Keeps jobs until they are due; one voice at a time."""

    name: str
    device: str

    def __init__(self, report: Report, now: Callable[[], float] = time.monotonic) -> None:
        self._report = report
        self._now = now
        self._waiting: list[SoundJob] = []
        self._sounding: list[tuple[SoundJob, StartedSound]] = []

    @abstractmethod
    def begin(self, job: SoundJob) -> StartedSound:
        """Begin a sound now. Raises Unavailable."""

    def play(self, job: SoundJob) -> None:
        self._waiting.append(job)
        self._waiting.sort(key=lambda waiting: waiting.at)

    def cancel(self) -> None:
        self._waiting.clear()

    def stop(self) -> None:
        self._waiting.clear()
        for _, sounding in self._sounding:
            sounding.stop()

    def poll(self) -> None:
        self._sounding = [(job, sounding) for job, sounding in self._sounding if sounding.is_playing()]
        for job in [job for job in self._waiting if job.at <= self._now()]:
            spoken = [sounding for other, sounding in self._sounding if other.is_voice] if job.is_voice else []
            late = self._now() > job.latest
            if spoken and not late:
                continue  # a phrase that began late is finished, if the next one can wait that long
            self._waiting.remove(job)
            if late and not spoken:
                self._report(f"dropped {job.tag}")
                continue
            for sounding in spoken:
                sounding.stop()
            self._report(f"began {job.tag} {self._now():.6f}")
            self._sounding.append((job, self.begin(job)))

    @property
    def is_idle(self) -> bool:
        return not self._waiting and not self._sounding

    def close(self) -> None:
        self.stop()

    def next_poll(self) -> float | None:
        due = [max(POLL_SECONDS, self._waiting[0].at - self._now())] if self._waiting else []
        polls = due + ([REAP_SECONDS] if self._sounding else [])
        return max(0.0, min(polls)) if polls else None
