"""The clock of the day as an event: an app left open over night counts and asks anew."""

from __future__ import annotations

from datetime import datetime

from textual.app import App
from textual.signal import Signal

from kneecoach.running.clock import Clock

LOOK_SECONDS = 20.0
"""Real seconds between two looks at the clock. A computer that slept is looked at soon after it wakes."""


class Hours:
    """Tells whoever shows something of today that it is another hour, another day or another time zone."""

    def __init__(self, app: App[None], clock: Clock) -> None:
        self._app = app
        self._clock = clock
        self._seen = _hour(clock.wall())
        self.changed: Signal[datetime] = Signal(app, "hour-changed")
        """Told with the date and time."""

    def start(self) -> None:
        """Begin to look at the clock; once the app runs."""
        self._app.set_interval(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """Look at the clock now."""
        now = self._clock.wall()
        if _hour(now) != self._seen:
            self._seen = _hour(now)
            self.changed.publish(now)


def _hour(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H %z}"
