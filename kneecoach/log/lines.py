"""Parses the lines of a log file: each is a record or a problem. Nothing here writes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, BinaryIO

from pydantic import Field, TypeAdapter, ValidationError

from kneecoach.faults import faults_of
from kneecoach.log.migrate import migrated
from kneecoach.log.problems import Problem, ProblemKind
from kneecoach.log.record import MAX_SCHEMA, SCHEMA, ExerciseNote, Record, Tombstone
from kneecoach.text import plural

MAX_LINE_BYTES = 4_000_000
"""Longest line that is read, in bytes with its newline. A session takes about 10 000."""

CHUNK = 65_536
"""Bytes read at a time of a longer line."""

Line = Record | Tombstone | ExerciseNote

_LINE: TypeAdapter[Line] = TypeAdapter(Annotated[Line, Field(discriminator="type")])
_MODELS: dict[object, type[Line]] = {"session": Record, "deleted": Tombstone, "exercise-note": ExerciseNote}
BOM = b"\xef\xbb\xbf"
_MERGE_MARKS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")
_RECORD_START = re.compile(rb'\{\s*"schema"\s*:')
_BROKEN = frozenset({ProblemKind.TORN, ProblemKind.NULS, ProblemKind.NOT_UTF8, ProblemKind.NOT_JSON})
_NEEDED = frozenset({"schema", "type", "id", "rev", "device", "saved_at"})
"""Keys without which one revision of a session cannot be told from another."""

MAX_UNKNOWN_KEYS = 200
"""How many keys of a record with a newer schema may be ignored."""

TOO_DEEP = "is JSON nested too deep, or with too long a number"


class BadLine(Exception):
    """A line is not a record. The text says why, and follows the line's name."""

    def __init__(self, kind: ProblemKind, what: str) -> None:
        super().__init__(what)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line of a file, unparsed."""

    number: int
    """From 1."""
    start: int
    """Offset of its first byte."""
    size: int
    """Bytes, with the newline."""
    raw: bytes
    """Its content, or only the beginning if it is too long."""

    @property
    def is_too_long(self) -> bool:
        return self.size > MAX_LINE_BYTES


@dataclass(frozen=True, slots=True)
class ParsedLine:
    """The records on a line, and what is wrong with it."""

    records: tuple[Line, ...]
    problem: Problem | None = None
    pieces: tuple[tuple[bytes, bool], ...] = ()
    """The pieces of a bad line that contains records, and whether each is a record."""


def raw_lines(file: BinaryIO) -> Iterator[RawLine]:
    """The lines of a file, blank ones too. At most `MAX_LINE_BYTES` bytes are held in memory."""
    number = start = 0
    while raw := file.readline(MAX_LINE_BYTES + 1):
        number += 1
        size, part = len(raw), raw
        while size > MAX_LINE_BYTES and part and not part.endswith(b"\n"):
            part = file.readline(CHUNK)
            size += len(part)
        yield RawLine(number, start, size, raw)
        start += size


def parse(line: RawLine, path: Path) -> ParsedLine:
    """Parse a line of the file `path`."""
    raw = line.raw.removeprefix(BOM)
    if not line.is_too_long and (not raw or raw.isspace()):
        return ParsedLine(())
    try:
        if line.is_too_long:
            raise BadLine(
                ProblemKind.TOO_LONG, f"is too long: {line.size} bytes, and should be at most {MAX_LINE_BYTES}"
            )
        return ParsedLine((read_record(raw),))
    except BadLine as bad:
        kind, what = bad.kind, str(bad)
    if kind in _BROKEN and not line.raw.endswith(b"\n"):
        kind, what = ProblemKind.TORN, "is cut off"
    pieces = _pieces(line.raw) if kind in _BROKEN else []
    records = tuple(record for _, record in pieces if record is not None)
    if records:
        what += f"; {plural(len(records), 'record')} in it can be read"
    found = tuple((piece, record is not None) for piece, record in pieces) if records else ()
    return ParsedLine(records, Problem(path, line.number, what, kind), found)


def read_record(raw: bytes) -> Line:
    """The record on a line. Raises BadLine, also if it has a newer schema and cannot be understood."""
    try:
        line = _LINE.validate_json(raw)
    except ValidationError:
        return _read_closely(raw)
    # A record with an older schema may look like ours and mean something else.
    is_ours = line.schema_ >= SCHEMA and "schema_" in line.model_fields_set
    return line if is_ours else _read_closely(raw)


def _read_closely(raw: bytes) -> Line:
    fields = _fields(raw)
    schema, kind = fields.get("schema", 1), fields.get("type")
    model = _MODELS.get(kind) if isinstance(kind, str) else None
    if isinstance(schema, int) and schema > MAX_SCHEMA:
        understood = _understood(model, fields) if model else None
        if understood is None:
            raise BadLine(ProblemKind.NEWER, "was written by a newer kneecoach, and cannot be shown by this one")
        return understood
    if model is None:
        types = "'session', 'deleted' or 'exercise-note'"
        raise BadLine(ProblemKind.NOT_A_RECORD, f"is not a record: type: should be {types}")
    try:
        return _validated(model, migrated(fields, SCHEMA))
    except ValidationError as error:
        raise BadLine(ProblemKind.NOT_A_RECORD, f"is not a record: {faults_of(error, 'all of it')[0]}") from None
    except (LookupError, TypeError, ValueError, AttributeError):
        raise BadLine(ProblemKind.NOT_A_RECORD, f"is not a record of schema {schema}") from None


def _validated(model: type[Line], fields: dict[str, Any]) -> Line:
    # As JSON again: Python's strings may contain halves of characters, which could not be written any more.
    try:
        text = json.dumps(fields)
    except RecursionError:
        raise BadLine(ProblemKind.NOT_JSON, TOO_DEEP) from None
    return model.model_validate_json(text)


def _fields(raw: bytes) -> dict[str, Any]:
    if b"\0" in raw:
        raise BadLine(ProblemKind.NULS, "contains NUL bytes")
    if raw.startswith(_MERGE_MARKS):
        raise BadLine(ProblemKind.MERGE_MARK, "is a conflict marker left by git")
    try:
        fields = json.loads(raw.decode())
    except UnicodeDecodeError:
        raise BadLine(ProblemKind.NOT_UTF8, "is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise BadLine(ProblemKind.NOT_JSON, f"is not JSON at character {error.pos + 1}") from None
    except (ValueError, RecursionError):
        raise BadLine(ProblemKind.NOT_JSON, TOO_DEEP) from None
    if not isinstance(fields, dict):
        raise BadLine(ProblemKind.NOT_A_RECORD, "is not a record: should be a JSON object")
    return fields


def _understood(model: type[Line], fields: dict[str, Any]) -> Line | None:
    """A record with a newer schema, without keys whose meaning has changed; None if one of them is needed."""
    for _ in range(MAX_UNKNOWN_KEYS):
        try:
            return _validated(model, fields)
        except ValidationError as error:
            fault = error.errors(include_url=False, include_context=False)[0]
            if fault["type"] == "missing" or not _drop(fields, fault["loc"]):
                return None
    return None


def _drop(fields: dict[str, Any], place: tuple[int | str, ...]) -> bool:
    """Remove the innermost key on the way to `place` from a record. Returns whether that is possible."""
    here: Any = fields
    holder: tuple[dict[str, Any], str] | None = None
    for part in place:
        if isinstance(here, dict) and isinstance(part, str) and part in here:
            holder = (here, part)
        elif not (isinstance(here, list) and isinstance(part, int) and part < len(here)):
            break
        here = here[part]
    if holder is None or (holder[0] is fields and holder[1] in _NEEDED):
        return False
    del holder[0][holder[1]]
    return True


def _pieces(raw: bytes) -> list[tuple[bytes, Line | None]]:
    """A broken line, cut where a record begins and ends.

    (Within a text, the quotes of a record would be escaped.)
    """
    pieces: list[tuple[bytes, Line | None]] = []
    places = sorted({0, *(match.start() for match in _RECORD_START.finditer(raw)), len(raw)})
    for first, last in pairwise(places):
        piece = raw[first:last]
        end = _object_end(piece)
        try:
            record = read_record(piece[:end]) if end else None
        except BadLine:
            record = None
        if record is None:
            pieces.append((piece, None))
            continue
        pieces.append((piece[:end], record))
        if piece[end:].strip():
            pieces.append((piece[end:], None))
        elif piece[end:]:
            pieces[-1] = (piece, record)
    return pieces


def _object_end(piece: bytes) -> int:
    """How many bytes the JSON object at the start of a piece takes; 0 if it is not complete."""
    if not _RECORD_START.match(piece):
        return 0
    text = piece.decode("utf-8", "surrogateescape")
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return 0
    return len(text[:end].encode("utf-8", "surrogateescape"))
