"""One sound to play."""

from __future__ import annotations

from array import array
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SoundJob:
    """Samples to play at an instant. Instants are seconds of the monotonic clock."""

    tag: str
    sound: str
    """The words of a clip, or the name of a tone."""
    is_voice: bool
    samples: array[int]
    """16-bit, one channel, at tones.SAMPLE_RATE, with the volume applied."""
    at: float
    latest: float
    """After this instant it is dropped."""
