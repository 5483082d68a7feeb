"""For all tests: no hypothesis deadline, because machines are shared; and no developer's display is kept awake."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# Hooks and fixtures of tests that take chances.
from tests.torture.options import *  # noqa: F403

os.environ.setdefault("WAKEPY_FAKE_SUCCESS", "1")

settings.register_profile("shared-machine", deadline=None)
settings.load_profile("shared-machine")


@pytest.fixture(autouse=True)
def _no_walk_to_the_mat(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sessions opened inside of a test begin after the first exercise's own `setup`."""
    monkeypatch.setattr("kneecoach.settings.FIRST_READY_SECONDS", 0.0)
