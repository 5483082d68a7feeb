"""With `units = "lb"`, every screen takes and shows pounds. Loads are kept in kg, with what was typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from kneecoach.ui.widgets.line import Line
from tests.ui.detail import rows
from tests.ui.driver import Driver, driving
from tests.ui.made_up import three_months, write
from tests.ui.pains import shown


def in_pounds(folder: Path) -> Paths:
    """A user with three months of sessions in kg, who now uses pounds."""
    paths = write(folder, three_months())
    paths.settings.write_text(f'units = "lb"\n{paths.settings.read_text()}')
    return paths


def newest(paths: Paths) -> Record:
    return Store(paths).read().records[-1]


async def to_the_thrusts(driver: Driver) -> None:
    await driver.press("N", "N", "N", "enter")
    await driver.wait(0.5)
    await driver.press("N")
    assert driver.runner.state.planned.exercise.id == "hip-thrust"


async def test_what_is_typed_in_before_comes_back_and_what_is_left_stays_to_the_gram(tmp_path: Path) -> None:
    paths = in_pounds(tmp_path)
    async with driving(tmp_path, (100, 40)) as driver:
        assert "30.9 lb" in shown(driver), "14 kg of the last time"
        await driver.press("enter")
        assert "Hip thrust, lb" in shown(driver)
        await driver.press("l", "enter", *["backspace"] * 4, *"17.5", "enter", "enter", "enter")
        assert (driver.runner.state.loads["hip-thrust"], driver.runner.state.loads["reverse-lunge"]) == (7.938, 4.0)
        await to_the_thrusts(driver)
        assert driver.live.query_one("#place", Line).text.endswith("17.5 lb")
        await driver.press("enter")
        await driver.wait(6)
        await driver.press("q", "s")
        assert "17.5 lb" in shown(driver)
        await driver.press("e")
        assert any("17.5 lb" in row for row in rows(driver))
    done = next(attempt for attempt in newest(paths).sets if attempt.exercise == "hip-thrust")
    assert (done.load_kg, done.load_typed) == (7.938, (17.5, "lb"))
    async with driving(tmp_path, (100, 40)) as driver:
        assert "17.5 lb" in shown(driver)
        assert "8.8 lb" in shown(driver), "4 kg, which nobody typed in pounds"


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_load_is_asked_for_and_noted_in_pounds_on_live(tmp_path: Path, size: tuple[int, int]) -> None:
    in_pounds(tmp_path)
    async with driving(tmp_path, size, live=True) as driver:
        await to_the_thrusts(driver)
        await driver.press("l")
        assert "load in lb" in shown(driver)
        assert "30.9" in shown(driver)
        await driver.press(*["backspace"] * 4, *"20", "enter")
        assert driver.runner.state.load_said == {"hip-thrust": (20.0, "lb")}
        assert "20 lb" in driver.live.query_one("#place", Line).text
        assert "Noted: 20 lb, " in driver.live.query_one("#said", Line).text


async def test_the_last_time_trends_and_what_was_done_are_in_pounds(tmp_path: Path) -> None:
    in_pounds(tmp_path)
    async with driving(tmp_path, (140, 45), live=True) as driver:
        await to_the_thrusts(driver)
        assert "Last time 15, 15, 15 at 30.9 lb" in shown(driver)
        await driver.press("q", "s", "enter", "t")
        assert "30.9 lb" in shown(driver)
        assert "kg" not in shown(driver)
