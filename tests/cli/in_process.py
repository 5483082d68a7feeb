"""A command in the test's own process."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def command_in_process() -> Iterator[None]:
    """Begin as Python does, and undo what a command changes for good: who may read files, what Ctrl+C does."""
    umask, heard = os.umask(0o077), signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        os.umask(umask)
        signal.signal(signal.SIGINT, heard)
