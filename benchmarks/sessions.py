"""Logs to measure with: a made-up person's, in this device's file in a data folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kneecoach.log.store import Store
from kneecoach.paths import find_paths, private_folder
from scripts.generate_log import generate_lines, write

SEED = 1
FIRST = date(2023, 11, 20)
MONTHS = 36
"""Ten thousand sessions in this time is more than anyone does, and three years is as far back as anyone looks."""


def write_log(data: Path, count: int) -> int:
    """Write this device's log in `data`, with `count` sessions. Returns its number of lines."""
    path = Store(find_paths(str(data))).own_file()
    private_folder(path.parent)
    months = MONTHS if count > 3 * 4 * MONTHS else None
    return write(path, generate_lines(SEED, count, FIRST, months=months, device=path.stem))
