"""Records one live session: its journal as it goes, its record at the end, and the lock that makes it ours."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.files import set_aside
from kneecoach.journal.header import Header
from kneecoach.journal.journal import Journal, continue_journal
from kneecoach.journal.lock import SessionLock
from kneecoach.journal.reading import Leftover
from kneecoach.journal.record_of import part_of, record_of
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

UNSAVED = "This is the session's record; save it to a file, and `kneecoach import` adds it to the history:"
"""Printed before the line of a record that could not be saved."""


@dataclass(frozen=True, slots=True)
class SavedRecord:
    """A record that is on disk."""

    record: Record
    path: Path
    was_there: bool = False
    """Whether the log already had it, and the journal held nothing more."""


class SessionRecorder:
    """One live session on disk, or in memory while the disk fails."""

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
        """`device` is this device's name. Without a `journal` and its lock, `why` says what is wrong."""
        self._is_brought_back = is_brought_back
        self.header = header
        self._store = Store(paths, device)
        self._device = device
        self._saving = threading.Lock()
        self._saved: SavedRecord | None = None
        self._journal = journal
        self._lock = lock
        self._why = why
        self._record: Record | None = None
        self.is_saved = False
        """Whether its record is in the log."""

    @property
    def problem(self) -> str | None:
        """Why the session is not on disk now, in one sentence, or None."""
        return self._why if self._journal is None else self._journal.problem

    @property
    def is_on_disk(self) -> bool:
        """Whether `kneecoach resume` would find everything."""
        return self._journal is not None and self._journal.is_whole

    def append(self, events: Iterable[Event]) -> None:
        """Write events to the journal. Returns at once."""
        if self._journal is not None:
            self._journal.append(events)

    def alive(self, at: float) -> None:
        """Write to the journal that the session was running at `at`, in seconds on its axis. Returns at once."""
        if self._journal is not None:
            self._journal.alive(at)

    def record(self, state: State, clock: Clock) -> Record:
        """The record of the ended session, the same one every time."""
        if self._record is None:
            self._record = record_of(self.header, state, self._device, clock.wall())
        return self._record

    def save(self, state: State, clock: Clock) -> SavedRecord:
        """Write the record of the ended session to the log, and remove the journal.

        If this raises KneecoachError, the journal stays and saving can be tried again. If another thread is already
        saving, this waits for it and returns what it saved.
        """
        with self._saving:
            if self._saved is None:
                self._saved = self._save(state, clock)
            return self._saved

    def _save(self, state: State, clock: Clock) -> SavedRecord:
        if self._journal is not None:
            self._journal.flush()
        is_first = self._record is None
        record = self.record(state, clock)
        # A failed append may have written the record anyway.
        if self.header.continues is not None:
            part = part_of(self.header, state, self._device, record.saved_at)
            record = self._record = self._store.append_joined(self.header.continues, part, clock)
            path = self._store.own_file()
        elif self._is_brought_back:
            path = self._store.append_brought_back(record)
        else:
            path = self._store.append(record) if is_first else self._store.append_once(record, clock)
        self.is_saved = True
        self._let_go()
        return SavedRecord(record, path)

    def only_in_memory(self, state: State, at: float, clock: Clock) -> Record | None:
        """The record that leaving at `at` would lose, or None if it is on disk."""
        if self.is_saved or self.is_on_disk or state.status is Status.DISCARDED:
            return None
        ended = state if state.is_over else reduce(evolve, decide(state, EndSession(), at), state)
        return self.record(ended, clock)

    def discard(self) -> None:
        """Remove the journal without saving a record."""
        if self._journal is not None:
            self._journal.flush()
        self._let_go()

    def close(self) -> None:
        """Leave the journal on disk for `kneecoach resume`, and release the lock."""
        if self._journal is not None:
            self._journal.close()
        if self._lock is not None:
            self._lock.release()

    def _let_go(self) -> None:
        if self._journal is not None:
            self._journal.close()
            # If it cannot be removed, the next start handles it: its record is already in the log.
            with contextlib.suppress(OSError):
                self._journal.path.unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.release()


def reopen(paths: Paths, leftover: Leftover, lock: SessionLock) -> SessionRecorder:
    """Continue an unfinished session's journal. What cannot be read is moved to `*.bad`.

    Raises KneecoachError if it cannot be moved.
    """
    if leftover.torn:
        try:
            set_aside(paths.journal, leftover.torn)
        except OSError as error:
            raise KneecoachError(
                f"{paths.journal}: this unfinished session is damaged, and the damaged part cannot be moved aside: "
                f"{os_reason(error)}"
            ) from None
    device, _ = device_or_new(paths, damaged=True)
    journal = continue_journal(paths.journal, leftover, check=check_of(paths, device))
    return SessionRecorder(paths, leftover.header, journal, lock, device, is_brought_back=True)


def check_of(paths: Paths, device: str) -> Callable[[], None]:
    """A function that raises KneecoachError if a session of `device` could not be saved."""

    def check() -> None:
        device_name(paths, device)
        Store(paths, device).check_writable()

    return check


def device_or_new(paths: Paths, *, damaged: bool) -> tuple[str, str]:
    """This device's name and no reason; or, if it cannot be read, a new name for this session and the reason.

    Raises BadName if the kept name is invalid, unless it is allowed to be `damaged`.
    """
    try:
        return device_name(paths), ""
    except KneecoachError as error:
        if isinstance(error, BadName) and not damaged:
            raise
        return new_name(), str(error)
