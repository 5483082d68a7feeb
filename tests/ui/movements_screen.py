"""What the tests of Exercises share: odd routines and settings, and what the screen shows."""

from __future__ import annotations

from pathlib import Path

from kneecoach.figures.cells import Row
from kneecoach.routine.library import builtin_exercises_dir
from kneecoach.ui.screens.movements import Movements
from kneecoach.ui.views.preview import READY_SECONDS
from kneecoach.ui.widgets.figure_view import FigureView
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.page import Page
from tests.ui.driver import SILENT, Driver

SIZES = [(40, 12), (60, 20), (80, 24), (100, 30), (140, 45)]
TINY = (40, 12)
SHIPPED = len([*builtin_exercises_dir().glob("*.toml")])
SQUEEZE = READY_SECONDS + 1.5
"""After this many seconds, the hip thrust is in its hold."""

ODD = """\
schema = 1
id = "odd"
title = "[/] [b]mine"
[[exercise]]
id = "wall-sit"
title = "[/bad] \\u001b]0;t\\u0007"
sets = 2
hold = 20
how_to = ["[red]Back[/] to the wall.", "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字"]
cues = ["[/]"]
figure = "no-such-figure"
[[exercise]]
id = "step-up"
title = "Step up"
sets = 3
reps = 10
sides = "each"
cadence = [{ name = "up", seconds = 1.5 }, { name = "down", seconds = 2 }]
"""


def with_odd_routine(folder: Path) -> Path:
    """A user's folder with a routine that has odd texts."""
    routines = folder / "config" / "routines"
    routines.mkdir(parents=True)
    (routines / "odd.toml").write_text(ODD, "utf-8")
    return folder


def with_setting(folder: Path, line: str) -> Path:
    """A user's folder with one more setting."""
    (folder / "config").mkdir()
    (folder / "config" / "config.toml").write_text(f"{line}\n{SILENT}")
    return folder


def screen_of(driver: Driver) -> Movements:
    shown = driver.app.screen
    assert isinstance(shown, Movements)
    return shown


def line(driver: Driver, id_: str) -> str:
    return driver.app.screen.query_one(f"#{id_}", Line).text


def words(driver: Driver) -> str:
    return driver.app.screen.query_one(Page).text


def picture(driver: Driver) -> tuple[Row, ...]:
    """The contents of the figure's rows; empty without a figure."""
    frame = driver.app.screen.query_one(FigureView)._frame
    return frame.rows if frame is not None else ()
