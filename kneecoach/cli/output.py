"""Writes the file that a command makes, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from kneecoach.errors import KneecoachError, os_reason


def write_file(path: Path, data: bytes, *, force: bool) -> None:
    """Write a file with mode 0600, whole or not at all. Raises KneecoachError.

    An existing file is replaced only with `force`, and only if it is a regular file.
    """
    from kneecoach.files import write_whole

    try:
        if force and path.exists() and not path.is_file():
            raise KneecoachError(f"{path}: is not a file, so it cannot be replaced")
        write_whole(path, data, replace=force)
    except FileExistsError:
        raise KneecoachError(f"{path}: already exists; --force replaces it") from None
    except OSError as error:
        raise KneecoachError(f"{path}: cannot be written: {os_reason(error)}") from None
