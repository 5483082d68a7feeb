"""Pain on the screens: asked for during a session and after it, and what is then offered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kneecoach.routine.library import load_routine
from kneecoach.session.events import Outcome, Stage
from kneecoach.ui.screens.dialogs import AskPain, Choice
from kneecoach.ui.screens.help import Help
from kneecoach.ui.screens.live import Live
from kneecoach.ui.screens.pain_dialog import PainChoice
from kneecoach.ui.screens.summary import Summary
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.suggestion_panel import SuggestionPanel
from tests.ui.driver import Driver, driving
from tests.ui.pains import SIZES, flat, newest, shown, strict
from tests.ui.test_snapshots import to_band_walk


class TestLive:
    """Above the cap there is a choice. The pain stays recorded whatever is chosen."""

    async def ask(self, driver: Driver, pain: str = "6") -> None:
        await to_band_walk(driver)
        await driver.wait(7)
        await driver.press("x", pain)

    async def test_up_to_the_cap_nothing_is_asked(self, tmp_path: Path) -> None:
        async with driving(tmp_path, live=True) as driver:
            await self.ask(driver, "5")
            assert isinstance(driver.app.screen, Live)
            assert driver.runner.state.paused is None

    async def test_the_strict_cap(self, tmp_path: Path) -> None:
        strict(tmp_path)
        async with driving(tmp_path, live=True) as driver:
            await self.ask(driver, "3")
            assert "Pain 3 is above 2" in flat(driver)

    @pytest.mark.parametrize("size", SIZES)
    async def test_the_session_stands_still_and_every_choice_can_be_read(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with driving(tmp_path, size, live=True) as driver:
            await self.ask(driver)
            assert driver.runner.state.paused is not None
            words = shown(driver)
            for choice in ("a lighter band", "no band", "skip Lateral band walk", "stop the session", "go on"):
                assert choice in words, choice

    async def test_an_easier_variant_has_the_key_that_it_has_under_e(self, tmp_path: Path) -> None:
        async with driving(tmp_path, live=True) as driver:
            await self.ask(driver)
            rows = {key: line for key in "12" for line in shown(driver).splitlines() if f" {key}  easier" in line}
            assert "a lighter band" in rows["1"]
            assert "no band" in rows["2"]
            await driver.press("1", "x", "7")
            assert "a lighter band" not in shown(driver), "it is how it is done now"
            await driver.press("1")
            assert isinstance(driver.app.screen, PainChoice), "it is not offered, so its key means nothing"
            await driver.press("2")
            assert driver.runner.state.variant == "no band"

    @pytest.mark.parametrize("key", ["enter", "escape"])
    async def test_going_on(self, tmp_path: Path, key: str) -> None:
        async with driving(tmp_path, live=True) as driver:
            await self.ask(driver)
            await driver.press(key)
            assert isinstance(driver.app.screen, Live)
            assert driver.runner.state.paused is None
            assert [pain.value for pain in driver.runner.state.pains] == [6]

    @pytest.mark.parametrize("size", SIZES)
    async def test_easier_takes_the_place_of_the_cue_in_this_exercise_only(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with driving(tmp_path, size, live=True) as driver:
            await self.ask(driver)
            await driver.press("2")
            assert driver.runner.state.paused is None
            await driver.wait(60)
            assert driver.runner.state.planned.exercise.id == "lateral-band-walk"
            assert "Easier: no band" in shown(driver)
            await driver.press("N", "enter")
            await driver.wait(1)
            assert driver.runner.state.planned.exercise.id == "ball-leg-curl"
            assert "Easier" not in shown(driver)

    @pytest.mark.parametrize("size", SIZES)
    async def test_a_variant_with_other_equipment_leaves_time_to_change_it(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with driving(tmp_path, size, live=True) as driver:
            await self.ask(driver)
            await driver.press("1")
            words = flat(driver)
            assert "Have ready: loop band (light)." in words
            await driver.wait(14)
            assert driver.runner.state.phase is None
            await driver.wait(1.5)
            assert (driver.runner.state.phase, driver.runner.state.reps) == ("step out", 0)
            assert "Have ready" not in flat(driver)
            assert "Easier: a lighter band" in flat(driver)

    @pytest.mark.parametrize("key", ["space", "enter"])
    async def test_a_key_goes_on_at_once(self, tmp_path: Path, key: str) -> None:
        async with driving(tmp_path, live=True) as driver:
            await self.ask(driver)
            await driver.press("2")
            assert "No equipment. Feet hip-width apart" in flat(driver)
            await driver.press(key)
            assert driver.runner.state.phase == "step out"
            assert driver.runner.state.paused is None

    async def test_skipping_the_exercise_can_be_undone(self, tmp_path: Path) -> None:
        async with driving(tmp_path, live=True) as driver:
            await self.ask(driver)
            reps = driver.runner.state.reps
            await driver.press("n")
            state = driver.runner.state
            assert (state.planned.exercise.id, state.paused) == ("ball-leg-curl", None)
            assert state.attempts[-1].outcome is Outcome.SKIPPED
            await driver.press("u")
            state = driver.runner.state
            assert (state.planned.exercise.id, state.stage, state.reps) == ("lateral-band-walk", Stage.WORK, reps)
            assert [pain.value for pain in state.pains] == [6]

    async def test_u_takes_the_easier_variant_back_and_then_the_report(self, tmp_path: Path) -> None:
        async with driving(tmp_path, live=True) as driver:
            await self.ask(driver)
            await driver.press("1")
            assert "The set begins again, easier: a lighter band. Recorded: 3 steps of 15–20." in flat(driver)
            await driver.press("u")
            assert "Undone: take a variant." in flat(driver)
            assert "Easier" not in shown(driver)
            assert [pain.value for pain in driver.runner.state.pains] == [6]
            await driver.press("u")
            assert driver.runner.state.pains == ()

    @pytest.mark.parametrize("size", SIZES)
    async def test_an_easier_variant_is_shown_again_after_a_resume_and_is_in_the_record_and_its_detail(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with driving(tmp_path, size, live=True) as driver:
            await self.ask(driver)
            await driver.press("2")
            await driver.wait(20)
        async with driving(tmp_path, size) as driver:
            await driver.press("enter")
            assert driver.runner.state.paused is not None
            assert "Easier: no band" in shown(driver)
            # Six answers and the eight stretches come before the walk.
            await driver.press("q", "s", "e", *["down"] * 14)
            await driver.press("down")
            assert "variant: no band" in flat(driver)
            walks = [a for a in newest(driver).sets if a.exercise == "lateral-band-walk"]
            assert [attempt.variant for attempt in walks] == [None, "no band"] + [None] * 5
            assert [attempt.pain for attempt in walks[:2]] == [6, None]

    async def test_stopping_asks_as_ever_and_the_pain_is_in_the_record(self, tmp_path: Path) -> None:
        async with driving(tmp_path, live=True) as driver:
            await self.ask(driver)
            await driver.press("q")
            assert isinstance(driver.app.screen, Choice)
            await driver.press("enter")
            assert driver.runner.state.paused is None
            await driver.press("x", "t", "q", "s")
            record = newest(driver)
            assert record.pain.worst == 10
            assert max(attempt.pain or 0 for attempt in record.sets) == 10

    async def test_a_session_that_stood_still_stays_so(self, tmp_path: Path) -> None:
        async with driving(tmp_path, live=True) as driver:
            await to_band_walk(driver)
            await driver.press("p", "x", "7", "g")
            assert driver.runner.state.paused is not None

    @pytest.mark.parametrize(("keys", "screen"), [("x", AskPain), ("x6", PainChoice), ("q", Choice)])
    async def test_when_to_get_help_is_one_key_away_from_every_dialog(
        self, tmp_path: Path, keys: str, screen: type
    ) -> None:
        async with driving(tmp_path, live=True) as driver:
            await driver.press(*keys)
            for size in SIZES:
                await driver.pilot.resize_terminal(*size)
                await driver.settle()
                said = flat(driver)
                assert screen is not PainChoice or re.search(r"Sharp, new or rising pain: (press )?\?", said), size
                await driver.press("question_mark")
                assert isinstance(driver.app.screen, Help)
                assert "When to get help Emergency: the knee is locked" in flat(driver), size
                await driver.press("escape")
                assert isinstance(driver.app.screen, screen)


class TestSummary:
    """What to watch for after a session, and what to do next time."""

    async def test_more_than_before(self, tmp_path: Path) -> None:
        async with driving(tmp_path) as driver:
            await driver.press("enter", "1", "enter")
            await driver.wait(36)
            await driver.press("q", "s", "3")
            assert "More pain than before (1 → 3): make sure it settles within 60 min. You will be" in flat(driver)
            assert "asked again tomorrow morning." in flat(driver)
            await driver.press("1")
            assert "More pain" not in shown(driver)
            assert newest(driver).pain.after == 1

    @pytest.mark.parametrize("size", SIZES)
    async def test_above_the_cap_less_is_suggested_and_a_yes_writes_it(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with driving(tmp_path, size, live=True) as driver:
            await to_band_walk(driver)
            await driver.wait(20)
            # In a low window, the question is only scrolled to: tab continues from it, and back.
            await driver.press("q", "s", *(("tab", "shift+tab") if size == (40, 12) else ()), "7")
            assert isinstance(driver.app.screen, Summary)
            assert "Pain 7 is above 5: next time an easier variant or fewer reps." in flat(driver)
            assert "60 min, press ?." in flat(driver)
            panel = driver.app.screen.query_one(SuggestionPanel)
            assert "Suggested: Lateral band walk, easier: a lighter band" in panel.text
            await driver.press(*("y" if panel.is_in_view() else "yy"))
            assert load_routine(driver.paths, "knee-relief").spec.exercise[2].variant == "a lighter band"
            assert "easier: a lighter band, from now on. u takes it back." in panel.text
            await driver.press("u")
            assert load_routine(driver.paths, "knee-relief").spec.exercise[2].variant is None
            assert not driver.paths.routines_dir.exists() or not list(driver.paths.routines_dir.iterdir())
            assert "Taken back: Lateral band walk, easier: a lighter band." in panel.text

    async def test_what_was_skipped_is_neither_asked_about_nor_praised(self, tmp_path: Path) -> None:
        async with driving(tmp_path, live=True) as driver:
            await driver.press("q", "s", "2")
            line = driver.app.screen.query_one("#pain-advice", Line)
            assert not line.display
            assert "Stopped after 0 of 26 sets" in shown(driver)

    async def test_in_the_note_the_letters_are_letters(self, tmp_path: Path) -> None:
        async with driving(tmp_path, live=True) as driver:
            await to_band_walk(driver)
            await driver.wait(20)
            await driver.press("q", "s", "7", "tab", "tab", *"any", "enter")
            assert newest(driver).note == "any"
            assert not driver.paths.routines_dir.exists()
