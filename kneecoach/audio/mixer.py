"""Mixes jobs into a stream of samples, each at exactly the sample it is due at. No clock, no device."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable

from kneecoach.audio.clips import scaled
from kneecoach.audio.job import SoundJob
from kneecoach.audio.tones import SAMPLE_RATE

DUCKED = 0.35
"""Gain of a tone while the voice speaks."""

FADE_SAMPLES = 220
"""A voice that is cut off fades out over this many samples (10 ms), so that it does not click."""

Report = Callable[[str], None]


class MixedSound:
    """A job that has begun, and how many of its samples are mixed."""

    def __init__(self, job: SoundJob, samples: array[int]) -> None:
        self.job = job
        self.samples = samples
        self.mixed = 0

    @property
    def left(self) -> int:
        """Samples still to mix."""
        return len(self.samples) - self.mixed

    def cut(self, after: int = 0) -> None:
        """Fade out, starting `after` samples from here."""
        at = self.mixed + after
        rest = self.samples[at : at + FADE_SAMPLES]
        fading = array("h", (int(s * (1 - i / len(rest))) for i, s in enumerate(rest)))
        self.samples = self.samples[:at] + fading


class Mixer:
    """The jobs that are waiting and those that are sounding; one voice at a time. Thread-safe."""

    def __init__(self, report: Report) -> None:
        """`report` gets the lines `began TAG INSTANT` and `dropped TAG`."""
        self._report = report
        self._lock = threading.Lock()
        self._waiting: list[SoundJob] = []
        self._sounding: list[MixedSound] = []

    @property
    def is_idle(self) -> bool:
        """Whether nothing sounds and nothing waits."""
        with self._lock:
            return not self._waiting and not self._sounding

    def add(self, job: SoundJob) -> None:
        """Play a job when it is due."""
        with self._lock:
            self._waiting.append(job)

    def cancel(self) -> None:
        """Forget what has not begun."""
        with self._lock:
            self._waiting.clear()

    def stop(self) -> None:
        """Forget what has not begun, and fade out what sounds."""
        with self._lock:
            self._waiting.clear()
            for sounding in self._sounding:
                sounding.cut()

    def mix(self, frames: int, heard_at: float) -> bytes:
        """The next samples; the first of them is heard at the instant `heard_at`."""
        with self._lock:
            begun = self._begin(frames, heard_at)
            parts = [(0, s) for s in self._sounding] + begun
            mixed = array("h", bytes(2 * frames))
            used = 0
            for offset, sounding in parts:
                used = _add(mixed, offset, sounding, used)
            self._sounding = [s for _, s in parts if s.mixed < len(s.samples)]
            return mixed.tobytes()

    def _begin(self, frames: int, heard_at: float) -> list[tuple[int, MixedSound]]:
        """The jobs that begin within these frames, each with its offset. Jobs that are too late are dropped."""
        begun: list[tuple[int, MixedSound]] = []
        # The voice first: tones that begin with it are ducked.
        for job in sorted(self._waiting, key=lambda job: (not job.is_voice, job.at)):
            offset = max(0, round((job.at - heard_at) * SAMPLE_RATE))
            spoken = [(0, s) for s in self._sounding if s.job.is_voice] + [b for b in begun if b[1].job.is_voice]
            if job.is_voice and spoken:
                # A phrase that began late is finished, if the next one can wait that long.
                ended = max(at + voice.left for at, voice in spoken)
                if heard_at + ended / SAMPLE_RATE <= job.latest:
                    offset = max(offset, ended)
            if offset >= frames:
                continue
            self._waiting.remove(job)
            if heard_at > job.latest:
                self._report(f"dropped {job.tag}")
                continue
            if job.is_voice:
                for at, voice in spoken:
                    voice.cut(max(0, offset - at))
            quiet = not job.is_voice and bool(spoken)
            begun.append((offset, MixedSound(job, scaled(job.samples, DUCKED) if quiet else job.samples)))
            self._report(f"began {job.tag} {heard_at + offset / SAMPLE_RATE:.6f}")
        return begun


def _add(mixed: array[int], offset: int, sounding: MixedSound, used: int) -> int:
    """Add a sounding job to `mixed`, beginning at `offset`. The first `used` samples of `mixed` may hold sound.

    Returns how many may after that.
    """
    part = sounding.samples[sounding.mixed : sounding.mixed + len(mixed) - offset]
    end = offset + len(part)
    if offset >= used:
        mixed[offset:end] = part
    else:
        for i, sample in enumerate(part, offset):
            mixed[i] = max(-32768, min(32767, mixed[i] + sample))
    sounding.mixed += len(part)
    return max(used, end)
