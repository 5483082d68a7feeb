"""Finds what is wrong with the log's files and with this device's own files. Changes nothing."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kneecoach.errors import KneecoachError, os_reason, without_file
from kneecoach.log.device import PATTERN, kept_name
from kneecoach.log.lines import Line
from kneecoach.log.merging import RevisionKey, revision_key
from kneecoach.log.problems import Problem, ProblemKind
from kneecoach.log.reading import MAX_NAMED, log_files, parsed_lines
from kneecoach.log.record import MAX_SCHEMA, ExerciseNote, Record
from kneecoach.paths import Paths
from kneecoach.text import clean, plural

OTHERS = 0o077
"""Mode bits that give other users access."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """How much was checked, and what was found."""

    files: int
    sessions: int
    problems: tuple[Problem, ...]

    @property
    def faults(self) -> int:
        """How many of the problems are faults. The others are notes."""
        return sum(problem.kind.is_fault for problem in self.problems)


@dataclass(slots=True)
class _Newest:
    """The newest revision of a session, and where its versions are."""

    revision_key: RevisionKey
    """The key of the version that counts."""
    is_session: bool
    what: str
    """What it is a revision of, in words."""
    versions: dict[bytes, tuple[Path, int]] = field(default_factory=dict)
    """File and line of each version, by the hash of its content."""


def check(paths: Paths, now: datetime | None = None) -> CheckReport:
    """Everything that is wrong, file by file. With `now`, also a journal that is too old."""
    files, problems = log_files(paths)
    newest: dict[str, _Newest] = {}
    for path in files:
        problems += _check_file(path, files, newest)
    for session in newest.values():
        problems += _two_versions(session)
    problems += _check_device(paths)
    problems += _check_journal(paths, now)
    problems += _check_modes(paths)
    sessions = sum(session.is_session for session in newest.values())
    return CheckReport(len(files), sessions, tuple(problems))


def _check_file(path: Path, files: list[Path], newest: dict[str, _Newest]) -> list[Problem]:
    problems: list[Problem] = []
    is_copy = is_conflict_copy(path, files)
    other_devices: dict[str, int] = {}
    named = bad = 0
    unread: list[Problem] = []
    is_empty = True
    for line, parsed in parsed_lines(path, unread):
        is_empty = False
        found = [parsed.problem] if parsed.problem else []
        for record in parsed.records:
            if record.schema_ > MAX_SCHEMA:
                what = "was written by a newer kneecoach, and is shown as far as it is understood"
                found.append(Problem(path, line.number, what, ProblemKind.NEWER))
            other_devices.setdefault(record.device, line.number)
            _remember(newest, record, path, line.number)
        bad += len(found)
        problems += found[: MAX_NAMED - named]
        named = min(MAX_NAMED, bad)
    if is_empty and not unread:
        problems.append(Problem(path, 0, "is empty", ProblemKind.EMPTY))
    problems += unread
    if bad > named:
        problems.append(Problem(path, 0, f"{bad - named} more lines are not records"))
    other_devices.pop(path.stem, None)
    if is_copy:
        what = "is named like a copy that a sync tool made; it is read and merged"
        problems.append(Problem(path, 0, what, ProblemKind.CONFLICT_COPY))
    elif other_devices:
        device, number = next(iter(other_devices.items()))
        more = f" and {len(other_devices) - 1} more" if len(other_devices) > 1 else ""
        what = f"contains records from another device, {clean(device)[:60]}{more}; they are read and merged"
        problems.append(Problem(path, number, what, ProblemKind.OTHER_DEVICE))
    return problems


def is_conflict_copy(path: Path, files: list[Path]) -> bool:
    """Whether a file is named like a copy that a sync tool made because it could not merge two versions.

    `a.sync-conflict-20261124-101010-ABCDEFG` (Syncthing), `a (Bob's conflicted copy 2026-11-24)` (Dropbox), `a 2`
    (iCloud) and `a(1)` (Google Drive) cannot be names of devices; `a-desktop` (OneDrive) has another
    file's name at its start.
    """
    if PATTERN.fullmatch(path.stem) is None:
        return True
    return any(path.stem.startswith(f"{other.stem}-") for other in files)


def _remember(newest: dict[str, _Newest], record: Line, path: Path, number: int) -> None:
    key = revision_key(record)
    revision, content = key[0], key[-1]
    known = newest.get(record.id)
    if known is None or revision > known.revision_key[0]:
        what = f"session {clean(record.id)[:8]}"
        if isinstance(record, ExerciseNote):
            what = f"the note on {clean(record.exercise)}"
        known = newest[record.id] = _Newest(key, isinstance(record, Record), what)
    if revision == known.revision_key[0]:
        known.versions.setdefault(content, (path, number))
    if key > known.revision_key:
        known.revision_key, known.is_session = key, isinstance(record, Record)


def _two_versions(session: _Newest) -> list[Problem]:
    (first, number), *others = session.versions.values()
    what = (
        f"revision {session.revision_key[0]} of {session.what} differs from the one in "
        f"{clean(first.name)}, line {number}; the one saved last counts, the other is kept"
    )
    return [Problem(path, line, what, ProblemKind.TWO_VERSIONS) for path, line in others]


def _check_device(paths: Paths) -> list[Problem]:
    try:
        kept_name(paths)
    except ValueError as error:
        return [Problem(paths.device, 0, str(error), ProblemKind.DEVICE)]
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not os.path.lexists(paths.device):
            return []
        return [Problem(paths.device, 0, f"cannot be read: {os_reason(error)}", ProblemKind.DEVICE)]
    return []


def _check_journal(paths: Paths, now: datetime | None) -> list[Problem]:
    from kneecoach.journal.leftover import too_long_ago
    from kneecoach.journal.reading import read_journal
    from kneecoach.journal.record_of import ended, fold, record_of
    from kneecoach.log.store import line_of

    found: list[str] = []
    try:
        leftover = read_journal(paths.journal)
        if leftover is None:
            return []
        if leftover.lines_lost:
            lost = plural(leftover.lines_lost, "line")
            found.append(f"{lost} of the unfinished session cannot be read; resuming moves them to live.bad")
        if now is not None and (words := too_long_ago(leftover, now)):
            found.append(words)
        state = ended(fold(leftover.header, leftover.events), leftover.last_instant)
        line_of(record_of(leftover.header, state, "device", leftover.header.started_at))
    except KneecoachError as error:
        found.append(without_file(str(error), paths.journal))
    return [Problem(paths.journal, 0, what, ProblemKind.JOURNAL) for what in found]


def lax_modes(paths: Paths) -> list[tuple[Path, int]]:
    """Folders and files of the log and of the live session that other users can read or write, with their modes."""
    state = paths.state
    found = [paths.log_dir, state, paths.device, state / "device.bad", paths.journal, *state.glob("live*.bad")]
    if paths.log_dir.is_dir():
        found += sorted([*paths.log_dir.glob("*.jsonl"), *paths.log_dir.glob("*.bad")])
    lax: list[tuple[Path, int]] = []
    for path in found if os.name == "posix" else []:
        try:
            mode = path.lstat().st_mode
        except OSError:
            continue
        if (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) and mode & OTHERS:
            lax.append((path, stat.S_IMODE(mode)))
    return lax


def _check_modes(paths: Paths) -> list[Problem]:
    return [
        Problem(
            path,
            0,
            f"can be read by other users: its mode is {mode:04o} and should be {mode & ~OTHERS:04o}",
            ProblemKind.LAX_MODE,
        )
        for path, mode in lax_modes(paths)
    ]
