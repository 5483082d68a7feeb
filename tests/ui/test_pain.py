"""Pain on the screens: asked in the morning, before, meanwhile and after, and what is offered then."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.widgets import Input

from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.routine.library import load_routine
from kneecoach.session.events import Outcome, Stage
from kneecoach.ui.screens.before import Before
from kneecoach.ui.screens.dialogs import AskPain, Choice
from kneecoach.ui.screens.help import Help
from kneecoach.ui.screens.home import Home
from kneecoach.ui.screens.live import Live
from kneecoach.ui.screens.pain_dialog import TooMuchPain
from kneecoach.ui.screens.summary import Summary
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.suggested import Suggested
from tests.ui.driver import SILENT, Driver, driving, paths_in
from tests.ui.pains import CALM, log_of, thrusts, too_much, twice_calm, was
from tests.ui.test_snapshots import to_band_walk

SIZES = [(40, 12), (80, 24), (140, 45)]


def shown(driver: Driver) -> str:
    """The words that can be read on the screen, line by line."""
    strips = driver.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def flat(driver: Driver) -> str:
    """The same, as one line without the room between, and without a scrollbar in it."""
    return " ".join(re.sub("[\u2581-\u2588]", " ", shown(driver)).split())


def newest(driver: Driver) -> Record:
    return Store(driver.paths).read().records[-1]


def strict(folder: Path) -> None:
    """The strict cap of 2."""
    paths = paths_in(folder)
    paths.config.mkdir(parents=True, exist_ok=True)
    paths.settings.write_text(f"pain_cap = 2\n{SILENT}")


class TestNextMorning:
    """Home asks about the newest session, and gets out of the way."""

    @pytest.mark.parametrize("size", SIZES)
    async def test_one_digit_answers_and_is_saved_as_a_revision(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        log_of(tmp_path, was(1, before=2, after=2))
        async with driving(tmp_path, size) as driver:
            assert "Morning after Sat 21 Nov: knee pain?" in shown(driver)
            assert " 0  1  2  3  4  5  6  7  8  9  10 " in shown(driver)
            await driver.press("2")
            record = newest(driver)
            assert (record.pain.next_morning, record.rev) == (2, 2)
            assert "Saved: 2 of 10." in flat(driver)

    @pytest.mark.parametrize("size", SIZES)
    async def test_a_worse_morning_gets_the_advice(self, tmp_path: Path, size: tuple[int, int]) -> None:
        log_of(tmp_path, was(1, before=2, after=2))
        async with driving(tmp_path, size) as driver:
            await driver.press("4")
            advice = "Worse than before the session (2 → 4): repeat or step back; do not do more."
            assert advice in flat(driver)
            await driver.press("X")
            assert newest(driver).pain.next_morning == 10

    async def test_another_digit_corrects_it(self, tmp_path: Path) -> None:
        log_of(tmp_path, was(1, before=2, after=2))
        async with driving(tmp_path) as driver:
            await driver.press("7", "1")
            assert newest(driver).pain.model_dump() == {**CALM, "after": 2, "worst": None}
            assert "Worse" not in shown(driver)

    @pytest.mark.parametrize(("key", "screen"), [("enter", Before), ("s", Live)])
    async def test_the_keys_that_start_still_start(self, tmp_path: Path, key: str, screen: type) -> None:
        log_of(tmp_path, was(1, before=2))
        async with driving(tmp_path) as driver:
            await driver.press(key)
            assert isinstance(driver.app.screen, screen)
            assert newest(driver).rev == 1

    async def test_passed_over_it_is_not_asked_again_in_this_run(self, tmp_path: Path) -> None:
        log_of(tmp_path, was(1, before=2))
        async with driving(tmp_path) as driver:
            await driver.press("escape")
            assert "Passed over. Session detail (History, enter) takes it later." in flat(driver)
            await driver.press("4")
            assert newest(driver).rev == 1
            await driver.press("s", "q", "t", "y")  # Home reads the log again
            assert isinstance(driver.app.screen, Home)
            assert "Morning after" not in shown(driver)
        async with driving(tmp_path) as driver:
            assert "Morning after Sat 21 Nov" in shown(driver)

    @pytest.mark.parametrize("record", [was(0.1, before=2), was(3, before=2), was(1, before=2, next_morning=2)])
    async def test_it_is_asked_only_when_there_is_something_to_ask(self, tmp_path: Path, record: Record) -> None:
        log_of(tmp_path, record)
        async with driving(tmp_path) as driver:
            assert "Morning after" not in shown(driver)
            await driver.press("4", "escape")
            assert newest(driver).rev == 1

    async def test_the_key_to_pass_over_can_be_another(self, tmp_path: Path) -> None:
        log_of(tmp_path, was(1, before=2))
        paths_in(tmp_path).settings.write_text(f'{SILENT}[keys]\nhome-pass-over = "o"\n')
        async with driving(tmp_path) as driver:
            assert "o passes over" in shown(driver)
            await driver.press("o")
            assert "Passed over." in shown(driver)


class TestBefore:
    """Without the standing exercises, and what is suggested."""

    @pytest.mark.parametrize("size", SIZES)
    async def test_from_five_on_one_key_leaves_the_standing_exercises_out(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with driving(tmp_path, size) as driver:
            await driver.press("enter", "4")
            assert "leave them out" not in shown(driver)
            await driver.press("w")
            assert "26 sets, about 37 min" in shown(driver)
            await driver.press("6")
            words = flat(driver)
            assert (
                "today (Lateral band walk, Dumbbell reverse lunge)? It is above 5: not training today is a good"
                in words
            )
            assert "rising pain: press ?." in words
            await driver.press("w")
            assert "Today without: Lateral band walk, Dumbbell reverse lunge" in flat(driver)
            assert "14 sets, about 20 min" in shown(driver)
            await driver.press("enter")
            plan = driver.runner.state.plan
            assert {s.exercise.id for s in plan.sets} == {
                "quad-stretch",
                "calf-stretch",
                "ball-leg-curl",
                "hip-thrust",
            }
            await driver.wait(10)
            await driver.press("q", "s")
            assert newest(driver).pain.before == 6

    async def test_they_can_be_put_back(self, tmp_path: Path) -> None:
        async with driving(tmp_path) as driver:
            await driver.press("enter", "5", "w", "2", "w", "w")
            assert "26 sets" in shown(driver)
            assert "Today without" not in shown(driver)

    async def test_the_strict_cap_offers_it_from_three_on(self, tmp_path: Path) -> None:
        strict(tmp_path)
        async with driving(tmp_path) as driver:
            await driver.press("enter", "3")
            assert "It is above 2" in flat(driver)
            await driver.press("w")
            assert "14 sets" in shown(driver)

    async def test_pain_can_be_passed_over_with_enter(self, tmp_path: Path) -> None:
        async with driving(tmp_path) as driver:
            await driver.press("enter", "enter")
            assert isinstance(driver.app.screen, Live)

    @pytest.mark.parametrize("size", SIZES)
    async def test_a_suggestion_is_applied_only_on_a_yes(self, tmp_path: Path, size: tuple[int, int]) -> None:
        twice_calm(tmp_path)
        async with driving(tmp_path, size) as driver:
            own = driver.paths.routines_dir / "knee-relief.toml"
            await driver.press("enter")
            assert "Suggested: Hip thrust: 15 → 15–17 reps" in flat(driver)
            assert "Why: 15 reps in every set of two sessions, pain at most 2, mornings normal" in flat(driver)
            assert "Source: reps before a big jump in load" in driver.app.screen.query_one(Suggested).text
            await driver.press("enter")
            assert not own.exists()
            await driver.press("q", "t", "y", "enter", "y")
            assert f"written to {own}" in driver.app.screen.query_one(Suggested).text
            assert own.read_text().count("[15, 17]") == 1
            await driver.press("enter")
            thrust = next(s for s in driver.runner.state.plan.sets if s.exercise.id == "hip-thrust")
            assert thrust.target.reps == (15, 17)

    async def test_with_more_than_a_little_pain_today_nothing_more_is_suggested(self, tmp_path: Path) -> None:
        twice_calm(tmp_path)
        async with driving(tmp_path) as driver:
            await driver.press("enter", "2")
            assert "Suggested" in shown(driver)
            await driver.press("3")
            assert "Suggested" not in shown(driver)
            await driver.press("y")
            assert not driver.paths.routines_dir.exists()

    async def test_after_too_much_less_load_is_suggested_and_filled_in(self, tmp_path: Path) -> None:
        too_much(tmp_path)
        async with driving(tmp_path) as driver:
            await driver.press("enter", "6")
            assert "Suggested: Hip thrust: 8 → 7 kg" in shown(driver)
            assert "Why: pain 7 in it last time, above 5. Source: ours, after TREK" in flat(driver)
            field = driver.app.screen.query_one("#load-hip-thrust", Input)
            assert field.value == "8"
            await driver.press("y")
            assert field.value == "7"
            assert load_routine(driver.paths, "knee-relief").says.exercise[4].load_kg == 7

    async def test_one_at_a_time(self, tmp_path: Path) -> None:
        curls = {"exercise": "ball-leg-curl", "title": "Curl", "reps": 20, "holds": (), "load_kg": None}
        for days in (4, 2):
            log_of(tmp_path, was(days, (*thrusts(), *thrusts(**curls)), **CALM))
        async with driving(tmp_path) as driver:
            await driver.press("enter")
            assert "Suggested 1 of 2: Stability ball leg curl" in shown(driver)
            await driver.press("n")
            assert "Suggested 2 of 2: Hip thrust" in shown(driver)
            await driver.press("y")
            assert "Suggested: Stability ball leg curl" in shown(driver)

    async def test_what_is_out_of_sight_comes_into_sight_before_a_yes_counts(self, tmp_path: Path) -> None:
        too_much(tmp_path)
        # Both sessions end with the same pain before: the advice takes the room.
        async with driving(tmp_path, (40, 12)) as driver:
            await driver.press("enter", "6", "down", "down", "down", "down", "down", "down", "down", "down", "down")
            await driver.press(*["down"] * 12)
            assert "Suggested" not in shown(driver)
            await driver.press("y")
            assert "Suggested: Hip thrust" in shown(driver)
            assert not driver.paths.routines_dir.exists()
            await driver.press("y")
            assert (driver.paths.routines_dir / "knee-relief.toml").exists()

    async def test_home_shows_the_routine_as_it_was_changed(self, tmp_path: Path) -> None:
        twice_calm(tmp_path)
        async with driving(tmp_path) as driver:
            await driver.press("enter", "y", "escape")
            assert isinstance(driver.app.screen, Home)
            assert "3 × 15–17 reps" in shown(driver)


class TestLive:
    """Above the cap there is a choice; the pain stays recorded whatever it is."""

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

    @pytest.mark.parametrize("key", ["g", "escape"])
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
            await driver.press("b")
            assert driver.runner.state.paused is None
            await driver.wait(60)
            assert driver.runner.state.planned.exercise.id == "lateral-band-walk"
            assert "Easier: no band" in shown(driver)
            await driver.press("N", "enter")
            await driver.wait(1)
            assert driver.runner.state.planned.exercise.id == "ball-leg-curl"
            assert "Easier" not in shown(driver)

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
            await driver.press("a")
            assert "Easier from here: a lighter band." in flat(driver)
            await driver.press("u")
            assert "Undone: take an easier variant." in flat(driver)
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
            await driver.press("b")
            await driver.wait(20)
        async with driving(tmp_path, size) as driver:
            await driver.press("r")
            assert driver.runner.state.paused is not None
            assert "Easier: no band" in shown(driver)
            # Six answers and the eight stretches stand before the walk.
            await driver.press("q", "s", "d", *["down"] * 14)
            assert "easier: no band" in flat(driver)
            walks = [a for a in newest(driver).sets if a.exercise == "lateral-band-walk"]
            assert [attempt.variant for attempt in walks] == ["no band"] + [None] * 5
            assert walks[0].pain == 6

    async def test_stopping_asks_as_ever_and_the_pain_is_in_the_record(self, tmp_path: Path) -> None:
        async with driving(tmp_path, live=True) as driver:
            await self.ask(driver)
            await driver.press("q")
            assert isinstance(driver.app.screen, Choice)
            await driver.press("g")
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

    @pytest.mark.parametrize(("keys", "screen"), [("x", AskPain), ("x6", TooMuchPain), ("q", Choice)])
    @pytest.mark.parametrize("size", SIZES)
    async def test_when_to_get_help_is_one_key_away_from_every_dialog(
        self, tmp_path: Path, size: tuple[int, int], keys: str, screen: type
    ) -> None:
        async with driving(tmp_path, size, live=True) as driver:
            await driver.press(*keys)
            await driver.press("question_mark")
            assert isinstance(driver.app.screen, Help)
            assert "When to get help Get help the same day: you cannot bear weight" in flat(driver)
            await driver.press("escape")
            assert isinstance(driver.app.screen, screen)


class TestSummary:
    """What to see to after a session, and what to do next time."""

    async def test_more_than_before(self, tmp_path: Path) -> None:
        async with driving(tmp_path) as driver:
            await driver.press("enter", "1", "enter")
            await driver.wait(36)
            await driver.press("q", "s", "3")
            assert "More pain than before (1 → 3): see that it settles within 60 min. Home asks" in flat(driver)
            assert "next morning." in flat(driver)
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
            await driver.press("q", "s", "7")
            assert isinstance(driver.app.screen, Summary)
            assert "Pain 7 is above 5: next time an easier variant or fewer reps." in flat(driver)
            assert "60 min, press ?." in flat(driver)
            panel = driver.app.screen.query_one(Suggested)
            assert "Suggested: Lateral band walk: easier: a lighter band" in panel.text
            await driver.press(*("y" if panel.is_in_view else "yy"))
            assert load_routine(driver.paths, "knee-relief").says.exercise[2].variant == "a lighter band"
            assert "written to" in panel.text

    async def test_what_was_skipped_is_neither_asked_about_nor_praised(self, tmp_path: Path) -> None:
        async with driving(tmp_path, live=True) as driver:
            await driver.press("q", "s", "2")
            line = driver.app.screen.query_one("#pain-advice", Line)
            assert not line.display
            assert "Session saved" in shown(driver)

    async def test_in_the_note_the_letters_are_letters(self, tmp_path: Path) -> None:
        async with driving(tmp_path, live=True) as driver:
            await to_band_walk(driver)
            await driver.wait(20)
            await driver.press("q", "s", "7", "tab", "tab", *"any", "enter")
            assert newest(driver).note == "any"
            assert not driver.paths.routines_dir.exists()
