"""Runs a session: the engine, a clock, the journal and listeners. The only place that waits.

Deadlines, never counted ticks: the runner sleeps until the engine's next due instant and asks for it *by that
instant*, so that a late wake-up moves nothing.
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
"""The runner looks at the clock at least this often, to know when it was last alive."""

MAX_LATE_SECONDS = 2.0
"""Waking later than this, or clocks apart by more, is an interruption (real seconds)."""

AT_ONCE_SECONDS = 0.1
"""Clocks that are read within this time are read at once; else they are read again, so many times."""
MAX_READINGS = 3

CLOSED = "kneecoach was closed"
"""Why a session is cut off whose program ends before it does."""

Listener = Callable[[tuple[Event, ...], State], None]


@dataclass(frozen=True, slots=True)
class ClockReading:
    """The clocks as they were read at one instant, in real seconds."""

    mono: float
    wall: datetime
    asleep: float | None

    @classmethod
    def at(cls, clock: Clock) -> Self:
        """All clocks at once: stopped between two of them, they would seem to have jumped."""
        for _ in range(MAX_READINGS):
            look = cls(clock.monotonic(), clock.wall(), clock.asleep())
            if clock.monotonic() - look.mono < AT_ONCE_SECONDS:
                break
        return look

    def slept_since(self, last: ClockReading) -> float:
        """How long the computer slept. Where it does not tell, a wall clock that jumped ahead is taken for that."""
        if self.asleep is not None and last.asleep is not None:
            return max(0.0, self.asleep - last.asleep)
        ahead = (self.wall - last.wall).total_seconds() - (self.mono - last.mono)
        return ahead if ahead > MAX_LATE_SECONDS else 0.0


class EventSink(Protocol):
    """Where events go to last."""

    def keep(self, events: tuple[Event, ...]) -> None: ...


class Runner:
    """One live session."""

    def __init__(self, state: State, clock: Clock, keeper: EventSink, at: float = 0.0) -> None:
        """`at` is where on the session's axis the clock's present instant is."""
        self.state = state
        self.clock = clock
        self._keeper = keeper
        self._listeners: list[Listener] = []
        self._watchers: list[Callable[[], None]] = []
        self._woken = asyncio.Event()
        self._is_happening = False
        """Whether events are being taken in that the keeper may not have yet."""
        self._alive_at = at
        self._alive = ClockReading.at(clock)
        self._wait = 0.0

    def listen(self, listener: Listener) -> None:
        """Call `listener(events, state)` after each batch of events."""
        self._listeners.append(listener)

    def watch(self, look: Callable[[], None]) -> None:
        """Call `look` whenever the runner is awake: at least once a second."""
        self._watchers.append(look)

    def now(self) -> float:
        """The present instant on the session's axis, in session seconds."""
        return self._alive_at + (self.clock.monotonic() - self._alive.mono) * self.clock.speed

    def instant_of(self, at: float) -> float:
        """The clock's monotonic instant (real seconds) at which the session's axis is at `at`."""
        return self._alive.mono + (at - self._alive_at) / self.clock.speed

    def start(self) -> None:
        """Start the session; the axis begins here."""
        self._alive = ClockReading.at(self.clock)
        self._happen(decide(self.state, Start(), self._alive_at))

    def bring_back(self, last: float) -> None:
        """Go on with a session that was cut off after `last`, an instant on its axis: it is paused from then on."""
        self._happen(decide(self.state, BringBack(), last))

    def end(self, last: float) -> None:
        """End a session that was brought back, at the last instant known, as what was done makes it."""
        if not self.state.is_over:
            self._happen(decide(self.state, EndSession(), last))

    def send(self, command: Command) -> None:
        """Do what the user asks, now. Raises NotNow, and then nothing has changed."""
        self.advance()
        events = decide(self.state, command, self._alive_at)
        self._happen(events)

    def cut_off(self, reason: str, *, told: bool = True) -> None:
        """The program closes in mid session: the session is paused now, so that seconds held so far are not lost.

        Listeners hear of it unless `told` is false, as when their screen is gone already.
        """
        if self._is_happening:
            return  # cut off by a signal between the state and the journal: more would not follow from what is kept
        if not told:
            self._listeners.clear()
            self._watchers.clear()
        self.advance()
        self._interrupt(reason)

    def advance(self) -> None:
        """Let everything happen that is due by now, or find that the session was interrupted."""
        look, last = ClockReading.at(self.clock), self._alive
        slept = look.slept_since(last)
        passed = look.mono - last.mono + slept
        reason = _interruption(
            slept, passed - self._wait, (look.wall - last.wall).total_seconds() - passed, look.asleep is None
        )
        if reason is not None:
            self._interrupt(reason)
        # A sleep is time that passed; a clock that was set is not.
        limit = MAX_WAITED_AT if due(self.state) is None else MAX_AT
        at = max(self._alive_at, min(self._alive_at + passed * self.clock.speed, limit))
        self._alive, self._alive_at, self._wait = look, at, 0.0
        while (instant := due(self.state)) is not None and instant <= at:
            self._happen(decide(self.state, Tick(), instant))
        for look_at in self._watchers:
            look_at()

    def wait_seconds(self) -> float:
        """Real seconds to sleep before the next `advance`: until something is due, at most a heartbeat."""
        instant = due(self.state)
        until_due = HEARTBEAT_SECONDS if instant is None else (instant - self.now()) / self.clock.speed
        self._wait = min(HEARTBEAT_SECONDS, max(0.0, until_due))
        return self._wait

    async def run(self) -> None:
        """Run until the session is over, in an event loop; `send` may be called meanwhile."""
        while not self.state.is_over:
            self._woken.clear()
            try:
                await asyncio.wait_for(self._woken.wait(), timeout=self.wait_seconds())
            except TimeoutError:
                self.advance()

    def run_with(self, lines: queue.Queue[str | None], obey: Callable[[str], None]) -> None:
        """Run until the session is over, in this thread, calling `obey` with each line that arrives meanwhile.

        None is the end of the lines. Returns before the session is over where it stands still after that: nobody
        can set it going again.
        """
        have_ended = False
        while not self.state.is_over:
            try:
                line = lines.get(timeout=self.wait_seconds())
                have_ended = have_ended or line is None
            except queue.Empty:
                line = None
            # Also after a line that is refused: else it would look as though the program had stood still.
            self.advance()
            if line is not None and not self.state.is_over:
                obey(line)
            if have_ended and due(self.state) is None:
                return

    def _interrupt(self, reason: str) -> None:
        """Pause at the last instant known alive; a session that stands still already is left as it is."""
        if self.state.stage is not None and not self.state.is_over and self.state.paused is None:
            self._happen(decide(self.state, Interrupt(reason), self._alive_at))

    def _happen(self, events: tuple[Event, ...]) -> None:
        if not events:
            return
        self._is_happening = True
        for event in events:
            self.state = evolve(self.state, event)
        self._keeper.keep(events)
        self._is_happening = False
        for listener in self._listeners:
            listener(events, self.state)
        self._woken.set()


def _interruption(slept: float, late: float, set_by: float, guessed: bool) -> str | None:
    """Why the session was cut off between two looks at the clocks, or None where it was not.

    All in real seconds: how long the computer slept (`guessed` from its wall clock, or told by it), how much later
    than asked the runner looked, and by how much the wall clock was set.
    """
    if slept > MAX_LATE_SECONDS:
        return f"the computer slept for {length(slept)}" + (", or its clock was set forward" if guessed else "")
    if late > MAX_LATE_SECONDS:
        return f"the program stood still for {length(late)}"
    if abs(set_by) > MAX_LATE_SECONDS:
        return f"the computer's clock was set {'forward' if set_by > 0 else 'back'} by {length(abs(set_by))}"
    return None
