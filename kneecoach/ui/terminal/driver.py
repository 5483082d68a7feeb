"""A terminal that reads slowly, or not at all any more, must not keep the program.

Textual hands what it paints to a thread, by a queue of 30. A terminal that is not read blocks that thread, and the
full queue blocks the event loop: a session stands still, and no signal is heard. Where the terminal is closed
meanwhile the thread ends, so that the loop waits for ever. Here the queue has no end, and the app (`pacing.py`)
paints no more until what it painted has been taken. At its end the program waits only while somebody may read.
"""

from __future__ import annotations

import time
from typing import IO, TYPE_CHECKING, Any, cast

from kneecoach.ui.terminal.asking import AskingDriver
from kneecoach.ui.terminal.meter import MeteredFile, OutputMeter

if TYPE_CHECKING:
    from textual.app import App

LOOK_SECONDS = 0.2
"""How often a write that waits looks whether it still should."""

PATIENCE_SECONDS = 2.0
"""How long a terminal has to read what is written when the program was told to end."""

HUNG_UP = 129
"""Exit status of a program whose terminal is gone, as though SIGHUP had said so."""


class TerminalDriver(AskingDriver):
    """Textual's driver, whose writes can be given up."""

    is_lost = False
    """Whether something was not written, because nobody reads."""
    _give_up_at = float("inf")

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.meter = OutputMeter()
        """How fast the terminal takes what is written."""
        self._file = cast("Any", MeteredFile(cast("IO[str]", self._file), self.meter))

    def start_application_mode(self) -> None:
        self.meter.reset()
        super().start_application_mode()

    def end_soon(self) -> None:
        """The program was told to end: from now on no write waits for long. May be called by a signal's handler."""
        self._give_up_at = min(self._give_up_at, time.monotonic() + PATIENCE_SECONDS)

    def write(self, data: str) -> None:
        self._put(data)

    def close(self) -> None:
        self._put(None)
        thread = self._writer_thread
        while thread is not None and thread.is_alive() and self._may_wait():
            thread.join(LOOK_SECONDS)

    def _put(self, data: str | None) -> None:
        """Hand over something to write, None at the end; nothing more once it is lost."""
        thread = self._writer_thread
        if thread is not None and thread.is_alive() and self._may_wait():
            if data:
                self.meter.handed_over(len(data))
            thread._queue.maxsize = 0
            thread._queue.put(data)
        elif data is not None and not self.is_lost:
            # Its thread has died of it: the terminal is gone, and maybe no signal says so.
            self.is_lost = True
            self._app.exit(return_code=HUNG_UP)

    def _may_wait(self) -> bool:
        if time.monotonic() > self._give_up_at:
            self.is_lost = True
        return not self.is_lost
