"""A session printed as JSON lines, read in a thread that notes when each came, and driven by keys."""

from __future__ import annotations

import json
import queue
import random
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

from tests.cli.program import TIMEOUT, Following
from tests.torture.aims import KEYS, Blow, Told

IDLE_SECONDS = 0.2
"""When nothing has been printed for this many seconds, somebody has to press a key."""


@dataclass
class Telling:
    """One run of the program."""

    program: Following
    told: list[tuple[float, Told]] = field(default_factory=list)
    """What was printed, and the monotonic instant at which it was read."""
    struck_at: float | None = None
    """When it was killed."""

    def __post_init__(self) -> None:
        self._heard: queue.Queue[tuple[float, Told] | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def events(self) -> list[Told]:
        return [event for _, event in self.told]

    def play(self, chance: random.Random, blow: Blow | None, keys: int) -> int:
        """Follow it to its end, which `blow` may cause, pressing this many random keys. Returns its exit status."""
        timer: threading.Timer | None = None
        if blow is not None and blow.aim.event == "spawn":
            timer = self._strike_later(blow)
        wanted = list(blow.aim.keys) if blow else []
        skips = chance.choice((0, 0, 1, 2, 5))
        idle = 0
        while (event := self._next()) is not None:
            if event["event"] == "idle":
                if self.told:
                    idle += 1
                    self._press(_idle_key(self.events, idle))
                continue
            if blow is not None and timer is None and self._is_the_place(blow, event):
                skips -= 1
                if skips < 0 or event["event"] in {"session-ended", "saved", "session-started", "session-resumed"}:
                    timer = self._strike_later(blow)
            if wanted and chance.random() < 0.1:
                self._press(*wanted)
                wanted = [] if chance.random() < 0.5 else wanted
            elif keys and chance.random() < 0.15:
                keys -= 1
                self._press(chance.choice(KEYS))
        if timer is not None:
            timer.cancel()
            timer.join()
        return self.program.process.wait(TIMEOUT)

    def strike(self, blow: Blow) -> None:
        """Kill it."""
        self.struck_at = time.monotonic()
        self.program.process.send_signal(blow.signal)

    def _is_the_place(self, blow: Blow, event: Told) -> bool:
        if not blow.aim.event:
            return event["event"] in {"session-started", "session-resumed"}
        return blow.aim.is_hit_by(event)

    def _strike_later(self, blow: Blow) -> threading.Timer:
        timer = threading.Timer(blow.delay, self.strike, [blow])
        timer.start()
        return timer

    def _press(self, *keys: str) -> None:
        with suppress(BrokenPipeError, ValueError):  # it has ended
            self.program.press(*keys)

    def _next(self) -> Told | None:
        """The next event; `idle` if none comes, None at the end."""
        try:
            heard = self._heard.get(timeout=IDLE_SECONDS)
        except queue.Empty:
            return {"event": "idle"}
        if heard is None:
            return None
        self.told.append(heard)
        return heard[1]

    def _listen(self) -> None:
        stdout = self.program.process.stdout
        assert stdout is not None
        for line in stdout:
            self._heard.put((time.monotonic(), json.loads(line)))
        self._heard.put(None)


def _idle_key(events: list[Told], turn: int) -> str:
    """A key that may lead on."""
    for event in reversed(events):
        if event["event"] in {"paused", "undone", "interrupted"}:
            return "p"
        if event["event"] in {"resumed", "stage-started", "phase-started"}:
            break
    # Somebody who counts by hand goes on with space or enter, and lets the coach count again in the end.
    return ("space", "enter", "space", "enter", "g")[turn % 5]
