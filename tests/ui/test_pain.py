"""Pain on the screens: asked for in the morning and before a session, and what is then offered."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from kneecoach.log.record import Record
from kneecoach.log.store import Store
from kneecoach.routine.library import load_routine
from kneecoach.ui.screens.before import Before
from kneecoach.ui.screens.dialogs import Choice
from kneecoach.ui.screens.home import Home
from kneecoach.ui.screens.live import Live
from kneecoach.ui.widgets.suggestion_panel import SuggestionPanel
from tests.ui.driver import SILENT, driving, paths_in
from tests.ui.pains import CALM, SIZES, flat, log_of, newest, shown, strict, thrusts, too_much, twice_calm, was

CURLS = {"exercise": "ball-leg-curl", "title": "Curl", "reps": 20, "holds": (), "load_kg": None}


class TestNextMorning:
    """Home asks about the newest session, and then gets out of the way."""

    @pytest.mark.parametrize("size", SIZES)
    async def test_one_digit_answers_and_is_saved_as_a_revision(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        log_of(tmp_path, was(1, before=2, after=2))
        async with driving(tmp_path, size) as driver:
            assert "Pain the morning after Sat 21 Nov?" in shown(driver)
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

    async def test_another_digit_corrects_it(self, tmp_path: Path) -> None:
        log_of(tmp_path, was(1, before=2, after=2))
        async with driving(tmp_path) as driver:
            await driver.press("7", "1")
            assert newest(driver).pain.model_dump() == {**CALM, "after": 2, "worst": None}
            assert "Worse" not in shown(driver)

    async def test_two_sessions_of_one_day_are_asked_about_once_and_both_get_it(self, tmp_path: Path) -> None:
        log_of(tmp_path, was(1.2, before=1), was(1, before=2))
        async with driving(tmp_path) as driver:
            assert shown(driver).count("Pain the morning after Sat 21 Nov?") == 1
            await driver.press("3")
            assert "Worse than before the session (1 → 3)" in flat(driver)
            await driver.press("2")
            records = Store(driver.paths).read().records
            assert [(record.pain.next_morning, record.rev) for record in records] == [(2, 3), (2, 3)]
            await driver.press("backspace")
            assert [record.pain.next_morning for record in Store(driver.paths).read().records] == [None, None]
            await driver.press("0", "s", "q", "d", "d")  # Home reads the log again
            assert isinstance(driver.app.screen, Home)
            assert "the morning after" not in shown(driver)

    async def test_skipped_neither_of_the_day_is_asked_about(self, tmp_path: Path) -> None:
        log_of(tmp_path, was(1.2, before=1), was(1, before=2))
        async with driving(tmp_path) as driver:
            await driver.press("escape", "s", "q", "d", "d")
            assert isinstance(driver.app.screen, Home)
            assert "the morning after" not in shown(driver)

    @pytest.mark.parametrize(("key", "screen"), [("enter", Before), ("s", Live)])
    async def test_the_keys_that_start_still_start(self, tmp_path: Path, key: str, screen: type) -> None:
        log_of(tmp_path, was(1, before=2))
        async with driving(tmp_path) as driver:
            await driver.press(key)
            assert isinstance(driver.app.screen, screen)
            assert newest(driver).rev == 1

    async def test_skipped_it_is_not_asked_again_in_this_run(self, tmp_path: Path) -> None:
        log_of(tmp_path, was(1, before=2))
        async with driving(tmp_path) as driver:
            await driver.press("escape")
            assert "No answer. You can still give it in History: enter opens the session." in flat(driver)
            await driver.press("4")
            assert newest(driver).rev == 1
            await driver.press("s", "q", "d", "d")  # Home reads the log again
            assert isinstance(driver.app.screen, Home)
            assert "the morning after" not in shown(driver)
        async with driving(tmp_path) as driver:
            assert "Pain the morning after Sat 21 Nov" in shown(driver)

    @pytest.mark.parametrize("record", [was(0.1, before=2), was(3, before=2), was(1, before=2, next_morning=2)])
    async def test_it_is_asked_only_when_there_is_something_to_ask(self, tmp_path: Path, record: Record) -> None:
        log_of(tmp_path, record)
        async with driving(tmp_path) as driver:
            assert "the morning after" not in shown(driver)
            await driver.press("4", "escape")
            assert newest(driver).rev == 1

    async def test_the_key_to_skip_can_be_another(self, tmp_path: Path) -> None:
        log_of(tmp_path, was(1, before=2))
        paths_in(tmp_path).settings.write_text(f'{SILENT}[keys]\nhome-pass-over = "z"\n')
        async with driving(tmp_path) as driver:
            assert "Z: no answer" in shown(driver)
            await driver.press("z")
            assert "No answer." in shown(driver)


class TestTooMuchToTrain:
    """With pain of 8 or more, the advice is not to train, and starting takes a second, different key."""

    @pytest.mark.parametrize("size", SIZES)
    @pytest.mark.parametrize("pain", ["8", "t"])
    async def test_enter_however_often_does_not_start(
        self, tmp_path: Path, size: tuple[int, int], pain: str
    ) -> None:
        async with driving(tmp_path, size) as driver:
            await driver.press("enter", pain)
            assert "do not train today" in flat(driver)
            assert "w leave the standing exercises out today" in flat(driver)
            await driver.press("enter", "enter", "enter")
            assert isinstance(driver.app.screen, Choice)
            words = flat(driver)
            for answer in ("h not today: back to Home", "a start anyway"):
                assert answer in words
            assert not driver.paths.journal.exists()

    async def test_another_key_starts_all_the_same(self, tmp_path: Path) -> None:
        async with driving(tmp_path) as driver:
            await driver.press("enter", "9", "enter", "a")
            assert isinstance(driver.app.screen, Live)
            await driver.press("q", "s")
            assert newest(driver).pain.before == 9

    @pytest.mark.parametrize(("key", "screen"), [("h", Home), ("escape", Before)])
    async def test_back(self, tmp_path: Path, key: str, screen: type) -> None:
        async with driving(tmp_path) as driver:
            await driver.press("enter", "9", "enter", key)
            assert isinstance(driver.app.screen, screen)
            assert not driver.paths.journal.exists()

    async def test_seven_starts_with_enter(self, tmp_path: Path) -> None:
        async with driving(tmp_path) as driver:
            await driver.press("enter", "7", "enter")
            assert isinstance(driver.app.screen, Live)


class TestBefore:
    """Going without the standing exercises, and what is suggested."""

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
                "today (Quad stretch, Calf stretch, Lateral band walk, Dumbbell reverse lunge)? It is above 5: "
                "not training today is a good" in words
            )
            assert "rising pain: press ?." in words
            await driver.press("w")
            assert "Today without: Quad stretch, Calf stretch, Lateral band walk, Dumbbell reverse lunge" in flat(
                driver
            )
            assert "w include them again" in flat(driver)
            assert "6 sets, about 15 min" in shown(driver)
            await driver.press("enter")
            plan = driver.runner.state.plan
            assert {s.exercise.id for s in plan.sets} == {"ball-leg-curl", "hip-thrust"}
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
            assert "6 sets" in shown(driver)

    async def test_pain_can_be_skipped_with_enter(self, tmp_path: Path) -> None:
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
            assert "Source: reps before a big jump in load" in driver.app.screen.query_one(SuggestionPanel).text
            await driver.press("enter")
            assert not own.exists()
            await driver.press("q", "d", "d", "enter", "y")
            assert "from now on. u takes it back." in driver.app.screen.query_one(SuggestionPanel).text
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
            why = "Why: you reported pain 7 during it last time, above your limit of 5."
            assert f"{why} Source: our own rule, based on TREK" in flat(driver)
            field = driver.app.screen.query_one("#load-hip-thrust", Input)
            assert field.value == "8"
            await driver.press("y")
            assert field.value == "7"
            assert load_routine(driver.paths, "knee-relief").spec.exercise[4].load_kg == 7

    async def test_one_at_a_time(self, tmp_path: Path) -> None:
        log_of(tmp_path, was(2, (*thrusts(), *thrusts(**CURLS)), **{**CALM, "next_morning": 4}))
        async with driving(tmp_path) as driver:
            await driver.press("enter")
            assert "Suggested 1 of 2: Stability ball leg curl" in shown(driver)
            await driver.press("n")
            assert "Suggested 2 of 2: Hip thrust" in shown(driver)
            await driver.press("y")
            assert "Suggested: Stability ball leg curl" in shown(driver)

    async def test_only_one_step_up_is_offered_at_a_visit(self, tmp_path: Path) -> None:
        for days in (4, 2):
            log_of(tmp_path, was(days, (*thrusts(), *thrusts(**CURLS)), **CALM))
        async with driving(tmp_path) as driver:
            await driver.press("enter")
            assert "Suggested: Stability ball leg curl" in shown(driver)
            await driver.press("y", "y", "y")
            assert "Suggested" not in shown(driver)
            await driver.press("escape", "enter")
            assert "Suggested" not in shown(driver), "first comes a session with the new step"

    @pytest.mark.parametrize("size", SIZES)
    async def test_a_yes_is_taken_back_with_one_key(self, tmp_path: Path, size: tuple[int, int]) -> None:
        too_much(tmp_path)
        async with driving(tmp_path, size) as driver:
            own = driver.paths.routines_dir / "knee-relief.toml"
            await driver.press("enter")
            field = driver.app.screen.query_one("#load-hip-thrust", Input)
            await driver.press("u")
            assert (field.value, own.exists()) == ("8", False), "there was no yes"
            await driver.press("y", "y")
            assert (field.value, own.exists()) == ("7", True)
            assert "8 → 7 kg, from now on. u takes it back." in driver.app.screen.query_one(SuggestionPanel).text
            await driver.press("u")
            assert (field.value, own.exists()) == ("8", False)
            panel = driver.app.screen.query_one(SuggestionPanel)
            assert panel.text.startswith("Taken back: Hip thrust: 8 → 7 kg.\nSuggested: Hip thrust: 8 → 7 kg")
            await driver.press("u")
            assert panel.text.startswith("Taken back"), "there is nothing more to take back"
            await driver.press(*("y" if panel.is_in_view() else "yy"))
            assert (field.value, own.exists()) == ("7", True)

    async def test_what_is_out_of_sight_comes_into_sight_before_a_yes_counts(self, tmp_path: Path) -> None:
        too_much(tmp_path)
        # Both sessions have the same pain before, so the advice takes up the room.
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
            assert "3 × 15–17" in shown(driver)


class TestGettingWorse:
    """Home says that it is time to see a clinician, and more is never suggested."""

    @pytest.mark.parametrize("size", SIZES)
    async def test_home_says_it_and_where_to_read_why(self, tmp_path: Path, size: tuple[int, int]) -> None:
        log_of(tmp_path, *(was(days, before=2, after=2, worst=7) for days in (8, 6, 4)))
        async with driving(tmp_path, size) as driver:
            assert "Your pain is high: it is time to see a clinician. See Trends." in flat(driver)
            await driver.press("t")
            assert "pain was above 5 in all of the last 3 sessions" in flat(driver).lower()
            assert "It is time to see a clinician" in flat(driver)

    @pytest.mark.parametrize("size", SIZES)
    async def test_it_leaves_room_for_the_morning_s_question(self, tmp_path: Path, size: tuple[int, int]) -> None:
        log_of(tmp_path, *(was(days, before=2, after=2, worst=7) for days in (5, 3, 1)))
        async with driving(tmp_path, size) as driver:
            assert "time to see a clinician" in flat(driver)
            assert "Pain the morning after Sat 21 Nov?" in flat(driver)
            assert " 0  1  2  3  4  5  6  7  8  9  10 " in shown(driver)
            assert "0-10. Esc: no answer." in flat(driver)

    async def test_a_knee_that_is_not_worse_is_not_spoken_of(self, tmp_path: Path) -> None:
        twice_calm(tmp_path)
        async with driving(tmp_path) as driver:
            assert "clinician" not in shown(driver)
