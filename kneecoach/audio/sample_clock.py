"""Tells at which instant a frame of the stream is heard. Pure: the caller says when the device asks."""

from __future__ import annotations

from collections import deque

from kneecoach.audio.tones import SAMPLE_RATE

SETTLING = 8
"""The first requests, up to this many, only fill the device's buffer."""

REMEMBERED = 50
"""How many requests are remembered: about two seconds' worth."""

DRY_SECONDS = 0.15
"""After this long without a request, the buffer has run dry: no device's buffer that we measured is as long."""


class SampleClock:
    """Follows a stream from its start.

    A device asks for samples ahead of playing them. A request may be late, never early: so the earliest of many
    shows where the device is, and how far it has moved since the start (drift, or a buffer that ran dry).
    """

    def __init__(self, started_at: float) -> None:
        """The stream and its first frame began at the instant `started_at`."""
        self._zero = started_at
        self._last = started_at
        self._seen: deque[float] = deque(maxlen=REMEMBERED)
        self._asked = 0
        self._settled: float | None = None
        self.frames = 0
        """Frames handed out so far."""

    def ask(self, at: float) -> float:
        """The instant at which the next frame is heard, if the device asks for it at `at`."""
        if at - self._last > DRY_SECONDS:
            # The device ran dry meanwhile: earlier requests no longer show where it is.
            self._seen.clear()
        self._last = at
        self._seen.append(at - self.frames / SAMPLE_RATE)
        self._asked += 1
        earliest = min(self._seen)
        if self._asked <= SETTLING:
            self._settled = earliest
        shift = earliest - (self._settled if self._settled is not None else earliest)
        return self._zero + self.frames / SAMPLE_RATE + shift
