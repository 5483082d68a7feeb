"""One line with the progress of the voice for a routine, or what it cannot say. Nothing waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from kneecoach.ui.terminal.workers import work_for
from kneecoach.ui.widgets.line import Line
from kneecoach.voice import Preparation

LOOK_SECONDS = 0.25
"""How often the progress is shown."""


class VoiceLine(Line):
    """Shows the preparation of the voice, for as long as there is something to say."""

    def __init__(self, prepare: Callable[[], Preparation], *, id: str, classes: str) -> None:
        """`prepare` begins it. It is called in a thread: it looks for files."""
        super().__init__(id=id, classes=classes)
        self._prepare = prepare
        self.display = False

    def on_mount(self) -> None:
        work_for(self, self._follow, group="voice", exclusive=True)

    async def _follow(self) -> None:
        preparation = await asyncio.to_thread(self._prepare)
        while True:
            self.tell(preparation.line)
            if not preparation.is_under_way:
                return
            await asyncio.sleep(LOOK_SECONDS)
