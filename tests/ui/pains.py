"""Logs with pain, for the tests of what the screens say about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from kneecoach.log.record import PainScores, Record, SetRecord
from kneecoach.log.store import Store
from kneecoach.session.events import Outcome
from tests.clocks import FakeClock
from tests.log.samples import a_record, a_set
from tests.ui.driver import SILENT, Driver, paths_in

CALM = {"before": 2, "after": 1, "next_morning": 1}
"""Pain after which more may be suggested."""


def thrusts(**changes: Any) -> tuple[SetRecord, ...]:
    """Three sets of 15 hip thrusts with 8 kg: the top of the range."""
    whole = {"reps": 15, "holds": (2.0,) * 15, "outcome": Outcome.COMPLETED, "load_kg": 8.0}
    return tuple(a_set(**{**whole, "set": number, **changes}) for number in (1, 2, 3))


def was(days: float, sets: Sequence[SetRecord] | None = None, **pain: int | None) -> Record:
    """A session of half an hour that began this many days before the driver's clock."""
    began = FakeClock().wall() - timedelta(days=days)
    return a_record(
        id=f"{int(days * 100):08d}-0000-4000-8000-000000000000",
        started_at=began,
        ended_at=began + timedelta(minutes=30),
        sets=tuple(sets or thrusts()),
        pain=PainScores(**pain),
    )


def log_of(folder: Path, *records: Record) -> None:
    """Write sessions to the log of the driver's user."""
    paths = paths_in(folder)
    for place in (paths.data, paths.config, paths.state):
        place.mkdir(parents=True, exist_ok=True)
    for record in records:
        Store(paths).append(record)


def twice_calm(folder: Path) -> None:
    """Two sessions after which two more hip thrusts are suggested."""
    log_of(folder, was(4, **CALM), was(2, **CALM))


def too_much(folder: Path) -> None:
    """A session with pain 7 in the hip thrusts, after which less load is suggested."""
    pain = {**CALM, "worst": 7}
    log_of(folder, was(4, **CALM), was(2, thrusts(pain=7), **pain))


SIZES = [(40, 12), (80, 24), (140, 45)]


def shown(driver: Driver) -> str:
    """The words that can be read on the screen, line by line."""
    return "\n".join(driver.rows)


def flat(driver: Driver) -> str:
    """The same as one line, without the gaps and without a scrollbar.

    After that comes the same again, one column of a large window after the other.
    """
    rows = re.sub("[\u2581-\u2588\u2502]", " ", shown(driver)).split("\n")
    columns: dict[int, list[str]] = {}
    for row in rows:
        for words in re.finditer(r"\S+(?: \S+)*", row):
            columns.setdefault(words.start(), []).append(words.group())
    return " ".join([*" ".join(rows).split(), *(" ".join(column) for column in columns.values())])


def newest(driver: Driver) -> Record:
    return Store(driver.paths).read().records[-1]


def strict(folder: Path) -> None:
    """Set the strict cap of 2."""
    paths = paths_in(folder)
    paths.config.mkdir(parents=True, exist_ok=True)
    paths.settings.write_text(f"pain_cap = 2\n{SILENT}")
