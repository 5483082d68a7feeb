"""Half of a session, saved, and how it is continued: for tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kneecoach.journal.begin import begin
from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.opening import OpenSession, open_again
from kneecoach.paths import Paths
from kneecoach.routine.library import load_routine
from kneecoach.routine.planner import plan_routine
from kneecoach.session.commands import EndSession
from kneecoach.session.options import Options
from kneecoach.session.plan import Plan
from tests.helpers import Visit
from tests.log.samples import at_ten, folders

MINI = """\
schema = 1
id = "mini"
title = "Mini"

[[exercise]]
id = "step"
title = "Step up"
sets = 2
reps = 3
sides = "each"
rest = 10
cadence = [{name = "up", seconds = 1}]

[[exercise]]
id = "stretch"
title = "Stretch"
sets = 1
hold = 5
"""
"""Two sets of three steps on each side, and a stretch: five sets."""


def paths_with_mini(tmp_path: Path) -> Paths:
    """The folders of a user who has the routine above."""
    paths = folders(tmp_path)
    paths.routines_dir.mkdir(parents=True)
    (paths.routines_dir / "mini.toml").write_text(MINI)
    return paths


def the_plan(paths: Paths) -> Plan:
    return plan_routine(load_routine(paths, "mini"))


def first_part(paths: Paths, stop: Callable[[Visit], None]) -> Record:
    """A session that began at `STARTED` and was stopped, as it was saved."""
    recorder = begin(paths, the_plan(paths), Options(), at_ten())
    visit = Visit(the_plan(paths))
    stop(visit)
    visit.do(EndSession())
    recorder.append(visit.events)
    return recorder.save(visit.state, at_ten(5)).record


def after_two_of_three(visit: Visit) -> None:
    """Set 1 done on the left, and two of three steps on the right."""
    visit.until_work(1, 2)


def go_on(paths: Paths, record: Record, minutes: float = 60.0) -> OpenSession:
    return open_again(paths, record, Options(), at_ten(minutes))


def done_of(record: Record) -> list[tuple[str, int, str, int, int | None, str]]:
    return [(s.exercise, s.set, s.side.value, s.attempt, s.reps, s.outcome.value) for s in record.sets]


def log_of(paths: Paths) -> list[Record]:
    return [line for line in Store(paths).lines([]) if isinstance(line, Record)]
