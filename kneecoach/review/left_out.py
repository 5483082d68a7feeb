"""Sides that are left out: exercises done on each leg, on which one leg mostly does nothing. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kneecoach.review.asymmetry import MIN_SESSIONS
from kneecoach.review.pain_trend import WINDOW_DAYS
from kneecoach.review.trends import ExerciseTrend
from kneecoach.session.plan import Side
from kneecoach.text import plural

SIDES = (Side.LEFT, Side.RIGHT)


@dataclass(frozen=True, slots=True)
class LeftOutExercise:
    """One side of an exercise that was left out in at least half of its sessions of four weeks. Ours."""

    exercise: str
    title: str
    side: Side
    times: int
    """In how many sessions nothing was done on that side."""
    sessions: int
    """In how many sessions some of the exercise was done."""

    @property
    def often(self) -> str:
        """`10 of 12 sessions`, `all 3 sessions`."""
        of = "all" if self.times == self.sessions else f"{self.times} of"
        return f"{of} {plural(self.sessions, 'session')}"

    @property
    def side_words(self) -> str:
        """`the right leg was left out in 10 of 12 sessions`."""
        return f"the {self.side} leg was left out in {self.often}"


def left_out(trends: Sequence[ExerciseTrend], today: date) -> tuple[LeftOutExercise, ...]:
    """The sides that are left out, the most often first."""
    found = []
    for trend in trends:
        lately = [
            s
            for s in trend.sessions
            if s.is_measured and (today - s.day).days < WINDOW_DAYS and not s.by_side.keys().isdisjoint(SIDES)
        ]
        for side in SIDES:
            times = sum(side not in session.by_side for session in lately)
            if len(lately) >= MIN_SESSIONS and times * 2 >= len(lately):
                found.append(LeftOutExercise(trend.exercise, trend.title, side, times, len(lately)))
    return tuple(sorted(found, key=lambda each: -each.times))


def left_out_words(found: Sequence[LeftOutExercise]) -> str:
    """`the right leg was left out of Lateral band walk in 10 of 12 sessions`: part of a sentence."""
    titles: dict[tuple[Side, str], list[str]] = {}
    for each in found:
        titles.setdefault((each.side, each.often), []).append(each.title)
    return "; ".join(
        f"the {side} leg was left out of {_listed(named)} in {often}" for (side, often), named in titles.items()
    )


def _listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
