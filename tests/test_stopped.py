"""A computer stopped, asleep, or with its clock set: nothing is invented, and lengths and instants stay right."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.journal.record_of import record_of
from kneecoach.log.record import Record
from kneecoach.running.runner import HEARTBEAT_SECONDS, MAX_LATE_SECONDS, Runner
from kneecoach.session.commands import (
    AdjustRest,
    ChangePace,
    Command,
    CountRep,
    EndRest,
    EndSession,
    FinishSet,
    NotNow,
    Pause,
    RepeatSet,
    Resume,
    SkipSet,
    Undo,
)
from kneecoach.session.events import Event, Interrupted, RepCounted, Stage
from kneecoach.session.plan import Pace, Plan
from tests.clocks import FakeClock
from tests.helpers import a_plan, mixed_plan, stretch, thrust, walk
from tests.log.samples import DEVICE, STARTED, a_header
from tests.running.bench import Bench

TELLS = pytest.mark.parametrize("tells", [True, False], ids=["the computer tells its sleep", "sleep is guessed"])


def bench_at(plan: Plan, *, tells: bool, speed: float = 1.0) -> Bench:
    """A session that began at `STARTED`. With `tells`, the computer reports how long it slept."""
    bench = Bench(plan, speed, start=False)
    bench.clock.date = STARTED
    bench.clock.slept = 0.0 if tells else None
    bench.runner = Runner(bench.state, bench.clock, bench.kept)
    bench.runner.start()
    return bench


def record_of_bench(bench: Bench) -> Record:
    """The record of a bench's ended session."""
    header = a_header(bench.state.plan, speed=bench.clock.speed)
    return record_of(header, bench.state, DEVICE, bench.clock.wall())


def interruptions(events: Iterable[Event]) -> list[Interrupted]:
    return [event for event in events if isinstance(event, Interrupted)]


@TELLS
@pytest.mark.parametrize("speed", [1.0, 60.0])
def test_a_sleep_is_paused_time_and_the_instants_after_it_are_right(tells: bool, speed: float) -> None:
    bench = bench_at(a_plan(walk(5, 5, sets=1)), tells=tells, speed=speed).at_rep(2)
    alive = bench.runner.now()
    bench.runner.wait_seconds()
    bench.clock.sleep(3600.0)
    bench.runner.advance()
    [cut] = interruptions(bench.events)
    assert cut.at == alive
    assert "the computer slept for 1 h" in cut.reason
    assert ("set forward" in cut.reason) is not tells
    bench.runner.send(Resume())
    bench.sleep_until(lambda s: s.is_over)
    record = record_of_bench(bench)
    assert [tried.reps for tried in record.sets] == [5, 5]
    assert record.paused_seconds == pytest.approx(3600.0 * speed)
    assert record.ended_at == pytest.approx(bench.clock.wall(), abs=timedelta(seconds=1))
    right = record.sets[1].started_at
    assert right is not None
    # After the sleep: a countdown of 3 s, three steps of 2 s, and 5 s to get ready for the other side.
    assert (right - STARTED).total_seconds() == pytest.approx(3600 + (alive + 3 + 6 + 5) / speed, abs=0.01)


@pytest.mark.parametrize("hours", [1.0, -1.0])
def test_a_clock_that_is_set_moves_no_instant_and_lengthens_nothing(hours: float) -> None:
    """If the computer reports how long it slept, a record's instants follow the clock as it was at the start."""
    bench = bench_at(a_plan(walk(5, 5, sets=1)), tells=True).at_rep(2)
    alive = bench.runner.now()
    bench.clock.date += timedelta(hours=hours)
    bench.clock.advance(0.5)
    bench.runner.advance()
    [cut] = interruptions(bench.events)
    assert cut.at == alive
    assert cut.reason == f"the computer's clock was set {'forward' if hours > 0 else 'back'} by 1 h 0 min"
    bench.runner.send(Resume())
    bench.sleep_until(lambda s: s.is_over)
    record = record_of_bench(bench)
    assert record.paused_seconds == pytest.approx(0.5)
    assert record.ended_at + timedelta(hours=hours) == pytest.approx(bench.clock.wall(), abs=timedelta(seconds=1))
    check_times(record)


def test_a_clock_set_forward_that_may_have_been_a_sleep_is_taken_for_one() -> None:
    bench = bench_at(a_plan(walk(5, 5, sets=1)), tells=False).at_rep(2)
    bench.runner.wait_seconds()
    bench.clock.date += timedelta(hours=1)
    bench.runner.advance()
    assert interruptions(bench.events)[0].reason == "the computer slept for 1 h 0 min, or its clock was set forward"
    bench.runner.send(EndSession())
    assert record_of_bench(bench).paused_seconds == pytest.approx(3600.0)


@TELLS
def test_a_change_of_the_zone_changes_nothing(tells: bool) -> None:
    """Summer time ends, or the user takes a flight: the instant is the same, and only its offset changes."""
    bench = bench_at(mixed_plan(), tells=tells).at_rep(0)
    for hours in (0, -8, 13):
        bench.clock.date = bench.clock.date.astimezone(timezone(timedelta(hours=hours)))
        bench.sleep()
    bench.sleep_until(lambda s: s.is_over)
    assert interruptions(bench.events) == []
    record = record_of_bench(bench)
    assert record.ended_at == pytest.approx(bench.clock.wall(), abs=timedelta(seconds=1))
    assert record.ended_at.utcoffset() == STARTED.utcoffset(), "instants of one session are told in one zone"


@TELLS
@pytest.mark.parametrize(("asleep", "late", "cut"), [(1.5, 1.5, True), (1.9, 0.0, False), (0.0, 1.9, False)])
def test_a_little_sleep_and_a_little_lateness_add_up(tells: bool, asleep: float, late: float, cut: bool) -> None:
    bench = bench_at(a_plan(walk(5, 5)), tells=tells).at_rep(1)
    bench.clock.sleep(asleep)
    bench.sleep(late=late)
    # From the wall clock alone, a sleep of less than two seconds cannot be seen.
    assert bool(interruptions(bench.events)) == (cut and tells)


@pytest.mark.parametrize("stage", [Stage.REST, Stage.READY])
@TELLS
def test_a_countdown_continues_where_it_was(stage: Stage, tells: bool) -> None:
    bench = bench_at(a_plan(walk(2, 2), stretch()), tells=tells)
    bench.sleep_until(lambda s: s.stage is stage and s.index > 0)
    for _ in range(2):
        bench.sleep()
    left = bench.state.seconds_left(bench.runner.now())
    assert left is not None
    bench.runner.wait_seconds()
    bench.clock.advance(40.0)
    bench.runner.advance()
    assert bench.state.seconds_left(bench.runner.now()) == pytest.approx(left, abs=1e-5)
    bench.runner.send(Resume())
    assert bench.state.seconds_left(bench.runner.now()) == pytest.approx(left, abs=1e-5)


def test_a_listener_that_stalls_is_an_interruption_too() -> None:
    """A terminal that nobody reads blocks its writer, even in the middle of what is due."""
    bench = bench_at(a_plan(walk(20, 20)), tells=True)
    stuck = [False]

    def write(events: tuple[Event, ...], _state: object) -> None:
        if not stuck[0] and any(isinstance(event, RepCounted) and event.rep == 3 for event in events):
            stuck[0] = True
            bench.clock.advance(9.0)

    bench.runner.listen(write)
    bench.sleep_until(lambda s: s.paused is not None)
    [cut] = interruptions(bench.events)
    assert cut.at == pytest.approx(5.0 + 3 * 2.0, abs=1e-4)
    assert "stalled for 9 s" in cut.reason
    assert bench.state.reps == 3


class StoppedWhileLooking(FakeClock):
    """A clock whose reader is stopped once, for nine seconds, between the monotonic and the wall clock."""

    armed = False

    def wall(self) -> datetime:
        if self.armed:
            self.armed = False
            self.advance(9.0)
        return self.date


@TELLS
def test_stopped_between_two_clocks_is_not_a_jump(tells: bool) -> None:
    bench = bench_at(a_plan(walk(20, 20)), tells=tells).at_rep(1)
    clock = StoppedWhileLooking(seconds=bench.clock.seconds, date=bench.clock.date, slept=bench.clock.slept)
    bench.clock = bench.runner.clock = clock
    clock.armed = True
    bench.runner.advance()
    [cut] = interruptions(bench.events)
    assert "stalled for 9 s" in cut.reason
    bench.runner.send(Resume())
    assert bench.state.paused_seconds == pytest.approx(9.0)


def check_times(record: Record) -> None:
    """Check that lengths match the session's axis, and that instants are in order."""
    axis = (record.ended_at - record.started_at).total_seconds() * record.speed
    assert record.active_seconds + record.paused_seconds == pytest.approx(axis, abs=1e-3)
    assert min(record.active_seconds, record.paused_seconds) >= 0
    begun = [tried.started_at for tried in record.sets if tried.started_at is not None]
    assert all(record.started_at <= instant <= record.ended_at for instant in begun)


COMMANDS: list[Command] = [
    Pause(),
    Resume(),
    Resume(),
    Resume(),
    CountRep(),
    FinishSet(),
    SkipSet(),
    RepeatSet(),
    EndRest(),
    AdjustRest(15.0),
    Undo(),
    ChangePace(Pace.SELF),
    ChangePace(Pace.GUIDED),
]

STEPS = st.one_of(
    st.tuples(st.just("wait"), st.floats(0.0, 30.0)),
    st.tuples(st.just("stop"), st.floats(0.0, 600.0)),
    st.tuples(st.just("sleep"), st.floats(0.0, 36_000.0)),
    st.tuples(st.just("set"), st.floats(-90_000.0, 90_000.0)),
    st.tuples(st.just("press"), st.integers(0, len(COMMANDS) - 1)),
)


def live_through(bench: Bench, steps: Iterable[tuple[str, float]]) -> float:
    """Do the steps. Returns the most session seconds of guided work for which the program can have been alive."""
    alive = 0.0
    for what, value in steps:
        if bench.state.is_over:
            break
        before = bench.runner.now()
        match what:
            case "wait":
                left = value
                while left > 0 and not bench.state.is_over:
                    step = min(left, max(1e-3, bench.runner.wait_seconds()))
                    bench.clock.advance(step)
                    bench.runner.advance()
                    left -= step
                alive += value * bench.clock.speed
            case "stop":
                bench.runner.wait_seconds()
                bench.clock.advance(value)
                bench.runner.advance()
                # A delay of up to two seconds is not noticed, and the program was due to wake a heartbeat later.
                alive += min(value, HEARTBEAT_SECONDS + MAX_LATE_SECONDS) * bench.clock.speed
            case "sleep":
                bench.clock.sleep(value)
                bench.runner.advance()
                alive += min(value, HEARTBEAT_SECONDS + MAX_LATE_SECONDS) * bench.clock.speed
            case "set":
                bench.clock.date += timedelta(seconds=value)
                bench.runner.advance()
            case _:
                try:
                    bench.runner.send(COMMANDS[int(value)])
                except NotNow:
                    continue
        assert bench.runner.now() >= before, "the axis never goes back"
    return alive


@given(
    steps=st.lists(STEPS, max_size=40),
    tells=st.booleans(),
    speed=st.sampled_from([1.0, 1.0, 20.0]),
)
def test_whatever_happens_no_rep_is_invented(steps: list[tuple[str, float]], tells: bool, speed: float) -> None:
    bench = bench_at(a_plan(walk(3, 8), thrust(4), stretch()), tells=tells, speed=speed)
    alive = live_through(bench, steps)
    counted = [event for event in bench.events if isinstance(event, RepCounted)]
    by_hand = sum(what == "press" and isinstance(COMMANDS[int(value)], CountRep) for what, value in steps)
    assert len(counted) <= alive / 2.0 + by_hand, "a step takes two seconds, a thrust five"
    assert all(a.at <= b.at for a, b in pairwise(bench.events)), "events are in order"
    if not bench.state.is_over:
        bench.runner.send(EndSession())
    record = record_of_bench(bench)
    check_times(record)
    undone = any(what == "press" and isinstance(COMMANDS[int(value)], Undo) for what, value in steps)
    reps = sum(tried.reps for tried in record.sets)
    assert reps <= len(counted) if undone else reps == len(counted)


def test_a_thousand_stops_of_every_kind() -> None:
    """One session of ten hours, seeded: it is completed exactly, however often it is cut off."""
    chance = random.Random(20261122)
    plan = a_plan(walk(20, 20, sets=20), thrust(15, sets=20))
    bench = bench_at(plan, tells=True)
    stops = 0
    while not bench.state.is_over:
        kind = chance.random()
        if kind < 0.1:
            bench.runner.wait_seconds()
            bench.clock.advance(chance.uniform(3.1, 90.0))
        elif kind < 0.15:
            bench.clock.sleep(chance.uniform(2.1, 5000.0))
        elif kind < 0.2:
            bench.clock.date += timedelta(seconds=chance.choice([-1, 1]) * chance.uniform(2.1, 5000.0))
        if kind < 0.2:
            was_going = bench.state.paused is None
            bench.runner.advance()
            assert bench.state.paused is not None
            stops += was_going
            bench.runner.send(Resume())
            for _ in range(4):
                bench.sleep()
        else:
            bench.sleep()
    assert stops > 500
    record = record_of_bench(bench)
    assert [tried.reps for tried in record.sets] == [20] * 40 + [15] * 20
    assert {hold for tried in record.sets for hold in tried.holds} == {2.0}
    check_times(record)
