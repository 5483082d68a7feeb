"""Keeps the display and the computer awake while a session runs, if the system allows it.

A pure rule says when. An inhibitor does it, in its own thread, so it never delays the session.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress

from kneecoach.running.inhibitor import Inhibitor
from kneecoach.session.events import Event
from kneecoach.session.state import State

AWAKE_PAUSED_SECONDS = 300.0
"""After a pause this long the computer may sleep (real seconds, whatever the speed)."""

CLOSE_SECONDS = 0.5
"""Closing waits at most this long for the release."""


def wants_awake(state: State, paused_seconds: float) -> bool:
    """Whether the display should stay on; `paused_seconds` is the real time since the session was paused."""
    if state.stage is None or state.is_over:
        return False
    return state.paused is None or paused_seconds <= AWAKE_PAUSED_SECONDS


class Awake:
    """Holds the inhibitor while its session wants it. One object serves a whole run of the program."""

    def __init__(
        self, inhibitor: Inhibitor, say: Callable[[str], None], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """`say` gets one sentence, at most once, if the computer cannot be kept awake. Its own thread calls it.

        `monotonic` returns real seconds since some fixed instant.
        """
        self._inhibitor = inhibitor
        self._say = say
        self._monotonic = monotonic
        self._has_said = False
        self._state: State | None = None
        self._paused_at = 0.0
        self._thread: threading.Thread | None = None
        self._changed = threading.Condition()

    def listener(self, events: tuple[Event, ...], state: State) -> None:
        """Listen to a runner; returns at once."""
        with self._changed:
            if self._state is None or state.paused != self._state.paused:
                self._paused_at = self._monotonic()
            self._state = state
            self._changed.notify_all()
            if self._thread is None and self._is_wanted():
                thread = threading.Thread(target=self._keep, name="awake", daemon=True)
                # The system may be out of threads. The session then goes on without this one.
                with suppress(RuntimeError):
                    thread.start()
                    self._thread = thread

    def close(self) -> None:
        """Release the inhibitor, whatever the session does. Another session may follow.

        This waits at most CLOSE_SECONDS for a slow system: the hold ends with the process anyway.
        """
        with self._changed:
            self._state = None
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._thread is None, timeout=CLOSE_SECONDS)

    def _is_wanted(self) -> bool:
        return self._state is not None and wants_awake(self._state, self._monotonic() - self._paused_at)

    def _keep(self) -> None:
        """Hold while it is wanted. A hung thread is not replaced: it goes on when the system answers."""
        while True:
            self._hold()
            with self._changed:
                while self._is_wanted():
                    self._changed.wait(self._seconds_to_wait())
            # A hold that cannot be released ends with the process. The user need not know.
            with suppress(Exception):
                self._inhibitor.release()
            with self._changed:
                if not self._is_wanted():
                    self._thread = None
                    self._changed.notify_all()
                    return

    def _hold(self) -> None:
        try:
            reason = self._inhibitor.hold()
        except Exception as error:
            reason = f"keeping it on failed ({type(error).__name__})"
        if reason is not None and not self._has_said:
            self._has_said = True
            # The screen may be gone by now.
            with suppress(Exception):
                self._say(f"The screen may turn off: {reason}.")

    def _seconds_to_wait(self) -> float | None:
        if self._state is None or self._state.paused is None:
            return None
        left = self._paused_at + AWAKE_PAUSED_SECONDS - self._monotonic()
        return max(0.0, left) + 0.01  # a moment longer: at exactly that instant it is still wanted
