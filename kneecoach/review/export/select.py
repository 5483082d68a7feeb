"""Which sessions an export has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kneecoach.log.merging import is_newer, merge, revision_key
from kneecoach.log.raw import LogLine
from kneecoach.log.record import Record


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from `since` to `until`, both included; None if there is no limit.

    A session's day is that on which it began, by the clock of the place where it was done.
    """

    since: date | None = None
    until: date | None = None

    def has(self, record: Record) -> bool:
        """Whether a session began on one of these days."""
        day = record.started_at.date()
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)

    @property
    def is_open(self) -> bool:
        """Whether it has every day."""
        return self.since is None and self.until is None


def sessions(records: Iterable[Record], span: DateRange, *, rehearsals: bool = False) -> tuple[Record, ...]:
    """The sessions of these days in the order they came; rehearsals only when asked for."""
    return tuple(r for r in records if span.has(r) and (rehearsals or not r.is_rehearsal))


def lines_of(lines: Iterable[LogLine], span: DateRange, *, everything: bool = False) -> tuple[LogLine, ...]:
    """Lines of the log, oldest session first: the newest line of each session of these days.

    `everything` adds rehearsals, all revisions of each session, oldest first, and deleted sessions, as far as their
    days are known.
    """
    if everything:
        return _every_line(list(lines), span)
    newest: dict[str, LogLine] = {}
    for line in lines:
        known = newest.get(line.entry.id)
        if known is None or is_newer(line.entry, known.entry):
            newest[line.entry.id] = line
    merged = sessions(merge(line.entry for line in newest.values()), span)
    return tuple(newest[record.id] for record in merged)


def _every_line(lines: Sequence[LogLine], span: DateRange) -> tuple[LogLine, ...]:
    newest: dict[str, Record] = {}
    for line in lines:
        record, known = line.entry, newest.get(line.entry.id)
        if isinstance(record, Record) and (known is None or is_newer(record, known)):
            newest[record.id] = record
    chosen = {name: record for name, record in newest.items() if span.has(record)}
    kept = {
        (line.entry.id, revision_key(line.entry)): line
        for line in lines
        if line.entry.id in chosen or (span.is_open and line.entry.id not in newest)
    }
    # A deletion without a session comes first, because it has no day.
    days = {name: record.started_at.timestamp() for name, record in chosen.items()}
    order = sorted(kept, key=lambda key: (days.get(key[0], float("-inf")), key))
    return tuple(kept[key] for key in order)
