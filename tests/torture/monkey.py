"""A monkey at the keyboard: random keys, pastes, clicks and resizes with random gaps, as a terminal sends them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kneecoach.log.record import PainScores, Record, RoutineRef, TargetRecord
from kneecoach.paths import Paths, private_folder
from kneecoach.session.events import Outcome, Status
from tests.log.samples import DEVICE, a_record, a_set
from tests.torture.aims import ROUTINE
from tests.torture.options import Chance
from tests.ui.made_up import three_months, write

MAX_GAP_SECONDS = 0.1

ESCAPE = "\x1b"
"""Alone, it is the escape key. A program waits a moment to tell it from the beginning of another key."""

MOVES = ("\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~", "\t", "\x1b[Z")
"""Arrows, home, end, page up, page down, tab, shift+tab."""
OTHERS = (
    *MOVES,
    "\x1b[I",
    "\x1b[O",
    "\x7f",
    "\x1b[3~",
    "\x1bOP",
    "\x10",
    "\x10",
    "\x03",
    "\x01",
    "\x15",
    "\x1b[57441u",
    "\x1b[27u",
)
"""Also backspace, delete, F1, the palette, Ctrl-C, Ctrl-A, Ctrl-U, shift alone, and Kitty's escape."""
LETTERS = "nNrbugmxpsdhtfqywekvaSiIX?+-/ \r\r\r0123456789,."

SIZES = ((80, 24), (80, 24), (100, 30), (140, 45), (60, 20), (40, 12), (20, 5), (200, 55), (1, 1), (300, 10))
"""Window sizes in cells, columns first."""

WORDS = (
    "knee",
    "12,5",
    "\n",
    "two\nlines\r\n",
    "[/]",
    "[@click=app.leave]x",
    "é",
    "膝",
    "👩‍👩‍👧",
    "\u202e",
    "x" * 2100,
    "\t",
)

LOGS = ("none", "odd", "months")
STARTS = ("home", "live", "live", "left over", "movements")
"""How the app begins: at Home, in a session, with one that was cut off, or at Exercises."""


@dataclass(frozen=True)
class Deed:
    """One thing done at the terminal, and how long until the next."""

    kind: str
    """`key`, `paste`, `click`, `scroll` or `resize`."""
    sent: str = ""
    """The input, as a terminal sends it."""
    size: tuple[int, int] = (0, 0)
    """The new size, for a resize, in cells, columns first."""
    turns: int = 0
    """Turns of the event loop until the next one, if both run in one process."""
    seconds: float = 0.0
    """Seconds until the next one, in addition."""


def deeds(
    chance: Chance, count: int, size: tuple[int, int], sizes: Sequence[tuple[int, int]] = SIZES
) -> Iterator[Deed]:
    """This many deeds in a window of `size` cells, columns first, which may change to others in `sizes`.

    They come one after another, or in bursts of the same one.
    """
    while count > 0:
        burst = min(count, chance.choice((1, 1, 1, 1, 1, 1, 1, 1, chance.randrange(2, 30))))
        what = _what(chance, size, sizes)
        if what.kind == "resize":
            size = what.size
        for _ in range(burst):
            turns, seconds = _gap(chance)
            yield Deed(what.kind, what.sent, what.size, turns, seconds)
        count -= burst


def _what(chance: Chance, size: tuple[int, int], sizes: Sequence[tuple[int, int]]) -> Deed:
    lot = chance.random()
    if lot < 0.86:
        return Deed("key", _key(chance))
    if lot < 0.90:
        return Deed("paste", f"\x1b[200~{chance.choice(WORDS)}\x1b[201~")
    x, y = chance.randrange(1, max(2, size[0] + 1)), chance.randrange(1, max(2, size[1] + 1))
    if lot < 0.96:
        moved = chance.choice(("", f"\x1b[<32;{max(1, x - 3)};{y}M"))
        return Deed("click", f"\x1b[<0;{x};{y}M{moved}\x1b[<0;{x};{y}m")
    if lot < 0.98:
        return Deed("scroll", f"\x1b[<{chance.choice((64, 65, 35))};{x};{y}M")
    return Deed("resize", size=chance.choice(sizes))


def _key(chance: Chance) -> str:
    lot = chance.random()
    if lot < 0.08:
        return ESCAPE
    return chance.choice(OTHERS) if lot < 0.35 else chance.choice(LETTERS)


def _gap(chance: Chance) -> tuple[int, float]:
    """Turns of the event loop, and seconds: mostly none, often a few turns, seldom up to a tenth of a second."""
    lot = chance.random()
    if lot < 0.45:
        return 0, 0.0
    if lot < 0.80:
        return chance.randrange(1, 40), 0.0
    return 0, chance.uniform(0.0, MAX_GAP_SECONDS if lot > 0.96 else 0.015)


def odd_records() -> tuple[Record, ...]:
    """Sessions that are valid but unusual: empty, with markup, huge, long ago, or next year."""
    began = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    title = "[bold]Hip [/] thrust[@click=app.leave] 膝 " + "very " * 40 + "long"
    huge = {"reps": 1_000_000, "seconds": 1e9, "load_kg": 1e9, "holds": (1e9,) * 30}
    changes: tuple[dict[str, object], ...] = (
        {"sets": (), "status": Status.PARTIAL},
        {"routine": RoutineRef(id="gone", title=title, digest="")},
        {"note": "[/] " + "👩‍👩‍👧 " * 400},
        {"sets": (a_set(title=title, exercise="?", variant=title, **huge),), "active_seconds": 1e9},
        {"sets": tuple(a_set(set=n, of=300, title=title) for n in range(1, 300))},
        {"sets": (a_set(target=TargetRecord(), outcome=Outcome.SKIPPED, started_at=None),)},
        {"pain": PainScores(before=10, worst=10, after=10), "reps_in_reserve": 0},
        {"speed": 1e-9},
        {"started_at": began - timedelta(days=40_000), "ended_at": began - timedelta(days=40_000)},
        {"started_at": began + timedelta(days=365), "ended_at": began + timedelta(days=365)},
        {"started_at": datetime(9999, 12, 31, 23, 59, tzinfo=UTC), "ended_at": datetime(1, 1, 2, tzinfo=UTC)},
    )
    made = []
    for number, changed in enumerate(changes):
        day = {"started_at": began - timedelta(days=number), "ended_at": began - timedelta(days=number)}
        made.append(a_record(id=f"{number:08d}-odd0-4000-8000-000000000000", **{**day, **changed}))
    return tuple(made)


ODD_ROUTINE = """\
schema = 1
id = "odd"
title = "[/] 膝 [@click=app.leave]odd"
about = "x"

[[exercise]]
id = "one"
title = "[bold]One rep with a title that is longer than any line of a usual window, and goes on and on and on"
sets = 1
reps = 1
cadence = [{ name = "Straighten slowly and squeeze", seconds = 0.5 }]
setup = 0
rest = 0
load = true
standing = true
easier = ["[/]", "a lighter band"]

[[exercise]]
id = "two"
title = "Two"
sets = 30
hold = 1
sides = "each"
setup = 0
rest = 0
load = true
"""


def household(folder: Path, chance: Chance) -> Paths:
    """A user in `folder`, with some kind of log, and routines short enough to be finished."""
    records = {"none": (), "odd": odd_records(), "months": three_months()}[chance.choice(LOGS)]
    paths = write(folder, records)
    private_folder(paths.routines_dir)
    (paths.routines_dir / "small.toml").write_text(ROUTINE)
    (paths.routines_dir / "odd.toml").write_text(ODD_ROUTINE)
    private_folder(paths.state)
    paths.device.write_text(f"{DEVICE}\n")
    if chance.random() < 0.3:
        paths.settings.write_text(paths.settings.read_text().replace("flash = false", "flash = true"))
    if chance.random() < 0.2:
        with (paths.log_dir / f"{DEVICE}.jsonl").open("a") as log:
            log.write(json.dumps({"schema": 3, "type": "session", "id": "newer"}) + "\nhalf a rec")
    return paths
