"""Each exercise as it was prescribed, and what came of it: dose, sets done, left out, pain by side. Pure.

The `records` are those that `counted` gives, oldest first. A record says what its plan asked, so a dose is
that of its day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import fmean

from kneecoach.log.record import Record, SetRecord
from kneecoach.review.counted import held_seconds
from kneecoach.review.titles import distinct_titles
from kneecoach.session.events import Outcome
from kneecoach.session.plan import Side, Target, Unit
from kneecoach.text import number
from kneecoach.words import dose_words


@dataclass(frozen=True, slots=True)
class Dose:
    """What a session asked of an exercise."""

    sets: int
    target: Target
    unit: Unit
    each_side: bool
    load_kg: float | None
    """The heaviest load of the session, or of the newest one before it that had a load."""

    @property
    def words(self) -> str:
        """`3 × 15 reps, 2 s hold, 8 kg`."""
        words = dose_words(self.sets, self.target, self.unit, self.each_side)
        return words if self.load_kg is None else f"{words}, {number(self.load_kg)} kg"

    @property
    def least(self) -> float:
        """The reps, or the seconds of a timed hold, that complete all its sets on one side."""
        return self.sets * (self.target.reps[0] if self.target.reps else self.target.seconds or 0.0)

    def new_in(self, other: Dose) -> str:
        """What of `other` is new: `10 kg`, `3 × 15 reps`."""
        asked = replace(self, load_kg=None), replace(other, load_kg=None)
        parts = [] if asked[0] == asked[1] else [asked[1].words]
        if other.load_kg is not None and other.load_kg != self.load_kg:
            parts.append(f"{number(other.load_kg)} kg")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class PainSaid:
    """Pain said in the sets of an exercise, on one side."""

    side: Side
    sets: int
    """In how many sets."""
    highest: int
    """0-10."""


@dataclass(frozen=True, slots=True)
class Prescribed:
    """One exercise over all sessions whose plan has it."""

    exercise: str
    title: str
    doses: tuple[tuple[date, Dose], ...]
    """The dose of each session, oldest first."""
    sets: int
    """Sets that were planned; those of each side count on their own."""
    completed: int
    left_out: int
    """Sessions in which nothing of it was done."""
    sides_left_out: tuple[tuple[Side, int], ...]
    """Of a side, the sessions in which nothing was done on it although something was on the other one."""
    pains: tuple[PainSaid, ...]
    mean_hold: float | None
    """Seconds that the holds within reps were really held, on average; None where there are none."""

    @property
    def dose(self) -> Dose:
        """The newest one."""
        return self.doses[-1][1]

    @property
    def changes(self) -> tuple[tuple[date, str], ...]:
        """When the dose changed, oldest first, and to what."""
        pairs = zip(self.doses, self.doses[1:], strict=False)
        return tuple((day, old.new_in(new)) for (_, old), (day, new) in pairs if old != new)


def prescribed(records: Sequence[Record]) -> tuple[Prescribed, ...]:
    """Every exercise that a plan had, in the order of the newest session that has it; those never done too."""
    names = dict.fromkeys(a.exercise for record in reversed(records) for a in record.sets)
    titles = distinct_titles((a.exercise, a.title) for record in records for a in record.sets)
    return tuple(
        _prescribed(name, titles[name], [r for r in records if any(a.exercise == name for a in r.sets)])
        for name in names
    )


def _prescribed(name: str, title: str, records: Sequence[Record]) -> Prescribed:
    doses: list[tuple[date, Dose]] = []
    outcomes: list[Outcome] = []
    idle: defaultdict[Side, int] = defaultdict(int)
    left_out = 0
    pains: defaultdict[Side, list[int]] = defaultdict(list)
    holds: list[float] = []
    for record in records:
        attempts = [a for a in record.sets if a.exercise == name]
        doses.append((record.started_at.date(), _dose(attempts, doses[-1][1] if doses else None)))
        outcomes += [outcome for key, outcome in record.best_outcomes.items() if key[0] == name]
        worked = {a.side for a in attempts if _is_done(a)}
        left_out += not worked
        for side in {a.side for a in attempts} - worked if worked else ():
            idle[side] += 1
        for attempt in attempts:
            holds += attempt.holds if attempt.target.reps else ()
            if attempt.pain is not None:
                pains[attempt.side].append(attempt.pain)
    return Prescribed(
        exercise=name,
        title=title,
        doses=tuple(doses),
        sets=len(outcomes),
        completed=outcomes.count(Outcome.COMPLETED),
        left_out=left_out,
        sides_left_out=tuple((side, idle[side]) for side in Side if idle[side]),
        pains=tuple(PainSaid(side, len(pains[side]), max(pains[side])) for side in Side if pains[side]),
        mean_hold=fmean(holds) if holds else None,
    )


def _is_done(attempt: SetRecord) -> bool:
    """Whether there was a rep in it, or a moment held."""
    return bool(attempt.reps or held_seconds(attempt))


def _dose(attempts: Sequence[SetRecord], before: Dose | None) -> Dose:
    """The dose that a session's attempts at one exercise were planned with; an easier variant may have its own."""
    planned = next((a for a in attempts if not a.variant), attempts[0])
    target = planned.target
    loads = [a.load_kg for a in attempts if a.load_kg is not None and _is_done(a)]
    return Dose(
        sets=planned.of,
        target=Target(target.reps, target.seconds, target.hold_seconds),
        unit=target.unit,
        each_side=planned.side is not Side.BOTH,
        load_kg=max(loads, default=before.load_kg if before else None),
    )
