"""Saves a record that cannot be written to the log in a file that the user chooses."""

from __future__ import annotations

from pathlib import Path

from kneecoach.log.record import Record
from kneecoach.log.store import line_of
from kneecoach.paths import write_new


def write_record(name: str, record: Record) -> Path:
    """Write the record to a new private file, and return its path. Raises KneecoachError, also if it exists."""
    return write_new(name, line_of(record))
