"""Closes the app reliably, whatever happens meanwhile, even if nobody reads the terminal.

Textual (8.2.8; no issue filed) may crash or hang if its screens are asked for something while it takes them down.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial

from textual.app import ScreenStackError
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.driver import Driver
from textual.worker import WorkerFailed

from kneecoach.ui.terminal.answers import AnswerReader
from kneecoach.ui.terminal.pictures import PictureApp
from kneecoach.ui.terminal.workers import SAVING, work_for

MAX_SAVING_SECONDS = 2.0


class ClosingApp(PictureApp):
    """An app that ends when it is told to."""

    def get_driver_class(self) -> type[Driver]:
        """The driver: TerminalDriver, which can end without a reader, if the system allows it, or Textual's."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from kneecoach.ui.terminal.driver import TerminalDriver

        return TerminalDriver

    @property
    def is_unread(self) -> bool:
        """Whether nobody reads the terminal, so that nothing can be printed there."""
        return bool(getattr(self._driver, "is_lost", False))

    @property
    def answers(self) -> AnswerReader:
        """What the terminal has answered so far; nothing if it was not asked."""
        answers = getattr(self._driver, "answers", None)
        return answers if isinstance(answers, AnswerReader) else AnswerReader()

    def exit_when_saved(self, status: int) -> None:
        """Exit with a status once the workers that save have done so, unless a disk keeps them too long."""
        # Afterwards: the answer of a dialog that was just closed comes next, and may be what is to be saved.
        self.call_later(work_for, self, partial(self._exit_when_saved, status), group="exit")

    async def _exit_when_saved(self, status: int) -> None:
        saving = [worker.wait() for worker in self.workers if worker.group == SAVING and not worker.is_finished]
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*saving, return_exceptions=True), MAX_SAVING_SECONDS)
        self.exit(return_code=status)

    def _handle_exception(self, error: Exception) -> None:
        # Textual takes screens down from the inside. One that gets a message meanwhile (a thread has finished, the
        # window was resized) no longer finds its widgets. That is no failure, so the exit status stays.
        cause = error.error if isinstance(error, WorkerFailed) else error
        if not (self._exit and isinstance(cause, (NoMatches, NoScreen, ScreenStackError))):
            super()._handle_exception(error)
