"""The file that a command makes is written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from kneecoach.errors import KneecoachError, os_reason


def write_file(path: Path, data: bytes, *, force: bool) -> None:
    """Write a file with mode 0600, whole or not at all. Raises KneecoachError.

    One that is there is replaced only by `force`, and only if it is a file.
    """
    from kneecoach.files import write_private

    reserved = False
    try:
        if not force:
            # Made empty first: two programs that ask for the same name cannot both have it.
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            reserved = True
        elif path.exists() and not path.is_file():
            raise KneecoachError(f"{path}: is no file that could be replaced")
        write_private(path, data)
    except FileExistsError:
        raise KneecoachError(f"{path}: is there already; --force replaces it") from None
    except OSError as error:
        if reserved:
            path.unlink(missing_ok=True)
        raise KneecoachError(f"{path}: cannot be written: {os_reason(error)}") from None
    except KeyboardInterrupt:
        if reserved:
            path.unlink(missing_ok=True)
        raise
