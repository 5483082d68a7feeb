"""One session in words. Pure."""

from __future__ import annotations

from datetime import date

from kneecoach.log.record import Record, SetRecord
from kneecoach.review.counted import not_counted_words
from kneecoach.review.exercise_notes import notes_in
from kneecoach.review.history import (
    entered_words,
    length_words,
    pain_words,
    sets_words,
    short_id,
    short_words,
    status_words,
)
from kneecoach.review.titles import titles_in
from kneecoach.session.events import Outcome
from kneecoach.session.plan import Kind, LoadUnit, Side, Target
from kneecoach.session.variants import STANDARD_WAY
from kneecoach.text import clean, day_and_time, length, tenths
from kneecoach.words import (
    KNEE_WORDS,
    NOT_ENTERED,
    OUTCOME_MARKS,
    RESERVE_WORDS,
    done_words,
    load_words,
    outcome_words,
    rehearsal_words,
)


def heading(record: Record) -> str:
    """When and what: `Sun 22 Nov 2026 10:00  Knee relief`."""
    return f"{day_and_time(record.started_at)}  {clean(record.routine.title)}"


def facts(record: Record, today: date) -> list[str]:
    """What is known about the session as a whole, one fact per line; by `today`, a date may be wrong."""
    lines = [f"{status_words(record)}, {sets_words(record)}, {length_words(record)}"]
    if record.paused_seconds is not None and record.paused_seconds >= 1:
        lines[0] += f" (plus {length(record.paused_seconds)} paused)"
    if record.knee is not None:
        lines[0] += f", {KNEE_WORDS[record.knee]} sore"
    if words := entered_words(record):
        lines.append(words)
    if record.is_rehearsal:
        lines.append(f"a {rehearsal_words(record.speed)}")
    if short := short_words(record):
        lines.append(short)
    if uncounted := not_counted_words(record, today):
        lines.append(uncounted)
    pain = pain_words(record)
    if record.pain.worst is not None:
        pain += f"{', ' if pain else 'pain '}worst {record.pain.worst}"
    if pain:
        lines.append(pain)
    if record.reps_in_reserve is not None:
        lines.append(f"{RESERVE_WORDS.lower()}: {record.reps_in_reserve}")
    if record.note:
        lines.append(f"note: {clean(record.note)}")
    lines += [f"{title}: {note}" for title, note in notes_in(record)]
    return lines


def revision_words(record: Record) -> str:
    """`id 0a1b2c3d, revision 2, edited Sun 22 Nov 2026 11:00 on laptop-3f9a1c`."""
    words = f"id {short_id(record)}, revision {record.rev}"
    if record.rev > 1:
        words += f", edited {day_and_time(record.saved_at)} on {clean(record.device)}"
    return words


def set_line(attempt: SetRecord, unit: LoadUnit = LoadUnit.KG, *, is_reached: bool = True) -> str:
    """One attempt: `✓ set 2 of 3, left: 20 of 15–20 steps`."""
    done = what_was_done(attempt, unit, is_reached=is_reached)
    return f"{OUTCOME_MARKS[attempt.outcome]} {set_title(attempt)}: {done}"


def set_title(attempt: SetRecord) -> str:
    """Which attempt it is: `set 2 of 3, left, attempt 2`."""
    side = "" if attempt.side is Side.BOTH else f", {attempt.side}"
    again = f", attempt {attempt.attempt}" if attempt.attempt > 1 else ""
    return f"set {attempt.set} of {attempt.of}{side}{again}"


def what_was_done(attempt: SetRecord, unit: LoadUnit = LoadUnit.KG, *, is_reached: bool = True) -> str:
    """Reps or seconds, the outcome in a word, holds, load, a variant and pain."""
    return ", ".join(part for part in done_parts(attempt, unit, is_reached=is_reached) if part)


def done_parts(
    attempt: SetRecord, unit: LoadUnit = LoadUnit.KG, *, is_reached: bool = True
) -> tuple[str, str, str, str, str, str]:
    """Reps or seconds; the outcome, unless completed; holds; load; a variant; pain.

    Empty if there is nothing to say. `is_reached`: whether the session came to the set (`Record.has_reached`).
    """
    target = Target(attempt.target.reps, attempt.target.seconds, attempt.target.hold_seconds)
    pain = "" if attempt.pain is None else f"pain {attempt.pain}"
    if attempt.is_unknown:
        said = "" if attempt.is_not_entered else outcome_words(attempt.outcome)
        return (NOT_ENTERED, said, "", "", "", pain)
    if attempt.outcome is Outcome.SKIPPED and not attempt.reps and not attempt.seconds:
        return (outcome_words(attempt.outcome, is_reached=is_reached), "", "", "", "", pain)
    outcome = "" if attempt.outcome is Outcome.COMPLETED else outcome_words(attempt.outcome)
    held = ""
    if attempt.holds and target.hold_seconds:
        shortest, longest = (tenths(seconds) for seconds in (min(attempt.holds), max(attempt.holds)))
        held = f"held {shortest} s" if shortest == longest else f"held {shortest}–{longest} s"
    load = load_words(attempt.load_kg, attempt.load_words or attempt.load_typed, unit)
    done = done_words(attempt.reps or 0, attempt.seconds or 0.0, target, attempt.target.unit)
    return (done, outcome, held, load, variant_said(attempt), pain)


def variant_said(attempt: SetRecord) -> str:
    """`variant: no band`; `the standard way` if a variant was planned; empty if none was planned and none taken."""
    if attempt.variant is None:
        return ""
    return f"variant: {clean(attempt.variant)}" if attempt.variant else STANDARD_WAY


def set_blocks(record: Record, unit: LoadUnit = LoadUnit.KG) -> list[tuple[str, list[str]]]:
    """Each exercise with a line for each of its attempts, in the plan's order; warm-ups first, cool-downs last."""
    titles = titles_in(record)
    blocks: dict[str, tuple[str, list[str]]] = {}
    for attempt in record.sets:
        _, lines = blocks.setdefault(attempt.exercise, (titles[attempt.exercise], []))
        lines.append(set_line(attempt, unit, is_reached=record.has_reached(attempt)))
    return [
        *walk_blocks(record, Kind.WARM_UP, unit),
        *blocks.values(),
        *walk_blocks(record, Kind.COOL_DOWN, unit),
    ]


def walk_blocks(record: Record, kind: Kind, unit: LoadUnit = LoadUnit.KG) -> list[tuple[str, list[str]]]:
    """Each warm-up or cool-down, `Walk around, warm-up`, with a line for each attempt: `✓ 120 of 120 s`."""
    blocks: dict[str, tuple[str, list[str]]] = {}
    for attempt in record.warm_up if kind is Kind.WARM_UP else record.cool_down:
        _, lines = blocks.setdefault(attempt.exercise, (f"{clean(attempt.title)}, {kind}", []))
        is_one = attempt.of == 1 and attempt.side is Side.BOTH and attempt.attempt == 1
        which = "" if is_one else f" {set_title(attempt).removeprefix('set ')}:"
        done = what_was_done(attempt, unit, is_reached=record.has_reached(attempt))
        lines.append(f"{OUTCOME_MARKS[attempt.outcome]}{which} {done}")
    return list(blocks.values())


def detail_lines(record: Record, today: date, unit: LoadUnit = LoadUnit.KG) -> list[str]:
    """The whole session as text."""
    lines = [heading(record), *facts(record, today)]
    for title, attempts in set_blocks(record, unit):
        lines += ["", title, *(f"  {line}" for line in attempts)]
    return [*lines, "", revision_words(record)]
