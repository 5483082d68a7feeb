"""One sound that is to be played."""

from __future__ import annotations

from array import array
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SoundJob:
    """Samples to be heard from an instant on. Instants are seconds of the monotonic clock."""

    tag: str
    clip: str
    is_voice: bool
    samples: array[int]
    """16-bit, one channel, at tones.SAMPLE_RATE, already as loud as they are to be."""
    at: float
    latest: float
    """The instant after which it is no longer begun."""
