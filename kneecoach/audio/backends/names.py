"""The names of the backends, in the order they are tried."""

from __future__ import annotations

AUTO = ("simpleaudio", "miniaudio", "player")
"""Tried in this order; simpleaudio only if it is installed."""

BACKENDS = (*AUTO, "bell", "none")
"""Every backend; the last two need no worker."""
