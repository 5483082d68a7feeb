"""One session of a made-up person: attempts as the engine would end them, made into a record by the program's code.

The engine itself would take a hundred times as long. A test compares the two.
"""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kneecoach import __version__
from kneecoach.journal.header import Header
from kneecoach.journal.record_of import record_of
from kneecoach.log.record import Record
from kneecoach.session.events import Outcome, Stage
from kneecoach.session.plan import Pace, Plan, PlannedSet, Side
from kneecoach.session.script import session_status
from kneecoach.session.state import Attempt, Pain, State

WEAK_SIDE = Side.RIGHT
"""The weaker side."""

STANDING = ("reverse-lunge", "lateral-band-walk")
"""Left out first when the knee is sore."""

REHEARSAL_SPEED = 10.0


@dataclass(frozen=True, slots=True)
class Form:
    """How the person is that day."""

    pain: float
    """Pain before the session, 0-10."""
    strength: float
    """Strength gained by training so far, 0-1."""
    loads: dict[str, float]
    """Loads in kg by exercise id."""


def session(
    rng: random.Random, plan: Plan, form: Form, began: datetime, *, device: str, rehearsal: bool = False
) -> Record:
    """The first revision of a session that began at `began`. A rehearsal completes every set."""
    performed = _Performance(rng, plan, form, pace=Pace.GUIDED if rehearsal or rng.random() < 0.85 else Pace.SELF)
    if rehearsal:
        performed.do_everything()
    else:
        performed.do_as_usual()
    header = Header(
        id=str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        app=__version__,
        started_at=began,
        speed=REHEARSAL_SPEED if rehearsal else 1.0,
        pace=performed.pace,
        first_side=next((s.side for s in plan.sets if s.side is not Side.BOTH), Side.LEFT),
        mute=False,
        loads=form.loads,
        pain_before=None if rehearsal or rng.random() < 0.05 else _score(form.pain),
        plan=plan,
    )
    ended = performed.final_state()
    saved_at = began + timedelta(seconds=(ended.ended_at or 0.0) / header.speed + 0.05)
    record = record_of(header, ended, device, saved_at)
    # Rounded, as it will be read back.
    return record.model_copy(update={"active_seconds": round(record.active_seconds or 0.0, 3)})


def _score(value: float) -> int:
    return min(10, max(0, round(value)))


class _Performance:
    """A session in progress. Instants are rounded to 0.01 s, so that a rehearsal's are whole milliseconds."""

    def __init__(self, rng: random.Random, plan: Plan, form: Form, pace: Pace) -> None:
        self.pace = pace
        self._rng = rng
        self._plan = plan
        self._form = form
        self._at = 0.0
        self._attempts: list[Attempt] = []
        self._pains: list[Pain] = []
        self._paused = 0.0
        self._last: int | None = None

    def do_everything(self) -> None:
        """Do every planned set up to its maximum."""
        for index, planned in enumerate(self._plan.sets):
            self._get_ready(index)
            self._work(index, planned, planned.most, Outcome.COMPLETED)

    def do_as_usual(self) -> None:
        """Leave something out or end it early, as on most days, unless everything goes well that day."""
        rng, form = self._rng, self._form
        if rng.random() < 0.15 + 0.6 * form.strength - 0.08 * form.pain:
            self.do_everything()
            return
        left_out = self._left_out()
        last = rng.randrange(4, len(self._plan.sets)) if rng.random() < 0.03 else len(self._plan.sets)
        for index, planned in enumerate(self._plan.sets[:last]):
            if planned.exercise.id in left_out or rng.random() < 0.006:
                self._skip(index, planned)
                continue
            self._get_ready(index)
            self._some_of(index, planned)
            if rng.random() < 0.006:
                self._at += self._plan.ready_before(index, None)
                self._some_of(index, planned)

    def final_state(self) -> State:
        """The session's state at its end."""
        state = State(
            plan=self._plan,
            pace=self.pace,
            stage=Stage.FINISHED,
            loads=self._form.loads,
            attempts=tuple(self._attempts),
            pains=tuple(self._pains),
            paused_seconds=self._paused,
            ended_at=self._at,
        )
        return replace(state, status=session_status(state))

    def _left_out(self) -> set[str]:
        """The exercises left out today: the knee is too sore, or there is no ball."""
        rng, out = self._rng, set()
        if self._form.pain >= 5 and rng.random() < 0.5:
            out.add(rng.choice(STANDING))
        if rng.random() < 0.03:
            out.add("ball-leg-curl")
        return out

    def _get_ready(self, index: int) -> None:
        """Spend the rest and the get-ready before a set, sometimes with a pause."""
        if self._last is not None:
            self._at += self._plan.rest_between(self._last, index)
            if self._rng.random() < 0.004:
                pause = self._seconds(15.0, 240.0)
                self._paused += pause
                self._at += pause
        self._at = round(self._at + self._plan.ready_before(index, self._last), 2)

    def _skip(self, index: int, planned: PlannedSet) -> None:
        """Skip a set before it begins."""
        self._end(index, planned, Outcome.SKIPPED, 0, (), 0.0)

    def _some_of(self, index: int, planned: PlannedSet) -> None:
        rng, form = self._rng, self._form
        weak = 0.07 if planned.side is WEAK_SIDE else 0.0
        if rng.random() < 0.74 + 0.22 * form.strength - 0.03 * max(0.0, form.pain - 2.0) - weak:
            self._work(index, planned, planned.most, Outcome.COMPLETED)
        else:
            part = min(0.97, rng.uniform(0.55, 1.0) - weak / 2)
            done = int(planned.most * part)
            outcome = Outcome.SKIPPED if rng.random() < 0.08 else Outcome.PARTIAL
            self._work(index, planned, done, outcome, part=part)
        if rng.random() < (0.05 if planned.exercise.id in STANDING else 0.01):
            attempt = self._attempts[-1]
            self._pains.append(
                Pain(attempt.ended, _score(form.pain + rng.choice((0, 1, 1, 2))), index, attempt.attempt)
            )

    def _work(self, index: int, planned: PlannedSet, reps: int, outcome: Outcome, part: float = 1.0) -> None:
        """Do `reps`, or `part` of a timed hold. A partial set that reaches the minimum is completed."""
        hold = planned.exercise.hold
        if planned.target.reps is None:
            seconds = round((planned.target.seconds or 0.0) * part, 2)
            holds: tuple[float, ...] = (seconds,)
        else:
            seconds = sum(phase.seconds for phase in planned.exercise.cadence) * reps
            holds = (hold.seconds,) * reps if hold is not None else ()
            if self.pace is Pace.SELF:
                seconds = seconds * self._rng.uniform(0.8, 1.3)
            elif part < 1.0:
                seconds += self._rng.uniform(0.1, 0.9)  # for a rep that was cut off in its first phase
            seconds = round(seconds, 2)
        if outcome is Outcome.PARTIAL and planned.is_met_by(reps, holds):
            outcome = Outcome.COMPLETED
        started = self._at
        self._at = round(self._at + seconds, 2)
        self._end(index, planned, outcome, reps, holds, seconds, started)

    def _end(
        self,
        index: int,
        planned: PlannedSet,
        outcome: Outcome,
        reps: int,
        holds: tuple[float, ...],
        seconds: float,
        started: float | None = None,
    ) -> None:
        tried = sum(attempt.index == index for attempt in self._attempts)
        self._attempts.append(
            Attempt(
                index=index,
                attempt=tried + 1,
                outcome=outcome,
                reps=reps,
                holds=holds,
                seconds=seconds,
                started=self._at if started is None else started,
                ended=self._at,
                load_kg=self._form.loads.get(planned.exercise.id),
                pace=self.pace,
            )
        )
        if started is not None:
            self._last = index

    def _seconds(self, least: float, most: float) -> float:
        return round(self._rng.uniform(least, most), 2)
