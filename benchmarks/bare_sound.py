"""The yardstick: a miniaudio program that ticks about once a second, or only holds the device.

python -m benchmarks.bare_sound [--stopped]

It takes the device the worker takes, begins each tick at the head of the first request after its due instant, and
prints `ready`, then a line for each tick: the instant it was due, and the one at which its sample is heard if the
first sample of the stream was heard when the device first asked (seconds of the monotonic clock).
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
"""Between ticks; no multiple of a period, so that requests are met at every phase."""


def ticking() -> Generator[bytes, int, None]:
    """The stream. Like the worker it goes no further ahead than a device with a clock would."""
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
    """Run until stdin ends."""
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
