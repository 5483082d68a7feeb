"""The whole built-in routine, guided: the coach counts, and every instant follows from the doses and cadences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import pytest

from kneecoach.session.commands import Tick
from kneecoach.session.decide import decide, due
from kneecoach.session.events import (
    AttemptEnded,
    HoldEnded,
    Outcome,
    PhaseStarted,
    RepCounted,
    SessionEnded,
    SessionStarted,
    Stage,
    StageStarted,
    Status,
)
from kneecoach.session.plan import Exercise, Pace, Phase, Side, Target
from tests.helpers import Visit, a_plan, fold, follow, knee_relief, sets_of, stretch, thrust, walk


@dataclass(frozen=True)
class Dose:
    """An exercise as in the routine's source. The rest after stretches, 15 s, is our default."""

    exercise: str
    sets: int
    sides: int
    reps: int
    phases: tuple[float, ...]
    rest: float
    setup: float


DOSES = (
    Dose("quad-stretch", 2, 2, 0, (30,), 15, 5),
    Dose("calf-stretch", 2, 2, 0, (30,), 15, 5),
    Dose("lateral-band-walk", 3, 2, 20, (1, 1), 60, 5),
    Dose("ball-leg-curl", 3, 1, 20, (2, 2), 60, 10),
    Dose("hip-thrust", 3, 1, 15, (1, 2, 2), 90, 10),
    Dose("reverse-lunge", 3, 2, 10, (2, 2), 90, 5),
)
SWITCH = 5.0
SQUEEZE_ENDS = 3.0
"""Seconds into a hip thrust: up 1 s, squeeze 2 s."""


@dataclass(frozen=True)
class Block:
    """One planned set on the clock, worked out from the doses."""

    dose: Dose
    set: int
    side: str
    rest_at: float | None
    """When the rest before it starts."""
    ready_at: float
    ready: float
    work_at: float
    ends_at: float


def timetable(first: str = "left", other: str = "right") -> list[Block]:
    """Every planned set with its instants, worked out by arithmetic."""
    blocks: list[Block] = []
    clock, rest = 0.0, 0.0
    for dose in DOSES:
        for number in range(1, dose.sets + 1):
            for side in (first, other) if dose.sides == 2 else ("both",):
                switch = side == other
                rest_at = clock if rest and not switch else None
                ready_at = clock + (0 if switch else rest)
                ready = SWITCH if switch else dose.setup
                work_at = ready_at + ready
                clock = work_at + sum(dose.phases) * max(dose.reps, 1)
                blocks.append(Block(dose, number, side, rest_at, ready_at, ready, work_at, clock))
            rest = dose.rest
    return blocks


@cache
def whole(first: Side = Side.LEFT) -> Visit:
    """The routine, run to its end."""
    visit = Visit(knee_relief(first))
    visit.finish()
    return visit


def test_it_ends_completed_after_26_attempts() -> None:
    ended = whole().of(AttemptEnded)
    assert len(ended) == 26
    assert all(event.outcome is Outcome.COMPLETED for event in ended)
    assert [event.index for event in ended] == list(range(26))
    assert {event.attempt for event in ended} == {1}
    assert whole().of(SessionEnded)[0].status is Status.COMPLETED
    assert whole().events[-1] is whole().of(SessionEnded)[0]


def test_the_first_event_says_what_is_planned() -> None:
    first = whole().events[0]
    assert first == SessionStarted(at=0.0, routine="knee-relief", sets=26, pace=Pace.GUIDED, side=Side.LEFT)


def test_exercises_sets_and_sides_come_in_order() -> None:
    done = [(event.exercise, event.set, str(event.side)) for event in whole().of(AttemptEnded)]
    assert done == [(block.dose.exercise, block.set, block.side) for block in timetable()]


@pytest.mark.parametrize(
    ("exercises", "sets", "reps"),
    [
        (("quad-stretch", "calf-stretch"), 8, 0),
        (("lateral-band-walk",), 6, 120),
        (("ball-leg-curl",), 3, 60),
        (("hip-thrust",), 3, 45),
        (("reverse-lunge",), 6, 60),
    ],
)
def test_sets_and_reps_of_each_exercise(exercises: tuple[str, ...], sets: int, reps: int) -> None:
    ended = [event for event in whole().of(AttemptEnded) if event.exercise in exercises]
    assert len(ended) == sets
    assert sum(event.reps for event in ended) == reps


def test_every_thrust_has_a_hold_of_exactly_two_seconds() -> None:
    thrusts = [a for a in whole().state.attempts if whole().state.plan.sets[a.index].exercise.id == "hip-thrust"]
    assert [a.holds for a in thrusts] == [(2.0,) * 15] * 3
    starts = [block.work_at for block in timetable() if block.dose.exercise == "hip-thrust"]
    squeezes = [event for event in whole().of(HoldEnded) if event.seconds == 2.0]
    assert [event.at for event in squeezes] == [at + 5.0 * n + SQUEEZE_ENDS for at in starts for n in range(15)]
    assert [event.rep for event in squeezes] == list(range(1, 16)) * 3


def test_the_coach_says_how_many_there_are() -> None:
    assert {(e.rep, e.of) for e in whole().of(RepCounted) if e.of == 15} == {(n, 15) for n in range(1, 16)}
    assert {e.of for e in whole().of(RepCounted)} == {10, 15, 20}


def test_every_stage_starts_on_the_instant_and_lasts_what_the_routine_says() -> None:
    expected: list[tuple[float, Stage, int, float]] = []
    for index, block in enumerate(timetable()):
        if block.rest_at is not None:
            expected.append((block.rest_at, Stage.REST, index, block.ready_at - block.rest_at))
        expected.append((block.ready_at, Stage.READY, index, block.ready))
        expected.append((block.work_at, Stage.WORK, index, block.ends_at - block.work_at))
    assert [(e.at, e.stage, e.index, e.seconds) for e in whole().of(StageStarted)] == expected


def test_every_rep_counts_when_its_last_phase_ends() -> None:
    expected = [
        (block.work_at + sum(block.dose.phases) * rep, rep)
        for block in timetable()
        for rep in range(1, block.dose.reps + 1)
    ]
    assert [(event.at, event.rep) for event in whole().of(RepCounted)] == expected
    assert len(expected) == 120 + 60 + 45 + 60


def test_every_phase_starts_where_the_cadence_puts_it() -> None:
    expected = [
        (block.work_at + sum(phases) * rep + sum(phases[:part]), rep + 1, phases[part])
        for block in timetable()
        for phases in (block.dose.phases,)
        for rep in range(max(block.dose.reps, 1))
        for part in range(len(phases))
    ]
    assert [(event.at, event.rep, event.seconds) for event in whole().of(PhaseStarted)] == expected


def test_attempts_end_on_the_instant_with_the_seconds_worked() -> None:
    ended = [(event.at, event.seconds) for event in whole().of(AttemptEnded)]
    assert ended == [(block.ends_at, block.ends_at - block.work_at) for block in timetable()]
    assert whole().state.ended_at == timetable()[-1].ends_at


def test_a_stretch_is_one_hold_and_counts_no_reps() -> None:
    visit = whole()
    ends = [n for n, event in enumerate(visit.events) if isinstance(event, AttemptEnded)]
    for start, end in zip([0, *ends], ends[:8], strict=False):
        stretch_events = visit.events[start + 1 : end]
        phases = [event for event in stretch_events if isinstance(event, PhaseStarted)]
        holds = [event for event in stretch_events if isinstance(event, HoldEnded)]
        assert [(event.hold, event.seconds) for event in phases] == [(True, 30.0)]
        assert [(event.seconds, event.at - phases[0].at) for event in holds] == [(30.0, 30.0)]
        assert not any(isinstance(event, RepCounted) for event in stretch_events)


def test_only_the_squeeze_and_the_stretches_are_holds() -> None:
    holds = [event for event in whole().of(PhaseStarted) if event.hold]
    assert len(holds) == 8 + 45
    assert {event.seconds for event in holds} == {2.0, 30.0}


def test_switching_sides_is_a_get_ready_of_five_seconds_without_rest() -> None:
    stages = whole().of(StageStarted)
    switches = 0
    for done, following in pairwise(stages):
        if done.stage is Stage.WORK and (done.exercise, done.set) == (following.exercise, following.set):
            assert (following.stage, following.seconds) == (Stage.READY, SWITCH)
            assert (done.side, following.side) == (Side.LEFT, Side.RIGHT)
            switches += 1
    assert switches == 2 + 2 + 3 + 3


def test_switching_takes_five_seconds_whatever_the_setup() -> None:
    slow = Exercise("slow", "Slow", (Phase("up", 1.0),), setup=12.0, rest=30.0)
    visit = Visit(a_plan(sets_of(slow, Target(reps=(2, 2)), 1, (Side.LEFT, Side.RIGHT))))
    visit.finish()
    assert [e.seconds for e in visit.of(StageStarted) if e.stage is Stage.READY] == [12.0, 5.0]


def test_first_side_right_reverses_the_sides_and_nothing_else() -> None:
    assert [(e.exercise, e.set, str(e.side)) for e in whole(Side.RIGHT).of(AttemptEnded)] == [
        (block.dose.exercise, block.set, block.side) for block in timetable("right", "left")
    ]
    assert whole(Side.RIGHT).of(SessionStarted)[0].side is Side.RIGHT
    assert [event.at for event in whole(Side.RIGHT).events] == [event.at for event in whole().events]


def test_guided_stages_always_say_their_seconds() -> None:
    assert all(event.seconds is not None and event.seconds > 0 for event in whole().of(StageStarted))


def test_there_is_no_rest_after_the_last_set() -> None:
    assert [event.at for event in whole().events[-3:]] == [timetable()[-1].ends_at] * 3
    assert isinstance(whole().events[-2], AttemptEnded)


def test_the_state_is_the_fold_of_the_events() -> None:
    assert fold(whole().first, whole().events) == whole().state


def test_waking_late_changes_no_instant() -> None:
    """Events carry the instant they were due, not the instant of the tick."""
    visit = Visit(a_plan(walk(), thrust(), stretch()))
    late = visit.state
    told = list(visit.events)
    visit.finish()
    while (instant := due(late)) is not None:
        batch = decide(late, Tick(), instant + 0.173)
        told += batch
        late = fold(late, batch)
    assert told == visit.events


def test_ticking_early_does_nothing() -> None:
    visit = Visit(a_plan())
    assert due(visit.state) == 5.0
    assert decide(visit.state, Tick(), 4.999) == ()


def test_odd_cadences_do_not_drift() -> None:
    """200 reps of 0.1 + 0.2 + 0.4 s end exactly at the product."""
    phases = (Phase("a", 0.1), Phase("b", 0.2, hold=True), Phase("c", 0.4))
    odd = Exercise("odd", "Odd", phases, setup=3.3, rest=0.0)
    visit = Visit(a_plan(sets_of(odd, Target(reps=(200, 200), hold_seconds=0.2))))
    visit.finish()
    counted = visit.of(RepCounted)
    assert [event.rep for event in counted] == list(range(1, 201))
    assert [event.at for event in counted] == pytest.approx([3.3 + 0.7 * rep for rep in range(1, 201)], abs=1e-9)


def test_no_rest_means_straight_on() -> None:
    quick = Exercise("quick", "Quick", (Phase("up", 1.0),), setup=4.0, rest=0.0)
    visit = Visit(a_plan(sets_of(quick, Target(reps=(2, 2)), 2)))
    visit.finish()
    stages = [(e.at, e.stage, e.set) for e in visit.of(StageStarted)]
    assert stages == [(0, Stage.READY, 1), (4, Stage.WORK, 1), (6, Stage.READY, 2), (10, Stage.WORK, 2)]


def test_following_can_stop_at_an_instant() -> None:
    visit = Visit(a_plan())
    state, events = follow(visit.state, until=9.0)
    assert (state.reps, events[-1].at) == (2, 9.0)
