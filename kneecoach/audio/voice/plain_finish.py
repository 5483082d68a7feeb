"""The same finish as finish.py, in plain Python: for the system's speech, where numpy need not be installed."""

from __future__ import annotations

from array import array
from itertools import accumulate

from kneecoach.audio.tones import SAMPLE_RATE
from kneecoach.audio.voice.recipe import (
    ACTIVE_RANGE,
    BLOCK_SECONDS,
    ENVELOPE_SECONDS,
    FADE_IN,
    FADE_OUT,
    LEAD,
    LEVEL,
    PEAK,
    SILENCE,
    TAIL,
)
from kneecoach.audio.voice.weighting import HIGH_PASS, HIGH_SHELF, Biquad

FULL_SCALE = 32767.0

PEAK_MARGIN = 0.5
"""A peak between samples may be this much higher than the highest sample (dB)."""


def finished(raw: array[int]) -> array[int]:
    """Turn a voice's 16-bit samples at SAMPLE_RATE into a clip's. Raises ValueError if they are silent."""
    mean = sum(raw) / max(1, len(raw))
    samples = _trimmed([(sample - mean) / FULL_SCALE for sample in raw])
    peak = max(map(abs, samples))
    gain = min(10 ** ((LEVEL - active_level(samples)) / 20), 10 ** ((PEAK - PEAK_MARGIN) / 20) / peak)
    fade_in, fade_out = _frames(FADE_IN), _frames(FADE_OUT)
    last = len(samples) - 1
    return array(
        "h",
        (
            round(sample * gain * min(1.0, i / fade_in, (last - i) / fade_out) * FULL_SCALE)
            for i, sample in enumerate(samples)
        ),
    )


def active_level(samples: list[float]) -> float:
    """Level in dB, K-weighted, over the blocks within ACTIVE_RANGE of the loudest one. Full scale is 1."""
    from math import log10

    size = _frames(BLOCK_SECONDS)
    weighted = _filtered(_filtered(samples, HIGH_SHELF), HIGH_PASS)
    blocks = [weighted[i : i + size] for i in range(0, max(1, len(weighted) - size + 1), size)]
    power = [sum(sample * sample for sample in block) / len(block) for block in blocks]
    active = [p for p in power if p > max(power) / 10 ** (ACTIVE_RANGE / 10)]
    return 10 * log10(sum(active) / len(active))


def _frames(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE)


def _filtered(samples: list[float], biquad: Biquad) -> list[float]:
    (b0, b1, b2), (_, a1, a2) = biquad
    out: list[float] = []
    x1 = x2 = y1 = y2 = 0.0
    for x in samples:
        y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
        out.append(y)
        x2, x1, y2, y1 = x1, x, y1, y
    return out


def _trimmed(samples: list[float]) -> list[float]:
    """The samples without the silence at the ends, except LEAD and TAIL. Raises ValueError if there is no sound."""
    size = _frames(ENVELOPE_SECONDS)
    energy = [0.0, *accumulate(sample * sample for sample in samples)]
    around = [energy[min(len(samples), i + size // 2)] - energy[max(0, i - size // 2)] for i in range(len(samples))]
    least = max(around, default=0.0) * 10 ** (SILENCE / 10)
    if least <= 0.0:
        raise ValueError("there is no sound")
    loud = [i for i, value in enumerate(around) if value > least]
    return samples[max(0, loud[0] - _frames(LEAD)) : loud[-1] + 1 + _frames(TAIL)]
