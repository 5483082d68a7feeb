"""The lock on the live session, and beside it a small file that says who holds it.

The system's lock is what counts, and it ends with the process. The file only tells a second program whom to name.
It may be missing, damaged, or left by a process that was killed.
"""

from __future__ import annotations

import contextlib
import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from filelock import FileLock
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from kneecoach import __version__
from kneecoach.errors import KneecoachError
from kneecoach.files import may_live, write_whole
from kneecoach.locks import take
from kneecoach.paths import Paths, private_folder
from kneecoach.running.clock import Clock
from kneecoach.text import clean, day_words

TOLD_SECONDS = 1.0
"""How long to wait for a process that has just taken the lock to say who it is."""

BUSY = "is in the middle of a session; finish that one first."
ASKING = "is open at a session that was cut off: go on with it there, or save or delete it."
"""Each follows the name of the process that holds the live session."""

L = TypeVar("L")

MAX_HOST_LENGTH = 40
"""Host names are cut to this many characters where they are shown."""


class Holder(BaseModel):
    """Who holds the live session."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    program: str
    """Name and version."""
    pid: int
    host: str
    since: AwareDatetime
    is_asking: bool = False
    """Whether it only asks what to do with a session that was cut off."""

    @property
    def may_live(self) -> bool:
        """Whether the process may still be running. False only if it certainly is not."""
        return self.host != platform.node() or may_live(self.pid)


@dataclass(frozen=True, slots=True)
class BusySession:
    """The live session belongs to another process."""

    by: str
    """That process, as the beginning of a sentence: `Another kneecoach (process 4711 on laptop, since 18:05)`, or
    only `Another kneecoach` if its file does not say.
    """
    is_asking: bool = False
    """Whether it only asks what to do with a session that was cut off."""

    def __str__(self) -> str:
        return f"{self.by} {ASKING if self.is_asking else BUSY}"


class SessionTaken(KneecoachError):
    """The live session belongs to another process."""


class SessionLock:
    """The lock, held until it is released."""

    def __init__(self, lock: FileLock, note: Path) -> None:
        self._lock = lock
        self._note = note

    def say(self, clock: Clock, *, is_asking: bool) -> None:
        """Tell other processes who holds it since now: with a session, or only asking what to do with one."""
        program, host = f"kneecoach {__version__}", platform.node()
        holder = Holder(program=program, pid=os.getpid(), host=host, since=clock.wall(), is_asking=is_asking)
        with contextlib.suppress(OSError):
            # Not fsynced: until that was done, nobody could be told who has it, and no lock survives a power cut.
            write_whole(self._note, holder.model_dump_json().encode() + b"\n", sync=False)

    def release(self) -> None:
        """Release it. Calling this again does nothing."""
        if self._lock.is_locked:
            with contextlib.suppress(OSError):
                self._note.unlink(missing_ok=True)
        self._lock.release()


def take_lock(paths: Paths, clock: Clock, *, is_asking: bool = False) -> SessionLock | None:
    """The lock on the live session, or None if another process holds it now. Raises KneecoachError.

    With `is_asking` there is no session yet: the user is asked what to do with one that was cut off.
    """
    lock = _try_lock(paths)
    if lock is None:
        return None
    taken = SessionLock(lock, paths.journal_holder)
    taken.say(clock, is_asking=is_asking)
    return taken


def take_or_name(paths: Paths, clock: Clock, *, is_asking: bool = False) -> SessionLock | BusySession:
    """The lock on the live session (see `take_lock`), or who has it. Raises KneecoachError.

    If several processes ask at once, one gets it: a process that only checks whether it is free blocks nobody.
    """
    return _taken_or_named(paths, clock, lambda: take_lock(paths, clock, is_asking=is_asking))


def who_holds(paths: Paths, clock: Clock) -> BusySession | None:
    """Who has the live session; None if nobody does. Raises KneecoachError."""
    found = _taken_or_named(paths, clock, lambda: _try_lock(paths))
    if isinstance(found, BusySession):
        return found
    found.release()
    return None


def check_free(paths: Paths, clock: Clock) -> None:
    """Raises SessionTaken if another process has the live session, or KneecoachError if that is not known."""
    if (busy := who_holds(paths, clock)) is not None:
        raise SessionTaken(str(busy))


def _taken_or_named(paths: Paths, clock: Clock, take: Callable[[], L | None]) -> L | BusySession:
    """What `take` returns, or who keeps it from being taken."""
    until = time.monotonic() + TOLD_SECONDS
    named: Holder | None = None
    while (lock := take()) is None:
        holder = read_holder(paths.journal_holder)
        # Believed only when read twice: the first time, the lock may have belonged to a program that only
        # looked, and the file to a dead one.
        if holder is not None and holder.may_live and holder == named:
            return BusySession(f"Another kneecoach ({holder_words(holder, clock.wall())})", holder.is_asking)
        named = holder
        if time.monotonic() > until:
            return BusySession("Another kneecoach")
        time.sleep(0.01)
    return lock


def holder_words(holder: Holder, now: datetime) -> str:
    """`process 4711 on laptop, since 18:05`, with the day if that is not today."""
    since = holder.since.astimezone(now.tzinfo)
    day = "" if since.date() == now.date() else f"{day_words(since, now)} "
    host = clean(holder.host)[:MAX_HOST_LENGTH]
    return f"process {holder.pid}{f' on {host}' if host else ''}, since {day}{since:%H:%M}"


def read_holder(path: Path) -> Holder | None:
    """The contents of the file, or None if it is missing or cannot be read."""
    try:
        return Holder.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _try_lock(paths: Paths) -> FileLock | None:
    private_folder(paths.state)
    return take(paths.journal_lock)
