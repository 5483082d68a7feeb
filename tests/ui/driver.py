"""Drives the app in tests and for pictures: a fake clock, the built-in routine, keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from textual.pilot import Pilot
from textual.widgets import Input

from kneecoach.paths import Paths
from kneecoach.routine.library import DEFAULT, load_routine
from kneecoach.running.runner import Runner
from kneecoach.settings import load_settings
from kneecoach.ui.app import KneecoachApp
from kneecoach.ui.debounce import GOING_ON
from kneecoach.ui.screens.editor import Editor
from kneecoach.ui.screens.home import Home
from kneecoach.ui.screens.live import Live
from kneecoach.ui.screens.movements import Movements
from kneecoach.ui.terminal.screen_life import SafeScreen
from kneecoach.ui.widgets.keys_footer import KeysFooter
from kneecoach.ui.widgets.scale import Scale
from tests.clocks import FakeClock

SILENT = """\
figure = "colour"

[sound]
backend = "none"
flash = true
"""
"""Settings for a session without a sound process, whose clock would not be ours. Captions stay on."""


def paths_in(folder: Path) -> Paths:
    """Folders of a user, all inside `folder`."""
    return Paths(folder / "data", folder / "config", folder / "state")


@dataclass
class Driver:
    """A running app, with a clock that stands still until it is moved."""

    app: KneecoachApp
    pilot: Pilot[None]
    clock: FakeClock
    paths: Paths
    _pressed: tuple[str, object] = ("", None)
    """The last key, and the screen it was pressed on."""

    @property
    def live(self) -> Live:
        """The Live screen."""
        screen = next(screen for screen in self.app.screen_stack if isinstance(screen, Live))
        assert isinstance(screen, Live)
        return screen

    @property
    def rows(self) -> list[str]:
        """The rows of the screen as they are painted."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def footer(self) -> str:
        """The words of the footer."""
        return self.app.screen.query_one(KeysFooter).text

    @property
    def runner(self) -> Runner:
        return self.live._runner

    @property
    def is_flashing(self) -> bool:
        """Whether the head of Live flashes in place of a sound."""
        return self.live.query_one("#head").has_class("-flash")

    def block_log(self) -> Path:
        """Put a folder where the log's lock goes: nothing can be saved until it is removed. Returns its path."""
        lock = self.paths.state / "log.lock"
        lock.unlink(missing_ok=True)
        lock.mkdir(parents=True)
        return lock

    async def settle(self) -> None:
        """Wait until threads and screens have done what they were asked."""
        if any(isinstance(screen, Live) for screen in self.app.screen_stack):
            self.live._paint()
        elif isinstance(self.app.screen, Movements):
            self.app.screen._paint()
        elif isinstance(self.app.screen, Home | Editor):
            self.app.screen.paint_figure()
        for scale in self.app.screen.query(Scale):
            scale.look()
        await self._wait_for_workers()
        await self.pilot.pause()
        if self._is_ending():  # an answer reaches Live only after the dialog has gone
            await self._wait_for_workers()
            await self.pilot.pause()

    def _is_ending(self) -> bool:
        return any(isinstance(screen, Live) and screen.is_over for screen in self.app.screen_stack)

    async def _wait_for_workers(self) -> None:
        groups = {"read", "open", "save", "arrange", "weeks", "look", "holder"}
        if self._is_ending():
            groups.add("session")
        for worker in list(self.app.workers):
            if worker.group in groups:
                await worker.wait()

    async def press(self, *keys: str) -> None:
        """Press keys half a second apart, or a second where that would look like a key that is held down."""
        for key in keys:
            self.pass_time(1.0 if self._looks_held(key) else 0.5)
            await self.pilot.press(key)
            await self.settle()

    def _looks_held(self, key: str) -> bool:
        screen, (last, place) = self.app.screen, self._pressed
        self._pressed = (key, (screen, isinstance(screen.focused, Input)))
        is_quiet = isinstance(screen, SafeScreen) and screen.quiet_seconds > 0
        return place != self._pressed[1] and (is_quiet or (key == last and key in GOING_ON))

    def pass_time(self, seconds: float) -> None:
        """Let time pass as the runner lives it, from deadline to deadline."""
        if not any(isinstance(screen, Live) for screen in self.app.screen_stack):
            self.clock.advance(seconds)
            return
        runner, left = self.runner, seconds
        while left > 0 and not runner.state.is_over:
            step = min(left, max(1e-3, runner.wait_seconds()))
            self.clock.advance(step)
            runner.advance()
            left -= step
        self.clock.advance(left)

    async def wait(self, seconds: float) -> None:
        """Let session time pass, and let the screen catch up."""
        self.pass_time(seconds)
        await self.settle()

    async def wait_unseen(self, seconds: float) -> None:
        """The same for a long time of which only the end matters: Live is not painted until then."""
        with patch.object(self.live, "_paint_soon", lambda: None):
            self.pass_time(seconds)
        await self.settle()


@asynccontextmanager
async def driving(
    folder: Path,
    size: tuple[int, int] = (80, 24),
    *,
    live: bool = False,
    pace: str | None = None,
    resume: bool = False,
    movement: str | None = None,
    new: bool = False,
) -> AsyncIterator[Driver]:
    """The app at Home; with `live`, in a session that has just started; with a `movement`, at Exercises.

    With `new`, there are no settings yet, and Welcome is shown.
    """
    paths = paths_in(folder)
    if not paths.settings.exists() and not new:
        paths.config.mkdir(exist_ok=True)
        paths.settings.write_text(SILENT)
    clock = FakeClock()
    start = None
    if live:
        options = load_settings(paths).options(pace=pace, side=None, speed=1.0, mute=False)
        start = (load_routine(paths, DEFAULT), options)
    app = KneecoachApp(paths, start=start, resume=resume, ask=False, movement=movement, welcomes=new, clock=clock)
    async with app.run_test(size=size, notifications=True) as pilot:
        driver = Driver(app, pilot, clock, paths)
        await pilot.pause()
        await driver.settle()
        while movement is not None and not isinstance(app.screen, Movements):
            await pilot.pause(0.01)
        await driver.settle()
        yield driver
