"""Each exercise as it was prescribed and as it was done: dose, sets done, left out, pain by side. Pure.

The `records` are those that `counted` gives, oldest first. A record has what its plan asked for, so a dose is that
of its day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import fmean

from kneecoach.log.record import Record, SetRecord
from kneecoach.review.counted import is_done
from kneecoach.session.events import Outcome
from kneecoach.session.plan import LoadUnit, Side, Target, Unit
from kneecoach.text import distinct_titles
from kneecoach.words import dose_words, load_words


@dataclass(frozen=True, slots=True)
class Dose:
    """What a session asked of an exercise."""

    sets: int
    target: Target
    unit: Unit
    each_side: bool
    load_kg: float | None
    """The heaviest load of the session, or of the newest one before it that had a load."""
    load_unit: LoadUnit = LoadUnit.KG
    """The unit in which it is shown."""

    @property
    def words(self) -> str:
        """`3 × 15 reps, 2 s hold, 8 kg`."""
        words = dose_words(self.sets, self.target, self.unit, self.each_side)
        return words if self.load_kg is None else f"{words}, {load_words(self.load_kg, None, self.load_unit)}"

    @property
    def least(self) -> float:
        """The reps, or the seconds of a timed hold, that complete all its sets on one side."""
        return self.sets * (self.target.reps[0] if self.target.reps else self.target.seconds or 0.0)

    def new_in(self, other: Dose) -> str:
        """What is new in `other`: `10 kg`, `3 × 15 reps`."""
        asked = replace(self, load_kg=None), replace(other, load_kg=None)
        parts = [] if asked[0] == asked[1] else [asked[1].words]
        if other.load_kg is not None and other.load_kg != self.load_kg:
            parts.append(load_words(other.load_kg, None, self.load_unit))
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class PainAnswer:
    """Pain reported in the sets of an exercise, on one side."""

    side: Side
    sets: int
    """In how many sets."""
    highest: int
    """0-10."""


@dataclass(frozen=True, slots=True)
class ExerciseHistory:
    """One exercise over all sessions whose plan has it."""

    exercise: str
    title: str
    doses: tuple[tuple[date, Dose], ...]
    """The dose of each session, oldest first; of those made shorter only if there are no others."""
    sets: int
    """Planned sets about which something is known; each side counts on its own."""
    completed: int
    not_entered: int
    """Planned sets, in sessions entered later, about which nothing was entered."""
    sessions: int
    """Sessions that had it, and about whose sets something is known."""
    left_out: int
    """The sessions, of these, in which nothing of it was done."""
    sides_left_out: tuple[tuple[Side, int], ...]
    """For each side, the sessions in which nothing was done on it, but something on the other.

    A side or an exercise about which something is unknown does not count as left out.
    """
    pains: tuple[PainAnswer, ...]
    mean_hold: float | None
    """Mean seconds of the holds within reps, in sets that were timed; None if there are none."""

    @property
    def dose(self) -> Dose:
        """The newest dose."""
        return self.doses[-1][1]

    @property
    def changes(self) -> tuple[tuple[date, str], ...]:
        """When the dose changed, oldest first, and to what."""
        pairs = zip(self.doses, self.doses[1:], strict=False)
        return tuple((day, old.new_in(new)) for (_, old), (day, new) in pairs if old != new)


@dataclass(frozen=True, slots=True)
class _Visit:
    """One exercise in one session: its attempts, and the best outcome of each of its planned sets."""

    day: date
    is_short: bool
    attempts: Sequence[SetRecord]
    outcomes: Sequence[Outcome | None]


def exercise_histories(records: Sequence[Record], unit: LoadUnit = LoadUnit.KG) -> tuple[ExerciseHistory, ...]:
    """Every exercise that a plan had, in the order of the newest session that has it; those never done too.

    Loads are in `unit`.
    """
    visits: defaultdict[str, list[_Visit]] = defaultdict(list)
    titles: dict[str, str] = {}
    for record in records:
        attempts: defaultdict[str, list[SetRecord]] = defaultdict(list)
        outcomes: defaultdict[str, list[Outcome | None]] = defaultdict(list)
        for attempt in record.sets:
            attempts[attempt.exercise].append(attempt)
            titles[attempt.exercise] = attempt.title
        for (name, _, _), outcome in record.best_outcomes.items():
            outcomes[name].append(outcome)
        for name, tried in attempts.items():
            visits[name].append(_Visit(record.started_at.date(), record.is_short, tried, outcomes[name]))
    names = dict.fromkeys(attempt.exercise for record in reversed(records) for attempt in record.sets)
    shown = distinct_titles(titles.items())
    return tuple(_history_of(name, shown[name], visits[name], unit) for name in names)


def _history_of(name: str, title: str, visits: Sequence[_Visit], unit: LoadUnit) -> ExerciseHistory:
    # A session that was made shorter says nothing about what was prescribed.
    whole = [visit for visit in visits if not visit.is_short] or visits
    doses: list[tuple[date, Dose]] = []
    for visit in whole:
        doses.append((visit.day, _dose(visit.attempts, doses[-1][1] if doses else None, unit)))
    idle: Counter[Side] = Counter()
    known = [visit for visit in visits if any(visit.outcomes)]
    left_out = 0
    for visit in known:
        worked = {attempt.side for attempt in visit.attempts if is_done(attempt) or attempt.is_unknown}
        left_out += not worked
        idle.update({attempt.side for attempt in visit.attempts} - worked if worked else ())
    attempts = [attempt for visit in visits for attempt in visit.attempts]
    outcomes = [outcome for visit in visits for outcome in visit.outcomes if outcome]
    timed = [attempt for attempt in attempts if attempt.target.reps and attempt.started_at is not None]
    holds = [hold for attempt in timed for hold in attempt.holds]
    return ExerciseHistory(
        exercise=name,
        title=title,
        doses=tuple(doses),
        sets=len(outcomes),
        completed=outcomes.count(Outcome.COMPLETED),
        not_entered=sum(visit.outcomes.count(None) for visit in visits),
        sessions=len(known),
        left_out=left_out,
        sides_left_out=tuple((side, idle[side]) for side in Side if idle[side]),
        pains=tuple(said for side in Side if (said := _pain(side, attempts))),
        mean_hold=fmean(holds) if holds else None,
    )


def _pain(side: Side, attempts: Sequence[SetRecord]) -> PainAnswer | None:
    pains = [attempt.pain for attempt in attempts if attempt.side is side and attempt.pain is not None]
    return PainAnswer(side, len(pains), max(pains)) if pains else None


def _dose(attempts: Sequence[SetRecord], before: Dose | None, load_unit: LoadUnit) -> Dose:
    """The dose that a session's attempts at one exercise were planned with; another variant may have its own."""
    planned = min(attempts, key=lambda a: 0 if a.variant is None else 1 if a.variant else 2)
    target = planned.target
    loads = [a.load_kg for a in attempts if a.load_kg is not None and is_done(a)]
    return Dose(
        sets=planned.of,
        target=Target(target.reps, target.seconds, target.hold_seconds),
        unit=target.unit,
        each_side=planned.side is not Side.BOTH,
        load_kg=max(loads, default=before.load_kg if before else None),
        load_unit=load_unit,
    )
