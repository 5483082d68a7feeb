"""How every clip is finished, whatever voice speaks it: one level, little silence, soft ends."""

from __future__ import annotations

LEVEL = -20.0
"""Active level in dB, K-weighted (ITU-R BS.1770)."""

PEAK = -1.5
"""Highest peak between samples, in dB of full scale."""

SILENCE = -45.0
"""Sound quieter than this is silence, in dB relative to the loudest 5 ms."""

ENVELOPE_SECONDS = 0.005
BLOCK_SECONDS = 0.02
"""Lengths over which silence and level are measured, in turn."""

ACTIVE_RANGE = 20.0
"""Blocks within this many dB of the loudest one count for the level."""

LEAD, TAIL = 0.02, 0.04
"""Seconds of silence kept before and after the sound."""

MAX_GAP = 0.12
"""Longer silence within a clip is cut to this many seconds."""

FADE_IN, FADE_OUT = 0.005, 0.015
"""How long each end of a clip fades, in seconds."""
