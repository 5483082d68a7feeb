"""A session that was cut off, for the tests of what the next start makes of it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from kneecoach.paths import private_folder
from tests.ui.driver import driving

ID = "99999999-0000-4000-8000-000000000000"
"""The id of the session that was cut off. No other session of a test has it."""

_files: dict[Path, bytes] = {}
"""What such a session leaves, by the path in the user's folder."""


async def cut_off(folder: Path) -> None:
    """Leave in a user's folder a session that ended in the middle of a set, with seven steps counted.

    It is done once per process, by keys. Each test gets a copy of the files that the app has left.
    """
    if not _files:
        _files.update(await _made())
    for path, content in _files.items():
        (private_folder((folder / path).parent) / path.name).write_bytes(content)


async def _made() -> dict[Path, bytes]:
    with TemporaryDirectory() as name, patch("kneecoach.journal.begin.uuid.uuid4", lambda: ID):
        folder = Path(name)
        async with driving(folder, live=True) as driver:
            for _ in range(8):
                await driver.press("n")
            await driver.press("enter")
            await driver.wait(7 * 2 + 0.5)
        return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
