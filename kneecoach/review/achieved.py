"""What was done in a session, exercise by exercise, compared with last time. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kneecoach.log.record import Record, SetRecord
from kneecoach.review.counted import counted, is_measured
from kneecoach.review.titles import titles_in
from kneecoach.session.events import Outcome
from kneecoach.session.loads import from_kg
from kneecoach.session.plan import LoadUnit, Side, Unit
from kneecoach.text import number, plural
from kneecoach.words import load_words, outcome_words

FOUR_WEEKS = timedelta(weeks=4)
MAX_OLDER = timedelta(weeks=2)
"""How much older than four weeks a pain score may be to be compared with."""


@dataclass(frozen=True, slots=True)
class Achieved:
    """One exercise of a session."""

    title: str
    outcome: Outcome
    """Completed if all of its sets were."""
    done: str
    """`left 60, right 60 steps`, `2:00 held`, `skipped`."""
    change: str
    """More or less than last time: `+6`, `+2 kg`, `=`. Empty if they cannot be compared, or if not all was done."""


def last_time(record: Record, records: Sequence[Record], today: date) -> Record | None:
    """The session of the same routine before this one, of those that count and were not entered later.

    `records` are all, oldest first.
    """
    earlier = [
        other
        for other in counted(records, today)
        if other.routine.id == record.routine.id and other.started_at < record.started_at and is_measured(other)
    ]
    return earlier[-1] if earlier else None


def pain_four_weeks_ago(record: Record, records: Sequence[Record], today: date) -> int | None:
    """Pain before the newest session that is at least four weeks older, and at most six; None if not given."""
    latest = record.started_at - FOUR_WEEKS
    given = [
        other.pain.before
        for other in counted(records, today)
        if other.pain.before is not None and latest - MAX_OLDER <= other.started_at <= latest
    ]
    return given[-1] if given else None


def achieved(record: Record, last: Record | None, unit: LoadUnit = LoadUnit.KG) -> tuple[Achieved, ...]:
    """Each exercise of a session, in its order, against the `last` time. Loads are in `unit`."""
    outcomes = record.best_outcomes
    if last is not None and (record.is_short or last.is_short):
        last = None  # fewer sets by choice are not less
    found = []
    for name, title in titles_in(record).items():
        attempts = _of(record, name)
        keys = {a.key for a in attempts}
        completed = sum(outcomes[key] is Outcome.COMPLETED for key in keys)
        is_all = completed == len(keys)
        outcome = Outcome.COMPLETED if is_all else Outcome.PARTIAL
        if all(a.outcome is Outcome.SKIPPED and not a.has_done for a in attempts):
            outcome = Outcome.SKIPPED
        states = dict.fromkeys(outcome_words(a.known_outcome, is_reached=record.has_reached(a)) for a in attempts)
        done = ", ".join(states) if outcome is Outcome.SKIPPED else _done(attempts, unit)
        sets = "" if is_all or outcome is Outcome.SKIPPED else f"{completed} of {plural(len(keys), 'set')}  "
        before = _of(last, name) if last is not None else []
        change = _change(attempts, before, unit) if outcome is Outcome.COMPLETED else ""
        found.append(Achieved(title, outcome, f"{sets}{done}", change))
    return tuple(found)


def _of(record: Record, exercise: str) -> list[SetRecord]:
    return [attempt for attempt in record.sets if attempt.exercise == exercise]


def _done(attempts: Sequence[SetRecord], unit_of_load: LoadUnit) -> str:
    if attempts[0].target.reps is None:
        return f"{_time(sum(a.seconds or 0.0 for a in attempts))} held"
    by_side: dict[Side, int] = {}
    for a in attempts:
        by_side[a.side] = by_side.get(a.side, 0) + (a.reps or 0)
    unit = attempts[0].target.unit
    load = _load(attempts)
    if len(by_side) == 1:
        words = plural(sum(by_side.values()), unit)
    else:
        words = "  ".join(f"{side} {reps}" for side, reps in by_side.items())
        words = words if unit is Unit.REP else f"{words} {unit}s"
    tensions = list(dict.fromkeys(load_words(None, a.load_words) for a in attempts if a.load_words and a.reps))
    said = [*tensions, *([load_words(load, None, unit_of_load)] if load is not None else [])]
    return "  ".join((words, *said))


def _time(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60}:{whole % 60:02}"


def _load(attempts: Sequence[SetRecord]) -> float | None:
    """The heaviest load in kg with which a rep was done."""
    return max((a.load_kg for a in attempts if a.load_kg is not None and a.reps), default=None)


def _change(now: Sequence[SetRecord], before: Sequence[SetRecord], unit: LoadUnit) -> str:
    if not any(a.has_done for a in before) or _variants(now) != _variants(before):
        return ""
    changes = []
    loads = (_load(now), _load(before))
    if loads[0] is not None and loads[1] is not None:
        more = round(from_kg(loads[0], unit) - from_kg(loads[1], unit), 2 if unit is LoadUnit.KG else 1)
        changes += [f"{_signed(more)} {unit}"] if more else []
    if now[0].target.reps is None:
        seconds = round(sum(a.seconds or 0.0 for a in now)) - round(sum(a.seconds or 0.0 for a in before))
        changes += [f"{_signed(seconds)} s"] if seconds else []
    elif reps := sum(a.reps or 0 for a in now) - sum(a.reps or 0 for a in before):
        changes.append(_signed(reps))
    return " ".join(changes) or "="


def _variants(attempts: Sequence[SetRecord]) -> set[str | None]:
    return {a.variant or None for a in attempts if a.has_done}


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else '−'}{number(abs(value))}"
