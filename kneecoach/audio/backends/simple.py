"""simpleaudio, if it is installed. Each sound opens the device again."""

from __future__ import annotations

import importlib
from typing import Any

from kneecoach.audio.backends import Unavailable
from kneecoach.audio.backends.timed import StartedSound, TimedBackend
from kneecoach.audio.job import SoundJob
from kneecoach.audio.mixer import Report
from kneecoach.audio.tones import SAMPLE_RATE


class Simpleaudio(TimedBackend):
    """Plays through simpleaudio."""

    name = "simpleaudio"
    device = "default"

    def __init__(self, report: Report) -> None:
        """Try a moment of silence. Raises Unavailable."""
        super().__init__(report)
        try:
            self._library: Any = importlib.import_module("simpleaudio")
        except ImportError:
            raise Unavailable("simpleaudio is not installed") from None
        # Playing opens the device, which kills the process on some Pythons: better now than at the first cue.
        self._play(bytes(2 * (SAMPLE_RATE // 50))).wait_done()

    def begin(self, job: SoundJob) -> StartedSound:
        sound: StartedSound = self._play(job.samples.tobytes())
        return sound

    def _play(self, samples: bytes) -> Any:
        try:
            return self._library.play_buffer(samples, 1, 2, SAMPLE_RATE)
        except Exception as error:  # its own error class is private, and there are others
            raise Unavailable(f"simpleaudio cannot play ({error})") from None
