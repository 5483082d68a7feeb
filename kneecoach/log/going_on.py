"""Continues a partial session: which sets are left, and how later work is added to it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from kneecoach.log.corrections import NEWER, status_of
from kneecoach.log.record import MAX_SCHEMA, MOST, Record, SetKey, SetRecord
from kneecoach.log.versions import is_same_instant
from kneecoach.session.events import Outcome, Status
from kneecoach.session.options import Options
from kneecoach.session.plan import Side

MAX_AGE = timedelta(hours=12)
"""How long after its end a session can be continued. Ours: any later, it is a new session."""

PARTS = ("warm_up", "sets", "cool_down")


def why_not(record: Record, now: datetime) -> str:
    """Why a session cannot be continued, as a sentence; empty if it can."""
    if record.schema_ > MAX_SCHEMA:
        return NEWER
    if record.is_rehearsal:
        return "This was a rehearsal: start a session instead."
    if record.ended_at is None or record.entered:
        return "This session was entered later: `e` says what was done in a set."
    if record.status is Status.COMPLETED:
        return "This session is completed: no set is left."
    if now - record.ended_at > MAX_AGE:
        hours = MAX_AGE // timedelta(hours=1)
        return f"This session ended more than {hours} hours ago: start a new one instead."
    if not left_of(record):
        return "No set of this session is left: what was not done was skipped."
    return ""


def left_of(record: Record) -> tuple[SetRecord, ...]:
    """The last attempt at each set that is neither completed nor skipped, in the session's order.

    A set that was never tried is left, and so is one that was broken off.
    """
    last: dict[SetKey, SetRecord] = {}
    settled: set[SetKey] = set()
    for attempt in (attempt for part in PARTS for attempt in getattr(record, part)):
        last[attempt.key] = attempt
        if attempt.outcome is not Outcome.PARTIAL and not attempt.is_untried:
            settled.add(attempt.key)
    return tuple(attempt for key, attempt in last.items() if key not in settled)


def joined(base: Record, part: Record, newest: Record | None = None) -> Record:
    """`newest`, a revision of the session since `base`, with what was done in `part`, which continued `base`.

    It is returned unchanged if it already has everything, so that saving twice adds nothing. The time between the
    two counts as paused. The revision stays that of `newest`.
    """
    into = base if newest is None else newest
    changes = {name: _joined_sets(getattr(into, name), getattr(part, name)) for name in PARTS}
    notes = {**into.exercise_notes, **part.exercise_notes}
    if notes == into.exercise_notes and all(changes[name] == getattr(into, name) for name in PARTS):
        return into
    active = _sum(base.active_seconds, part.active_seconds)
    done = [attempt for attempt in part.sets if attempt.has_done]
    if any(_is_same_attempt(attempt, other) for attempt in done for other in into.sets):
        active = max(active, into.active_seconds or 0.0)  # `newest` has some of `part`
    else:
        active = _sum(active, (into.active_seconds or 0.0) - (base.active_seconds or 0.0))
    ended = max(into.ended_at or part.started_at, part.ended_at or part.started_at)
    whole = (ended - into.started_at).total_seconds()
    worst = [pain for pain in (into.pain.worst, part.pain.worst) if pain is not None]
    whole_record = into.model_copy(
        update={
            **changes,
            "going_on": part.going_on,
            "exercise_notes": notes,
            "status": status_of(changes["sets"]),
            "ended_at": ended,
            "active_seconds": active,
            "paused_seconds": min(max(whole - active, 0.0), MOST),
            "pain": into.pain.model_copy(update={"worst": max(worst, default=None)}),
        }
    )
    return with_what_is_left(whole_record)


def with_what_is_left(record: Record) -> Record:
    """The record; if no set is left, without the options for continuing it."""
    if record.status is Status.COMPLETED or not left_of(record):
        return record.model_copy(update={"going_on": None})
    return record


def as_it_was(options: Options, record: Record) -> Options:
    """The options of a session that continues `record`: those that it had, as far as they are known.

    `options` has the rest, and may mute the session.
    """
    was = record.going_on
    options = replace(
        options, side=first_side(record), knee=record.knee or options.knee, pain_before=record.pain.before
    )
    if was is None:  # saved by an older kneecoach
        last = max((a for a in record.sets if a.started_at), key=lambda a: str(a.started_at), default=None)
        return options if last is None else replace(options, pace=last.pace)
    return replace(
        options,
        pace=was.pace,
        mute=options.mute or was.mute,
        loads=tuple(was.loads.items()),
        load_said=tuple(was.load_said.items()),
        missing=was.missing,
    )


def first_side(record: Record) -> Side:
    """The side on which a session began."""
    return next((attempt.side for attempt in record.sets if attempt.side is not Side.BOTH), Side.LEFT)


def _joined_sets(kept: Sequence[SetRecord], new: Sequence[SetRecord]) -> tuple[SetRecord, ...]:
    """The attempts of both, in the order of `kept`, renumbered, without untried sets that have since been tried."""
    found = list(kept)
    for attempt in new:
        if attempt.is_untried:
            continue
        at = next((n for n, other in enumerate(found) if _is_same_attempt(attempt, other)), None)
        if at is not None:
            if attempt.amount > found[at].amount:
                found[at] = attempt.model_copy(update={"attempt": found[at].attempt})
            continue
        same = [n for n, other in enumerate(found) if other.key == attempt.key]
        untried = [n for n in same if found[n].is_untried]
        if untried:
            found[untried[0]] = attempt.model_copy(update={"attempt": found[untried[0]].attempt})
        else:
            number = max((found[n].attempt for n in same), default=0) + 1
            found.insert(same[-1] + 1 if same else len(found), attempt.model_copy(update={"attempt": number}))
    return tuple(found)


def _is_same_attempt(attempt: SetRecord, other: SetRecord) -> bool:
    """Whether both are the same attempt at a set: nobody begins two at the same instant."""
    return (
        attempt.key == other.key
        and attempt.started_at is not None
        and is_same_instant(attempt.started_at, other.started_at)
    )


def _sum(one: float | None, other: float | None) -> float:
    return min((one or 0.0) + (other or 0.0), MOST)
