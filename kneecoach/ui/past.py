"""What has been read of the log: screens show it at once, and again when it has been read anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.signal import Signal

if TYPE_CHECKING:
    from pathlib import Path

    from kneecoach.log.record import Record
    from kneecoach.log.store import Log
    from kneecoach.paths import Paths

Mark = tuple[tuple[str, int, int], ...]
"""Name, size in bytes and time of change in ns of each file of the log."""


class Past:
    """The sessions as they were read last. `read` is for a thread, everything else for the app."""

    def __init__(self, app: App[None], paths: Paths) -> None:
        self._app = app
        self._paths = paths
        self._mark: Mark | None = None
        self.records: tuple[Record, ...] | None = None
        """Oldest first; None until they have been read."""
        self.changed: Signal[tuple[Record, ...]] = Signal(app, "past-changed")
        """Told with the sessions when they have been read."""

    def read(self) -> Log:
        """Read the log."""
        from kneecoach.log.store import Store

        # Before the reading: what is written meanwhile is read at the next time.
        mark = self._mark_now()
        log = Store(self._paths).read()
        self._mark = mark
        return log

    def _mark_now(self) -> Mark:
        try:
            return tuple(_mark_of(path) for path in sorted(self._paths.log_dir.glob("*.jsonl")))
        except OSError:
            return ()  # reading it says why

    def read_again(self) -> None:
        """Read the log in a thread if it has changed, unless it is being read already."""
        if not any(worker.group == "read" and not worker.is_finished for worker in self._app.workers):
            self._app.run_worker(self._read_again, thread=True, group="read")

    def _read_again(self) -> None:
        if self._mark_now() == self._mark:
            return
        old = list(self.records or ())
        self._app.call_from_thread(self.take, self.read())
        # One by one: to let go of ten thousand sessions at once would hold up the screen for a quarter of a second.
        while old:
            old.pop()

    def take(self, log: Log) -> None:
        """What has been read is known now, to all who wait for it."""
        self.records = log.records
        self.changed.publish(log.records)


def _mark_of(path: Path) -> tuple[str, int, int]:
    try:
        state = path.stat()
    except OSError:
        return (path.name, 0, 0)  # as a link that leads nowhere; the other files count all the same
    return (path.name, state.st_size, state.st_mtime_ns)
