"""Keeps one live session: its journal as it goes, its record at the end, and the lock that says it is ours."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.files import sync_folder, write_private
from kneecoach.journal.file import set_aside
from kneecoach.journal.header import Header
from kneecoach.journal.journal import Journal, Leftover
from kneecoach.journal.lock import SessionLock, who_holds
from kneecoach.journal.record_of import record_of
from kneecoach.log.device import BadName, device_name, new_name
from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from kneecoach.running.clock import Clock
from kneecoach.session.commands import EndSession
from kneecoach.session.decide import decide
from kneecoach.session.events import Event, Status
from kneecoach.session.evolve import evolve
from kneecoach.session.state import State

RECOVERED = "The session is on disk again."

UNSAVED = "This is the session's record; put it into a file, and `kneecoach import` brings it into the history:"
"""Said before the line of a record that could not be saved."""

BUSY = "is in the middle of a session; finish that one first."
"""Said of whoever holds the live session."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A record that is on disk."""

    record: Record
    path: Path
    was_there: bool = False
    """Whether the log had it already: what was left over on disk holds nothing more."""


@dataclass(frozen=True, slots=True)
class Held:
    """The live session is another process's."""

    by: str
    """Who it is, as the beginning of a sentence."""

    def __str__(self) -> str:
        return f"{self.by} {BUSY}"


class Keeper:
    """One live session on disk, or in memory as long as the disk fails."""

    def __init__(
        self,
        paths: Paths,
        header: Header,
        journal: Journal | None,
        lock: SessionLock | None,
        device: str,
        why: str = "",
        *,
        is_brought_back: bool = False,
    ) -> None:
        """`device` is the name of this device; without a `journal` and its lock, `why` there is none."""
        self._is_brought_back = is_brought_back
        self.header = header
        self._store = Store(paths, device)
        self._device = device
        self._saving = threading.Lock()
        self._saved: Saved | None = None
        self._journal = journal
        self._lock = lock
        self._why = why
        self._record: Record | None = None
        self.is_saved = False
        """Whether its record is in the log."""

    @property
    def problem(self) -> str | None:
        """Why the session cannot be kept on disk at the moment, in one sentence, or None."""
        return self._why if self._journal is None else self._journal.problem

    @property
    def is_on_disk(self) -> bool:
        """Whether `kneecoach resume` would find everything."""
        return self._journal is not None and self._journal.is_whole

    def keep(self, events: Iterable[Event]) -> None:
        """Have events written to the journal; returns at once."""
        if self._journal is not None:
            self._journal.append(events)

    def record(self, state: State, clock: Clock) -> Record:
        """The record of the ended session, the same each time it is asked for."""
        if self._record is None:
            self._record = record_of(self.header, state, self._device, clock.wall())
        return self._record

    def save(self, state: State, clock: Clock) -> Saved:
        """Write the record of the ended session to the log and let the journal go.

        Raises KneecoachError; then the journal stays, and saving can be tried again. Another thread that is saving
        already is waited for, and what it saved is returned.
        """
        with self._saving:
            if self._saved is None:
                self._saved = self._save(state, clock)
            return self._saved

    def _save(self, state: State, clock: Clock) -> Saved:
        if self._journal is not None:
            self._journal.flush()
        is_first = self._record is None
        record = self.record(state, clock)
        # What failed may have been written all the same.
        if self._is_brought_back:
            path = self._store.append_brought_back(record)
        else:
            path = self._store.append(record) if is_first else self._store.append_once(record, clock)
        self.is_saved = True
        self._let_go()
        return Saved(record, path)

    def only_in_memory(self, state: State, at: float, clock: Clock) -> Record | None:
        """What leaving now would lose, as the record of a session that ended at `at`; None where disk has it."""
        if self.is_saved or self.is_on_disk or state.status is Status.DISCARDED:
            return None
        ended = state if state.is_over else reduce(evolve, decide(state, EndSession(), at), state)
        return self.record(ended, clock)

    def discard(self) -> None:
        """Throw the session away."""
        if self._journal is not None:
            self._journal.flush()
        self._let_go()

    def close(self) -> None:
        """Leave the journal on disk for `kneecoach resume`, and give the lock back."""
        if self._journal is not None:
            self._journal.close()
        if self._lock is not None:
            self._lock.release()

    def _let_go(self) -> None:
        if self._journal is not None:
            self._journal.close()
            # Where it cannot be removed it is dealt with at the next start: its record is in the log already.
            with contextlib.suppress(OSError):
                self._journal.path.unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.release()


def reopen(paths: Paths, leftover: Leftover, lock: SessionLock) -> Keeper:
    """Go on with a journal that was left over; what could not be read is set aside in `*.bad`."""
    if leftover.torn:
        try:
            set_aside(paths.journal, leftover.torn)
            if leftover.is_mended:
                write_private(paths.journal, leftover.kept)
                sync_folder(paths.state)
        except OSError as error:
            raise KneecoachError(
                f"{paths.journal}: this unfinished session is damaged, and what is damaged cannot be moved aside: "
                f"{os_reason(error)}"
            ) from None
    device, _ = device_or_new(paths, damaged=True)
    journal = Journal(paths.journal, leftover.kept, check=check_of(paths, device))
    return Keeper(paths, leftover.header, journal, lock, device, is_brought_back=True)


def check_of(paths: Paths, device: str) -> Callable[[], None]:
    """What raises KneecoachError where a session of `device` could not be saved."""

    def check() -> None:
        device_name(paths, device)
        Store(paths, device).check_writable()

    return check


def device_or_new(paths: Paths, *, damaged: bool) -> tuple[str, str]:
    """The name of this device, or one for this session and why. Raises BadName unless it may be `damaged`."""
    try:
        return device_name(paths), ""
    except KneecoachError as error:
        if isinstance(error, BadName) and not damaged:
            raise
        return new_name(), str(error)


def fold(header: Header, events: Iterable[Event]) -> State:
    """The state after the events of a journal."""
    return reduce(evolve, events, header.first_state())


def who_is_busy(paths: Paths, clock: Clock) -> Held | None:
    """Whether another process has the live session, and who. Raises KneecoachError."""
    by = who_holds(paths, clock)
    return None if by is None else Held(by)


def check_free(paths: Paths, clock: Clock) -> None:
    """Raises KneecoachError where another process has the live session."""
    held = who_is_busy(paths, clock)
    if held is not None:
        raise KneecoachError(str(held))
