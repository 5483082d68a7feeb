"""Any question on top of Live pauses the session, and the answer is about what was asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import CommandPalette

from kneecoach.session.commands import EndSession, GoTo
from kneecoach.session.events import Stage
from kneecoach.ui.screens.dialogs import AskLoad, AskPain, Choice
from kneecoach.ui.screens.help import Help
from kneecoach.ui.screens.live import Live
from kneecoach.ui.widgets.answers import Answers
from tests.ui.driver import Driver, driving
from tests.ui.pains import flat, newest
from tests.ui.test_snapshots import to_band_walk

ASKED = [("x", AskPain), ("q", Choice), ("question_mark", Help), ("ctrl+p", CommandPalette)]


async def to_thrust(driver: Driver, reps: int) -> None:
    """Go to the reps of a set of hip thrusts, the first exercise that takes a load."""
    await to_band_walk(driver)
    await driver.press("N", "enter", "N")
    await driver.wait(10 + 5 * reps + 0.5)
    state = driver.runner.state
    assert (state.planned.exercise.id, state.stage, state.reps) == ("hip-thrust", Stage.WORK, reps)


@pytest.mark.parametrize(("key", "screen"), ASKED)
class TestStandingStill:
    """No rep goes by while somebody reads or answers."""

    async def test_it_stands_still_and_goes_on_by_itself(self, tmp_path: Path, key: str, screen: type) -> None:
        async with driving(tmp_path, live=True) as driver:
            await to_band_walk(driver)
            await driver.wait(9)
            reps = driver.runner.state.reps
            await driver.press(key)
            assert isinstance(driver.app.screen, screen)
            await driver.wait(60)
            assert driver.runner.state.paused is not None
            assert driver.runner.state.reps == reps
            await driver.press("escape")
            assert isinstance(driver.app.screen, Live)
            await driver.wait(3 + 2)
            assert driver.runner.state.paused is None
            assert driver.runner.state.reps == reps + 1

    async def test_the_person_s_own_pause_stays(self, tmp_path: Path, key: str, screen: type) -> None:
        async with driving(tmp_path, live=True) as driver:
            await to_band_walk(driver)
            await driver.press("p", key, "escape")
            await driver.wait(30)
            assert driver.runner.state.paused is not None

    async def test_nothing_is_left_for_undo(self, tmp_path: Path, key: str, screen: type) -> None:
        async with driving(tmp_path, live=True) as driver:
            await to_band_walk(driver)
            undoable = driver.runner.state.undoable
            await driver.press(key, "escape")
            assert [entry.command for entry in driver.runner.state.undoable] == [e.command for e in undoable]

    async def test_it_cannot_end_under_the_question(self, tmp_path: Path, key: str, screen: type) -> None:
        """Nor can what is typed at the question go to Summary."""
        async with driving(tmp_path, live=True) as driver:
            driver.runner.send(GoTo(25))
            await driver.wait(5 + 39)
            await driver.press(key)
            assert not driver.runner.state.is_over
            await driver.wait(60)
            assert isinstance(driver.app.screen, screen)
            assert not driver.runner.state.is_over


async def test_a_load_goes_to_the_exercise_it_was_asked_for(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await to_thrust(driver, 14)
        await driver.press("l")
        assert isinstance(driver.app.screen, AskLoad)
        await driver.wait(120)
        await driver.press("8", "enter")
        assert driver.runner.state.loads == {"hip-thrust": 8.0}
        assert "Noted: 8 kg, hip thrust." in flat(driver)


@pytest.mark.parametrize("key", ["l", "x"])
async def test_once_the_session_is_over_nothing_is_asked(tmp_path: Path, key: str) -> None:
    async with driving(tmp_path, live=True) as driver:
        await to_thrust(driver, 1)
        driver.runner.send(EndSession())
        driver.live.action_load() if key == "l" else driver.live.action_pain()
        assert isinstance(driver.app.screen, Live)


class TestPainInARest:
    """Dialog, advice and record are all about the set just done."""

    async def rest(self, driver: Driver, sets: int) -> None:
        """In the rest after a number of sets of thrusts."""
        await to_thrust(driver, 1)
        for _ in range(sets - 1):
            await driver.press("enter", "enter", "enter")
            await driver.wait(6)
        await driver.press("enter")
        assert driver.runner.state.stage is Stage.REST

    async def test_between_two_exercises(self, tmp_path: Path) -> None:
        async with driving(tmp_path, live=True) as driver:
            await self.rest(driver, 3)
            assert driver.runner.state.planned.exercise.id == "reverse-lunge"
            await driver.press("x")
            assert "Hip thrust, set 3 of 3" in flat(driver)
            await driver.press("8")
            words = flat(driver)
            assert "Pain 8 of 10: Hip thrust, set 3 of 3" in words
            assert "Pain 8 is above 5. Rest until it settles" in words
            assert "skip" not in words
            assert "easier" not in words
            await driver.press("n")
            assert driver.runner.state.attempts[-1].index == 19, "nothing is skipped that was not named"
            await driver.press("q", "s")
            pains = [(a.exercise, a.set, a.pain) for a in newest(driver).sets if a.pain is not None]
            assert pains == [("hip-thrust", 3, 8)]

    async def test_between_two_sets_the_rest_of_the_exercise_can_be_skipped(self, tmp_path: Path) -> None:
        async with driving(tmp_path, live=True) as driver:
            await self.rest(driver, 1)
            await driver.press("x", "8")
            words = flat(driver)
            assert "Pain 8 of 10: Hip thrust, set 1 of 3" in words
            assert "n skip Hip thrust" in words
            await driver.press("n")
            assert driver.runner.state.planned.exercise.id == "reverse-lunge"
            assert driver.runner.state.paused is None

    async def test_before_the_first_set(self, tmp_path: Path) -> None:
        async with driving(tmp_path, live=True) as driver:
            await driver.press("x", "8")
            assert "Pain 8 of 10: before Quad stretch" in flat(driver)
            await driver.press("n")
            assert driver.runner.state.planned.exercise.id == "calf-stretch"


async def test_discarding_asked_and_refused_it_stays_paused(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await to_band_walk(driver)
        await driver.press("q", "t", "n")
        await driver.wait(30)
        assert driver.runner.state.paused is not None


async def test_a_command_of_the_palette_finds_the_session_as_it_was(tmp_path: Path) -> None:
    """`Pause` pauses it, although the palette has already made it stand still."""
    async with driving(tmp_path, live=True) as driver:
        await to_band_walk(driver)
        await driver.press("ctrl+p")
        driver.app.screen.dismiss()
        driver.live.action_press("p")
        await driver.settle()
        assert driver.runner.state.paused is not None
        assert driver.runner.state.undoable[-1].command == "pause"


async def test_quit_over_a_question_asks_and_the_session_can_go_on(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await to_band_walk(driver)
        await driver.press("x", "ctrl+q")
        assert isinstance(driver.app.screen, Choice)
        await driver.press("enter")
        assert isinstance(driver.app.screen, Live)
        assert driver.runner.state.paused is None


async def test_the_large_count_stays_in_sight(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await to_band_walk(driver)
        await driver.wait(9)
        for size in ((80, 24), (100, 30), (140, 45)):
            await driver.pilot.resize_terminal(*size)
            await driver.settle()
            count = driver.live.query_one("#count").region
            assert count.area
            await driver.press("x")
            assert driver.app.screen.query_one(".dialog").region.y >= count.bottom, size
            await driver.press("escape")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (9.0, "Paused: 2 steps of 15–20"),
        (2.0, "Paused: before set 1 of 3, left"),
        (5.0 + 40 + 5 + 40 + 18, "Paused: rest, 0:42 left"),
    ],
)
@pytest.mark.parametrize("key", ["x", "q", "question_mark", "ctrl+p"])
async def test_where_it_stands_is_said_on_every_question(
    tmp_path: Path, key: str, seconds: float, words: str
) -> None:
    async with driving(tmp_path, (40, 12), live=True) as driver:
        driver.runner.send(GoTo(8))
        await driver.wait(seconds)
        await driver.press(key)
        for size in ((40, 12), (80, 24)):
            await driver.pilot.resize_terminal(*size)
            await driver.settle()
            assert words in flat(driver), size


async def test_of_a_stretch_the_seconds_held_are_said(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.wait(5 + 11.5)
        await driver.press("x")
        assert "Paused: 12 of 30 s" in flat(driver)


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_an_answer_can_be_clicked(tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        await driver.press("q")
        answers = driver.app.screen.query_one(Answers)
        rows = answers.text.split("\n")
        row = next(number for number, line in enumerate(rows) if "go on" in line)
        await driver.pilot.click(Answers, offset=(rows[row].index("go on"), row))
        await driver.settle()
        assert isinstance(driver.app.screen, Live)
        assert driver.runner.state.paused is None
