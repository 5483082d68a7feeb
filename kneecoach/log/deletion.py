"""Deletes sessions and brings them back. Both append a line to the log; nothing is ever removed from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from kneecoach.errors import KneecoachError
from kneecoach.log.corrections import NEWER
from kneecoach.log.lines import Line
from kneecoach.log.merging import revision_key
from kneecoach.log.record import MAX_SCHEMA, Record, Tombstone
from kneecoach.log.store import Store
from kneecoach.running.clock import Clock


@dataclass(frozen=True, slots=True)
class DeletedSession:
    """A deleted session, with its last revision before that."""

    record: Record
    tombstone: Tombstone


def delete(store: Store, session_id: str, clock: Clock) -> Tombstone:
    """Hide a session, and return the line that hides it. Raises KneecoachError."""

    def after(lines: Sequence[Line], device: str, now: datetime) -> Tombstone:
        newest = max(lines, key=revision_key, default=None)
        if newest is None:
            raise KneecoachError("This session is not in the log.")
        if newest.schema_ > MAX_SCHEMA:
            raise KneecoachError(NEWER)
        if isinstance(newest, Tombstone):
            raise KneecoachError("This session has already been deleted.")
        return Tombstone(id=session_id, rev=newest.rev + 1, device=device, saved_at=now)

    return store.append_after(session_id, clock, after)


def undelete(store: Store, session_id: str, clock: Clock) -> Record:
    """Bring a deleted session back as it last was, and return its new revision. Raises KneecoachError."""

    def after(lines: Sequence[Line], device: str, now: datetime) -> Record:
        found = _deleted(lines)
        if found is None:
            raise KneecoachError("This session has not been deleted.")
        if max(found.record.schema_, found.tombstone.schema_) > MAX_SCHEMA:
            raise KneecoachError(NEWER)
        return found.record.model_copy(update={"rev": found.tombstone.rev + 1, "device": device, "saved_at": now})

    return store.append_after(session_id, clock, after)


def deleted(lines: Iterable[Line]) -> tuple[DeletedSession, ...]:
    """The deleted sessions that can be brought back, in the order of their deletion."""
    by_id: dict[str, list[Line]] = {}
    for line in lines:
        by_id.setdefault(line.id, []).append(line)
    found = [pair for same in by_id.values() if (pair := _deleted(same)) is not None]
    return tuple(sorted(found, key=lambda pair: (pair.tombstone.saved_at, pair.record.id)))


def _deleted(lines: Sequence[Line]) -> DeletedSession | None:
    """The session, if its newest line is a deletion and a record of it is known; otherwise None."""
    newest = max(lines, key=revision_key, default=None)
    records = [line for line in lines if isinstance(line, Record)]
    if not isinstance(newest, Tombstone) or not records:
        return None
    return DeletedSession(max(records, key=revision_key), newest)
