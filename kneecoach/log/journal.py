"""The journal of the live session: a header line, then one line per event, fsynced within 100 ms.

A thread writes, so that a slow disk never holds up a rep. What cannot be written is kept and tried again.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.log.header import Header
from kneecoach.log.store import sync_folder
from kneecoach.paths import private_folder
from kneecoach.session.events import KINDS, Event
from kneecoach.session.names import kebab

RETRY_SECONDS = 2.0

_ADAPTERS: dict[str, TypeAdapter[Event]] = {name: TypeAdapter(kind) for name, kind in KINDS.items()}


class Journal:
    """Appends to the journal's file from a thread of its own."""

    def __init__(self, path: Path, kept: bytes) -> None:
        """Go on with the file at `path`, whose good content is `kept`."""
        self.path = path
        self.problem: str | None = None
        """Why the last write failed, in one sentence; None when all is well."""
        self._kept = bytearray(kept)
        self._pending = b""
        self._closing = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._write_on, name="journal", daemon=True)
        self._thread.start()

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
        self._thread.join(timeout=RETRY_SECONDS * 2)

    def _write_on(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._pending or self._closing)
                lines, closing = self._pending, self._closing
            if not lines:
                return
            try:
                _write_after(self.path, self._kept, lines)
            except OSError as error:
                self.problem = f"{self.path}: the session cannot be kept on disk: {os_reason(error)}"
                if closing:
                    return
                with self._changed:
                    self._changed.wait_for(lambda: self._closing, timeout=RETRY_SECONDS)
                continue
            self.problem = None
            with self._changed:
                self._kept += lines
                self._pending = self._pending[len(lines) :]
                self._changed.notify_all()


def start_journal(path: Path, header: Header) -> Journal:
    """A new journal with its header on disk. Raises KneecoachError."""
    line = header.model_dump_json(by_alias=True).encode() + b"\n"
    private_folder(path.parent)
    try:
        path.unlink(missing_ok=True)
        _write_after(path, b"", line)
        sync_folder(path.parent)
    except OSError as error:
        raise KneecoachError(f"{path}: the session cannot be kept on disk: {os_reason(error)}") from None
    return Journal(path, line)


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
    """What follows the last good line."""

    @property
    def lines_lost(self) -> int:
        """Whole lines among what was torn off; a last line that was being written does not count."""
        return self.torn.count(b"\n")


def read_journal(path: Path) -> Leftover | None:
    """What the journal says, up to the first line that is torn or damaged; None where there is no journal.

    Raises KneecoachError where not even the header is whole; the file is then set aside as `*.bad`.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise KneecoachError(f"{path}: the journal cannot be read: {os_reason(error)}") from None
    first, *rest = raw.split(b"\n")
    try:
        header = Header.model_validate_json(first)
    except ValidationError:
        raise _moved_aside(path, raw) from None
    size = len(first) + 1
    events: list[Event] = []
    for line in rest[:-1]:
        event = _parse(line)
        if event is None:
            break
        events.append(event)
        size += len(line) + 1
    # The end of the header's own line may be what is missing.
    return Leftover(header, tuple(events), raw[:size] if rest else raw + b"\n", raw[size:])


def _moved_aside(path: Path, raw: bytes) -> KneecoachError:
    """Move a journal that cannot be read out of the way; what to say of it."""
    damaged = f"{path}: this unfinished session was damaged at its start"
    try:
        aside = set_aside(path, raw)
        path.unlink(missing_ok=True)
    except OSError as error:
        return KneecoachError(f"{damaged}, and cannot be moved aside: {os_reason(error)}")
    return KneecoachError(f"{damaged}; it was moved to {aside}")


def set_aside(path: Path, data: bytes) -> Path:
    """Keep bytes that cannot be read, in `*.bad` beside the journal. Raises OSError."""
    aside = path.with_suffix(".bad")
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(aside, flags, 0o600)
    with os.fdopen(descriptor, "ab") as file:
        file.write(data)
    return aside


def _parse(line: bytes) -> Event | None:
    try:
        fields = json.loads(line)
        return _ADAPTERS[fields.pop("event")].validate_python(fields)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _write_after(path: Path, kept: bytes | bytearray, data: bytes) -> None:
    """Make the file `kept` and `data`, on disk; `kept` is there unless the file was lost. Raises OSError."""
    flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        size = len(kept)
        if os.fstat(descriptor).st_size < size:
            size, data = 0, bytes(kept) + data
        os.ftruncate(descriptor, size)
        os.lseek(descriptor, size, os.SEEK_SET)
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
