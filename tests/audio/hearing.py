"""A session on a fake clock, with a player that records what would be heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kneecoach.audio.clips import lengths
from kneecoach.audio.lookahead import SessionSound
from kneecoach.audio.phrases import PHRASES, PIECES, count
from kneecoach.audio.player import Play
from kneecoach.audio.repertoire import Repertoire
from kneecoach.audio.tones import TONES
from kneecoach.audio.verbosity import Verbosity
from kneecoach.running.runner import Runner
from kneecoach.session.commands import Command
from kneecoach.session.events import Event
from kneecoach.session.plan import Pace, Plan
from kneecoach.session.state import State
from tests.clocks import FakeClock

LENGTHS: Mapping[str, float] = {
    words: 0.3 + 0.06 * len(words.split()) + 0.03 * len(words) for words in (*PHRASES, *PIECES)
} | lengths()
"""Lengths of the clips: the real ones, or plausible ones if there are none."""

COUNTS = {count(n) for n in range(1, 201)}


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound that was heard, in seconds on the session's axis."""

    clip: str
    at: float
    ends: float
    due: float

    @property
    def is_voice(self) -> bool:
        return self.clip not in TONES


class Ear:
    """Stands in for the player: plays everything exactly on time, and remembers it."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self._zero = clock.monotonic()
        self._begun: set[Play] = set()
        self.planned: list[Play] = []
        self.plans = 0
        self._heard: list[Sound] = []

    def plan(self, plays: Sequence[Play]) -> None:
        self._pass()
        now = self._clock.monotonic()
        self.plans += 1
        self.planned = [play for play in plays if play not in self._begun and play.latest >= now]

    def stop(self) -> None:
        self._pass()
        now = self._session(self._clock.monotonic())
        self._heard = [replace(sound, ends=min(sound.ends, now)) for sound in self._heard]
        self._begun.clear()
        self.planned.clear()

    @property
    def heard(self) -> list[Sound]:
        """Everything heard by now, in order."""
        self._pass()
        return sorted(self._heard, key=lambda sound: sound.at)

    @property
    def to_come(self) -> list[tuple[str, float]]:
        """The sounds still planned, in order, each with its instant on the session's axis."""
        self._pass()
        return sorted(((play.sound, round(self._session(play.at), 6)) for play in self.planned), key=lambda p: p[1])

    def _session(self, instant: float) -> float:
        return (instant - self._zero) * self._clock.speed

    def _pass(self) -> None:
        now = self._clock.monotonic()
        for play in [play for play in self.planned if play.at <= now]:
            self.planned.remove(play)
            self._begun.add(play)
            at = self._session(max(play.at, self._told(play)))
            self._heard.append(
                Sound(play.sound, at, at + LENGTHS[play.sound] * self._clock.speed, self._session(play.at))
            )
        self._last = now

    def _told(self, play: Play) -> float:
        """A sound that was planned too late begins at the instant it was planned."""
        return min(getattr(self, "_last", play.at), self._clock.monotonic())


class Nothing:
    """A recorder that records nothing."""

    def append(self, events: tuple[Event, ...]) -> None:
        pass

    def alive(self, at: float) -> None:
        pass


class Listening:
    """A running session with sound."""

    def __init__(
        self,
        plan: Plan,
        *,
        pace: Pace = Pace.GUIDED,
        verbosity: Verbosity = Verbosity.FULL,
        speed: float = 1.0,
        muted: bool = False,
        start: bool = True,
        known: Mapping[str, float] = LENGTHS,
    ) -> None:
        self.clock = FakeClock(speed)
        self.runner = Runner(State(plan, pace=pace), self.clock, Nothing())
        self.ear = Ear(self.clock)
        self.events: list[Event] = []
        self.sound = SessionSound(self.runner, self.ear, Repertoire(known), verbosity)
        self.sound.mute(muted)
        self.runner.listen(self.sound.on_events)
        self.runner.listen(lambda events, _state: self.events.extend(events))
        if start:
            self.runner.start()

    def do(self, asked: Command, after: float = 0.0) -> None:
        """Send a command `after` session seconds from now. Raises NotNow."""
        self.wait(after)
        self.runner.send(asked)

    def wait(self, seconds: float) -> None:
        """Let session seconds pass, deadline by deadline."""
        left = seconds / self.clock.speed
        while left > 0 and not self.runner.state.is_over:
            step = min(left, max(1e-3, self.runner.wait_seconds()))
            self.clock.advance(step)
            self.runner.advance()
            left -= step
        if left > 0:
            self.clock.advance(left)

    def wait_until(self, instant: float) -> None:
        self.wait(instant - self.runner.now())

    def finish(self) -> None:
        """Let the coach run the session to its end."""
        while not self.runner.state.is_over:
            self.wait(10.0)

    def between(self, begins: float, ends: float) -> list[tuple[str, float]]:
        """What began in a span on the session's axis, and when."""
        return [(s.clip, round(s.at, 3)) for s in self.ear.heard if begins <= s.at < ends]


def overlaps(sounds: Sequence[Sound]) -> list[tuple[Sound, Sound]]:
    """Pairs of voices that overlap."""
    voices = [sound for sound in sounds if sound.is_voice]
    return [(a, b) for a, b in pairwise(voices) if b.at < a.ends - 1e-4]
