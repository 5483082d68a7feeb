"""Asking on top of Live: the session stands still meanwhile, and afterwards goes on by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual.screen import Screen

from kneecoach.running.runner import Runner
from kneecoach.session.commands import NotNow, Pause, Resume
from kneecoach.ui.screens.dialogs import Dialog
from kneecoach.ui.views.live import standing_words

T = TypeVar("T")


class Asking:
    """Pauses one session while anything lies on top of its screen: a dialog, Help, the command palette."""

    def __init__(self, live: Screen[None], runner: Runner) -> None:
        self._live = live
        self._runner = runner
        self._is_ours = False
        """Whether it stands still because of this; a pause of the user's stays one."""
        self._unanswered = 0

    def ask(self, dialog: Callable[[], Dialog[T]], answered: Callable[[T | None], None]) -> None:
        """Stand still, make a dialog for where the session now is, and show it; not once the session is over.

        What `answered` sends finds the session still paused where it was asked about. It may ask again.
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
        """Where the session stands, in words."""
        return standing_words(self._runner.state, self._runner.now())

    def stand_still(self) -> bool:
        """Pause, unless it is paused; False where the session is over."""
        self._runner.advance()
        if self._runner.state.paused is None:
            try:
                self._runner.send(Pause(is_automatic=True))
            except NotNow:
                return False
            self._is_ours = True
        return not self._runner.state.is_over

    def go_on(self) -> None:
        """Go on with what was paused here, once nothing is asked any more."""
        if self._unanswered or self._live.app.screen is not self._live:
            return
        ours, self._is_ours = self._is_ours, False
        if ours and self._runner.state.paused is not None and not self._runner.state.is_over:
            self._runner.send(Resume(is_automatic=True))

    def stay(self) -> None:
        """Leave it paused until the user goes on."""
        self._is_ours = False
