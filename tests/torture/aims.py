"""Where a session is killed, and how: at an instant after a chosen event, or any instant, in a small routine."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.torture.options import Chance

ROUTINE = """\
schema = 1
id = "small"
title = "Small"

[[exercise]]
id = "stretch"
title = "Stretch"
sets = 1
hold = 4
sides = "each"
rest = 3
setup = 1

[[exercise]]
id = "walk"
title = "Walk"
sets = 1
reps = [2, 3]
unit = "step"
sides = "each"
rest = 3
setup = 1
easier = ["no band"]
cadence = [{ name = "out", seconds = 0.5 }, { name = "in", seconds = 0.5 }]

[[exercise]]
id = "thrust"
title = "Thrust"
sets = 2
reps = 3
rest = 3
setup = 1
load = true
cadence = [
  { name = "up", seconds = 0.5 },
  { name = "squeeze", seconds = 1, hold = true },
  { name = "down", seconds = 0.5 },
]
"""
"""Every stage, in 49 seconds: timed holds, reps in a range, holds inside reps, switches of sides, rests."""

SECONDS = 49.0

Told = dict[str, Any]
"""An event as `--json` tells it."""


def small_routine(data: Path) -> None:
    """Write the small routine where the program looks for it."""
    folder = data / "config" / "routines"
    folder.mkdir(parents=True)
    (folder / "small.toml").write_text(ROUTINE)
    (data / "config" / "config.toml").write_text("first_ready = 0\n")


@dataclass(frozen=True)
class Aim:
    """A place in a session: soon after an event, which random keys may cause."""

    name: str
    event: str = ""
    """The name of the event. `spawn` is the start of the process; empty is any instant."""
    fields: tuple[tuple[str, object], ...] = ()
    keys: tuple[str, ...] = ()

    def is_hit_by(self, told: Told) -> bool:
        """Whether this event is such a place."""
        return told["event"] == self.event and all(told.get(key) == value for key, value in self.fields)


AIMS = (
    Aim("any instant"),
    Aim("before the first word", "spawn"),
    Aim("session-started", "session-started"),
    Aim("ready", "stage-started", (("stage", "ready"),)),
    Aim("switch of sides", "stage-started", (("stage", "ready"), ("side", "right"))),
    Aim("work", "stage-started", (("stage", "work"),)),
    Aim("rep", "rep-counted"),
    Aim("hold in a rep", "phase-started", (("phase", "squeeze"),)),
    Aim("timed hold", "phase-started", (("phase", "hold"),)),
    Aim("rest", "stage-started", (("stage", "rest"),)),
    Aim("paused", "paused", keys=("p",)),
    Aim("self pace", "pace-changed", (("value", "self"),), keys=("g",)),
    Aim("skipped", "attempt-ended", (("outcome", "skipped"),), keys=("n",)),
    Aim("repeated", "stage-started", (("attempt", 2),), keys=("r",)),
    Aim("undone", "undone", keys=("n", "u")),
    Aim("session-ended", "session-ended"),
    Aim("saving", "session-ended"),
    Aim("saved", "saved"),
)

RESUMED = Aim("resumed", "session-resumed")
"""Whether only a session that was brought back gets there."""

SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGKILL", "SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)
)

KEYS = ("space", "enter", "n", "N", "r", "b", "u", "u", "p", "+", "-", "g", "x 4", "l 8", "e")
"""Keys that may be pressed along the way."""

STATUSES = {
    "SIGKILL": {-9},
    # The second place covers the time before the program listens to signals, and after it has stopped.
    "SIGTERM": {128 + 15, -15},
    "SIGHUP": {128 + 1, -1},
    "SIGINT": {130, -2},
}
"""What a process ends with, by signal."""


@dataclass(frozen=True)
class Blow:
    """One kill: where, how, and how many real seconds after that place."""

    aim: Aim
    signal: signal.Signals
    delay: float

    def __str__(self) -> str:
        return f"{self.signal.name}, {self.aim.name}"


def blows(chance: Chance, length: float, *more_aims: Aim) -> list[Blow]:
    """A chain of one to three kills of a session that takes `length` real seconds.

    From try to try, the first kill goes through all places and signals in turn.
    """
    aims = (*AIMS, *more_aims)
    turn, place = divmod(chance.number, len(aims))
    first = Blow(aims[place], SIGNALS[(place + 3 * turn) % len(SIGNALS)], 0.0)
    more = [
        Blow(chance.choice((*aims, RESUMED)), chance.choice(SIGNALS), 0.0)
        for _ in range(chance.choice((0, 0, 1, 2)))
    ]
    return [Blow(blow.aim, blow.signal, _delay(chance, blow.aim, length)) for blow in (first, *more)]


def _delay(chance: Chance, aim: Aim, length: float) -> float:
    match aim.name:
        case "any instant":
            return chance.uniform(0.0, length)
        case "before the first word":
            return chance.uniform(0.0, 0.5)
        case "saving":
            # From the last event to the record on disk is a matter of milliseconds.
            return chance.uniform(0.0, 0.012)
        case _:
            return chance.choice((0.0, chance.uniform(0.0, 0.005), chance.uniform(0.0, 0.15)))
