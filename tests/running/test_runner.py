"""The runner: deadlines on a fake clock, late wake-ups, interruptions, and no drift."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kneecoach.running.clock import RealClock
from kneecoach.running.runner import HEARTBEAT_SECONDS, Runner
from kneecoach.session.commands import FinishSet, NotNow, Pause, ReportPain, Resume, SkipSet, Undo
from kneecoach.session.decide import due
from kneecoach.session.events import (
    Event,
    HoldEnded,
    Interrupted,
    Outcome,
    PainReported,
    Paused,
    RepCounted,
    Resumed,
    SessionEnded,
    SessionResumed,
    Stage,
    Status,
)
from kneecoach.session.plan import Pace, Plan
from kneecoach.session.state import State
from tests.clocks import FakeClock
from tests.helpers import Visit, a_plan, fold, knee_relief, mixed_plan, stretch, walk

MIN_STEP = 1e-6
"""A real clock always moves on, and so does this one, by at least a microsecond."""


class Kept:
    """A recorder in memory."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def append(self, events: tuple[Event, ...]) -> None:
        self.events += events


class Bench:
    """A runner on a fake clock."""

    def __init__(self, plan: Plan, speed: float = 1.0, pace: Pace = Pace.GUIDED, start: bool = True) -> None:
        self.clock = FakeClock(speed=speed)
        self.kept = Kept()
        self._sleeps = 0
        self.runner = Runner(State(plan, pace=pace), self.clock, self.kept)
        if start:
            self.runner.start()

    @property
    def state(self) -> State:
        return self.runner.state

    @property
    def events(self) -> list[Event]:
        return self.kept.events

    def of(self, kind: type[Event]) -> list[Event]:
        """The events of one kind so far."""
        return [event for event in self.events if type(event) is kind]

    def sleep(self, late: float = 0.0) -> float:
        """Sleep as long as the runner asks, wake `late` real seconds late, and do what is due."""
        seconds = self.runner.wait_seconds()
        assert 0.0 <= seconds <= HEARTBEAT_SECONDS
        self._sleeps += 1
        assert self._sleeps < 100_000, "waiting for something that never comes"
        self.clock.advance(max(MIN_STEP, seconds + late))
        self.runner.advance()
        return seconds

    def sleep_until(self, ready: Callable[[State], bool]) -> None:
        """Sleep, waking on time, until a condition holds."""
        while not ready(self.state):
            self.sleep()

    def at_rep(self, reps: int, index: int = 0) -> Bench:
        """This, asleep until so many reps of a set are counted."""
        self.sleep_until(lambda s: s.stage is Stage.WORK and (s.index, s.reps) == (index, reps))
        return self


def straight(plan: Plan, pace: Pace = Pace.GUIDED) -> list[Event]:
    """The events of an undisturbed session, computed without a clock."""
    visit = Visit(plan, pace)
    visit.finish()
    return visit.events


def over(state: State) -> bool:
    """Whether the session has ended."""
    return state.is_over


@pytest.mark.parametrize("speed", [1.0, 60.0, 600.0, 0.5])
def test_a_whole_session(speed: float) -> None:
    bench = Bench(mixed_plan(), speed)
    began = bench.clock.seconds
    bench.sleep_until(over)
    assert bench.events == straight(mixed_plan())
    assert bench.events[-1] == SessionEnded(at=mixed_plan().seconds, status=Status.COMPLETED)
    assert bench.clock.seconds - began == pytest.approx(mixed_plan().seconds / speed, abs=0.01)


def test_a_late_wake_moves_no_event() -> None:
    bench = Bench(knee_relief())
    while not bench.state.is_over:
        bench.sleep(late=1.99)
    assert bench.events == straight(knee_relief())


@pytest.mark.parametrize("speed", [1.0, 60.0])
def test_waking_less_than_two_seconds_late_is_no_interruption(speed: float) -> None:
    bench = Bench(mixed_plan(), speed)
    bench.sleep(late=1.9)
    bench.sleep_until(over)
    assert bench.events == straight(mixed_plan())


@pytest.mark.parametrize("speed", [1.0, 60.0])
def test_waking_more_than_two_seconds_late_interrupts(speed: float) -> None:
    """Real seconds, whatever the speed; at the last instant known alive, and no reps are invented."""
    bench = Bench(a_plan(walk(20, 20)), speed).at_rep(3)
    alive = bench.runner.now()
    assert alive == pytest.approx(5.0 + 3 * 2.0, abs=1e-3 * speed)
    bench.sleep(late=2.1)
    [interrupted] = bench.of(Interrupted)
    assert isinstance(interrupted, Interrupted)
    assert interrupted.at == alive
    assert "stood still for 2 s" in interrupted.reason
    assert bench.state.paused is not None
    assert bench.state.reps == 3
    for _ in range(5):
        bench.sleep()
    assert bench.events[-1] is interrupted
    assert bench.runner.now() > alive, "the axis itself goes on"


def jumped(bench: Bench, seconds: float, after: float = 0.4) -> Interrupted | None:
    """Set the wall clock by so many seconds during a sleep; the interruption, where there was one."""
    bench.clock.date += timedelta(seconds=seconds)
    bench.clock.advance(after)
    bench.runner.advance()
    found = [event for event in bench.events if isinstance(event, Interrupted)]
    return found[-1] if found else None


@pytest.mark.parametrize("speed", [1.0, 60.0])
@pytest.mark.parametrize(
    ("seconds", "said"),
    [(2.1, "slept for 2 s"), (3600.0, "slept for 1 h"), (-2.1, "set back by 2 s"), (-86400.0, "set back by 24 h")],
)
def test_a_wall_clock_that_jumps_interrupts(seconds: float, said: str, speed: float) -> None:
    bench = Bench(a_plan(walk(20, 20)), speed).at_rep(2)
    alive = bench.runner.now()
    bench.runner.wait_seconds()
    found = jumped(bench, seconds, after=0.4 / speed)
    assert found is not None
    assert found.at == alive
    assert said in found.reason
    assert bench.state.reps == 2
    # A sleep of the computer is time that passed; a clock set back is not.
    passed = (0.4 / speed + max(0.0, seconds)) * speed
    assert bench.runner.now() == pytest.approx(alive + passed)


@pytest.mark.parametrize("seconds", [1.9, -1.9])
def test_a_small_correction_of_the_wall_clock_is_nothing(seconds: float) -> None:
    bench = Bench(mixed_plan()).at_rep(0)
    assert jumped(bench, seconds) is None
    bench.sleep_until(over)
    assert bench.events == straight(mixed_plan())


def test_a_wall_clock_that_drifts_is_nothing() -> None:
    """Half a second at a time, many seconds in total: never more than 2 s between two readings."""
    bench = Bench(a_plan(walk(5, 5, sets=1)))
    while not bench.state.is_over:
        bench.clock.date += timedelta(seconds=0.5)
        bench.sleep()
    assert bench.of(Interrupted) == []


def test_while_paused_nothing_interrupts() -> None:
    bench = Bench(mixed_plan()).at_rep(0)
    bench.runner.send(Pause())
    paused = bench.events[-1]
    bench.sleep(late=100.0)
    assert jumped(bench, 7200.0) is None
    assert bench.events[-1] is paused


def test_before_the_start_nothing_is_due() -> None:
    bench = Bench(mixed_plan(), start=False)
    bench.sleep(late=50.0)
    assert bench.events == []
    with pytest.raises(NotNow):
        bench.runner.send(Pause())


def test_after_an_interruption_the_rep_starts_over() -> None:
    bench = Bench(a_plan(walk(5, 5))).at_rep(2)
    alive = bench.runner.now()
    bench.clock.advance(601.0)
    bench.runner.advance()
    bench.clock.advance(0.5)
    bench.runner.send(Resume())
    resumed = bench.runner.now()
    assert resumed == pytest.approx(alive + 601.5)
    assert bench.state.paused_seconds == pytest.approx(601.5)
    bench.at_rep(5 - 1)
    counted = [e for e in bench.events if isinstance(e, RepCounted) and e.at > resumed]
    assert [(e.rep, e.at) for e in counted] == [(3, resumed + 3.0 + 2.0), (4, resumed + 3.0 + 4.0)]
    bench.sleep_until(over)
    assert sum(a.reps for a in bench.state.attempts) == 4 * 5
    assert bench.state.status is Status.COMPLETED


def test_a_stretch_interrupted_is_held_as_long_as_known() -> None:
    bench = Bench(a_plan(stretch()))
    bench.sleep_until(lambda s: s.stage is Stage.WORK)
    for _ in range(12):
        bench.sleep()
    bench.sleep(late=300.0)
    bench.runner.send(FinishSet())
    [attempt] = bench.state.attempts
    assert attempt.outcome is Outcome.PARTIAL
    assert attempt.seconds == pytest.approx(12.0, abs=0.001)


def test_what_was_due_happens_before_a_command() -> None:
    """A key pressed before the runner has woken belongs after what was due by then."""
    bench = Bench(a_plan(walk(5, 5))).at_rep(1)
    bench.runner.wait_seconds()
    at = bench.runner.now()
    bench.clock.advance(2.5)
    bench.runner.send(Pause())
    counted, paused = bench.of(RepCounted), bench.of(Paused)
    assert [e.at for e in counted] == [7.0, 9.0]
    assert paused[0].at == pytest.approx(at + 2.5)


def test_a_refused_command_changes_nothing() -> None:
    bench = Bench(mixed_plan())
    before, count = bench.state, len(bench.events)
    with pytest.raises(NotNow):
        bench.runner.send(Resume())
    assert bench.state is before
    assert len(bench.events) == count


def test_listeners_hear_every_event_in_order_and_after_it_is_kept() -> None:
    bench = Bench(mixed_plan(), start=False)
    heard: dict[str, list[Event]] = {"one": [], "two": []}
    states: list[State] = []

    def one(events: tuple[Event, ...], state: State) -> None:
        assert bench.kept.events[-len(events) :] == list(events)
        assert len(heard["one"]) == len(heard["two"])
        assert events
        heard["one"] += events
        states.append(state)

    bench.runner.listen(one)
    bench.runner.listen(lambda events, _: heard["two"].extend(events))
    bench.runner.start()
    bench.at_rep(1, index=2)
    bench.runner.send(SkipSet())
    bench.runner.send(Undo())
    bench.runner.send(Resume())
    bench.sleep_until(over)
    assert heard["one"] == heard["two"] == bench.events
    assert states[-1] == bench.state == fold(State(mixed_plan()), bench.events)


@pytest.mark.parametrize("pace", list(Pace))
def test_the_wait_is_what_is_due_or_a_heartbeat(pace: Pace) -> None:
    bench = Bench(a_plan(walk(5, 5)), pace=pace)
    assert bench.runner.wait_seconds() == 1.0, "get ready: 5 s"
    for _ in range(4):
        bench.sleep()
    bench.clock.advance(0.75)
    assert bench.runner.wait_seconds() == 0.25
    bench.clock.advance(0.75)
    assert bench.runner.wait_seconds() == 0.0
    bench.runner.advance()
    assert bench.runner.wait_seconds() == (0.5 if pace is Pace.GUIDED else 1.0), "a step takes 1 s; a user any time"
    bench.runner.send(Pause())
    assert due(bench.state) is None
    assert bench.runner.wait_seconds() == 1.0


def test_at_speed_the_wait_is_in_real_seconds() -> None:
    bench = Bench(a_plan(walk(5, 5)), speed=60.0)
    assert bench.runner.wait_seconds() == pytest.approx(5.0 / 60.0)


def test_brought_back_it_waits_and_then_goes_on() -> None:
    visit = Visit(a_plan(walk(5, 5)))
    visit.until_work(0, reps=4)
    clock, kept = FakeClock(), Kept()
    runner = Runner(visit.state, clock, kept, at=500.0)
    runner.bring_back(visit.now)
    assert [type(e) for e in kept.events] == [Interrupted, SessionResumed]
    assert {e.at for e in kept.events} == {visit.now} == {13.0}
    runner.wait_seconds()
    clock.advance(1.0)
    runner.advance()
    runner.send(Resume())
    assert kept.events[-1] == Resumed(at=501.0, reason="user", command="resume")
    assert runner.state.paused_seconds == 501.0 - 13.0
    assert due(runner.state) == 504.0


def test_brought_back_it_can_be_ended_as_it_is() -> None:
    visit = Visit(a_plan(walk(5, 5)))
    visit.until_work(0, reps=4)
    runner = Runner(visit.state, FakeClock(), Kept(), at=500.0)
    runner.bring_back(visit.now)
    runner.end(visit.now)
    assert (runner.state.status, runner.state.ended_at) == (Status.PARTIAL, 13.0)
    runner.end(visit.now)


HOUR = a_plan(walk(20, 20, sets=24))
"""24 times (5 + 40 + 5 + 40) s with 23 rests of 60 s: 3540 s."""


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 2**32), most_late=st.sampled_from([0.001, 0.05, 1.9]))
def test_an_hour_of_jitter_moves_nothing(seed: int, most_late: float) -> None:
    assert HOUR.seconds == 24 * 90.0 + 23 * 60.0
    jitter = random.Random(seed)
    bench = Bench(HOUR)
    while not bench.state.is_over:
        early = jitter.random() < 0.1
        bench.sleep(late=-jitter.random() if early else jitter.uniform(0.0, most_late))
    assert [e.at for e in bench.events] == [e.at for e in straight(HOUR)]
    assert bench.events == straight(HOUR)
    assert bench.events[-1].at == 3540.0


async def test_in_an_event_loop_it_runs_to_the_end() -> None:
    kept = Kept()
    runner = Runner(State(a_plan(walk(2, 3, sets=1), stretch())), RealClock(2000.0), kept)
    runner.start()
    await asyncio.wait_for(runner.run(), 10.0)
    assert kept.events == straight(runner.state.plan)


async def test_in_an_event_loop_a_command_wakes_it() -> None:
    """Paused it would sleep a whole heartbeat; a resume comes at once and what is due is seen in time."""
    runner = Runner(
        State(
            a_plan(
                walk(
                    2,
                    3,
                    sets=1,
                )
            )
        ),
        RealClock(2000.0),
        Kept(),
    )
    runner.start()
    running = asyncio.ensure_future(runner.run())
    await asyncio.sleep(0)
    runner.send(Pause())
    await asyncio.sleep(0.01)
    assert not running.done()
    runner.send(Resume())
    await asyncio.wait_for(running, 10.0)
    assert runner.state.status is Status.COMPLETED
    assert [a.reps for a in runner.state.attempts] == [3, 3]
    with pytest.raises(NotNow, match="ended"):
        runner.send(Pause())


def test_holds_are_exact_however_late_it_wakes() -> None:
    bench = Bench(mixed_plan())
    jitter = random.Random(7)
    while not bench.state.is_over:
        bench.sleep(late=jitter.uniform(0.0, 1.9))
    held = [e.seconds for e in bench.events if isinstance(e, HoldEnded)]
    assert held == [30.0, 30.0] + [2.0] * 6


class TestCutOff:
    """The program is told to end in the middle of a hold."""

    def holding(self) -> Bench:
        bench = Bench(a_plan(stretch()))
        bench.sleep_until(lambda s: s.stage is Stage.WORK)
        bench.clock.advance(0.7)
        return bench

    def test_the_seconds_held_are_kept_and_told(self) -> None:
        bench, told = self.holding(), list[Event]()
        bench.runner.listen(lambda events, _: told.extend(events))
        bench.runner.cut_off("kneecoach was closed")
        assert [type(event) for event in told] == [HoldEnded, Interrupted]
        assert told == bench.events[-2:]
        assert bench.state.holds == (pytest.approx(0.7, abs=0.001),)

    def test_once_the_screen_is_gone_nobody_is_told(self) -> None:
        bench = self.holding()
        bench.runner.listen(lambda *_: pytest.fail("told"))
        bench.runner.watch(lambda: pytest.fail("told"))
        bench.runner.cut_off("kneecoach was closed", notify=False)
        assert isinstance(bench.events[-1], Interrupted)

    def test_a_listener_that_a_signal_cut_short_hears_nothing_out_of_turn(self) -> None:
        bench, told = self.holding(), list[Event]()

        def hears(events: tuple[Event, ...], _: State) -> None:
            if not told:
                told.append(events[0])
                raise KeyboardInterrupt
            told.extend(events)

        bench.runner.listen(hears)
        with pytest.raises(KeyboardInterrupt):
            bench.runner.send(ReportPain(3))
        bench.runner.cut_off("kneecoach was closed")
        assert [type(event) for event in told] == [PainReported]
        assert isinstance(bench.events[-1], Interrupted)

    def test_what_the_keeper_may_not_have_is_followed_by_nothing(self) -> None:
        bench = self.holding()

        def append(events: tuple[Event, ...]) -> None:
            raise KeyboardInterrupt

        bench.kept.append = append  # type: ignore[method-assign]
        with pytest.raises(KeyboardInterrupt):
            bench.runner.send(ReportPain(3))
        kept = list(bench.events)
        bench.runner.cut_off("kneecoach was closed")
        assert bench.events == kept

    def test_a_session_that_stands_still_or_is_over_is_left_as_it_is(self) -> None:
        bench = self.holding()
        bench.runner.send(Pause())
        kept = list(bench.events)
        bench.runner.cut_off("kneecoach was closed")
        assert bench.events == kept
