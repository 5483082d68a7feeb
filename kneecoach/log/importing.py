"""Sessions that come from elsewhere: an export as JSON, or a copied log file.

They are kept as they are, with their id, revision, device and instants, so that importing the same sessions twice,
or by import and by a synced folder, gives the same log.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kneecoach.log.lines import BOM, Line
from kneecoach.log.problems import Problem
from kneecoach.log.raw import LogLine, NoRecord, lines_as_is, read_line
from kneecoach.log.record import Record
from kneecoach.log.store import Store, age
from kneecoach.log.versions import answered_since, done_of, first_saved, is_held_by

Age = tuple[int, float, str, bytes]
"""By which the newest revision of a session is told."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a file holds: lines for the log, and what is wrong with the others, each named by its place."""

    lines: tuple[LogLine, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SortedOut:
    """Which lines the log lacks, and how many sessions there were of each kind."""

    lines: tuple[LogLine, ...]
    """In the order in which they may be appended: of each session the oldest revision first."""
    new: int
    """Sessions of which the log knows nothing."""
    updated: int
    """Sessions that the log knows in an older revision; a deletion is a revision too."""
    already_there: int
    passed_over: int
    """Sessions of which the log has a newer revision, or that were deleted since."""
    kept: int = 0
    """Of these, sessions with something done that the log did not have: that is kept beside what counts."""


def sort_out(present: Iterable[LogLine], incoming: Sequence[LogLine]) -> SortedOut:
    """Of `incoming`, what is new to a log of the lines `present`, or a higher revision than any there.

    Of two versions of a session as it was first saved the one with more done comes to count (`log/versions.py`).
    """
    wanted = {line.entry.id for line in incoming}
    known: dict[str, list[LogLine]] = {}
    for line in present:
        if line.entry.id in wanted:
            known.setdefault(line.entry.id, []).append(line)
    by_id: dict[str, dict[Age, LogLine]] = {}
    for line in incoming:
        by_id.setdefault(line.entry.id, {}).setdefault(age(line.entry), line)
    lines: list[LogLine] = []
    new = updated = there = kept = 0
    for name, revisions in by_id.items():
        mine = known.get(name, [])
        newest = max((age(line.entry) for line in mine), default=None)
        apart = [line for line in revisions.values() if _is_apart(line.entry, mine)]
        usual = [(when, line) for when, line in sorted(revisions.items()) if line not in apart]
        taken = [line for when, line in usual if newest is None or when > newest]
        joined = _joined(apart[0], mine) if apart else []
        lines += joined + taken
        is_above = len(joined) == 1
        new += newest is None
        updated += newest is not None and bool(taken or is_above)
        there += newest == max(revisions)
        kept += len(joined) == 2 and not taken
    return SortedOut(tuple(lines), new, updated, there, len(by_id) - new - updated - there, kept)


def _is_apart(entry: Line, known: Sequence[LogLine]) -> bool:
    """Whether it is a session as it was first saved, of which the log knows another with more or less done."""
    first = first_saved(line.entry for line in known)
    return first is not None and isinstance(entry, Record) and entry.rev == 1 and done_of(entry) != done_of(first)


def _joined(line: LogLine, known: Sequence[LogLine]) -> list[LogLine]:
    """What to append of such a version: itself as the newest revision, or itself and what is to stay the newest.

    Nothing where a version in the log has all that was done in it.
    """
    entries = [other.entry for other in known]
    first = first_saved(entries)
    if first is None or not isinstance(line.entry, Record) or is_held_by(line.entry, entries):
        return []
    newest = max(known, key=lambda other: age(other.entry))
    rev = newest.entry.rev + 1
    if done_of(line.entry) > done_of(first):
        said = newest.entry.model_dump(mode="json", by_alias=True)
        return [_with(line, rev=rev, **{key: said[key] for key in answered_since(first, newest.entry)})]
    return [line, _with(newest, rev=rev)]


def _with(line: LogLine, **changes: object) -> LogLine:
    """A line with other values; what this program does not know in it stays."""
    fields = {**json.loads(line.raw), **changes}
    return read_line(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode())


def take_in(store: Store, incoming: Sequence[LogLine], problems: list[Problem]) -> tuple[SortedOut, Path]:
    """Append what the log lacks of `incoming`, all of it or nothing; what was found, and the file appended to.

    What cannot be read of the log is put into `problems`. Raises KneecoachError.
    """
    found: list[SortedOut] = []

    def choose() -> list[bytes]:
        found.append(sort_out(lines_as_is(store, problems), incoming))
        return [line.raw for line in found[0].lines]

    path = store.append_as_is(choose)
    return found[0], path


def read_incoming(data: bytes) -> Incoming:
    """Read JSON: a list of records, one record, or one record a line. Nothing is raised: problems are named."""
    data = data.removeprefix(BOM)
    lines: list[LogLine] = []
    problems: list[str] = []
    try:
        for where, raw in _records(data):
            try:
                lines.append(read_line(raw))
            except NoRecord as error:
                problems.append(f"{where}: {error}")
    except _NotJson as error:
        problems.append(f"the file: {error}")
    return Incoming(tuple(lines), tuple(problems))


def _records(data: bytes) -> list[tuple[str, bytes]]:
    """Where each record stands, and its JSON on one line. Raises _NotJson."""
    rows = [(count, raw) for count, raw in enumerate(data.split(b"\n"), start=1) if raw.strip()]
    # One record a line, even if some are damaged; a record spread over lines has one bracket at a line's begin.
    records = sum(raw.startswith(b"{") for _, raw in rows)
    if not data.lstrip().startswith(b"[") and (records == len(rows) or records > 1):
        return [(f"line {count}", raw) for count, raw in rows]
    found = _decoded(data)
    if not isinstance(found, list):
        return [("the record", _on_one_line(found))]
    return [(f"record {count}", _on_one_line(value)) for count, value in enumerate(found, start=1)]


class _NotJson(ValueError):
    """A file that is not JSON; why not, in words that follow its name."""


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
    """NaN or an infinity, which JSON does not have and Python reads all the same."""
    raise _NotJson(f"is not JSON: {word} is no number")


def _on_one_line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
