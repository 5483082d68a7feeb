"""Throwing away the session that was cut off, after asking again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kneecoach.errors import KneecoachError
from kneecoach.journal.journal import Leftover
from kneecoach.journal.lock import SessionLock
from kneecoach.journal.recorder import reopen
from kneecoach.ui.screens.dialogs import Choice

if TYPE_CHECKING:
    from kneecoach.ui.app import KneecoachApp


def ask_to_discard(
    app: KneecoachApp,
    leftover: Leftover,
    lock: SessionLock,
    *,
    done: Callable[[], None],
    failed: Callable[[str], None],
) -> None:
    """Ask, and on a yes throw the session away; then call `done`, or `failed` with a sentence."""

    def answered(key: str | None) -> None:
        if key != "y":
            return
        try:
            reopen(app.paths, leftover, lock).discard()
        except KneecoachError as error:
            failed(str(error))
            return
        done()

    answers = {"y": "yes, throw it away", "n": "no, keep it"}
    app.push_screen(Choice("Throw away the session that was cut off?", answers), answered)
