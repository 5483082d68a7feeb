"""How much of a session is heard. Kept apart from the cues, so that the settings need no session."""

from __future__ import annotations

from enum import StrEnum


class Verbosity(StrEnum):
    """How much is heard. Each level includes the levels below it."""

    FULL = "full"
    COUNTS = "counts"
    """The voice says counts, countdowns and which leg; the rest is tones."""
    TONES = "tones"
    OFF = "off"
