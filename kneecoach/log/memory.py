"""Large logs and Python's garbage collector: it would look for circles in what has none.

Ten thousand sessions are millions of objects. Looking through them again and again takes most of the time that it
takes to read them, and stops everything else for seconds.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def without_collecting() -> Iterator[None]:
    """Look for no circles meanwhile."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_to_keep(read: Callable[[], T]) -> T:
    """What `read` returns, for a program that keeps it to its end: it is never looked through for circles.

    The same goes for all that there is at this moment: a program decides that, not what reads.
    """
    with without_collecting():
        found = read()
        # Before collecting goes on: the very next object would have all of them looked through.
        gc.freeze()
    return found
