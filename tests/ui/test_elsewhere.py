"""`n` in History adds a session that was done without kneecoach."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input

from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.session.events import Outcome, Status
from kneecoach.ui.screens.correct import Correct
from kneecoach.ui.screens.detail import Detail
from kneecoach.ui.screens.elsewhere import AddSession
from kneecoach.ui.screens.history import History
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.row_list import RowList
from tests.ui.driver import Driver, driving
from tests.ui.made_up import three_months, write
from tests.ui.pains import shown

SIZES = [pytest.param(size, id=f"{size[0]}x{size[1]}") for size in ((80, 24), (40, 12), (140, 45))]


def added(driver: Driver) -> list[Record]:
    return [record for record in Store(driver.paths).read().records if record.entered]


def under_cursor(driver: Driver) -> str:
    rows = driver.app.screen.query_one(RowList)
    return driver.app.screen._shown[rows.cursor].id  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("size", SIZES)
async def test_how_it_looks(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    write(tmp_path, three_months())
    async with driving(tmp_path, size) as driver:
        await driver.press("h", "n", "left", "down", "down", "down", "2", "down", *"at work")
        assert driver.app == screen


async def test_all_as_planned_is_saved_shown_and_removed_again(tmp_path: Path) -> None:
    write(tmp_path, three_months())
    async with driving(tmp_path) as driver:
        await driver.press("h", "n", "left", "left", "down", "right", "down", "down", "3", "down", *"ok", "enter")
        (record,) = added(driver)
        assert (record.routine.id, record.status, record.note) == ("knee-home", Status.COMPLETED, "ok")
        assert (record.started_at.isoformat(), record.pain.after) == ("2026-11-20T12:00:00+00:00", 3)
        assert isinstance(driver.app.screen, History)
        assert under_cursor(driver) == record.id
        await driver.press("enter", "d", "d")
        assert added(driver) == []
        await driver.press("u")
        assert added(driver)[0].id == record.id


async def test_what_could_not_be_saved_is_offered_when_it_is_asked_for_again(tmp_path: Path) -> None:
    write(tmp_path, three_months())
    async with driving(tmp_path) as driver:
        lock = driver.block_log()
        filled_in = ("left", "left", "down", "right", "down", "down", "3", "down", *"ok", "enter")
        await driver.press("h", "n", *filled_in)
        assert added(driver) == []
        lock.rmdir()
        await driver.press("n", "enter")
        (record,) = added(driver)
        assert (record.routine.id, record.status, record.note) == ("knee-home", Status.COMPLETED, "ok")
        assert (record.started_at.isoformat(), record.pain.after) == ("2026-11-20T12:00:00+00:00", 3)
        await driver.press("n")
        assert driver.app.screen.query_one("#note", Input).value == ""


async def test_enter_goes_to_the_next_row_and_saves_on_the_last_and_each_row_says_which(tmp_path: Path) -> None:
    write(tmp_path, ())
    async with driving(tmp_path) as driver:
        await driver.press("h", "n")
        for row in ("day", "routine", "done", "pain"):
            assert driver.app.focused is driver.app.screen.query_one(f"#{row}")
            assert "enter  next" in shown(driver)
            assert "save it" not in shown(driver)
            await driver.press("enter")
            assert added(driver) == []
        assert driver.app.focused is driver.app.screen.query_one("#note")
        assert "enter  save it" in shown(driver)
        await driver.press("enter")
        assert len(added(driver)) == 1


async def test_set_by_set_each_enter_says_as_planned(tmp_path: Path) -> None:
    """Session detail opens, and offers what was planned for what is not known."""
    write(tmp_path, three_months())
    async with driving(tmp_path) as driver:
        await driver.press("h", "n", "down", "down", "right", "enter", "enter", "enter")
        assert isinstance(driver.app.screen, Detail)
        (record,) = added(driver)
        assert all(attempt.is_unknown for attempt in record.sets)
        await driver.press(*["down"] * 6, "enter")
        assert isinstance(driver.app.screen, Correct)
        assert driver.app.screen.query_one("#count", Input).value == "30"
        await driver.press("enter")
        (record,) = added(driver)
        assert (record.sets[0].seconds, record.sets[0].outcome) == (30.0, Outcome.COMPLETED)
        await driver.press("down", "enter", "escape")
        assert added(driver)[0].sets[1].is_unknown, "who leaves the question says nothing"
        await driver.press("enter", "tab", "tab", "space", "enter")
        skipped = added(driver)[0].sets[1]
        assert (skipped.outcome, skipped.seconds) == (Outcome.SKIPPED, 0.0), "what was only offered was not done"


async def test_everything_can_be_clicked(tmp_path: Path) -> None:
    write(tmp_path, ())
    async with driving(tmp_path) as driver:
        await driver.press("h", "n")
        for selector, x in (("#routine", 3), ("#done", 3), ("#done", 3), ("#pain", 7)):
            await driver.pilot.click(selector, offset=(x, 0))
        for _ in ("next", "save it"):
            await driver.pilot.click("AddSession Answers", offset=(2, 0))
            await driver.settle()
        (record,) = added(driver)
        assert (record.routine.id, record.pain.after, record.status) == ("knee-home", 2, Status.COMPLETED)


async def test_an_impossible_day_stays_to_be_corrected(tmp_path: Path) -> None:
    write(tmp_path, ())
    async with driving(tmp_path) as driver:
        await driver.press("h", "n", *"2026-11-23", "enter")
        assert isinstance(driver.app.screen, AddSession)
        assert "such as 25 Nov or Monday" in driver.app.screen.query_one("#when", Line).text
        assert "is in the future" in driver.app.screen.query_one("#fault", Line).text
        await driver.press("right", "escape")
        assert added(driver) == []


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_day_of_another_year_is_shown_with_its_year(tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size) as driver:
        await driver.press("h", "n", "ctrl+u", *"1999-01-01")
        assert "Fri 1 Jan 1999, 12:00" in shown(driver)
        await driver.press("ctrl+u", *"2026-01-01")
        assert "Thu 1 Jan, 12:00" in shown(driver)
