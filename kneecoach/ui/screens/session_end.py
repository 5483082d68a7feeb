"""The end of a session on Live: saves its record and then opens Summary. If saving fails, asks what to do."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

from kneecoach.errors import KneecoachError
from kneecoach.log.rescue import write_record
from kneecoach.opening import OpenSession
from kneecoach.paths import home_folder
from kneecoach.running.runner import CLOSED
from kneecoach.session.events import Status
from kneecoach.sound import Sound
from kneecoach.ui.screens.base import KneeScreen
from kneecoach.ui.screens.dialogs import AskFile, Choice
from kneecoach.ui.terminal.workers import SAVING, work_for

RETRY = {"s": "try again to save it", "f": "save to another file", "k": "not now: kneecoach resume saves it later"}
IN_MEMORY = "not now: it is printed when you quit"
"""What quitting means for a session that is not on disk."""


class SessionEnd:
    """Saves a session that has ended, or that the user leaves."""

    def __init__(self, live: KneeScreen, opened: OpenSession, sound: Sound) -> None:
        self._live = live
        self._runner = opened.runner
        self._recorder = opened.recorder
        self._sound = sound
        self._is_settled = False

    async def finish(self) -> None:
        """Save the record, in a thread because the disk may be slow."""
        coach = self._live.coach
        if self._runner.state.status is Status.DISCARDED:
            self._is_settled = True
            self._recorder.discard()
            kept = " What was saved before stays." if self._recorder.header.continues is not None else ""
            coach.go_home(f"Deleted.{kept}")
            return
        try:
            saved = await asyncio.to_thread(self._recorder.save, self._runner.state, self._runner.clock)
        except KneecoachError as error:
            if self._live.is_up:  # else `leave` has handled it
                self._ask(str(error))
            return
        self._is_settled = True
        self._sound.saved(saved.record.status)
        self._sound.close()
        if self._live.is_up:
            coach.open_summary(saved.record)

    def leave(self) -> None:
        """The screen closes: save an ended session, if it is not saved yet; pause one that is still going."""
        self._runner.cut_off(CLOSED, notify=False)
        state, clock = self._runner.state, self._runner.clock
        if not self._is_settled and state.is_over and state.status is not Status.DISCARDED:
            # The user quit between the last rep and Summary.
            with contextlib.suppress(KneecoachError):
                self._recorder.save(state, clock)
                self._is_settled = True
        self._give_up()

    def _give_up(self) -> None:
        """Let the app print, after it has closed, a record that is not on disk."""
        if self._is_settled:
            return
        self._is_settled = True
        self._recorder.close()
        state, clock = self._runner.state, self._runner.clock
        if state.is_over and state.status is not Status.DISCARDED:
            self._live.coach.unsaved.append(self._recorder.record(state, clock))
        elif (record := self._recorder.only_in_memory(state, self._runner.now(), clock)) is not None:
            self._live.coach.unsaved.append(record)

    def _ask(self, why: str) -> None:
        answers = RETRY if self._recorder.is_on_disk else {**RETRY, "k": IN_MEMORY}
        self._live.app.push_screen(
            Choice("The session is not saved yet", answers, detail=why, quiet_seconds=1.0),
            lambda key: self._answered(key, why),
        )

    def _answered(self, key: str | None, why: str) -> None:
        coach = self._live.coach
        if key == "k":
            on_disk = self._recorder.is_on_disk
            self._give_up()
            coach.go_home(
                "Not saved yet; `kneecoach resume` saves it."
                if on_disk
                else "Not saved yet; it is printed when you quit."
            )
        elif key == "f":
            record = self._recorder.record(self._runner.state, self._runner.clock)
            suggested = (home_folder() or Path()) / f"kneecoach-{record.started_at:%Y-%m-%d-%H%M}.jsonl"
            coach.push_screen(
                AskFile("Save the session to", str(suggested), lambda name: write_record(name, record)),
                lambda path: self._ask(why) if path is None else self._saved_to(path),
            )
        else:
            work_for(self._live, self.finish, group=SAVING)

    def _saved_to(self, path: Path) -> None:
        self._is_settled = True
        self._recorder.close()
        self._live.coach.go_home(f"Saved in {path}; `kneecoach import` brings it into the history.")
