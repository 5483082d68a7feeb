"""One session in words. Pure."""

from __future__ import annotations

from kneecoach.log.record import Record, SetRecord
from kneecoach.review.history import pain_words, sets_words, short_id
from kneecoach.session.events import Outcome
from kneecoach.session.plan import Side, Target
from kneecoach.words import OUTCOME_MARKS, clean, day_and_time, done_words, length, number


def heading(record: Record) -> str:
    """When and what: `Sun 22 Nov 2026 10:00  Knee relief`."""
    return f"{day_and_time(record.started_at)}  {clean(record.routine.title)}"


def facts(record: Record) -> list[str]:
    """What is known of the session as a whole, one fact a line."""
    lines = [f"{record.status.value}, {sets_words(record)}, {length(record.active_seconds)}"]
    if record.paused_seconds >= 1:
        lines[0] += f" and {length(record.paused_seconds)} paused"
    if record.is_rehearsal:
        lines.append(f"a rehearsal at speed {record.speed:g}")
    pain = pain_words(record)
    if record.pain.worst is not None:
        pain += f"{', ' if pain else 'pain '}worst {record.pain.worst}"
    if pain:
        lines.append(pain)
    if record.reps_in_reserve is not None:
        lines.append(f"reps in reserve {record.reps_in_reserve}")
    if record.note:
        lines.append(f"note: {clean(record.note)}")
    return lines


def set_line(attempt: SetRecord) -> str:
    """One attempt: `✓ set 2 of 3, left: 20 of 15–20 steps`."""
    side = "" if attempt.side is Side.BOTH else f", {attempt.side}"
    again = f", attempt {attempt.attempt}" if attempt.attempt > 1 else ""
    return (
        f"{OUTCOME_MARKS[attempt.outcome]} set {attempt.set} of {attempt.of}{side}{again}: {what_was_done(attempt)}"
    )


def what_was_done(attempt: SetRecord) -> str:
    """Reps or seconds, the outcome in a word, holds, load and pain."""
    target = Target(attempt.target.reps, attempt.target.seconds, attempt.target.hold_seconds)
    if attempt.started_at is None:
        return "not started"
    parts = [done_words(attempt.reps, attempt.seconds, target, attempt.target.unit)]
    if attempt.outcome is not Outcome.COMPLETED:
        parts.append(attempt.outcome.value)
    if attempt.holds and target.hold_seconds:
        shortest, longest = (number(round(seconds, 1)) for seconds in (min(attempt.holds), max(attempt.holds)))
        parts.append(f"held {shortest} s" if shortest == longest else f"held {shortest}–{longest} s")
    if attempt.load_kg is not None:
        parts.append(f"{number(attempt.load_kg)} kg")
    if attempt.pain is not None:
        parts.append(f"pain {attempt.pain}")
    return ", ".join(parts)


def detail_lines(record: Record) -> list[str]:
    """The whole session as text."""
    lines = [heading(record), f"id {short_id(record)}, revision {record.rev}", *facts(record)]
    title = None
    for attempt in record.sets:
        if attempt.exercise != title:
            title = attempt.exercise
            lines += ["", clean(attempt.title)]
        lines.append(f"  {set_line(attempt)}")
    return lines
