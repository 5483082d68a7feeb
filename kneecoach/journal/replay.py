"""A journal's events checked against the engine; a damaged line made good where the engine knows what it said.

What happens by itself follows from what was before (`decide`, `due`). So where a line cannot be read, and a later
one is to the instant what the engine would have come to, the lines between said what the engine says. Where that
cannot be shown, say because the user pressed a key there, the session ends at the damage: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from kneecoach.errors import KneecoachError
from kneecoach.journal.follows import follows
from kneecoach.journal.journal import Leftover, Unreadable, event_line, parse_event, parse_journal
from kneecoach.session.commands import NotNow, Start, Tick
from kneecoach.session.decide import decide, due
from kneecoach.session.events import Event
from kneecoach.session.evolve import evolve
from kneecoach.session.state import State

MAX_GAP = 200
"""Lines in a row that may be damaged before the session is ended there."""

MAX_FORESEEN = 1000
"""Events that the engine is asked for to get over a gap."""


def look_at(path: Path) -> Leftover | None:
    """The session in a journal, which stays as it is; None where there is no journal.

    Raises KneecoachError, and Unreadable where nothing can be made of it.
    """
    try:
        leftover = parse_journal(path)
        return None if leftover is None else replayed(leftover)
    except KneecoachError:
        raise
    except Exception:
        # Whatever stands in a file: that it cannot be followed must never keep the program from opening.
        raise Unreadable(f"{path}: nothing can be made of this unfinished session") from None


def replayed(leftover: Leftover) -> Leftover:
    """The session without lines that are damaged or say what cannot be; those are among what is torn off."""
    head, _, body = (leftover.kept + leftover.torn).partition(b"\n")
    *lines, tail = body.split(b"\n")
    parsed = [parse_event(line) for line in lines]
    telling = _Telling(leftover.header.first_state())
    kept: list[bytes] = [head]
    bad: list[bytes] = []
    at = 0
    while at < len(lines):
        event = parsed[at]
        if event is not None and follows(telling.state, event, telling.last):
            telling.tell(event)
            kept.append(lines[at])
            at += 1
            continue
        bridge = _bridge(telling, parsed, at)
        if bridge is None:
            break
        following, missing = bridge
        for event in missing:
            telling.tell(event)
            kept.append(event_line(event).rstrip(b"\n"))
        bad += lines[at:following]
        at = following
    torn = b"".join(line + b"\n" for line in (*bad, *lines[at:])) + tail
    whole = b"".join(line + b"\n" for line in kept)
    return replace(leftover, events=tuple(telling.events), kept=whole, torn=torn, is_mended=bool(bad))


class _Telling:
    """The events so far, and the state after each."""

    def __init__(self, first: State) -> None:
        self.events: list[Event] = []
        self.states = [first]

    @property
    def state(self) -> State:
        return self.states[-1]

    @property
    def last(self) -> float:
        return self.events[-1].at if self.events else 0.0

    def tell(self, event: Event) -> None:
        self.events.append(event)
        self.states.append(evolve(self.state, event))

    def goes_on(self) -> Iterator[Iterator[Event]]:
        """What the engine foresees from here: the present instant may or may not have been told to its end."""
        if self.state.stage is not None or not self.events:
            yield _by_itself(self.state)
        told = [event for event in islice(reversed(self.events), MAX_GAP) if event.at == self.last][::-1]
        foreseen = _by_itself(self.states[-1 - len(told)])
        if list(islice(foreseen, len(told))) == told:
            yield foreseen


def _bridge(telling: _Telling, parsed: list[Event | None], at: int) -> tuple[int, list[Event]] | None:
    """Where the session goes on after the damaged line `at`, and the events between; None where it cannot."""
    for following in range(at + 1, min(len(parsed), at + MAX_GAP)):
        event = parsed[following]
        if event is None:
            continue
        for foreseen in telling.goes_on():
            missing = _up_to(event, foreseen)
            if missing is not None:
                return following, missing
        if event.command is not None:
            return None  # A key was pressed: what comes after it says nothing of what was before.
    return None


def _up_to(event: Event, foreseen: Iterator[Event]) -> list[Event] | None:
    missing: list[Event] = []
    for instead in islice(foreseen, MAX_FORESEEN):
        if instead == event:
            return missing
        if instead.at > event.at:
            return None
        missing.append(instead)
    return None


def _by_itself(state: State) -> Iterator[Event]:
    """What happens from a state on if nobody does anything."""
    try:
        events = decide(state, Start(), 0.0) if state.stage is None else ()
    except NotNow:
        return
    while True:
        for event in events:
            state = evolve(state, event)
            yield event
        instant = due(state)
        if instant is None or not (events := decide(state, Tick(), instant)):
            return
