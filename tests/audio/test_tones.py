"""Tones: no click, no overload, and each different from the others."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from kneecoach.audio.cues import Tone
from kneecoach.audio.tones import PEAK, SAMPLE_RATE, TONES, render, seconds_of
from tests.later import Later

if TYPE_CHECKING:
    import numpy as np
else:
    np = Later("numpy")


NEAR_ZERO = 0.02
"""Steps between samples, relative to the loudest sample."""


def test_every_tone_that_cues_can_name_can_be_rendered() -> None:
    assert set(TONES) == {str(tone) for tone in Tone}


@pytest.mark.parametrize("tone", TONES)
def test_it_stays_within_its_peak(tone: str) -> None:
    samples = render(tone)
    assert 0.2 * PEAK * 32767 < max(map(abs, samples)) <= PEAK * 32767 + 1


@pytest.mark.parametrize("tone", TONES)
def test_it_begins_and_ends_near_zero(tone: str) -> None:
    samples = render(tone)
    least = NEAR_ZERO * max(map(abs, samples))
    assert abs(samples[0]) <= least
    assert abs(samples[-1]) <= least


@pytest.mark.parametrize("tone", TONES)
def test_it_lasts_as_long_as_it_says(tone: str) -> None:
    assert abs(len(render(tone)) - seconds_of(tone) * SAMPLE_RATE) <= 1


@pytest.mark.parametrize(("one", "other"), list(combinations(TONES, 2)))
def test_no_two_are_alike_anywhere(one: str, other: str) -> None:
    a, b = (np.array(render(tone), float) for tone in (one, other))
    length = len(a) + len(b)
    # One laid over the other at every offset, as a product of their spectra.
    fits = np.fft.irfft(np.fft.rfft(a, length) * np.fft.rfft(b, length).conj(), length)
    assert np.abs(fits).max() < 0.9 * np.sqrt((a @ a) * (b @ b))


def test_an_unknown_tone_is_an_error() -> None:
    with pytest.raises(KeyError):
        render("gong")
