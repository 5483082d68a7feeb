"""The order in which pytest's workers take the test modules.

Some tests compute; others wait, for a session in real time or for a program to end. Folder by folder, all workers
would wait at once, and later all compute. So the modules are shuffled, by a checksum of their names. Those that
take longest begin first, so that none of them is left alone at the end.
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
"""Test modules that take more than 20 seconds, the longest first."""


def mix(items: list[pytest.Item]) -> None:
    """Sort tests by their modules. Raises UsageError if one of the longest no longer exists."""
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
