"""What is pasted into a field is kept, or the app says what is left out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.app import App, ComposeResult

import kneecoach.ui
from kneecoach.text import clean
from kneecoach.ui.widgets.field import Field, _as_one_line


class OneField(App[None]):
    """A field, and what was said about it."""

    def __init__(self, **options: Any) -> None:
        super().__init__()
        self._options = options
        self.said: list[str] = []

    def compose(self) -> ComposeResult:
        yield Field(**self._options)

    def notify(self, message: str, **_: Any) -> None:
        self.said.append(message)


async def pasted(text: str, **options: Any) -> tuple[str, list[str]]:
    """What a field contains after a paste, and what was said."""
    app = OneField(**options)
    async with app.run_test() as pilot:
        app.post_message(events.Paste(text))
        await pilot.pause()
        return app.query_one(Field).value, app.said


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("left knee clicked", "left knee clicked"),
        ("left knee clicked\nright one fine", "left knee clicked right one fine"),
        ("left\r\nright\rboth", "left right both"),
        ("\n\n  left knee\n\n", "left knee"),
        ("a\tb", "a b"),
        ("two  spaces", "two  spaces"),
        ("\x1b[31mred\u202e", "[31mred"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("\n", ""),
    ],
)
async def test_lines_are_folded_into_one(text: str, value: str) -> None:
    assert await pasted(text, max_length=2000) == (value, [])
    assert await pasted(text) == (value, [])


async def test_what_is_cut_is_said() -> None:
    assert await pasted("x" * 2000, max_length=2000) == ("x" * 2000, [])
    said = ["There is room for 2000 characters: 1 character left out."]
    assert await pasted("x" * 2000 + "y", max_length=2000) == ("x" * 2000, said)
    said = ["There is room for 10 characters: 7 characters left out."]
    options = {"value": "front", "select_on_focus": False, "max_length": 10}
    assert await pasted("knee\nclicked", **options) == ("frontknee ", said)
    said = ["There is room for 4 characters: 1 character left out."]
    options = {"value": "from elsewhere", "select_on_focus": False, "max_length": 4}
    assert await pasted("!", **options) == ("from elsewhere", said)


async def test_a_number_is_taken_whole_or_not_at_all() -> None:
    assert await pasted("7,5", is_whole=True, max_length=6) == ("7,5", [])
    assert await pasted("8 kg", is_whole=True, max_length=6) == ("8 kg", [])
    assert await pasted("1234567", is_whole=True, max_length=6) == ("", ["“1234567” does not fit here."])


async def test_a_key_that_finds_no_room_is_said() -> None:
    app = OneField(value="full", max_length=4, select_on_focus=False)
    async with app.run_test() as pilot:
        await pilot.press("!")
        assert (app.query_one(Field).value, app.said) == ("full", ["There is room for 4 characters."])


async def test_a_paste_replaces_what_is_selected() -> None:
    assert await pasted("new", value="old words", max_length=9) == ("new", [])
    assert await pasted("\n", value="old words", max_length=9) == ("old words", [])


@given(st.text())
def test_no_word_is_lost_by_folding(text: str) -> None:
    folded = _as_one_line(text)
    assert clean(folded) == clean(text)
    assert len(folded.splitlines()) <= 1


def test_every_field_of_the_app_is_one() -> None:
    """A plain `Input` silently drops all but the first pasted line."""
    folder = Path(kneecoach.ui.__file__).parent
    plain = [path.name for path in folder.rglob("*.py") if re.search(r"\bInput\(", path.read_text("utf-8"))]
    assert plain == []


def test_no_field_drops_a_character_without_a_word() -> None:
    """What does not belong in a field is still shown there, and refused with a reason."""
    folder = Path(kneecoach.ui.__file__).parent
    silent = [path.name for path in folder.rglob("*.py") if re.search(r"\brestrict=", path.read_text("utf-8"))]
    assert silent == []
