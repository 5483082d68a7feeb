"""The system's own speech, rendered to a file: espeak-ng, say (macOS) and SAPI (Windows).

The last two are untested.
"""

from __future__ import annotations

import contextlib
import subprocess
import tempfile
import wave
from array import array
from collections.abc import Callable, Sequence
from math import inf
from pathlib import Path

from kneecoach.audio.tones import SAMPLE_RATE
from kneecoach.audio.voice.plain_finish import finished
from kneecoach.audio.voice.speakers import CannotSpeak, plain
from kneecoach.audio.wav import read_wav

MAX_SECONDS = 10.0
"""A program may take this long to render one phrase."""

WORDS_PER_MINUTE = (160, 200, 240)
"""Tried in turn until the clip fits."""

SAPI_SCRIPT = """\
Add-Type -AssemblyName System.Speech
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
$form = New-Object System.Speech.AudioFormat.SpeechAudioFormatInfo({rate}, 'Sixteen', 'Mono')
$voice.SetOutputToWaveFile('{file}', $form)
$voice.Rate = {speed}
$voice.Speak([Console]::In.ReadToEnd())
$voice.Dispose()
"""


SpeechCommand = Callable[[Path, int], Sequence[str]]
"""Makes the command line of a program that speaks its stdin into a WAV file, from the file and words per minute."""


def _espeak(file: Path, speed: int) -> Sequence[str]:
    return ["espeak-ng", "-v", "en-us", "-s", str(speed), "-w", str(file), "--stdin"]


def _say(file: Path, speed: int) -> Sequence[str]:
    form = f"LEI16@{SAMPLE_RATE}"
    return ["say", "-r", str(speed), "-o", str(file), "--file-format=WAVE", f"--data-format={form}", "-f", "-"]


def _sapi(file: Path, speed: int) -> Sequence[str]:
    quoted = str(file).replace("'", "''")
    # From -10 to 10; 0 is about 200 words per minute.
    script = SAPI_SCRIPT.format(rate=SAMPLE_RATE, file=quoted, speed=round((speed - 200) / 20))
    return ["powershell", "-NoProfile", "-NonInteractive", "-Command", script]


SYSTEM_SPEECH: dict[str, SpeechCommand] = {"espeak-ng": _espeak, "say": _say, "sapi": _sapi}
"""The commands, by the name of the voice."""


class SystemSpeech:
    """Speaks through one of the system's programs."""

    def __init__(self, name: str, command: SpeechCommand) -> None:
        self.name = name
        self._command = command

    def speak(self, words: str, max_seconds: float = inf) -> array[int]:
        """See Speaker."""
        samples = array("h")
        for speed in WORDS_PER_MINUTE:
            samples = self._spoken(plain(words), speed)
            if len(samples) / SAMPLE_RATE <= max_seconds:
                break
        return samples

    def _spoken(self, text: str, speed: int) -> array[int]:
        with tempfile.TemporaryDirectory(prefix="kneecoach-") as folder:
            file = Path(folder) / "speech.wav"
            with contextlib.suppress(subprocess.TimeoutExpired, OSError):
                subprocess.run(
                    self._command(file, speed),
                    input=text.encode(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    timeout=MAX_SECONDS,
                    check=False,
                )
            try:
                return finished(read_wav(file))
            except (OSError, EOFError, ValueError, wave.Error) as error:
                raise CannotSpeak(f"{self.name} cannot say it ({type(error).__name__})") from error
