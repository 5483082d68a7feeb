"""Exercises: what it shows of each movement, its keys, its search, and how it looks."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from kneecoach.ui.commands import BindingCommands, GoToCommands
from kneecoach.ui.screens.home import Home
from kneecoach.ui.views.preview import READY_SECONDS
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.page import Page
from kneecoach.ui.widgets.row_list import RowList
from tests.ui.driver import driving
from tests.ui.movements_screen import (
    SHIPPED,
    SIZES,
    SQUEEZE,
    TINY,
    line,
    screen_of,
    with_odd_routine,
    with_setting,
    words,
)


@pytest.mark.parametrize("size", [TINY, (80, 24), (140, 45)], ids=lambda size: f"{size[0]}x{size[1]}")
class TestLooks:
    async def test_hip_thrust(self, screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
        async with driving(tmp_path, size, movement="hip-thrust") as driver:
            await driver.wait(SQUEEZE)
            assert driver.app == screen

    async def test_list(self, screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
        async with driving(tmp_path, size, movement="") as driver:
            await driver.press("pagedown", "down")
            await driver.wait(READY_SECONDS)
            assert driver.app == screen

    async def test_figure_only(self, screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
        async with driving(tmp_path, size, movement="lateral-band-walk") as driver:
            await driver.press("f")
            await driver.wait(READY_SECONDS)
            assert driver.app == screen

    async def test_unknown_figure(self, screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
        async with driving(with_odd_routine(tmp_path), size, movement="wall-sit") as driver:
            assert driver.app == screen

    async def test_contrast(self, screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
        async with driving(
            with_setting(tmp_path, 'theme = "kneecoach-contrast"'), size, movement="reverse-lunge"
        ) as driver:
            await driver.wait(READY_SECONDS + 1.9)
            assert driver.app == screen


async def test_from_home_and_back(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        for back in ("escape", "q"):
            await driver.press("f")
            assert line(driver, "title") == "Quad stretch"
            assert line(driver, "dose") == "2 × 30 s each leg · Knee relief"
            await driver.press(back)
            assert isinstance(driver.app.screen, Home)


async def test_arrows_turn_to_every_movement_and_round(tmp_path: Path) -> None:
    async with driving(tmp_path, TINY, movement="") as driver:
        titles = []
        for _ in range(SHIPPED + 1):
            titles.append(line(driver, "title"))
            await driver.press("right")
        assert titles[-1] == titles[0] == "Quad stretch"
        assert len(set(titles)) == SHIPPED
        await driver.press("left", "left")
        assert line(driver, "title") == "Wall squat"
        assert line(driver, "place") == f"{SHIPPED} of {SHIPPED}"
        rows = driver.app.screen.query_one(RowList)
        assert rows.cursor == SHIPPED - 1
        assert rows.scroll_offset.y > SHIPPED - rows.size.height - 1


async def test_a_click_on_an_arrow_turns_too(tmp_path: Path) -> None:
    async with driving(tmp_path, movement="") as driver:
        first, second = driver.app.screen.query(".turn")
        await driver.pilot.click(second)
        await driver.settle()
        assert line(driver, "title") == "Calf stretch"
        await driver.pilot.click(first)
        await driver.settle()
        assert line(driver, "title") == "Quad stretch"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30)], ids=str)
async def test_the_list_stands_beside_the_figure_of_the_row_under_the_cursor(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with driving(tmp_path, size, movement="") as driver:
        shown = screen_of(driver)
        await driver.press("down", "down")
        assert line(driver, "title") == "Lateral band walk"
        assert shown.query_one(RowList).cursor == 2
        rows, figure = shown.query_one("#list"), shown.query_one("#shown")
        assert rows.region.right <= figure.region.x
        assert figure.region.right <= size[0]
        assert figure.size.width >= 28
        assert not shown.query_one("#words").display
        await driver.press("pagedown")
        assert shown.query_one(RowList).cursor > 8


async def test_enter_shows_the_words_and_escape_the_list_again(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("f", "down", "enter")
        shown = screen_of(driver)
        assert shown.query_one("#words").display
        assert not shown.query_one("#list").display
        assert "1 Face the wall" in words(driver)
        await driver.press("escape")
        assert shown.query_one("#list").display
        assert shown.query_one(RowList).cursor == 1
        await driver.press("escape")
        assert isinstance(driver.app.screen, Home)


async def test_a_wide_window_shows_list_words_and_figure(tmp_path: Path) -> None:
    async with driving(tmp_path, (140, 45), movement="") as driver:
        shown = screen_of(driver)
        areas = [shown.query_one(f"#{id_}").region for id_ in ("list", "words", "shown")]
        assert all(left.right <= right.x for left, right in pairwise(areas))
        assert all(area.width >= 30 for area in areas)
        await driver.press("down")
        assert line(driver, "title") == "Calf stretch"
        assert "1 Face the wall" in words(driver)
        await driver.press("escape")
        assert isinstance(driver.app.screen, Home)


async def test_a_click_on_a_row_shows_it_and_a_second_one_its_words(tmp_path: Path) -> None:
    async with driving(tmp_path, movement="") as driver:
        shown = screen_of(driver)
        await driver.pilot.click(RowList, offset=(4, 4))
        await driver.settle()
        assert line(driver, "title") == "Hip thrust"
        assert shown.query_one("#list").display
        await driver.pilot.click(RowList, offset=(4, 4))
        await driver.settle()
        assert shown.query_one("#words").display


async def test_searching_by_title_equipment_and_muscle(tmp_path: Path) -> None:
    async with driving(tmp_path, movement="") as driver:
        shown = screen_of(driver)
        await driver.press("slash", "slash", *"band", "enter")
        rows = shown.query_one(RowList)
        assert [rows.text_of(i) for i in range(rows.count)] == [
            "Lateral band walk",
            "Terminal knee extension",
            "Spanish squat",
        ]
        assert (line(driver, "title"), line(driver, "place")) == ("Lateral band walk", "1 of 3 found")
        await driver.press("left")
        assert line(driver, "title") == "Spanish squat"
        await driver.press("f", "escape")
        assert rows.count == 3, "the large figure closes first"
        await driver.press("escape")
        assert (rows.count, line(driver, "title")) == (SHIPPED, "Spanish squat")
        await driver.press("slash", *"outer hip side")
        assert rows.count == 1
        assert line(driver, "title") == "Side-lying hip abduction"
        await driver.press(*"zz")
        assert rows.count == 0
        assert shown.query_one("#nothing").display
        await driver.press("escape", "escape")
        assert isinstance(driver.app.screen, Home)


async def test_opening_loads_and_draws_only_the_movement_shown(tmp_path: Path) -> None:
    async with driving(tmp_path, movement="") as driver:
        source = screen_of(driver)._source
        assert source is not None
        assert list(source._figures) == ["quad-stretch"]
        await driver.press("down")
        assert list(source._figures) == ["quad-stretch", "calf-stretch"]


async def test_the_muscles_that_the_figure_lights_are_named_in_words(tmp_path: Path) -> None:
    async with driving(tmp_path, (140, 45), movement="hip-thrust") as driver:
        assert line(driver, "muscles") == "works: buttocks, back of the thigh"
        await driver.press("right")
        assert line(driver, "muscles") == "works: front of the thigh, buttocks"


async def test_everything_the_routine_says_is_there(tmp_path: Path) -> None:
    async with driving(tmp_path, (140, 45), movement="hip-thrust") as driver:
        shown = words(driver)
        for heading in ("Equipment", "How to", "Cues", "Watch for", "Easier", "Harder", "Without the equipment"):
            assert f"\n{heading}\n" in f"\n{shown}", heading
        for text in (
            "1 Upper back on the edge",
            "· one dumbbell",
            "· Chin tucked",
            "· head thrown back",
            "· one leg",
        ):
            assert f"\n{text}" in shown, text
        assert "· push up 1 s, squeeze 2 s, lower 2 s" in shown


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_is_clipped(tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size, movement="quad-stretch") as driver:
        shown = screen_of(driver)
        column, page, doing = shown.query_one("#words"), shown.query_one(Page), shown.query_one("#doing", Line)
        for _ in range(6):
            assert max(len(text) for text in page.text.split("\n")) <= page.content_size.width
            for id_ in ("title", "place", "dose"):
                widget = shown.query_one(f"#{id_}", Line)
                assert widget.region in shown.region
                assert widget.size.width >= len(str(widget.render())), id_
            for _ in range(7):
                if column.scroll_y < column.max_scroll_y:
                    await driver.press("pagedown")
            await driver.press("pagedown")  # at the end it goes no further
            assert column.scroll_y == column.max_scroll_y
            assert page.region.bottom <= column.region.bottom
            assert shown.query_one("#shown").display == (size != TINY)
            await driver.press("f")
            assert doing.region in shown.region
            await driver.press("f")
            preview = shown._preview
            assert preview is not None
            said = {preview.view(tenth / 10).words for tenth in range(round(preview.seconds * 10))}
            room = doing.size.width if size != TINY else size[0] - 2
            assert max(len(f"{words} · still") for words in said) <= room
            await driver.press("right")


async def test_reading_on_and_back(tmp_path: Path) -> None:
    async with driving(tmp_path, TINY, movement="hip-thrust") as driver:
        column = screen_of(driver).query_one("#words")
        await driver.press("down", "down", "up")
        assert column.scroll_y == 1
        await driver.press("pagedown")
        assert column.scroll_y == column.size.height
        await driver.press("pageup", "up")
        assert column.scroll_y == 0
        await driver.press("down", "right")
        assert column.scroll_y == 0


async def test_words_without_spaces_and_two_cells_wide_stay_in_their_column(tmp_path: Path) -> None:
    async with driving(with_odd_routine(tmp_path), TINY, movement="wall-sit") as driver:
        page = driver.app.screen.query_one(Page)
        assert max(text.cell_length for text in page._lines(30)) <= 30


async def test_every_key_and_every_movement_is_in_the_command_palette(tmp_path: Path) -> None:
    async with driving(tmp_path, TINY, movement="") as driver:
        shown = screen_of(driver)
        keys = {hit.text async for hit in BindingCommands(shown).discover()}
        assert {"Previous movement", "Next movement", "Large figure", "How to", "Search", "Back"} <= keys
        assert "Pause" not in keys, "no figure is seen"
        (hit,) = [hit async for hit in GoToCommands(shown).search("Go to Hip thrust")]
        hit.command()
        assert line(driver, "title") == "Hip thrust"


async def test_help_lists_the_keys(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("f", "question_mark")
        said = "\n".join(line.text for line in driver.app.screen.query(Line))
        assert "↑         Up in the list, or scroll up.  movements-up" in said
        assert "f         Every movement, with its figure and how it is done.  home-movements" in said


async def test_a_broken_routine_leaves_the_library(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "routines"
    folder.mkdir(parents=True)
    (folder / "knee-relief.toml").write_text("schema = 2\n")
    async with driving(tmp_path) as driver:
        assert "knee-relief.toml" in str(driver.app.screen.query_one("#problem", Line).render())
        await driver.press("f")
        assert (line(driver, "title"), line(driver, "dose")) == ("Bird dog", "3 × 6–8 reps each leg, 3 s hold")
