"""Names of the backends, and the order in which they are tried."""

from __future__ import annotations

AUTO = ("simpleaudio", "miniaudio", "player")
"""Tried in this order: simpleaudio only where somebody has installed it."""

BACKENDS = (*AUTO, "bell", "none")
"""Every backend there is; the last two need no process."""
