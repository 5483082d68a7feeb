"""Both finishes: the same level, little silence, soft ends; in plain Python as with numpy."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from kneecoach.audio.clips import lengths, read_clip
from kneecoach.audio.tones import SAMPLE_RATE, TONES
from kneecoach.audio.voice import plain_finish
from kneecoach.audio.voice.recipe import LEAD, LEVEL, MAX_GAP, PEAK, TAIL
from tests.later import Later

if TYPE_CHECKING:
    import numpy as np

    from kneecoach.audio.voice import finish
else:
    finish = Later("kneecoach.audio.voice.finish")
    np = Later("numpy")


FULL_SCALE = 32767


def speechlike(seconds: float, gain: float, before: float = 0.0, after: float = 0.0) -> array[int]:
    """A buzz with syllables, between two silences."""
    at = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    buzz = sum(np.sin(2 * np.pi * 120 * n * at) / n for n in range(1, 30)) * (
        0.6 + 0.4 * np.sin(2 * np.pi * 4 * at)
    )
    quiet = [np.zeros(round(length * SAMPLE_RATE)) for length in (before, after)]
    whole = np.concatenate([quiet[0], buzz * gain / 3, quiet[1]])
    return array("h", (whole * FULL_SCALE).round().astype("<i2").tobytes())


def with_numpy(samples: array[int]) -> array[int]:
    raw = np.array(samples, np.float64) / FULL_SCALE
    return array("h", finish.pcm(finish.finished(raw, SAMPLE_RATE)))


WAYS = pytest.mark.parametrize("finished", [with_numpy, plain_finish.finished], ids=["numpy", "plain"])
Finish = Callable[["array[int]"], "array[int]"]


def level(samples: array[int]) -> float:
    return finish.active_level(np.array(samples, np.float64) / FULL_SCALE)


@WAYS
@pytest.mark.parametrize("gain", [0.003, 0.1, 0.9])
def test_whatever_its_loudness_it_gets_the_same_level(finished: Finish, gain: float) -> None:
    clip = finished(speechlike(0.8, gain))
    assert level(clip) == pytest.approx(LEVEL, abs=0.15)
    assert finish.true_peak(np.array(clip, np.float64) / FULL_SCALE) <= 10 ** (PEAK / 20) + 1e-3


@WAYS
def test_silence_at_the_ends_is_cut_except_for_a_moment(finished: Finish) -> None:
    clip = finished(speechlike(0.5, 0.3, before=0.4, after=0.7))
    assert len(clip) / SAMPLE_RATE == pytest.approx(0.5 + LEAD + TAIL, abs=0.02)


@WAYS
def test_it_begins_and_ends_softly(finished: Finish) -> None:
    clip = finished(speechlike(0.5, 0.3))
    assert clip[0] == clip[-1] == 0
    assert max(map(abs, clip[:40])) < max(map(abs, clip))


@WAYS
@pytest.mark.parametrize("samples", [[], [0] * 500, [7] * 500])
def test_no_sound_is_refused(finished: Finish, samples: list[int]) -> None:
    with pytest.raises(ValueError, match="no sound"):
        finished(array("h", samples))


def test_the_plain_level_is_the_level_with_numpy() -> None:
    for words in [words for words in lengths() if words not in TONES][::20]:
        samples = [sample / FULL_SCALE for sample in read_clip(words)]
        assert plain_finish.active_level(samples) == pytest.approx(finish.active_level(np.array(samples)), abs=0.02)


def test_every_clip_that_ships_has_the_level_or_the_highest_peak() -> None:
    for words in [words for words in lengths() if words not in TONES][::7]:
        samples = np.array(read_clip(words), np.float64) / FULL_SCALE
        peak = 20 * np.log10(finish.true_peak(samples))
        assert finish.active_level(samples) == pytest.approx(LEVEL, abs=0.2) or peak == pytest.approx(PEAK, abs=0.1)


def test_long_silence_inside_is_shortened() -> None:
    gap = np.array(speechlike(0.3, 0.3, after=0.5) + speechlike(0.3, 0.3), np.float64) / FULL_SCALE
    clip = finish.finished(gap, SAMPLE_RATE)
    assert len(clip) / SAMPLE_RATE == pytest.approx(0.6 + MAX_GAP, abs=0.02)


def test_another_rate_keeps_the_wave() -> None:
    at = np.arange(24_000) / 24_000
    tone = np.sin(2 * np.pi * 1000 * at) * np.hanning(len(at))
    new = finish.resampled(tone, 24_000, SAMPLE_RATE)
    expected_at = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    expected = np.sin(2 * np.pi * 1000 * expected_at) * np.interp(expected_at, at, np.hanning(len(at)))
    assert len(new) == SAMPLE_RATE
    assert np.abs(new - expected).max() < 1e-3
