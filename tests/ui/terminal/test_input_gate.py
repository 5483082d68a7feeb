"""Input faster than screens are built: each key reaches the screen that the key before it opened."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

import pytest
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, Static

from kneecoach.ui.debounce import HELD_SECONDS, MAX_FIRST_REPEAT_SECONDS
from kneecoach.ui.terminal import input_gate
from kneecoach.ui.terminal.input_gate import GatedApp
from kneecoach.ui.terminal.screen_life import SafeScreen
from tests.ui.keyboard import click, send


class Small(SafeScreen, Screen[None]):
    """Notes the keys it gets. `o` opens another screen, `w` moves the focus to a field, and escape leaves that."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "open"),
        Binding("a,b,c,x,enter", "hear"),
        Binding("w", "write"),
        Binding("escape", "leave_field"),
    ]
    AUTO_FOCUS = ""

    def __init__(self, number: int = 0, *, quiet_seconds: float = 0.0) -> None:
        super().__init__()
        self.number = number
        self.quiet_seconds = quiet_seconds

    def compose(self) -> ComposeResult:
        yield Static("here", id="here")
        yield Input(id="field")

    def on_key(self, event: events.Key) -> None:
        if event.key == "x":
            self.app.push_screen(Small(self.number + 1))  # as if something else had opened it meanwhile

    def action_hear(self) -> None:
        self.query_one("#here")  # like every screen, it queries its own widgets
        self.app.heard.append((self.number, "key"))  # type: ignore[attr-defined]

    def action_open(self) -> None:
        self.app.push_screen(Small(self.number + 1, quiet_seconds=self.app.next_quiet))  # type: ignore[attr-defined]

    def action_write(self) -> None:
        self.query_one(Input).focus()

    def action_leave_field(self) -> None:
        self.set_focus(None)

    def on_mouse_down(self) -> None:
        self.app.heard.append((self.number, "click"))  # type: ignore[attr-defined]


class Toy(GatedApp):
    """An app with such screens, on a clock that is moved by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 100.0
        self.heard: list[tuple[int, str]] = []
        self.next_quiet = 0.0

    def instant(self) -> float:
        return self.now

    def came_at(self, event: Message) -> float:
        return self.now

    def get_default_screen(self) -> Small:
        return Small()


async def settled(pilot: Pilot[None]) -> None:
    """Wait until everything that was sent has been handled."""
    for _ in range(3):
        await pilot.pause()


async def test_a_key_waits_for_the_screen_that_the_key_before_it_opens() -> None:
    app = Toy()
    async with app.run_test() as pilot:
        send(app, "a", "o", "b", "o", "c", "c")
        await settled(pilot)
    assert app.heard == [(0, "key"), (1, "key"), (2, "key"), (2, "key")]


async def test_a_key_does_nothing_on_a_screen_that_opened_while_it_was_on_its_way() -> None:
    app = Toy()
    async with app.run_test() as pilot:
        send(app, "x")
        await settled(pilot)
        assert len(app.screen_stack) == 2
    assert app.heard == []


async def test_a_character_goes_to_the_field_that_the_key_before_it_led_to() -> None:
    app = Toy()
    async with app.run_test() as pilot:
        send(app, "w", "a", "b", "escape", "a")
        await settled(pilot)
        assert app.screen.query_one(Input).value == "ab"
    assert app.heard == [(0, "key")]


async def test_what_is_pasted_goes_there_too() -> None:
    app = Toy()
    async with app.run_test() as pilot:
        send(app, "w")
        app.post_message(events.Paste("some words"))
        await settled(pilot)
        assert app.screen.query_one(Input).value == "some words"


async def test_a_click_is_not_kept_for_a_screen_that_was_not_seen() -> None:
    app = Toy()
    async with app.run_test() as pilot:
        click(app, 5, 0)
        send(app, "o")
        click(app, 5, 0)
        await settled(pilot)
        assert app.heard == [(0, "click")]
        click(app, 5, 0)
        await settled(pilot)
    assert app.heard == [(0, "click"), (1, "click")]


async def test_a_screen_that_opens_by_itself_takes_nothing_in_its_first_moments() -> None:
    app = Toy()
    app.next_quiet = 1.0
    async with app.run_test() as pilot:
        send(app, "o", "a")
        await settled(pilot)
        app.now += 0.9
        send(app, "b")
        click(app, 5, 0)
        await settled(pilot)
        assert app.heard == []
        app.now += 0.2
        send(app, "c")
        click(app, 5, 0)
        await settled(pilot)
    assert app.heard == [(1, "key"), (1, "click")]


async def test_a_chord_is_always_meant() -> None:
    app = Toy()
    app.next_quiet = 1.0
    async with app.run_test() as pilot:
        app.bind("ctrl+b", "hear")
        app.action_hear = lambda: app.heard.append((-1, "chord"))  # type: ignore[attr-defined]
        send(app, "o", "ctrl+b")
        await settled(pilot)
    assert app.heard == [(-1, "chord")]


@pytest.mark.parametrize("first_repeat", [0.2, 0.25, 0.5, 0.66])
async def test_a_key_that_is_held_down_stays_on_the_screen_it_was_pressed_on(
    first_repeat: float,
) -> None:
    app = Toy()
    async with app.run_test() as pilot:
        app.bind("enter", "open_one")
        app.action_open_one = lambda: app.push_screen(Small(len(app.screen_stack)))  # type: ignore[attr-defined]
        app.screen._bindings.key_to_bindings.pop("enter")
        send(app, "enter")
        await settled(pilot)
        assert len(app.screen_stack) == 2
        app.now += first_repeat
        for _ in range(60):
            send(app, "enter")
            await settled(pilot)
            app.now += 1 / 30
        assert (len(app.screen_stack), app.heard) == (2, [])
        app.now += MAX_FIRST_REPEAT_SECONDS
        send(app, "enter")
        await settled(pilot)
    assert app.heard == [(1, "key")]


async def test_another_key_held_down_stays_on_its_screen_too() -> None:
    app = Toy()
    async with app.run_test() as pilot:
        for _ in range(20):
            send(app, "o")
            await settled(pilot)
            app.now += HELD_SECONDS / 2
        assert len(app.screen_stack) == 2
        app.now += HELD_SECONDS
        send(app, "o")
        await settled(pilot)
        assert len(app.screen_stack) == 3


async def test_it_says_when_the_current_key_came_or_else_now() -> None:
    app, told = Toy(), list[float]()
    async with app.run_test() as pilot:
        app.bind("ctrl+t", "tell")
        app.action_tell = lambda: told.append(app.pressed_at)  # type: ignore[attr-defined]
        send(app, "o", "ctrl+t")
        app.now += 5
        await settled(pilot)
        assert app.pressed_at == app.now
        app.now += 1
        assert app.pressed_at == app.now
    assert told == [105.0]


async def test_what_was_read_while_the_app_was_busy_came_when_it_was_read() -> None:
    app = Toy()
    event = events.Key("a", "a")
    event.time -= 3
    app.now = 50.0
    assert GatedApp.came_at(app, event) == pytest.approx(47, abs=1)


async def test_a_key_whose_end_is_never_heard_of_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(input_gate, "MAX_WAIT_SECONDS", 0.02)

    async def lost(*_: Any) -> None:
        pass

    app = Toy()
    async with app.run_test() as pilot:
        monkeypatch.setattr(app._gate, "_follow", lost)
        send(app, "a", "b")
        await settled(pilot)
        while len(app.heard) < 2:
            await asyncio.sleep(0.01)


async def test_a_screen_that_is_never_laid_out_gets_its_keys_in_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(input_gate, "MAX_WAIT_SECONDS", 0.02)
    monkeypatch.setattr(Small, "_laid_out", lambda _: None)
    app = Toy()
    async with app.run_test() as pilot:
        send(app, "a")
        await settled(pilot)
        while not app.heard:
            await asyncio.sleep(0.01)
