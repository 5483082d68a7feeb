"""Handles the signals that end, suspend, stop and continue the program, and keeps the terminal sane.

Textual (8.2.8; no issue filed) assumes that SIGCONT always follows its own suspend. After a SIGSTOP two threads
read the keys, the program never ends, and the terminal stays raw. It also stops only its own process, so that a
parent (`make run`) keeps the shell waiting. Both are handled here, in the event loop: a Python signal handler can
interrupt any code, and would wait for locks that this code holds.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from textual.app import App
from textual.driver import Driver


class Signals:
    """Ends, stops and continues one app in its terminal. Does nothing on systems without these signals."""

    def __init__(self, app: App[None], end: Callable[[int], None]) -> None:
        """Create it in the event loop, once the app runs; `end` closes the app with an exit status."""
        self._app = app
        self._end = end
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            if hasattr(signal, name):
                with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                    self._end_on(getattr(signal, name))
        self._listen()

    def _end_on(self, number: signal.Signals) -> None:
        loop, end_soon = asyncio.get_running_loop(), getattr(self._app._driver, "end_soon", None)
        if end_soon is None:
            loop.add_signal_handler(number, lambda: self._end(128 + number))
            return

        def told(*_: object) -> None:
            # Not through the loop, which may be waiting for a terminal that nobody reads.
            end_soon()
            loop.call_soon_threadsafe(self._end, 128 + number)

        signal.signal(number, told)

    def suspend(self) -> None:
        """Give the terminal back and stop the shell's whole job; returns after `fg`."""
        driver = self._driver
        if driver is None or sys.platform == "win32":
            return
        self._app.app_suspend_signal.publish(self._app)
        driver.suspend_application_mode()
        with self._not_listening():
            # Without a shell with job control nobody could continue us; the system then ignores the signal.
            os.killpg(os.getpgrp(), signal.SIGTSTP)
            _wait_for_the_foreground()
        driver.resume_application_mode()
        self._app.app_resume_signal.publish(self._app)
        self._app.refresh(layout=True)

    def _continued(self) -> None:
        """Take the terminal again after a SIGSTOP: another program may have used it."""
        driver = self._driver
        if driver is None:
            return
        with self._not_listening():
            _wait_for_the_foreground()
        driver.suspend_application_mode()
        driver.resume_application_mode()
        self._app.refresh(layout=True)

    @property
    def _driver(self) -> Driver | None:
        driver = self._app._driver
        return driver if driver is not None and driver.can_suspend else None

    def _handlers(self) -> dict[str, Callable[[], None]]:
        return {"SIGTSTP": self.suspend, "SIGCONT": self._continued}

    def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        for name, handler in self._handlers().items():
            if self._driver is not None and hasattr(signal, name):
                with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(getattr(signal, name), handler)

    @contextmanager
    def _not_listening(self) -> Iterator[None]:
        """Within this context the signals have their default effect."""
        loop = asyncio.get_running_loop()
        for name in self._handlers():
            loop.remove_signal_handler(getattr(signal, name))
        try:
            yield
        finally:
            self._listen()


def _wait_for_the_foreground() -> None:
    """Wait while the terminal belongs to another job: after `bg`, until `fg`."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):  # not our controlling terminal
        while os.tcgetpgrp(sys.__stdin__.fileno() if sys.__stdin__ else 0) != os.getpgrp():
            os.kill(os.getpid(), signal.SIGSTOP)
