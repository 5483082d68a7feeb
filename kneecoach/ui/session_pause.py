"""Pauses the session while a question covers Live, and resumes it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual.screen import Screen

from kneecoach.running.runner import Runner
from kneecoach.session.commands import NotNow, Pause, Resume
from kneecoach.ui.screens.dialogs import Dialog
from kneecoach.ui.views.live import standing_words

T = TypeVar("T")


class SessionPause:
    """Pauses one session while anything covers its screen: a dialog, Help, the command palette."""

    def __init__(self, live: Screen[None], runner: Runner) -> None:
        self._live = live
        self._runner = runner
        self._is_ours = False
        """Whether this made the pause. A pause made by the user stays."""
        self._unanswered = 0

    def ask(self, dialog: Callable[[], Dialog[T]], answered: Callable[[T | None], None]) -> None:
        """Pause, make a dialog for the session as it is then, and show it. Does nothing once the session is over.

        `answered` is called while the session is still paused. It may ask again.
        """
        if not self.stand_still():
            return
        self._unanswered += 1
        asks = dialog()
        asks.stand_below(self.standing)

        def done(answer: T | None) -> None:
            self._unanswered -= 1
            answered(answer)
            self.go_on()

        self._live.app.push_screen(asks, done)

    @property
    def standing(self) -> str:
        """Where the session is, in words."""
        return standing_words(self._runner.state, self._runner.now())

    def stand_still(self) -> bool:
        """Pause, unless it is paused already; False if the session is over."""
        self._runner.advance()
        if self._runner.state.paused is None:
            try:
                self._runner.send(Pause(is_automatic=True))
            except NotNow:
                return False
            self._is_ours = True
        return not self._runner.state.is_over

    def go_on(self) -> None:
        """Resume what was paused here, once no question is left."""
        if self._unanswered or self._live.app.screen is not self._live:
            return
        ours, self._is_ours = self._is_ours, False
        if ours and self._runner.state.paused is not None and not self._runner.state.is_over:
            self._runner.send(Resume(is_automatic=True))

    def stay(self) -> None:
        """Leave it paused until the user resumes."""
        self._is_ours = False
