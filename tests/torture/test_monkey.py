"""A monkey plays with the app: no key, click, paste or resize ends it, whatever a screen is doing."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.geometry import Size

from kneecoach.health.check import check
from kneecoach.log.store import Store
from kneecoach.paths import Paths
from kneecoach.routine.library import load_routine
from kneecoach.running.clock import RealClock
from kneecoach.settings import load_settings
from kneecoach.ui.app import KneecoachApp
from kneecoach.ui.screens import suggestion_screen
from tests.torture.monkey import ESCAPE, MAX_GAP_SECONDS, SIZES, STARTS, Deed, deeds, household
from tests.torture.options import Chance

DEEDS = 250
"""Deeds in a try: 200 tries make 50 000."""

SPEED = 25.0
"""At this speed, sessions come to their end by themselves, in the middle of anything."""

PATIENCE_SECONDS = 60.0
"""How many seconds one deed, or the app's end, may take on a busy computer. The whole run has no limit."""


class Played:
    """One run of the app in the monkey's hands."""

    def __init__(self, app: KneecoachApp, size: tuple[int, int]) -> None:
        self._app = app
        self._size = size
        self._parser = XTermParser()
        self.seen = Counter[str]()
        """Deeds by the screen that was open."""
        self.done: list[Deed] = []

    async def play(self, todo: Iterator[Deed], limit: asyncio.Timeout) -> None:
        """Do one deed after another, each within `limit` seconds, until none are left or the app has ended."""
        task = asyncio.current_task()
        assert task is not None
        while self._app._exception is None and not self._app._exit:
            deed = next(todo, None)
            if deed is None:
                break
            self.done.append(deed)
            limit.reschedule(asyncio.get_running_loop().time() + PATIENCE_SECONDS)
            with suppress(Exception):  # before Home is shown
                self.seen[type(self._app.screen).__name__] += 1
            self._do(deed)
            for _ in range(deed.turns):
                await asyncio.sleep(0)
            if deed.seconds:
                await asyncio.sleep(deed.seconds)
        self._app.exit()

    def _do(self, deed: Deed) -> None:
        driver = self._app._driver
        if driver is None:
            return
        if deed.kind == "resize":
            driver._size = self._size = deed.size
            driver.process_message(events.Resize(Size(*deed.size), Size(*deed.size)))
            return
        for event in self._events(deed.sent):
            driver.process_message(event)

    def _events(self, sent: str) -> Iterable[Any]:
        if sent == ESCAPE:
            return (events.Key("escape", ESCAPE),)
        return self._parser.feed(sent)


def an_app(paths: Paths, start: str) -> KneecoachApp:
    """The app, started in one of the possible ways."""
    clock = RealClock(SPEED)
    if start == "movements":
        return KneecoachApp(paths, movement="", clock=clock)
    if start == "left over":
        return KneecoachApp(paths, resume=paths.journal.exists(), ask=False, clock=clock)
    if start == "live":
        options = load_settings(paths).options(pace=None, side=None, speed=SPEED, mute=True)
        return KneecoachApp(paths, start=(load_routine(paths, "small"), replace(options)), ask=False, clock=clock)
    return KneecoachApp(paths, clock=clock)


def slow_disk(monkeypatch: pytest.MonkeyPatch, chance: Chance) -> None:
    """Reading and writing the log takes a while, so threads finish long after their screen has been left."""

    def slowly(call: Callable[..., Any]) -> Callable[..., Any]:
        def later(*arguments: Any, **named: Any) -> Any:
            time.sleep(chance.uniform(0.0, MAX_GAP_SECONDS))
            return call(*arguments, **named)

        return later

    for name in ("read", "append"):
        monkeypatch.setattr(Store, name, slowly(getattr(Store, name)))
    monkeypatch.setattr(suggestion_screen, "find", slowly(suggestion_screen.find))


@pytest.mark.torture(6)
async def test_no_input_at_any_instant_ends_the_app(
    tmp_path: Path,
    chance: Chance,
    record_property: Callable[[str, object], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if chance.random() < 0.4:
        slow_disk(monkeypatch, chance)
    paths = household(tmp_path, chance)
    odd = len(check(paths).problems)
    failures: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: failures.append(context))
    size = chance.choice(SIZES)
    todo = deeds(chance, DEEDS, size)
    left = DEEDS
    while left > 0:
        app = an_app(paths, chance.choice(STARTS))
        played = Played(app, size)
        async with asyncio.timeout(PATIENCE_SECONDS) as limit:
            await asyncio.gather(app.run_async(headless=True, size=size), played.play(todo, limit))
        last = [(deed.sent or deed.size, deed.turns, round(deed.seconds, 4)) for deed in played.done[-12:]]
        if app._exception is not None:
            app._exception.add_note(f"after {last}")
            raise app._exception
        assert not failures, (failures, last)
        for screen, number in played.seen.items():
            for _ in range(number):
                record_property("torture", f"monkey, on {screen}")
        for deed in played.done:
            record_property("torture", f"monkey, {deed.kind}")
        left -= max(1, len(played.done))
    assert len(check(paths).problems) <= odd, "a torn line may have been set aside; nothing new is damaged"
