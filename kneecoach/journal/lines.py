"""The lines of a journal: a header, then one event per line, each ending with a checksum.

A line is a JSON object. Its last key, `crc`, is the CRC-32 of the line up to that key, continued from the line
before it. So a line that is damaged, missing, repeated or out of place is detected. The good part ends there.

After the last line there may be a sign of life, which says how long the session went on without an event. It has no
line end, and the next event overwrites it. A kneecoach that does not know it takes it for a torn line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from zlib import crc32

from pydantic import TypeAdapter

from kneecoach.journal.header import Header
from kneecoach.session.commands import COMMANDS
from kneecoach.session.events import EVENTS, Event
from kneecoach.session.names import kebab
from kneecoach.session.state import MAX_AT

_CHECKSUM = re.compile(rb',"crc":"([0-9a-f]{8})"\}')
_SIGN_OF_LIFE = re.compile(rb'\{"alive":([0-9]{1,10}\.[0-9]{6}),"crc":"[0-9a-f]{8}"\}')
_CHECKSUM_BYTES = len(b',"crc":"00000000"}')
_ADAPTERS: dict[str, TypeAdapter[Event]] = {name: TypeAdapter(kind) for name, kind in EVENTS.items()}


def header_line(header: Header) -> tuple[bytes, int]:
    """The first line of a journal, and its checksum."""
    return with_checksum(header.model_dump_json(by_alias=True).encode(), 0)


def event_lines(events: Iterable[Event], checksum: int) -> tuple[bytes, int]:
    """Lines to follow one with this checksum, and the checksum of the last of them."""
    lines = b""
    for event in events:
        line, checksum = with_checksum(event_json(event), checksum)
        lines += line
    return lines, checksum


def event_json(event: Event) -> bytes:
    """An event as JSON, exactly: instants are not rounded, and the command that caused it is named."""
    fields: dict[str, Any] = {"at": event.at, "event": kebab(type(event))}
    fields |= {key: value for key, value in asdict(event).items() if key != "command" or value is not None}
    return json.dumps(fields, separators=(",", ":")).encode()


def parse_event(text: bytes) -> Event | None:
    """The event that some JSON holds, or None if it is not one that a session can have."""
    try:
        fields = json.loads(text)
        adapter = _ADAPTERS[fields.pop("event")]
        # Validate JSON, not Python's strings: those may hold lone surrogates, which could never be written again.
        event = adapter.validate_json(json.dumps(fields))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    is_known = event.command is None or event.command in COMMANDS
    return event if is_known and 0 <= event.at <= MAX_AT else None


def sign_of_life(at: float, checksum: int) -> bytes:
    """Says that the session was running at `at`, in seconds on its axis, after a line with this checksum."""
    known = int(at * 1e6) / 1e6  # rounded down: never later than it was
    return with_checksum(b'{"alive":%.6f}' % known, checksum)[0].removesuffix(b"\n")


def parse_sign_of_life(text: bytes, checksum: int) -> tuple[float, int] | None:
    """The instant in the sign of life that `text` begins with, and its size in bytes; None if there is none.

    One that was written after a line with another checksum does not count.
    """
    found = _SIGN_OF_LIFE.match(text)
    if found is None or without_checksum(found[0], checksum) is None or float(found[1]) > MAX_AT:
        return None
    return float(found[1]), len(found[0])


def with_checksum(text: bytes, before: int) -> tuple[bytes, int]:
    """A JSON object as a line to follow one with the checksum `before`, and its own checksum."""
    text = text.removesuffix(b"}")
    checksum = crc32(text, before)
    return b'%b,"crc":"%08x"}\n' % (text, checksum), checksum


def without_checksum(line: bytes, before: int) -> tuple[bytes, int] | None:
    """The JSON object on a line (given without its end), and the checksum; None if that is wrong after `before`."""
    text, end = line[:-_CHECKSUM_BYTES], line[-_CHECKSUM_BYTES:]
    found = _CHECKSUM.fullmatch(end)
    checksum = crc32(text, before)
    return (text + b"}", checksum) if found is not None and int(found[1], 16) == checksum else None
