"""The journal's file: what it is known to hold, and how to add to it. A failed write can be repeated."""

from __future__ import annotations

import os
from pathlib import Path

from kneecoach.files import move_aside, open_private, write_all, write_whole
from kneecoach.paths import private_folder

MAX_BYTES = 64_000_000
"""A larger journal is refused. An hour's session takes about 500 000 bytes."""


class JournalFile:
    """A file on disk that bytes are added to."""

    def __init__(self, path: Path, kept: bytes) -> None:
        """`kept` is the content of the file, empty if it does not exist yet."""
        self.path = path
        self._kept = bytearray(kept)
        self._known: tuple[int, int] | None = None
        self._is_sound = bool(kept)

    def add(self, data: bytes) -> None:
        """Write `data` to disk after what is kept.

        Raises OSError or KneecoachError. What was kept is then still there, and the call can be repeated.
        """
        if not (self._is_sound and self._append(data)):
            self._write_anew(bytes(self._kept) + data)
        self._kept += data
        self._is_sound = True

    def add_for_now(self, data: bytes) -> None:
        """Write `data` to disk after what is kept; whatever is added next overwrites it.

        Writes nothing if the file on disk is not the one that holds what is kept. Raises OSError or KneecoachError.
        """
        if self._is_sound:
            self._append(data)

    def _append(self, data: bytes) -> bool:
        """Write `data` after what is kept, and fsync it. Returns False if this is not the file that holds it.

        A file of somebody else's in its place is moved aside.
        """
        try:
            descriptor = open_private(self.path, os.O_WRONLY)
        except FileNotFoundError:
            return False
        try:
            found = os.fstat(descriptor)
            is_ours = self._known in {None, (found.st_dev, found.st_ino)}
            if is_ours and found.st_size >= len(self._kept):
                self._known = (found.st_dev, found.st_ino)
                self._overwrite(descriptor, data)
                return True
        finally:
            os.close(descriptor)
        if not is_ours and found.st_size:
            move_aside(self.path)
        return False

    def _overwrite(self, descriptor: int, data: bytes) -> None:
        """Write `data` after what is kept, in place of whatever is there, and fsync it."""
        # What `add_for_now` left is overwritten first. If it were cut off first, a kill in between would lose both.
        os.lseek(descriptor, len(self._kept), os.SEEK_SET)
        write_all(descriptor, data)
        os.ftruncate(descriptor, len(self._kept) + len(data))
        self._sync(descriptor)

    def _sync(self, descriptor: int) -> None:
        try:
            os.fsync(descriptor)
        except OSError:
            # The system may have dropped the pages it could not write, and reports that only once: a second fsync
            # of this file would prove nothing.
            self._is_sound = False
            raise

    def _write_anew(self, data: bytes) -> None:
        """Replace whatever is there with a new file that holds `data`, whole or not at all."""
        private_folder(self.path.parent)
        found = write_whole(self.path, data)
        self._known = (found.st_dev, found.st_ino)
