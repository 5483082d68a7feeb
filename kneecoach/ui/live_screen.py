"""The live session among the open screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from kneecoach.ui.terminal.screen_life import SafeScreen

if TYPE_CHECKING:
    from kneecoach.ui.screens.live import Live


def say_on_live(app: App[None], words: str) -> bool:
    """Show a sentence on the session's screen. Returns False if there is none that can show it."""
    live = _live(app)
    if live is None or not live.is_up:
        return False
    live.say(words)
    return True


def ask_to_stop(app: App[None]) -> bool:
    """Close what is open above a live session and ask how to end it. Returns False if none is live."""
    live = _live(app)
    if live is None or live.is_over:
        return False
    while app.screen is not live:
        top = app.screen
        if isinstance(top, SafeScreen):
            top.keep_typed()
        top.dismiss()  # if nothing was typed, the screen that asked gets no answer
    live.action_stop()
    return True


def stand_still(app: App[None]) -> str:
    """Pause the live session if its screen is on top. Returns where it is, in words, or nothing."""
    from kneecoach.ui.screens.live import Live

    return app.screen.stand_still() if isinstance(app.screen, Live) else ""


def _live(app: App[None]) -> Live | None:
    from kneecoach.ui.screens.live import Live

    return next((screen for screen in app.screen_stack if isinstance(screen, Live)), None)
