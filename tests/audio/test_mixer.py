"""The mixer: every job at its exact sample, one voice at a time, tones quieter under it."""

from __future__ import annotations

from array import array
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kneecoach.audio.job import SoundJob
from kneecoach.audio.mixer import DUCKED, FADE_SAMPLES, Mixer
from kneecoach.audio.tones import SAMPLE_RATE

PERIOD = 882
ZERO = 50.0
"""The instant at which the stream's first sample is heard."""


class Stream:
    """A mixer and its output."""

    def __init__(self) -> None:
        self.reports: list[str] = []
        self.mixer = Mixer(self.reports.append)
        self.samples: array[int] = array("h")

    def add(
        self, at: int, samples: list[int], *, voice: bool = True, tag: str = "1", patience: float = 1.0
    ) -> None:
        """Add a job that is due at a sample of the stream."""
        instant = ZERO + at / SAMPLE_RATE
        self.mixer.add(SoundJob(tag, "clip", voice, array("h", samples), instant, instant + patience))

    def run(self, frames: int, period: int = PERIOD) -> array[int]:
        """Let the device ask for samples. Returns all output so far."""
        end = len(self.samples) + frames
        while len(self.samples) < end:
            heard_at = ZERO + len(self.samples) / SAMPLE_RATE
            self.samples.frombytes(self.mixer.mix(period, heard_at))
        return self.samples


@given(st.integers(0, 5000), st.integers(1, 3000), st.integers(100, 2000))
def test_a_job_lands_exactly_on_its_sample_whatever_the_period(at: int, length: int, period: int) -> None:
    stream = Stream()
    stream.add(at, [7] * length)
    heard = stream.run(at + length + period, period)
    assert heard[:at] == array("h", [0] * at)
    assert heard[at : at + length] == array("h", [7] * length)
    assert not any(heard[at + length :])


def test_what_has_begun_is_reported_with_its_instant() -> None:
    stream = Stream()
    stream.add(1000, [1], tag="a")
    stream.run(2000)
    name, tag, instant = stream.reports[0].split()
    assert (name, tag) == ("began", "a")
    assert abs(float(instant) - (ZERO + 1000 / SAMPLE_RATE)) < 1e-6


def test_two_tones_add_up() -> None:
    stream = Stream()
    stream.add(100, [5] * 50, voice=False)
    stream.add(120, [6] * 50, voice=False)
    heard = stream.run(PERIOD)
    assert heard[100:170] == array("h", [5] * 20 + [11] * 30 + [6] * 20)


def test_a_tone_is_quieter_while_the_voice_sounds_and_only_then() -> None:
    stream = Stream()
    stream.add(0, [0] * 3000)
    stream.add(1000, [10_000] * 10, voice=False)
    stream.add(4000, [10_000] * 10, voice=False)
    heard = stream.run(5000)
    assert heard[1000:1010] == array("h", [round(10_000 * DUCKED)] * 10)
    assert heard[4000:4010] == array("h", [10_000] * 10)


def test_a_tone_that_begins_together_with_the_voice_is_quieter_too() -> None:
    stream = Stream()
    stream.add(500, [10_000] * 10, voice=False)
    stream.add(500, [0] * 1000)
    assert stream.run(PERIOD)[500:510] == array("h", [round(10_000 * DUCKED)] * 10)


def test_a_second_voice_fades_the_first_out() -> None:
    stream = Stream()
    stream.add(0, [1000] * 10_000, tag="first")
    stream.add(3 * PERIOD, [0] * 10_000, tag="second", patience=0.1)
    heard = stream.run(6 * PERIOD)
    assert heard[: 3 * PERIOD] == array("h", [1000] * (3 * PERIOD))
    fade = heard[3 * PERIOD : 3 * PERIOD + FADE_SAMPLES]
    assert all(a >= b for a, b in pairwise(fade))
    assert not any(heard[3 * PERIOD + FADE_SAMPLES :])


def test_a_second_voice_that_can_wait_lets_the_first_end() -> None:
    stream = Stream()
    stream.add(0, [1000] * 4000, tag="first")
    stream.add(3000, [500] * 2000, tag="second")
    heard = stream.run(8000)
    assert heard[:6000] == array("h", [1000] * 4000 + [500] * 2000)


def test_a_job_that_is_late_but_within_its_patience_begins_at_once() -> None:
    stream = Stream()
    stream.run(PERIOD)
    stream.add(0, [9] * 10)
    assert stream.run(PERIOD)[PERIOD : PERIOD + 10] == array("h", [9] * 10)


def test_a_job_that_is_too_late_is_dropped_and_reported() -> None:
    stream = Stream()
    stream.run(2 * PERIOD)
    stream.add(0, [9] * 10, tag="late", patience=PERIOD / SAMPLE_RATE)
    assert not any(stream.run(PERIOD))
    assert stream.reports == ["dropped late"]
    assert stream.mixer.is_idle


def test_cancel_forgets_what_has_not_begun_and_leaves_what_has() -> None:
    stream = Stream()
    stream.add(0, [3] * (2 * PERIOD))
    stream.add(3 * PERIOD, [4] * 10)
    stream.run(PERIOD)
    stream.mixer.cancel()
    heard = stream.run(4 * PERIOD)
    assert heard[: 2 * PERIOD] == array("h", [3] * (2 * PERIOD))
    assert not any(heard[2 * PERIOD :])


def test_stop_fades_out_what_is_sounding_and_forgets_the_rest() -> None:
    stream = Stream()
    stream.add(0, [1000] * (10 * PERIOD))
    stream.add(0, [1000] * (10 * PERIOD), voice=False)
    stream.add(2 * PERIOD, [4] * 10, voice=False)
    stream.run(PERIOD)
    stream.mixer.stop()
    heard = stream.run(5 * PERIOD)
    assert any(heard[PERIOD : PERIOD + FADE_SAMPLES])
    assert not any(heard[PERIOD + FADE_SAMPLES :])
    assert stream.mixer.is_idle


def test_sounds_too_loud_together_are_clipped_and_never_wrap_round() -> None:
    stream = Stream()
    for sign in (1, -1):
        for n in range(3):
            stream.add(100 if sign > 0 else 300, [sign * 30_000] * 50, voice=False, tag=str(n))
    heard = stream.run(PERIOD)
    assert heard[100:150] == array("h", [32767] * 50)
    assert heard[300:350] == array("h", [-32768] * 50)


@given(
    st.lists(
        st.tuples(st.integers(0, 4000), st.integers(0, 2000), st.booleans(), st.integers(-32768, 32767)), max_size=8
    ),
    st.integers(50, 1500),
)
def test_anything_can_be_mixed_and_it_ends(jobs: list[tuple[int, int, bool, int]], period: int) -> None:
    stream = Stream()
    for n, (at, length, voice, level) in enumerate(jobs):
        stream.add(at, [level] * length, voice=voice, tag=str(n))
    stream.run(4000 + 8 * 2000 + period, period)
    assert stream.mixer.is_idle
    assert sorted(report.split()[1] for report in stream.reports) == sorted(str(n) for n in range(len(jobs)))
