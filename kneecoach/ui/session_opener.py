"""From Home to Live: starts a session, or resumes, saves or deletes one that was cut off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kneecoach.errors import KneecoachError
from kneecoach.running.clock import Clock, RealClock
from kneecoach.ui.leftover import LeftoverSession

if TYPE_CHECKING:
    from kneecoach.log.record import Record
    from kneecoach.opening import OpenSession
    from kneecoach.routine.model import Routine
    from kneecoach.session.options import Options
    from kneecoach.ui.coach import Coach


class SessionOpener:
    """Opens one session after another."""

    def __init__(
        self,
        coach: Coach,
        clock: Clock | None,
        *,
        ask: bool,
        mute: bool,
        start: tuple[Routine, Options] | None,
        go_on_with: Record | None,
    ) -> None:
        """`clock` is for tests. Without `ask` there are no questions; with `mute` a resumed session has no sound.

        `start` or `go_on_with` is what the command line asked for: if it cannot begin, the app ends.
        """
        self._coach = coach
        self._clock = clock
        self._ask = ask
        self._mute = mute
        self._start = start
        self._go_on_with = go_on_with
        self._from_shell = start is not None
        self.cut_off = LeftoverSession(coach.paths)

    def choose(self, routine_id: str, *, ask: bool) -> None:
        """Start a routine from Home, with questions if `ask`."""
        from kneecoach.journal.lock import check_free
        from kneecoach.routine.library import load_routine

        coach = self._coach
        try:
            routine = load_routine(coach.paths, routine_id)
            check_free(coach.paths, coach.clock)
        except KneecoachError as error:
            self._say_at_home(error)
            return
        if coach.paths.journal.exists():
            coach.read_again()  # the process that had it was cut off meanwhile
            return
        options = coach.settings.options(pace=None, side=None, speed=1.0, mute=False)
        self.open_before(routine, options, ask=ask)

    def begin_from_shell(self) -> None:
        """Begin what the command line asked for, unless another session comes first."""
        start, partial = self._start, self._go_on_with
        self._start = self._go_on_with = None
        if start is not None:
            self._begin_new(*start)
        if partial is not None:
            why_not = self.go_on_with(partial)
            if why_not:
                self._coach.leave(why_not, 1)

    def _begin_new(self, routine: Routine, options: Options) -> None:
        from kneecoach.ui.screens.home import Home

        if self.cut_off.is_waiting:
            self._from_shell = False
            self._coach.say_at_home(Home.LEFTOVER_FIRST)
        elif self.cut_off.held:
            self._coach.leave(self.cut_off.held, 1)
        else:
            self.open_before(routine, options, ask=self._ask)

    def open_before(self, routine: Routine, options: Options, *, ask: bool) -> None:
        """Ask the questions before a session, or begin at once."""
        coach = self._coach
        coach.host.open_sound(muted=options.mute, speed=options.speed)
        if not ask:
            self.begin(routine, options)
            return
        from kneecoach.opening import with_next_loads
        from kneecoach.ui.screens.before import Before

        coach.push_screen(
            Before(routine, with_next_loads(options, coach.sessions.all, routine, coach.clock.wall().date()))
        )

    def begin(self, routine: Routine, options: Options, *, in_memory: bool = False) -> None:
        """Open the session and go to Live; with `in_memory` even if it cannot be kept on disk."""
        from kneecoach.journal.begin import CannotRecord
        from kneecoach.opening import open_new
        from kneecoach.ui.screens.dialogs import WITHOUT_SAVING, Choice

        def answered(key: str | None) -> None:
            if key == "enter":
                self.begin(routine, options, in_memory=True)

        coach = self._coach
        try:
            opened = open_new(
                coach.paths,
                routine,
                options,
                self._clock or RealClock(options.speed),
                records=None if coach.sessions.as_read is None else coach.sessions.all,
                in_memory=in_memory or not self._ask,
            )
        except CannotRecord as error:
            coach.push_screen(Choice("Go on without saving?", WITHOUT_SAVING, detail=str(error)), answered)
            return
        except KneecoachError as error:
            if self._from_shell:
                coach.leave(str(error), 1)
            coach.to_home()
            self._say_at_home(error)
            return
        self._from_shell = False
        self._open_live(opened, last=None, go_on=False)

    def _say_at_home(self, error: KneecoachError) -> None:
        from kneecoach.journal.lock import SessionTaken

        if isinstance(error, SessionTaken):
            self.cut_off.held = str(error)  # said only for as long as it is true
        self._coach.say_at_home(str(error))

    def go_on_with(self, record: Record) -> str:
        """Go to Live with the sets that are left of a partial session. Returns why not, or nothing."""
        from kneecoach.opening import open_again
        from kneecoach.ui.screens.home import Home

        if self.cut_off.is_waiting:
            return Home.LEFTOVER_FIRST
        coach = self._coach
        options = coach.settings.options(pace=None, side=None, speed=1.0, mute=False)
        records = None if coach.sessions.as_read is None else coach.sessions.all
        try:
            clock = self._clock or RealClock()
            opened = open_again(coach.paths, record, options, clock, records=records)
        except KneecoachError as error:
            return str(error)
        self._open_live(opened, last=None, go_on=False)
        return ""

    def resume_from_shell(self, problems: Sequence[str]) -> None:
        """Resume the session that was cut off, as the command line asked, or leave and say why not."""
        if self.cut_off.is_waiting:
            self.resume(go_on=not self._ask)
        else:
            self._coach.leave(" ".join(problems) or "There is no unfinished session to resume.", 1)

    def resume(self, *, go_on: bool) -> None:
        """Resume the session that was cut off, if there is one; it stays paused unless `go_on`."""
        if not self.cut_off.is_waiting:
            return
        try:
            clock = self._clock or RealClock(self.cut_off.speed)
            opened, last, words = self.cut_off.resume(clock, mute=self._mute)
        except KneecoachError as error:
            self._coach.say_at_home(str(error))
            return
        self._coach.host.say_later(words)
        self._open_live(opened, last=last, go_on=go_on)

    def save(self) -> None:
        """Save what was done of the session that was cut off, if there is one."""
        if not self.cut_off.is_waiting:
            return
        try:
            saved = self.cut_off.save(self._coach.clock)
        except KneecoachError as error:
            self._coach.say_at_home(str(error))
            return
        self._coach.open_summary(saved.record)

    def delete(self) -> None:
        """Delete the session that was cut off, after asking again."""
        from kneecoach.ui.screens.dialogs import DELETE, ConfirmDelete

        def answered(key: str | None) -> None:
            if key != DELETE:
                return
            try:
                self.cut_off.delete()
            except KneecoachError as error:
                self._coach.say_at_home(str(error))
                return
            self._coach.go_home("Deleted.")

        if self.cut_off.is_waiting:
            detail = "What was saved before stays." if self.cut_off.continues else ""
            self._coach.push_screen(ConfirmDelete("Delete the session that was cut off?", detail=detail), answered)

    def _open_live(self, opened: OpenSession, *, last: float | None, go_on: bool) -> None:
        from kneecoach.ui.screens.live import Live

        self._coach.to_home()
        header = opened.recorder.header
        sound = self._coach.host.take_sound(muted=header.mute, speed=header.speed)
        self._coach.host.prepare_voice(header.plan, muted=header.mute, speed=header.speed)
        self._coach.push_screen(Live(opened, sound, last=last, go_on=go_on))
