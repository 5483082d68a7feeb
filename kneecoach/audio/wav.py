"""WAV files with one channel of 16 bits at SAMPLE_RATE: the format of every clip."""

from __future__ import annotations

import io
import sys
import wave
from array import array
from pathlib import Path

from kneecoach.audio.tones import SAMPLE_RATE


def read_wav(path: Path) -> array[int]:
    """A file's samples. Raises OSError, EOFError, wave.Error, and ValueError if the file has another format."""
    with wave.open(str(path), "rb") as file:
        form = (file.getframerate(), file.getnchannels(), file.getsampwidth())
        if form != (SAMPLE_RATE, 1, 2):
            raise ValueError(f"{path}: {form}, expected {SAMPLE_RATE} Hz, one channel, 16 bits")
        # A program that writes to a pipe may give a length that is too large.
        samples = array("h", file.readframes(file.getnframes()))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def as_wav(samples: array[int]) -> bytes:
    """The bytes of a file with these samples."""
    if sys.byteorder == "big":
        samples = samples[:]
        samples.byteswap()
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(SAMPLE_RATE)
        out.writeframes(samples.tobytes())
    return file.getvalue()
