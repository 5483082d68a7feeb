"""Large logs and Python's garbage collector: it would look for circles in what has none.

Ten thousand sessions are millions of objects. Looking through them again and again takes most of the time that it
takes to read them, and stops everything else for seconds.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
