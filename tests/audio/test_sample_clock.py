"""At which instant a frame is heard, derived from when the device asks for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.audio.sample_clock import REMEMBERED, SampleClock
from kneecoach.audio.tones import SAMPLE_RATE

PERIOD = 882
"""Samples in 40 ms."""

STARTED = 100.0


def asked(clock: SampleClock, at: float, frames: int = PERIOD) -> float:
    heard = clock.ask(at)
    clock.frames += frames
    return heard


def regular(clock: SampleClock, requests: int, offset: float = 0.0, rate: float = SAMPLE_RATE) -> list[float]:
    """A device with a buffer of three periods that asks for one every 40 ms; and when each will be heard."""
    first = clock.frames // PERIOD
    return [
        asked(clock, STARTED + offset + max(0.0, (n - 3) * PERIOD / rate)) for n in range(first, first + requests)
    ]


def test_frames_follow_one_another_without_gap_or_overlap() -> None:
    heard = regular(SampleClock(STARTED), 200)
    assert heard == pytest.approx([STARTED + n * PERIOD / SAMPLE_RATE for n in range(200)], abs=1e-6)


@given(st.lists(st.floats(0.0, 0.03), min_size=100, max_size=200))
def test_requests_that_come_late_at_random_move_nothing(jitter: list[float]) -> None:
    clock = SampleClock(STARTED)
    regular(clock, 12)
    for n, late in enumerate(jitter, 12):
        # At least one of this many requests is on time: a thread is not always late.
        heard = asked(clock, STARTED + (n - 3) * PERIOD / SAMPLE_RATE + (late if n % 10 else 0.0))
        assert heard == pytest.approx(STARTED + n * PERIOD / SAMPLE_RATE, abs=1e-6)


@pytest.mark.parametrize("drift", [1e-4, -1e-4])
def test_a_device_that_runs_slow_or_fast_is_followed(drift: float) -> None:
    """No sound card is off by a hundred in a million; in an hour, that would be 0.36 s."""
    rate = SAMPLE_RATE * (1 + drift)
    heard = regular(SampleClock(STARTED), 5000, rate=rate)
    true = [STARTED + n * PERIOD / rate for n in range(5000)]
    # Two seconds of requests are remembered, so the estimate lags by at most the drift in that time.
    most = 2.5 * abs(drift) + 1e-3
    assert all(abs(h - t) < most for h, t in zip(heard, true, strict=True))


def test_a_buffer_that_ran_dry_is_noticed_once_the_old_requests_are_forgotten() -> None:
    clock = SampleClock(STARTED)
    regular(clock, 100)
    heard = regular(clock, REMEMBERED + 1, offset=0.5)
    assert heard[-1] == pytest.approx(STARTED + 0.5 + (100 + REMEMBERED) * PERIOD / SAMPLE_RATE, abs=1e-6)


@given(st.lists(st.integers(1, 4000), min_size=20, max_size=60))
def test_requests_of_any_size_are_followed(sizes: list[int]) -> None:
    clock = SampleClock(STARTED)
    done = 0
    for frames in sizes:
        heard = asked(clock, STARTED + done / SAMPLE_RATE, frames)
        assert heard == pytest.approx(STARTED + done / SAMPLE_RATE, abs=1e-6)
        done += frames
