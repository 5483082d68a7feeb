"""miniaudio: one stream, mixed here sample by sample."""

from __future__ import annotations

import time
import traceback
from collections.abc import Generator
from typing import Any

from kneecoach.audio.backends import Unavailable
from kneecoach.audio.job import SoundJob
from kneecoach.audio.mixer import Mixer, Report
from kneecoach.audio.sample_clock import SampleClock
from kneecoach.audio.tones import SAMPLE_RATE

PERIOD_MS = 40
"""Length of a device period, in milliseconds. Shorter ones glitch under load, longer ones are late."""

MAX_AHEAD_SECONDS = 0.16
"""A device that asks further ahead than this has no clock of its own (ALSA's `null`) and is held back."""

PARK_AFTER_SECONDS = 1.0
"""A device that has been silent this long is stopped until the next sound."""
STALLED_AFTER_SECONDS = 1.0
"""A running device that has asked for nothing this long is gone."""
POLL_SECONDS = 0.1


class Miniaudio:
    """Plays through miniaudio. After a second of silence the device is stopped, not closed."""

    name = "miniaudio"

    def __init__(self, report: Report) -> None:
        """Open the default device. Raises Unavailable."""
        try:
            import miniaudio
        except ImportError:
            raise Unavailable("miniaudio is not installed") from None
        self._error: type[Exception] = miniaudio.MiniaudioError
        all_ = miniaudio.Backend
        wanted = [all_.WASAPI, all_.COREAUDIO, all_.PULSEAUDIO, all_.ALSA, all_.JACK]
        # Never miniaudio's NULL: it plays silence without an error.
        backends = [backend for backend in wanted if miniaudio.is_backend_enabled(backend)]
        try:
            self._device: Any = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=SAMPLE_RATE,
                buffersize_msec=PERIOD_MS,
                backends=backends,
                app_name="kneecoach",
            )
        except miniaudio.MiniaudioError as error:
            raise Unavailable(f"miniaudio finds no sound device ({_reason(error)})") from None
        self.device = str(self._device.backend)
        self._mixer = Mixer(report)
        self._running = False
        self._asked_at = 0.0
        self._idle_since = 0.0

    def play(self, job: SoundJob) -> None:
        self._mixer.add(job)
        if self._running:
            return
        self._asked_at = time.monotonic()
        stream = self._stream()
        next(stream)
        try:
            self._device.start(stream)
        except self._error as error:
            raise Unavailable(f"the sound device does not start ({_reason(error)})") from None
        self._running = True

    def cancel(self) -> None:
        self._mixer.cancel()

    def stop(self) -> None:
        self._mixer.stop()

    def poll(self) -> None:
        now = time.monotonic()
        if not self._running:
            return
        if now - self._asked_at > STALLED_AFTER_SECONDS:
            # miniaudio reports no error when the sound server dies or the device is unplugged.
            raise Unavailable("the sound device has stopped asking for samples")
        if not self._mixer.is_idle:
            self._idle_since = now
        elif now - self._idle_since > PARK_AFTER_SECONDS:
            try:
                self._device.stop()
            except self._error as error:
                raise Unavailable(f"the sound device does not stop ({_reason(error)})") from None
            self._running = False

    @property
    def is_idle(self) -> bool:
        return self._mixer.is_idle

    def close(self) -> None:
        """Do nothing: the process ends without tearing down the device."""

    def next_poll(self) -> float | None:
        return POLL_SECONDS if self._running else None

    def _stream(self) -> Generator[bytes, int, None]:
        """The mixed samples. Runs on the device's own thread."""
        frames = yield b""
        begun = time.monotonic()
        clock = SampleClock(begun)
        while True:
            self._asked_at = now = time.monotonic()
            ahead = clock.frames / SAMPLE_RATE - (now - begun)
            if ahead > MAX_AHEAD_SECONDS:
                time.sleep(ahead - MAX_AHEAD_SECONDS)
            try:
                mixed = self._mixer.mix(frames, clock.ask(time.monotonic()))
            except Exception:
                # An exception that left this generator would silence the device for good.
                traceback.print_exc()
                mixed = bytes(2 * frames)
            clock.frames += frames
            frames = yield mixed


def _reason(error: Exception) -> str:
    """miniaudio's message and error number, without Python's punctuation around them."""
    said = error.args[0] if error.args and isinstance(error.args[0], tuple) else error.args
    return ", ".join(map(str, said))
