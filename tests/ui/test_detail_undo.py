"""Session detail: changes are undone, deletions brought back, and other screens follow."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from textual.widgets import Input

from kneecoach.log.corrections import answered
from kneecoach.log.store import Store
from kneecoach.ui.screens.correct import Correct
from kneecoach.ui.screens.detail import Detail
from kneecoach.ui.screens.dialogs import Choice
from kneecoach.ui.screens.history import History
from kneecoach.ui.screens.home import Home
from kneecoach.ui.screens.summary import Summary
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.row_list import RowList
from kneecoach.ui.widgets.scale import Scale
from tests.log.samples import STARTED, a_record
from tests.ui.detail import RECORD, TO_SETS, log, revisions, rows, said, the
from tests.ui.driver import driving


async def test_what_is_left_as_it_is_writes_nothing(tmp_path: Path) -> None:
    log(tmp_path)
    async with driving(tmp_path) as driver:
        await driver.press("h", "enter", *TO_SETS, "e", "enter", "down", "down", "down", "e", "enter")
        assert len(revisions(driver)) == 1
        await driver.press("e", "9", "escape", "e", "9", "9", "9", "9", "enter")
        assert isinstance(driver.app.screen, Correct), "an hour and more was not held"
        await driver.press("escape")
        assert len(revisions(driver)) == 1


async def test_undo_takes_back_one_change_after_another(tmp_path: Path) -> None:
    log(tmp_path)
    async with driving(tmp_path) as driver:
        await driver.press("h", "enter", "u")
        assert said(driver) == "Nothing was changed here."
        await driver.press("e", "9", *TO_SETS, "down", "down", "e", "1", "5", "enter")
        assert (the(driver).pain.before, the(driver).sets[2].reps) == (9, 15)
        await driver.press("u")
        assert (the(driver).pain.before, the(driver).sets[2]) == (9, RECORD.sets[2])
        assert said(driver).startswith("Undone. Hip thrust, set 2 of 3: 12 of 15 reps")
        await driver.press("u", "u")
        assert the(driver).pain == RECORD.pain
        assert [line.rev for line in revisions(driver)] == [1, 2, 3, 4, 5]
        assert said(driver) == "Nothing was changed here."


async def test_what_another_program_changed_meanwhile_is_kept_and_said(tmp_path: Path) -> None:
    store = log(tmp_path)
    async with driving(tmp_path) as driver:
        await driver.press("h", "enter")
        store.amend(RECORD, driver.clock, note=answered(RECORD, note="by the other").note)
        await driver.press("e", "9")
        assert (the(driver).pain.before, the(driver).note, the(driver).rev) == (9, "by the other", 3)
        assert said(driver).startswith("Also changed elsewhere; both changes kept. Knee pain before: 9 (was 3)")
        assert any("by the other" in row for row in rows(driver))
        await driver.press("u")
        assert (the(driver).pain.before, the(driver).note) == (3, "by the other")


async def test_delete_asks_and_undo_brings_it_back(tmp_path: Path) -> None:
    log(tmp_path)
    async with driving(tmp_path) as driver:
        await driver.press("h", "enter", "d")
        assert isinstance(driver.app.screen, Choice)
        words = " ".join(line.text for line in driver.app.screen.query(Line))
        assert "u brings it back; later `kneecoach undelete 00000001`" in words
        await driver.press("enter")
        assert len(revisions(driver)) == 1
        await driver.press("d", "d")
        assert Store(driver.paths).read().records == ()
        assert said(driver) == "Deleted: u brings it back."
        for key in ("e", "i", "d"):
            await driver.press(key)
            assert isinstance(driver.app.screen, Detail), key
            assert said(driver) == "This session is deleted: u brings it back."
        await driver.press("u")
        assert (the(driver).rev, said(driver)) == (3, "Brought back.")
        await driver.press("e", "2")
        assert (the(driver).rev, the(driver).pain.before) == (4, 2)


async def test_history_shows_what_was_changed_and_brings_back_what_was_deleted(tmp_path: Path) -> None:
    log(tmp_path, RECORD, *(a_record(n, started_at=STARTED + timedelta(hours=n)) for n in (2, 3)))
    async with driving(tmp_path) as driver:
        await driver.press("h", "down", "down", "enter", "e", "9", "escape")
        assert isinstance(driver.app.screen, History)
        rows = driver.app.screen.query_one(RowList)
        assert rows.cursor == 2
        assert rows.text_of(2).split()[-3:] == ["9", "→", "2"]
        await driver.press("enter", "d", "d", "escape")
        count = driver.app.screen.query_one("#count", Line)
        assert rows.count == 2
        assert str(count.render()) == "2 sessions, newest first; 1 deleted, u brings back"
        await driver.press("up", "enter", "d", "d", "escape", "u", "u")
        assert rows.count == 3
        assert [line.rev for line in revisions(driver) if line.id == RECORD.id] == [1, 2, 3, 4]
        await driver.press("u")
        assert len(revisions(driver)) == 3 + 1 + 2 * 2, "there is nothing more to bring back"
        await driver.press("enter", "d", "d", "escape", "escape")
        assert isinstance(driver.app.screen, Home)
        assert "pain 9 → 2" not in str(driver.app.screen.query_one("#past", Line).render())


async def test_the_only_session_can_be_deleted(tmp_path: Path) -> None:
    log(tmp_path)
    async with driving(tmp_path) as driver:
        await driver.press("h", "enter", "d", "d", "escape")
        assert driver.app.screen.query_one(RowList).count == 0
        await driver.press("escape")
        assert "No sessions yet" in str(driver.app.screen.query_one("#past", Line).render())
        await driver.press("h", "u")
        assert driver.app.screen.query_one(RowList).count == 1


async def test_summary_goes_on_from_what_was_corrected_in_detail(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.wait(40)
        await driver.press("q", "s", "5", "e")
        await driver.press("down", "down", "e", "8", "i", *"hm", "enter", "escape")
        screen = driver.app.screen
        assert isinstance(screen, Summary)
        assert (screen.query_one("#after", Scale).value, screen.query_one("#note", Input).value) == (8, "hm")
        await driver.press("tab", "2", "enter")
        record = the(driver)
        assert (record.pain.after, record.reps_in_reserve, record.note) == (8, 2, "hm")


async def test_a_session_deleted_from_summary_stays_deleted(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.wait(40)
        await driver.press("q", "s", "e", "d", "d", "escape")
        assert isinstance(driver.app.screen, Summary)
        saved = driver.app.screen.query_one("#saved", Line)
        assert str(saved.render()) == "This session is deleted."
        await driver.press("3")
        assert "has been deleted" in str(saved.render())
        await driver.press("enter")
        assert isinstance(driver.app.screen, Home)
        assert Store(driver.paths).read().records == ()


async def test_somebody_who_has_left_hears_of_what_could_not_be_saved(tmp_path: Path) -> None:
    log(tmp_path)
    async with driving(tmp_path, (80, 24)) as driver:
        await driver.press("h", "enter")
        detail = driver.app.screen
        assert isinstance(detail, Detail)
        await driver.press("escape")
        detail._say("The log cannot be written", alert=True)
        await driver.settle()
        assert [told.message for told in driver.app._notifications] == ["The log cannot be written"]
