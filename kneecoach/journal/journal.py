"""The journal of the live session: a header line, then one line per event, fsynced within 100 ms.

A thread writes, so that a slow disk never holds up a rep. What cannot be written is kept and tried again.
"""

from __future__ import annotations

import contextlib
import errno
import json
import threading
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.files import read_at_most
from kneecoach.journal.file import MAX_BYTES, JournalFile
from kneecoach.journal.header import SCHEMA, Header
from kneecoach.session.events import EVENTS, Event
from kneecoach.session.names import kebab

RETRY_SECONDS = 2.0

CLOSING_SECONDS = 4.0
"""How long closing waits for a slow disk to take what was written last."""

_ADAPTERS: dict[str, TypeAdapter[Event]] = {name: TypeAdapter(kind) for name, kind in EVENTS.items()}


class Journal:
    """Appends to the journal's file from a thread of its own."""

    def __init__(
        self,
        path: Path,
        kept: bytes,
        *,
        file: JournalFile | None = None,
        pending: bytes = b"",
        problem: str | None = None,
        check: Callable[[], object] | None = None,
    ) -> None:
        """Go on with the file at `path`, or `file`, whose good content is `kept`; `pending` is still to be written.

        `check` raises KneecoachError where the session could not be saved at its end; it is asked whenever
        something has been written, and again and again while there is a problem.
        """
        self.path = path
        self.problem = problem
        """Why the last write failed, in one sentence; None when all is well."""
        self._file = file or JournalFile(path, kept)
        self._pending = pending
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
        """Have events written soon; returns at once."""
        lines = b"".join(event_line(event) for event in events)
        with self._changed:
            self._pending += lines
            self._changed.notify_all()

    def flush(self, seconds: float = 2.0) -> bool:
        """Wait until everything is on disk; False when it is not after `seconds`."""
        with self._changed:
            self._changed.notify_all()
            return self._changed.wait_for(lambda: not self._pending, timeout=seconds)

    def close(self) -> None:
        """Flush, and stop the thread; the file stays."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(timeout=CLOSING_SECONDS)

    def _write_on(self) -> None:
        while True:
            with self._changed:
                again = None if self.problem is None else RETRY_SECONDS
                self._changed.wait_for(lambda: self._pending or self._closing, timeout=again)
                lines, closing = self._pending, self._closing
            failure = self._write(lines) if lines else None
            if closing and (failure is not None or self.is_whole):
                return
            self.problem = failure or self._what_stops_saving()
            if failure is not None:
                with self._changed:
                    self._changed.wait_for(lambda: self._closing, timeout=RETRY_SECONDS)

    def _write(self, lines: bytes) -> str | None:
        """Have lines on disk; why not, or None."""
        try:
            self._file.add(lines)
        except (OSError, KneecoachError) as error:
            return not_kept(self.path, error)
        with self._changed:
            self._pending = self._pending[len(lines) :]
            self._changed.notify_all()
        return None

    def _what_stops_saving(self) -> str | None:
        try:
            if self._check is not None:
                self._check()
        except KneecoachError as error:
            return str(error)
        return None


def not_kept(path: Path, error: OSError | KneecoachError) -> str:
    """Why a session is not kept on disk, in one sentence."""
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
    """A new journal with its header on disk, or else, `in_memory`, one that is written as soon as it can be.

    There is no journal at `path`. `problem` is what is known to be wrong already. Raises KneecoachError.
    """
    line = header.model_dump_json(by_alias=True).encode() + b"\n"
    file = JournalFile(path, b"")
    try:
        file.add(line)
    except (OSError, KneecoachError) as error:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        if not in_memory:
            raise KneecoachError(not_kept(path, error)) from None
        return Journal(path, b"", file=file, pending=line, problem=not_kept(path, error), check=check)
    return Journal(path, line, file=file, problem=problem, check=check)


def event_line(event: Event) -> bytes:
    """An event as one line, exactly: instants are not rounded, and the command that caused it is named."""
    fields: dict[str, Any] = {"at": event.at, "event": kebab(type(event))}
    fields |= {key: value for key, value in asdict(event).items() if key != "command" or value is not None}
    return json.dumps(fields, separators=(",", ":")).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Leftover:
    """A journal as read back."""

    header: Header
    events: tuple[Event, ...]
    kept: bytes
    """The lines that were read."""
    torn: bytes
    """What is not read, and will be set aside: what follows the last good line, and damaged lines before it."""
    is_mended: bool = False
    """Whether `kept` is no longer how the file begins: it has to be written anew."""

    @property
    def last_instant(self) -> float:
        """The last instant, on the session's axis, at which it is known to have been alive."""
        return self.events[-1].at if self.events else 0.0

    @property
    def lines_lost(self) -> int:
        """Whole lines among what was torn off; a last line that was being written does not count."""
        return self.torn.count(b"\n")


class Unreadable(KneecoachError):
    """A journal that this program can make nothing of, now or later. The text names it and says why."""


_OURS = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EINTR, errno.EAGAIN})
"""Errors that say nothing about the file: trying again later may help."""


def parse_journal(path: Path) -> Leftover | None:
    """What the journal says, up to the first line that is torn or damaged; None where there is no journal.

    Nothing is changed. Raises KneecoachError, and Unreadable where not even the header can be read.
    """
    try:
        raw = read_at_most(path, MAX_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        kind = KneecoachError if error.errno in _OURS else Unreadable
        raise kind(f"{path}: the journal cannot be read: {os_reason(error)}") from None
    first, *rest = raw.split(b"\n")
    try:
        header = Header.model_validate_json(first)
    except ValidationError:
        if _schema(first) > SCHEMA:
            raise Unreadable(
                f"{path}: this unfinished session is of a newer kneecoach, which resumes it under this name"
            ) from None
        raise Unreadable(f"{path}: this unfinished session was damaged at its start") from None
    size = len(first) + 1
    events: list[Event] = []
    for line in rest[:-1]:
        event = parse_event(line)
        if event is None:
            break
        events.append(event)
        size += len(line) + 1
    # The end of the header's own line may be what is missing.
    return Leftover(header, tuple(events), raw[:size] if rest else raw + b"\n", raw[size:])


def _schema(line: bytes) -> int:
    """The schema that a header says it is of; 0 where that cannot be told."""
    try:
        schema = json.loads(line)["schema"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return 0
    return schema if isinstance(schema, int) else 0


def parse_event(line: bytes) -> Event | None:
    """The event on a line, or None where it says none."""
    try:
        fields = json.loads(line)
        adapter = _ADAPTERS[fields.pop("event")]
        # As JSON again: in Python's strings there may be halves of characters, which nothing could write any more.
        return adapter.validate_json(json.dumps(fields))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
