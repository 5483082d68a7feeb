"""The journal of the live session: a header line, then one line per event, fsynced within 100 ms.

A thread writes, so that a slow disk never delays a rep. What cannot be written is kept and tried again. Between
events, a sign of life says how far the session has come.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.journal.file import JournalFile
from kneecoach.journal.header import SCHEMA, Header
from kneecoach.journal.lines import event_lines, header_line, sign_of_life
from kneecoach.journal.reading import Leftover
from kneecoach.session.events import Event

RETRY_SECONDS = 2.0
"""How long to wait after a failed write before the next one."""

CLOSING_SECONDS = 4.0
"""How long closing waits for a slow disk to take the last lines."""


class Journal:
    """Appends to the journal's file from a thread of its own."""

    def __init__(
        self,
        file: JournalFile,
        checksum: int,
        *,
        pending: bytes = b"",
        problem: str | None = None,
        check: Callable[[], object] | None = None,
    ) -> None:
        """Continue a file. `pending` is yet to be written; `checksum` is that of the last line once it is.

        `check` raises KneecoachError if the session could not be saved at its end. It is called after each write,
        and repeatedly while there is a problem.
        """
        self.path = file.path
        self.problem = problem
        """Why the last write failed, in one sentence; None when all is well."""
        self._file = file
        self._checksum = checksum
        self._pending = pending
        self._alive_at: float | None = None
        self._check = check
        self._closing = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._write_on, name="journal", daemon=True)
        self._thread.start()

    @property
    def is_whole(self) -> bool:
        """Whether everything is on disk."""
        return not self._pending

    def append(self, events: Iterable[Event]) -> None:
        """Queue events to be written soon. Returns at once."""
        with self._changed:
            lines, self._checksum = event_lines(events, self._checksum)
            self._pending += lines
            self._alive_at = None
            self._changed.notify_all()

    def alive(self, at: float) -> None:
        """Queue a sign of life: the session was running at `at`, in seconds on its axis. Returns at once."""
        with self._changed:
            self._alive_at = at
            self._changed.notify_all()

    def flush(self, seconds: float = 2.0) -> bool:
        """Wait until everything is on disk. Returns False if it is not after `seconds`."""
        with self._changed:
            self._changed.notify_all()
            return self._changed.wait_for(lambda: not self._pending and self._alive_at is None, timeout=seconds)

    def close(self) -> None:
        """Write what is left and stop the thread, waiting at most CLOSING_SECONDS. The file stays."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(timeout=CLOSING_SECONDS)

    def _write_on(self) -> None:
        while True:
            with self._changed:
                again = None if self.problem is None else RETRY_SECONDS
                self._changed.wait_for(
                    lambda: self._pending or self._closing or self._alive_at is not None, timeout=again
                )
                lines, closing = self._pending, self._closing
                alive_at, checksum = self._alive_at, self._checksum
            if alive_at is not None and not lines:
                self._write_alive(alive_at, checksum)
                if self.problem is None and not closing:
                    continue
            failure = self._write(lines) if lines else None
            if closing and (failure is not None or self.is_whole):
                return
            self.problem = failure or self._what_stops_saving()
            if failure is not None:
                with self._changed:
                    self._changed.wait_for(lambda: self._closing, timeout=RETRY_SECONDS)

    def _write(self, lines: bytes) -> str | None:
        """Write lines to disk. Returns why that failed, or None."""
        try:
            self._file.add(lines)
        except (OSError, KneecoachError) as error:
            return not_kept(self.path, error)
        with self._changed:
            self._pending = self._pending[len(lines) :]
            self._changed.notify_all()
        return None

    def _write_alive(self, at: float, checksum: int) -> None:
        # If this fails, no event is lost. The next event's write reports the problem.
        with contextlib.suppress(OSError, KneecoachError):
            self._file.add_for_now(sign_of_life(at, checksum))
        with self._changed:
            if self._alive_at == at:
                self._alive_at = None
            self._changed.notify_all()

    def _what_stops_saving(self) -> str | None:
        try:
            if self._check is not None:
                self._check()
        except KneecoachError as error:
            return str(error)
        return None


def not_kept(path: Path, error: OSError | KneecoachError) -> str:
    """Why a session is not on disk, in one sentence."""
    if isinstance(error, KneecoachError):
        return str(error)
    return f"{path}: the session cannot be kept on disk: {os_reason(error)}"


def start_journal(
    path: Path,
    header: Header,
    *,
    check: Callable[[], object] | None = None,
    in_memory: bool = False,
    problem: str | None = None,
) -> Journal:
    """A new journal, its header on disk. With `in_memory`, a header that cannot be written is written later.

    There must be no journal at `path`. `problem` is what is already known to be wrong. Raises KneecoachError if the
    header cannot be written, unless `in_memory`.
    """
    line, checksum = header_line(header)
    file = JournalFile(path, b"")
    try:
        file.add(line)
    except (OSError, KneecoachError) as error:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        if not in_memory:
            raise KneecoachError(not_kept(path, error)) from None
        return Journal(file, checksum, pending=line, problem=not_kept(path, error), check=check)
    return Journal(file, checksum, problem=problem, check=check)


def continue_journal(path: Path, leftover: Leftover, *, check: Callable[[], object]) -> Journal:
    """Continue the journal of an unfinished session. One of 0.1.0 is soon rewritten with checksums."""
    if leftover.checksum is not None:
        return Journal(JournalFile(path, leftover.kept), leftover.checksum, check=check)
    # The header in the file: the leftover's may be muted, for this resume only.
    first = Header.model_validate_json(leftover.kept.partition(b"\n")[0])
    header, checksum = header_line(first.model_copy(update={"schema_": SCHEMA}))
    events, checksum = event_lines(leftover.events, checksum)
    return Journal(JournalFile(path, b""), checksum, pending=header + events, check=check)
