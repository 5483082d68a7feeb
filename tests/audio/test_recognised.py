"""The recogniser of the other tests: it finds the parts of a mix, even a tone over a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kneecoach.audio.clips import voice_dir
from kneecoach.audio.mixer import DUCKED
from kneecoach.audio.tones import SAMPLE_RATE, TONES
from tests.audio.capture import Samples, listen, originals
from tests.later import Later

if TYPE_CHECKING:
    import numpy as np
else:
    np = Later("numpy")


WORDS = ["One", "Three", "Lower slowly", "Step out", "Workout complete"]

pytestmark = pytest.mark.skipif(
    not (voice_dir() / "manifest.json").exists(), reason="the voice's clips are not here"
)


def mixed(*parts: tuple[str, int, float]) -> Samples:
    """A mix of parts: a clip, its first sample, and how loud it is."""
    samples = np.zeros(4 * SAMPLE_RATE, np.float32)
    for name, at, gain in parts:
        original = originals()[name]
        samples[at : at + len(original)] += np.rint(original * gain)
    return samples


@settings(deadline=None, max_examples=20)
@given(
    st.sampled_from(WORDS),
    st.sampled_from(sorted(TONES)),
    st.integers(-SAMPLE_RATE // 10, SAMPLE_RATE // 5),
    st.sampled_from([0.7, 0.7 * DUCKED]),
)
def test_a_tone_over_a_word_is_that_tone_and_that_word(word: str, tone: str, after: int, loud: float) -> None:
    placed = {word: (SAMPLE_RATE, 1.0), tone: (SAMPLE_RATE + after, loud)}
    heard = listen(mixed(*((name, at, gain) for name, (at, gain) in placed.items())))
    assert {found.clip: found.at for found in heard.found} == {name: at for name, (at, _) in placed.items()}
    assert len(heard.found) == 2
    assert all(abs(found.gain / placed[found.clip][1] - 1) < 0.05 for found in heard.found)


def test_a_sound_that_is_not_ours_is_left_over() -> None:
    noise = np.random.default_rng(1).normal(0, 3000, SAMPLE_RATE // 4).astype(np.float32)
    assert listen(noise).residue > 0.5
