"""Before: each setting is a row that the cursor reaches and a click changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kneecoach.routine import today
from kneecoach.routine.model import Routine
from kneecoach.routine.today import plan_today
from kneecoach.session.options import Options
from kneecoach.session.plan import Pace, Plan, Side
from kneecoach.ui.screens import before
from kneecoach.ui.screens.dialogs import BAND_HINT
from kneecoach.ui.screens.live import Live
from kneecoach.ui.widgets.answers import Answers
from kneecoach.ui.widgets.check_mark import CheckMark
from kneecoach.ui.widgets.field import Field
from kneecoach.ui.widgets.pressable import Button
from kneecoach.ui.widgets.setting import Setting
from tests.ui.driver import Driver, driving, paths_in
from tests.ui.made_up import three_months, write
from tests.ui.pains import flat, shown


async def test_the_cursor_goes_through_every_row_and_changes_it(tmp_path: Path) -> None:
    async with driving(tmp_path, (100, 30)) as driver:
        await driver.press("enter")
        screen = driver.app.screen
        seen = []
        for _ in range(9):
            assert screen.focused is not None
            seen.append(screen.focused.id)
            await driver.press("down")
        loads = [f"load-{name}" for name in ("lateral-band-walk", "hip-thrust", "reverse-lunge")]
        assert seen == ["pain", "pace", "side", "today", "ways", *loads, "start"]
        assert isinstance(screen.focused, Button)
        await driver.press(*["up"] * 6, "right", "up", "left")
        assert screen.query_one("#side", Setting).text == "‹ right ›"
        assert screen.query_one("#pace", Setting).text.startswith("‹ self")
        await driver.press("enter")
        assert isinstance(driver.app.screen, Live)
        assert (driver.runner.state.pace, driver.runner.state.planned.side) == (Pace.SELF, Side.RIGHT)


async def test_a_click_changes_a_setting_and_presses_the_button(tmp_path: Path) -> None:
    async with driving(tmp_path, (100, 30)) as driver:
        await driver.press("enter")
        await driver.pilot.click("#side")
        assert driver.app.screen.query_one("#side", Setting).text == "‹ right ›"
        await driver.press("7")
        await driver.pilot.click("#pain", offset=(22, 0))
        await driver.settle()
        await driver.pilot.click("#without")
        await driver.settle()
        assert not driver.app.screen.query_one("#row-reverse-lunge").display
        await driver.pilot.click("#start")
        await driver.settle()
        assert isinstance(driver.app.screen, Live)
        assert driver.runner.state.plan.sets[0].exercise.id == "ball-leg-curl"


async def test_m_makes_the_session_shorter_and_gives_the_whole_one_back(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("enter", "m")
        assert "15 min: 1–2 sets of each" in shown(driver)
        await driver.press("e")
        assert "Knee relief · 12 sets, about 14 min" in shown(driver)
        await driver.press("m")
        assert "15 min: 1–2 sets of each (now)" in shown(driver)
        await driver.press("a")
        assert "26 sets, about 37 min" in shown(driver)
        await driver.pilot.click("#today")
        await driver.settle()
        await driver.pilot.click(Answers, offset=(4, 4))
        await driver.settle()
        await driver.press("enter")
        assert driver.runner.state.plan.size == 12
        assert driver.runner.state.plan.shortened is not None
    assert not paths_in(tmp_path).settings.read_text().count("minutes"), "not remembered for the next time"


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_digits_type_the_minutes_and_say_what_they_mean(tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size) as driver:
        await driver.press("enter", "m", *"13")
        assert "13 min: 1 set of each" in shown(driver)
        await driver.press("enter")
        assert "13 min: 1 set of each" in driver.app.screen.query_one("#today", Setting).text
        await driver.press("m", "0", "enter")
        assert "A session takes at least 1 minute." in shown(driver)
        await driver.press(*"1x", "enter")
        assert "“1x” is not a whole number." in shown(driver)
        await driver.press(*"120")
        assert "37 min: as planned" in shown(driver)
        await driver.press("enter")
        assert driver.app.screen.query_one("#today", Setting).text == "‹ as planned ›"
        await driver.press("m", "3", "up", "e")
        assert "15 min: 1–2 sets of each" in driver.app.screen.query_one("#today", Setting).text
        await driver.press("m", "3", "backspace", "enter")
        assert "15 min: 1–2 sets of each" in driver.app.screen.query_one("#today", Setting).text


async def test_o_leaves_out_and_does_without_what_is_not_at_hand(tmp_path: Path) -> None:
    async with driving(tmp_path, (80, 40)) as driver:
        await driver.press("enter", "o")
        await driver.press(*["down"] * 4, "space")
        await driver.press(*["down"] * 5, "space")
        assert "23 sets" in shown(driver)
        assert "Stability ball leg curl: heels on" in shown(driver)
        await driver.press("escape")
        screen = driver.app.screen
        assert screen.query_one("#today", Setting).text == "‹ 2–3 sets, 5 of 6 exercises ›"
        assert not screen.query_one("#row-hip-thrust").display
        assert "stability ball" not in shown(driver)
        assert "a towel" in shown(driver)
        await driver.press("o", "a", "enter")
        assert "26 sets, about 37 min" in shown(driver)


def marks(driver: Driver) -> list[str]:
    return [mark.render().plain for mark in driver.app.screen.query(CheckMark)]


async def test_what_is_needed_instead_of_what_is_missing_can_be_missing_too(tmp_path: Path) -> None:
    folder = paths_in(tmp_path).routines_dir
    folder.mkdir(parents=True)
    (folder / "knee-relief.toml").write_text(
        'schema = 1\nid = "knee-relief"\ntitle = "One"\n[[exercise]]\nuse = "clamshell"\n'
        'variant = "a loop band above the knees"\n[[exercise]]\nuse = "ball-leg-curl"\n'
    )
    async with driving(tmp_path, (80, 40)) as driver:
        await driver.press("enter", "o", *["down"] * 4)
        assert marks(driver)[-2:] == ["[x] loop band, light", "[x] stability ball"]
        await driver.press("space", "down", "space", "up", "up", "space")
        missing = ["[ ] loop band, light", "[ ] stability ball", "[ ] a towel"]
        assert marks(driver)[-5:] == [*missing, "[x] two sliders", "[x] a firm bed"]
        await driver.press("enter")
        assert "· two sliders" in shown(driver)
        await driver.press("o")
        assert [mark for mark in marks(driver) if "[ ]" in mark] == missing
        await driver.press("a", "enter")
        assert driver.app.screen.query_one("#ways", Setting).text == "‹ as planned ›"


async def test_a_variant_of_the_routine_s_own_is_named_on_home_and_before_and_the_session_begins_in_it(
    tmp_path: Path,
) -> None:
    folder = paths_in(tmp_path).routines_dir
    folder.mkdir(parents=True)
    (folder / "knee-relief.toml").write_text(
        'schema = 1\nid = "knee-relief"\ntitle = "One"\n[[exercise]]\nuse = "hip-thrust"\n'
        'variant = "one leg"\nreps = 10\n'
    )
    async with driving(tmp_path, (80, 40)) as driver:
        assert "3 × 10 · 2 s hold · one leg" in shown(driver)
        await driver.press("enter")
        assert "Hip thrust: one leg" in shown(driver)
        assert driver.app.screen.query_one("#today", Setting).text == "‹ as planned ›"
        await driver.press("enter")
        assert driver.runner.state.variant == "one leg"
        assert "One leg" in shown(driver)
        assert "Harder" not in shown(driver)
        await driver.press("e")
        assert "Hip thrust, now one leg" in shown(driver)
        assert "the standard way" in shown(driver)
        await driver.press("1")
        assert driver.runner.state.variant == "no dumbbell"
        await driver.press("e")
        assert "harder: one leg, as planned" in shown(driver)


async def test_something_has_to_be_left_to_train(tmp_path: Path) -> None:
    async with driving(tmp_path, (80, 40)) as driver:
        await driver.press("enter", "o")
        await driver.press("space", *["down", "space"] * 5)
        assert [mark.value for mark in driver.app.screen.query(CheckMark)][:6] == [False] * 5 + [True]
        assert "1 set" not in shown(driver)
        await driver.press("enter")
        assert "Dumbbell reverse lunge" in shown(driver)


async def test_leaving_out_the_standing_exercises_keeps_what_else_is_left_out(tmp_path: Path) -> None:
    async with driving(tmp_path, (80, 40)) as driver:
        await driver.press("enter", "o")
        await driver.press(*["down"] * 4, "space", "enter", "7", "w")
        assert "Today without: Quad stretch, Calf stretch, Lateral band walk" in shown(driver)
        assert "3 sets" in shown(driver)
        assert "Include standing" in shown(driver)
        await driver.press("w")
        assert "23 sets" in shown(driver)


async def test_loads_are_offered_only_where_an_exercise_has_one(tmp_path: Path) -> None:
    folder = paths_in(tmp_path).routines_dir
    folder.mkdir(parents=True)
    (folder / "knee-relief.toml").write_text(
        'schema = 1\nid = "knee-relief"\ntitle = "One"\n[[exercise]]\nuse = "quad-stretch"\n'
    )
    async with driving(tmp_path, (160, 40)) as driver:
        await driver.press("enter")
        screen = driver.app.screen
        assert "Loads" not in driver.footer
        await driver.press("l")
        assert screen.focused is screen.query_one("#pain")


async def test_the_load_key_goes_to_the_first_load_of_today(tmp_path: Path) -> None:
    async with driving(tmp_path, (160, 40)) as driver:
        await driver.press("enter", "7", "w", "l")
        screen = driver.app.screen

        assert screen.focused is screen.query_one("#load-hip-thrust")


async def test_two_quick_nines_are_ninety_nine_minutes(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("enter", "m")
        for _ in range(2):
            driver.pass_time(0.3)
            await driver.pilot.press("9")
        assert driver.app.screen.query_one(Field).value == "99"


async def test_a_faulty_load_of_an_exercise_that_is_then_left_out_does_not_keep_the_session_from_starting(
    tmp_path: Path,
) -> None:
    async with driving(tmp_path, (80, 40)) as driver:
        await driver.press("enter")
        screen = driver.app.screen
        field = screen.query_one("#load-hip-thrust", Field)
        field.value = "abc"
        screen.set_focus(screen.query_one("#start"))
        await driver.press("o", *["down"] * 4, "space", "enter")
        assert not screen.query_one("#row-hip-thrust").display
        screen.set_focus(screen.query_one("#start"))
        await driver.press("enter")
        assert isinstance(driver.app.screen, Live)
        assert "hip-thrust" not in {planned.exercise.id for planned in driver.runner.state.plan.sets}


async def test_e_begins_an_exercise_in_another_way_today_only(tmp_path: Path) -> None:
    async with driving(tmp_path, (80, 40)) as driver:
        await driver.press("enter", "e", "5")
        assert "Hip thrust, now as planned" in shown(driver)
        assert "harder: one leg" in shown(driver)
        assert "before a session" not in shown(driver)
        await driver.press("4")
        assert driver.app.screen.query_one("#ways", Setting).text == "‹ 1 done another way ›"
        assert "Hip thrust: one leg" in shown(driver)
        await driver.press("e", "5", "2")
        assert not driver.app.screen.query_one("#row-hip-thrust").display, "a bridge on the floor has no load"
        await driver.pilot.click("#ways")
        await driver.settle()
        await driver.press("5", "4", "enter")
        plan = driver.runner.state.plan
        assert dict(plan.variants) == {"hip-thrust": "one leg"}
        assert {s.side for s in plan.sets if s.exercise.id == "hip-thrust"} == {Side.LEFT, Side.RIGHT}
    assert not (paths_in(tmp_path).routines_dir / "knee-relief.toml").exists()


async def test_in_the_smallest_window_the_exercises_offered_are_cut_after_their_titles(tmp_path: Path) -> None:
    async with driving(tmp_path, (40, 12)) as driver:
        await driver.press("enter", "e")
        assert "3  Lateral band walk: as planned " in shown(driver)
        assert "4  Stability ball leg curl… " in shown(driver)


async def test_what_is_chosen_again_as_planned_is_as_planned(tmp_path: Path) -> None:
    async with driving(tmp_path, (80, 40)) as driver:
        await driver.press("enter", "e", "3", "2")
        assert "Lateral band walk: no band" in shown(driver)
        await driver.press("e", "3", "0")
        assert driver.app.screen.query_one("#ways", Setting).text == "‹ as planned ›"
        await driver.press("e", "enter", "e", "3", "escape", "enter")
        assert driver.runner.state.plan.variants == ()


@pytest.mark.parametrize("answer", ["0", "5"])
async def test_a_variant_that_needs_what_is_left_out_today_is_refused(tmp_path: Path, answer: str) -> None:
    paths = paths_in(tmp_path)
    paths.routines_dir.mkdir(parents=True)
    (paths.routines_dir / "knee-relief.toml").write_text(
        'schema = 1\nid = "knee-relief"\ntitle = "One"\n[[exercise]]\nuse = "reverse-lunge"\n'
    )
    async with driving(tmp_path, (80, 40)) as driver:
        await driver.press("enter", "o", "down", "space", "enter")
        assert "Dumbbell reverse lunge: without dumbbells" in shown(driver)
        await driver.press("e", answer)
        assert "That needs equipment you left out today; o changes that." in flat(driver).replace("▌ ", "")
        assert "Dumbbell reverse lunge: without dumbbells" in shown(driver)
        await driver.press("e", "2", "enter")
        assert dict(driver.runner.state.plan.variants) == {"reverse-lunge": "no dumbbells"}


async def test_a_variant_with_a_band_asks_for_its_tension(tmp_path: Path) -> None:
    folder = paths_in(tmp_path).routines_dir
    folder.mkdir(parents=True)
    (folder / "knee-relief.toml").write_text(
        'schema = 1\nid = "knee-relief"\ntitle = "One"\n[[exercise]]\nuse = "clamshell"\n'
    )
    async with driving(tmp_path, (80, 40)) as driver:
        await driver.press("enter")
        assert not driver.app.screen.query_one("#row-clamshell").display
        await driver.press("e")
        assert "Clamshell, now as planned" in shown(driver), "no other exercise can be meant"
        await driver.press("3", "l", *"heavy", "enter", "enter")
        assert driver.runner.state.load_said == {"clamshell": "heavy"}
        await driver.press("enter")
        await driver.wait(6)
        await driver.press("q", "s")
        await driver.wait(2)
        await driver.press("enter", "enter")
        assert not driver.app.screen.query_one("#row-clamshell").display
        await driver.press("e", "3")
        assert driver.app.screen.query_one("#row-clamshell").display
        assert driver.app.screen.query_one("#load-clamshell", Field).value == "heavy", "as last time"


async def test_the_row_of_a_band_says_what_can_be_typed_while_it_has_the_cursor(tmp_path: Path) -> None:
    async with driving(tmp_path, (80, 24)) as driver:
        await driver.press("enter")
        assert BAND_HINT not in shown(driver)
        await driver.press("l")
        assert f"Lateral band walk, band    none        {BAND_HINT}" in shown(driver)
        await driver.press("x")
        assert BAND_HINT not in shown(driver), "why it is refused has the room"
        await driver.press("backspace", "enter")
        assert driver.app.focused is driver.app.screen.query_one("#load-hip-thrust")
        assert BAND_HINT not in shown(driver), "a weight is a number"


async def test_an_exercise_with_a_band_in_one_variant_and_a_weight_in_another_asks_for_what_is_chosen(
    tmp_path: Path,
) -> None:
    folder = paths_in(tmp_path).routines_dir
    folder.mkdir(parents=True)
    (folder / "knee-relief.toml").write_text(
        'schema = 1\nid = "knee-relief"\ntitle = "One"\n[[exercise]]\nuse = "seated-knee-extension"\n'
    )
    async with driving(tmp_path, (80, 40)) as driver:
        await driver.press("enter")
        assert "Seated knee extension, " not in shown(driver)
        await driver.press("e", "3")
        assert "Seated knee extension, band" in shown(driver)
        await driver.press("e", "4")
        assert "Seated knee extension, kg" in shown(driver)
        assert "Seated knee extension, band" not in shown(driver)
        await driver.press("l", *"2.5", "enter", "enter")
        assert driver.runner.state.loads == {"seated-knee-extension": 2.5}


async def test_the_load_of_a_variant_that_has_none_today_is_there_when_another_is_taken(tmp_path: Path) -> None:
    write(tmp_path, three_months())
    async with driving(tmp_path, (80, 40)) as driver:
        await driver.press("enter")
        loads = [
            driver.app.screen.query_one(f"#load-{name}", Field).value for name in ("hip-thrust", "reverse-lunge")
        ]
        await driver.press("e", "5", "2", "enter")
        assert loads == ["14", "4"]
        assert driver.runner.state.loads == {"hip-thrust": 14.0, "reverse-lunge": 4.0}


async def test_the_session_is_planned_once_for_each_choice_and_not_for_each_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned: list[tuple[str, ...]] = []

    def counted(routine: Routine, options: Options) -> Plan:
        planned.append(options.without)
        return plan_today(routine, options)

    async with driving(tmp_path, (100, 30)) as driver:
        await driver.press("enter")
        monkeypatch.setattr(before, "plan_today", counted)
        monkeypatch.setattr(today, "plan_today", counted)
        await driver.press("7", "down", "up")
        assert planned == []
        await driver.press("w")
        assert planned == [("quad-stretch", "calf-stretch", "lateral-band-walk", "reverse-lunge"), ()]
