"""Locks between programs: the system's, or a file's existence where the file system has none."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.files import open_private


def take(path: Path, seconds: float = 0.0) -> FileLock | None:
    """The lock on `path`, or None if another program still holds it after `seconds`. Raises KneecoachError."""
    # The app takes it in the thread that reads, and releases it in another.
    lock = FileLock(path, mode=0o600, thread_local=False)
    try:
        with warnings.catch_warnings():
            # Without flock, filelock lets the file's existence be the lock and finds out if its holder is gone.
            warnings.filterwarnings("ignore", message="flock not supported")
            lock.acquire(timeout=seconds)
    except Timeout:
        return None
    except OSError as error:
        raise _cannot(path, error) from None
    return lock


@contextmanager
def held(path: Path, seconds: float, busy: str) -> Iterator[None]:
    """Hold the lock on `path`. Raises KneecoachError; `busy` is what it says if another program holds it."""
    lock = take(path, seconds)
    if lock is None:
        raise KneecoachError(busy)
    try:
        yield
    finally:
        lock.release()


def check_lockable(path: Path) -> None:
    """Raises KneecoachError if the lock on `path` could not be taken: it is somebody else's, or not a file."""
    try:
        os.close(open_private(path))
    except FileNotFoundError:
        return
    except OSError as error:
        raise _cannot(path, error) from None


def _cannot(path: Path, error: OSError) -> KneecoachError:
    return KneecoachError(f"{path}: cannot be locked: {os_reason(error)}")
