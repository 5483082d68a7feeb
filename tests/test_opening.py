"""A session begins with the loads of the last one, however it is started."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.opening import open_new
from kneecoach.paths import Paths
from kneecoach.routine.library import builtin_dir, load_routine
from kneecoach.session.commands import Start
from kneecoach.session.decide import decide
from kneecoach.session.options import Options
from kneecoach.session.state import State
from kneecoach.ui.app import KneecoachApp
from kneecoach.ui.screens.live import Live
from tests.cli.program import as_json, kneecoach
from tests.helpers import a_plan, walk
from tests.log.samples import DEVICE, a_header, a_record, a_set, at_ten, folders, journal_bytes
from tests.ui.driver import SILENT, driving, paths_in

LIFTED = a_record(1, sets=(a_set(load_kg=8.0),))
"""A session of hip thrusts with 8 kg."""


def with_a_routine_that_says(paths: Paths, load_kg: float) -> None:
    """The hip thrusts of the user's own routine begin with this load."""
    text = (builtin_dir() / "knee-relief.toml").read_text("utf-8")
    own = text.replace('use = "hip-thrust"', f'use = "hip-thrust"\nload_kg = {load_kg}', 1)
    assert own != text
    paths.routines_dir.mkdir(parents=True, exist_ok=True)
    (paths.routines_dir / "knee-relief.toml").write_text(own, "utf-8")


def loads_of(paths: Paths, options: Options, records: tuple[Record, ...] | None = None) -> dict[str, float]:
    """The loads that an opened session begins with."""
    opened = open_new(paths, load_routine(paths, "knee-relief"), options, at_ten(), records=records)
    opened.recorder.discard()
    return opened.recorder.header.loads


def test_loads_that_nobody_chose_are_those_of_last_time(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    Store(paths).append(LIFTED)
    assert loads_of(paths, Options()) == {"hip-thrust": 8.0}
    assert loads_of(paths, Options(), records=()) == {}, "the sessions given are all there are"
    assert loads_of(paths, Options(), records=(LIFTED,)) == {"hip-thrust": 8.0}
    assert loads_of(paths, Options(loads=(("hip-thrust", 5.0),))) == {"hip-thrust": 5.0}
    assert loads_of(paths, Options(loads=())) == {}, "whoever takes the load away has none"


def test_loads_that_nobody_ever_lifted_are_those_of_the_routine(tmp_path: Path) -> None:
    paths = folders(tmp_path)
    with_a_routine_that_says(paths, 6.0)
    assert loads_of(paths, Options()) == {"hip-thrust": 6.0}


@pytest.mark.parametrize(
    "way", [("--json", "--yes"), ("--json",), ("--plain", "--yes"), ("--plain",)], ids=" ".join
)
def test_the_command_line_goes_on_with_them(tmp_path: Path, way: tuple[str, ...]) -> None:
    paths = folders(tmp_path)
    Store(paths).append(LIFTED)
    kneecoach(paths.data, "start", *way, "--mute", "--speed", "10000")
    (record,) = [row for row in as_json(paths.data, "history", "--all") if row["speed"] != 1.0]
    assert {s["load_kg"] for s in record["sets"] if s["exercise"] == "hip-thrust"} == {8.0}


@pytest.mark.parametrize("asks", [True, False], ids=["enter, and enter in Before", "s"])
async def test_the_screen_goes_on_with_them(tmp_path: Path, asks: bool) -> None:
    paths = paths_in(tmp_path)
    Store(paths, DEVICE).append(LIFTED)
    async with driving(tmp_path) as driver:
        await driver.press(*(("enter", "enter") if asks else ("s",)))
        assert driver.runner.state.loads == {"hip-thrust": 8.0}


async def test_a_start_from_the_shell_that_asks_nothing_goes_on_with_them(tmp_path: Path) -> None:
    Store(paths_in(tmp_path), DEVICE).append(LIFTED)
    async with driving(tmp_path, live=True) as driver:
        assert driver.runner.state.loads == {"hip-thrust": 8.0}


@pytest.mark.parametrize("mute", [True, False])
async def test_a_session_that_is_resumed_can_be_muted(tmp_path: Path, mute: bool) -> None:
    paths = paths_in(tmp_path)
    paths.state.mkdir()
    paths.config.mkdir()
    paths.settings.write_text(SILENT)
    plan = a_plan(walk())
    paths.journal.write_bytes(journal_bytes(a_header(plan), decide(State(plan), Start(), 0.0)))
    app = KneecoachApp(paths, resume=True, ask=False, mute=mute, clock=at_ten(1))
    async with app.run_test() as pilot:
        while not (isinstance(app.screen, Live) and app.screen.is_mounted):
            await pilot.pause(0.01)
        await pilot.pause()
        assert app.screen._sound.muted is mute
