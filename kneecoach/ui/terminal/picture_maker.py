"""Makes pictures in slices of a few milliseconds, so that no key waits for one."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

SLICE_SECONDS = 0.004
"""Work for about this long without a pause."""
PAUSE_SECONDS = 0.004
"""The pause after a slice of a picture that is to be shown now."""
LONG_PAUSE_SECONDS = 0.012
"""The pause after a slice of one that is made ahead."""

T = TypeVar("T")


class PictureMaker(Generic[T]):
    """Makes what is wanted now, then what was asked for ahead, one at a time."""

    def __init__(
        self,
        make: Callable[[T], Iterator[None]],
        is_made: Callable[[T], bool],
        later: Callable[[float, Callable[[], None]], object],
        may_go_ahead: Callable[[], bool] = lambda: True,
        now: Callable[[], float] = time.perf_counter,
    ) -> None:
        """`make` makes one as an iterator is advanced; `later` calls a function after a number of seconds.

        A picture that may not be made ahead is made only once it is wanted.
        """
        self._make = make
        self._is_made = is_made
        self._later = later
        self._may_go_ahead = may_go_ahead
        self._now = now
        self._wanted: T | None = None
        self._ahead: deque[T] = deque()
        self._under_way: Iterator[None] | None = None
        self._is_urgent = False
        """Whether what is under way was wanted."""
        self._waits = False

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to do."""
        return self._under_way is None and self._wanted is None and not self._ahead

    def want(self, picture: T | None) -> None:
        """Make this next, instead of what was wanted before and has not been begun."""
        self._wanted = picture
        self._wake()

    def ahead(self, pictures: Iterable[T]) -> None:
        """Make these when there is nothing else to do, instead of those asked for before."""
        self._ahead = deque(pictures)
        self._wake()

    def stop(self) -> None:
        """Make nothing more. A picture that has been begun is dropped."""
        self._wanted, self._under_way = None, None
        self._ahead.clear()

    def _wake(self) -> None:
        if not self._waits and not self.is_idle:
            self._waits = True
            self._later(PAUSE_SECONDS, self._slice)

    def _slice(self) -> None:
        self._waits = False
        until = self._now() + SLICE_SECONDS
        while self._work() and self._now() < until:
            pass
        if not self.is_idle:
            self._waits = True
            urgent = self._is_urgent or self._wanted is not None
            self._later(PAUSE_SECONDS if urgent else LONG_PAUSE_SECONDS, self._slice)

    def _work(self) -> bool:
        """Do the smallest piece of work. Returns whether there may be more."""
        if self._under_way is None:
            picture = self._following()
            if picture is None:
                return False
            self._under_way = self._make(picture)
        work = self._under_way
        try:
            next(work)
        except StopIteration:
            if self._under_way is work:  # it may have been stopped by what it called
                self._under_way = None
        return True

    def _following(self) -> T | None:
        """What to make next, if anything."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None and not self._is_made(wanted):
            self._is_urgent = True
            return wanted
        self._is_urgent = False
        if self._ahead and not self._may_go_ahead():
            self._ahead.clear()
        while self._ahead:
            picture = self._ahead.popleft()
            if not self._is_made(picture):
                return picture
        return None
