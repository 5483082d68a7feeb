"""Reads the journal of a session that was cut off: it is good up to its first bad line."""

from __future__ import annotations

import errno
import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.files import read_at_most
from kneecoach.journal.file import MAX_BYTES
from kneecoach.journal.header import MAX_SCHEMA, SCHEMA, Header
from kneecoach.journal.lines import parse_event, parse_sign_of_life, without_checksum
from kneecoach.journal.record_of import ended, fold, record_of
from kneecoach.session.events import Event

UNCHECKED_SCHEMA = 1
"""Schema of the journals of kneecoach 0.1.0, whose lines have no checksum."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """What was read from a journal."""

    header: Header
    events: tuple[Event, ...]
    kept: bytes
    """The lines that were read, up to the first bad one."""
    torn: bytes
    """What follows them, which is not read and will be set aside."""
    checksum: int | None
    """The checksum of the last line kept; None in a journal of 0.1.0, which has to be rewritten."""
    alive: float = 0.0
    """The instant of the sign of life after the last event, on the session's axis; 0 if there is none."""

    @property
    def last_instant(self) -> float:
        """The last instant on the session's axis at which it is known to have been running."""
        return max(self.events[-1].at if self.events else 0.0, self.alive)

    @property
    def lines_lost(self) -> int:
        """Whole lines in `torn`. An unfinished last line does not count."""
        return self.torn.count(b"\n")


class Unreadable(KneecoachError):
    """A journal cannot be used, now or later. The text names it and says why."""


_OURS = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EINTR, errno.EAGAIN})
"""Errors that are not the file's fault: trying again later may help."""


def read_journal(path: Path) -> Leftover | None:
    """The session in a journal, which stays as it is; None if there is no journal.

    Raises Unreadable if the file or its header cannot be read or the session cannot be followed; another
    KneecoachError if trying again later may help.
    """
    leftover = parse_journal(path)
    if leftover is None:
        return None
    try:
        state = ended(fold(leftover.header, leftover.events), leftover.last_instant)
        record_of(leftover.header, state, "", leftover.header.started_at)
    except Exception:
        # Whatever the file says, it must never keep the program from opening.
        raise Unreadable(f"{path}: this unfinished session cannot be read") from None
    return leftover


def parse_journal(path: Path) -> Leftover | None:
    """What a journal says, whether or not the engine can follow it; None if there is no journal.

    Raises Unreadable if the file or its header cannot be read, another KneecoachError if it may be read later.
    """
    try:
        raw = read_at_most(path, MAX_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        kind = KneecoachError if error.errno in _OURS else Unreadable
        raise kind(f"{path}: the journal cannot be read: {os_reason(error)}") from None
    first = raw.partition(b"\n")[0]
    schema = _schema(first)
    if schema > MAX_SCHEMA:
        raise Unreadable(
            f"{path}: this unfinished session was written by a newer kneecoach, which can resume it from here"
        )
    try:
        leftover = _up_to_the_first_bad_line(raw, is_checked=schema != UNCHECKED_SCHEMA)
    except ValidationError:
        leftover = None
    if leftover is None:
        raise Unreadable(f"{path}: this unfinished session was damaged at its start")
    return leftover


def _schema(line: bytes) -> int:
    """The schema that a header names; 0 if that cannot be told."""
    try:
        schema = json.loads(line)["schema"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return 0
    return schema if isinstance(schema, int) else 0


def _up_to_the_first_bad_line(raw: bytes, *, is_checked: bool) -> Leftover | None:
    """The good part of a journal; None if its header's checksum is wrong. Raises ValidationError.

    `is_checked` is whether its lines have checksums.
    """
    first, *rest = raw.split(b"\n")
    found = without_checksum(first, 0) if is_checked else (first, None)
    if found is None:
        return None
    text, checksum = found
    header = Header.model_validate_json(text)
    header = header.model_copy(update={"schema_": max(SCHEMA, header.schema_)})
    events: list[Event] = []
    size = len(first) + 1
    for line in rest[:-1]:
        found = (line, None) if checksum is None else without_checksum(line, checksum)
        event = None if found is None else parse_event(found[0])
        if found is None or event is None:
            break
        checksum = found[1]
        events.append(event)
        size += len(line) + 1
    # Without `rest`, the header's own line end is missing.
    kept, torn = (raw[:size], raw[size:]) if rest else (raw + b"\n", b"")
    alive, length = (None if checksum is None else parse_sign_of_life(torn, checksum)) or (0.0, 0)
    return Leftover(header, tuple(events), kept, torn[length:], checksum, alive)
