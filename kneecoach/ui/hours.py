"""Signals a new hour or day, so that an app left open overnight stays up to date."""

from __future__ import annotations

from datetime import datetime

from textual.app import App
from textual.signal import Signal

from kneecoach.running.clock import Clock

LOOK_SECONDS = 20.0
"""Real seconds between two checks of the clock. The first check after a computer wakes comes soon enough."""


class Hours:
    """Publishes a change of the hour, the day or the time zone."""

    def __init__(self, app: App[None], clock: Clock) -> None:
        self._app = app
        self._clock = clock
        self._seen = _hour(clock.wall())
        self.changed: Signal[datetime] = Signal(app, "hour-changed")
        """Published with the date and time."""

    def start(self) -> None:
        """Begin to check the clock; the app must be running."""
        self._app.set_interval(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """Check the clock now."""
        now = self._clock.wall()
        if _hour(now) != self._seen:
            self._seen = _hour(now)
            self.changed.publish(now)


def _hour(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H %z}"
