"""A terminal that reads slowly, or has stopped reading, must not block the program.

Textual (8.2.8; no issue filed) hands its paints to a thread, through a queue of 30. If nobody reads the terminal,
that thread blocks, and the full queue blocks the event loop: the session stalls, and signals are not handled.
If the terminal is then closed, the thread ends and the loop waits forever. Here the queue is unbounded, and the app
(`pacing.py`) does not paint again until its last paint has been taken. When it closes, the program waits only while
somebody may read.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Any, cast

from kneecoach.ui.terminal.asking import AskingDriver
from kneecoach.ui.terminal.meter import MeteredFile, OutputMeter

if TYPE_CHECKING:
    from textual.app import App

LOOK_SECONDS = 0.2
"""Seconds between a waiting write's checks of whether to go on waiting."""

PATIENCE_SECONDS = 2.0
"""How long, in seconds, the terminal has to read the last output once the program was told to end."""

HUNG_UP = 129
"""Exit status of a program whose terminal is gone: the same as after SIGHUP."""


class TerminalDriver(AskingDriver):
    """Textual's driver, with writes that can be abandoned."""

    is_lost = False
    """Whether output was lost because nobody reads."""
    _give_up_at = float("inf")

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        # Rich (15) takes a terminal called dumb for 80 x 25, whatever its size: the screen would never settle.
        self._size = size or self._get_terminal_size()
        self.meter = OutputMeter()
        """Measures how fast the terminal takes output."""
        self.before_stop: Callable[[], None] = lambda: None
        """Called before the terminal is given back: at the end, after a crash, and before a suspension."""
        self._file = cast("Any", MeteredFile(cast("IO[str]", self._file), self.meter))

    def start_application_mode(self) -> None:
        self.meter.reset()
        super().start_application_mode()

    def stop_application_mode(self) -> None:
        self.before_stop()
        super().stop_application_mode()

    def end_soon(self) -> None:
        """From now on, let no write wait for long: the program is ending. A signal handler may call this."""
        self._give_up_at = min(self._give_up_at, time.monotonic() + PATIENCE_SECONDS)

    def write(self, data: str) -> None:
        self._put(data)

    def close(self) -> None:
        self._put(None)
        thread = self._writer_thread
        while thread is not None and thread.is_alive() and self._may_wait():
            thread.join(LOOK_SECONDS)

    def _put(self, data: str | None) -> None:
        """Queue something to write, or None at the end; nothing once output is lost."""
        thread = self._writer_thread
        if thread is not None and thread.is_alive() and self._may_wait():
            if data:
                self.meter.handed_over(len(data))
            thread._queue.maxsize = 0
            thread._queue.put(data)
        elif data is not None and not self.is_lost:
            # The writer's thread has died: the terminal is gone, maybe without a signal.
            self.is_lost = True
            self._app.exit(return_code=HUNG_UP)

    def _may_wait(self) -> bool:
        if time.monotonic() > self._give_up_at:
            self.is_lost = True
        return not self.is_lost
