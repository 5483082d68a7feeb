"""Routines: the list, and what can be done with each of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.containers import VerticalScroll
from textual.widgets import OptionList

from kneecoach.routine.library import read_routine
from kneecoach.ui.screens.dialogs import AskFile, AskText, Choice
from kneecoach.ui.screens.editor import Editor
from kneecoach.ui.screens.elsewhere import AddSession
from kneecoach.ui.screens.home import Home
from kneecoach.ui.screens.routines import Routines
from kneecoach.ui.widgets.dialog_keys import DialogKeys
from kneecoach.ui.widgets.field import Field
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.row_list import RowList
from kneecoach.ui.widgets.setting import Setting
from tests.routine.by_hand import FILES
from tests.ui.driver import driving
from tests.ui.routines_screen import LISTED, SIZES, exercises, line, listed, on, own, typed


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_how_it_looks(screen: SnapshotAssertion, tmp_path: Path, size: tuple[int, int]) -> None:
    own(tmp_path, "knee-start", (FILES["plain"].replace(b'"mine"', b'"knee-start"')))
    own(tmp_path, "odd", b'schema = 1\nid = "odd"\ntitle = "Odd"\n[[exercise]]\nuse = "leg-press"\n')
    async with driving(tmp_path, size) as driver:
        await driver.press("e", "down")
        assert driver.app == screen


async def test_from_home_and_back(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        for back in ("escape", "q"):
            await driver.press("e")
            on(driver, Routines)
            assert [row.split("  ")[0] for row in listed(driver)] == [f"> {LISTED[0]}", *LISTED[1:]]
            assert line(driver, "size") == "26 sets, about 37 min · built in"
            await driver.press(back)
            on(driver, Home)


async def test_what_is_shown_does_not_depend_on_whether_the_scroll_bar_is_there_yet(tmp_path: Path) -> None:
    async with driving(tmp_path, (80, 24)) as driver:
        await driver.press("e")
        shown = on(driver, Routines)
        page = shown.query_one("#shown", VerticalScroll)
        rooms = set()
        for key in ["down"] * 4 + ["up"] * 4:
            rooms.add(page.scrollable_content_region.width)
            first = line(driver, "needs")
            shown.fit(*driver.app.size)
            await driver.settle()
            assert line(driver, "needs") == first, key
            await driver.press(key)
        assert len(rooms) == 1


async def test_it_begins_at_the_routine_that_home_shows(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("right", "e")
        assert [row[:1] for row in listed(driver)].index(">") == 1
        title = line(driver, "title")
        await driver.press("escape")
        assert str(on(driver, Home).query_one("#routine").border_title) == title


async def test_a_broken_one_is_named_with_its_fault_and_can_be_deleted(tmp_path: Path) -> None:
    file = own(tmp_path, "odd", b'schema = 1\nid = "odd"\ntitle = "Odd"\n')
    async with driving(tmp_path) as driver:
        await driver.press("e", "pagedown")
        assert listed(driver)[-1] == "> odd           faulty  yours"
        assert line(driver, "fault").replace("\n", "") == f"{file}: exercise: is missing"
        await driver.press("enter")
        on(driver, Routines)
        assert "Edit" not in driver.footer
        await driver.press("d", "d")
        assert not file.exists()
        assert len(listed(driver)) == len(LISTED)


async def test_deleting_asks_and_brings_the_built_in_one_back_and_u_undoes_it(tmp_path: Path) -> None:
    raw = FILES["plain"].replace(b'"mine"', b'"knee-relief"').replace(b"Mine", b"My knee relief")
    file = own(tmp_path, "knee-relief", raw)
    async with driving(tmp_path) as driver:
        await driver.press("e")
        assert line(driver, "size").endswith("yours, in place of the built-in one")
        await driver.press("d")
        on(driver, Choice)
        await driver.press("enter")
        assert file.read_bytes() == raw
        await driver.press("d", "d")
        assert not file.exists()
        assert line(driver, "said") == "My knee relief is deleted. The built-in one is back. u undoes it."
        assert listed(driver)[0].startswith("> Knee relief ")
        await driver.press("u")
        assert file.read_bytes() == raw
        assert listed(driver)[0].startswith("> My knee relief ")
        await driver.press("down", "d")
        on(driver, Routines)  # what ships cannot be deleted


async def test_a_deleted_one_is_kept_when_the_screen_is_left(tmp_path: Path) -> None:
    file = own(tmp_path)
    async with driving(tmp_path) as driver:
        await driver.press("e", "pagedown", "d", "d", "escape")
        assert not file.exists()
        assert file.with_suffix(".deleted").read_bytes() == FILES["plain"]


async def test_a_deleted_one_whose_name_is_taken_meanwhile_is_kept_and_named(tmp_path: Path) -> None:
    file = own(tmp_path)
    async with driving(tmp_path) as driver:
        await driver.press("e", "pagedown", "d", "d")
        own(tmp_path, raw=FILES["plain"] + b"# of another program\n")
        await driver.press("u")
        kept = file.with_suffix(".deleted")
        said = f"{file}: this file was made meanwhile; the deleted routine is in {kept}"
        assert "".join(line(driver, "said").split()) == "".join(said.split())
        assert kept.read_bytes() == FILES["plain"]
        assert file.read_bytes().endswith(b"# of another program\n")


async def test_a_copy_gets_a_new_name_and_opens(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("e", "down", "c")
        on(driver, AskText)
        await driver.press("ctrl+u", *typed("Evenings"), "enter")
        on(driver, Editor)
        assert exercises(driver.paths, "evenings") == exercises(driver.paths, "knee-home")
        await driver.press("escape")
        assert listed(driver)[1].startswith("> Evenings")
        await driver.press("escape")
        assert [card.title for card in on(driver, Home).routines][:2] == ["Knee relief", "Evenings"]


async def test_a_new_title_makes_a_copy_of_a_built_in_one(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("e", "r", "ctrl+u", *typed("Mornings"), "enter")
        assert listed(driver)[0].startswith("> Mornings")
        assert line(driver, "said").startswith("Saved to your own copy")
        assert 'title = "Mornings"' in (driver.paths.routines_dir / "knee-relief.toml").read_text()
        await driver.press("r", "escape")
        assert line(driver, "title") == "Mornings"


async def test_a_click_opens_a_routine(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("e")
        await driver.pilot.click(RowList, offset=(5, 3))
        await driver.settle()
        assert line(driver, "title") == "Knee start"
        on(driver, Editor)


async def test_a_title_that_another_routine_has_is_refused_and_replaced(tmp_path: Path) -> None:
    own(tmp_path)
    async with driving(tmp_path) as driver:
        await driver.press("e", "n", *typed("mine"), "enter")
        assert "already has the title 'mine'" in on(driver, AskText).query_one(DialogKeys).text
        await driver.press(*typed("My own"), "enter", "escape")
        assert on(driver, Editor).query_one("#title", Line).text == "My own"
        await driver.press("escape", "r", *typed("Knee at home"), "enter")
        assert "knee-home already has the title" in on(driver, AskText).query_one(DialogKeys).text
        await driver.press("escape", "c", "enter")
        assert on(driver, Editor).query_one("#title", Line).text == "Knee relief (copy)"
        await driver.press("escape", "pageup", "c")
        assert on(driver, AskText).query_one(Field).value == "Knee relief (copy 2)"


async def test_two_of_one_title_are_told_apart_in_every_list(tmp_path: Path) -> None:
    """Files made by hand, or by another program, may have the same title."""
    own(tmp_path)
    own(tmp_path, "twin", FILES["plain"].replace(b'"mine"', b'"twin"'))
    async with driving(tmp_path) as driver:
        await driver.press("e")
        assert [row.split("  ")[0] for row in listed(driver)][-2:] == ["Mine (mine)", "Mine (twin)"]
        await driver.press("escape", "left")
        assert str(on(driver, Home).query_one("#routine").border_title) == "Mine (twin)"
        await driver.press("o", "down", "enter")
        options = driver.app.screen.query_one(OptionList)
        said = [str(options.get_option_at_index(at).prompt) for at in range(options.option_count)]
        assert said == ["the one last done  (default)", *LISTED[:1], "Knee at home", *LISTED[2:], *said[-2:]]
        assert said[-2:] == ["Mine (mine)", "Mine (twin)"]
        await driver.press("escape", "escape", "h", "n")
        assert on(driver, AddSession).query_one("#routine", Setting).text == "‹ Knee relief ›"
        await driver.press("down", *["right"] * 6)
        assert on(driver, AddSession).query_one("#routine", Setting).text == "‹ Mine (twin) ›"


async def test_it_is_exported_to_a_new_file_and_never_over_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    there = tmp_path / "there.toml"
    there.write_text("mine")
    async with driving(tmp_path) as driver:
        await driver.press("e")
        assert "x  Export" in driver.footer
        await driver.press("x")
        assert on(driver, AskFile).query_one(Field).value == str(tmp_path / "knee-relief.toml")
        on(driver, AskFile).query_one(Field).value = str(there)
        await driver.press("enter")
        assert line(driver, "fault").replace("\n", "") == f"{there} already exists; give a new file"
        on(driver, AskFile).query_one(Field).value = "~/new.toml"
        await driver.press("enter")
        assert line(driver, "said").replace("\n", "") == f"Knee relief is in {tmp_path}/new.toml."
    assert there.read_text() == "mine"
    whole = read_routine(tmp_path / "new.toml")
    assert [exercise.use for exercise in whole.spec.exercise] == [None] * 6
    assert whole.spec.title == "Knee relief"
