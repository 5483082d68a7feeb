"""Turns a voice's samples into a clip's: resampled, trimmed, levelled and faded. Needs numpy."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from kneecoach.audio.tones import SAMPLE_RATE
from kneecoach.audio.voice.recipe import (
    ACTIVE_RANGE,
    BLOCK_SECONDS,
    ENVELOPE_SECONDS,
    FADE_IN,
    FADE_OUT,
    LEAD,
    LEVEL,
    MAX_GAP,
    PEAK,
    SILENCE,
    TAIL,
)
from kneecoach.audio.voice.weighting import HIGH_PASS, HIGH_SHELF

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples: TypeAlias = NDArray[np.float64]

OVERSAMPLING = 4
"""Peaks between samples are looked for at this many times the rate (ITU-R BS.1770)."""


def finished(raw: Samples, rate: int) -> Samples:
    """Turn a voice's samples at `rate` (Hz) into a clip's at SAMPLE_RATE. Full scale is 1.

    Raises ValueError if they are silent.
    """
    if not len(raw) or raw.min() == raw.max():
        raise ValueError("there is no sound")
    samples = resampled(raw - raw.mean(), rate, SAMPLE_RATE)
    samples = gaps_shortened(trimmed(samples))
    gain = min(10 ** ((LEVEL - active_level(samples)) / 20), 10 ** (PEAK / 20) / true_peak(samples))
    samples = samples * gain
    samples[: frames(FADE_IN)] *= np.linspace(0, 1, frames(FADE_IN))
    samples[-frames(FADE_OUT) :] *= np.linspace(1, 0, frames(FADE_OUT))
    return samples


def pcm(samples: Samples) -> bytes:
    """The samples as 16-bit little-endian integers."""
    data: bytes = (samples * 32767).round().astype("<i2").tobytes()
    return data


def frames(seconds: float) -> int:
    """`seconds` in samples."""
    return round(seconds * SAMPLE_RATE)


def resampled(samples: Samples, rate: int, new_rate: int) -> Samples:
    """The samples at another rate (Hz): their spectrum is cut off, or padded with zeros."""
    if rate == new_rate:
        return samples.copy()
    common = math.gcd(rate, new_rate)
    # Padded so that both lengths are whole, and so that sound that begins and ends abruptly does not wrap round.
    blocks = _power_of_two(-(-len(samples) * common // rate) + 1)
    spectrum = np.fft.rfft(samples, blocks * rate // common)
    size = blocks * new_rate // common
    out: Samples = np.fft.irfft(spectrum[: size // 2 + 1], size) * (new_rate / rate)
    return out[: round(len(samples) * new_rate / rate)]


def _power_of_two(least: int) -> int:
    """The first power of two that is not less: such a length transforms fast."""
    return 1 << (least - 1).bit_length()


def active_level(samples: Samples) -> float:
    """Level in dB, K-weighted, over the blocks within ACTIVE_RANGE of the loudest one."""
    size = frames(BLOCK_SECONDS)
    weighted = weighted_by_loudness(samples)
    if len(weighted) > size:
        weighted = weighted[: len(weighted) // size * size]
    power = (weighted.reshape(-1, min(size, len(weighted))) ** 2).mean(axis=1)
    return float(10 * np.log10(power[power > power.max() / 10 ** (ACTIVE_RANGE / 10)].mean()))


def weighted_by_loudness(samples: Samples) -> Samples:
    """K-weighting, by its frequency response."""
    size = _power_of_two(len(samples) + frames(0.1))
    z = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response = np.ones(len(z), np.complex128)
    for ahead, back in (HIGH_SHELF, HIGH_PASS):
        response *= np.polyval(ahead[::-1], z) / np.polyval(back[::-1], z)
    weighted: Samples = np.fft.irfft(np.fft.rfft(samples, size) * response, size)
    return weighted[: len(samples)]


def true_peak(samples: Samples) -> float:
    """Highest peak of the reconstructed wave; 1 is full scale."""
    size = _power_of_two(len(samples) + frames(0.02))
    wave = np.fft.irfft(np.fft.rfft(samples, size), size * OVERSAMPLING) * OVERSAMPLING
    return float(np.abs(wave).max())


def sounding(samples: Samples) -> NDArray[np.bool_]:
    """For each sample, whether there is sound around it."""
    size = frames(ENVELOPE_SECONDS)
    envelope = np.sqrt(np.convolve(samples**2, np.ones(size) / size, "same"))
    return np.asarray(envelope > envelope.max() * 10 ** (SILENCE / 20))


def trimmed(samples: Samples) -> Samples:
    """The samples without the silence at the ends, except LEAD and TAIL."""
    loud = np.flatnonzero(sounding(samples))
    return samples[max(0, loud[0] - frames(LEAD)) : loud[-1] + 1 + frames(TAIL)]


def gaps_shortened(samples: Samples) -> Samples:
    """The samples with no silence longer than MAX_GAP: its middle is cut out and the ends are cross-faded."""
    loud = np.flatnonzero(sounding(samples))
    blend = frames(0.005)
    half = frames(MAX_GAP) // 2
    rising = np.linspace(0, 1, blend)
    pieces: list[Samples] = []
    start = 0
    for before, after in pairwise(loud.tolist()):
        if after - before - 1 <= 2 * half + blend:
            continue
        end, resume = before + 1 + half, after - half
        pieces.append(samples[start:end])
        pieces.append(samples[end : end + blend] * (1 - rising) + samples[resume - blend : resume] * rising)
        start = resume
    return np.concatenate([*pieces, samples[start:]])
