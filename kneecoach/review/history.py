"""Past sessions: all of them, or one by its id."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kneecoach.errors import KneecoachError
from kneecoach.log.record import Record
from kneecoach.session.events import Outcome
from kneecoach.text import UNKNOWN, clean, length, plural
from kneecoach.words import NOT_ENTERED, rehearsal_words


def past(records: Sequence[Record], *, rehearsals: bool = False, since: date | None = None) -> tuple[Record, ...]:
    """Sessions, newest first; rehearsals only when asked for."""
    return tuple(
        record
        for record in reversed(records)
        if (rehearsals or not record.is_rehearsal) and (since is None or record.started_at.date() >= since)
    )


def find(records: Sequence[Record], wanted: str) -> Record:
    """The session whose id begins with `wanted`, or the newest one for `last`. Raises KneecoachError."""
    if not records:
        raise KneecoachError("There are no sessions yet.")
    if not wanted:
        raise KneecoachError("Give a session: the beginning of its id, or `last`.")
    if wanted == "last":
        return records[-1]
    found = [record for record in records if record.id.startswith(wanted)]
    if not found:
        raise KneecoachError(f"There is no session whose id begins with {wanted!r}.")
    if len(found) > 1:
        raise KneecoachError(f"{len(found)} sessions have an id that begins with {wanted!r}; give more of it.")
    return found[0]


def short_id(record: Record) -> str:
    """The first eight characters of an id."""
    return clean(record.id)[:8]


def completed_sets(record: Record) -> int | None:
    """How many planned sets were completed; None if nothing was entered about any of them."""
    outcomes = list(record.best_outcomes.values())
    return None if {*outcomes} == {None} else outcomes.count(Outcome.COMPLETED)


def sets_words(record: Record) -> str:
    """How many planned sets were completed.

    `24 of 26 sets`, `3 of 26 sets, 21 not entered`, `26 sets not entered`.
    """
    done, planned, unknown = completed_sets(record), len(record.best_outcomes), record.count(None)
    if done is None:
        return f"{plural(planned, 'set')} {NOT_ENTERED}"
    return f"{done} of {planned} sets{f', {unknown} {NOT_ENTERED}' if unknown else ''}"


def sets_cell(record: Record) -> str:
    """The same for a column: `24 of 26`, `3+ of 26` if some were not entered, a dash if none was."""
    done = completed_sets(record)
    if done is None:
        return UNKNOWN
    return f"{done}{'+' if record.count(None) else ''} of {len(record.best_outcomes)}"


def status_words(record: Record) -> str:
    """`completed`, `partial`; `unknown` if some sets were not entered and all the others are completed."""
    outcomes = set(record.best_outcomes.values())
    return "unknown" if None in outcomes and outcomes <= {None, Outcome.COMPLETED} else record.status.value


def ended_words(record: Record) -> str:
    """How it ended: `completed`, `partial`; and `completed, short` if it was made shorter before it began."""
    return f"{status_words(record)}{', short' if record.is_short else ''}"


def short_words(record: Record) -> str:
    """`short: 12 of the routine's 26 sets, for 15 min, without ball leg curl`; empty if it was not made shorter."""
    said = record.shortened
    if said is None:
        return ""
    minutes = "" if said.minutes is None else f", for {said.minutes} min"
    left_out = ", ".join(clean(id_).replace("-", " ") for id_ in said.left_out)
    without = f", without {left_out}" if left_out else ""
    return f"short: {len(record.best_outcomes)} of the routine's {said.sets} sets{minutes}{without}"


def pain_words(record: Record) -> str:
    """Pain before and after, `pain 3 → 2`; empty if neither was recorded."""
    before, after = record.pain.before, record.pain.after
    if before is None and after is None:
        return ""
    return f"pain {'?' if before is None else before} → {'?' if after is None else after}"


ENTERED_LATER = "entered later"
"""What marks a session that was entered afterwards."""


def length_words(record: Record) -> str:
    """How long it took, without pauses; or that the session was entered later."""
    return ENTERED_LATER if record.active_seconds is None else length(record.active_seconds)


def entered_words(record: Record) -> str:
    """`entered later`, unless `length_words` already says so; otherwise empty."""
    return ENTERED_LATER if record.entered and record.active_seconds is not None else ""


def summary_words(record: Record) -> str:
    """One line about a session, without its date."""
    parts = [length_words(record), sets_words(record), ended_words(record), pain_words(record)]
    parts.append(entered_words(record))
    if record.is_rehearsal:
        parts.append(rehearsal_words(record.speed))
    return " · ".join(part for part in parts if part)


def last_loads(records: Sequence[Record], exercises: Sequence[str]) -> dict[str, float]:
    """The load in kg last used for each exercise that had one."""
    loads: dict[str, float] = {}
    for record in past(records):
        for attempt in reversed(record.sets):
            if attempt.load_kg is not None and attempt.exercise in exercises:
                loads.setdefault(attempt.exercise, attempt.load_kg)
    return loads
