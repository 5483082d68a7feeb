"""These tests count paints, and look at what is painted meanwhile."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _painted_when_looked_at() -> None:
    """Screens are painted at once here."""
