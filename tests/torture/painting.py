"""A session on the screen: what is painted, and when, and what its journal says meanwhile."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from kneecoach.session.evolve import evolve
from kneecoach.session.state import State
from kneecoach.ui.views.live import live_view
from tests.terminal.terminal import Terminal
from tests.torture.aims import KEYS, Blow, Told
from tests.torture.kept import Kept
from tests.torture.options import Chance

IDLE_SECONDS = 0.4
"""When nothing has been painted for this many seconds, somebody has to press a key."""

LOOK_SECONDS = 0.015
"""How many seconds to wait for more before checking whether a key is wanted."""

MAX_SILENT_SECONDS = 60.0
"""A program that paints nothing and keeps no event for this many seconds, whatever is pressed, hangs."""

MAX_RUN_SECONDS = 600.0
"""A program that paints for this many seconds goes round in circles."""

MAX_IDLE_KEYS = 60
"""This many keys lead on from anywhere. A program that needs more goes round in circles."""

TYPED = {"space": " ", "enter": "\r", "escape": "\x1b", "x 4": "x4", "l 8": "l8\r"}
"""What is typed for keys that are not one character."""

TOP = re.compile(r"^ {3}(?:Rehearsal at speed \d+: )?(\S.*?) {2,}(\S.*?) *$")
"""The title and the place, which a long title leaves at most two cells apart."""
REPS = re.compile(r"^ {3}([━─╌]{3}) ([━─╌]{3}) ([━─╌]{3})(?: |$)")
"""The bar of three reps."""


class Painted(NamedTuple):
    """What Live says about where the session is."""

    title: str
    place: str
    count: int | None


def painted_on(rows: list[str]) -> Painted | None:
    """What Live says, or None if another screen is shown."""
    top = TOP.match(rows[0])
    if top is None or any("Stop here?" in row for row in rows):
        return None
    return _painted(top[1], top[2], _count_on(rows))


def _painted(title: str, place: str, count: int | None) -> Painted:
    # A rest says how much of it is gone, which changes without an event.
    return Painted(title, "" if title.startswith("Rest") else place, count)


def shown_in(state: State, at: float) -> Painted | None:
    """What Live should say about a state."""
    if state.stage is None or state.is_over:
        return None
    view = live_view(state, at)
    return _painted(view.title, view.place, view.reps.done if view.reps else None)


def shown_along(kept: Kept) -> set[Painted]:
    """Everything that Live may have said so far."""
    assert kept.leftover is not None
    state, shown = kept.leftover.header.first_state(), set[Painted | None]()
    for event in kept.leftover.events:
        state = evolve(state, event)
        shown.add(shown_in(state, event.at))
    return {each for each in shown if each is not None}


def _count_on(rows: list[str]) -> int | None:
    """The reps done, according to the bar below the number."""
    bar = next((found for row in rows if (found := REPS.match(row))), None)
    return None if bar is None else sum(piece == "━━━" for piece in bar.groups())


class JournalTail:
    """Reads a journal as it grows, in a thread: the fastest way to know what has just happened."""

    def __init__(self, journal: Path, heard: Callable[[Told], None]) -> None:
        """It reports every new event, and `saved` when the journal has gone."""
        self._journal = journal
        self._heard = heard
        self._ended = threading.Event()
        self._read = journal.stat().st_size if journal.exists() else 0
        self._thread = threading.Thread(target=self._tail, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._ended.set()
        self._thread.join()

    def _tail(self) -> None:
        is_there = self._read > 0
        while not self._ended.wait(0.001):
            try:
                with self._journal.open("rb") as file:
                    file.seek(self._read)
                    lines = file.read()
            except FileNotFoundError:
                if is_there:
                    self._heard({"event": "saved"})
                is_there = False
                continue
            is_there = True
            whole = lines[: lines.rfind(b"\n") + 1]
            self._read += len(whole)
            for line in whole.splitlines():
                event = json.loads(line)
                if "event" in event:
                    self._heard(event)


class Painting:
    """One run of the program on a screen."""

    def __init__(self, shown: Terminal, journal: Path, chance: Chance, blow: Blow | None) -> None:
        self.painted: list[tuple[float, Painted]] = []
        """What was on the screen, and the monotonic instant at which it was read."""
        self.struck_at: float | None = None
        self.pressed: list[str] = []
        self._shown = shown
        self._chance = chance
        self._blow = blow
        self._timer: threading.Timer | None = None
        self._skips = chance.choice((0, 0, 1, 2, 5))
        self.taken_back = 0
        """Reps that were counted and undone."""
        self._alive_at = time.monotonic()
        """When the program was last seen or heard to do something."""
        shown.tell_whole_paints(self._look)
        if blow is not None and blow.aim.event == "spawn":
            self._strike_later(blow)
        self._tail = JournalTail(journal, self._happened)

    def play(self, keys: int) -> int:
        """Follow it to its end, pressing this many random keys. Returns its exit status."""
        wanted = list(self._blow.aim.keys) if self._blow else []
        changed = self._alive_at = time.monotonic()
        began, idle, text = self._alive_at, 0, ""
        while self._shown.process.poll() is None:
            assert time.monotonic() - began < MAX_RUN_SECONDS, f"it never ends\n{self._shown.text}"
            assert time.monotonic() - self._alive_at < MAX_SILENT_SECONDS, f"it hangs\n{self._shown.text}"
            assert idle < MAX_IDLE_KEYS, f"it never ends, with {self.pressed}\n{self._shown.text}"
            known = len(self.painted)
            if self._shown.read(LOOK_SECONDS):
                self._alive_at = time.monotonic()
            if len(self.painted) > known:
                if wanted and self._chance.random() < 0.2:
                    self._press(wanted.pop(0))
                elif keys and self._chance.random() < 0.1:
                    keys -= 1
                    self._press(self._chance.choice(KEYS))
            if self._shown.text != text:
                text, changed = self._shown.text, time.monotonic()
            elif time.monotonic() - changed > IDLE_SECONDS:
                idle, changed = idle + 1, time.monotonic()
                self._lead_on(idle, text)
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
        self._tail.close()
        return self._shown.wait_for_end()

    def _look(self) -> None:
        """Note what Live says, if it is shown. The paint is whole."""
        painted = painted_on(self._shown.text.split("\n"))
        if painted is not None and (not self.painted or self.painted[-1][1] != painted):
            self.painted.append((time.monotonic(), painted))

    def _lead_on(self, turn: int, text: str) -> None:
        if not self.painted and painted_on(text.split("\n")) is None:
            return  # it is still starting
        if "Knee pain now  " in text or text.lstrip().startswith("kneecoach"):
            self._press("\x11")  # Summary, or Home: quit
            return
        # Somebody who counts by hand goes on with space or enter, and lets the coach count again in the end.
        self._press(("space", "escape", "enter", "space", "g")[turn % 5])

    def _press(self, key: str) -> None:
        self.pressed.append(key)
        with suppress(OSError):  # the window has just been closed
            self._shown.type(TYPED.get(key, key))

    def _happened(self, event: Told) -> None:
        self._alive_at = time.monotonic()
        self.taken_back += event["event"] == "undone" and event["what"] == "count a rep"
        blow = self._blow
        if blow is None or self._timer is not None:
            return
        name = event["event"]
        hit = blow.aim.is_hit_by(event) if blow.aim.event else name in {"session-started", "session-resumed"}
        if not hit:
            return
        self._skips -= 1
        if self._skips < 0 or name in {"session-started", "session-resumed", "session-ended", "saved"}:
            self._strike_later(blow)

    def _strike_later(self, blow: Blow) -> None:
        self._timer = threading.Timer(blow.delay, self._strike, [blow])
        self._timer.start()

    def _strike(self, blow: Blow) -> None:
        self.struck_at = time.monotonic()
        if blow.signal.name == "SIGHUP":
            self._shown.hang_up()
        else:
            self._shown.process.send_signal(blow.signal)
