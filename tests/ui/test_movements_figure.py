"""The figure on Exercises: its clock, its looks, and when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Region

from kneecoach.figures.glyphs import GLYPHS
from kneecoach.figures.palette import DARK, Material
from kneecoach.ui.screens.help import Help
from kneecoach.ui.views.preview import READY_SECONDS
from kneecoach.ui.widgets.figure_view import FigureView
from kneecoach.ui.widgets.line import Line
from tests.ui.driver import SILENT, driving
from tests.ui.movements_screen import (
    line,
    picture,
    screen_of,
    with_odd_routine,
    with_setting,
    words,
)


async def test_octants_reach_the_screen(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text(SILENT.replace('"colour"', '"octant"'))
    async with driving(tmp_path, movement="hip-thrust") as driver:
        shown = driver.app.screen.query_one(FigureView)
        text = "".join(strip.text for strip in shown.render_lines(Region(0, 0, *shown.size)))
        assert {*text} & {*GLYPHS["octant"]} - {*GLYPHS["quadrant"]}


async def test_the_skin_is_the_one_that_is_set(tmp_path: Path) -> None:
    async with driving(with_setting(tmp_path, 'skin = "dark"'), movement="hip-thrust") as driver:
        colours = {colour for row in picture(driver) for run in row for colour in run[1:]}
        assert DARK.with_skin("dark").colours[Material.SKIN] in colours
        assert DARK.colours[Material.SKIN] not in colours


async def test_the_figure_goes_at_the_clock_s_cadence(tmp_path: Path) -> None:
    async with driving(tmp_path, movement="hip-thrust") as driver:
        shown = []
        for after in (0.0, READY_SECONDS, 0.5, 0.5, 1.9, 0.1):
            await driver.wait(after)
            shown.append((line(driver, "doing"), picture(driver)))
        says = [words for words, _ in shown]
        assert says == ["ready", "push up", "push up", "squeeze", "squeeze", "lower"]
        pictures = [rows for _, rows in shown]
        assert pictures[0] == pictures[1] != pictures[2] != pictures[3]
        assert pictures[3] == pictures[4] == pictures[5]


async def test_left_and_right_take_turns(tmp_path: Path) -> None:
    async with driving(tmp_path, movement="lateral-band-walk") as driver:
        said, pictures = [], []
        for _ in range(3):
            await driver.wait(READY_SECONDS + 0.5)
            said.append(line(driver, "doing"))
            pictures.append(picture(driver))
            await driver.wait(1.5)
        assert said == ["left leg, step out", "right leg, step out", "left leg, step out"]
        assert pictures[0] == pictures[2] != pictures[1]


async def test_space_stands_still_and_goes_on_from_there(tmp_path: Path) -> None:
    async with driving(tmp_path, movement="ball-leg-curl") as driver:
        await driver.wait(READY_SECONDS)
        await driver.press("space")  # half a second later
        still = picture(driver)
        assert line(driver, "doing") == "curl in · still"
        assert screen_of(driver)._timer is None
        await driver.wait(30)
        assert picture(driver) is still
        await driver.press("space")
        assert picture(driver) == still
        assert line(driver, "doing") == "curl in"
        await driver.wait(1.6)
        assert line(driver, "doing") == "roll out"


async def test_standing_still_another_movement_is_shown_at_its_farthest(tmp_path: Path) -> None:
    async with driving(tmp_path, movement="ball-leg-curl") as driver:
        await driver.press("space", "right")
        assert line(driver, "doing") == "squeeze · still"


async def test_a_held_space_counts_once(tmp_path: Path) -> None:
    async with driving(tmp_path, movement="hip-thrust") as driver:
        for _ in range(10):
            driver.clock.advance(0.03)
            await driver.pilot.press("space")
        await driver.settle()
        assert line(driver, "doing") == "ready · still"


async def test_with_reduced_motion_it_stands_still_and_goes_on_in_stills(tmp_path: Path) -> None:
    async with driving(with_setting(tmp_path, "reduced_motion = true"), movement="reverse-lunge") as driver:
        assert line(driver, "doing") == "left leg, step back · still"
        before = picture(driver)
        await driver.wait(60)
        assert picture(driver) is before
        await driver.press("space")
        seen = set()
        for _ in range(100):
            await driver.wait(0.1)
            seen.add((line(driver, "doing"), picture(driver)))
        assert {said for said, _ in seen} == {
            f"{side} leg, {said}" for side in ("left", "right") for said in ("ready", "step back", "drive up")
        }
        # Two stills per side; ready and driving up show the same one.
        assert len({rows for _, rows in seen}) == 4


async def test_it_comes_again_only_when_something_changes_and_not_behind_another_screen(tmp_path: Path) -> None:
    async with driving(tmp_path, movement="hip-thrust") as driver:
        shown = screen_of(driver)
        assert shown._timer is not None
        assert shown._timer._interval == pytest.approx(READY_SECONDS, abs=0.01)
        await driver.wait(READY_SECONDS + 0.02)
        assert shown._timer._interval == pytest.approx(0.105, abs=1e-5)
        await driver.wait(1.1)
        assert shown._timer._interval == pytest.approx(1.88, abs=0.01)
        await driver.press("question_mark")
        assert isinstance(driver.app.screen, Help)
        assert shown._timer is None
        await driver.press("escape")
        assert shown._timer is not None


async def test_an_unknown_figure_is_said_in_one_sentence_and_words_take_its_place(tmp_path: Path) -> None:
    async with driving(with_odd_routine(tmp_path), movement="wall-sit") as driver:
        fault = driver.app.screen.query_one("#fault", Line)
        assert fault.display
        assert str(fault.render()) == "There is no figure called 'no-such-figure'."
        assert not driver.app.screen.query_one("#shown").display
        assert line(driver, "title") == "[/bad] ]0;t"
        assert "1 [red]Back[/] to the wall." in words(driver)
        assert "· [/]" in words(driver)
        assert line(driver, "dose") == "2 × 20 s · [/] [b]mine"
        await driver.press("space", "f")
        await driver.press("left")
        assert line(driver, "title") == "Dumbbell reverse lunge"
        assert not fault.display
        assert driver.app.screen.query_one("#shown").display


async def test_figures_turned_off_leave_the_words(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text(SILENT.replace('"colour"', '"off"'))
    async with driving(tmp_path, movement="hip-thrust") as driver:
        assert not driver.app.screen.query_one("#shown").display
        assert not driver.app.screen.query_one("#fault").display
        assert "Upper back" in words(driver)


async def test_the_figure_fits_the_window_when_that_changes(tmp_path: Path) -> None:
    async with driving(tmp_path, movement="hip-thrust") as driver:
        await driver.press("space")
        for size in ((140, 45), (60, 20), (80, 24)):
            await driver.pilot.resize_terminal(*size)
            await driver.settle()
            figure = driver.app.screen.query_one(FigureView)
            assert figure._frame is not None
            assert (figure._frame.columns, len(figure._frame.rows)) == figure.size


async def test_another_theme_gives_the_figure_other_colours(tmp_path: Path) -> None:
    async with driving(tmp_path, movement="hip-thrust") as driver:
        await driver.press("space")
        before = picture(driver)
        driver.app.theme = "kneecoach-contrast"
        await driver.settle()
        assert picture(driver) is not None
        assert picture(driver) != before
