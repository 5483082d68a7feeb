"""What a field refuses is selected, so that what is typed next replaces it instead of being added."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

import kneecoach.ui.screens
from kneecoach.errors import KneecoachError
from kneecoach.routine.library import DEFAULT, load_routine
from kneecoach.session.plan import LoadUnit
from kneecoach.ui.screens.before import Before
from kneecoach.ui.screens.correct import Correct
from kneecoach.ui.screens.dialogs import AskFile, AskLoad, AskText, Dialog
from kneecoach.ui.screens.elsewhere import AddSession
from kneecoach.ui.screens.form import Form
from kneecoach.ui.screens.setting_dialogs import TypeValue
from kneecoach.ui.screens.today_dialogs import AskMinutes
from kneecoach.ui.views.forms import exercise_form
from kneecoach.ui.widgets.field import Field
from tests.clocks import FakeClock
from tests.helpers import knee_relief, thrust
from tests.ui.detail import RECORD
from tests.ui.driver import driving, paths_in

TAKES_ALL = {"AskNote", "AskExerciseNote", "History", "Movements", "Summary"}
"""Screens whose fields take any words."""


def refuse(_: object) -> Path:
    raise KneecoachError("No.")


def dialogs(folder: Path) -> list[tuple[Dialog[Any], str]]:
    """Every dialog that may refuse what was typed, and the field in question."""
    relief = load_routine(paths_in(folder), DEFAULT)
    exercise = next(each for each in relief.spec.exercise if each.reps is not None)
    now = FakeClock().wall()
    return [
        (AskFile("Save to", "session.json", refuse), "Field"),
        (AskText("Title", refuse), "Field"),
        (TypeValue("Goal", "3", "", refuse), "Field"),
        (AskLoad(thrust()[0].exercise, "8", LoadUnit.KG), "Field"),
        (Correct(RECORD, 2), "#count"),
        (Correct(RECORD, 2), "#load"),
        (AskMinutes(knee_relief(), None), "Field"),
        (AddSession([relief], now), "#day"),
        (Form("Exercise", lambda: exercise_form(exercise, LoadUnit.KG), lambda _: "", lambda: None), "#field-sets"),
        (
            Form("Exercise", lambda: exercise_form(exercise, LoadUnit.KG), lambda _: "No.", lambda: None),
            "#field-note",
        ),
    ]


COUNT = 10
"""How many dialogs there are."""


def test_every_dialog_is_tried(tmp_path: Path) -> None:
    assert len(dialogs(tmp_path)) == COUNT


@pytest.mark.parametrize("at", range(COUNT))
async def test_what_is_typed_after_a_refusal_replaces_what_was_refused(tmp_path: Path, at: int) -> None:
    async with driving(tmp_path) as driver:
        dialog, selector = dialogs(tmp_path)[at]
        driver.app.push_screen(dialog)
        await driver.settle()
        field = dialog.query_one(selector, Field)
        field.focus()
        await driver.press(*"xyz", "enter")
        assert driver.app.screen is dialog
        await driver.press("7")
        assert (driver.app.focused, field.value) == (field, "7")


async def test_it_is_the_refused_field_of_several_that_is_selected(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        dialog = Correct(RECORD, 2)
        driver.app.push_screen(dialog)
        await driver.settle()
        await driver.press(*"xyz", "tab", *"12", "enter", "7")
        assert [field.value for field in dialog.query(Field)] == ["7", "12"]


async def test_before_goes_back_to_the_load_that_is_not_one(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("enter", "l", "enter", *"xyz", "pagedown")
        assert isinstance(driver.app.screen, Before)
        await driver.press("7")
        assert isinstance(driver.app.focused, Field)
        assert driver.app.focused.value == "7"


async def test_an_arrow_selects_what_it_cannot_change(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        dialog = AddSession([load_routine(paths_in(tmp_path), DEFAULT)], FakeClock().wall())
        driver.app.push_screen(dialog)
        await driver.settle()
        await driver.press(*"xyz", "left", "7")
        assert dialog.query_one("#day", Field).value == "7"


def test_no_screen_with_a_field_is_left_out(tmp_path: Path) -> None:
    found = {type(dialog).__name__ for dialog, _ in dialogs(tmp_path)} | {Before.__name__, *TAKES_ALL}
    fields = {"Field", "NumberField", "SearchField", "load_field"}
    has_field = set()
    for path in Path(kneecoach.ui.screens.__file__).parent.glob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            calls = (each.func for each in ast.walk(node) if isinstance(each, ast.Call))
            if any(isinstance(call, ast.Name) and call.id in fields for call in calls):
                has_field.add(getattr(node, "name", ""))
    assert has_field - {"load_field", "_widget"} | {"Form"} == found
