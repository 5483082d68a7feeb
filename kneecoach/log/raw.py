"""The lines of the log as they are, with the keys that this program does not know: what is handed on unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kneecoach.log.lines import BOM, MAX_LINE_BYTES, BadLine, Line, read_record
from kneecoach.log.problems import Problem
from kneecoach.log.store import Store


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line, and what it says."""

    raw: bytes
    """JSON without the line's end."""
    entry: Line


class NoRecord(ValueError):
    """A line that is no record; why not, in words that follow its name."""


def read_line(raw: bytes) -> LogLine:
    """What a line says. Raises NoRecord."""
    if len(raw) > MAX_LINE_BYTES:
        raise NoRecord(f"is too long: {len(raw)} bytes, and should be at most {MAX_LINE_BYTES}")
    try:
        return LogLine(raw.strip(), read_record(raw))
    except BadLine as bad:
        raise NoRecord(str(bad)) from None


def lines_as_is(store: Store, problems: list[Problem]) -> Iterator[LogLine]:
    """Every record of the log, those within a broken line too; what cannot be read is put into `problems`."""
    for line, parsed in store.each_line(problems):
        if parsed.pieces:
            yield from (read_line(piece) for piece, is_record in parsed.pieces if is_record)
        elif parsed.records:
            yield LogLine(line.raw.removeprefix(BOM).strip(), parsed.records[0])
