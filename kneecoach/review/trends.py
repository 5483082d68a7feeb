"""How much of each exercise was done, session by session: reps, load, held seconds, by side. Pure.

The `records` are those that `counted.counted` gives. Everything that was done counts, repeated sets too; a session
in which nothing of an exercise was done is not a point of its series.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kneecoach.log.record import Record, SetRecord
from kneecoach.review.asymmetry import Asymmetry, asymmetry_of
from kneecoach.review.counted import held_seconds, is_done, is_measured
from kneecoach.session.loads import from_kg
from kneecoach.session.plan import LoadUnit, Side, Unit
from kneecoach.text import clean, distinct_titles


class Measure(StrEnum):
    """What can be drawn for an exercise; the values are attributes of `Amount`."""

    REPS = "reps"
    HELD_SECONDS = "held_seconds"
    LOAD_KG = "load_kg"
    VOLUME_KG = "volume_kg"


MEASURE_WORDS = {
    Measure.REPS: "reps in a session",
    Measure.HELD_SECONDS: "seconds held in a session",
    Measure.LOAD_KG: "heaviest load",
    Measure.VOLUME_KG: "reps × load",
}


@dataclass(frozen=True, slots=True)
class Amount:
    """What was done, on one side or in all."""

    reps: int
    held_seconds: float
    """Seconds of a timed hold, or of all holds within the reps."""
    load_kg: float | None
    """The heaviest load with which a rep was done."""
    volume_kg: float | None
    """Sum of reps times load; None without a load."""


@dataclass(frozen=True, slots=True)
class ExerciseSession:
    """One exercise in one session."""

    day: date
    session: str
    """Id of the session."""
    total: Amount
    by_side: dict[Side, Amount]
    """Only the sides on which something was done."""
    asymmetry: Asymmetry | None
    """None unless both sides were tried, and measured: "as planned" says nothing about the difference."""
    variants: tuple[str, ...] = ()
    """The easier variants that were used, in words; none if everything was done as planned."""
    is_measured: bool = True
    """False for a session that was entered later: sets missing from it may have been done."""


@dataclass(frozen=True, slots=True)
class ExerciseTrend:
    """One exercise over all sessions, oldest first."""

    exercise: str
    title: str
    is_timed: bool
    unit: Unit
    sessions: tuple[ExerciseSession, ...]
    target: float | None = None
    """The least reps, or the seconds of a timed hold, that the newest session asked for in all."""
    load_unit: LoadUnit = LoadUnit.KG
    """The unit of the loads in `series`. Those of a session are in kg."""

    @property
    def asymmetries(self) -> tuple[Asymmetry, ...]:
        return tuple(s.asymmetry for s in self.sessions if s.asymmetry is not None)

    @property
    def is_never_compared(self) -> bool:
        """Whether both sides were done only in sessions entered later, which are not compared."""
        is_both = any(len(s.by_side.keys() - {Side.BOTH}) == 2 for s in self.sessions if not s.is_measured)
        return is_both and not self.asymmetries

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What can be drawn: held seconds or reps first, then load and volume if there was a load."""
        found = [m for m in Measure if any(value for _, value in self._series(m))]
        return tuple(sorted(found, key=lambda m: self.is_timed and m is Measure.REPS))

    def series(self, measure: Measure, side: Side | None = None) -> tuple[tuple[date, float | None], ...]:
        """The day and the value of each session; None if there is none. On one side, or in all."""
        return tuple(self._series(measure, side))

    def _series(self, measure: Measure, side: Side | None = None) -> Iterator[tuple[date, float | None]]:
        for session in self.sessions:
            amount = session.by_side.get(side) if side else session.total
            yield session.day, self._value(amount, measure) if amount else None

    def _value(self, amount: Amount, measure: Measure) -> float | None:
        value: float | None = getattr(amount, measure)
        is_load = value is not None and measure in {Measure.LOAD_KG, Measure.VOLUME_KG}
        return from_kg(value, self.load_unit) if is_load and value is not None else value


def exercise_trends(records: Sequence[Record], unit: LoadUnit = LoadUnit.KG) -> tuple[ExerciseTrend, ...]:
    """The exercises of which any was done, in the order of the newest session that has them.

    Their loads are drawn in `unit`.
    """
    names = dict.fromkeys(a.exercise for record in reversed(records) for a in record.sets)
    trends = [trend for trend in (_trend(name, records, unit) for name in names) if trend is not None]
    titles = distinct_titles((trend.exercise, trend.title) for trend in trends)
    return tuple(replace(trend, title=titles[trend.exercise]) for trend in trends)


def _trend(name: str, records: Sequence[Record], unit: LoadUnit) -> ExerciseTrend | None:
    sessions: list[ExerciseSession] = []
    newest: SetRecord | None = None
    asked: float | None = None
    for record in records:
        attempts = [a for a in record.sets if a.exercise == name]
        done = [a for a in attempts if is_done(a)]
        if not done:
            continue
        newest, asked = done[-1], _asked(attempts)
        total, sides = _amount(done), dict.fromkeys(a.side for a in done)
        sessions.append(
            ExerciseSession(
                day=record.started_at.date(),
                session=record.id,
                total=total,
                by_side={
                    side: _amount(a for a in done if a.side is side) if len(sides) > 1 else total for side in sides
                },
                asymmetry=asymmetry_of(attempts, unit) if is_measured(record) else None,
                variants=tuple(dict.fromkeys(clean(a.variant) for a in done if a.variant)),
                is_measured=is_measured(record),
            )
        )
    if newest is None:
        return None
    target = newest.target
    return ExerciseTrend(name, clean(newest.title), target.reps is None, target.unit, tuple(sessions), asked, unit)


def _asked(attempts: Iterable[SetRecord]) -> float | None:
    """The least reps, or the seconds of a timed hold, of all planned sets of an exercise; None if there is none."""
    sets = {(a.set, a.side): a.target for a in attempts}
    return float(sum(t.reps[0] if t.reps is not None else t.seconds or 0.0 for t in sets.values())) or None


def _amount(attempts: Iterable[SetRecord]) -> Amount:
    done = tuple(attempts)
    loaded = [(a.reps, a.load_kg) for a in done if a.load_kg is not None and a.reps]
    return Amount(
        reps=sum(a.reps or 0 for a in done),
        held_seconds=round(sum(held_seconds(a) for a in done), 3),
        load_kg=max((load for _, load in loaded), default=None),
        volume_kg=round(sum(reps * load for reps, load in loaded), 3) if loaded else None,
    )
