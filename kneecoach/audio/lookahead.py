"""Looks ahead in a session and has a player play its cues at their instants.

The engine is pure, so what happens next is known before it happens. When a foreseen event comes, there is nothing
left to do. When a key changes what comes next, everything is planned again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Protocol

from kneecoach.audio.arrange import GAP_SECONDS, PlannedSound, ScheduledCue, arrange
from kneecoach.audio.cues import Cue, cues_of, end_cues, timed_cues
from kneecoach.audio.player import AHEAD_SECONDS, Play
from kneecoach.audio.repertoire import Repertoire
from kneecoach.audio.verbosity import Verbosity
from kneecoach.running.runner import Runner
from kneecoach.session.commands import Tick
from kneecoach.session.decide import decide, due
from kneecoach.session.events import Event, Interrupted, Paused, Status, Undone
from kneecoach.session.evolve import evolve
from kneecoach.session.state import State

LOOK_AHEAD_SECONDS = 6.0
"""Cues are known this far ahead when they are arranged (real seconds)."""

MARGIN_SECONDS = 1.0
"""Cues are known until at least this long after the longest clip would end, if it began now (real seconds)."""

MAX_HEARD_SPEED = 3.0
"""A rehearsal faster than this (session seconds per real second) is silent: no phrase would fit."""

CAPTION_SECONDS = 1.0
"""A caption stays at least this long (real seconds), unless another sound follows."""

MIN_PATIENCE_SECONDS = 0.25
"""Every sound may be this late (real seconds): the worker needs a moment."""

SAME_SECONDS = 1e-4
"""Two calculations of the same instant differ by less than this (real seconds)."""


class SoundPlayer(Protocol):
    """Plays what is planned."""

    def plan(self, plays: Sequence[Play]) -> None: ...

    def stop(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Caption:
    """What is heard now, in words, and when that changes: in session seconds, None if nothing changes it."""

    words: str
    changes_in: float | None


class SessionSound:
    """Listens to a runner and plans its sounds."""

    def __init__(
        self,
        runner: Runner,
        player: SoundPlayer,
        repertoire: Repertoire,
        verbosity: Verbosity = Verbosity.FULL,
    ) -> None:
        """`repertoire`: what can be said. A clip that is added to it later is used from then on."""
        self._runner = runner
        self._player = player
        self._repertoire = repertoire
        self._speed = runner.clock.speed
        self._verbosity = verbosity if self._speed <= MAX_HEARD_SPEED else Verbosity.OFF
        self._muted = False
        self._origin = runner.instant_of(0.0)
        """The monotonic instant at which the session's axis begins."""
        self._state = runner.state
        self._ahead = runner.state
        self._foreseen: deque[tuple[Event, ...]] = deque()
        self._cues: list[Cue] = []
        self._under_way: list[ScheduledCue] = []
        self._to_come: list[ScheduledCue] = []

    def on_events(self, events: tuple[Event, ...], state: State) -> None:
        """Listen to the runner's events."""
        before, self._state = self._state, state
        if self._verbosity is Verbosity.OFF:
            return
        if self._foreseen and self._foreseen[0] == events:
            self._foreseen.popleft()
        else:
            self._replan(events, before, state)
        self._look_ahead()
        self._plan()

    def saved(self, status: Status) -> None:
        """Say how the session ended, now that the record is on disk."""
        now = self._runner.now()
        # Phrases about the last set would come after the end, so they are dropped.
        self._cues = self._speakable(end_cues(status, now, self._verbosity))
        self._plan()

    def mute(self, muted: bool) -> None:
        """Play nothing while muted; captions go on."""
        self._muted = muted
        if muted:
            self._player.stop()
        else:
            self._plan()

    def caption(self, at: float) -> Caption:
        """What is said at an instant of the session's axis."""
        scheduled = (*self._under_way, *self._to_come)
        sounds = [sound for each in scheduled for sound in each.sounds if sound.caption]
        shown = [s for s in sounds if s.at <= at < self._shown_until(s)]
        best = max(shown, key=lambda s: s.at, default=None)
        changes = [s.at for s in sounds if s.at > at] + [self._shown_until(s) for s in shown]
        return Caption(best.caption if best else "", min(changes) - at if changes else None)

    def _shown_until(self, sound: PlannedSound) -> float:
        return max(sound.ends, sound.at + CAPTION_SECONDS * self._speed)

    def _replan(self, events: tuple[Event, ...], before: State, state: State) -> None:
        """Plan again after something unforeseen."""
        now = self._runner.now()
        if _is_same_place(events, before, state):
            arranged = (*self._under_way, *self._to_come)
            waiting = [scheduled.cue for scheduled in self._under_way if scheduled.begins > now]
            self._under_way = [scheduled for scheduled in arranged if scheduled.begins <= now]
            begun = {id(scheduled.cue) for scheduled in self._under_way}
            # What is already due may still be said; what lies ahead is foreseen again.
            self._cues = [cue for cue in (*self._cues, *waiting) if cue.at <= events[0].at and id(cue) not in begun]
        else:
            self._player.stop()
            self._cues, self._under_way = [], []
        self._to_come = []
        self._foreseen.clear()
        self._ahead = state
        self._cues += self._speakable(cues_of(events, before, self._verbosity))
        self._cues += self._speakable(timed_cues(state, max(now, events[-1].at), self._verbosity))

    def _look_ahead(self) -> None:
        # A clip must not begin before everything that it could get in the way of is known.
        seconds = max(LOOK_AHEAD_SECONDS, self._repertoire.longest + MARGIN_SECONDS)
        horizon = self._runner.now() + seconds * self._speed
        while (instant := due(self._ahead)) is not None and (not self._foreseen or instant <= horizon):
            events = decide(self._ahead, Tick(), instant)
            self._cues += self._speakable(cues_of(events, self._ahead, self._verbosity))
            self._ahead = reduce(evolve, events, self._ahead)
            self._cues += self._speakable(timed_cues(self._ahead, instant, self._verbosity))
            self._foreseen.append(events)

    def _plan(self) -> None:
        """Arrange the cues and hand them to the player."""
        now = self._runner.now()
        begun = [p for p in self._to_come if p.begins <= now + AHEAD_SECONDS * self._speed]
        settled = {id(scheduled.cue) for scheduled in begun}
        kept_until = now - 2 * CAPTION_SECONDS * self._speed
        self._under_way = [p for p in (*self._under_way, *begun) if p.ends > kept_until]
        # The clock goes on meanwhile, so a cue due now may already be a moment late.
        past = now - MIN_PATIENCE_SECONDS * self._speed
        self._cues = [cue for cue in self._cues if id(cue) not in settled and cue.at + cue.patience >= past]
        gap = GAP_SECONDS * self._speed
        taken = [(p.begins, p.ends + gap) for p in self._under_way if p.sounds[0].is_voice]
        self._to_come = arrange(self._cues, lambda sound: self._repertoire[sound] * self._speed, taken, gap, now)
        origin = self._runner.instant_of(0.0)
        if abs(origin - self._origin) > SAME_SECONDS:
            # Only if it has moved: the same sound must keep the same instant to the last bit.
            self._origin = origin
        if not self._muted:
            plays = [play for scheduled in (*self._under_way, *self._to_come) for play in self._plays(scheduled)]
            # Sounds that have begun are left out: when the sound came back, they would all be said at once.
            earliest = self._origin + past / self._speed
            self._player.plan([play for play in plays if play.at >= earliest])

    def _plays(self, scheduled: ScheduledCue) -> list[Play]:
        late = scheduled.cue.patience - (scheduled.begins - scheduled.cue.at)
        patience = max(late / self._speed, MIN_PATIENCE_SECONDS)
        instants = [(planned.sound, self._origin + planned.at / self._speed) for planned in scheduled.sounds]
        return [Play(sound, at, at + patience) for sound, at in instants]

    def _speakable(self, cues: Sequence[Cue]) -> list[Cue]:
        """The cues with the clips that exist. A cue without any becomes its tone, or is dropped."""
        known = []
        for cue in cues:
            said = (self._repertoire.wording(wording) for wording in cue.wordings)
            wordings = tuple(wording for wording in said if wording)
            known.append(replace(cue, wordings=wordings, tone=None if wordings else cue.tone))
        return [cue for cue in known if cue.wordings or cue.tone]


def _is_same_place(events: tuple[Event, ...], before: State, state: State) -> bool:
    """Whether the session is still at the same place and goes on, so that what is being said is still right."""
    stops = any(isinstance(event, Paused | Interrupted | Undone) for event in events)
    places = [(s.stage, s.index, s.attempt, s.since) for s in (before, state)]
    return places[0] == places[1] and not stops and before.paused is None
