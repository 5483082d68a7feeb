"""The kinds of problems that the log's files can have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kneecoach.text import clean


class ProblemKind(StrEnum):
    """A kind of problem. `kneecoach log check --json` prints these names: they are a fixed format."""

    # Lines that are not records:
    TORN = "torn"
    """The last line is cut off."""
    NULS = "nul-bytes"
    NOT_UTF8 = "not-utf-8"
    MERGE_MARK = "merge-mark"
    """A conflict marker left by git."""
    NOT_JSON = "not-json"
    NOT_A_RECORD = "not-a-record"
    TOO_LONG = "too-long"
    # Lines and files that are read as far as possible, and stay:
    NEWER = "newer"
    CONFLICT_COPY = "conflict-copy"
    OTHER_DEVICE = "other-device"
    EMPTY = "empty"
    # Problems of a whole file, or between files:
    TWO_VERSIONS = "two-versions"
    """There are two different versions of a session's newest revision."""
    NOT_A_FILE = "not-a-file"
    UNREADABLE = "unreadable"
    LAX_MODE = "lax-mode"
    JOURNAL = "journal"
    DEVICE = "device"

    @property
    def is_fault(self) -> bool:
        """Whether something is wrong. Otherwise it is a note, and everything is read."""
        return self not in _NOTES

    @property
    def is_bad_line(self) -> bool:
        """Whether repairing moves the line away."""
        return self in _BAD_LINES


_NOTES = frozenset({ProblemKind.NEWER, ProblemKind.CONFLICT_COPY, ProblemKind.OTHER_DEVICE, ProblemKind.EMPTY})
_BAD_LINES = frozenset(
    {
        ProblemKind.TORN,
        ProblemKind.NULS,
        ProblemKind.NOT_UTF8,
        ProblemKind.MERGE_MARK,
        ProblemKind.NOT_JSON,
        ProblemKind.NOT_A_RECORD,
        ProblemKind.TOO_LONG,
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a line (counted from 1), or with a whole file (line 0). It is left unchanged."""

    path: Path
    line: int
    what: str
    kind: ProblemKind = ProblemKind.NOT_A_RECORD

    def __str__(self) -> str:
        return f"{clean(str(self.path))}{f', line {self.line}' if self.line else ''}: {self.what}"


def problem_words(problems: Sequence[Problem], most: int) -> tuple[str, ...]:
    """What cannot be read in the log, one line each, up to a maximum."""
    words = [f"{problem}; it was skipped and kept" for problem in problems[:most]]
    if more := max(0, len(problems) - most):
        words.append(f"{more} more cannot be read; `kneecoach log check` names them")
    return tuple(words)
