"""A session for the tests of Session detail, and what can be read on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kneecoach.log.record import PainScores, Record, TargetRecord, Tombstone
from kneecoach.log.store import Store
from kneecoach.session.events import Outcome
from kneecoach.session.plan import Side, Unit
from kneecoach.ui.widgets.line import Line
from tests.log.samples import a_record, a_set
from tests.ui.driver import Driver, paths_in

WALK: dict[str, Any] = {
    "exercise": "band-walk",
    "title": "Band walk",
    "set": 1,
    "of": 1,
    "target": TargetRecord(reps=(15, 20), unit=Unit.STEP),
    "holds": (),
    "reps": 20,
    "outcome": Outcome.COMPLETED,
}
RECORD = a_record(
    sets=(
        a_set(**WALK, side=Side.LEFT, pain=2),
        a_set(**WALK, side=Side.RIGHT),
        a_set(load_kg=8.0, holds=(2.0, 1.4)),
        a_set(
            exercise="quad-stretch",
            title="Quad stretch",
            set=1,
            of=1,
            side=Side.LEFT,
            target=TargetRecord(seconds=30.0),
            reps=0,
            holds=(12.5,),
            seconds=12.5,
        ),
    ),
    pain=PainScores(before=3, worst=4, after=2),
    note="ok",
)
TO_SETS = ["down"] * 6
"""Keys from the first answer to the first attempt."""
SIZES = [(40, 12), (80, 24), (140, 45)]


def log(folder: Path, *records: Record) -> Store:
    """Write a log with these sessions."""
    store = Store(paths_in(folder))
    for record in records or (RECORD,):
        store.append(record)
    return store


def revisions(driver: Driver) -> list[Record | Tombstone]:
    """Every line of the log."""
    return Store(driver.paths).lines([])


def the(driver: Driver) -> Record:
    """The only session in the log."""
    (record,) = Store(driver.paths).read().records
    return record


def rows(driver: Driver) -> list[str]:
    """The rows of Detail, as text."""
    shown = driver.app.screen.query_one(OptionList)
    return [str(option.prompt).strip("\n") for option in shown.options]


def said(driver: Driver) -> str:
    """What Detail says last."""
    return driver.app.screen.query_one("#said", Line).text


def under_cursor(driver: Driver) -> Option:
    """The row the cursor is on."""
    shown = driver.app.screen.query_one(OptionList)
    assert shown.highlighted is not None
    return shown.get_option_at_index(shown.highlighted)
