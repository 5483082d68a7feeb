"""The order in which the workers take the modules of tests.

Some tests compute; others wait, for a session in real time or for a program to end. Folder by folder, all workers
would wait at once, and later all compute. So the modules come mixed, by a checksum of their names. Those that take
longest begin first: none of them is then left alone at the end.
"""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

import pytest

ROOT = Path(__file__).parent
LONGEST = (
    "cli/test_disk.py",
    "audio/test_own_words.py",
    "audio/test_capture.py",
    "ui/test_room.py",
    "torture/test_killed_json.py",
    "test_pictures.py",
    "audio/test_sound_failures.py",
    "cli/test_stopped.py",
    "terminal/test_stopped.py",
)
"""Modules of tests that take more than 20 seconds, the longest first."""


def mix(items: list[pytest.Item]) -> None:
    """Sort tests by their modules. Raises UsageError where one of the longest has gone."""
    if gone := [name for name in LONGEST if not (ROOT / name).is_file()]:
        raise pytest.UsageError(f"tests/order.py names {gone[0]}, and there is no such file.")
    first = {ROOT / name: number for number, name in enumerate(LONGEST)}
    items.sort(
        key=lambda item: (
            first.get(item.path, len(first)),
            crc32(item.path.relative_to(ROOT).as_posix().encode()),
            item.path,
        )
    )
