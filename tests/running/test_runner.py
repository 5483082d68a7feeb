"""The runner: deadlines on a fake clock, commands, listeners, and no drift."""

from __future__ import annotations

import asyncio
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kneecoach.running.clock import RealClock
from kneecoach.running.runner import Runner
from kneecoach.session.commands import NotNow, Pause, Resume, SkipSet, Undo
from kneecoach.session.decide import due
from kneecoach.session.events import (
    Event,
    HoldEnded,
    Interrupted,
    Paused,
    RepCounted,
    Resumed,
    SessionEnded,
    SessionResumed,
    Status,
)
from kneecoach.session.plan import Pace
from kneecoach.session.state import State
from tests.clocks import FakeClock
from tests.helpers import Visit, a_plan, fold, knee_relief, mixed_plan, stretch, walk
from tests.running.bench import Bench, Kept, over, straight


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


def test_before_the_start_nothing_is_due() -> None:
    bench = Bench(mixed_plan(), start=False)
    bench.sleep(late=50.0)
    assert bench.events == []
    with pytest.raises(NotNow):
        bench.runner.send(Pause())


def test_what_was_due_happens_before_a_command() -> None:
    """If a key is pressed before the runner has woken, what was due by then comes first."""
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
    """Paused, it would sleep for a whole heartbeat.

    A resume takes effect at once, and what is due comes in time.
    """
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


class TestASignal:
    """A signal ends the program with an exception, in the middle of whatever is going on."""

    def test_on_the_way_to_the_journal_it_waits_until_the_events_are_there_and_the_pause_is_kept_too(self) -> None:
        bench = Bench(mixed_plan())
        came = False

        def interrupt() -> None:
            nonlocal came
            if not came:
                came = True
                bench.runner.when_kept(raised)

        def raised() -> None:
            raise KeyboardInterrupt

        bench.kept.meanwhile = interrupt
        with pytest.raises(KeyboardInterrupt):
            bench.sleep_until(over)
        last = bench.events[-1]
        assert fold(State(mixed_plan()), bench.events) == bench.state, "what is in the state is in the journal"
        bench.runner.cut_off("closed")
        assert type(bench.events[-1]) is Interrupted
        assert bench.events[-1] is not last
        assert bench.state.paused is not None
        assert fold(State(mixed_plan()), bench.events) == bench.state

    def test_at_any_other_time_it_comes_at_once(self) -> None:
        bench = Bench(mixed_plan())
        came: list[int] = []
        bench.runner.when_kept(lambda: came.append(1))
        assert came == [1]
