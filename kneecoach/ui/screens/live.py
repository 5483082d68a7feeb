"""Live: what to do now, readable from three metres."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from textual import work
from textual.app import ComposeResult
from textual.screen import Screen

from kneecoach.audio.cues import is_signal
from kneecoach.audio.lookahead import Caption
from kneecoach.journal.recorder import RECOVERED
from kneecoach.opening import OpenSession
from kneecoach.review.last_time import NO_PAST, Past
from kneecoach.session.commands import Command, GoTo, NotNow, Resume
from kneecoach.session.decide import decide
from kneecoach.session.events import Event
from kneecoach.session.keys import command_for
from kneecoach.session.state import State
from kneecoach.sound import Sound
from kneecoach.ui.bindings import LIVE
from kneecoach.ui.commands import GoToCommands
from kneecoach.ui.debounce import Debounce
from kneecoach.ui.figure_source import FigureSource
from kneecoach.ui.prefetch import FramePrefetcher
from kneecoach.ui.screens.base import KneeScreen
from kneecoach.ui.screens.live_questions import ask_load, ask_note, ask_stop
from kneecoach.ui.screens.pain_dialog import ask_pain
from kneecoach.ui.screens.session_end import SessionEnd
from kneecoach.ui.screens.variant_dialog import ask_variant, has_variants
from kneecoach.ui.session_pause import SessionPause
from kneecoach.ui.terminal.pacing import MIN_SECONDS_BETWEEN_PAINTS, MIN_SECONDS_ON_A_SLOW_LINE
from kneecoach.ui.terminal.workers import work_for
from kneecoach.ui.views.live import LiveView, live_view, next_change
from kneecoach.ui.views.live_keys import live_key_words
from kneecoach.ui.views.live_notes import NoteLine, moment, note_words
from kneecoach.ui.views.pose import PoseView, standing
from kneecoach.ui.widgets.board import Board
from kneecoach.words import set_words

FLASH_SECONDS = 0.35


class Live(KneeScreen):
    """A live session. The runner's deadlines drive it, and only what changes is painted."""

    CSS_PATH = "live.tcss"
    BINDINGS = [*LIVE]
    COMMANDS = Screen.COMMANDS | {GoToCommands}

    def __init__(self, opened: OpenSession, sound: Sound, *, last: float | None, go_on: bool) -> None:
        """`last` is the last known instant of a resumed session, which stays paused unless `go_on`."""
        super().__init__()
        self._runner = opened.runner
        self._recorder = opened.recorder
        self._sound = sound
        self._session_end = SessionEnd(self, opened, sound)
        self._source: FigureSource | None = None
        self._moves = True
        self._said = NoteLine()
        self._key_words: dict[str, str] = {}
        self._last = last
        self._go_on = go_on
        self._view: LiveView | None = None
        self._painted = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._debounce = Debounce()
        self._flash_until = 0.0
        """When the flash ends, on the clock's monotonic axis."""
        self._past = NO_PAST
        """What is known of each exercise; nothing until the log has been looked through."""
        self._session_pause = SessionPause(self, self._runner)
        self._prefetcher = FramePrefetcher(
            lambda seconds, draw: asyncio.get_running_loop().call_later(seconds, self.while_up(draw))
        )

    def body(self) -> ComposeResult:
        yield Board(id="board")

    @property
    def _board(self) -> Board:
        return self.query_one(Board)

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._take_colours())
        self._take_colours()
        self._sound.attach(self._runner)
        self._runner.listen(self.while_up(self._happened))
        self._runner.watch(self.while_up(self._look_at_disk))
        self.coach.host.keep_awake(self._runner)
        self.coach.host.watch_line(self._runner)
        if self._last is None:
            self._runner.start()
        else:
            self._runner.bring_back(self._last)
            if self._go_on and not self._runner.state.is_over:
                self._runner.send(Resume(is_automatic=True))
        unsaid = self.coach.host.take_unsaid()
        if unsaid:
            self.say(unsaid)
        work_for(self, self._run, group="session")
        self.coach.sessions.changed.subscribe(self, lambda _records: self._look_back())
        self._look_back()

    @work(thread=True, exclusive=True, group="look")
    def _look_back(self) -> None:
        """Look up in a thread how each exercise was last done, so that no key waits for it."""
        self.app.call_from_thread(
            self.while_up(self._take_past),
            self.coach.sessions.past(self._recorder.header.id, self._runner.state.units),
        )

    def _take_past(self, past: Past) -> None:
        self._past = past
        self._paint()

    def _take_colours(self) -> None:
        """Draw the figure in the theme's colours."""
        host = self.coach.host
        self._source, self._moves = host.figures(), host.moves
        self.set_class(not self._moves, "-still")
        shown = self._board.figure
        shown.sixteen = self._source is not None and self._source.style == "sixteen"
        shown.restyle()
        self._paint_again()

    async def _run(self) -> None:
        await self._runner.run()
        await self._session_end.finish()

    def fit(self, width: int, height: int) -> None:
        super().fit(width, height)
        self._board.fit(width, height, figure=self._has_figure())
        self.refresh_keys()
        self._paint_again()

    def _has_figure(self) -> bool:
        name = self._runner.state.exercise.figure
        return self._source is not None and name is not None and self._source.figure(name) is not None

    def _happened(self, events: tuple[Event, ...], state: State) -> None:
        for event in events:
            note = note_words(event, state)
            if note is not None:
                self._note(note)
        if is_signal(events):
            self._signal()
        if any(event.command for event in events):
            self._paint()
        else:
            self._paint_soon()

    def _signal(self) -> None:
        """Ring the bell or flash, if there is no sound."""
        if self._sound.rings_bell:
            self.app.bell()
        if self._sound.flashes:
            self._flash_until = self._runner.clock.monotonic() + FLASH_SECONDS

    def _show_flash(self) -> float | None:
        """Show or end the flash. Returns the session seconds until it ends, or None if it has ended."""
        left = self._flash_until - self._runner.clock.monotonic()
        self._board.flash(left > 0)
        return left * self._runner.clock.speed if left > 0 else None

    def say(self, note: str) -> None:
        """Show a note of what just happened."""
        self._note(note)
        self._paint()

    def _note(self, note: str) -> None:
        """Set the note that the next paint shows. The paint also sets the timer for its end."""
        self._said.say(note, self._runner.clock.monotonic())

    def refuse(self, why: str) -> None:
        """Show why a key does nothing, for as long as that is so."""
        self._said.refuse(why, self._runner.clock.monotonic(), moment(self._runner.state))
        self._paint()

    def _look_at_disk(self) -> None:
        """Show at once that the session cannot be kept on disk, or that it can again."""
        if self.app.screen is not self:
            return  # a screen on top hides the line; it is shown once that screen has closed
        problem = self._recorder.problem
        # The problem comes first, because the line may be short.
        trouble = "" if problem is None else f"Not on disk: {problem.rsplit(': ', 1)[-1]}. The session goes on."
        if trouble != self._said.trouble:
            self._said.trouble = trouble
            self.say(trouble or RECOVERED)

    def _show_said(self) -> Caption:
        """Show the note and, after a while, the caption of the sound."""
        caption = self._sound.caption(self._runner.now())
        paused = self._runner.state.paused is not None
        where, now = moment(self._runner.state), self._runner.clock.monotonic()
        words = self._said.words(self._heard(caption.words), now, where, paused=paused)
        self._board.say(words, is_note=self._said.is_urgent)
        return caption

    def _note_ends_in(self) -> float | None:
        """Session seconds until the note ends by itself: in self pace nothing else may change before that."""
        clock, paused = self._runner.clock, self._runner.state.paused is not None
        left = self._said.ends_in(clock.monotonic(), paused=paused)
        return None if left is None else left * clock.speed

    def _heard(self, words: str) -> str:
        """The words of a caption, unless they are already on the screen."""
        shown = self._view.action[0] if self._view is not None else ""
        return "" if words.casefold() == shown.casefold() else words

    def _paint_soon(self) -> None:
        """Paint now or, after a recent paint, once a tenth of a second has passed."""
        since = self._runner.clock.monotonic() - self._painted
        if since >= MIN_SECONDS_BETWEEN_PAINTS:
            self._paint()
        else:
            self._paint_in(MIN_SECONDS_BETWEEN_PAINTS - since)

    def _paint_in(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        # Not one of Textual's timers: each is a task, and sends a message to get here.
        self._timer = asyncio.get_running_loop().call_later(seconds, self.while_up(self._wake))

    def _wake(self) -> None:
        # Events due at this very instant come first. Otherwise the end of the old phase would be painted again, and
        # the new one a tenth of a second late.
        self._runner.advance()
        self._paint()

    def _paint(self) -> None:
        state = self._runner.state
        if state.stage is None or not (self.is_mounted and self.is_up):
            return
        now = self._runner.now()
        self._painted = self._runner.clock.monotonic()
        self._show_keys()
        self._board.fit(*self.size, figure=self._has_figure())
        figure = self._board.has_figure
        # A slow line's capacity is for words and digits.
        slow = self.coach.line_is_slow
        moves = self._moves and figure and not slow
        view = live_view(state, now, moves=moves, speed=self._runner.clock.speed, past=self._past)
        if not figure or slow:
            view = replace(view, pose=standing(view.pose) if figure else None)
        if view != self._view:
            self._view = view
            self._board.show(view)
            self._show_figure(view.pose)
        caption = self._show_said()
        changes = [
            change
            for change in (
                next_change(state, now, moves=moves),
                caption.changes_in,
                self._show_flash(),
                self._note_ends_in(),
            )
            if change is not None
        ]
        least = MIN_SECONDS_ON_A_SLOW_LINE if slow else MIN_SECONDS_BETWEEN_PAINTS
        if changes:
            self._paint_in(max(least, min(changes) / self._runner.clock.speed))

    @property
    def footer_words(self) -> dict[str, str]:
        return self._key_words

    @property
    def left_edge(self) -> int:
        return self._board.air

    def _show_keys(self) -> None:
        words = live_key_words(self._runner.state, muted=self._sound.muted)
        if words != self._key_words:
            self._key_words = words
            self.refresh_keys()

    def _show_figure(self, pose: PoseView | None) -> None:
        shown = self._board.figure
        if not self._board.has_figure or self._source is None or pose is None:
            return
        if shown.size.area == 0:
            return  # not laid out yet: it reports when it is
        shown.show_pose(self._source, pose, moves=self._moves)
        self._prefetcher.follow(self._source, self._runner.state, pose, shown, moves=self._moves)

    def on_figure_view_resized(self) -> None:
        if self._view is not None and self.is_up:
            self._show_figure(self._view.pose)

    def _paint_again(self) -> None:
        self._view = None
        self._paint()

    def action_press(self, key: str) -> None:
        """Do what a key of the session asks."""
        if self._debounce.passes(key, self.coach.pressed_at):
            self._session_pause.go_on()
            self._send(key)

    def _send(self, asked: str | Command) -> None:
        try:
            command = command_for(asked, self._runner.state) if isinstance(asked, str) else asked
            self._note("")
            known = self._said.trouble
            self._runner.send(command)
            if self._said.trouble not in {"", known}:
                self.say(self._said.trouble)  # more urgent than the command's own note
        except NotNow as refused:
            self.refuse(str(refused))

    @property
    def is_over(self) -> bool:
        """Whether the session has ended."""
        return self._runner.state.is_over

    @property
    def titles(self) -> list[str]:
        """Each planned set in words, in order."""
        return [f"{planned.exercise.title}, {set_words(planned)}" for planned in self._runner.state.plan.sets]

    def go_to(self, index: int) -> None:
        """Go to a planned set."""
        self._session_pause.go_on()
        self._send(GoTo(index))

    def stand_still(self) -> str:
        """Pause because a screen is about to open on top. Returns where the session is, in words."""
        return self._session_pause.standing if self._session_pause.stand_still() else ""

    def on_screen_suspend(self) -> None:
        """Pause, since another screen is on top."""
        self._session_pause.stand_still()

    def on_screen_resume(self) -> None:
        """Resume, since no screen is on top."""
        self._session_pause.go_on()

    def is_possible(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Whether the engine would accept the action's command now."""
        state = self._runner.state
        try:
            match action, parameters:
                case "press", (str(key),):
                    decide(state, command_for(key, state), self._runner.now())
                case "go_to", (int(index),):
                    decide(state, GoTo(index), self._runner.now())
                case "load", ():
                    return state.exercise.load and not state.is_over
                case "variant", ():
                    return has_variants(state)
                case "pain" | "stop" | "note", ():
                    return not state.is_over
        except NotNow:
            return False
        return True

    def action_mute(self) -> None:
        """Turn the sound off or on."""
        self._sound.mute(not self._sound.muted)
        self.say("Sound off." if self._sound.muted else "Sound on.")

    def action_pain(self) -> None:
        """Ask how the knee feels now."""
        ask_pain(self._session_pause, self._send, self.say, self.action_stop, self._runner, self.coach)

    def action_variant(self) -> None:
        """Ask for an easier, harder or no-equipment variant."""
        ask_variant(self._session_pause, self._send, self.refuse, self._runner)

    def action_load(self) -> None:
        """Ask for the load."""
        ask_load(self._session_pause, self._send, self.refuse, self._runner)

    def action_note(self) -> None:
        """Ask for a note on the current exercise."""
        ask_note(self._session_pause, self._send, self._runner, self._past)

    def action_stop(self) -> None:
        """Pause and ask what to do."""
        continues = self._recorder.header.continues is not None
        ask_stop(self._session_pause, self._send, self.say, continues=continues)

    def on_unmount(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._sound.close(finish=False)
        self.coach.host.let_sleep()
        # Closed mid-session: the journal stays, for `kneecoach resume`.
        self._session_end.leave()
