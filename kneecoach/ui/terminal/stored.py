"""Which pictures the terminal keeps, and under which numbers. Their size is bounded: the oldest go first."""

from __future__ import annotations

from collections.abc import Hashable

MAX_STORED_BYTES = 64 * 1024 * 1024
"""Bytes of all pictures together, as the terminal stores them."""
BYTES_A_PIXEL = 4
FIRST_NUMBER = 4100
"""Numbers belong to the whole window. Other programs in it mostly begin at 1."""


class StoredPictures:
    """What one terminal keeps. A number is never used twice."""

    def __init__(self, most: int = MAX_STORED_BYTES) -> None:
        """`most` is the most bytes to keep."""
        self._most = most
        self._stored: dict[Hashable, tuple[int, int]] = {}
        """Number and bytes by picture, the one shown least lately first."""
        self._next = FIRST_NUMBER
        self.bytes = 0
        """Bytes of all that is stored."""

    def __len__(self) -> int:
        return len(self._stored)

    def __contains__(self, picture: Hashable) -> bool:
        return picture in self._stored

    def number(self, picture: Hashable) -> int | None:
        """The number of a stored picture, which is about to be shown."""
        found = self._stored.pop(picture, None)
        if found is None:
            return None
        self._stored[picture] = found
        return found[0]

    def add(self, picture: Hashable, size: tuple[int, int]) -> tuple[int, list[int]]:
        """A number for a new picture of `size` pixels, and the numbers of those that have to make room for it."""
        new = size[0] * size[1] * BYTES_A_PIXEL
        gone = []
        while self._stored and self.bytes + new > self._most:
            gone.append(self._drop(next(iter(self._stored))))
        number, self._next = self._next, self._next + 1
        self._stored[picture] = number, new
        self.bytes += new
        return number, gone

    def clear(self) -> list[int]:
        """Keep none. Returns the numbers of those that were stored."""
        return [self._drop(picture) for picture in list(self._stored)]

    def _drop(self, picture: Hashable) -> int:
        number, size = self._stored.pop(picture)
        self.bytes -= size
        return number
