"""Merges the lines of all devices: the newest revision of each session counts. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from kneecoach.log.lines import Line
from kneecoach.log.record import ExerciseNote, Record


def merge(lines: Iterable[Line]) -> tuple[Record, ...]:
    """The newest revision of each session, deleted ones left out, oldest session first."""
    return merge_all(lines)[0]


def merge_all(lines: Iterable[Line]) -> tuple[tuple[Record, ...], tuple[ExerciseNote, ...]]:
    """As `merge`, and also the newest note on each exercise written outside a session, by exercise."""
    newest: dict[str, Line] = {}
    for line in lines:
        kept = newest.get(line.id)
        if kept is None or is_newer(line, kept):
            newest[line.id] = line
    records = [line for line in newest.values() if isinstance(line, Record)]
    notes = [line for line in newest.values() if isinstance(line, ExerciseNote)]
    return (
        tuple(sorted(records, key=lambda record: (record.started_at, record.id))),
        tuple(sorted(notes, key=lambda note: note.exercise)),
    )


RevisionKey = tuple[int, float, str, bytes]


def revision_key(line: Line) -> RevisionKey:
    """Sort key of a session's revisions: the newest is greatest."""
    # The content, as a hash, settles what the three cannot, so that the order of reading never matters.
    return (*_short_key(line), hashlib.sha256(line.model_dump_json(by_alias=True).encode()).digest())


def _short_key(line: Line) -> tuple[int, float, str]:
    return (line.rev, line.saved_at.timestamp(), line.device)


def is_newer(line: Line, other: Line) -> bool:
    """Whether a line is a newer revision than another line of the same session or note."""
    # Writing the content out takes longer than reading it, and it hardly ever matters.
    mine, theirs = _short_key(line), _short_key(other)
    return mine > theirs or (mine == theirs and revision_key(line) > revision_key(other))
