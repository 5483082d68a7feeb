"""Which sessions count: the one place that decides. Pure.

Home, History, Trends, `kneecoach stats` and the exports for people all take their sessions from `counted`, so that
one log gives one number everywhere. Their pain counts however little was done, because pain is often the reason.

Only sessions with at least half of one set done count towards a week (the goal, the streak, what is prescribed):
`towards_weeks`. More is not asked for, because a short session on a bad day keeps the habit too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from kneecoach.log.record import Record, SetRecord

MIN_HELD_SECONDS = 5.0
"""A session without a rep counts if at least this many seconds were held in one of its sets. Ours."""


MIN_SETS = 0.5
"""A session counts towards a week if at least this many planned sets' worth of work was done. Ours."""

TOO_LITTLE_WORDS = "does not count towards the week: less than half of one set was done"


class NotCounted(StrEnum):
    """Why a session does not count."""

    REHEARSAL = "rehearsal"
    NOTHING_DONE = "nothing-done"
    AHEAD = "ahead"


NOT_COUNTED_WORDS = {
    NotCounted.REHEARSAL: "it was a rehearsal",
    NotCounted.NOTHING_DONE: f"no rep was done and no hold lasted {MIN_HELD_SECONDS:.0f} s",
    NotCounted.AHEAD: "its date is in the future; was the clock wrong?",
}
"""The reason, as the end of a sentence."""


def why_not_counted(record: Record, today: date, *, rehearsals: bool = False) -> NotCounted | None:
    """Why a session does not count, or None if it does. With `rehearsals`, rehearsals may count.

    Tomorrow's date is possible: where the session was done it may be tomorrow already.
    """
    if record.is_rehearsal and not rehearsals:
        return NotCounted.REHEARSAL
    if is_ahead(record.started_at, today):
        return NotCounted.AHEAD
    return None if something_done(record) else NotCounted.NOTHING_DONE


def counted(
    records: Sequence[Record], today: date, *, rehearsals: bool = False, since: date | None = None
) -> tuple[Record, ...]:
    """The sessions that count, in the order they came; rehearsals only when asked for.

    Everything in `review` that looks at many sessions is given these.
    """
    return tuple(
        record
        for record in records
        if why_not_counted(record, today, rehearsals=rehearsals) is None
        and (since is None or record.started_at.date() >= since)
    )


def is_ahead(instant: datetime, today: date) -> bool:
    """Whether an instant is after tomorrow, by the clock of its place: then some clock was wrong."""
    return instant.date() > today + timedelta(days=1)


def is_since(record: Record, changed: datetime | None, today: date) -> bool:
    """Whether a session began after an exercise was `changed`; a change in the future is ignored."""
    return changed is None or is_ahead(changed, today) or record.started_at > changed


def something_done(record: Record) -> bool:
    """Whether a rep was done in the session, or `MIN_HELD_SECONDS` were held in one of its sets.

    Whoever enters a session later says that it was done, so an unknown set does not count as nothing.
    """
    return any(
        attempt.reps or attempt.is_unknown or held_seconds(attempt) >= MIN_HELD_SECONDS for attempt in record.sets
    )


def sets_done(record: Record) -> float:
    """How many sets' worth of work was done in a session: 1 for a set's minimum or more, 0.5 for half of it."""
    return sum(map(_share_done, record.sets))


def _share_done(attempt: SetRecord) -> float:
    """How much of its minimum was done in an attempt, 0 to 1."""
    target = attempt.target
    if target.reps is not None:
        return min(1.0, (attempt.reps or 0) / max(1, target.reps[0]))
    return min(1.0, (attempt.seconds or 0.0) / target.seconds) if target.seconds else 0.0


def is_enough_for_a_week(record: Record) -> bool:
    """Whether a session that counts does so towards a week.

    Whoever enters one later says that it was done, so an unknown set is taken as enough.
    """
    return any(attempt.is_unknown for attempt in record.sets) or round(sets_done(record), 6) >= MIN_SETS


def towards_weeks(records: Sequence[Record]) -> tuple[Record, ...]:
    """Those sessions, of the ones that count, which count towards a week."""
    return tuple(filter(is_enough_for_a_week, records))


def is_measured(record: Record) -> bool:
    """Whether kneecoach itself counted and timed the session. Nothing else may lead to more."""
    return record.entered is None


def held_seconds(attempt: SetRecord) -> float:
    """Seconds held in an attempt: the time of a timed hold, or all holds within the reps together."""
    return attempt.seconds or 0.0 if attempt.target.reps is None else sum(attempt.holds)


def is_done(attempt: SetRecord) -> bool:
    """Whether an attempt has a rep, or any time held."""
    return bool(attempt.reps or held_seconds(attempt))


def not_counted_words(record: Record, today: date) -> str:
    """`does not count: no rep was done ...`, or not towards the week; empty if it does, and for a rehearsal."""
    why = why_not_counted(record, today, rehearsals=True)
    if why:
        return f"does not count: {NOT_COUNTED_WORDS[why]}"
    return "" if record.is_rehearsal or is_enough_for_a_week(record) else TOO_LITTLE_WORDS


def none_yet_words(*, has_others: bool) -> str:
    """What is said without a session that counts; `has_others` if there are sessions that do not count."""
    return "No sessions that count yet" if has_others else "No sessions yet"


def day_now(records: Sequence[Record], today: date) -> date:
    """The day for the user: tomorrow, if a session that counts was done where it was already tomorrow."""
    return max((today, *(record.started_at.date() for record in records)))
