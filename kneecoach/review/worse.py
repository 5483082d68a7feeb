"""Whether the knee is getting worse, so that it is time to see a clinician. Pure.

All three signs are ours (docs/evidence.md), and look at no more than the last four weeks: after a break nothing old
frightens anybody. The `records` are those that `counted.counted` gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kneecoach.log.record import Record
from kneecoach.review.pain import SEE_CLINICIAN, Morning, morning, worst
from kneecoach.review.pain_trend import WINDOW_DAYS, Asked, PainTrend, pain_scores, pain_trend
from kneecoach.text import plural

MORNINGS, MIN_WORSE_MORNINGS = 5, 3
"""So many of the last known mornings have to be worse than before the session."""
SESSIONS, MIN_SESSIONS = 6, 3
"""Pain above the cap in half of the last sessions of which any pain is known: so many of them, at least so many."""

WHEN = {
    Asked.BEFORE: "before a session",
    Asked.AFTER: "after a session",
    Asked.NEXT_MORNING: "on the morning after",
}


@dataclass(frozen=True, slots=True)
class Worse:
    """What says that the knee is getting worse: at least one sign."""

    rising: Mapping[Asked, PainTrend]
    """Means that rose by a point or more in four weeks, while none fell as much."""
    mornings: tuple[int, int] | None
    """How many of how many mornings were worse than before the session."""
    above_cap: tuple[int, int] | None
    """In how many of how many sessions pain was above the cap."""
    cap: int
    """The most pain, 0-10, that the person goes on with."""

    @property
    def reasons(self) -> str:
        """What was seen, with its numbers: part of a sentence."""
        said = [
            f"mean pain {WHEN[asked]} rose from {trend.earlier:.1f} to {trend.recent:.1f} in 4 weeks"
            for asked, trend in self.rising.items()
        ]
        if self.mornings:
            worse, known = self.mornings
            said.append(f"{worse} of the last {plural(known, 'morning')} were worse than before the session")
        if self.above_cap:
            above, known = self.above_cap
            said.append(f"pain was above {self.cap} in {above} of the last {plural(known, 'session')}")
        return "; ".join(said)

    @property
    def words(self) -> str:
        """The whole of it in two or three sentences."""
        return f"Your knee is getting worse: {self.reasons}. {SEE_CLINICIAN}"


def worse(records: Sequence[Record], today: date, cap: int) -> Worse | None:
    """What says that the knee is getting worse by `today`, or None. `cap` is the person's, 0-10."""
    lately = [r for r in records if (today - r.started_at.date()).days < WINDOW_DAYS]
    found = Worse(_rising(records, today), _mornings(lately), _above_cap(lately, cap), cap)
    return found if found.rising or found.mornings or found.above_cap else None


def _rising(records: Sequence[Record], today: date) -> dict[Asked, PainTrend]:
    trends = {asked: pain_trend(pain_scores(records, asked), today) for asked in Asked}
    if any(trend.words == "less" for trend in trends.values()):
        return {}
    return {asked: trend for asked, trend in trends.items() if trend.words == "more"}


def _mornings(records: Sequence[Record]) -> tuple[int, int] | None:
    known = [found for found in map(morning, records) if found is not Morning.UNKNOWN][-MORNINGS:]
    count = known.count(Morning.WORSE)
    return (count, len(known)) if count >= MIN_WORSE_MORNINGS else None


def _above_cap(records: Sequence[Record], cap: int) -> tuple[int, int] | None:
    known = [pain for pain in map(worst, records) if pain is not None][-SESSIONS:]
    count = sum(pain > cap for pain in known)
    return (count, len(known)) if len(known) >= MIN_SESSIONS and count * 2 >= len(known) else None
