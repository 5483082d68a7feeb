"""What the app does around a session: its sound, its figures, and keeping the display on."""

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
from kneecoach.ui.figure_source import FigureSource, palette_for, pixels_for, style_for, words_for
from kneecoach.ui.terminal.closing import ClosingApp

if TYPE_CHECKING:
    from kneecoach.running.awake import Awake
    from kneecoach.running.runner import Runner
    from kneecoach.session.plan import Plan
    from kneecoach.voice import Preparation, Voice


MAX_SECONDS_UNSEEN = 5
"""The session is paused after the terminal takes nothing for this long. A slow line takes something each second."""


class SessionHost:
    """Serves the sessions of one app, one after another."""

    def __init__(self, app: ClosingApp, paths: Paths, settings: Settings, say: Callable[[str], bool]) -> None:
        """`say` shows a sentence on the session's screen, and returns False if there is none."""
        self._app = app
        self._paths = paths
        self._settings = settings
        self._say_on_live = say
        self._loop = asyncio.get_running_loop()
        self._unsaid = ""
        self._ready: Sound | None = None

    def use(self, settings: Settings) -> None:
        """Use these settings for later sessions."""
        self.close_sound()
        if settings.sound != self._settings.sound and "_voice" in self.__dict__:
            self._voice.close()
            del self._voice
        self._settings = settings

    def open_sound(self, *, muted: bool, speed: float) -> None:
        """Start the sound early, so that it is ready when the session begins."""
        self.close_sound()
        self._ready = self._make_sound(muted, speed)

    def take_sound(self, *, muted: bool, speed: float) -> Sound:
        """The sound for a session that begins. The caller closes it."""
        sound, self._ready = self._ready or self._make_sound(muted, speed), None
        return sound

    @property
    def figure_words(self) -> str:
        """How the figure is shown in this terminal, and why."""
        return words_for(self._app, self._settings.figure)

    def close_sound(self) -> None:
        """Close the sound, because no session follows."""
        if self._ready is not None:
            self._ready.close(finish=False)
            self._ready = None

    def prepare_voice(self, plan: Plan, *, muted: bool, speed: float) -> Preparation:
        """Begin to render the words of a session that have no clip. Returns at once."""
        return self._voice.prepare(plan, muted=muted, speed=speed)

    def close(self) -> None:
        """The app ends."""
        self.close_sound()
        if "_voice" in self.__dict__:
            self._voice.close()

    def say_later(self, words: str) -> None:
        """Show words once a session is on the screen. Empty words change nothing."""
        self._unsaid = words or self._unsaid

    def take_unsaid(self) -> str:
        """The words still waiting for a session's screen, which are then forgotten."""
        words, self._unsaid = self._unsaid, ""
        return words

    @property
    def moves(self) -> bool:
        """Whether animation is allowed."""
        return not self._settings.reduced_motion

    def figures(self) -> FigureSource | None:
        """Figures in the current theme's colours; None if they are turned off."""
        app = self._app
        style = style_for(app, self._settings.figure)
        if style is None:
            return None
        ground = Color.parse(app.theme_variables["background"])
        palette = palette_for(app.current_theme, ground, self._settings.skin)
        return FigureSource(
            self._paths.figures_dir,
            style,
            palette,
            lambda: pixels_for(app, self._settings.figure),
            lambda: style_for(app, self._settings.figure),
        )

    def keep_awake(self, runner: Runner) -> None:
        """Keep the display on while a session runs, if the user wants that; not in a rehearsal."""
        if self._settings.keep_awake and runner.clock.speed == 1.0:
            runner.listen(self._awake.listener)

    def watch_line(self, runner: Runner) -> None:
        """Pause a session when the terminal stops taking output, since nobody sees the count."""

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

    @cached_property
    def _voice(self) -> Voice:
        from kneecoach.voice import Voice

        return Voice(self._paths, self._settings.sound)

    def _make_sound(self, muted: bool, speed: float) -> Sound:
        sound = self._settings.sound
        if self._settings.reduced_motion:
            sound = sound.model_copy(update={"flash": False})
        made = Sound(sound, self._paths, muted=muted, speed=speed, on_problem=self._say_from_a_thread)
        self._voice.listener = made.clip_made
        return made

    def _say_from_a_thread(self, words: str) -> None:
        # It must not wait, and the app may have closed.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._say, words)

    def _say(self, words: str) -> None:
        if not self._say_on_live(words):
            self._unsaid = words
