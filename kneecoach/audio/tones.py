"""A small synthesiser: every tone as samples. Pure."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, pi, sin
from types import MappingProxyType

SAMPLE_RATE = 22_050
"""Samples per second of tones and voice clips."""

PEAK = 0.5
"""The loudest sample of a tone at full volume, 0-1."""

ATTACK_SECONDS = 0.005
RELEASE_SECONDS = 0.015


@dataclass(frozen=True, slots=True)
class Note:
    """A decaying sine with some of its octave."""

    hertz: float
    begins: float
    """Seconds after the tone's start."""
    seconds: float
    decay: float
    """Seconds until it has fallen to about a third (1/e)."""
    loudness: float = 1.0


TONES: Mapping[str, tuple[Note, ...]] = MappingProxyType(
    {
        "tick": (Note(1568.0, 0.0, 0.06, 0.02, 0.8),),
        "phase": (Note(523.3, 0.0, 0.09, 0.03, 0.7),),
        "rep": (Note(784.0, 0.0, 0.14, 0.05),),
        "beep": (Note(880.0, 0.0, 0.16, 0.12),),
        "start": (Note(784.0, 0.0, 0.12, 0.1), Note(1174.7, 0.12, 0.26, 0.12)),
        "end": (Note(1046.5, 0.0, 0.45, 0.18),),
        "done": (
            Note(523.3, 0.0, 0.3, 0.15, 0.8),
            Note(659.3, 0.14, 0.3, 0.15, 0.8),
            Note(784.0, 0.28, 0.3, 0.15, 0.8),
            Note(1046.5, 0.42, 0.6, 0.25),
        ),
    }
)
"""The notes of each tone."""


def seconds_of(tone: str) -> float:
    """How long a tone lasts, in seconds."""
    return max(note.begins + note.seconds for note in TONES[tone])


@cache
def render(tone: str) -> array[int]:
    """A tone as 16-bit samples at SAMPLE_RATE, one channel."""
    mixed = [0.0] * round(seconds_of(tone) * SAMPLE_RATE)
    for note in TONES[tone]:
        offset = round(note.begins * SAMPLE_RATE)
        for i in range(min(round(note.seconds * SAMPLE_RATE), len(mixed) - offset)):
            mixed[offset + i] += _sample(note, i / SAMPLE_RATE)
    loudest = max(1.0, *(abs(sample) for sample in mixed))
    return array("h", (round(sample / loudest * PEAK * 32767) for sample in mixed))


def _sample(note: Note, at: float) -> float:
    edge = min(1.0, at / ATTACK_SECONDS, (note.seconds - at) / RELEASE_SECONDS)
    wave = sin(2 * pi * note.hertz * at) + 0.2 * sin(4 * pi * note.hertz * at)
    return note.loudness * edge * exp(-at / note.decay) * wave / 1.2
