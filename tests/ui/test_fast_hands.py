"""Keys as fast as hands and terminals: what was meant happens, and enter goes no further than was meant."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from kneecoach.log.store import Store
from kneecoach.ui.screens.before import Before
from kneecoach.ui.screens.choose import Choose
from kneecoach.ui.screens.correct import Correct
from kneecoach.ui.screens.detail import Detail
from kneecoach.ui.screens.elsewhere import AddSession
from kneecoach.ui.screens.home import Home
from kneecoach.ui.screens.live import Live
from kneecoach.ui.screens.summary import Summary
from kneecoach.ui.sessions import Sessions
from kneecoach.ui.terminal.workers import SAVING
from kneecoach.ui.widgets.pressable import Button
from kneecoach.ui.widgets.scale import Scale
from tests.ui.driver import Driver, driving
from tests.ui.keyboard import send
from tests.ui.pains import twice_calm
from tests.ui.test_sessions import the_record

LOADS = ("hip-thrust", "reverse-lunge")
"""The exercises of the built-in routine that take a load."""


@pytest.fixture(autouse=True)
def _painted_when_looked_at() -> None:
    """Screens are painted at once here: fast keys may take a screen away while it is painted."""


def slowly(write: Callable[..., Any]) -> Callable[..., Any]:
    """The same on a slow disk."""

    def later(*arguments: Any) -> Any:
        time.sleep(0.3)
        return write(*arguments)

    return later


async def all_heard(driver: Driver) -> None:
    """Wait until every key that was sent has been handled."""
    for _ in range(12):
        await driver.pilot.pause()
    await driver.settle()


def load(driver: Driver, exercise: str) -> str:
    """What is in the field for an exercise's load."""
    return driver.app.screen.query_one(f"#load-{exercise}", Input).value


async def hold_enter(driver: Driver, seconds: float, first_repeat: float = 0.5) -> None:
    """Lean on enter: one press, after a while the first repeat, and then 30 a second."""
    left = seconds
    for gap in (first_repeat, *[1 / 30] * 1000):
        send(driver.app, "enter")
        await driver.pilot.pause()
        if left < gap:
            break
        driver.pass_time(gap)
        left -= gap
    await all_heard(driver)


async def test_keys_typed_before_a_screen_is_there_are_heard_by_it(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        send(driver.app, "s", "x", "4")
        await all_heard(driver)
        assert isinstance(driver.app.screen, Live)
        send(driver.app, "q", "s")
        await all_heard(driver)
        assert the_record(driver).pain.worst == 4


async def test_a_digit_for_a_load_is_never_taken_for_pain(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        send(driver.app, "enter", "l", "enter", "8", "enter", "9")
        await all_heard(driver)
        assert isinstance(driver.app.screen, Before)
        assert driver.app.screen.query_one("#pain", Scale).value is None
        assert [load(driver, exercise) for exercise in LOADS] == ["8", "9"]


async def test_enter_in_a_load_goes_to_the_next_and_after_the_last_to_the_button(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("enter", "l", "enter", "8", "enter", "6", "enter")
        assert [load(driver, exercise) for exercise in LOADS] == ["8", "6"]
        assert isinstance(driver.app.screen.focused, Button)
        await driver.press("enter")
        assert isinstance(driver.app.screen, Live)
        assert driver.runner.state.loads == {"hip-thrust": 8.0, "reverse-lunge": 6.0}


async def test_a_load_that_is_left_out_today_is_not_a_field_to_go_to(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("enter", "8", "w", "l", "5", "enter")
        assert isinstance(driver.app.screen.focused, Button)


async def test_enter_held_in_a_load_does_not_begin_the_session(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("enter", "l", "8")
        await hold_enter(driver, 4)
        assert isinstance(driver.app.screen, Before)


async def test_enter_in_the_note_saves_it_and_stays_on_summary(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.press("q", "s", "tab", "tab", "o", "k", "enter")
        assert isinstance(driver.app.screen, Summary)
        assert the_record(driver).note == "ok"
        assert driver.app.screen.focused is None  # so the next enter finishes
        await driver.press("enter")
        assert isinstance(driver.app.screen, Home)


@pytest.mark.parametrize(("seconds", "first_repeat"), [(0.6, 0.5), (0.8, 0.25), (1.2, 0.66), (3.0, 0.5)])
async def test_enter_held_at_the_end_of_the_last_set_opens_nothing_but_summary(
    tmp_path: Path, seconds: float, first_repeat: float
) -> None:
    async with driving(tmp_path, live=True) as driver:
        last = len(driver.runner.state.plan.sets) - 1
        driver.live.go_to(last)
        await driver.wait(20)
        assert driver.runner.state.index == last
        assert driver.runner.state.reps > 0
        await hold_enter(driver, seconds, first_repeat)
        assert isinstance(driver.app.screen, Summary)
        assert len(Store(driver.paths).read().records) == 1


async def test_enter_pressed_twice_on_summary_goes_home_and_no_further(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.press("q", "s")
        driver.pass_time(5)
        send(driver.app, "enter")
        await all_heard(driver)
        driver.pass_time(0.3)
        send(driver.app, "enter")
        await all_heard(driver)
        assert isinstance(driver.app.screen, Home)


async def test_what_was_typed_when_the_session_ended_is_not_an_answer_to_summary(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.press("q", "s")
        send(driver.app, "8", "e")
        await all_heard(driver)
        assert isinstance(driver.app.screen, Summary)
        assert the_record(driver).pain.after is None
        driver.pass_time(1)
        send(driver.app, "2")
        await all_heard(driver)
        assert the_record(driver).pain.after == 2


async def test_quitting_in_the_middle_of_a_note_on_an_old_session_saves_it(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.press("q", "s", "e", "i", *"new", "ctrl+q")
        await until_ended(driver)
    assert the_record(driver).note == "new"


async def test_quitting_at_once_after_several_answers_saves_them_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sessions, "change", slowly(Sessions.change))
    async with driving(tmp_path, live=True) as driver:
        await driver.press("q", "s", "e")
        send(driver.app, "home", "enter", "3", "down", "enter", "4", "down", "enter", "5", "ctrl+q")
        await until_ended(driver)
    pain = the_record(driver).pain
    assert len({value for value in (pain.before, pain.worst, pain.after, pain.next_morning) if value}) == 3


@pytest.mark.parametrize(("first", "last"), [("", "iold"), ("dy", "u")], ids=["a note", "bringing it back"])
async def test_leaving_while_a_change_is_being_saved_saves_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str, last: str
) -> None:
    for name in ("change", "delete", "undelete"):
        monkeypatch.setattr(Sessions, name, slowly(getattr(Sessions, name)))
    async with driving(tmp_path, live=True) as driver:
        await driver.press("q", "s", "e", *first)
        send(driver.app, *last, "enter", "escape", "enter")
        await all_heard(driver)
        while any(not worker.is_finished for worker in driver.app.workers if worker.group == SAVING):
            await driver.pilot.pause(0.05)
        assert not isinstance(driver.app.screen, Detail)
    assert the_record(driver).note == last.removeprefix("u").removeprefix("i")


async def test_told_to_end_before_summary_is_built_the_app_ends(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        await driver.press("q", "s")
        record = the_record(driver)
        driver.app.to_home()
        driver.app.open_summary(record)
        driver.app._end(143)
        await until_ended(driver)
        assert driver.app.return_code == 143


async def until_ended(driver: Driver) -> None:
    """Wait until the app has decided to exit."""
    while not driver.app._exit:
        await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("way", "field", "sent"),
    [
        (("h", "n", "tab", "tab", "tab", "tab"), "#note", ("o", "k")),
        (("h", "n"), "#day", ("t", "o", "d", "a", "y")),
        (("h", "enter", "end", "enter"), "#count", ("1", "4")),
        (("e", "enter", "a"), "#search", ("s", "q", "u", "a", "t")),
    ],
)
async def test_a_text_and_enter_at_one_instant_take_the_whole_text(
    tmp_path: Path, way: tuple[str, ...], field: str, sent: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    twice_calm(tmp_path)
    seen: list[str] = []
    for screen, name in ((AddSession, "action_go_on"), (Correct, "action_save"), (Choose, "action_choose")):
        monkeypatch.setattr(screen, name, lambda self: seen.append(self.query_one(field, Input).value))
    async with driving(tmp_path) as driver:
        await driver.press("5", *way)
        send(driver.app, *sent, "enter")
        await all_heard(driver)
        assert seen == ["".join(sent)]
