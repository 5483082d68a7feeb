"""The clips that ship: where they are, how long they last, and their samples."""

from __future__ import annotations

import json
import sys
import wave
from array import array
from functools import cache
from pathlib import Path

from kneecoach.audio import tones
from kneecoach.audio.tones import SAMPLE_RATE
from kneecoach.paths import assets_dir

VOICE = "heart"
"""Name of the voice that ships."""


def voice_dir() -> Path:
    """The folder of the voice's clips."""
    return assets_dir() / "voice" / VOICE


@cache
def lengths() -> dict[str, float]:
    """How long each clip and tone lasts, in seconds. Without clips if the voice is missing or damaged."""
    known = {tone: tones.seconds_of(tone) for tone in tones.TONES}
    try:
        manifest = json.loads((voice_dir() / "manifest.json").read_bytes())
        known |= {name: clip["frames"] / manifest["sample_rate"] for name, clip in manifest["clips"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    return known


def read_clip(name: str) -> array[int]:
    """16-bit samples of a voice clip at SAMPLE_RATE, one channel. Raises OSError, ValueError, wave.Error."""
    with wave.open(str(voice_dir() / f"{name}.wav"), "rb") as file:
        form = (file.getframerate(), file.getnchannels(), file.getsampwidth())
        if form != (SAMPLE_RATE, 1, 2):
            raise ValueError(f"{name}: {form}, expected {SAMPLE_RATE} Hz, one channel, 16 bits")
        samples = array("h", file.readframes(file.getnframes()))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def scaled(samples: array[int], gain: float) -> array[int]:
    """The samples, `gain` (0-1) times as loud."""
    return samples if gain == 1.0 else array("h", (int(sample * gain) for sample in samples))
