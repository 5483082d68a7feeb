"""Snapshots of screens as SVG files.

pytest's first process imports this at the end of a run, and imports nothing of kneecoach for it.
"""

from __future__ import annotations

import re
from typing import Any

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode


class ScreenExtension(SingleFileSnapshotExtension):
    """One SVG per screen."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"

    def serialize(self, data: Any, **_: Any) -> str:
        """The picture of a running app's screen."""
        return re.sub(r"terminal-\d+", "terminal", data.export_screenshot(simplify=True))
