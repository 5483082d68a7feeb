"""The records of the log as raw lines, unknown keys included: what export and import pass on unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kneecoach.log.lines import BOM, MAX_LINE_BYTES, BadLine, Line, read_record
from kneecoach.log.problems import Problem, ProblemKind
from kneecoach.log.reading import log_lines
from kneecoach.log.store import Store


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the log, raw and parsed."""

    raw: bytes
    """JSON without the newline."""
    entry: Line


def read_line(raw: bytes) -> LogLine:
    """Parse a line. Raises BadLine."""
    if len(raw) > MAX_LINE_BYTES:
        what = f"is too long: {len(raw)} bytes, and should be at most {MAX_LINE_BYTES}"
        raise BadLine(ProblemKind.TOO_LONG, what)
    return LogLine(raw.strip(), read_record(raw))


def raw_records(store: Store, problems: list[Problem]) -> Iterator[LogLine]:
    """Every record of the log, including those inside a broken line. What cannot be read is added to `problems`."""
    for line, parsed in log_lines(store.paths, problems):
        if parsed.pieces:
            yield from (read_line(piece) for piece, is_record in parsed.pieces if is_record)
        elif parsed.records:
            yield LogLine(line.raw.removeprefix(BOM).strip(), parsed.records[0])
