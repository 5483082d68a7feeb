"""The handlers that are remembered are those that Textual finds, whatever a test has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual import on
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widget import Widget

from tests.ui.driver import driving
from tests.ui.quick_dispatch import TEXTUALS_LOOKUP

KEYS = ("question_mark", "escape", "h", "escape", "o", "down", "escape", "e", "enter", "escape", "escape", "enter")


async def test_every_message_reaches_the_same_methods(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = MessagePump._get_dispatch_methods
    asked = 0

    def both(pump: MessagePump, name: str, message: Message) -> list[tuple[type, Callable[..., object]]]:
        nonlocal asked
        asked += 1
        found = list(quick(pump, name, message))
        assert found == list(TEXTUALS_LOOKUP(pump, name, message)), (pump, name)
        return found

    async with driving(tmp_path) as driver:
        monkeypatch.setattr(MessagePump, "_get_dispatch_methods", both)
        await driver.press(*KEYS)
    assert asked > 1000


class Said(Message):
    """What a widget says."""


class Listener(Widget):
    """Hears what it says itself."""

    def on_said(self) -> None: ...


class Choosy(Listener):
    """Hears it twice."""

    @on(Said)
    def hear(self) -> None: ...


def test_a_method_that_a_test_replaces_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def names(pump: MessagePump, name: str, message: Message) -> list[str]:
        return [method.__name__ for _, method in pump._get_dispatch_methods(name, message)]

    assert names(Listener(), "on_said", Said()) == ["on_said"]
    assert names(Choosy(), "on_said", Said()) == ["hear", "on_said"]
    with monkeypatch.context() as patch:
        patch.setattr(Listener, "on_said", lambda _: None)
        assert names(Listener(), "on_said", Said()) == ["<lambda>"]
        patch.delattr(Listener, "on_said")
        assert names(Listener(), "on_said", Said()) == []
    assert names(Listener(), "on_said", Said()) == ["on_said"]


def test_a_message_may_be_kept_from_the_base_classes() -> None:
    class Inner(Listener):
        def on_said(self) -> None: ...

    message = Said()
    found = []
    for cls, _ in Inner()._get_dispatch_methods("on_said", message):
        found.append(cls)
        message.prevent_default()
    assert found == [Inner]
