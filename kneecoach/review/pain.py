"""What a pain score, 0-10, means here, and what is offered. Pure.

Bands, cap and wording are ours, after TREK "My Knee Cap" 2023 (read: ideally under 2, never above 5, back to usual
within 60 minutes, not raised next morning); AAOS's knee programme says no pain at all (read), hence the strict cap.
Leaving out standing exercises from 5 up: Bartholdy 2016 (read). No clinician has reviewed this, and nothing here
says that pain is safe. docs/evidence.md has all the sources.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kneecoach.log.record import Record

USUAL_CAP = 5
LITTLE = 2
"""The most pain that counts as little."""

TOO_MUCH_TO_TRAIN = 8
"""With this much pain or more before a session, the advice is not to train at all. Ours."""

COMMON = (
    "Pain of 3 to 5 of 10 is acceptable if it settles by tomorrow. "
    "Above 5, sharp, or worse tomorrow: stop or do less."
)

NO_BETTER = "no better in a few weeks"
"""One of the signs to see a clinician for."""

GET_HELP = (
    "Emergency: the knee is locked and will not unlock; or one calf is swollen and you are breathless or have "
    "chest pain.\n"
    "Today: you cannot bear weight or move the knee, it changed shape, it is badly swollen, it locks or gives way, "
    "or it is hot and red and you have a fever; or one calf throbs, is swollen, warm or has changed colour.\n"
    f"This week, see a clinician: pain that is constant or comes at night, that is {NO_BETTER}, or a recent "
    "injury or operation."
)
"""When to get help, one paragraph per line, the most urgent first: collected second hand."""

SEE_CLINICIAN = "It is time to see a clinician"
UNTIL_THEN = "Until then, do not do more than now."


class Band(StrEnum):
    """0 to 2, 3 to 5, 6 to 10."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Offer(StrEnum):
    """What the person may choose; nothing is done unless they do."""

    WITHOUT_STANDING = "without-standing"
    NOT_TODAY = "not-today"
    EASIER = "easier"
    SKIP_EXERCISE = "skip-exercise"
    STOP = "stop"
    STEP_BACK = "step-back"


class MorningPain(StrEnum):
    """The next morning against the pain before the session."""

    NORMAL = "normal"
    WORSE = "worse"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Advice:
    """A sentence or two, and what is offered."""

    words: str
    offers: tuple[Offer, ...] = ()


def band(pain: int) -> Band:
    """The band of a pain score."""
    if pain <= LITTLE:
        return Band.LOW
    return Band.MODERATE if pain <= USUAL_CAP else Band.HIGH


def band_words(pain: int, cap: int = USUAL_CAP) -> str:
    """The band in words: `3-5: acceptable if it settles by tomorrow; do not let it rise`."""
    numbers, words = {
        Band.LOW: ("0-2", "little or none; go on while it stays so"),
        Band.MODERATE: ("3-5", "acceptable if it settles by tomorrow; do not let it rise"),
        Band.HIGH: ("6-10", "stop this exercise"),
    }[band(pain)]
    if cap < pain <= USUAL_CAP:
        words = f"above your limit of {cap}; stop this exercise or do less"
    return f"{numbers}: {words}"


def advises_against_training(pain: int | None) -> bool:
    """Whether the pain before a session is so high that starting takes a second decision."""
    return pain is not None and pain >= TOO_MUCH_TO_TRAIN


def before_session(pain: int | None, cap: int, standing: Sequence[str]) -> Advice | None:
    """At 5 or more, or above a stricter cap: offer to leave out the exercises in `standing` (titles). Otherwise
    None.

    At 8 or more: advise against training today.
    """
    if pain is None or pain < min(USUAL_CAP, cap + 1):
        return None
    if advises_against_training(pain):
        words = f"Knee pain is {pain} of 10 before you begin: do not train today."
        without = (Offer.WITHOUT_STANDING,) if standing else ()
        return Advice(f"{words} Sharp, new or rising pain: see Help.", (*without, Offer.NOT_TODAY))
    words = f"Knee pain is {pain} of 10 before you begin."
    offers = (Offer.NOT_TODAY,) if pain > cap else ()
    if standing:
        words += f" Leave out the standing exercises today ({', '.join(standing)})?"
        offers = (Offer.WITHOUT_STANDING, *offers)
    if pain > cap:
        words += f" It is above {cap}: not training today is a good choice too."
    return Advice(f"{words} Sharp, new or rising pain: see Help.", offers)


def during_exercise(pain: int, cap: int, *, has_easier: bool, is_to_come: bool = True) -> Advice | None:
    """Above the cap: make it easier, skip the exercise, or stop; once it is over (not `is_to_come`) only stop."""
    if pain <= cap:
        return None
    if not is_to_come:
        words = f"Pain {pain} is above {cap}. Rest until it settles, or end the session."
        return Advice(words, (Offer.STOP,))
    easier = "make it easier, skip it" if has_easier else "skip it"
    offers = (Offer.SKIP_EXERCISE, Offer.STOP)
    return Advice(
        f"Pain {pain} is above {cap}. Stop this exercise: {easier}, or end the session.",
        (Offer.EASIER, *offers) if has_easier else offers,
    )


def after_session(before: int | None, after: int | None, cap: int) -> Advice | None:
    """Advice for pain above the cap, or higher than before. Otherwise None."""
    if after is None:
        return None
    if after > cap:
        words = f"Pain {after} is above {cap}: next time an easier variant or fewer reps."
        return Advice(f"{words} If it does not settle within 60 min, see Help.", (Offer.STEP_BACK,))
    if before is not None and after > before:
        return Advice(f"More pain than before ({before} → {after}): make sure it settles within 60 min.")
    return None


def next_morning(record: Record) -> Advice | None:
    """Worse than before the session: repeat or step back. Otherwise None."""
    if morning(record) is not MorningPain.WORSE:
        return None
    change = f"{record.pain.before} → {record.pain.next_morning}"
    return Advice(
        f"Worse than before the session ({change}): repeat or step back; do not do more.", (Offer.STEP_BACK,)
    )


def morning(record: Record) -> MorningPain:
    """How the next morning was. Unknown if it, or the pain before, was not recorded."""
    before, later = record.pain.before, record.pain.next_morning
    if before is None or later is None:
        return MorningPain.UNKNOWN
    return MorningPain.WORSE if later > before else MorningPain.NORMAL


def mornings(records: Sequence[Record]) -> tuple[MorningPain, ...]:
    """The known mornings, one for each day, oldest first: worse if it was worse than before any of its sessions.

    `records` are oldest first.
    """
    by_day: dict[date, set[MorningPain]] = {}
    for record in records:
        by_day.setdefault(record.started_at.date(), set()).add(morning(record))
    known = (found for found in by_day.values() if found != {MorningPain.UNKNOWN})
    return tuple(MorningPain.WORSE if MorningPain.WORSE in found else MorningPain.NORMAL for found in known)


def worst(record: Record) -> int | None:
    """The highest pain recorded for a session: before, in any set, after, or the next morning."""
    said = (record.pain.before, record.pain.worst, record.pain.after, record.pain.next_morning)
    return max((p for p in (*said, *(a.pain for a in record.sets)) if p is not None), default=None)


def little(cap: int) -> int:
    """The most pain at which more may be suggested: 2, or a stricter cap."""
    return min(LITTLE, cap)


def is_calm(record: Record, cap: int) -> bool:
    """Whether more may be suggested after it: pain known and low, next morning normal. Ours.

    What was not recorded never counts as normal.
    """
    most = worst(record)
    if most is None or record.pain.after is None:
        return False
    return most <= little(cap) and morning(record) is MorningPain.NORMAL


def is_too_much(record: Record, cap: int) -> bool:
    """Whether less should be suggested after it: pain above the cap, or a worse next morning."""
    most = worst(record)
    return (most is not None and most > cap) or morning(record) is MorningPain.WORSE
