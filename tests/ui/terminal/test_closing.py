"""The app is closed at the wrong moment: what a thread is doing is finished, and opens nothing more."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.css.query import NoMatches

from kneecoach.journal.recorder import SavedRecord, SessionRecorder
from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.running.clock import Clock
from kneecoach.session.commands import EndSession
from kneecoach.session.state import State
from kneecoach.ui.app import KneecoachApp
from kneecoach.ui.screens import suggestion_screen as suggestion_module
from kneecoach.ui.screens.before import Before
from kneecoach.ui.screens.session_end import SessionEnd
from tests.ui.driver import driving


async def test_quit_between_the_last_rep_and_summary_it_is_saved_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def not_yet(self: SessionEnd) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(SessionEnd, "finish", not_yet)
    async with driving(tmp_path, live=True) as driver:
        driver.runner.send(EndSession())
        assert driver.live.is_over
        driver.app.action_leave()
    assert driver.app.return_code == 0
    assert driver.app.unsaved == []
    assert len(Store(driver.paths).read().records) == 1
    assert not driver.paths.journal.exists()


async def test_closed_in_a_stretch_its_seconds_are_in_the_record(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.wait(5 + 15.5)
        driver.app.exit(return_code=129)
    async with driving(tmp_path) as driver:
        await driver.press("s")
    (record,) = Store(driver.paths).read().records
    assert (record.sets[0].holds, record.sets[0].seconds, record.active_seconds) == ((15.5,), 15.5, 20.5)


async def test_closed_while_it_is_being_saved_no_summary_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A screen that opened while everything closes would end the program with an error."""
    opened: list[Record] = []
    async with driving(tmp_path, live=True) as driver:
        save, app = SessionRecorder.save, driver.app

        def told_to_end_meanwhile(recorder: SessionRecorder, state: State, clock: Clock) -> SavedRecord:
            saved = save(recorder, state, clock)
            app._exit = True
            return saved

        monkeypatch.setattr(SessionRecorder, "save", told_to_end_meanwhile)
        monkeypatch.setattr(KneecoachApp, "open_summary", lambda _, record: opened.append(record))
        driver.runner.send(EndSession())
        await app.workers.wait_for_complete()
        app.exit(return_code=129)
    assert (opened, app.return_code, app.unsaved) == ([], 129, [])
    assert len(Store(driver.paths).read().records) == 1


async def test_closed_while_it_looks_for_suggestions_none_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(Before, "show_suggestion", lambda _: shown.append("shown"))
    async with driving(tmp_path) as driver:
        app = driver.app

        def told_to_end_meanwhile(*_: object) -> tuple[()]:
            shown[:] = ["looked for"]
            app._exit = True
            return ()

        monkeypatch.setattr(suggestion_module, "find", told_to_end_meanwhile)
        app.opener.choose("knee-relief", ask=True)
        while not shown:
            await asyncio.sleep(0.01)
        await app.workers.wait_for_complete()
        app.exit(return_code=129)
    assert shown == ["looked for"]
    assert app.return_code == 129


async def test_what_is_no_longer_found_is_not_a_failure_of_an_app_that_closes(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        driver.app.exit(return_code=129)
        driver.app._handle_exception(NoMatches("nothing matches"))
    assert driver.app.return_code == 129


async def test_what_is_not_found_is_a_failure_of_an_app_that_goes_on(tmp_path: Path) -> None:
    with pytest.raises(NoMatches):
        async with driving(tmp_path) as driver:
            driver.app._handle_exception(NoMatches("nothing matches"))
