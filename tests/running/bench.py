"""A runner on a fake clock, for tests of the runner and of what listens to it."""

from __future__ import annotations

from collections.abc import Callable

from kneecoach.running.runner import HEARTBEAT_SECONDS, Runner
from kneecoach.session.events import (
    Event,
    Stage,
)
from kneecoach.session.plan import Pace, Plan
from kneecoach.session.state import State
from tests.clocks import FakeClock
from tests.helpers import Visit

MIN_STEP = 1e-6
"""This clock always moves on, by at least a microsecond, as a real one does."""


class Kept:
    """A recorder in memory."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.signs: list[float] = []
        self.meanwhile: Callable[[], None] = lambda: None
        """Called while events are being recorded, when a signal may come."""

    def append(self, events: tuple[Event, ...]) -> None:
        self.meanwhile()
        self.events += events
        self.meanwhile()

    def alive(self, at: float) -> None:
        self.signs.append(at)


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
        """This bench, after sleeping until this many reps of a set are counted."""
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
