"""The end of a session on Live: its record is saved, and only then Summary opens."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from kneecoach.errors import KneecoachError
from kneecoach.opening import Opened
from kneecoach.session.events import Status
from kneecoach.sound import Sound
from kneecoach.ui.screens.dialogs import Choice

if TYPE_CHECKING:
    from kneecoach.ui.screens.live import Live

RETRY = {"r": "try again", "k": "leave it: kneecoach resume saves it later"}


class Ending:
    """What becomes of a session that has ended."""

    def __init__(self, live: Live, opened: Opened, sound: Sound) -> None:
        self._live = live
        self._runner = opened.runner
        self._keeper = opened.keeper
        self._sound = sound

    async def finish(self) -> None:
        """Save the record, in a thread because a disk may be slow."""
        coach = self._live.coach
        if self._runner.state.status is Status.DISCARDED:
            self._keeper.discard()
            coach.go_home("Thrown away.")
            return
        try:
            saved = await asyncio.to_thread(self._keeper.save, self._runner.state, self._runner.clock)
        except KneecoachError as error:
            coach.push_screen(Choice("The session is not saved yet", RETRY, detail=str(error)), self._unsaved)
            return
        self._sound.saved(saved.record.status)
        self._sound.close()
        coach.open_summary(saved.record)

    def _unsaved(self, key: str | None) -> None:
        if key == "k":
            self._keeper.close()
            self._live.coach.go_home("Not saved yet; `kneecoach resume` saves it.")
        else:
            self._live.run_worker(self.finish())
