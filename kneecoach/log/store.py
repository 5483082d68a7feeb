"""The log: one JSON object a line, appended and fsynced, never rewritten in place.

Each device writes only its own file and reads all of them, so a synced folder needs no merging: of each id the
highest `(rev, saved_at, device)` counts.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.files import append, check_appendable, open_to_read
from kneecoach.locks import check_lockable, held
from kneecoach.log.corrections import NEWER, rebased
from kneecoach.log.device import device_name
from kneecoach.log.lines import MAX_LINE_BYTES, BadLine, Line, Parsed, RawLine, parse, raw_lines, read_record
from kneecoach.log.memory import without_collecting
from kneecoach.log.problems import Problem, ProblemKind
from kneecoach.log.record import SCHEMA, Record, Tombstone
from kneecoach.log.versions import answered_since, done_of, first_saved, is_held_by
from kneecoach.paths import Paths, private_folder
from kneecoach.running.clock import Clock

LOCK_SECONDS = 5.0
"""How long to wait for another program that is writing to the same file."""


class NotARecord(KneecoachError):
    """What was to be written would not be read back from the log. The text says why."""


L = TypeVar("L", Record, Tombstone)

MAX_NAMED = 1000
"""Bad lines of one file that are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Log:
    """What the log says: the sessions, oldest first, and what could not be read."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]


def merge(lines: Iterable[Record | Tombstone]) -> tuple[Record, ...]:
    """The newest revision of each session, deleted ones left out, oldest session first."""
    newest: dict[str, Record | Tombstone] = {}
    for line in lines:
        kept = newest.get(line.id)
        if kept is None or _is_newer(line, kept):
            newest[line.id] = line
    records = [line for line in newest.values() if isinstance(line, Record)]
    return tuple(sorted(records, key=lambda record: (record.started_at, record.id)))


Age = tuple[int, float, str, bytes]


def age(line: Line) -> Age:
    """Sort key of a session's revisions: the newest is greatest."""
    # The content, as a hash, settles what the three cannot, so that the order of reading never matters.
    return (*_age(line), hashlib.sha256(line.model_dump_json(by_alias=True).encode()).digest())


def _age(line: Line) -> tuple[int, float, str]:
    return (line.rev, line.saved_at.timestamp(), line.device)


def _is_newer(line: Line, other: Line) -> bool:
    # To write the content out takes longer than to read it, and it hardly ever counts.
    mine, theirs = _age(line), _age(other)
    return mine > theirs or (mine == theirs and age(line) > age(other))


EDITABLE = ("pain", "reps_in_reserve", "note", "sets", "status")
"""Fields of a record that a person may edit."""


class Store:
    """The log in DATA/log."""

    def __init__(self, paths: Paths, device: str | None = None) -> None:
        """`device` is the name of this device, where it is known; else it is read when something is written."""
        self._paths = paths
        self._device = device

    @property
    def folder(self) -> Path:
        return self._paths.log_dir

    def own_file(self) -> Path:
        """The file this device writes. Raises KneecoachError."""
        return self.folder / f"{self._name()}.jsonl"

    def _name(self) -> str:
        return self._device or device_name(self._paths)

    def check_writable(self) -> None:
        """Raises KneecoachError where a session could not be saved."""
        private_folder(self.folder)
        check_lockable(self._paths.log_lock)
        path = self.own_file()
        try:
            check_appendable(path)
        except OSError as error:
            raise KneecoachError(f"{path}: the log cannot be written: {os_reason(error)}") from None

    def append(self, record: Record | Tombstone) -> Path:
        """Append a record; when this returns it is on disk. Raises KneecoachError, and then nothing has changed."""
        with self._writing() as path:
            append(path, line_of(record))
        return path

    def append_after(
        self, session_id: str, clock: Clock, make: Callable[[Sequence[Record | Tombstone], str, datetime], L]
    ) -> L:
        """Append what `make` makes of all lines there are of a session, of this device's name and of the time.

        Nobody else writes to this device's log meanwhile. What is one of those lines is not written again. Raises
        KneecoachError, and then nothing has changed.
        """
        with self._writing() as path:
            lines = self.lines([], session_id)
            made = make(lines, self._name(), clock.wall())
            if made not in lines:
                append(path, line_of(made))
        return made

    def append_once(self, record: Record, clock: Clock) -> Path:
        """Append a record unless it is there already. Raises KneecoachError."""
        self.append_after(record.id, clock, lambda lines, _device, _now: _same(lines, record))
        return self.own_file()

    def append_brought_back(self, record: Record) -> Path:
        """Append the record of a session that was brought back, of which the log may have a version by now.

        Where that has all that was done, nothing is appended. Else both are kept, and the one with more done
        becomes the newest revision, with what was answered since. Raises KneecoachError.
        """

        def choose() -> list[bytes]:
            lines = self.lines([], record.id)
            first = first_saved(lines)
            if first is None:
                return [line_of(record).rstrip()]
            if is_held_by(record, lines) and isinstance(max(lines, key=age), Record):
                return []
            newest = max(lines, key=age)
            above = {**answered_since(first, newest), "rev": newest.rev + 1}
            if done_of(record) > done_of(first) or not isinstance(newest, Record):
                return [line_of(record.model_copy(update=above)).rstrip()]
            again = newest.model_copy(update={"rev": newest.rev + 1})
            return [line_of(record).rstrip(), line_of(again).rstrip()]

        return self.append_as_is(choose)

    def append_as_is(self, choose: Callable[[], Iterable[bytes]]) -> Path:
        """Append the lines, without their ends, that `choose` picks; all or none.

        Nobody else writes to this device's log meanwhile. Raises KneecoachError, and then nothing has changed.
        """
        with self._writing() as path:
            lines = b"".join(line + b"\n" for line in choose())
            if lines:
                append(path, lines)
        return path

    @contextmanager
    def _writing(self) -> Iterator[Path]:
        path = self.own_file()
        private_folder(self.folder)
        private_folder(self._paths.state)
        with held(self._paths.log_lock, LOCK_SECONDS, f"{path}: another program is writing to the log"):
            try:
                yield path
            except OSError as error:
                raise KneecoachError(f"{path}: the session cannot be saved: {os_reason(error)}") from None

    def amend(self, record: Record, clock: Clock, **changes: object) -> Record:
        """Save a new revision of a session in which `record`, as it was seen, has other values; return it.

        If it was changed elsewhere since, the change is made to what it is now: `rebased` says how. Where there is
        nothing to change, nothing is written. Raises KneecoachError.
        """
        wanted = record.model_copy(update=changes)

        def after(lines: Sequence[Record | Tombstone], device: str, now: datetime) -> Record:
            newest = max(lines, key=age, default=record)
            if newest.schema_ > SCHEMA:
                raise KneecoachError(NEWER)
            if isinstance(newest, Tombstone):
                raise KneecoachError("This session has been deleted: `kneecoach undelete` brings it back.")
            merged = rebased(record, wanted, newest)
            if merged == newest:
                return newest
            return merged.model_copy(update={"rev": newest.rev + 1, "device": device, "saved_at": now})

        return self.append_after(record.id, clock, after)

    def change(self, seen: Record, wanted: Record, clock: Clock) -> Record:
        """Save what a person changed between two forms of a session; return its newest revision.

        Raises KneecoachError.
        """
        return self.amend(seen, clock, **{name: getattr(wanted, name) for name in EDITABLE})

    def read(self) -> Log:
        """All sessions of all devices. Lines that cannot be read are passed over and named."""
        problems: list[Problem] = []
        with without_collecting():
            records = merge(self._each(problems))
        return Log(records, tuple(problems))

    def lines(self, problems: list[Problem], session_id: str | None = None) -> list[Line]:
        """Every revision of all devices, or those of one session; what cannot be read is put into `problems`."""
        with without_collecting():
            return list(self._each(problems, session_id))

    def each_line(self, problems: list[Problem], session_id: str | None = None) -> Iterator[tuple[RawLine, Parsed]]:
        """The lines of all devices' files, or those that may be of one session.

        Whatever cannot be read, a line, a file or the folder, is passed over and put into `problems`.
        """
        files, faults = log_files(self._paths)
        problems += faults
        for path in files:
            yield from _named_lines(path, problems, session_id)

    def _each(self, problems: list[Problem], session_id: str | None = None) -> Iterator[Line]:
        for _, parsed in self.each_line(problems, session_id):
            yield from (record for record in parsed.records if session_id in {None, record.id})


def _same(lines: Sequence[Line], record: Record) -> Record:
    """Of the lines the one that is this record, as it was written, or the record."""
    written = _bytes(record)
    return next((line for line in lines if isinstance(line, Record) and _bytes(line) == written), record)


def log_files(paths: Paths) -> tuple[list[Path], list[Problem]]:
    """Every device's file in the log, copies that a sync tool made too; and what is wrong with the folder.

    Hidden files, and those whose name begins with `~`, are what a sync tool is still writing.
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
) -> Iterator[tuple[RawLine, Parsed]]:
    """Each line of a log file, or those that may be of one session; a file that cannot be read is named."""
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


def _named_lines(
    path: Path, problems: list[Problem], session_id: str | None = None
) -> Iterator[tuple[RawLine, Parsed]]:
    """As `parsed_lines`; bad lines are named too, the first of very many."""
    named = 0
    for line, parsed in parsed_lines(path, problems, session_id):
        if parsed.problem is not None:
            named += 1
            if named <= MAX_NAMED:
                problems.append(parsed.problem)
        yield line, parsed
    if named > MAX_NAMED:
        problems.append(Problem(path, 0, f"{named - MAX_NAMED} more lines are no records"))


def _may_be_of(session_id: str, raw: bytes) -> bool:
    """Whether a line is worth reading for the sake of one session: it names it, or has escapes that may."""
    return session_id.encode() in raw or b"\\" in raw


def line_of(line: Line) -> bytes:
    """A record or a deletion as a line of the log, which can be read back as what it is. Raises NotARecord."""
    raw = _bytes(line)
    if len(raw) > MAX_LINE_BYTES:
        size, most = len(raw) // 1000, MAX_LINE_BYTES // 1000
        raise NotARecord(f"this session takes {size} kB, and the log has at most {most} kB for one")
    try:
        is_same = _bytes(read_record(raw)) == raw
    except BadLine as bad:
        raise NotARecord(f"this session {bad}") from None
    if not is_same:
        raise NotARecord("this session would not be read back from the log as it is")
    return raw


def _bytes(line: Line) -> bytes:
    return line.model_dump_json(by_alias=True).encode() + b"\n"
