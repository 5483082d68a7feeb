"""Opening files that somebody else may have put there: a pipe is not waited for, a folder is not a file."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

READ_AT_ONCE = 1 << 20
"""Bytes. A thread that reads lets go of the interpreter at each read, and has it again before the screen's thread
has woken: with small reads that one waits for hundreds of milliseconds, with rare ones it takes its turn."""


def open_to_read(path: Path) -> BinaryIO:
    """A regular file, open for reading. Raises OSError; for a folder, pipe or device one that says so."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    try:
        check_regular(descriptor, path)
        return os.fdopen(descriptor, "rb", READ_AT_ONCE)
    except OSError:
        os.close(descriptor)
        raise


def check_regular(descriptor: int, path: Path) -> None:
    """Raises OSError where what is open is no regular file."""
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISDIR(mode):
        raise OSError(errno.EISDIR, "this is a folder, and should be a file", str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "this is not a file, but a pipe or a device", str(path))


def read_at_most(path: Path, most: int) -> bytes:
    """The content of a regular file of at most `most` bytes. Raises OSError, also for a larger one."""
    with open_to_read(path) as file:
        raw = file.read(most + 1)
    if len(raw) > most:
        raise OSError(errno.EFBIG, f"this file is larger than {most // 1000} kB", str(path))
    return raw
