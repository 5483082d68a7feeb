"""What interrupts a session: a late wake-up, a clock that jumps, and being told to end in the middle of a hold."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kneecoach.session.commands import FinishSet, Pause, ReportPain, Resume
from kneecoach.session.events import (
    Event,
    HoldEnded,
    Interrupted,
    Outcome,
    PainReported,
    RepCounted,
    Stage,
    Status,
)
from kneecoach.session.state import State
from tests.helpers import a_plan, mixed_plan, stretch, walk
from tests.running.bench import Bench, over, straight


@pytest.mark.parametrize("speed", [1.0, 60.0])
def test_waking_less_than_two_seconds_late_is_not_an_interruption(speed: float) -> None:
    bench = Bench(mixed_plan(), speed)
    bench.sleep(late=1.9)
    bench.sleep_until(over)
    assert bench.events == straight(mixed_plan())


@pytest.mark.parametrize("speed", [1.0, 60.0])
def test_waking_more_than_two_seconds_late_interrupts(speed: float) -> None:
    """In real seconds, whatever the speed; it pauses at the last instant known alive, and no reps are invented."""
    bench = Bench(a_plan(walk(20, 20)), speed).at_rep(3)
    alive = bench.runner.now()
    assert alive == pytest.approx(5.0 + 3 * 2.0, abs=1e-3 * speed)
    bench.sleep(late=2.1)
    [interrupted] = bench.of(Interrupted)
    assert isinstance(interrupted, Interrupted)
    assert interrupted.at == alive
    assert "stalled for 2 s" in interrupted.reason
    assert bench.state.paused is not None
    assert bench.state.reps == 3
    for _ in range(5):
        bench.sleep()
    assert bench.events[-1] is interrupted
    assert bench.runner.now() > alive, "the axis itself goes on"


def jumped(bench: Bench, seconds: float, after: float = 0.4) -> Interrupted | None:
    """Set the wall clock by this many seconds during a sleep. Returns the interruption, if there was one."""
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
    # Time passes while the computer sleeps; setting the clock back makes none pass.
    passed = (0.4 / speed + max(0.0, seconds)) * speed
    assert bench.runner.now() == pytest.approx(alive + passed)


@pytest.mark.parametrize("seconds", [1.9, -1.9])
def test_a_small_correction_of_the_wall_clock_interrupts_nothing(seconds: float) -> None:
    bench = Bench(mixed_plan()).at_rep(0)
    assert jumped(bench, seconds) is None
    bench.sleep_until(over)
    assert bench.events == straight(mixed_plan())


def test_a_wall_clock_that_drifts_interrupts_nothing() -> None:
    """Half a second at a time, many seconds in total, but never more than 2 s between two readings."""
    bench = Bench(a_plan(walk(5, 5, sets=1)))
    while not bench.state.is_over:
        bench.clock.date += timedelta(seconds=0.5)
        bench.sleep()
    assert bench.of(Interrupted) == []


def test_a_stall_between_two_clocks_is_no_sleep() -> None:
    """On a busy computer there may be 0.1 s between them. No sound may change its instant because of that."""
    bench = Bench(a_plan(walk(20, 20)))
    bench.clock.slept = 40.0
    bench.at_rep(3)
    begins = bench.runner.instant_of(0.0)
    for read_late in (0.0, 0.004, 0.09, 0.0, 0.03):
        bench.clock.slept = 40.0 - read_late
        bench.clock.advance(0.4)
        bench.runner.advance()
        assert bench.runner.instant_of(0.0) == pytest.approx(begins, abs=1e-9)


def test_a_second_asleep_is_time_that_has_passed() -> None:
    bench = Bench(a_plan(walk(20, 20)))
    bench.clock.slept = 40.0
    alive = bench.at_rep(3).runner.now()
    bench.clock.sleep(1.0)
    bench.runner.advance()
    assert bench.runner.now() == pytest.approx(alive + 1.0)
    assert bench.of(Interrupted) == []


def test_while_paused_nothing_interrupts() -> None:
    bench = Bench(mixed_plan()).at_rep(0)
    bench.runner.send(Pause())
    paused = bench.events[-1]
    bench.sleep(late=100.0)
    assert jumped(bench, 7200.0) is None
    assert bench.events[-1] is paused


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

    def test_what_the_recorder_may_not_have_is_followed_by_nothing(self) -> None:
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
