"""A held key repeats; only its first press counts. Terminals tell no key's release."""

from __future__ import annotations

HELD_SECONDS = 0.25
"""A key that comes again within this time is taken as held down."""

SHORT_SECONDS = 0.1
"""The same for keys one presses several times in a row."""

QUICK_KEYS = frozenset("u+-")


class Debounce:
    """Remembers when each key last came."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}

    def passes(self, key: str, now: float) -> bool:
        """Whether `key`, coming at `now` (seconds), is a press of its own."""
        before = self._last.get(key)
        self._last[key] = now
        return before is None or now - before >= (SHORT_SECONDS if key in QUICK_KEYS else HELD_SECONDS)
