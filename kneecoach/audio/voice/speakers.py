"""What can speak on this computer: the voice that ships, with its extra, or the system's own speech."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from array import array
from collections.abc import Sequence
from math import inf
from typing import Protocol

from kneecoach.audio.clips import RENDERED_VOICES, VOICE

EXTRA = ("hibari", "onnxruntime", "numpy")
"""What the extra `voice` installs."""


class CannotSpeak(Exception):
    """A voice cannot render anything here, or not these words. The text says why, in a few words."""


class Speaker(Protocol):
    """A voice."""

    name: str

    def speak(self, words: str, max_seconds: float = inf) -> array[int]:
        """A finished clip: 16-bit samples at SAMPLE_RATE. Raises CannotSpeak.

        It is spoken faster if it would last more than `max_seconds`, up to a speed that is still clear.
        """


def found_voices() -> Sequence[str]:
    """Names of the voices that seem to work here, the best first. Checks only whether they are installed."""
    there = {
        VOICE: all(importlib.util.find_spec(package) is not None for package in EXTRA),
        "espeak-ng": shutil.which("espeak-ng") is not None,
        "say": sys.platform == "darwin" and shutil.which("say") is not None,
        "sapi": sys.platform == "win32" and shutil.which("powershell") is not None,
    }
    return [name for name in RENDERED_VOICES if there[name]]


def plain(words: str) -> str:
    """The words as a sentence, without anything a voice might take for markup.

    Raises CannotSpeak if none are left.
    """
    text = " ".join(re.sub(r"[^\w\s.,;:!?'’%&+-]|_", " ", words).split()).lstrip("- ")
    if not any(map(str.isalnum, text)):
        raise CannotSpeak("there is no word in it")
    return text if text.endswith((".", "!", "?")) else f"{text}."
