"""A note on an exercise: written in a session or in Exercises, and shown where the exercise is."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.log.store import Store
from kneecoach.ui.screens.dialogs import AskExerciseNote
from kneecoach.ui.widgets.bars import TempoBar
from tests.log.samples import a_record
from tests.ui.detail import rows
from tests.ui.driver import Driver, driving
from tests.ui.movements_screen import words
from tests.ui.pains import shown


def said(driver: Driver) -> str:
    return driver.live.query_one(TempoBar).text


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_note_is_written_in_a_pause_undone_and_recorded(tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        await driver.press("i")
        assert isinstance(driver.app.screen, AskExerciseNote)
        assert driver.runner.state.paused is not None
        await driver.press(*"left", "enter")
        assert driver.runner.state.paused is None
        assert driver.runner.state.notes == {"quad-stretch": "left"}
        if size == (80, 24):
            assert 'hold 30 s  "left"' in said(driver)
        await driver.press("u")
        assert driver.runner.state.notes == {}
        await driver.press("i", *"knee", "enter", "q", "s")
        [record] = Store(driver.paths).read().records
        assert record.exercise_notes == {"quad-stretch": "knee"}


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_rehearsal_says_that_a_note_is_only_for_it(tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        await driver.press("i")
        assert "rehearsal" not in shown(driver)
        await driver.press("escape")
        driver.clock.speed = 60.0
        await driver.press("i")
        assert "Only for this rehearsal." in shown(driver)
        assert "Esc: cancel" in shown(driver)


async def test_escape_leaves_the_note_as_it_was(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.press("i", *"left", "escape", "i", "enter")
        assert driver.runner.state.notes == {}
        assert driver.runner.state.undoable == ()


async def test_a_note_from_before_is_shown_changed_and_removed(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        Store(driver.paths).append(a_record(exercise_notes={"quad-stretch": "knee down"}))
    async with driving(tmp_path, live=True) as driver:
        assert '"knee down"' in said(driver)
        await driver.press("i", *["backspace"] * len("knee down"), "enter")
        assert driver.runner.state.notes == {"quad-stretch": ""}
        assert "knee" not in said(driver)


async def test_a_note_that_could_not_be_saved_is_there_when_it_is_asked_for_again(tmp_path: Path) -> None:
    async with driving(tmp_path, (140, 45), movement="hip-thrust") as driver:
        lock = driver.block_log()
        await driver.press("i", *"lower", "enter")
        assert "Your note" not in words(driver)
        lock.rmdir()
        await driver.press("i", "enter")
        assert "lower" in words(driver)
        [note] = Store(driver.paths).read().notes
        assert (note.exercise, note.note) == ("hip-thrust", "lower")


async def test_exercises_shows_a_note_and_changes_it(tmp_path: Path) -> None:
    async with driving(tmp_path, (140, 45), movement="hip-thrust") as driver:
        assert "Your note" not in words(driver)
        await driver.press("i", *"lower", "enter")
        assert "Your note" in words(driver)
        assert "lower" in words(driver)
        assert [note.note for note in Store(driver.paths).read().notes] == ["lower"]
    async with driving(tmp_path, (140, 45), movement="hip-thrust") as driver:
        assert "lower" in words(driver)
        await driver.press("i", *["backspace"] * 5, "enter")
        assert "Your note" not in words(driver)


async def test_session_detail_shows_the_notes_of_the_session(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        Store(driver.paths).append(a_record(exercise_notes={"hip-thrust": "bench one notch lower"}))
    async with driving(tmp_path) as driver:
        await driver.press("h", "enter")
        assert 'Hip thrust "bench one notch lower"' in [" ".join(row.split()) for row in rows(driver)]
