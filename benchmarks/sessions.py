"""Logs to measure with: those of a made-up person, in the log's own file of a data folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kneecoach.log.store import Store
from kneecoach.paths import find_paths, private_folder
from scripts.generate_log import generate_lines, write

SEED = 1
FIRST = date(2023, 11, 20)
MONTHS = 36
"""Ten thousand sessions in them are more than anybody does, and as far back as anybody looks."""


def write_log(data: Path, count: int) -> int:
    """Make the log of this device in `data` one of `count` sessions; how many lines it has."""
    path = Store(find_paths(str(data))).own_file()
    private_folder(path.parent)
    months = MONTHS if count > 3 * 4 * MONTHS else None
    return write(path, generate_lines(SEED, count, FIRST, months=months, device=path.stem))
