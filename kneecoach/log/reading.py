"""Reads the log's files line by line. What cannot be read is skipped and listed; nothing is changed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

from kneecoach.errors import os_reason
from kneecoach.files import open_to_read
from kneecoach.log.lines import ParsedLine, RawLine, parse, raw_lines
from kneecoach.log.problems import Problem, ProblemKind
from kneecoach.paths import Paths

MAX_NAMED = 1000
"""Bad lines of one file that are listed. The others are counted."""


def log_lines(
    paths: Paths, problems: list[Problem], session_id: str | None = None
) -> Iterator[tuple[RawLine, ParsedLine]]:
    """The lines of all devices' files, or those that may be of one session.

    Whatever cannot be read, be it a line, a file or the folder, is skipped and added to `problems`.
    """
    files, faults = log_files(paths)
    problems += faults
    for path in files:
        yield from named_lines(path, problems, session_id)


def log_files(paths: Paths) -> tuple[list[Path], list[Problem]]:
    """The log's files of all devices, including copies made by sync tools, and what is wrong with the folder.

    Hidden files, and names that begin with `~`, are left out: a sync tool is still writing them.
    """
    for folder in (paths.data, paths.log_dir):
        try:
            names = [entry.name for entry in os.scandir(folder)] if os.path.lexists(folder) else []
        except NotADirectoryError:
            return [], [Problem(folder, 0, "this is a file, not a folder", ProblemKind.NOT_A_FILE)]
        except OSError as error:
            return [], [Problem(folder, 0, f"cannot be read: {os_reason(error)}", ProblemKind.UNREADABLE)]
    logs = sorted(name for name in names if name.endswith(".jsonl") and not name.startswith((".", "~")))
    return [paths.log_dir / name for name in logs], []


def parsed_lines(
    path: Path, problems: list[Problem], session_id: str | None = None
) -> Iterator[tuple[RawLine, ParsedLine]]:
    """The lines of a log file, or those that may be of one session.

    If it cannot be read, that is added to `problems`.
    """
    try:
        with open_to_read(path) as file:
            for line in raw_lines(file):
                if session_id is None or _may_be_of(session_id, line.raw):
                    yield line, parse(line, path)
    except OSError as error:
        kind = (
            ProblemKind.NOT_A_FILE
            if error.errno in {errno.EISDIR, errno.EINVAL, errno.ENXIO}
            else ProblemKind.UNREADABLE
        )
        problems.append(Problem(path, 0, f"cannot be read: {os_reason(error)}", kind))


def named_lines(
    path: Path, problems: list[Problem], session_id: str | None = None
) -> Iterator[tuple[RawLine, ParsedLine]]:
    """As `parsed_lines`. Bad lines are added to `problems`: the first MAX_NAMED, then how many more there are."""
    named = 0
    for line, parsed in parsed_lines(path, problems, session_id):
        if parsed.problem is not None:
            named += 1
            if named <= MAX_NAMED:
                problems.append(parsed.problem)
        yield line, parsed
    if named > MAX_NAMED:
        problems.append(Problem(path, 0, f"{named - MAX_NAMED} more lines are not records"))


def _may_be_of(session_id: str, raw: bytes) -> bool:
    """Whether a line may be of a session: it contains the id, or escapes that could spell it."""
    return session_id.encode() in raw or b"\\" in raw
