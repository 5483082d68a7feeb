"""Left against right, in per cent. Pure.

The percentage difference `(stronger - weaker) / stronger * 100`, with the weaker side named: 0 where both did the
same, 100 where one did nothing. Bishop et al. 2018 (Strength Cond J 40(4):1-6, abstract read) compare the methods
in use, and say that a threshold of 15 % is older literature with little evidence behind it; that this formula is
the one for tests of each side alone is from memory, not from what was read. The stronger leg was the other one in a
second session in 21 to 38 % of people (doi 10.3389/fspor.2025.1635685, abstract read). So the thresholds below are
ours: they tell a person where to look, and are not a finding.

A set ends at its target: both legs that reach it did the same, whatever more they could have done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kneecoach.log.record import SetRecord
from kneecoach.session.events import Outcome
from kneecoach.session.loads import from_kg
from kneecoach.session.plan import LoadUnit, Side
from kneecoach.text import whole_percent

NOTABLE_PERCENT = 10.0
"""The least difference at which a leg counts as behind. Ours."""
MIN_SESSIONS = 3
"""Minimum number of sessions before that is reported. Ours."""
OFTEN = (2, 3)
"""It must be the same leg in at least two of three sessions. Ours."""


@dataclass(frozen=True, slots=True)
class Asymmetry:
    """What left and right did in the same sets: reps, reps times load, or seconds held."""

    left: float
    right: float

    @property
    def percent(self) -> float:
        """0 to 100."""
        stronger = max(self.left, self.right)
        return (stronger - min(self.left, self.right)) / stronger * 100 if stronger else 0.0

    @property
    def whole_percent(self) -> int:
        """0 to 100, as people read it; 0 only if both did the same."""
        stronger = max(self.left, self.right)
        return whole_percent(stronger - min(self.left, self.right), stronger)

    @property
    def weaker(self) -> Side | None:
        """The side that did less, or None if both did the same."""
        if self.left == self.right:
            return None
        return Side.LEFT if self.left < self.right else Side.RIGHT


@dataclass(frozen=True, slots=True)
class Balance:
    """Left against right over several sessions."""

    together: Asymmetry
    """All sessions together."""
    sessions: int
    times: int
    """In how many sessions the side that is weaker overall was the weaker one."""

    @property
    def is_enough(self) -> bool:
        """Whether there are enough sessions to judge."""
        return self.sessions >= MIN_SESSIONS

    @property
    def behind(self) -> Side | None:
        """The leg that is clearly behind in most sessions, or None; also None if there are too few sessions."""
        is_notable = self.together.percent >= NOTABLE_PERCENT and self.times * OFTEN[1] >= self.sessions * OFTEN[0]
        return self.together.weaker if self.is_enough and is_notable else None


def asymmetry_of(attempts: Sequence[SetRecord], unit: LoadUnit = LoadUnit.KG) -> Asymmetry | None:
    """One exercise in one session: the sets in which both sides were really tried, the best attempt of each side.

    A set that was skipped on a side was not tried there. A load counts in `unit`. None if there is no such set, or
    nothing was done.
    """
    tried = [a for a in attempts if a.outcome is not Outcome.SKIPPED]
    has_loads = bool(tried) and all(a.load_kg for a in tried)
    best: dict[Side, dict[int, float]] = {Side.LEFT: {}, Side.RIGHT: {}}
    for attempt in tried:
        if attempt.side is Side.BOTH:
            continue
        done = _done(attempt, unit if has_loads else None)
        sets = best[attempt.side]
        sets[attempt.set] = max(done, sets.get(attempt.set, 0.0))
    left, right = best[Side.LEFT], best[Side.RIGHT]
    shared = left.keys() & right.keys()
    found = Asymmetry(sum(left[n] for n in sorted(shared)), sum(right[n] for n in sorted(shared)))
    return found if found.left or found.right else None


def _done(attempt: SetRecord, unit: LoadUnit | None) -> float:
    """Seconds held, reps, or with a `unit` reps times load."""
    if attempt.target.reps is None:
        return attempt.seconds or 0.0
    reps = attempt.reps or 0
    return float(reps) if unit is None else reps * from_kg(attempt.load_kg or 0.0, unit)


def balance(asymmetries: Sequence[Asymmetry]) -> Balance:
    """Several sessions together."""
    together = Asymmetry(sum(a.left for a in asymmetries), sum(a.right for a in asymmetries))
    times = sum(a.weaker is together.weaker for a in asymmetries) if together.weaker else 0
    return Balance(together, len(asymmetries), times)
