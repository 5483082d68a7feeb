"""The order in which pytest's workers take the test modules.

Some modules compute; others mostly wait, for a session in real time or for a program to end. Those that take
longest begin first, so that none of them is left alone at the end. The rest are shuffled, by a checksum of their
names.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import pytest

ROOT = Path(__file__).parent
WAITING = (
    "cli/test_disk.py",
    "audio/test_own_words.py",
    "audio/test_capture.py",
    "terminal/test_stopped.py",
    "audio/test_sound_failures.py",
    "terminal/test_terminal.py",
    "torture/test_killed_json.py",
    "cli/test_killed.py",
    "cli/test_stopped.py",
    "terminal/test_slow_line.py",
    "audio/test_worker.py",
    "audio/test_sound_test.py",
    "web/test_serve.py",
    "torture/test_killed_on_screen.py",
    "privacy/test_terminal_output.py",
    "terminal/test_pictures.py",
    "audio/test_in_the_way.py",
)
"""Test modules that wait for more than 10 seconds, the longest first."""
LONGEST = ("ui/test_room.py", "test_pictures.py")
"""Of the others, those that take more than 20 seconds, the longest first."""


def mix(items: list[pytest.Item]) -> None:
    """Sort tests by their modules. Raises UsageError if a module that is named here no longer exists."""
    if gone := [name for name in (*WAITING, *LONGEST) if not (ROOT / name).is_file()]:
        raise pytest.UsageError(f"tests/order.py names {gone[0]}, and there is no such file.")
    modules = {item.path: item.path.relative_to(ROOT).as_posix() for item in items}
    places = {name: place for place, name in enumerate(ordered(sorted(set(modules.values()))))}
    items.sort(key=lambda item: places[modules[item.path]])


def ordered(modules: Sequence[str]) -> list[str]:
    """Test modules, by their paths below `tests`, in the order in which they begin."""
    longest = [name for name in (*WAITING, *LONGEST) if name in modules]
    return [*longest, *sorted(set(modules) - {*longest}, key=lambda name: (crc32(name.encode()), name))]


def waits(scope: str) -> bool:
    """Whether a module, or a class in one, mostly waits; by its name below the project's folder."""
    return scope.partition("::")[0].removeprefix(f"{ROOT.name}/") in WAITING
