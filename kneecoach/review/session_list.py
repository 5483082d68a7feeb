"""Which sessions a list shows, and in what order: a filter by words, and four things to sort by. Pure.

The words and sort keys are worked out once for each revision of a session and kept, so that ten thousand sessions
can be filtered at every key.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kneecoach.log.record import Record
from kneecoach.review.history import ENTERED_LATER, completed_sets, status_words
from kneecoach.review.pain import worst
from kneecoach.text import aligned_day_and_time, clean


class SortBy(StrEnum):
    """What a list is sorted by; the values are names for screens."""

    DATE = "date"
    LENGTH = "length"
    PAIN = "pain"
    SETS = "sets"


@dataclass(frozen=True, slots=True)
class Order:
    """What to sort by, and whether the most (the newest, the longest) comes first."""

    by: SortBy = SortBy.DATE
    most_first: bool = True

    @property
    def words(self) -> str:
        """`newest first`, `least pain first`."""
        return _ORDER_WORDS[self.by][not self.most_first]

    @property
    def next(self) -> Order:
        """The order by the next thing, the most of it first."""
        kinds = list(SortBy)
        return Order(kinds[(kinds.index(self.by) + 1) % len(kinds)])

    @property
    def turned(self) -> Order:
        """The reverse order."""
        return Order(self.by, not self.most_first)


_ORDER_WORDS = {
    SortBy.DATE: ("newest first", "oldest first"),
    SortBy.LENGTH: ("longest first", "shortest first"),
    SortBy.PAIN: ("most pain first", "least pain first"),
    SortBy.SETS: ("most sets first", "fewest sets first"),
}


@dataclass(frozen=True, slots=True)
class SessionRow:
    """What a session can be found and sorted by."""

    revision: tuple[int, str]
    """`rev` and device of the record that the row was made from."""
    text: str
    """Case folded."""
    completed: int | None
    """Planned sets that were completed."""
    pain: int | None
    """The highest pain recorded around it, 0-10."""


class SessionList:
    """Remembers what it has worked out. Threads may share it, since they would work out the same."""

    def __init__(self) -> None:
        self._listed: dict[str, SessionRow] = {}

    def shown(
        self, records: Sequence[Record], words: str, order: Order, *, rehearsals: bool = False
    ) -> tuple[Record, ...]:
        """Those in which every word is found, in order; equal ones newest first. `records` are oldest first.

        Words are looked for in the date, the routine's title, the status, `rehearsal`, `short`, `entered later` and
        the note, as parts of words and without regard to case. Sessions with an unknown sort key come last.
        """
        wanted = clean(words).casefold().split()
        found = [
            record
            for record in reversed(records)
            if (rehearsals or not record.is_rehearsal)
            and (not wanted or all(word in self.listed(record).text for word in wanted))
        ]
        if order.by is SortBy.DATE:
            return tuple(found if order.most_first else reversed(found))
        values: dict[SortBy, Callable[[Record], float | None]] = {
            SortBy.LENGTH: lambda record: record.active_seconds,
            SortBy.PAIN: lambda record: self.listed(record).pain,
            SortBy.SETS: lambda record: self.listed(record).completed,
        }
        value = values[order.by]
        known = [(found_value, record) for record in found if (found_value := value(record)) is not None]
        unknown = [record for record in found if value(record) is None]
        in_order = sorted(known, key=lambda pair: pair[0], reverse=order.most_first)
        return (*(record for _, record in in_order), *unknown)

    def listed(self, record: Record) -> SessionRow:
        """What a session can be found and sorted by."""
        revision = (record.rev, record.device)
        known = self._listed.get(record.id)
        if known is None or known.revision != revision:
            known = self._listed[record.id] = SessionRow(
                revision, _text(record), completed_sets(record), worst(record)
            )
        return known


def _text(record: Record) -> str:
    kind = "rehearsal" if record.is_rehearsal else ENTERED_LATER if record.entered else ""
    parts = (
        aligned_day_and_time(record.started_at),
        clean(record.routine.title),
        status_words(record),
        kind,
        "short" if record.is_short else "",
        clean(record.note),
    )
    return " ".join(parts).casefold()
