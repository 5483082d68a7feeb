"""The only place that opens files to write. They are private and durable; no link is followed, and no pipe waited
for.

Whatever is meant to last is synced in this order: the file, its new name, the folder that holds the name.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
import time
from collections.abc import Callable, Iterable
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

READ_AT_ONCE = 1 << 20
"""Bytes per read. A reading thread releases the interpreter lock at each read and takes it back before the screen's
thread has woken up: many small reads would block the screen for hundreds of milliseconds."""


MAX_AGE = 3600.0
MAX_SHARED_AGE = 86_400.0
"""Seconds for which a temporary file may still be in use, on this computer or on another."""

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


def open_private(path: Path, flags: int = os.O_RDWR) -> int:
    """A descriptor of a regular file to write to; with O_CREAT in `flags` it is made, with mode 0600.

    Follows no symbolic link and waits for no pipe. Raises OSError.
    """
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_BINARY"):
        flags |= getattr(os, name, 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        check_regular(descriptor, path)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


_APPENDING = os.O_RDWR | os.O_APPEND | os.O_CREAT


def open_to_append(path: Path) -> BinaryIO:
    """Open a private file, made if it is missing, for another process to append to. Raises OSError."""
    return os.fdopen(open_private(path, _APPENDING), "ab")


def check_appendable(path: Path) -> None:
    """Raises OSError if nothing can be appended to a file; makes it if it is missing."""
    os.close(open_private(path, _APPENDING))


def append(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Append to a private file, made if it is missing, on a line of its own. When this returns it is on disk.

    Raises OSError. If it fails or is interrupted, the file is as long as before, if the system allows that.
    """
    descriptor = open_private(path, _APPENDING)
    try:
        size = os.lseek(descriptor, 0, os.SEEK_END)
        try:
            checksum = 0
            for piece in chain([_line_end(descriptor, size)], _pieces(data)):
                write_all(descriptor, piece)
                checksum = crc32(piece, checksum)
            os.fsync(descriptor)
            _check_written(descriptor, size, checksum)
        except BaseException:
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, size)
            raise
    finally:
        os.close(descriptor)
    if not size:
        sync_folder(path.parent)


def _line_end(descriptor: int, size: int) -> bytes:
    """What a file of this size lacks to end with a whole line."""
    if not size:
        return b""
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return b"" if os.read(descriptor, 1) == b"\n" else b"\n"


def _check_written(descriptor: int, start: int, checksum: int) -> None:
    """Raises OSError if the bytes after `start` do not have this checksum."""
    os.lseek(descriptor, start, os.SEEK_SET)
    found = 0
    while piece := os.read(descriptor, READ_AT_ONCE):
        found = crc32(piece, found)
    if found != checksum:
        raise OSError(errno.EIO, "the file does not hold what was written")


def write_whole(
    path: Path,
    data: bytes | Iterable[bytes],
    *,
    replace: bool = True,
    sync: bool = True,
    check: Callable[[], object] | None = None,
) -> os.stat_result:
    """Write a file with mode 0600, whole or not at all, and return its status. When this returns it is on disk.

    A symbolic link at `path` is replaced, not followed. Without `sync` the file may be lost in a power cut. `check`
    is called just before the file gets its name; if it raises, nothing changes. Raises OSError (without `replace`,
    FileExistsError if the name is taken).
    """
    temporary = write_temporary(path, data, sync=sync)
    try:
        status = temporary.stat()
        if check is not None:
            check()
        if replace:
            temporary.replace(path)
        else:
            _rename_to_new(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    try:
        if sync:
            sync_folder(path.parent)
    except OSError:
        if not replace:
            path.unlink()  # a file reported as not written is not there
        raise
    return status


def _rename_to_new(temporary: Path, path: Path) -> None:
    """Raises FileExistsError if the name `path` is taken."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        # The file system has no links. On a system that has none at all, pathlib raises NotImplementedError, which
        # is an OSError only from Python 3.13 on. Another program may take the name between these two calls.
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        temporary.rename(path)


def write_temporary(path: Path, data: bytes | Iterable[bytes], *, sync: bool = True) -> Path:
    """A hidden temporary file beside `path` with this content, mode 0600, on disk if `sync`.

    Those that a killed process left for the same `path` are removed. Raises OSError, and leaves no file then.
    """
    clear_temporaries(path.parent, of=path.name)
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    descriptor = open_private(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    try:
        try:
            for piece in _pieces(data):
                write_all(descriptor, piece)
            if sync:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def write_scratch(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a new file in a temporary folder of our own, which need not survive a power cut. Raises OSError."""
    with os.fdopen(open_private(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "wb") as file:
        file.writelines(_pieces(data))


def set_aside(path: Path, data: bytes) -> Path:
    """Append bytes that cannot be read to `*.bad` beside `path`, and return its path. Raises OSError.

    If something other than a file of ours has that name, the next free one is taken: `live-2.bad` and so on.
    """
    aside = path.with_suffix(".bad")
    try:
        append(aside, data)
    except OSError as error:
        if error.errno not in _NOT_OURS:
            raise
        aside = free_name(path)
        append(aside, data)
    return aside


_NOT_OURS = frozenset({errno.EISDIR, errno.EINVAL, errno.ENXIO, errno.ELOOP, errno.EACCES, errno.EPERM})
"""The system's errors for a folder, pipe, device, link or somebody else's file."""


def move_aside(path: Path, ending: str = ".bad") -> Path:
    """Rename whatever is at `path` to a free name `*.bad` beside it, and return that. Raises OSError."""
    aside = free_name(path, ending)
    move(path, aside)
    return aside


def move(path: Path, to: Path) -> None:
    """Rename whatever is at `path` to `to`, a free name on the same disk. Raises OSError."""
    path.rename(to)
    sync_folder(to.parent)


def free_name(path: Path, ending: str = ".bad") -> Path:
    """`live.bad`, or `live-2.bad` and so on."""
    names = (path.with_name(f"{path.stem}{f'-{n}' if n > 1 else ''}{ending}") for n in count(1))
    return next(name for name in names if not os.path.lexists(name))


def _pieces(data: bytes | Iterable[bytes]) -> Iterable[bytes]:
    return [data] if isinstance(data, bytes) else data


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of `data`. Raises OSError."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def clear_temporaries(folder: Path, *, of: str = "", is_shared: bool = False) -> None:
    """Remove what killed processes left in a folder, or of one file in it. Never raises.

    In a folder that `is_shared` with other computers, a process cannot be looked up: only the age of a file counts.
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
        return True  # on Windows, this check would end the process
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.EBADF, errno.ENOTSUP})
"""The errors of file systems that cannot sync folders, as in PostgreSQL's `fsync_fname`."""


def sync_folder(folder: Path) -> None:
    """Flush a folder to disk, so that a new name in it survives a power cut. Raises OSError.

    Does nothing on Windows, or if the folder cannot be opened or the file system syncs no folders.
    """
    if os.name != "posix":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return  # files can still be made in it
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)
