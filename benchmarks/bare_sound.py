"""The yardstick: a miniaudio program that ticks about once a second, or only holds the device.

python -m benchmarks.bare_sound [--stopped]

It opens the same device as the worker, and begins each tick at the start of the first request after its due
instant. It prints `ready`, then a line for each tick: its due instant, and the instant at which its first sample is
heard if the stream has been heard since the device's first request (seconds of the monotonic clock).
"""

from __future__ import annotations

import sys
import time
from array import array
from collections.abc import Generator

import miniaudio

from kneecoach.audio.backends.mini import MAX_AHEAD_SECONDS, PERIOD_MS
from kneecoach.audio.tones import SAMPLE_RATE, render

APART_SECONDS = 1.037
"""Time between ticks. It is not a multiple of the period, so ticks fall at every phase of the requests."""


def ticking() -> Generator[bytes, int, None]:
    """The stream. Like the worker, it gets no further ahead than a device with a clock would."""
    tick = render("tick").tobytes()
    frames = yield b""
    begun = due = time.monotonic()
    done, left = 0, b""
    while True:
        ahead = done / SAMPLE_RATE - (time.monotonic() - begun)
        if ahead > MAX_AHEAD_SECONDS:
            time.sleep(ahead - MAX_AHEAD_SECONDS)
        if time.monotonic() >= due:
            left = tick
            print(f"{due:.6f} {begun + done / SAMPLE_RATE:.6f}", flush=True)
            due += APART_SECONDS
        part, left = left[: 2 * frames], left[2 * frames :]
        done += frames
        frames = yield array("h", part + bytes(2 * frames - len(part))).tobytes()


def main() -> None:
    """Run until the end of stdin."""
    device = miniaudio.PlaybackDevice(
        output_format=miniaudio.SampleFormat.SIGNED16,
        nchannels=1,
        sample_rate=SAMPLE_RATE,
        buffersize_msec=PERIOD_MS,
        backends=[miniaudio.Backend.PULSEAUDIO, miniaudio.Backend.ALSA],
    )
    print("ready", flush=True)
    if "--stopped" not in sys.argv[1:]:
        stream = ticking()
        next(stream)
        device.start(stream)
    sys.stdin.read()
    device.close()


if __name__ == "__main__":
    main()
