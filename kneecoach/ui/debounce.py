"""A held key repeats; its repeats do not count. Terminals tell no key's release."""

from __future__ import annotations

HELD_SECONDS = 0.12
"""A key that comes again within this time is taken as held down: terminals repeat some 30 times a second.

The first repeat of a held key comes later, after a quarter or half a second, and looks like a second press.
"""


class Debounce:
    """Remembers when each key last came."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}

    def passes(self, key: str, now: float) -> bool:
        """Whether `key`, coming at `now` (seconds), is a press of its own."""
        before = self._last.get(key)
        self._last[key] = now
        return before is None or now - before >= HELD_SECONDS
