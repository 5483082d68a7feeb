"""The app: which screen is shown when. Everything that needs pydantic is imported after the first paint."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from functools import cached_property, partial
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
from kneecoach.ui.live_screen import ask_to_stop, say_on_live, stand_still
from kneecoach.ui.screens.by_name import new_screen
from kneecoach.ui.screens.home import Home
from kneecoach.ui.session_opener import SessionOpener
from kneecoach.ui.sessions import Sessions
from kneecoach.ui.terminal.filter import own_filters
from kneecoach.ui.terminal.palette import PaletteApp
from kneecoach.ui.terminal.screen_life import SafeScreen
from kneecoach.ui.terminal.signals import Signals
from kneecoach.ui.terminal.stylesheet import OnceParsed
from kneecoach.ui.theme import band_colours, remember_theme, use_chosen_theme
from kneecoach.ui.user_settings import read_settings
from kneecoach.ui.views.home import MAX_SHOWN, HomeData, PastSummary, read_cards, read_past

if TYPE_CHECKING:
    from kneecoach.log.record import Record
    from kneecoach.log.store import Log
    from kneecoach.paths import Paths
    from kneecoach.routine.model import Routine
    from kneecoach.session.options import Options
    from kneecoach.settings import Settings
    from kneecoach.ui.session_host import SessionHost


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
        self.stylesheet = OnceParsed(variables=self.get_css_variables())
        self._own_filters = own_filters(self.console.color_system)
        self.paths = paths
        self.keys: dict[str, str] = {}
        """Keys by binding id, as the user set them."""
        self.farewell = ""
        """Printed after the app has closed."""
        self.unsaved: list[Record] = []
        """Records of sessions that could not be saved."""
        self._resume = resume
        self._movement = movement
        self._welcomes = welcomes
        self._clock = clock
        self._settings: Settings | None = None
        self.sessions = Sessions(self, paths, self.clock)
        self.hours = Hours(self, self.clock)
        self.opener = SessionOpener(self, clock, ask=ask, mute=mute, start=start, go_on_with=go_on_with)
        self._home = Home()
        use_chosen_theme(self, paths)

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
        return [*super().get_line_filters(), *self._own_filters]

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

        return SessionHost(self, self.paths, self.settings, partial(say_on_live, self))

    @property
    def settings(self) -> Settings:
        """The user's settings; the defaults until they are read, or if they cannot be read."""
        from kneecoach.settings import Settings

        return self._settings or Settings()

    def use_settings(self, settings: Settings) -> None:
        """Apply these settings at once; they have already been written."""
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

        self.call_from_thread(self._show_past, log, self._past(log.records))
        clear_left_behind(self.paths)

    def _show_home(self, settings: Settings, keys: dict[str, str], data: HomeData) -> None:
        self._settings = settings
        self.keys = keys
        self.set_keymap(keys)
        self._home.show(data)
        resume, self._resume = self._resume, False
        if resume:
            self.opener.resume_from_shell(data.problems)
        if self._movement is not None:
            self.open_movements(self._movement)
            self._movement = None

    def _past(self, records: Sequence[Record]) -> PastSummary:
        return read_past(self.paths, records, self.clock.wall(), self.settings, self._home.routines)

    @work(thread=True, exclusive=True, group="look")
    def look_at_past(self) -> None:
        """Show the past sessions on Home again, for example on a new day."""
        if self.sessions.as_read is not None:
            records = self.sessions.all
            self.call_from_thread(self._home.show_past, self._past(records), records)

    def _show_past(self, log: Log, words: PastSummary) -> None:
        self.sessions.take(log)
        self._home.show_past(words, self.sessions.all)
        from kneecoach.log.problems import problem_words

        self._home.say_of_log(problem_words(log.problems, MAX_SHOWN))
        self._welcome(log)
        self.opener.begin_from_shell()

    def _welcome(self, log: Log) -> None:
        """Welcome somebody who is new: who has no settings, no sessions, and has not been welcomed before."""
        from kneecoach.settings.first_start import is_new

        has_past = log.records or log.problems or self.opener.cut_off.is_waiting
        if self._welcomes and not has_past and is_new(self.paths):
            from kneecoach.ui.screens.welcome import Welcome

            self._push(Welcome(), self._home)
        self._welcomes = False

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
        self.push_screen(new_screen(name, self._home.routine))

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
        if not ask_to_stop(self):
            self._end()

    def action_suspend_process(self) -> None:
        """Suspend to the shell; `fg` returns."""
        self._signals.suspend()

    def action_help(self) -> None:
        """Open Help on top of the current screen."""
        from kneecoach.ui.screens.help import Help

        if not isinstance(self.screen, Help):
            self.push_screen(Help(self.stand_still()))

    def stand_still(self) -> str:
        return stand_still(self)

    def on_unmount(self) -> None:
        if "host" in self.__dict__:
            self.host.close()
        self.opener.cut_off.release()
