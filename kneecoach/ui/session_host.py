"""What goes on around a session in the app: its sound, and a display that stays on."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from textual.color import Color

from kneecoach.paths import Paths
from kneecoach.settings import Settings
from kneecoach.sound import Sound
from kneecoach.ui.figure_source import FigureSource, palette_for, style_for
from kneecoach.ui.terminal.closing import ClosingApp

if TYPE_CHECKING:
    from kneecoach.running.awake import Awake
    from kneecoach.running.runner import Runner


MAX_SECONDS_UNSEEN = 5
"""A session goes on for this long while the terminal takes nothing. A slow line takes something every second."""


class SessionHost:
    """Serves the sessions of one app, one after another."""

    def __init__(self, app: ClosingApp, paths: Paths, settings: Settings, say: Callable[[str], bool]) -> None:
        """`say` shows a sentence on the screen of the session, and is False where there is none."""
        self._app = app
        self._paths = paths
        self._settings = settings
        self._say_on_live = say
        self._loop = asyncio.get_running_loop()
        self._unsaid = ""
        self._ready: Sound | None = None

    def open_sound(self, *, muted: bool, speed: float) -> None:
        """Have the sound ready by the time the session begins."""
        self.close_sound()
        self._ready = self._make_sound(muted, speed)

    def take_sound(self, *, muted: bool, speed: float) -> Sound:
        """The sound for a session that begins; who takes it closes it."""
        sound, self._ready = self._ready or self._make_sound(muted, speed), None
        return sound

    def close_sound(self) -> None:
        """No session follows after all."""
        if self._ready is not None:
            self._ready.close(finish=False)
            self._ready = None

    def say_later(self, words: str) -> None:
        """Have words said once a session is on the screen; where there are none, what was to be said stays."""
        self._unsaid = words or self._unsaid

    def take_unsaid(self) -> str:
        """What was to be said before there was a session on the screen."""
        words, self._unsaid = self._unsaid, ""
        return words

    @property
    def moves(self) -> bool:
        """Whether anything may move that need not."""
        return not self._settings.reduced_motion

    def figures(self) -> FigureSource | None:
        """Figures in the colours of the theme at hand; None where they are turned off."""
        app = self._app
        style = style_for(app, self._settings.figure)
        if style is None:
            return None
        ground = Color.parse(app.theme_variables["background"])
        return FigureSource(
            self._paths.figures_dir, style, palette_for(app.current_theme, ground, self._settings.skin)
        )

    def keep_awake(self, runner: Runner) -> None:
        """Keep the display on while a session runs, where the user wants it."""
        if self._settings.keep_awake:
            runner.listen(self._awake.listener)

    def watch_line(self, runner: Runner) -> None:
        """Pause a session where the terminal takes nothing at all any more: nobody sees what is counted."""

        def look() -> None:
            if self._app.seconds_unseen > MAX_SECONDS_UNSEEN:
                runner.interrupt(f"nothing could be shown for {MAX_SECONDS_UNSEEN} s")

        runner.watch(look)

    def let_sleep(self) -> None:
        """The session is no longer on the screen."""
        if self._settings.keep_awake:
            self._awake.close()

    @cached_property
    def _awake(self) -> Awake:
        from kneecoach.running.awake import Awake
        from kneecoach.running.inhibitor import WakepyInhibitor

        return Awake(WakepyInhibitor(), self._say_from_a_thread)

    def _make_sound(self, muted: bool, speed: float) -> Sound:
        sound = self._settings.sound
        if self._settings.reduced_motion:
            sound = sound.model_copy(update={"flash": False})
        return Sound(sound, self._paths.audio_log, muted=muted, speed=speed, on_problem=self._say_from_a_thread)

    def _say_from_a_thread(self, words: str) -> None:
        # It must not wait; the app may have closed meanwhile.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._say, words)

    def _say(self, words: str) -> None:
        if not self._say_on_live(words):
            self._unsaid = words
