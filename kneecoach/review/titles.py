"""Titles that distinguish exercises, even if two have the same one. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kneecoach.log.record import Record
from kneecoach.text import clean


def distinct_titles(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The title of each exercise by its id; if several share a title, each has its id after it.

    `named` are ids and titles; if an id has several titles, the last counts. `Bridge (bridge-a)`.
    """
    titles = {name: clean(title) for name, title in named}
    shared = Counter(titles.values())
    return {
        name: title if shared[title] == 1 else f"{title} ({clean(name)})".strip() for name, title in titles.items()
    }


def titles_in(record: Record) -> dict[str, str]:
    """The titles of a session's exercises."""
    return distinct_titles((attempt.exercise, attempt.title) for attempt in record.sets)
