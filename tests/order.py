"""The order in which pytest's workers take the test modules.

Some modules compute; others mostly wait, for a session in real time or for a program to end. If too many workers
wait at once, a processor is idle. So the modules that wait are spread among the others, and the longer one of them
waits, the later the next begins. Those that compute longest begin first, so that none of them is left alone at the
end. The rest are shuffled, by a checksum of their names.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from zlib import crc32

import pytest

ROOT = Path(__file__).parent
WAITING = {
    "cli/test_disk.py": 75,
    "audio/test_own_words.py": 57,
    "audio/test_capture.py": 55,
    "terminal/test_stopped.py": 55,
    "audio/test_sound_failures.py": 40,
    "terminal/test_terminal.py": 32,
    "torture/test_killed_json.py": 30,
    "cli/test_killed.py": 27,
    "cli/test_stopped.py": 23,
    "terminal/test_slow_line.py": 21,
    "audio/test_worker.py": 20,
    "audio/test_sound_test.py": 20,
    "web/test_serve.py": 20,
    "torture/test_killed_on_screen.py": 13,
    "privacy/test_terminal_output.py": 12,
    "terminal/test_pictures.py": 10,
    "audio/test_in_the_way.py": 10,
}
"""Test modules that wait for more than 10 seconds, and for how many, the longest first."""
LONGEST = ("ui/test_room.py", "test_pictures.py")
"""Of the others, those that take more than 20 seconds, the longest first."""

LAST_WAIT = 0.85
"""How much of the others has begun when the last of those that wait begins."""


def mix(items: list[pytest.Item]) -> None:
    """Sort tests by their modules. Raises UsageError if a module that is named here no longer exists."""
    if gone := [name for name in (*WAITING, *LONGEST) if not (ROOT / name).is_file()]:
        raise pytest.UsageError(f"tests/order.py names {gone[0]}, and there is no such file.")
    modules = {item.path: item.path.relative_to(ROOT).as_posix() for item in items}
    places = {name: place for place, name in enumerate(ordered(sorted(set(modules.values()))))}
    items.sort(key=lambda item: places[modules[item.path]])


def ordered(modules: Sequence[str]) -> list[str]:
    """Test modules, by their paths below `tests`, in the order in which they begin."""
    waiting = [name for name in WAITING if name in modules]
    times = [WAITING[name] for name in waiting]
    others = [name for name in LONGEST if name in modules]
    others += sorted(set(modules) - {*waiting, *others}, key=lambda name: (crc32(name.encode()), name))
    begins = accumulate(times[:-1], initial=0)
    whole = max(1, sum(times[:-1]))
    placed = [(LAST_WAIT * len(others) * at / whole, name) for at, name in zip(begins, waiting, strict=False)]
    placed += [(at + 0.5, name) for at, name in enumerate(others)]
    return [name for _, name in sorted(placed)]
