"""Reads and writes files: never waits for a pipe, and writes a file whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from pathlib import Path
from typing import BinaryIO

READ_AT_ONCE = 1 << 20
"""Bytes per read. A reading thread releases the interpreter lock at each read and takes it back before the screen's
thread has woken up: many small reads would block the screen for hundreds of milliseconds."""


def open_to_read(path: Path) -> BinaryIO:
    """Open a regular file for reading. Raises OSError, which says so if it is a folder, pipe or device."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    try:
        check_regular(descriptor, path)
        return os.fdopen(descriptor, "rb", READ_AT_ONCE)
    except OSError:
        os.close(descriptor)
        raise


def check_regular(descriptor: int, path: Path) -> None:
    """Raises OSError if the descriptor is not a regular file."""
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISDIR(mode):
        raise OSError(errno.EISDIR, "this is a folder, not a file", str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "this is a pipe or a device, not a file", str(path))


def read_at_most(path: Path, most: int) -> bytes:
    """The content of a regular file. Raises OSError, also if it is larger than `most` bytes."""
    with open_to_read(path) as file:
        raw = file.read(most + 1)
    if len(raw) > most:
        raise OSError(errno.EFBIG, f"this file is larger than {most // 1000} kB", str(path))
    return raw


def write_private(path: Path, data: bytes) -> None:
    """Write a new small file with mode 0600, whole or not at all. Raises OSError."""
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Flush a folder to disk, so that a new name in it survives a power cut. POSIX only."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
