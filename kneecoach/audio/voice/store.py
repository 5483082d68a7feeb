"""The folder of the clips rendered on this computer: CACHE/voice, with a folder for each voice."""

from __future__ import annotations

import contextlib
import os
from array import array
from pathlib import Path

from kneecoach.audio.clips import rendered_file
from kneecoach.audio.tones import SAMPLE_RATE
from kneecoach.audio.wav import as_wav
from kneecoach.files import write_whole
from kneecoach.paths import private_folder

MAX_CLIPS = 1000
"""The latest clips of a voice are kept, up to this many: about 50 MB."""


def write_clip(store: Path, voice: str, words: str, samples: array[int]) -> float:
    """Keep a clip, whole or not at all. Returns its length in seconds. Raises OSError, KneecoachError."""
    write_whole(private_folder(store / voice) / rendered_file(words), as_wav(samples))
    return len(samples) / SAMPLE_RATE


def forget_old_clips(store: Path, voice: str) -> None:
    """Remove the oldest clips of a voice beyond MAX_CLIPS. Never raises."""
    with contextlib.suppress(OSError), os.scandir(store / voice) as entries:
        clips = sorted(entries, key=lambda entry: entry.stat().st_mtime, reverse=True)
        for entry in clips[MAX_CLIPS:]:
            Path(entry.path).unlink(missing_ok=True)
