"""Keeps the display and the computer awake while a session runs, as far as the system lets it.

A pure rule says when; an inhibitor does it, in a thread of its own. Nothing it does, and nothing it fails to do,
holds up the session.
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
"""A session paused for longer than this may go to sleep (real seconds, whatever the speed)."""

CLOSE_SECONDS = 0.5
"""The longest that closing waits for the release."""


def wants_awake(state: State, paused_seconds: float) -> bool:
    """Whether the display should stay on; `paused_seconds` are the real seconds since the session was paused."""
    if state.stage is None or state.is_over:
        return False
    return state.paused is None or paused_seconds <= AWAKE_PAUSED_SECONDS


class Awake:
    """Holds an inhibitor while the session that it listens to wants it. One serves a whole run of the program."""

    def __init__(
        self, inhibitor: Inhibitor, say: Callable[[str], None], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """`say` gets one sentence, once at most, where the computer cannot be kept awake.

        It is called from this object's own thread. `monotonic` gives real seconds from some fixed instant.
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
                # There may be no more threads to be had: then the session goes on without.
                with suppress(RuntimeError):
                    thread.start()
                    self._thread = thread

    def close(self) -> None:
        """Let go, whatever the session does; another one may be listened to afterwards.

        A system that is slow to answer is not waited for: what is held ends with the process in any case.
        """
        with self._changed:
            self._state = None
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._thread is None, timeout=CLOSE_SECONDS)

    def _is_wanted(self) -> bool:
        return self._state is not None and wants_awake(self._state, self._monotonic() - self._paused_at)

    def _keep(self) -> None:
        """Hold while it is wanted. A thread that hangs is not replaced: it goes on when the system answers."""
        while True:
            self._hold()
            with self._changed:
                while self._is_wanted():
                    self._changed.wait(self._seconds_to_wait())
            # What cannot be released is gone when the process ends; there is nothing for the user to do.
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
            # Nobody may be there any more to be told.
            with suppress(Exception):
                self._say(f"The display may go to sleep: {reason}.")

    def _seconds_to_wait(self) -> float | None:
        if self._state is None or self._state.paused is None:
            return None
        left = self._paused_at + AWAKE_PAUSED_SECONDS - self._monotonic()
        return max(0.0, left) + 0.01  # a moment more: at that very instant it is still wanted
