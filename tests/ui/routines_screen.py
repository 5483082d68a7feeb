"""What the tests of Routines and the editor share."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from textual.screen import Screen

from kneecoach.paths import Paths
from kneecoach.routine.library import load_routine
from kneecoach.routine.model import ExerciseModel
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.row_list import RowList
from tests.routine.by_hand import FILES
from tests.ui.driver import Driver, paths_in

S = TypeVar("S", bound=Screen[None])
SIZES = [(40, 12), (80, 24), (140, 45)]
LISTED = ["Knee relief", "Knee at home", "Knee minutes", "Knee start", "Knee strong"]


def own(folder: Path, name: str = "mine", raw: bytes = FILES["plain"]) -> Path:
    """Write a routine of the user's own."""
    routines = paths_in(folder).routines_dir
    routines.mkdir(parents=True, exist_ok=True)
    file = routines / f"{name}.toml"
    file.write_bytes(raw)
    return file


def on(driver: Driver, kind: type[S]) -> S:
    """The current screen, which is of this kind."""
    assert isinstance(driver.app.screen, kind)
    return driver.app.screen


def line(driver: Driver, id_: str) -> str:
    """What a line of the current screen says; empty if it is not shown."""
    found = driver.app.screen.query_one(f"#{id_}", Line)
    return found.text if found.display else ""


def listed(driver: Driver) -> list[str]:
    """The rows of the list, with the one under the cursor marked."""
    rows = driver.app.screen.query_one("#rows", RowList)
    return [f"{'> ' if at == rows.cursor else ''}{rows.text_of(at).strip()}" for at in range(rows.count)]


def exercises(paths: Paths, name: str) -> tuple[ExerciseModel, ...]:
    """The exercises of a routine, as its file has them now."""
    return load_routine(paths, name).spec.exercise


def typed(words: str) -> list[str]:
    """The keys that type a text."""
    return ["space" if letter == " " else "minus" if letter == "-" else letter for letter in words]
