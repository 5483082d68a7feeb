"""The journal's file: what is known to be in it, and how more comes into it. A try that fails may be made again."""

from __future__ import annotations

import contextlib
import errno
import os
from itertools import count
from pathlib import Path

from kneecoach.files import check_regular, read_at_most, sync_folder, write_all, write_beside
from kneecoach.paths import private_folder

MAX_BYTES = 64_000_000
"""A larger journal is refused; a session of an hour takes some 500 000."""


class JournalFile:
    """Bytes that are on disk, and more that are added to them."""

    def __init__(self, path: Path, kept: bytes) -> None:
        """`kept` is what stands in the file; nothing, where it is still to be made."""
        self.path = path
        self._kept = bytearray(kept)
        self._known: tuple[int, int] | None = None
        self._is_sound = bool(kept)

    def add(self, data: bytes) -> None:
        """Have `data` on disk after what is kept.

        Raises OSError or KneecoachError; what was kept is still there then, and may be added to again.
        """
        if not (self._is_sound and self._append(data)):
            self._write_anew(bytes(self._kept) + data)
        self._kept += data
        self._is_sound = True

    def _append(self, data: bytes) -> bool:
        """Write `data` where `kept` ends, and sync it; False where the file is not the one that has it."""
        flags = os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        try:
            descriptor = os.open(self.path, flags | getattr(os, "O_BINARY", 0))
        except FileNotFoundError:
            return False
        try:
            check_regular(descriptor, self.path)
            found = os.fstat(descriptor)
            is_ours = self._known in {None, (found.st_dev, found.st_ino)}
            if not is_ours or found.st_size < len(self._kept):
                if not is_ours and found.st_size:
                    set_aside(self.path, read_at_most(self.path, MAX_BYTES))
                return False
            self._known = (found.st_dev, found.st_ino)
            os.ftruncate(descriptor, len(self._kept))
            os.lseek(descriptor, len(self._kept), os.SEEK_SET)
            write_all(descriptor, data)
            self._sync(descriptor)
        finally:
            os.close(descriptor)
        return True

    def _sync(self, descriptor: int) -> None:
        try:
            os.fsync(descriptor)
        except OSError:
            # The system may have dropped what it could not write, and says so only once: a second fsync of this
            # file would prove nothing.
            self._is_sound = False
            raise

    def _write_anew(self, data: bytes) -> None:
        """Put a new file with `data` in the place of whatever is there, whole or not at all."""
        private_folder(self.path.parent)
        temporary = write_beside(self.path, data)
        try:
            found = temporary.stat()
            temporary.replace(self.path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
        self._known = (found.st_dev, found.st_ino)
        sync_folder(self.path.parent)


NOT_OURS = frozenset({errno.EISDIR, errno.EINVAL, errno.ENXIO, errno.ELOOP, errno.EACCES, errno.EPERM})
"""What the system says of a folder, pipe, device, link or somebody else's file."""


def set_aside(path: Path, data: bytes) -> Path:
    """Keep bytes that cannot be read, in `*.bad` beside the journal; where they are. Raises OSError."""
    aside = path.with_suffix(".bad")
    try:
        _append_to(aside, data)
    except OSError as error:
        if error.errno not in NOT_OURS:
            raise
        aside = _free_name(path)
        _append_to(aside, data)
    sync_folder(aside.parent)
    return aside


def move_aside(path: Path) -> Path:
    """Give the journal, whatever it is, a free name `*.bad` beside it; the name. Raises OSError."""
    aside = _free_name(path)
    path.rename(aside)
    sync_folder(aside.parent)
    return aside


def _append_to(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0), 0o600), "ab") as file:
        check_regular(file.fileno(), path)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _free_name(path: Path) -> Path:
    """`live.bad`, or else `live-2.bad` and so on."""
    names = (path.with_name(f"{path.stem}{f'-{n}' if n > 1 else ''}.bad") for n in count(1))
    return next(name for name in names if not os.path.lexists(name))
