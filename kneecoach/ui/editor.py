"""New revisions of sessions, and what was changed in this run of the app, so that no screen shows what is old."""

from __future__ import annotations

from collections.abc import Iterable

from kneecoach.errors import KneecoachError
from kneecoach.log.deletion import delete, undelete
from kneecoach.log.record import Record, Tombstone
from kneecoach.log.store import Store, merge
from kneecoach.paths import Paths
from kneecoach.running.clock import Clock


class LogEditor:
    """Writes to the log. Its methods may be called from a thread; they raise KneecoachError."""

    def __init__(self, paths: Paths, clock: Clock) -> None:
        self._store = Store(paths)
        self._clock = clock
        self._newest: dict[str, Record | Tombstone] = {}
        self._deleted: list[str] = []
        """Ids of what was deleted in this run and not brought back, the last one at the end."""

    @property
    def has_written(self) -> bool:
        """Whether anything was changed in this run."""
        return bool(self._newest)

    @property
    def deleted(self) -> int:
        """How many sessions were deleted in this run and not brought back."""
        return len(self._deleted)

    def amend(self, record: Record, **changes: object) -> Record:
        """Save other values of a session, and return its newest revision."""
        saved = self._newest[record.id] = self._store.amend(record, self._clock, **changes)
        return saved

    def change(self, seen: Record, wanted: Record) -> Record:
        """Save what differs between two forms of a session, and return its newest revision."""
        changes = {name: getattr(wanted, name) for name in ("pain", "reps_in_reserve", "note", "sets", "status")}
        return self.amend(seen, **changes)

    def delete(self, record: Record) -> Tombstone:
        """Delete a session."""
        gone = self._newest[record.id] = delete(self._store, record.id, self._clock)
        self._deleted.append(record.id)
        return gone

    def undelete(self, session_id: str) -> Record:
        """Bring a deleted session back."""
        record = self._newest[session_id] = undelete(self._store, session_id, self._clock)
        self._deleted = [other for other in self._deleted if other != session_id]
        return record

    def undelete_last(self) -> Record:
        """Bring back the session that was deleted last in this run."""
        if not self._deleted:
            raise KneecoachError("Nothing was deleted since kneecoach was opened; `kneecoach undelete` lists more.")
        return self.undelete(self._deleted[-1])

    def newest(self, record: Record) -> Record | None:
        """A session as it is by now; None where it was deleted."""
        newest = self._newest.get(record.id, record)
        return newest if isinstance(newest, Record) else None

    def updated(self, records: Iterable[Record]) -> tuple[Record, ...]:
        """Sessions as they are by now, with those that were brought back, oldest first."""
        return merge([*records, *self._newest.values()])
