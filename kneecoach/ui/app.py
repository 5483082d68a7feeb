"""The app: which screen is when. Everything that needs pydantic is imported after the first paint."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App
from textual.binding import BindingType
from textual.filter import LineFilter
from textual.screen import Screen

from kneecoach.errors import KneecoachError
from kneecoach.running.clock import Clock, RealClock
from kneecoach.ui.bindings import APP
from kneecoach.ui.commands import BindingCommands
from kneecoach.ui.hours import Hours
from kneecoach.ui.past import Past
from kneecoach.ui.screens.home import Home
from kneecoach.ui.terminal.filter import WordsOnly
from kneecoach.ui.terminal.palette import PaletteApp
from kneecoach.ui.terminal.signals import Signals
from kneecoach.ui.theme import THEMES, chosen_theme, remember_theme
from kneecoach.ui.user_settings import read_settings
from kneecoach.ui.views.home import HomeData, PastWords, leftover_words, look_at_past, problem_words, read_cards

if TYPE_CHECKING:
    from kneecoach.journal.journal import Leftover
    from kneecoach.journal.lock import SessionLock
    from kneecoach.log.record import Record
    from kneecoach.log.store import Log
    from kneecoach.opening import OpenSession
    from kneecoach.paths import Paths
    from kneecoach.routine.model import Routine
    from kneecoach.session.options import Options
    from kneecoach.settings import Settings
    from kneecoach.ui.editor import LogEditor
    from kneecoach.ui.session_host import SessionHost


FOUND = {
    False: "The session that had ended without being saved is saved now.",
    True: "The session that was cut off is in the log already, with all that was done of it.",
}
"""What Home says of a session that was left over and dealt with, by whether the log had it."""


class KneecoachApp(PaletteApp):
    """Follow along in a full screen."""

    TITLE = "kneecoach"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["base.tcss", "screens/home.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*APP]
    COMMANDS = App.COMMANDS | {BindingCommands}
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        paths: Paths,
        *,
        start: tuple[Routine, Options] | None = None,
        resume: bool = False,
        ask: bool = True,
        movement: str | None = None,
        mute: bool = False,
        clock: Clock | None = None,
    ) -> None:
        """`start` or `resume` go straight to a session, with questions if `ask`.

        `movement` goes to Movements, at the exercise with this id or, where it is empty, at the first one. With
        `mute` a session that is resumed has no sound. `clock` is for tests.
        """
        super().__init__()
        self._words_only = WordsOnly()
        self.paths = paths
        self.keys: dict[str, str] = {}
        """Keys by binding id, as the user set them."""
        self.farewell = ""
        """What is said after the app has closed."""
        self.unsaved: list[Record] = []
        """Records of sessions that could not be saved."""
        self._start = start
        self._from_shell = start is not None
        self._resume = resume
        self._ask = ask
        self._movement = movement
        self._mute = mute
        self._clock = clock
        self._settings: Settings | None = None
        self.past = Past(self, paths)
        self.hours = Hours(self, self.clock)
        self._leftover: tuple[Leftover, SessionLock] | None = None
        self._held = ""
        self._home = Home()
        for theme in THEMES:
            self.register_theme(theme)
        name = chosen_theme(paths.settings)
        self.theme = name if name in self.available_themes else THEMES[0].name

    def on_mount(self) -> None:
        self.theme_changed_signal.subscribe(self, lambda theme: remember_theme(self, self.paths, theme.name))
        self._signals = Signals(self, self._end)
        self.hours.start()
        self.call_after_refresh(self._read)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every painted line goes through."""
        return [*super().get_line_filters(), self._words_only]

    def _end(self, status: int = 0) -> None:
        """Close the app; a note that is being typed is saved first, a live session stays on disk."""
        from kneecoach.ui.screens.summary import Summary

        for screen in self.screen_stack:
            if isinstance(screen, Summary):
                screen.save_note()
        self.exit(return_code=status)

    def get_default_screen(self) -> Home:
        """Home lies below all other screens."""
        return self._home

    @cached_property
    def host(self) -> SessionHost:
        """What goes on around a session; after the settings have been read."""
        from kneecoach.ui.session_host import SessionHost

        return SessionHost(self, self.settings)

    @property
    def settings(self) -> Settings:
        """The user's settings; the defaults until they have been read, and where they cannot be."""
        from kneecoach.settings import Settings

        return self._settings or Settings()

    @property
    def records(self) -> tuple[Record, ...]:
        """Every session, as it is by now; none before the log has been read."""
        records = self.past.records or ()
        return self.editor.updated(records) if self.editor.has_written else records

    @property
    def clock(self) -> Clock:
        """The clock of sessions at the speed of life."""
        return self._clock or RealClock()

    def instant(self) -> float:
        return self.clock.monotonic()

    @work(thread=True, exclusive=True, group="read")
    def _read(self) -> None:
        from kneecoach.journal.leftover import find_leftover
        from kneecoach.journal.recorder import BusySession, SavedRecord

        settings, keys, problems = read_settings(self.paths, self.available_themes)
        self._held = ""
        if self._leftover is None:
            try:
                found = find_leftover(self.paths, self.clock)
                if isinstance(found, SavedRecord):
                    problems.append(FOUND[found.was_there])
                elif isinstance(found, BusySession):
                    self._held = str(found)
                    problems.append(self._held)
                else:
                    self._leftover = found
            except KneecoachError as error:
                problems.append(str(error))
        cards, faults = read_cards(self.paths)
        words = leftover_words(self._leftover[0]) if self._leftover else None
        data = HomeData(cards, words, (*problems, *faults))
        self.call_from_thread(self._show_home, settings, keys, data)
        log = self.past.read()
        self.call_from_thread(self._show_past, log, self._past_words(log.records))

    def _show_home(self, settings: Settings, keys: dict[str, str], data: HomeData) -> None:
        self._settings = settings
        self.keys = keys
        self.set_keymap(keys)
        self._home.show(data)
        resume, self._resume = self._resume, False
        if resume and self._leftover is None:
            self.leave(" ".join(data.problems) or "There is no unfinished session to resume.", 1)
        elif resume:
            self.resume_leftover(go_on=not self._ask)
        if self._movement is not None:
            self.open_movements(self._movement)
            self._movement = None

    def _past_words(self, records: Sequence[Record]) -> PastWords:
        settings = self.settings
        return look_at_past(records, self.clock.wall().date(), settings.weekly_goal, settings.pain_cap)

    @work(thread=True, exclusive=True, group="look")
    def look_at_past(self) -> None:
        """Show on Home what the sessions mean by now, as on a new day."""
        if self.past.records is not None:
            records = self.records
            self.call_from_thread(self._home.show_past, self._past_words(records), records)

    def _show_past(self, log: Log, words: PastWords) -> None:
        self.past.take(log)
        self._home.show_past(words, self.records)
        self._home.say_of_log(problem_words(log.problems))
        start, self._start = self._start, None
        if start is not None and self._leftover is not None:
            self._from_shell = False
            self._home.say(Home.LEFTOVER_FIRST)
        elif start is not None and self._held:
            self.leave(self._held, 1)
        elif start is not None:
            self._open_before(*start, ask=self._ask)

    def leave(self, words: str, status: int) -> None:
        """Close the app, say `words`, and exit with `status`."""
        self.farewell = words
        self.exit(return_code=status)

    def choose(self, routine_id: str, *, ask: bool) -> None:
        """Start a routine from Home."""
        from kneecoach.journal.recorder import check_free
        from kneecoach.routine.library import load_routine

        if self._settings is None:
            return
        try:
            routine = load_routine(self.paths, routine_id)
            check_free(self.paths, self.clock)
        except KneecoachError as error:
            self._home.say(str(error))
            return
        if self.paths.journal.exists():
            self._read()  # whoever had it was cut off meanwhile
            return
        options = self._settings.options(pace=None, side=None, speed=1.0, mute=False)
        self._open_before(routine, options, ask=ask)

    def _open_before(self, routine: Routine, options: Options, *, ask: bool) -> None:
        from kneecoach.opening import with_next_loads
        from kneecoach.ui.screens.before import Before

        if ask:
            options = with_next_loads(options, self.records, routine)
        self.host.open_sound(muted=options.mute, speed=options.speed)
        if ask:
            self.push_screen(Before(routine, options))
        else:
            self.begin(routine, options)

    def begin(self, routine: Routine, options: Options, *, in_memory: bool = False) -> None:
        """Open the session and go to Live; `in_memory` also where it cannot be kept on disk."""
        from kneecoach.journal.begin import CannotRecord
        from kneecoach.opening import open_new
        from kneecoach.ui.screens.dialogs import offer_memory

        clock = self._clock or RealClock(options.speed)
        try:
            opened = open_new(
                self.paths,
                routine,
                options,
                clock,
                records=None if self.past.records is None else self.records,
                in_memory=in_memory or not self._ask,
            )
        except CannotRecord as error:
            offer_memory(self, str(error), lambda: self.begin(routine, options, in_memory=True))
            return
        except KneecoachError as error:
            if self._from_shell:
                self.leave(str(error), 1)
            self._to_home()
            self._home.say(str(error))
            return
        self._from_shell = False
        self._open_live(opened, last=None, go_on=False)

    def _open_live(self, opened: OpenSession, *, last: float | None, go_on: bool) -> None:
        from kneecoach.ui.screens.live import Live

        self._to_home()
        header = opened.recorder.header
        sound = self.host.take_sound(muted=header.mute, speed=header.speed)
        self.push_screen(Live(opened, sound, last=last, go_on=go_on))

    def resume_leftover(self, *, go_on: bool = False) -> None:
        """Go on with the session that was cut off."""
        from kneecoach.journal.leftover import too_long_ago
        from kneecoach.opening import open_leftover

        if self._leftover is None:
            return
        leftover, lock = self._leftover
        clock = self._clock or RealClock(leftover.header.speed)
        try:
            opened = open_leftover(self.paths, leftover, lock, clock, mute=self._mute)
        except KneecoachError as error:
            self._home.say(str(error))
            return
        self._leftover = None
        self.host.say_later(too_long_ago(leftover, clock.wall()))
        self._open_live(opened, last=leftover.last_instant, go_on=go_on)

    def save_leftover(self) -> None:
        """Save what was done of it."""
        from kneecoach.opening import end_leftover

        if self._leftover is None:
            return
        leftover, lock = self._leftover
        try:
            saved = end_leftover(self.paths, leftover, lock, self.clock)
        except KneecoachError as error:
            self._home.say(str(error))
            return
        self._leftover = None
        self.open_summary(saved.record)

    def discard_leftover(self) -> None:
        """Throw it away, after asking again."""
        from kneecoach.ui.discard import ask_to_discard

        if self._leftover is not None:
            ask_to_discard(self, *self._leftover, done=self._discarded, failed=self._home.say)

    def _discarded(self) -> None:
        self._leftover = None
        self.go_home("Thrown away.")

    def open_summary(self, record: Record) -> None:
        """Show what was done."""
        from kneecoach.ui.screens.summary import Summary

        self._to_home()
        self.push_screen(Summary(record))

    def open_detail(self, record: Record) -> None:
        """Show every set of a session."""
        from kneecoach.ui.screens.detail import Detail

        self.push_screen(Detail(record))

    def open_history(self) -> None:
        """Show the sessions so far."""
        from kneecoach.ui.screens.history import History

        self._push(History())

    def open_trends(self) -> None:
        """Show what the log means."""
        from kneecoach.ui.screens.trends import Trends

        self.push_screen(Trends())

    @work(thread=True, exclusive=True, group="open")
    def open_movements(self, at: str = "") -> None:
        """Read the routines in a thread, and show their movements, beginning with the exercise `at`."""
        from kneecoach.routine.movements import read_movements
        from kneecoach.ui.screens.movements import Movements

        movements, _ = read_movements(self.paths)
        # Home says what is wrong with a routine. Before the settings are read there is no host to draw figures.
        if movements and self._settings is not None:
            self.call_from_thread(self._push, Movements(movements, at))

    def _push(self, screen: Screen[None]) -> None:
        # It may have been read while something else was opened.
        if self.screen is self._home:
            self.push_screen(screen)

    @cached_property
    def editor(self) -> LogEditor:
        """Writes new revisions of sessions."""
        from kneecoach.ui.editor import LogEditor

        return LogEditor(self.paths, self.clock)

    def go_home(self, words: str) -> None:
        """Back to Home, which reads the log again."""
        self.host.close_sound()
        self._to_home()
        if words:
            self.notify(words, markup=False)
        self._read()

    def _to_home(self) -> None:
        while self.screen is not self._home:
            self.pop_screen()

    def action_leave(self) -> None:
        """Quit; a live session asks first."""
        from kneecoach.ui.screens.live import Live

        live = next((screen for screen in self.screen_stack if isinstance(screen, Live)), None)
        if live is None or live.is_over:
            self._end()
        else:
            while self.screen is not live:
                self.screen.dismiss()  # whoever asked is told that there is no answer
            live.action_stop()

    def action_suspend_process(self) -> None:
        """Back to the shell; `fg` returns."""
        self._signals.suspend()

    def action_help(self) -> None:
        """Help on top of the screen at hand."""
        from kneecoach.ui.screens.help import Help
        from kneecoach.ui.screens.live import Live

        if not isinstance(self.screen, Help):
            self.push_screen(Help(self.screen.stand_still() if isinstance(self.screen, Live) else ""))

    def on_unmount(self) -> None:
        if "host" in self.__dict__:
            self.host.close_sound()
        if self._leftover is not None:
            self._leftover[1].release()
