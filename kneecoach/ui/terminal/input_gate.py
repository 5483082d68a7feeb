"""Passes input to the screens one at a time, each to a screen that has been laid out.

Textual (8.2.8; no issue filed) passes a key on as soon as it is read: to the widget with the focus, and from there
up to the app, which looks it up in the keys of whatever screen is then on top. If keys come faster than a screen is
built, that screen may lack its widgets, may not be the one the key was meant for, or may be about to move its
focus. Here the next input waits until the one before it is handled and the screen it opened is laid out. Otherwise
input passes at once.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import Any, NamedTuple

from textual import _time, events
from textual.dom import DOMNode
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from kneecoach.ui.debounce import KeyPresses
from kneecoach.ui.terminal.screen_life import SafeScreen, SafeScreenApp

MAX_WAIT_SECONDS = 1.0
"""The longest that input waits. After that, what it waited for is taken to be lost."""

ROUNDS = 2
"""A message that a key makes a widget post reaches the app one round after the key."""


class _QueuedInput(NamedTuple):
    event: events.Event
    at: float
    """When it came, in seconds."""
    seen: Screen[Any] | None
    """The screen that was on top."""


class GatedApp(SafeScreenApp):
    """An app whose input goes through an InputGate."""

    def __init__(self) -> None:
        super().__init__()
        self._gate = InputGate(self)

    def instant(self) -> float:
        """The present instant, in seconds from a fixed one."""
        raise NotImplementedError

    def came_at(self, event: Message) -> float:
        """When an input was read, in the seconds of `instant`, however late the app gets it."""
        return self.instant() - (_time.get_time() - event.time)

    @property
    def pressed_at(self) -> float:
        """When the key being handled was read; now if there is none."""
        at = self._gate.came_at
        return self.instant() if at is None else at

    def screen_laid_out(self, screen: SafeScreen) -> None:
        self._gate.opened(screen)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, (events.InputEvent, events.Paste)) and not event.is_forwarded:
            await self._gate.take(event)
        else:
            await super().on_event(event)

    async def _on_key(self, event: events.Key) -> None:
        # It comes up from the screen that it was passed to. Another may have opened by itself meanwhile.
        if not self._gate.is_passed_to(self.screen):
            event.prevent_default()

    async def pass_on(self, event: events.Event) -> None:
        """Handle an input as if it had just come."""
        await super().on_event(event)


class InputGate:
    """Holds input back until the screen on top is ready for it."""

    def __init__(self, app: GatedApp) -> None:
        self._app = app
        self._waiting: deque[_QueuedInput] = deque()
        self._presses = KeyPresses()
        self._opened_at: tuple[Screen[Any] | None, float] = (None, 0.0)
        """The screen laid out last, and when."""
        self._passed_to: Screen[Any] | None = None
        self._under_way = 0
        """Number of the input being handled; 0 if there is none."""
        self._count = 0
        self.came_at: float | None = None
        """When the input being handled came."""
        self._timeout: asyncio.TimerHandle | None = None
        self._typing: Widget | None = None
        """The field that text has been passed to since the last other input. It may not have read all of it yet."""

    async def take(self, event: events.Event) -> None:
        """Handle an input now, later or not at all."""
        is_busy = bool(self._waiting or self._under_way)
        if is_busy and isinstance(event, events.MouseMove):
            return  # a later event will say where the pointer is
        self._waiting.append(_QueuedInput(event, self._app.came_at(event), self._screen))
        await self._let_in()

    def opened(self, screen: SafeScreen) -> None:
        """Note that a screen has been laid out."""
        self._opened_at = (screen, self._app.instant())
        if self._waiting:
            self._app.call_later(self._let_in)

    def is_passed_to(self, screen: Screen[Any]) -> bool:
        """Whether the last input was passed to this screen."""
        return screen is self._passed_to

    @property
    def _screen(self) -> Screen[Any] | None:
        return self._app.screen_stack[-1] if self._app._screen_stack else None

    async def _let_in(self) -> None:
        """Pass on the waiting input that can be handled now."""
        while self._waiting and not self._under_way and not self._app._exit:
            screen = self._screen
            if screen is None or (isinstance(screen, SafeScreen) and not screen.is_laid_out):
                self._start_timeout()
                return
            self._cancel_timeout()
            if self._typing is not None and not self._is_text(self._waiting[0].event, screen):
                # A text is handled as a whole.
                typing, self._typing = self._typing, None
                await self._see_through(typing)
                continue
            waiting = self._waiting.popleft()
            if self._counts(waiting, screen) and self._is_taken(waiting.event, screen):
                await self._pass(waiting, screen)

    def _counts(self, waiting: _QueuedInput, screen: Screen[Any]) -> bool:
        """Whether an input counts on this screen."""
        event, at, seen = waiting
        opened, opened_at = self._opened_at
        quiet = screen.quiet_seconds if isinstance(screen, SafeScreen) and screen is opened else 0.0
        is_too_early = quiet > 0 and at < opened_at + quiet
        if not isinstance(event, events.Key):
            # A click is meant for the screen in sight. A paste, like a key, is meant for what earlier keys opened.
            return not is_too_early and (isinstance(event, events.Paste) or seen is screen)
        if is_too_early and not event.key.startswith("ctrl+"):
            # Nobody holds down two keys by accident, so quit and suspend always count.
            self._presses.pass_over(event.key, at)
            return False
        is_quick = isinstance(screen, SafeScreen) and screen.takes_quick_keys
        return self._presses.counts(event.key, at, (screen, isinstance(screen.focused, Input)), is_quick=is_quick)

    @staticmethod
    def _is_taken(event: events.Event, screen: Screen[Any]) -> bool:
        """Whether the screen takes an input; a key may be refused while nothing of the screen is seen."""
        return not (isinstance(event, events.Key) and isinstance(screen, SafeScreen)) or screen.takes_key(event.key)

    async def _pass(self, waiting: _QueuedInput, screen: Screen[Any]) -> None:
        """Pass an input on, and note that it is being handled until `_follow` has seen it through."""
        event, self.came_at, _ = waiting
        self._passed_to = screen
        focused = screen.focused
        is_typed = self._is_text(event, screen)
        await self._app.pass_on(event)
        self._typing = focused if is_typed else self._typing
        if is_typed or isinstance(event, (events.MouseMove, events.MouseScrollDown, events.MouseScrollUp)):
            self.came_at = None  # the next input need not wait for this one
            return
        await self._see_through(screen if focused is None else focused)

    @staticmethod
    def _is_text(event: events.Event, screen: Screen[Any]) -> bool:
        """Whether an input is a character that the field with the focus takes."""
        focused = screen.focused
        return (
            isinstance(event, events.Key)
            and isinstance(focused, Input)
            and focused.check_consume_key(event.key, event.character)
        )

    async def _see_through(self, node: DOMNode) -> None:
        """Let nothing else in until a widget, and all that hears of it, have handled what was passed to it."""
        self._count += 1
        self._under_way = self._count
        self._start_timeout()
        await self._follow(self._under_way, node.ancestors_with_self * ROUNDS)

    async def _follow(self, number: int, way: Sequence[MessagePump]) -> None:
        """Follow an input along its way: each step waits in the message queue of one widget."""
        for index, node in enumerate(way):
            if number != self._under_way:
                return
            if node.call_later(self._follow, number, way[index + 1 :]):
                return
        await self._ended(number)

    async def _ended(self, number: int) -> None:
        if number == self._under_way:
            self._under_way, self.came_at = 0, None
            self._cancel_timeout()
            await self._let_in()

    def _start_timeout(self) -> None:
        if self._timeout is None:
            self._timeout = asyncio.get_running_loop().call_later(MAX_WAIT_SECONDS, self._on_timeout)

    def _cancel_timeout(self) -> None:
        if self._timeout is not None:
            self._timeout.cancel()
            self._timeout = None

    def _on_timeout(self) -> None:
        self._timeout = None
        self._under_way, self.came_at = 0, None
        screen = self._screen
        if isinstance(screen, SafeScreen) and screen.is_up:
            screen.is_laid_out = True
        self._app.call_later(self._let_in)
