"""Two versions of a session's first save, and what happens to the second. Pure.

They arise if a journal is older than its session's record: the disk became full, the record was offered and
imported, and the journal was resumed. The one with more done counts, and nothing in the other is lost. A later
revision is a correction, which may well remove something, and is not such a version.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from kneecoach.log.lines import Line
from kneecoach.log.record import Record, SetRecord

ANSWERS = ("note", "pain", "reps_in_reserve")
"""The answers that are asked for after a session."""

SAME_INSTANT = timedelta(milliseconds=1)
"""Instants are written to the millisecond."""


def done_of(record: Record) -> tuple[int, float]:
    """How much was done in a session: reps, and seconds at work or held."""
    return (sum(s.reps or 0 for s in record.sets), round(sum(s.seconds or 0.0 for s in record.sets), 3))


def first_saved(lines: Iterable[Line]) -> Record | None:
    """The version of a session's first save with the most done; None if there is none."""
    first = [line for line in lines if isinstance(line, Record) and line.rev == 1]
    return max(first, key=done_of, default=None)


def answered_since(first: Record, newest: Line) -> dict[str, Any]:
    """The answers, by key, that were corrected since the session was first saved."""
    if not isinstance(newest, Record):
        return {}
    return {name: getattr(newest, name) for name in ANSWERS if getattr(newest, name) != getattr(first, name)}


def is_held_by(record: Record, lines: Iterable[Line]) -> bool:
    """Whether one version in `lines` has everything that was done in `record`."""
    return any(isinstance(line, Record) and _holds(line, record) for line in lines)


def _holds(record: Record, other: Record) -> bool:
    kept = {(attempt.key, attempt.attempt): attempt for attempt in record.sets}
    done = [attempt for attempt in other.sets if attempt.has_done]
    return all(_is_at_least(kept.get((attempt.key, attempt.attempt)), attempt) for attempt in done)


def _is_at_least(kept: SetRecord | None, attempt: SetRecord) -> bool:
    """Whether it is the same attempt, begun at the same instant, with no less done."""
    return (
        kept is not None
        and is_same_instant(kept.started_at, attempt.started_at)
        and (kept.reps or 0) >= (attempt.reps or 0)
        and (kept.seconds or 0.0) >= (attempt.seconds or 0.0) - 1e-3
    )


def is_same_instant(one: datetime | None, other: datetime | None) -> bool:
    """Whether two instants, as records have them, are the same, or both unknown."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= SAME_INSTANT
