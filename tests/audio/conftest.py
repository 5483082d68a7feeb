"""Fixtures for tests with a player."""

from __future__ import annotations

from tests.audio.players import fake, make

__all__ = ["fake", "make"]
