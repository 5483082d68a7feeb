"""At which instant a frame of the stream is heard. Pure: it is told when the device asks."""

from __future__ import annotations

from collections import deque

from kneecoach.audio.tones import SAMPLE_RATE

SETTLING = 8
"""So many requests after the start belong to the filling of the device's buffer."""

REMEMBERED = 50
"""So many requests are looked at: about two seconds."""


DRY_SECONDS = 0.15
"""Nothing asked for during this time: longer than any device's buffer here lasts."""


class SampleClock:
    """Follows a stream from its start. A device asks for samples some way ahead of hearing them, never late on
    purpose: the earliest of many requests tells where it is, and how far it has moved since the start (drift, a
    buffer that ran dry)."""

    def __init__(self, started_at: float) -> None:
        """The stream began at the instant `started_at`, and so did its first frame."""
        self._zero = started_at
        self._last = started_at
        self._seen: deque[float] = deque(maxlen=REMEMBERED)
        self._asked = 0
        self._settled: float | None = None
        self.frames = 0
        """Frames handed out so far."""

    def ask(self, at: float) -> float:
        """The device asks for more at an instant; when the next frame will be heard."""
        if at - self._last > DRY_SECONDS:
            # The device has run dry meanwhile: what it asked before says nothing any more of where it is.
            self._seen.clear()
        self._last = at
        self._seen.append(at - self.frames / SAMPLE_RATE)
        self._asked += 1
        earliest = min(self._seen)
        if self._asked <= SETTLING:
            self._settled = earliest
        shift = earliest - (self._settled if self._settled is not None else earliest)
        return self._zero + self.frames / SAMPLE_RATE + shift
