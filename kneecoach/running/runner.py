"""Runs a session: the engine, a clock, the journal and listeners. The only code that waits.

It runs by deadlines, not by counting ticks: it sleeps until the engine's next due instant and passes the engine
*that instant*, so a late wake-up shifts nothing.
"""

from __future__ import annotations

import asyncio
import queue
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self

from kneecoach.running.clock import Clock
from kneecoach.session.commands import BringBack, Command, EndSession, Interrupt, Start, Tick
from kneecoach.session.decide import decide, due
from kneecoach.session.events import Event
from kneecoach.session.evolve import evolve
from kneecoach.session.state import MAX_AT, MAX_WAITED_AT, State
from kneecoach.text import length

HEARTBEAT_SECONDS = 1.0
"""The runner reads the clock at least this often, to know when it was last alive."""

ALIVE_SECONDS = 2.0
"""After this long without an event, a sign of life is stored at the next heartbeat (real seconds)."""

MAX_LATE_SECONDS = 2.0
"""A wake-up later than this, or clocks further apart, is an interruption (real seconds)."""

AT_ONCE_SECONDS = 0.1
"""Clocks read within this time count as read at one instant; otherwise they are read again (real seconds)."""
MAX_READINGS = 3
"""How many times the clocks are read before the last reading is taken as it is."""

CLOSED = "kneecoach was closed"
"""The reason given when the program ends before its session does."""

Listener = Callable[[tuple[Event, ...], State], None]


@dataclass(frozen=True, slots=True)
class ClockReading:
    """All clocks at one instant, in real seconds."""

    mono: float
    wall: datetime
    asleep: float | None

    @classmethod
    def at(cls, clock: Clock) -> Self:
        """Read all clocks close together: a stall in between would look like a jump."""
        for _ in range(MAX_READINGS):
            reading = cls(clock.monotonic(), clock.wall(), clock.asleep())
            if clock.monotonic() - reading.mono < AT_ONCE_SECONDS:
                break
        return reading

    def slept_since(self, last: ClockReading) -> float:
        """Seconds the computer slept. If that is unknown, a wall clock that jumped ahead counts as sleep."""
        if self.asleep is not None and last.asleep is not None:
            # The system tells it by two clocks, and a stall between the two looks like a sleep that short.
            return slept if (slept := self.asleep - last.asleep) > AT_ONCE_SECONDS else 0.0
        ahead = (self.wall - last.wall).total_seconds() - (self.mono - last.mono)
        return ahead if ahead > MAX_LATE_SECONDS else 0.0


class EventSink(Protocol):
    """Stores events for good."""

    def append(self, events: tuple[Event, ...]) -> None: ...

    def alive(self, at: float) -> None:
        """Store that the session was running at `at`, until the next events or the next such sign."""


class Runner:
    """One live session."""

    def __init__(self, state: State, clock: Clock, recorder: EventSink, at: float = 0.0) -> None:
        """`at` is the clock's current instant on the session's axis."""
        self.state = state
        self.clock = clock
        self._recorder = recorder
        self._listeners: list[Listener] = []
        self._watchers: list[Callable[[], None]] = []
        self._woken = asyncio.Event()
        self._is_happening = False
        """Whether the state holds events that the recorder may not have yet."""
        self._is_notifying = False
        self._once_kept: list[Callable[[], None]] = []
        self._alive_at = at
        self._alive = ClockReading.at(clock)
        self._stored_at = at
        """The latest instant at which the recorder knows the session to have been running."""
        self._wait = 0.0

    def listen(self, listener: Listener) -> None:
        """Call `listener(events, state)` after each batch of events."""
        self._listeners.append(listener)

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` whenever the runner wakes: at least once a second."""
        self._watchers.append(watcher)

    def now(self) -> float:
        """The current instant on the session's axis, in session seconds."""
        return self._alive_at + (self.clock.monotonic() - self._alive.mono) * self.clock.speed

    def instant_of(self, at: float) -> float:
        """The clock's monotonic instant (real seconds) at which the session's axis is at `at`."""
        return self._alive.mono + (at - self._alive_at) / self.clock.speed

    def start(self) -> None:
        """Start the session. Its axis begins now."""
        self._alive = ClockReading.at(self.clock)
        self._happen(decide(self.state, Start(), self._alive_at))

    def bring_back(self, last: float) -> None:
        """Go on with a session that was cut off after `last`, an instant on its axis. It is paused from then on."""
        self._happen(decide(self.state, BringBack(), last))

    def end(self, last: float) -> None:
        """End a session that was brought back, at `last`, with the status that what was done gives it."""
        if not self.state.is_over:
            self._happen(decide(self.state, EndSession(), last))

    def send(self, command: Command) -> None:
        """Do what the user asks, now. Raises NotNow if it makes no sense in this stage; it then changes nothing."""
        self.advance()
        events = decide(self.state, command, self._alive_at)
        self._happen(events)

    def cut_off(self, reason: str, *, notify: bool = True) -> None:
        """Pause now because the program is closing, so that the seconds held so far are not lost.

        Without `notify` no listener is called, because their screen is already gone. Nor is one called if a signal
        cut a listener short: it has not heard the events before this one.
        """
        if self._is_happening:
            return  # an error came between state and journal: another event would not follow what the journal has
        if not notify or self._is_notifying:
            self._listeners.clear()
            self._watchers.clear()
        self.advance()
        self.interrupt(reason)

    def when_kept(self, do: Callable[[], None]) -> None:
        """Call `do` at once or, from a signal between state and journal, as soon as the journal has the events.

        `do` may raise: then the listeners do not hear the events.
        """
        if self._is_happening:
            self._once_kept.append(do)
        else:
            do()

    def advance(self) -> None:
        """Do everything that is due by now, or notice that the session was interrupted."""
        reading, last = ClockReading.at(self.clock), self._alive
        slept = reading.slept_since(last)
        passed = reading.mono - last.mono + slept
        reason = _interruption(
            slept, passed - self._wait, (reading.wall - last.wall).total_seconds() - passed, reading.asleep is None
        )
        if reason is not None:
            self.interrupt(reason)
        # Time asleep counts as passed; setting the clock makes no time pass.
        limit = MAX_WAITED_AT if due(self.state) is None else MAX_AT
        at = max(self._alive_at, min(self._alive_at + passed * self.clock.speed, limit))
        self._alive, self._alive_at, self._wait = reading, at, 0.0
        while (instant := due(self.state)) is not None and instant <= at:
            self._happen(decide(self.state, Tick(), instant))
        self._show_life()
        for watcher in self._watchers:
            watcher()

    def wait_seconds(self) -> float:
        """Real seconds to sleep before the next `advance`: until something is due, or at most a heartbeat."""
        instant = due(self.state)
        until_due = HEARTBEAT_SECONDS if instant is None else (instant - self.now()) / self.clock.speed
        self._wait = min(HEARTBEAT_SECONDS, max(0.0, until_due))
        return self._wait

    async def run(self) -> None:
        """Run until the session is over, in an event loop. `send` may be called meanwhile."""
        while not self.state.is_over:
            self._woken.clear()
            try:
                await asyncio.wait_for(self._woken.wait(), timeout=self.wait_seconds())
            except TimeoutError:
                self.advance()

    def run_with(self, lines: queue.SimpleQueue[str | None], on_line: Callable[[str], None]) -> None:
        """Run until the session is over, in this thread, and call `on_line` with each line that arrives.

        None marks the end of the lines. After that, a session that waits for the user cannot go on: then this
        returns before the session is over.
        """
        have_ended = False
        while not self.state.is_over:
            try:
                line = lines.get(timeout=self.wait_seconds())
                have_ended = have_ended or line is None
            except queue.Empty:
                line = None
            # Even if the line is then refused: otherwise the program would seem to have stalled.
            self.advance()
            if line is not None and not self.state.is_over:
                on_line(line)
            if have_ended and due(self.state) is None:
                return

    @property
    def _is_running(self) -> bool:
        return self.state.stage is not None and not self.state.is_over and self.state.paused is None

    def interrupt(self, reason: str) -> None:
        """Pause at the last instant known alive. A session that is not running stays as it is."""
        if self._is_running:
            self._happen(decide(self.state, Interrupt(reason), self._alive_at))

    def _show_life(self) -> None:
        """Store how far the session has come, if it is running and no event has said so for a while."""
        if self._is_running and self._alive_at - self._stored_at >= ALIVE_SECONDS * self.clock.speed:
            self._stored_at = self._alive_at
            self._recorder.alive(self._alive_at)

    def _happen(self, events: tuple[Event, ...]) -> None:
        if not events:
            return
        self._is_happening = True
        for event in events:
            self.state = evolve(self.state, event)
        self._recorder.append(events)
        self._stored_at = max(self._stored_at, events[-1].at)
        self._is_notifying = True
        self._is_happening = False
        while self._once_kept:
            self._once_kept.pop()()
        for listener in self._listeners:
            listener(events, self.state)
        self._is_notifying = False
        self._woken.set()


def _interruption(slept: float, late: float, set_by: float, guessed: bool) -> str | None:
    """Why the session was cut off between two clock readings, or None.

    All in real seconds: `slept` is how long the computer slept (`guessed` if from its wall clock), `late` how much
    later than asked the runner woke, `set_by` by how much the wall clock was set.
    """
    if slept > MAX_LATE_SECONDS:
        return f"the computer slept for {length(slept)}" + (", or its clock was set forward" if guessed else "")
    if late > MAX_LATE_SECONDS:
        return f"the program stalled for {length(late)}"
    if abs(set_by) > MAX_LATE_SECONDS:
        return f"the computer's clock was set {'forward' if set_by > 0 else 'back'} by {length(abs(set_by))}"
    return None
