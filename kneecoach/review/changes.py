"""What an edit changed, in words. Pure."""

from __future__ import annotations

from kneecoach.log.record import Record, SetRecord
from kneecoach.review.detail import set_title, what_was_done
from kneecoach.review.titles import titles_in
from kneecoach.session.plan import LoadUnit
from kneecoach.text import clean
from kneecoach.words import RESERVE_WORDS

ANSWERS = {
    "before": "Knee pain before",
    "worst": "Worst pain",
    "after": "Knee pain after",
    "next_morning": "Next morning",
    "reps_in_reserve": RESERVE_WORDS,
    "note": "Note",
}
"""What a record says about the session as a whole, by key."""


def answer(record: Record, name: str) -> str:
    """An answer in words; `–` if there is none."""
    value = getattr(record if name in {"reps_in_reserve", "note"} else record.pain, name)
    return "–" if value in {None, ""} else clean(str(value))


def change_lines(before: Record, after: Record, unit: LoadUnit = LoadUnit.KG) -> list[str]:
    """The differences, one per line: `Knee pain after: 2 (was 5)`."""
    titles = titles_in(after)
    lines = [
        f"{words}: {answer(after, name)} (was {answer(before, name)})"
        for name, words in ANSWERS.items()
        if answer(before, name) != answer(after, name)
    ]

    def done(record: Record, attempt: SetRecord) -> str:
        return what_was_done(attempt, unit, is_reached=record.has_reached(attempt))

    lines += [
        f"{titles[new.exercise]}, {set_title(new)}: {done(after, new)} (was {done(before, old)})"
        for old, new in zip(before.sets, after.sets, strict=False)
        if old != new
    ]
    if before.status != after.status:
        lines.append(f"Session: {after.status} (was {before.status})")
    return lines
