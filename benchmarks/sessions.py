"""Logs to measure with: a rehearsed session, copied as if it had been done once a day at the speed of life."""

from __future__ import annotations

import json
import subprocess
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.surroundings import KNEECOACH, ROOT, BenchmarkError, environment, scratch
from kneecoach.log.store import Store
from kneecoach.paths import find_paths, private_folder

REHEARSAL_SPEED = 5000.0
"""Session seconds in a real second: the whole routine in half a second."""

INSTANTS = ("saved_at", "started_at", "ended_at")


def rehearse() -> dict[str, Any]:
    """The record of a rehearsal of the built-in routine. Raises BenchmarkError."""
    with scratch() as folder:
        command = [*KNEECOACH, "start", "knee-relief", "--json", "--yes", "--speed", f"{REHEARSAL_SPEED:g}"]
        done = subprocess.run(
            command,
            env=environment(folder),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        if done.returncode != 0:
            raise BenchmarkError(f"the rehearsal failed: {done.stderr.strip()}")
        saved = json.loads(done.stdout.splitlines()[-1])
        record: dict[str, Any] = json.loads(Path(saved["path"]).read_text("utf-8").splitlines()[-1])
        return record


def copies(record: dict[str, Any], count: int) -> Iterator[dict[str, Any]]:
    """`count` sessions like it, one a day up to the record's own day, with ids of their own and speed 1."""
    for number in range(count):
        back = timedelta(days=count - 1 - number)
        copy = {**record, "id": str(uuid.uuid4()), "speed": 1.0}
        copy |= {name: _earlier(record[name], back) for name in INSTANTS}
        copy["sets"] = [{**each, "started_at": _earlier(each["started_at"], back)} for each in record["sets"]]
        yield copy


def write_log(data: Path, record: dict[str, Any], count: int) -> None:
    """Make the log of this device in `data` one of `count` sessions."""
    path = Store(find_paths(str(data))).own_file()
    private_folder(path.parent)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(copy, separators=(",", ":")) + "\n" for copy in copies(record, count))


def _earlier(instant: str | None, back: timedelta) -> str | None:
    if instant is None:
        return None
    return (datetime.fromisoformat(instant) - back).isoformat(timespec="milliseconds")
