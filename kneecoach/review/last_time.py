"""What each exercise came to the last time it was done. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from kneecoach.log.record import Record, SetRecord
from kneecoach.review.counted import why_not_counted
from kneecoach.session.plan import Side
from kneecoach.text import UNKNOWN, clean, number


def last_times(records: Sequence[Record], today: date) -> dict[str, str]:
    """How each exercise was last done, by its id: `15, 15, 12 at 8 kg, pain 3`. `records` are oldest first.

    An exercise that was never done is not in it. Sessions that do not count say nothing.
    """
    found: dict[str, str] = {}
    for record in reversed(records):
        if why_not_counted(record, today) is not None:
            continue
        for exercise in dict.fromkeys(attempt.exercise for attempt in record.sets if _is_done(attempt)):
            if exercise not in found:
                found[exercise] = _words([attempt for attempt in record.sets if attempt.exercise == exercise])
    return found


def _is_done(attempt: SetRecord) -> bool:
    return bool(attempt.reps or attempt.holds)


def _amount(attempt: SetRecord) -> tuple[int, float]:
    return (attempt.reps or 0, attempt.seconds or 0.0)


def _done(attempt: SetRecord) -> str:
    """`15`, `30`; a dash where it is not known, as of a session that was entered later."""
    if attempt.is_unknown:
        return UNKNOWN
    reps, seconds = _amount(attempt)
    return number(round(seconds, 1)) if attempt.target.reps is None else str(reps)


def _words(attempts: Sequence[SetRecord]) -> str:
    """The sets of one exercise in one session, each by the best of its attempts."""
    best: dict[tuple[int, Side], SetRecord] = {}
    for attempt in attempts:
        kept = best.setdefault((attempt.set, attempt.side), attempt)
        if _amount(attempt) > _amount(kept):
            best[attempt.set, attempt.side] = attempt
    sides: dict[Side, list[SetRecord]] = {}
    for (_, side), attempt in sorted(best.items(), key=lambda each: each[0][0]):
        sides.setdefault(side, []).append(attempt)
    by_side = {side: _series(sets) for side, sets in sides.items()}
    if set(by_side) == {Side.BOTH}:
        words = by_side[Side.BOTH]
    elif len(by_side) > 1 and len(set(by_side.values())) == 1:
        words = f"{next(iter(by_side.values()))} each leg"
    else:
        words = "; ".join(f"{side} {series}" for side, series in by_side.items())
    pains = [attempt.pain for attempt in attempts if attempt.pain is not None]
    variants = dict.fromkeys(clean(each.variant) for each in attempts if each.variant and _is_done(each))
    return ", ".join((words, *variants, *((f"pain {max(pains)}",) if pains else ())))


def _series(sets: Iterable[SetRecord]) -> str:
    """`15, 15 at 8 kg, 12 at 10 kg`. A set that was left out has no load of its own."""
    parts = []
    load: float | None = None
    loaded = []
    for attempt in sets:
        load = attempt.load_kg if _is_done(attempt) else load
        loaded.append((load, attempt))
    for kg, group in groupby(loaded, key=lambda each: each[0]):
        of_load = [attempt for _, attempt in group]
        is_timed = of_load[0].target.reps is None
        done = ", ".join(map(_done, of_load))
        at = "" if kg is None else f" at {number(kg)} kg"
        parts.append(f"{done}{' s' if is_timed else ''}{at}")
    return ", ".join(parts)
