"""Imports sessions from a JSON export or a copied log file.

They keep their id, revision, device and times. So importing the same sessions twice, or importing what also comes
through a synced folder, gives the same log.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kneecoach.log.lines import BOM, BadLine, Line
from kneecoach.log.merging import RevisionKey, revision_key
from kneecoach.log.problems import Problem
from kneecoach.log.raw import LogLine, raw_records, read_line
from kneecoach.log.record import Record
from kneecoach.log.store import Store, without_collecting
from kneecoach.log.versions import answered_since, done_of, first_saved, is_held_by


@dataclass(frozen=True, slots=True)
class ImportFile:
    """What a file contains: lines for the log, and what is wrong with the other lines, each with its position."""

    lines: tuple[LogLine, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Which lines to append to the log, and how many sessions there were of each kind."""

    lines: tuple[LogLine, ...]
    """In the order to append them: the oldest revision of each session first."""
    new: int
    """Sessions that are not in the log."""
    updated: int
    """Sessions of which the log has an older revision. A deletion is a revision too."""
    already_there: int
    passed_over: int
    """Sessions of which the log has a newer revision, or which have been deleted since."""
    kept: int = 0
    """How many of these had work that the log did not have: it is kept beside the version that counts."""


def plan_import(present: Iterable[LogLine], incoming: Sequence[LogLine]) -> ImportPlan:
    """Which of the `incoming` lines are new to a log with the lines `present`, or of a higher revision.

    If a session was first saved in two versions, the one with more done counts (`log/versions.py`).
    """
    wanted = {line.entry.id for line in incoming}
    known: dict[str, list[LogLine]] = {}
    for line in present:
        if line.entry.id in wanted:
            known.setdefault(line.entry.id, []).append(line)
    by_id: dict[str, dict[RevisionKey, LogLine]] = {}
    for line in incoming:
        by_id.setdefault(line.entry.id, {}).setdefault(revision_key(line.entry), line)
    lines: list[LogLine] = []
    new = updated = there = kept = 0
    for name, revisions in by_id.items():
        mine = known.get(name, [])
        newest = max((revision_key(line.entry) for line in mine), default=None)
        apart = [line for line in revisions.values() if _is_other_first_save(line.entry, mine)]
        usual = [(when, line) for when, line in sorted(revisions.items()) if line not in apart]
        taken = [line for when, line in usual if newest is None or when > newest]
        joined = _joined(apart[0], mine) if apart else []
        lines += joined + taken
        is_above = len(joined) == 1
        new += newest is None
        updated += newest is not None and bool(taken or is_above)
        there += newest == max(revisions)
        kept += len(joined) == 2 and not taken
    return ImportPlan(tuple(lines), new, updated, there, len(by_id) - new - updated - there, kept)


def _is_other_first_save(entry: Line, known: Sequence[LogLine]) -> bool:
    """Whether it is the first save of a session that the log has as another first save, with more or less done."""
    first = first_saved(line.entry for line in known)
    return first is not None and isinstance(entry, Record) and entry.rev == 1 and done_of(entry) != done_of(first)


def _joined(line: LogLine, known: Sequence[LogLine]) -> list[LogLine]:
    """What to append for such a version: itself as the newest revision, or itself and the one that stays newest.

    Nothing if a version in the log has everything that was done in it.
    """
    entries = [other.entry for other in known]
    first = first_saved(entries)
    if first is None or not isinstance(line.entry, Record) or is_held_by(line.entry, entries):
        return []
    newest = max(known, key=lambda other: revision_key(other.entry))
    rev = newest.entry.rev + 1
    if done_of(line.entry) > done_of(first):
        said = newest.entry.model_dump(mode="json", by_alias=True)
        return [_with(line, rev=rev, **{key: said[key] for key in answered_since(first, newest.entry)})]
    return [line, _with(newest, rev=rev)]


def _with(line: LogLine, **changes: object) -> LogLine:
    """A line with some values changed. Unknown keys stay."""
    fields = {**json.loads(line.raw), **changes}
    return read_line(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode())


def import_records(store: Store, incoming: Sequence[LogLine], problems: list[Problem]) -> tuple[ImportPlan, Path]:
    """Append the `incoming` lines that the log lacks, all or none.

    Returns what was found, and the file appended to. What cannot be read in the log is added to `problems`. Raises
    KneecoachError.
    """
    found: list[ImportPlan] = []

    def choose() -> list[bytes]:
        with without_collecting():
            found.append(plan_import(raw_records(store, problems), incoming))
        return [line.raw for line in found[0].lines]

    path = store.append_as_is(choose)
    return found[0], path


def read_import(data: bytes) -> ImportFile:
    """Read JSON: a list of records, one record, or one record per line. Raises nothing: the problems are listed."""
    data = data.removeprefix(BOM)
    lines: list[LogLine] = []
    problems: list[str] = []
    try:
        with without_collecting():
            for where, raw in _records(data):
                try:
                    lines.append(read_line(raw))
                except BadLine as error:
                    problems.append(f"{where}: {error}")
    except _NotJson as error:
        problems.append(f"the file: {error}")
    return ImportFile(tuple(lines), tuple(problems))


def _records(data: bytes) -> list[tuple[str, bytes]]:
    """Each record's position, and its JSON on one line. Raises _NotJson."""
    rows = [(count, raw) for count, raw in enumerate(data.split(b"\n"), start=1) if raw.strip()]
    # One record per line, even if some are damaged. A record over several lines has one brace at the start of a
    # line.
    records = sum(raw.startswith(b"{") for _, raw in rows)
    if not data.lstrip().startswith(b"[") and (records == len(rows) or records > 1):
        return [(f"line {count}", raw) for count, raw in rows]
    found = _decoded(data)
    if not isinstance(found, list):
        return [("the record", _on_one_line(found))]
    return [(f"record {count}", _on_one_line(value)) for count, value in enumerate(found, start=1)]


class _NotJson(ValueError):
    """A file is not JSON. The text says why, and follows the file's name."""


def _decoded(data: bytes) -> object:
    try:
        return json.loads(data, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise _NotJson(f"is not JSON at line {error.lineno}, column {error.colno}") from None
    except UnicodeDecodeError:
        raise _NotJson("is not text") from None
    except RecursionError:
        raise _NotJson("is JSON nested too deep") from None
    except _NotJson:
        raise
    except ValueError:
        raise _NotJson("is not JSON: a number is too long") from None


def _refuse(word: str) -> None:
    """Refuse NaN and infinities: Python reads them, but they are not JSON."""
    raise _NotJson(f"is not JSON: {word} is not a number")


def _on_one_line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
