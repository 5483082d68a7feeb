"""Saves a record that cannot be written to the log in a file that the user chooses."""

from __future__ import annotations

import os
from pathlib import Path

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.files import write_whole
from kneecoach.log.record import Record
from kneecoach.log.store import line_of
from kneecoach.paths import expanded


def write_record(name: str, record: Record) -> Path:
    """Write the record to a new private file, whole or not at all, and return its path.

    Raises KneecoachError, also if the file already exists.
    """
    path = expanded(name)
    if not name.strip() or os.path.lexists(path):
        raise KneecoachError(f"{path} already exists; give a new file" if name.strip() else "Give a file.")
    try:
        write_whole(path, line_of(record), replace=False)
    except FileExistsError:
        raise KneecoachError(f"{path} already exists; give a new file") from None
    except (OSError, ValueError) as error:
        why = os_reason(error) if isinstance(error, OSError) else "this is not a valid file name"
        raise KneecoachError(f"{path}: cannot be written: {why}") from None
    return path
