"""The app: which screen is shown when. Everything that needs pydantic is imported after the first paint."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from textual import work
from textual.app import App
from textual.filter import LineFilter
from textual.message import Message
from textual.screen import Screen

from kneecoach.running.clock import Clock, RealClock
from kneecoach.ui.bindings import APP
from kneecoach.ui.commands import BindingCommands
from kneecoach.ui.hours import Hours
from kneecoach.ui.screens.home import Home
from kneecoach.ui.session_opener import SessionOpener
from kneecoach.ui.sessions import Sessions
from kneecoach.ui.terminal.filter import ControlCodeFilter
from kneecoach.ui.terminal.palette import PaletteApp
from kneecoach.ui.terminal.screen_life import SafeScreen
from kneecoach.ui.terminal.signals import Signals
from kneecoach.ui.theme import THEMES, band_colours, chosen_theme, in_sixteen, remember_theme
from kneecoach.ui.user_settings import read_settings
from kneecoach.ui.views.home import MAX_SHOWN, HomeData, PastSummary, look_at_past, read_cards

if TYPE_CHECKING:
    from kneecoach.log.record import Record
    from kneecoach.log.store import Log
    from kneecoach.paths import Paths
    from kneecoach.routine.model import Routine
    from kneecoach.session.options import Options
    from kneecoach.settings import Settings
    from kneecoach.ui.session_host import SessionHost


def _screen(name: str, routine: str) -> Screen[None]:
    if name == "history":
        from kneecoach.ui.screens.history import History

        return History()
    if name == "trends":
        from kneecoach.ui.screens.trends import Trends

        return Trends()
    if name == "settings":
        from kneecoach.ui.screens.settings import SettingsScreen

        return SettingsScreen()
    from kneecoach.ui.screens.routines import Routines

    return Routines(routine)


class KneecoachApp(PaletteApp):
    """The full-screen app."""

    TITLE = "kneecoach"
    CSS_PATH = ["base.tcss", "screens/home.tcss"]
    BINDINGS = [*APP]
    COMMANDS = App.COMMANDS | {BindingCommands}
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        paths: Paths,
        *,
        start: tuple[Routine, Options] | None = None,
        resume: bool = False,
        go_on_with: Record | None = None,
        ask: bool = True,
        movement: str | None = None,
        mute: bool = False,
        welcomes: bool = False,
        clock: Clock | None = None,
    ) -> None:
        """`start`, `resume` or `go_on_with` opens a session at once, with questions if `ask`.

        `movement` opens Movements, at the exercise with this id or, if it is empty, at the first one. With `mute` a
        resumed session has no sound; with `welcomes` somebody new is asked some things first. `clock` is for tests.
        """
        super().__init__()
        self._control_code_filter = ControlCodeFilter()
        self.paths = paths
        self.keys: dict[str, str] = {}
        """Keys by binding id, as the user set them."""
        self.farewell = ""
        """Printed after the app has closed."""
        self.unsaved: list[Record] = []
        """Records of sessions that could not be saved."""
        self._start = start
        self._resume = resume
        self._go_on_with = go_on_with
        self._ask = ask
        self._movement = movement
        self._welcomes = welcomes
        self._clock = clock
        self._settings: Settings | None = None
        self.sessions = Sessions(self, paths, self.clock)
        self.hours = Hours(self, self.clock)
        self.opener = SessionOpener(self, clock, ask=ask, mute=mute, from_shell=start is not None)
        self._home = Home()
        for theme in THEMES:
            self.register_theme(in_sixteen(theme) if self.console.color_system == "standard" else theme)
        name = chosen_theme(paths.settings)
        self.theme = name if name in self.available_themes else THEMES[0].name

    def on_mount(self) -> None:
        self.theme_changed_signal.subscribe(self, lambda theme: remember_theme(self, self.paths, theme.name))
        self._signals = Signals(self, self._end)
        self.hours.start()
        self.call_after_refresh(self._read)

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours, and those of the band across the top of Live."""
        return band_colours(super().get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The filters that every painted line goes through."""
        return [*super().get_line_filters(), self._control_code_filter]

    def _end(self, status: int = 0) -> None:
        """Close the app. Anything being typed is saved first; a live session stays on disk."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, SafeScreen) and screen.is_up:
                screen.keep_typed()
        self.exit_when_saved(status)

    def get_default_screen(self) -> Home:
        """Home is below all other screens."""
        return self._home

    @cached_property
    def host(self) -> SessionHost:
        """The services around a session; only after the settings have been read."""
        from kneecoach.ui.session_host import SessionHost

        return SessionHost(self, self.paths, self.settings, self._say_on_live)

    @property
    def settings(self) -> Settings:
        """The user's settings; the defaults until they are read, or if they cannot be read."""
        from kneecoach.settings import Settings

        return self._settings or Settings()

    def use_settings(self, settings: Settings) -> None:
        """Do as these settings say, at once: they are written already."""
        self._settings = settings
        self.keys = dict(settings.keys)
        self.set_keymap(self.keys)
        self.host.use(settings)
        self.theme = settings.theme
        self._home.take_settings()

    @property
    def clock(self) -> Clock:
        """The clock of sessions, at normal speed."""
        return self._clock or RealClock()

    def instant(self) -> float:
        return self.clock.monotonic()

    def came_at(self, event: Message) -> float:
        # A test's clock knows nothing of when Textual read the key.
        return super().came_at(event) if isinstance(self.clock, RealClock) else self.instant()

    @work(thread=True, exclusive=True, group="read")
    def _read(self) -> None:
        settings, keys, problems = read_settings(self.paths, self.available_themes)
        problems += self.opener.cut_off.find(self.clock)
        cards, faults = read_cards(self.paths)
        data = HomeData(cards, self.opener.cut_off.words, (*problems, *faults))
        self.call_from_thread(self._show_home, settings, keys, data)
        log = self.sessions.read()
        gc.enable()
        from kneecoach.journal.left_behind import clear_left_behind

        self.call_from_thread(self._show_past, log, self._past_words(log.records))
        clear_left_behind(self.paths)

    def _show_home(self, settings: Settings, keys: dict[str, str], data: HomeData) -> None:
        self._settings = settings
        self.keys = keys
        self.set_keymap(keys)
        self._home.show(data)
        resume, self._resume = self._resume, False
        if resume and not self.opener.cut_off.is_waiting:
            self.leave(" ".join(data.problems) or "There is no unfinished session to resume.", 1)
        elif resume:
            self.opener.resume(go_on=not self._ask)
        if self._movement is not None:
            self.open_movements(self._movement)
            self._movement = None

    def _past_words(self, records: Sequence[Record]) -> PastSummary:
        settings = self.settings
        from dataclasses import replace

        from kneecoach.review.last_routine import last_routine_id

        now = self.clock.wall()
        past = look_at_past(
            records, now, settings.weekly_goal, settings.pain_cap, self._home.routines, settings.units
        )
        routine = settings.default_routine or last_routine_id(self.paths, records, now.date())
        return replace(past, routine=routine)

    @work(thread=True, exclusive=True, group="look")
    def look_at_past(self) -> None:
        """Show the past sessions on Home again, for example on a new day."""
        if self.sessions.as_read is not None:
            records = self.sessions.all
            self.call_from_thread(self._home.show_past, self._past_words(records), records)

    def _show_past(self, log: Log, words: PastSummary) -> None:
        self.sessions.take(log)
        self._home.show_past(words, self.sessions.all)
        from kneecoach.log.problems import problem_words

        self._home.say_of_log(problem_words(log.problems, MAX_SHOWN))
        self._welcome(log)
        start, self._start = self._start, None
        if start is not None:
            self.opener.start(*start)
        partial, self._go_on_with = self._go_on_with, None
        if partial is not None and (why := self.opener.go_on_with(partial)):
            self.leave(why, 1)

    def _welcome(self, log: Log) -> None:
        """Welcome somebody who is new: who has no settings, no sessions, and has not been welcomed before."""
        from kneecoach.settings.first_start import is_new

        has_past = log.records or log.problems or self.opener.cut_off.is_waiting
        if self._welcomes and not has_past and is_new(self.paths):
            from kneecoach.ui.screens.welcome import Welcome

            self._push(Welcome(), self._home)
        self._welcomes = False

    def _say_on_live(self, words: str) -> bool:
        """Show a sentence on the session's screen; False if there is none."""
        from kneecoach.ui.screens.live import Live

        live = next((screen for screen in self.screen_stack if isinstance(screen, Live) and screen.is_up), None)
        if live is not None:
            live.say(words)
        return live is not None

    def say_at_home(self, words: str) -> None:
        """Show a sentence on Home until the log is read again."""
        self._home.say(words)

    def read_again(self) -> None:
        """Read again everything that Home shows."""
        self._read()

    def leave(self, words: str, status: int) -> None:
        """Close the app, print `words`, and exit with `status`."""
        self.farewell = words
        self.exit(return_code=status)

    def open_summary(self, record: Record) -> None:
        """Show what was done."""
        from kneecoach.ui.screens.summary import Summary

        self.to_home()
        self.push_screen(Summary(record))

    def open_detail(self, record: Record) -> None:
        """Show every set of a session."""
        from kneecoach.ui.screens.detail import Detail

        self.push_screen(Detail(record))

    def action_show_screen(self, name: str) -> None:
        """Open a new screen on top, by its name. Textual's own `App.SCREENS` would keep the first one forever."""
        self.push_screen(_screen(name, self._home.routine))

    def open_movements(self, at: str = "") -> None:
        """Read the routines in a thread and show their movements, beginning with the exercise `at`."""
        self._open_movements(at, self.screen)

    @work(thread=True, exclusive=True, group="open")
    def _open_movements(self, at: str, asked_on: Screen[object]) -> None:
        from kneecoach.routine.movements import read_movements
        from kneecoach.ui.screens.movements import Movements

        movements, _ = read_movements(self.paths)
        # Home shows what is wrong with a routine. Until the settings are read there is no host to draw figures.
        if movements and self._settings is not None:
            self.call_from_thread(self._push, Movements(movements, at), asked_on)

    def _push(self, screen: Screen[None], asked_on: Screen[object]) -> None:
        # The user may have opened something else while it was read.
        if self.screen is asked_on:
            self.push_screen(screen)

    def go_home(self, words: str, routine: str = "") -> None:
        """Go back to Home, which reads the log again."""
        if routine:
            self._home.turn_to(routine)
        self.host.close_sound()
        self.to_home()
        if words:
            self.notify(words, markup=False)
        self._read()

    def to_home(self) -> None:
        """Close every screen above Home."""
        while self.screen is not self._home:
            self.pop_screen()

    def begin_at_home(self, *, ask: bool) -> None:
        """Close every screen above Home and start the routine it shows, with questions if `ask`."""
        self.to_home()
        self._home.begin(ask=ask)

    def action_leave(self) -> None:
        """Quit; a live session asks first."""
        from kneecoach.ui.screens.live import Live

        live = next((screen for screen in self.screen_stack if isinstance(screen, Live)), None)
        if live is None or live.is_over:
            self._end()
        else:
            while self.screen is not live:
                top = self.screen
                if isinstance(top, SafeScreen):
                    top.keep_typed()
                top.dismiss()  # if nothing was typed, the screen that asked gets no answer
            live.action_stop()

    def action_suspend_process(self) -> None:
        """Suspend to the shell; `fg` returns."""
        self._signals.suspend()

    def action_help(self) -> None:
        """Open Help on top of the current screen."""
        from kneecoach.ui.screens.help import Help

        if not isinstance(self.screen, Help):
            self.push_screen(Help(self.stand_still()))

    def stand_still(self) -> str:
        from kneecoach.ui.screens.live import Live

        return self.screen.stand_still() if isinstance(self.screen, Live) else ""

    def on_unmount(self) -> None:
        if "host" in self.__dict__:
            self.host.close()
        self.opener.cut_off.release()
