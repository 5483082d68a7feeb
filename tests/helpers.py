"""Shared by the tests: builders of small plans, and a driver that runs a session on a virtual axis."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache, reduce
from pathlib import Path
from typing import TypeVar

from kneecoach.routine.library import builtin_dir, parse_routine, read_routine
from kneecoach.routine.planner import plan_routine
from kneecoach.session.commands import Command, CountRep, EndRest, Start, Tick
from kneecoach.session.decide import decide, due
from kneecoach.session.events import Event, Stage
from kneecoach.session.evolve import evolve
from kneecoach.session.names import kebab
from kneecoach.session.plan import Exercise, Kind, Pace, Phase, Plan, PlannedSet, Side, Target, Unit, Variant
from kneecoach.session.state import State
from kneecoach.text import JOINERS

E = TypeVar("E", bound=Event)

LEFT_RIGHT = (Side.LEFT, Side.RIGHT)


def is_words(text: str) -> bool:
    """Whether `text` is only visible text: no control or direction codes, no line ends."""
    return text.translate(dict.fromkeys(map(ord, JOINERS))).isprintable()


WALK = Exercise(
    "band-walk",
    "Band walk",
    (Phase("step out", 1.0), Phase("follow", 1.0)),
    setup=5.0,
    rest=60.0,
    unit=Unit.STEP,
    equipment=("loop band",),
    easier=("a lighter band", "no band"),
    variants=(Variant("no band", how_to=("Step out without the band.",), equipment=()),),
)
"""Two seconds a step; get-ready 5, rest 60; two easier variants, one of which needs other equipment."""

THRUST = Exercise(
    "hip-thrust",
    "Hip thrust",
    (Phase("push up", 1.0), Phase("squeeze", 2.0, hold=True), Phase("lower", 2.0)),
    setup=10.0,
    rest=90.0,
    load=True,
    easier=("no dumbbell",),
    variants=(Variant("no dumbbell", load=False),),
)
"""Five seconds a rep, two of them a hold; get-ready 10, rest 90; takes a load; an easier variant takes none."""

STRETCH = Exercise("quad-stretch", "Quad stretch", (Phase("hold", 30.0, hold=True),), setup=5.0, rest=15.0)
"""A timed hold of 30 s; get-ready 5, rest 15."""


def sets_of(
    exercise: Exercise, target: Target, sets: int = 1, sides: tuple[Side, ...] = (Side.BOTH,)
) -> tuple[PlannedSet, ...]:
    """The planned sets of one exercise, one side after the other."""
    return tuple(PlannedSet(exercise, n, sets, side, target) for n in range(1, sets + 1) for side in sides)


def walk(least: int = 3, most: int = 5, sets: int = 2) -> tuple[PlannedSet, ...]:
    """Sets of a two-sided exercise with a range of reps."""
    return sets_of(WALK, Target(reps=(least, most)), sets, LEFT_RIGHT)


def thrust(reps: int = 3, sets: int = 2) -> tuple[PlannedSet, ...]:
    """Sets of an exercise with a 2 s hold in every rep."""
    return sets_of(THRUST, Target(reps=(reps, reps), hold_seconds=2.0), sets)


def stretch(sets: int = 1, sides: tuple[Side, ...] = LEFT_RIGHT) -> tuple[PlannedSet, ...]:
    """Sets of a 30 s timed hold."""
    return sets_of(STRETCH, Target(seconds=30.0), sets, sides)


def a_plan(*blocks: tuple[PlannedSet, ...]) -> Plan:
    """A plan of these blocks; by default two sets of the band walk on each side (3 to 5 steps)."""
    return Plan("small", "Small", "sha256:0", tuple(s for block in blocks or (walk(),) for s in block))


def mixed_plan() -> Plan:
    """A stretch on each side, two sets of walks on each side, two sets of thrusts: 8 planned sets."""
    return a_plan(stretch(), walk(), thrust())


WALK_ABOUT = Exercise(
    "walk-about", "Walk about", (Phase("hold", 30.0, hold=True),), setup=5.0, rest=0.0, kind=Kind.WARM_UP
)
"""A warm-up of 30 s; get-ready 5, no rest."""


def circuit_plan() -> Plan:
    """A warm-up, set 1 of walks on each side and of thrusts, set 2 of both, a cool-down; six of them are sets."""
    rounds = sorted((*walk(), *thrust()), key=lambda planned: planned.set)
    cool_down = replace(WALK_ABOUT, id="cool-down", title="Walk on", kind=Kind.COOL_DOWN)
    timed = Target(seconds=30.0)
    return a_plan(sets_of(WALK_ABOUT, timed), tuple(rounds), sets_of(cool_down, timed))


@cache
def knee_relief(first_side: Side = Side.LEFT) -> Plan:
    """The plan of the built-in routine."""
    return plan_routine(read_routine(builtin_dir() / "knee-relief.toml"), first_side)


@cache
def planned(entry: str) -> Plan:
    """The plan of a routine with one exercise, from the lines of its table."""
    text = f'schema = 1\nid = "mine"\ntitle = "Mine"\n[[exercise]]\n{entry}'
    return plan_routine(parse_routine(Path("mine.toml"), text.encode()))


def fold(state: State, events: Iterable[Event]) -> State:
    """The state after `events`."""
    return reduce(evolve, events, state)


def command(state: State, asked: Command, at: float) -> State:
    """The state after a command at `at`. Raises NotNow."""
    return fold(state, decide(state, asked, at))


def follow(state: State, until: float | None = None) -> tuple[State, list[Event]]:
    """Let everything that is due happen (up to `until`, if given), each at exactly its due instant."""
    events: list[Event] = []
    for _ in range(20_000):
        instant = due(state)
        if instant is None or (until is not None and instant > until):
            return state, events
        batch = decide(state, Tick(), instant)
        assert batch, f"due at {instant}, and nothing happened"
        events += batch
        state = fold(state, batch)
    raise AssertionError("the session never comes to rest")


def names(events: Iterable[Event]) -> list[str]:
    """The names of the events, as in `--json`."""
    return [kebab(type(event)) for event in events]


class Visit:
    """Drives a session: its state, all its events, and the current instant."""

    def __init__(self, plan: Plan, pace: Pace = Pace.GUIDED, start: bool = True) -> None:
        self.first = State(plan, pace=pace, variants=dict(plan.variants))
        self.state = self.first
        self.now = 0.0
        self.events: list[Event] = []
        if start:
            self.do(Start())

    def do(self, asked: Command, after: float = 0.0) -> tuple[Event, ...]:
        """Send a command `after` seconds from now. Returns its events. Raises NotNow."""
        if after:
            self.wait(after)
        events = decide(self.state, asked, self.now)
        self._happened(events)
        return events

    def wait(self, seconds: float) -> list[Event]:
        """Let time pass. Returns what happened by itself."""
        return self.wait_until(self.now + seconds)

    def wait_until(self, instant: float) -> list[Event]:
        """Let time pass up to an instant. Returns what happened by itself."""
        self.state, events = follow(self.state, instant)
        self.events += events
        self.now = instant
        return events

    def finish(self) -> list[Event]:
        """Let the coach run until nothing is due."""
        self.state, events = follow(self.state)
        self.events += events
        if events:
            self.now = events[-1].at
        return events

    def until(self, ready: Callable[[State], bool]) -> State:
        """Let the coach run up to the first instant at which `ready(state)` holds."""
        while not ready(self.state):
            instant = due(self.state)
            assert instant is not None, f"waiting for something that never comes, at {self.now}"
            self._happened(decide(self.state, Tick(), instant))
            self.now = instant
        return self.state

    def until_work(self, index: int, reps: int = 0) -> State:
        """Let the coach run up to the work of a planned set, with `reps` counted."""
        return self.until(lambda s: s.stage is Stage.WORK and s.index == index and s.reps == reps)

    def until_rest(self) -> State:
        """Let the coach run up to the next rest."""
        return self.until(lambda s: s.stage is Stage.REST)

    def press_through(self, think: float = 1.0) -> list[Event]:
        """In self pace, press each key that is waited for `think` seconds after it can be pressed, to the end."""
        before = len(self.events)
        while not self.state.is_over:
            self.finish()
            if self.state.stage is Stage.REST:
                self.do(EndRest(), after=think)
            elif not self.state.is_over:
                self.do(CountRep(), after=think)
        return self.events[before:]

    def of(self, kind: type[E]) -> list[E]:
        """The events of one kind so far."""
        return [event for event in self.events if isinstance(event, kind)]

    def _happened(self, events: Iterable[Event]) -> None:
        for event in events:
            self.events.append(event)
            self.state = evolve(self.state, event)
