"""Whole sessions on the Live screen, driven by keys, on a clock that is moved by hand."""

from __future__ import annotations

import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.widgets import OptionList

from kneecoach.journal.lock import take_lock
from kneecoach.journal.reading import read_journal
from kneecoach.log.record import Record, SetRecord
from kneecoach.log.store import Store
from kneecoach.session.events import Outcome, Stage, Status
from kneecoach.ui.screens.before import Before
from kneecoach.ui.screens.dialogs import Choice
from kneecoach.ui.screens.history import History
from kneecoach.ui.screens.home import Home
from kneecoach.ui.screens.live import Live
from kneecoach.ui.screens.summary import Summary
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.row_list import RowList
from tests.clocks import FakeClock
from tests.log.samples import a_record, journal_bytes
from tests.ui.driver import Driver, driving, paths_in
from tests.ui.left_behind import cut_off
from tests.ui.pains import shown

WHOLE_ROUTINE_SECONDS = 40 * 60
"""Longer than the routine's 37 minutes."""


def the_record(driver: Driver) -> Record:
    """The only session in the log."""
    (record,) = Store(driver.paths).read().records
    return record


def attempts(record: Record, exercise: str, number: int, side: str) -> list[SetRecord]:
    return [s for s in record.sets if (s.exercise, s.set, s.side) == (exercise, number, side)]


def check_whole_routine(record: Record) -> None:
    """Check that there are 26 completed sets, with the reps and holds of the routine."""
    assert record.status is Status.COMPLETED
    assert [s.outcome for s in record.sets] == [Outcome.COMPLETED] * 26
    reps = Counter[str]()
    for attempt in record.sets:
        reps[attempt.exercise] += attempt.reps
    assert reps == {
        "quad-stretch": 0,
        "calf-stretch": 0,
        "lateral-band-walk": 3 * 20 * 2,
        "ball-leg-curl": 3 * 20,
        "hip-thrust": 3 * 15,
        "reverse-lunge": 3 * 10 * 2,
    }
    assert [s.holds for s in record.sets if s.exercise == "hip-thrust"] == [(2.0,) * 15] * 3
    assert [s.holds for s in record.sets if s.exercise.endswith("stretch")] == [(30.0,)] * 8


async def test_the_whole_routine_needs_no_key_after_the_start(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("s")
        assert isinstance(driver.app.screen, Live)
        await driver.wait(WHOLE_ROUTINE_SECONDS)
        assert isinstance(driver.app.screen, Summary)
        check_whole_routine(the_record(driver))


async def test_the_whole_routine_in_self_pace(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True, pace="self") as driver:
        keys = Counter[str]()
        while isinstance(driver.app.screen, Live):
            state = driver.runner.state
            if state.stage is Stage.WORK:
                key, pause = "space", 30.0 if state.planned.target.seconds else 3.0
            else:
                key, pause = "enter", 0.5
            keys[key] += 1
            driver.live.action_press(key)
            driver.pass_time(pause)
            if driver.runner.state.is_over:
                await driver.settle()
        # One space per rep and per stretch; the 17 rests and every get-ready were ended with enter.
        assert keys["space"] == 8 + 120 + 60 + 45 + 60
        check_whole_routine(the_record(driver))


async def test_skip_repeat_and_undo_are_recorded_as_they_were(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        for _ in range(8):
            await driver.press("n")
        await driver.press("enter")
        await driver.wait(5 * 2)  # five steps to the left
        await driver.press("n")  # ... and that side is skipped
        await driver.press("u")  # no: undone
        assert driver.runner.state.paused is not None
        assert driver.runner.state.reps == 5
        await driver.press("p")
        await driver.wait(3 + 4 * 2)  # the countdown, and steps 6 to 9
        await driver.press("r")  # start this side again
        await driver.press("enter")
        await driver.wait(20 * 2)
        await driver.press("q", "s")
        record = the_record(driver)
        first, second = attempts(record, "lateral-band-walk", 1, "left")
        # Keys are pressed half a second apart, so step 10 had begun but did not count.
        assert (first.attempt, first.reps, first.outcome) == (1, 9, Outcome.PARTIAL)
        assert (second.attempt, second.reps, second.outcome) == (2, 20, Outcome.COMPLETED)
        skipped = [s for s in record.sets if s.exercise.endswith("stretch")]
        assert {s.outcome for s in skipped} == {Outcome.SKIPPED}
        assert record.status is Status.PARTIAL


async def test_answers_before_and_after_are_in_the_record(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("enter")
        assert isinstance(driver.app.screen, Before)
        await driver.press("3", "g", "L", "l", "enter", "1", "2", ".", "5", "enter", "enter", "enter")
        assert isinstance(driver.app.screen, Live)
        await driver.press("x", "6")
        for _ in range(8):
            await driver.press("n")
        await driver.press("N", "enter", "N", "n")  # up to the first hip thrust, which is skipped with its load
        await driver.press("q", "s", "2", "tab", "1", "tab", "o", "k", "enter", "enter")
        assert isinstance(driver.app.screen, Home)
        record = the_record(driver)
        assert record.pain.model_dump() == {"before": 3, "worst": 6, "after": 2, "next_morning": None}
        assert (record.reps_in_reserve, record.note) == (1, "ok")
        assert record.sets[0].side == "right"
        assert record.sets[0].pace == "self"
        await driver.press("enter")
        assert driver.app.screen.query_one("#load-hip-thrust").value == "12.5"  # type: ignore[attr-defined]


async def test_a_load_set_mid_session_counts_from_then_on(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        for _ in range(8):
            await driver.press("n")
        await driver.press("N", "enter", "N", "l", "8", "enter", "enter")
        await driver.wait(2 * 5)
        await driver.press("q", "s")
        (thrust, *_) = attempts(the_record(driver), "hip-thrust", 1, "both")
        assert (thrust.load_kg, thrust.reps) == (8.0, 2)


@pytest.mark.parametrize(("keys", "status"), [("s", Status.PARTIAL), ("dd", None)])
async def test_stop_saves_or_deletes_after_asking_again(tmp_path: Path, keys: str, status: Status | None) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.wait(12)
        await driver.press("q", *keys)
        records = Store(driver.paths).read().records
        assert [record.status for record in records] == ([status] if status else [])
        assert not driver.paths.journal.exists()


@pytest.mark.parametrize("asks", ["q", "escape"])
@pytest.mark.parametrize("keys", [["enter"], ["escape"], ["d", "enter"], ["d", "escape"]])
async def test_stop_can_be_answered_by_going_on(tmp_path: Path, keys: list[str], asks: str) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.press(asks, *keys)
        assert isinstance(driver.app.screen, Live)
        assert not driver.runner.state.is_over
        assert (driver.runner.state.paused is None) == (keys != ["d", "escape"])


async def test_a_session_cut_off_is_resumed_at_the_rep_paused(tmp_path: Path) -> None:
    await cut_off(tmp_path)
    async with driving(tmp_path) as driver:
        await driver.press("enter")
        state = driver.runner.state
        assert (state.reps, state.paused is not None) == (7, True)
        await driver.press("space")
        await driver.wait(3 + 13 * 2)
        await driver.press("q", "s")
        (walk,) = attempts(the_record(driver), "lateral-band-walk", 1, "left")
        assert (walk.reps, walk.outcome) == (20, Outcome.COMPLETED)


@pytest.mark.parametrize("keys", [("enter", "q", "s"), ("s",), ("d", "d")], ids=["go on", "save", "delete"])
async def test_after_a_session_that_was_cut_off_the_next_one_can_start(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    await cut_off(tmp_path)
    async with driving(tmp_path) as driver:
        await driver.press(*keys)
        if isinstance(driver.app.screen, Summary):
            await driver.press("enter")
        await driver.press("s")
        assert isinstance(driver.app.screen, Live)


async def test_a_session_begun_by_a_wrong_clock_says_so_as_it_is_resumed(tmp_path: Path) -> None:
    await cut_off(tmp_path)
    journal = paths_in(tmp_path).journal
    leftover = read_journal(journal)
    assert leftover is not None
    header = leftover.header.model_copy(update={"started_at": datetime(1970, 1, 1, 0, 3, tzinfo=UTC)})
    journal.write_bytes(journal_bytes(header, leftover.events))
    async with driving(tmp_path, (140, 45)) as driver:
        await driver.press("enter")
        assert "by the clock, this session began on Thu 1 Jan 1970" in driver.live.query_one("#said", Line).text
        await driver.press("space")
        await driver.wait(3 + 13 * 2)
        await driver.press("q", "s")
        (walk,) = attempts(the_record(driver), "lateral-band-walk", 1, "left")
        assert (walk.reps, walk.outcome) == (20, Outcome.COMPLETED)


async def test_going_on_after_q_is_nothing_to_undo(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.press("n", "q", "enter", "u")
        assert driver.runner.state.index == 0
        assert driver.live.query_one("#said", Line).text == "Undone: skip the set. Space goes on."


async def test_quitting_from_help_over_a_session_asks(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.press("question_mark", "ctrl+q", "s")
        assert isinstance(driver.app.screen, Summary)


async def test_a_record_that_cannot_be_saved_is_tried_again(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.wait(36)
        for file in driver.paths.log_dir.iterdir():
            file.unlink()
        driver.paths.log_dir.rmdir()
        driver.paths.log_dir.write_text("not a folder")
        await driver.press("q", "s")
        await driver.pilot.pause(0.5)
        assert isinstance(driver.app.screen, Choice)
        words = " ".join(line.text for line in driver.app.screen.query(Line))
        assert f"{driver.paths.log_dir}: this is a file, not a folder" in words
        assert driver.paths.journal.exists()
        driver.paths.log_dir.unlink()
        await driver.press("s")
        await driver.pilot.pause(0.5)
        assert isinstance(driver.app.screen, Summary)
        assert the_record(driver).sets[0].outcome is Outcome.COMPLETED
        assert not driver.paths.journal.exists()


async def test_a_session_cut_off_can_be_saved_as_it_is(tmp_path: Path) -> None:
    await cut_off(tmp_path)
    async with driving(tmp_path) as driver:
        await driver.press("s")
        assert isinstance(driver.app.screen, Summary)
        (walk,) = attempts(the_record(driver), "lateral-band-walk", 1, "left")
        assert (walk.reps, walk.outcome) == (7, Outcome.PARTIAL)
        assert not driver.paths.journal.exists()


async def test_a_session_cut_off_is_deleted_only_after_asking_again(tmp_path: Path) -> None:
    await cut_off(tmp_path)
    async with driving(tmp_path) as driver:
        await driver.press("d", "enter")
        assert isinstance(driver.app.screen, Home)
        assert driver.paths.journal.exists()
        await driver.press("d", "d")
        assert not driver.paths.journal.exists()
        assert Store(driver.paths).read().records == ()
        await driver.press("s")
        assert isinstance(driver.app.screen, Live)


async def test_what_home_says_of_another_program_stays_true(tmp_path: Path) -> None:
    await cut_off(tmp_path)
    lock = take_lock(paths_in(tmp_path), FakeClock(), is_asking=True)
    assert lock is not None
    async with driving(tmp_path) as driver:
        said = driver.app.screen.query_one("#problem", Line)

        async def look() -> str:
            driver.app._home.look_at_holder()
            await driver.settle()  # the look
            await driver.settle()  # and then reading
            return said.text if said.display else ""

        assert "is open at a session that was cut off: go on with it there, or save" in said.text
        assert "is open at a session that was cut off" in await look()
        lock.say(FakeClock(), is_asking=False)
        assert "is in the middle of a session" in await look()
        driver.paths.journal.unlink()
        lock.release()
        assert await look() == ""


async def test_while_another_has_a_session_home_says_so_and_starts_none(tmp_path: Path) -> None:
    await cut_off(tmp_path)
    paths = paths_in(tmp_path)
    lock = take_lock(paths, FakeClock())
    assert lock is not None
    async with driving(tmp_path) as driver:
        said = driver.app.screen.query_one("#problem", Line)
        sentence = f"Another kneecoach (process {os.getpid()} on "
        assert sentence in str(said.render())
        for key in ("s", "enter"):
            await driver.press(key)
            assert isinstance(driver.app.screen, Home)
            assert sentence in str(said.render())
        await driver.press("h")
        assert isinstance(driver.app.screen, History)
        await driver.press("escape")
        lock.release()
        await driver.press("s")  # it was cut off: now it is offered
        assert isinstance(driver.app.screen, Home)
        assert not said.display
        await driver.press("enter")
        assert isinstance(driver.app.screen, Live)
        assert driver.runner.state.reps == 7


async def test_start_from_the_shell_lets_the_session_that_was_cut_off_go_first(tmp_path: Path) -> None:
    await cut_off(tmp_path)
    async with driving(tmp_path, live=True) as driver:
        assert isinstance(driver.app.screen, Home)
        said = driver.app.screen.query_one("#problem", Line)
        assert said.display
        assert "A session was cut off. Enter goes on with it" in str(said.render())


async def test_a_note_that_was_typed_is_saved_when_the_app_is_quit(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.press("q", "s", "tab", "tab", "o", "k", "ctrl+q")
        assert the_record(driver).note == "ok"


async def test_the_palette_goes_to_any_set(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.press("ctrl+p", *"hip thrust, set 2")
        await driver.pilot.pause(0.5)
        await driver.press("down", "enter")
        planned = driver.runner.state.planned
        assert (planned.exercise.id, planned.set) == ("hip-thrust", 2)


async def test_an_interruption_is_said(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.wait(8)
        driver.clock.advance(600)
        driver.runner.advance()
        await driver.settle()
        assert driver.runner.state.paused is not None
        assert "the program stalled for 10 min" in driver.live.query_one("#said", Line).text


async def test_history_opens_a_session_and_hides_rehearsals(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.wait(40)
        await driver.press("q", "s", "enter")
        record = the_record(driver)
        Store(driver.paths).append(record.model_copy(update={"id": "a rehearsal", "speed": 60.0}))
        await driver.press("h")
        history = driver.app.screen
        assert isinstance(history, History)
        rows = history.query_one(RowList)
        assert rows.count == 1
        await driver.press("a")
        assert rows.count == 2
        await driver.press("a", "enter")
        lines = [" ".join(str(option.prompt).split()) for option in driver.app.screen.query_one(OptionList).options]
        assert "✓ set 1 of 2, left 30 of 30 s" in lines


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (140, 45)])
async def test_a_rehearsal_says_so_from_its_first_second_to_its_summary(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        assert "ehearsal" not in shown(driver)
        driver.clock.speed = 60.0
        driver.live._paint_again()
        await driver.settle()
        assert "Rehearsal at speed 60" in shown(driver)
        driver.app.open_summary(a_record(speed=60.0))
        await driver.settle()
        about = driver.app.screen.query_one("#about", Line)
        assert about.text.startswith("Rehearsal at speed 60")
        assert len(about.text) <= about.size.width
