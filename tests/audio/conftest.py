"""Fixtures for whatever plays through a player."""

from __future__ import annotations

from tests.audio.players import fake, make

__all__ = ["fake", "make"]
