"""The voice's clips: those that ship and those rendered on this computer, how long each lasts, and its samples."""

from __future__ import annotations

import hashlib
import json
import os
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from kneecoach.audio import tones
from kneecoach.audio.tones import SAMPLE_RATE
from kneecoach.audio.wav import read_wav
from kneecoach.paths import assets_dir

VOICE = "heart"
"""Name of the voice that ships."""

RENDERED_VOICES = (VOICE, "espeak-ng", "say", "sapi")
"""Names of the voices that render on this computer, the best first. Each has a folder of its own."""

HEADER_BYTES = 44
"""Length of a WAV file's header, as `wave` writes it."""


def voice_dir() -> Path:
    """The folder of the clips that ship."""
    return assets_dir() / "voice" / VOICE


@cache
def _shipped() -> Mapping[str, tuple[str, float]]:
    """The file and the seconds of each clip that ships, by its words; none if the manifest is damaged."""
    try:
        manifest = json.loads((voice_dir() / "manifest.json").read_bytes())
        rate = manifest["sample_rate"]
        return {words: (str(clip["file"]), clip["frames"] / rate) for words, clip in manifest["clips"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError):
        return {}


@cache
def lengths() -> dict[str, float]:
    """How long each clip that ships lasts, by its words, and each tone, by its name. In seconds."""
    known = {tone: tones.seconds_of(tone) for tone in tones.TONES}
    return known | {words: seconds for words, (_, seconds) in _shipped().items()}


def rendered_file(words: str) -> str:
    """Name of the file of a rendered clip."""
    return f"{hashlib.sha256(words.encode()).hexdigest()[:32]}.wav"


def rendered_lengths(
    store: Path, wanted: Iterable[str], voices: Sequence[str] = RENDERED_VOICES
) -> dict[str, float]:
    """How long each wanted clip that these voices have rendered into `store` lasts, by its words. In seconds."""
    sizes: dict[str, int] = {}
    for voice in reversed(voices):
        try:
            with os.scandir(store / voice) as entries:
                sizes |= {entry.name: entry.stat().st_size for entry in entries if entry.name.endswith(".wav")}
        except OSError:
            continue
    found = {words: sizes.get(rendered_file(words), 0) for words in wanted}
    return {words: (size - HEADER_BYTES) / 2 / SAMPLE_RATE for words, size in found.items() if size > HEADER_BYTES}


def read_clip(words: str, store: Path | None = None) -> array[int]:
    """16-bit samples of the clip that says `words`, at SAMPLE_RATE, one channel.

    A clip that does not ship is looked for in `store`. Raises OSError, EOFError, ValueError, wave.Error.
    """
    return read_wav(_path(words, store))


def _path(words: str, store: Path | None) -> Path:
    if words in _shipped():
        return voice_dir() / f"{_shipped()[words][0]}.wav"
    if store is not None:
        for voice in RENDERED_VOICES:
            path = store / voice / rendered_file(words)
            if path.is_file():
                return path
    raise FileNotFoundError(f"no clip says {words!r}")


def scaled(samples: array[int], gain: float) -> array[int]:
    """The samples, `gain` (0-1) times as loud."""
    return samples if gain == 1.0 else array("h", (int(sample * gain) for sample in samples))
