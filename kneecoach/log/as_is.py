"""The lines of the log as they are, with the keys that this program does not know: what is handed on unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from kneecoach.errors import first_fault
from kneecoach.log.record import Record, Tombstone

MOST_LINE = 4_000_000
"""Bytes of the longest line that is taken; a session takes some 10 000."""

_LINE: TypeAdapter[Record | Tombstone] = TypeAdapter(Annotated[Record | Tombstone, Field(discriminator="type")])


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line, and what it says."""

    raw: bytes
    """JSON without the line's end."""
    entry: Record | Tombstone


class NoRecord(ValueError):
    """A line that is no record; why not, in words that follow its name."""


def read_line(raw: bytes) -> LogLine:
    """What a line says. Raises NoRecord."""
    if len(raw) > MOST_LINE:
        raise NoRecord(f"is too long: {len(raw)} bytes, and should be at most {MOST_LINE}")
    try:
        return LogLine(raw.strip(), _LINE.validate_json(raw))
    except ValidationError as error:
        raise NoRecord(_what_is_wrong(error)) from None


def lines_as_is(folder: Path) -> Iterator[LogLine]:
    """Every line of the log in `folder` that is a record; `Store.read` names the others. Raises OSError."""
    for path in sorted(folder.glob("*.jsonl")):
        if not path.is_file():
            continue
        with path.open("rb") as file:
            for raw in file:
                try:
                    yield read_line(raw)
                except NoRecord:
                    continue


def _what_is_wrong(error: ValidationError) -> str:
    fault = error.errors(include_url=False, include_input=False)[0]
    match fault["type"]:
        case "json_invalid":
            return "is not JSON"
        case "union_tag_not_found":
            return "type: is missing"
        case "union_tag_invalid":
            return "type: should be 'session' or 'deleted'"
        case _ if not fault["loc"]:
            return "should be a record, in braces"
        case _:
            return first_fault(error, "the record").removeprefix("session.").removeprefix("deleted.")
