"""Titles that distinguish the exercises of a session, even if two have the same one. Pure."""

from __future__ import annotations

from kneecoach.log.record import Record
from kneecoach.text import distinct_titles


def titles_in(record: Record) -> dict[str, str]:
    """The titles of a session's exercises."""
    return distinct_titles((attempt.exercise, attempt.title) for attempt in record.sets)
