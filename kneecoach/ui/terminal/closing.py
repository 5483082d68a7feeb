"""How the app comes to its end: whatever happens meanwhile, and though nobody may read the terminal any more."""

from __future__ import annotations

from textual.app import ScreenStackError
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.driver import Driver
from textual.worker import WorkerFailed

from kneecoach.ui.terminal.answers import Answers
from kneecoach.ui.terminal.pacing import PacedApp


class ClosingApp(PacedApp):
    """An app that ends when it is told to."""

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver for this system; ours, where it can be told to end without a reader."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from kneecoach.ui.terminal.driver import TerminalDriver

        return TerminalDriver

    @property
    def is_unread(self) -> bool:
        """Whether nobody reads the terminal: nothing more can be said there."""
        return bool(getattr(self._driver, "is_lost", False))

    @property
    def terminal_name(self) -> str:
        """What the terminal calls itself, with its version; empty where it has not said so."""
        answers: Answers | None = getattr(self._driver, "answers", None)
        return answers.name if answers is not None else ""

    def _handle_exception(self, error: Exception) -> None:
        # Screens are taken down from the inside. One that hears of something meanwhile (a thread is ready, the
        # window has another size) finds nothing in itself: no failure, and no reason for another exit status.
        cause = error.error if isinstance(error, WorkerFailed) else error
        if not (self._exit and isinstance(cause, (NoMatches, NoScreen, ScreenStackError))):
            super()._handle_exception(error)
