"""The sessions as the app knows them: as last read, with the changes of this run."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App
from textual.signal import Signal

from kneecoach.errors import KneecoachError

if TYPE_CHECKING:
    from kneecoach.log.record import ExerciseNote, Record, Tombstone
    from kneecoach.log.store import Log, Store
    from kneecoach.paths import Paths
    from kneecoach.review.last_time import Past
    from kneecoach.running.clock import Clock
    from kneecoach.session.plan import LoadUnit

Mark = tuple[tuple[str, int, int], ...]
"""Name, size in bytes and modification time in ns of each file of the log."""


class Sessions:
    """Reads the log and writes to it, so that no screen shows old data.

    `read` and the methods that write may run in a thread, and raise KneecoachError. The rest is for the app's loop.
    """

    def __init__(self, app: App[None], paths: Paths, clock: Clock) -> None:
        self._app = app
        self._paths = paths
        self._clock = clock
        self._mark: Mark | None = None
        self._newest: dict[str, Record | Tombstone] = {}
        """The lines written in this run, by the session's id."""
        self._deleted: list[str] = []
        """Ids of sessions deleted in this run and not brought back, the last one at the end."""
        self._notes: tuple[ExerciseNote, ...] = ()
        """The notes on exercises written outside of a session, as last read."""
        self._written_notes: dict[str, ExerciseNote] = {}
        """Those written in this run, by the exercise's id."""
        self.as_read: tuple[Record, ...] | None = None
        """The sessions as last read, oldest first; None before the first read."""
        self.changed: Signal[tuple[Record, ...]] = Signal(app, "sessions-changed")
        """Published with the sessions when they have been read."""

    @property
    def all(self) -> tuple[Record, ...]:
        """Every session as it is now, oldest first; none before the log has been read."""
        return self.updated(self.as_read or ())

    @property
    def has_written(self) -> bool:
        """Whether anything was changed in this run."""
        return bool(self._newest)

    @property
    def deleted(self) -> int:
        """How many sessions were deleted in this run and not brought back."""
        return len(self._deleted)

    def past(self, session_id: str, unit: LoadUnit) -> Past:
        """What is known of each exercise from before a session, with loads in `unit`.

        May run in a thread: it looks at every session.
        """
        from kneecoach.review.last_time import past_of

        today = self._clock.wall().date()
        return past_of(self.all, self._all_notes, today, unit=unit, without=session_id)

    def notes(self) -> dict[str, str]:
        """The notes on exercises that hold now, by the exercise's id. May run in a thread."""
        from kneecoach.review.exercise_notes import notes_now

        return notes_now(self.all, self._all_notes)

    @property
    def _all_notes(self) -> tuple[ExerciseNote, ...]:
        if not self._written_notes:
            return self._notes
        from kneecoach.log.merging import merge_all

        return merge_all([*self._notes, *self._written_notes.values()])[1]

    def write_note(self, exercise: str, note: str) -> None:
        """Save a note on an exercise; an empty text removes it."""
        self._written_notes[exercise] = self._store.write_note(exercise, note, self._clock)

    def updated(self, records: Iterable[Record]) -> tuple[Record, ...]:
        """Sessions as they are now, including those brought back, oldest first."""
        if not self._newest:
            return tuple(records)
        from kneecoach.log.merging import merge

        return merge([*records, *self._newest.values()])

    def newest(self, record: Record) -> Record | None:
        """A session as it is now; None if it was deleted."""
        from kneecoach.log.record import Record

        newest = self._newest.get(record.id, record)
        return newest if isinstance(newest, Record) else None

    def read(self) -> Log:
        """Read the log."""
        # Taken before reading, so that what is written meanwhile is read next time.
        mark = self._mark_now()
        log = self._store.read_to_keep()
        self._mark = mark
        return log

    def read_again(self) -> None:
        """Read the log in a thread if it has changed, unless it is being read already."""
        if not any(worker.group == "read" and not worker.is_finished for worker in self._app.workers):
            self._app.run_worker(self._read_again, thread=True, group="read")

    def take(self, log: Log) -> None:
        """Publish what has been read."""
        self.as_read, self._notes = log.records, log.notes
        self.changed.publish(log.records)

    def amend(self, record: Record, **changes: object) -> Record:
        """Save new values of a session, and return its newest revision."""
        saved = self._newest[record.id] = self._store.amend(record, self._clock, **changes)
        return saved

    def change(self, seen: Record, wanted: Record) -> Record:
        """Save the difference between two versions of a session, and return its newest revision."""
        saved = self._newest[seen.id] = self._store.change(seen, wanted, self._clock)
        return saved

    def add(self, record: Record) -> Record:
        """Save a session that was entered later, and return it as this device's."""
        from kneecoach.log.entered import save_entered

        saved = save_entered(self._store, record, self._clock)
        self._newest[saved.id] = saved
        return saved

    def delete(self, record: Record) -> Tombstone:
        """Delete a session."""
        from kneecoach.log.deletion import delete

        gone = self._newest[record.id] = delete(self._store, record.id, self._clock)
        self._deleted.append(record.id)
        return gone

    def undelete(self, session_id: str) -> Record:
        """Bring a deleted session back."""
        from kneecoach.log.deletion import undelete

        record = self._newest[session_id] = undelete(self._store, session_id, self._clock)
        self._deleted = [other for other in self._deleted if other != session_id]
        return record

    def undelete_last(self) -> Record:
        """Bring back the session that was deleted last in this run."""
        if not self._deleted:
            raise KneecoachError(
                "Nothing has been deleted since kneecoach was opened; `kneecoach undelete` lists more."
            )
        return self.undelete(self._deleted[-1])

    @cached_property
    def _store(self) -> Store:
        from kneecoach.log.store import Store

        return Store(self._paths)

    def _mark_now(self) -> Mark:
        try:
            return tuple(_mark_of(path) for path in sorted(self._paths.log_dir.glob("*.jsonl")))
        except OSError:
            return ()  # reading it will say why

    def _read_again(self) -> None:
        if self._mark_now() == self._mark:
            return
        old = list(self.as_read or ())
        self._app.call_from_thread(self.take, self.read())
        # One by one: freeing ten thousand sessions at once would block the screen for a quarter of a second.
        while old:
            old.pop()


def _mark_of(path: Path) -> tuple[str, int, int]:
    try:
        state = path.stat()
    except OSError:
        return (path.name, 0, 0)  # such as a broken link; the other files still count
    return (path.name, state.st_size, state.st_mtime_ns)
