"""Words that try to control a terminal, in every place in a user's files where words can be."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from pathlib import Path

from kneecoach.log.record import RoutineRef
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from kneecoach.routine.library import builtin_dir
from kneecoach.session.commands import Start
from kneecoach.session.decide import decide
from kneecoach.session.plan import Exercise, Phase, PlannedSet, Side, Target
from kneecoach.session.state import State
from tests.helpers import a_plan
from tests.log.samples import a_header, a_record, a_set, folders, journal_bytes

MARK = "EVIL"
"""In every hostile text, this follows each code. Where a code got through, it comes right before this."""

CODES = (
    "\x1b[2J",  # clears the screen
    "\x1b]0;",  # sets the window's title
    "\x1b]8;;http://localhost/\x1b\\",  # a link
    "\x1b]52;c;RVZJTA==\x07",  # writes to the clipboard
    "\x1bP$q",  # a device control string
    "\x9b31m",  # the same as escape and [, as one character
    "\x9d0;",
    "\u202e",  # from here on right to left
    "\u2066",
    "\x00",
    "\x7f",
    "\x08",
    "\r",
)

MARKUP = "[bold]EVIL[/bold][/][@click=app.leave]EVIL[/][link=http://localhost]EVIL"

EVIL = "".join(f"{code}{MARK}" for code in CODES) + MARKUP


def live_codes(output: str) -> list[str]:
    """Codes right before the mark in a program's output, and characters that no program should write."""
    found = [code for code in CODES if code + MARK in output]
    steers = {"Cf", "Zl", "Zp"}
    found += [c for c in output if unicodedata.category(c) in steers or "\x80" <= c <= "\x9f"]
    return found


def hostile_user(tmp_path: Path) -> Paths:
    """A user with hostile routines, sessions, a figure and a session that was cut off, and harmless settings."""
    paths = folders(tmp_path)
    _routines(paths)
    _records(paths)
    _figure(paths)
    return paths


def _routines(paths: Paths) -> None:
    paths.routines_dir.mkdir(parents=True)
    evil = json.dumps(EVIL).replace("\x7f", "\\u007f")
    steps = "\n".join(f"{key} = [{evil}]" for key in ("equipment", "how_to", "cues", "faults", "easier", "harder"))
    (paths.routines_dir / "evil.toml").write_text(
        f"""schema = 1
id = "evil"
title = {evil}
about = {evil}
source = {evil}
warm_up = {evil}

[[exercise]]
id = "evil-thrust"
title = {evil}
sets = 2
reps = 3
load = true
figure = "evil"
cadence = [{{ name = {evil}, seconds = 1.0 }}, {{ name = "b", seconds = 1.0, hold = true }}]
substitutes = [{evil}]
{steps}
""",
        "utf-8",
    )
    text = (builtin_dir() / "knee-relief.toml").read_text("utf-8")
    for name in (f"\x1b[2J{MARK}", f"\u202e{MARK}[bold]"):
        (paths.routines_dir / f"{name}.toml").write_text(text, "utf-8")
    (paths.routines_dir / "broken.toml").write_text(f"schema = 1\n{evil} = 3\n", "utf-8")


def _records(paths: Paths) -> None:
    record = a_record(
        1,
        note=EVIL,
        app=EVIL,
        device=EVIL,
        routine=RoutineRef(id=EVIL, title=EVIL, digest=EVIL),
        sets=(a_set(exercise=EVIL, title=EVIL),),
    )
    Store(paths).append(record)
    Store(paths).append(record.model_copy(update={"id": f"\x1b[2J{MARK}\u202e{MARK}"}))
    with (paths.log_dir / f"\x1b[2J{MARK}.jsonl").open("wb") as file:
        file.write(b"\x1b[2JEVIL\n")


def _figure(paths: Paths) -> None:
    paths.figures_dir.mkdir(parents=True)
    (paths.figures_dir / "evil.toml").write_text(f"{json.dumps(EVIL).replace(chr(127), '')} = 3\n", "utf-8")


def cut_off(paths: Paths) -> None:
    """A session that was cut off, with a journal that somebody else wrote: kneecoach never checked its words."""
    exercise = Exercise(EVIL, EVIL, (Phase(EVIL, 1.0), Phase("hold", 2.0, hold=True)), 5.0, 10.0, load=True)
    exercise = replace(exercise, how_to=(EVIL,), cues=(EVIL,), figure="evil")
    planned = tuple(PlannedSet(exercise, n, 2, Side.BOTH, Target(reps=(3, 3), hold_seconds=2.0)) for n in (1, 2))
    plan = replace(a_plan(planned), title=EVIL, routine=EVIL, digest=EVIL)
    paths.journal.write_bytes(journal_bytes(a_header(plan), decide(State(plan), Start(), 0.0)))
