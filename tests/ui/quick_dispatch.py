"""Which methods of a class answer a message is looked up once per process.

Textual (8.2.8) looks through all base classes of a widget for each message. The classes do not change, unless a
test changes them. test_quick_dispatch.py asks Textual itself whether the answers are right.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from textual.message import Message
from textual.message_pump import MessagePump, _MessagePumpMeta

Handler = tuple[type, Callable[[Message], Awaitable[None]]]
ByName = tuple[tuple[type, Any], ...]

TEXTUALS_LOOKUP = MessagePump._get_dispatch_methods
"""What is replaced here."""

_by_name: dict[tuple[type, str], ByName | None] = {}
"""By class and method name: its base classes that have the method. None if one of them has handlers with `@on`."""


def remember_handlers(patch: pytest.MonkeyPatch) -> None:
    """Let all widgets of a class share where its handlers are."""

    def handlers(pump: MessagePump, method_name: str, message: Message) -> Iterator[Handler]:
        key = pump.__class__, method_name
        if key not in _by_name:
            _by_name[key] = _look_up(*key)
        if (found := _by_name[key]) is None:
            yield from TEXTUALS_LOOKUP(pump, method_name, message)
            return
        for cls, method in found:
            if message._no_default_action:
                break
            yield cls, method.__get__(pump, cls)

    patch.setattr(MessagePump, "_get_dispatch_methods", handlers)
    for change in ("__setattr__", "__delattr__"):
        patch.setattr(_MessagePumpMeta, change, _forgetting(getattr(type, change)), raising=False)


def _forgetting(change: Callable[..., None]) -> Callable[..., None]:
    def changed(cls: type, name: str, *value: object) -> None:
        if name.lstrip("_").startswith(("on_", "decorated_handlers")):
            _by_name.clear()
        change(cls, name, *value)

    return changed


def _look_up(kind: type, method_name: str) -> ByName | None:
    found = []
    for cls in kind.__mro__:
        if cls.__dict__.get("_decorated_handlers"):
            return None
        method = cls.__dict__.get(f"_{method_name}") or cls.__dict__.get(method_name)
        if method is not None and not getattr(method, "_textual_on", None):
            found.append((cls, method))
    return tuple(found)
