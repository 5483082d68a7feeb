"""An event loop that does not sleep: if there is nothing to do before the next timer, that timer is due at once.

Textual's pilot waits for an idle app by sleeping, 20 ms at a time. Three quarters of the time that screen tests
took was such sleep. Here the loop's clock jumps over it. All timers come as they otherwise would, in the same
order, and at the same seconds of the loop's clock. While a thread works for the loop, the loop waits in real time.
"""

from __future__ import annotations

import asyncio
import selectors
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

YIELD_SECONDS = 0.001
"""Real seconds given to the program's own threads instead of a sleep."""

_jumped = 0.0


def now() -> float:
    """Seconds on the clock of all such loops: real seconds plus those that were jumped over."""
    return time.monotonic() + _jumped


@contextmanager
def textual_in_its_time() -> Iterator[None]:
    """Let Textual read these loops' clock."""
    with patch("textual._time.get_time", now), patch("textual._wait.monotonic", now):
        yield


_threads = ThreadPoolExecutor()
"""The threads of all such loops, which else would start and end some for each test."""


class QuickLoop(asyncio.SelectorEventLoop):
    """The standard loop, without its sleep."""

    def __init__(self) -> None:
        super().__init__(_Selector(lambda: self._in_threads > 0))
        self._in_threads = 0
        self._works: set[Future[Any]] = set()

    def time(self) -> float:
        return now()

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> asyncio.Future[Any]:
        work = (executor or _threads).submit(func, *args)
        self._works.add(work)
        work.add_done_callback(self._works.discard)
        future = asyncio.wrap_future(work, loop=self)
        self._in_threads += 1
        future.add_done_callback(self._thread_is_done)
        return future

    def _thread_is_done(self, _: asyncio.Future[Any]) -> None:
        self._in_threads -= 1

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:
        """Wait until nothing in a thread works for this loop."""
        async with asyncio.timeout(timeout):
            await asyncio.gather(*map(asyncio.wrap_future, tuple(self._works)), return_exceptions=True)


class _Selector(selectors.DefaultSelector):
    """Waits only an instant for input, unless a thread works for the loop."""

    def __init__(self, must_wait: Callable[[], bool]) -> None:
        super().__init__()
        self._must_wait = must_wait

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        global _jumped  # noqa: PLW0603
        if timeout is None or timeout <= YIELD_SECONDS or self._must_wait():
            return super().select(timeout)
        begun = time.monotonic()
        found = super().select(YIELD_SECONDS)
        if not found:
            _jumped += max(0.0, timeout - (time.monotonic() - begun))
        return found
