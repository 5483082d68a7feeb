"""Whether the knee is getting worse or the pain is high, so that it is time to see a clinician. Pure.

All three signs are ours (docs/evidence.md). They are seen in the last four weeks, compared at most with the four
before, so that nothing old frightens anybody after a break. The `records` are those that `counted.counted` gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kneecoach.log.record import Record
from kneecoach.review.pain import NO_BETTER, SEE_CLINICIAN, UNTIL_THEN, MorningPain, mornings, worst
from kneecoach.review.pain_trend import WINDOW_DAYS, PainQuestion, PainTrend, pain_scores, pain_trend
from kneecoach.text import plural

MORNINGS, MIN_WORSE_MORNINGS = 5, 3
"""MIN_WORSE_MORNINGS of the last known MORNINGS must be worse than before the session."""
SESSIONS, MIN_SESSIONS = 6, 3
"""Pain above the cap in half of the last SESSIONS with any pain known, of which there must be MIN_SESSIONS."""

WHEN = {
    PainQuestion.BEFORE: "before a session",
    PainQuestion.AFTER: "after a session",
    PainQuestion.NEXT_MORNING: "on the morning after",
}


@dataclass(frozen=True, slots=True)
class GettingWorse:
    """Signs that it is time to see a clinician: at least one."""

    rising: Mapping[PainQuestion, PainTrend]
    """Means that rose by a point or more in four weeks, while none fell as much."""
    mornings: tuple[int, int] | None
    """How many of how many mornings were worse than before the session."""
    above_cap: tuple[int, int] | None
    """In how many of how many sessions pain was above the cap."""
    cap: int
    """The most pain, 0-10, at which the person goes on."""
    is_falling: bool
    """Whether another mean fell by a point or more."""

    @property
    def verdict(self) -> str:
        """The conclusion, after `your` or `the`: `knee is getting worse`."""
        if self.rising:
            return "knee is getting worse"
        return "knee is worse the next morning" if self.mornings else "pain is high"

    @property
    def reasons(self) -> str:
        """What was seen, with its numbers: part of a sentence."""
        said = []
        if self.rising:
            means = [f"{WHEN[asked]} from {t.earlier:.1f} to {t.recent:.1f}" for asked, t in self.rising.items()]
            said.append(f"mean pain rose in 4 weeks, {', '.join(means)}")
        if self.mornings:
            said.append(f"{_of(*self.mornings, 'morning')} were worse than before the session")
        if self.above_cap:
            said.append(f"pain was above {self.cap} in {_of(*self.above_cap, 'session')}")
        return "; ".join(said)

    @property
    def what_to_do(self) -> str:
        """The advice to see a clinician, in Help's words where they apply."""
        why = "" if self.is_falling else f", as with any pain that is {NO_BETTER}"
        return f"{SEE_CLINICIAN}{why}. {UNTIL_THEN}"

    @property
    def words(self) -> str:
        """All of it in a few sentences."""
        return f"Your {self.verdict}: {self.reasons}. {self.what_to_do}"


def worse(records: Sequence[Record], today: date, cap: int) -> GettingWorse | None:
    """The signs by `today` that the knee is getting worse, or None. `cap` is the user's pain cap, 0-10."""
    recent = [r for r in records if (today - r.started_at.date()).days < 2 * WINDOW_DAYS]
    lately = [r for r in recent if (today - r.started_at.date()).days < WINDOW_DAYS]
    trends = {asked: pain_trend(pain_scores(recent, asked), today) for asked in PainQuestion}
    is_falling = any(trend.words == "less" for trend in trends.values())
    rising = {asked: trend for asked, trend in trends.items() if trend.words == "more" and not is_falling}
    found = GettingWorse(rising, _mornings(lately), _above_cap(lately, cap), cap, is_falling)
    return found if found.rising or found.mornings or found.above_cap else None


def _of(count: int, known: int, unit: str) -> str:
    """`3 of the last 5 mornings`, `all of the last 3 sessions`."""
    return f"{'all' if count == known else count} of the last {plural(known, unit)}"


def _mornings(records: Sequence[Record]) -> tuple[int, int] | None:
    known = mornings(records)[-MORNINGS:]
    count = known.count(MorningPain.WORSE)
    return (count, len(known)) if count >= MIN_WORSE_MORNINGS else None


def _above_cap(records: Sequence[Record], cap: int) -> tuple[int, int] | None:
    known = [pain for pain in map(worst, records) if pain is not None][-SESSIONS:]
    count = sum(pain > cap for pain in known)
    return (count, len(known)) if len(known) >= MIN_SESSIONS and count * 2 >= len(known) else None
