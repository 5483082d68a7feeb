"""No test keeps a developer's own display awake, unless it is about that."""

from __future__ import annotations

import os

os.environ.setdefault("WAKEPY_FAKE_SUCCESS", "1")
