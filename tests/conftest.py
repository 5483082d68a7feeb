"""For all tests: no hypothesis deadline, because machines are shared; nothing of the developer's own terminal."""

from __future__ import annotations

import os

# Textual reads these once, when it is first imported: so they are set before anything else is.
os.environ |= {"TEXTUAL_ANIMATIONS": "none", "TEXTUAL_COLOR_SYSTEM": "truecolor"}
for _name in ("NO_COLOR", "TEXTUAL_THEME", "COLORTERM"):
    os.environ.pop(_name, None)
os.environ.setdefault("WAKEPY_FAKE_SUCCESS", "1")

import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402

# Hooks and fixtures of tests that take chances.
from tests.torture.options import *  # noqa: E402, F403

settings.register_profile("shared-machine", deadline=None)
settings.load_profile("shared-machine")


@pytest.fixture(autouse=True)
def _no_walk_to_the_mat(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sessions opened inside of a test begin after the first exercise's own `setup`."""
    monkeypatch.setattr("kneecoach.settings.FIRST_READY_SECONDS", 0.0)
