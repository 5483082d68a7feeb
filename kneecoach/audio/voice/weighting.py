"""K-weighting at SAMPLE_RATE (ITU-R BS.1770): the coefficients of its high shelf and its high pass. Pure."""

from __future__ import annotations

from math import pi, tan

from kneecoach.audio.tones import SAMPLE_RATE

Biquad = tuple[tuple[float, float, float], tuple[float, float, float]]
"""Coefficients of the input and of the output; the first of the output is 1."""


def _high_shelf() -> Biquad:
    k, q = tan(pi * 1681.974450955533 / SAMPLE_RATE), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    scale = 1 + k / q + k * k
    ahead = (high + band * k / q + k * k, 2 * (k * k - high), high - band * k / q + k * k)
    return (
        (ahead[0] / scale, ahead[1] / scale, ahead[2] / scale),
        (1.0, 2 * (k * k - 1) / scale, (1 - k / q + k * k) / scale),
    )


def _high_pass() -> Biquad:
    k, q = tan(pi * 38.13547087602444 / SAMPLE_RATE), 0.5003270373238773
    scale = 1 + k / q + k * k
    return (1.0, -2.0, 1.0), (1.0, 2 * (k * k - 1) / scale, (1 - k / q + k * k) / scale)


HIGH_SHELF = _high_shelf()
HIGH_PASS = _high_pass()
