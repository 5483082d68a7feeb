"""Reads and writes files: never waits for a pipe, and writes a file whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
import time
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

READ_AT_ONCE = 1 << 20
"""Bytes per read. A reading thread releases the interpreter lock at each read and takes it back before the screen's
thread has woken up: many small reads would block the screen for hundreds of milliseconds."""


MAX_AGE = 3600.0
MAX_SHARED_AGE = 86_400.0
"""Seconds for which a temporary file may still be being written, on this computer or on another."""

_TEMPORARY = re.compile(r"\.?(?P<of>.+)\.(?:(?P<pid>[0-9]{1,10})-)?[0-9a-f]{8}\.tmp")


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
    """Write a small file with mode 0600, whole or not at all. Raises OSError."""
    temporary = write_beside(path, data)
    try:
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_new(path: Path, data: bytes) -> None:
    """Write a new file with mode 0600, whole or not at all. Raises OSError (FileExistsError: the name is taken)."""
    temporary = write_beside(path, data)
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        # A file system without links, where another program may take the name in between.
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        temporary.rename(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_beside(path: Path, data: bytes | Iterable[bytes], *, hidden: bool = False) -> Path:
    """A temporary file beside `path` with this content, mode 0600, on disk. Raises OSError, and then it is gone.

    Those that a killed process left for the same `path` are removed.
    """
    clear_temporaries(path.parent, of=path.name)
    temporary = path.with_name(f"{'.' if hidden else ''}{path.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o600)
    try:
        try:
            for piece in [data] if isinstance(data, bytes) else data:
                write_all(descriptor, piece)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of `data`. Raises OSError."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def clear_temporaries(folder: Path, *, of: str = "", is_shared: bool = False) -> None:
    """Remove what killed processes left in a folder, or of one file in it. Never raises.

    In a folder that `is_shared` with other computers a process cannot be asked after: there only age tells.
    """
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            match = _TEMPORARY.fullmatch(entry.name)
            if match is None or of not in {"", match["of"]} or not entry.is_file(follow_symlinks=False):
                continue
            age = time.time() - entry.stat(follow_symlinks=False).st_mtime
            is_dead = not is_shared and match["pid"] is not None and not may_live(int(match["pid"]))
            if is_dead or age > (MAX_SHARED_AGE if is_shared else MAX_AGE):
                Path(entry.path).unlink(missing_ok=True)


def may_live(pid: int) -> bool:
    """Whether a process of this computer may be alive: false only if there is certainly none."""
    if os.name != "posix" or pid <= 0:
        return True  # on Windows asking would end it
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def sync_folder(folder: Path) -> None:
    """Flush a folder to disk, so that a new name in it survives a power cut. POSIX only."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
