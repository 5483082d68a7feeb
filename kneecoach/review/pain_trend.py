"""Pain over weeks: before, after and next morning; and which next morning has yet to be asked about. Pure.

The `records` are those that `counted.counted` gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import fmean

from kneecoach.log.record import Record
from kneecoach.review.counted import why_not_counted

WINDOW_DAYS = 28
"""The last four weeks are compared with the four before."""
MIN_SCORES = 3
"""Minimum number of scores in each of the two windows before a change is reported. Ours."""
NOTABLE = 1.0
"""A change of the mean by less than this is called "about the same". Ours."""

ASK_AFTER = timedelta(hours=4)
ASK_WITHIN = timedelta(hours=48)


class PainQuestion(StrEnum):
    """When pain was asked for; the values are the keys of a record's `pain`."""

    BEFORE = "before"
    AFTER = "after"
    NEXT_MORNING = "next_morning"


@dataclass(frozen=True, slots=True)
class PainScore:
    """Pain, 0-10, around the session that began on `day`; None if it was not recorded."""

    day: date
    pain: int | None


@dataclass(frozen=True, slots=True)
class PainTrend:
    """The mean of the last four weeks against that of the four before; None with fewer than `MIN_SCORES` scores."""

    recent: float | None
    earlier: float | None
    recent_scores: int
    earlier_scores: int

    @property
    def change(self) -> float | None:
        """The change of the mean; below 0 is less pain. None if either mean is missing."""
        return None if self.recent is None or self.earlier is None else self.recent - self.earlier

    @property
    def words(self) -> str:
        """`less`, `more`, `about the same`; empty if there are too few scores."""
        if self.change is None:
            return ""
        change = round(self.change, 6)
        if abs(change) < NOTABLE:
            return "about the same"
        return "less" if change < 0 else "more"


def pain_scores(records: Sequence[Record], asked: PainQuestion) -> tuple[PainScore, ...]:
    """A score for each session, oldest first; of the next morning one for each day, since its sessions share it."""
    scores = tuple(PainScore(r.started_at.date(), getattr(r.pain, asked)) for r in records)
    if asked is not PainQuestion.NEXT_MORNING:
        return scores
    by_day: dict[date, int | None] = {}
    for score in scores:
        known = [pain for pain in (by_day.get(score.day), score.pain) if pain is not None]
        by_day[score.day] = max(known, default=None)
    return tuple(PainScore(day, pain) for day, pain in by_day.items())


def pain_trend(scores: Sequence[PainScore], today: date) -> PainTrend:
    """The last 28 days, including today, against the 28 before."""
    ages = [((today - score.day).days, score.pain) for score in scores]
    recent = [pain for age, pain in ages if pain is not None and age < WINDOW_DAYS]
    earlier = [pain for age, pain in ages if pain is not None and WINDOW_DAYS <= age < 2 * WINDOW_DAYS]
    return PainTrend(_mean(recent), _mean(earlier), len(recent), len(earlier))


def _mean(pains: list[int]) -> float | None:
    return fmean(pains) if len(pains) >= MIN_SCORES else None


def awaiting_mornings(records: Sequence[Record], now: datetime) -> tuple[Record, ...]:
    """The sessions of the newest day whose next morning has yet to be asked about, oldest first. `now` is aware.

    They began yesterday or earlier by the clock that is used now, ended 4 to 48 hours ago (4 is ours: past
    midnight is no morning). The sessions of one day share their next morning, so `next_morning` of one of them
    answers for all.
    """
    days: dict[date, list[Record]] = {}
    answered: list[Record] = []
    for record in records:
        ended, day = record.ended_at or record.started_at, _day_here(record, now)
        if record.pain.next_morning is not None:
            answered.append(record)
        elif day < now.date() and ASK_AFTER <= now - ended <= ASK_WITHIN and _counts(record, now):
            days.setdefault(day, []).append(record)
    while days:
        day = max(days)
        asked = days.pop(day)
        if not any(_day_here(record, now) == day and _counts(record, now) for record in answered):
            return tuple(asked)
    return ()


def _day_here(record: Record, now: datetime) -> date:
    """The day on which a session began, by the clock that is used now."""
    return record.started_at.astimezone(now.tzinfo).date()


def _counts(record: Record, now: datetime) -> bool:
    return why_not_counted(record, now.date()) is None
