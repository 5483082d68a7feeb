"""The log: one JSON object per line, appended and fsynced, never rewritten in place.

Each device writes only its own file and reads all of them, so files in a synced folder never have to be merged: for
each id, the line with the highest `(rev, saved_at, device)` counts.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from kneecoach.errors import KneecoachError, os_reason
from kneecoach.files import append, check_appendable
from kneecoach.locks import check_lockable, held
from kneecoach.log.corrections import NEWER, rebased
from kneecoach.log.device import device_name
from kneecoach.log.going_on import joined
from kneecoach.log.lines import MAX_LINE_BYTES, BadLine, Line, read_record
from kneecoach.log.merging import merge_all, revision_key
from kneecoach.log.problems import Problem
from kneecoach.log.reading import log_lines
from kneecoach.log.record import MAX_SCHEMA, ExerciseNote, Record, Tombstone
from kneecoach.log.versions import answered_since, done_of, first_saved, is_held_by
from kneecoach.paths import Paths, private_folder
from kneecoach.running.clock import Clock

LOCK_SECONDS = 5.0
"""How long to wait for another program that is writing to the same file."""


class NotARecord(KneecoachError):
    """A record cannot be written, because it would not be read back unchanged. The text says why."""


L = TypeVar("L", Record, Tombstone, ExerciseNote)


@dataclass(frozen=True, slots=True)
class Log:
    """The contents of the log: the sessions, oldest first, and what could not be read."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    notes: tuple[ExerciseNote, ...] = ()
    """The notes on exercises written outside a session, the newest of each."""


EDITABLE = ("pain", "reps_in_reserve", "note", "sets", "status")
"""Fields of a record that a person may edit."""


class Store:
    """The log in DATA/log."""

    def __init__(self, paths: Paths, device: str | None = None) -> None:
        """`device` is this device's name. If it is None, it is read when something is written."""
        self.paths = paths
        """The folders it is in."""
        self._device = device

    @property
    def folder(self) -> Path:
        """The folder of the log's files."""
        return self.paths.log_dir

    def own_file(self) -> Path:
        """The file this device writes. Raises KneecoachError."""
        return self.folder / f"{self._name()}.jsonl"

    def _name(self) -> str:
        return self._device or device_name(self.paths)

    def check_writable(self) -> None:
        """Raises KneecoachError if a session could not be saved."""
        private_folder(self.folder)
        check_lockable(self.paths.log_lock)
        path = self.own_file()
        try:
            check_appendable(path)
        except OSError as error:
            raise KneecoachError(f"{path}: the log cannot be written: {os_reason(error)}") from None

    def append(self, record: Line) -> Path:
        """Append a record. When this returns, it is on disk; if it raises KneecoachError, nothing has changed."""
        with self._writing() as path:
            append(path, line_of(record))
        return path

    def append_after(self, session_id: str, clock: Clock, make: Callable[[Sequence[Line], str, datetime], L]) -> L:
        """Append the line that `make` returns for all lines of a session, this device's name and the time.

        Nobody else writes to this device's file meanwhile. A line already there is not written again. If
        this raises KneecoachError, nothing has changed.
        """
        with self._writing() as path:
            lines = self.lines([], session_id)
            made = make(lines, self._name(), clock.wall())
            if made not in lines:
                append(path, line_of(made))
        return made

    def append_once(self, record: Record, clock: Clock) -> Path:
        """Append a record unless the log has it already. Raises KneecoachError."""
        self.append_after(record.id, clock, lambda lines, _device, _now: _same(lines, record))
        return self.own_file()

    def append_brought_back(self, record: Record) -> Path:
        """Append the record of a resumed session. The log may have another version of it by now.

        If that version has everything that was done, nothing is appended. Otherwise both are kept, and the one with
        more done becomes the newest revision, with the answers given since. Raises KneecoachError.
        """

        def choose() -> list[bytes]:
            lines = self.lines([], record.id)
            first = first_saved(lines)
            if first is None:
                return [line_of(record).rstrip()]
            if is_held_by(record, lines) and isinstance(max(lines, key=revision_key), Record):
                return []
            newest = max(lines, key=revision_key)
            above = {**answered_since(first, newest), "rev": newest.rev + 1}
            if done_of(record) > done_of(first) or not isinstance(newest, Record):
                return [line_of(record.model_copy(update=above)).rstrip()]
            again = newest.model_copy(update={"rev": newest.rev + 1})
            return [line_of(record).rstrip(), line_of(again).rstrip()]

        return self.append_as_is(choose)

    def append_joined(self, base: Record, part: Record, clock: Clock) -> Record:
        """Append what was done when a session was continued, as its newest revision, and return that.

        `base` is the revision that was continued, `part` what was done since. Corrections that were made
        meanwhile stay. If the newest revision has everything already, nothing is appended. Raises KneecoachError.
        """

        def after(lines: Sequence[Line], _device: str, _now: datetime) -> Record:
            newest = max(lines, key=revision_key, default=base)
            if newest.schema_ > MAX_SCHEMA:
                raise KneecoachError(NEWER)
            known = max((line for line in lines if isinstance(line, Record)), key=revision_key, default=base)
            merged = joined(base, part, known)
            if merged is newest:
                return known
            return merged.model_copy(
                update={"rev": newest.rev + 1, "device": part.device, "saved_at": part.saved_at}
            )

        return self.append_after(part.id, clock, after)

    def append_as_is(self, choose: Callable[[], Iterable[bytes]]) -> Path:
        """Append the lines that `choose` returns (without newlines), all or none.

        Nobody else writes to this device's file meanwhile. If this raises KneecoachError, nothing has changed.
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
        private_folder(self.paths.state)
        with held(self.paths.log_lock, LOCK_SECONDS, f"{path}: another program is writing to the log"):
            try:
                yield path
            except OSError as error:
                raise KneecoachError(f"{path}: the session cannot be saved: {os_reason(error)}") from None

    def amend(self, record: Record, clock: Clock, **changes: object) -> Record:
        """Save a new revision of a session with some values changed, and return it. `record` is what the user saw.

        If it was changed elsewhere since, the changes are made to the newest revision (see `rebased`). If nothing
        changes, nothing is written. Raises KneecoachError.
        """
        wanted = record.model_copy(update=changes)

        def after(lines: Sequence[Line], device: str, now: datetime) -> Record:
            newest = max(lines, key=revision_key, default=record)
            if newest.schema_ > MAX_SCHEMA:
                raise KneecoachError(NEWER)
            if not isinstance(newest, Record):
                raise KneecoachError("This session has been deleted: `kneecoach undelete` brings it back.")
            merged = rebased(record, wanted, newest)
            if merged == newest:
                return newest
            return merged.model_copy(update={"rev": newest.rev + 1, "device": device, "saved_at": now})

        return self.append_after(record.id, clock, after)

    def write_note(self, exercise: str, note: str, clock: Clock) -> ExerciseNote:
        """Save a note on an exercise; an empty one removes it. Raises KneecoachError."""
        name = ExerciseNote.id_of(exercise)

        def after(lines: Sequence[Line], device: str, now: datetime) -> ExerciseNote:
            rev = max((line.rev for line in lines), default=0) + 1
            return ExerciseNote(id=name, rev=rev, device=device, saved_at=now, exercise=exercise, note=note)

        return self.append_after(name, clock, after)

    def change(self, seen: Record, wanted: Record, clock: Clock) -> Record:
        """Save the differences between two versions of a session, and return its newest revision.

        Raises KneecoachError.
        """
        return self.amend(seen, clock, **{name: getattr(wanted, name) for name in EDITABLE})

    def read(self) -> Log:
        """All sessions of all devices. Lines that cannot be read are skipped and listed."""
        problems: list[Problem] = []
        with without_collecting():
            records, notes = merge_all(self._each(problems))
        return Log(records, tuple(problems), notes)

    def read_to_keep(self) -> Log:
        """All sessions, for a program that keeps them to its end: the garbage collector never scans them.

        The same goes for every object that exists at this moment. So the program must ask for this, not the reader.
        """
        with without_collecting():
            log = self.read()
            # Before collecting is on again: the very next object would have all of them scanned.
            gc.freeze()
        return log

    def lines(self, problems: list[Problem], session_id: str | None = None) -> list[Line]:
        """All revisions on all devices, or those of one session. What cannot be read is added to `problems`."""
        with without_collecting():
            return list(self._each(problems, session_id))

    def _each(self, problems: list[Problem], session_id: str | None = None) -> Iterator[Line]:
        for _, parsed in log_lines(self.paths, problems, session_id):
            yield from (record for record in parsed.records if session_id in {None, record.id})


@contextmanager
def without_collecting() -> Iterator[None]:
    """Turn Python's garbage collector off meanwhile.

    Ten thousand sessions are millions of objects without reference cycles. Scanning them again and again takes most
    of the time needed to read them, and stops everything else for seconds.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _same(lines: Sequence[Line], record: Record) -> Record:
    """The line that is exactly this record, or the record itself."""
    written = _bytes(record)
    return next((line for line in lines if isinstance(line, Record) and _bytes(line) == written), record)


def line_of(line: Line) -> bytes:
    """A record or a deletion as a line of the log. Raises NotARecord if it would not be read back the same."""
    raw = _bytes(line)
    if len(raw) > MAX_LINE_BYTES:
        size, most = len(raw) // 1000, MAX_LINE_BYTES // 1000
        raise NotARecord(f"this session takes {size} kB, and the log allows at most {most} kB for one")
    try:
        is_same = _bytes(read_record(raw)) == raw
    except BadLine as bad:
        raise NotARecord(f"this session {bad}") from None
    if not is_same:
        raise NotARecord("this session could not be read back from the log as it is")
    return raw


def _bytes(line: Line) -> bytes:
    return line.model_dump_json(by_alias=True).encode() + b"\n"
