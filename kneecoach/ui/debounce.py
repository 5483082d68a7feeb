"""Ignores the repeats of a held key. Terminals do not report when a key is released. Pure."""

from __future__ import annotations

HELD_SECONDS = 0.12
"""A key that comes again within this time counts as held down: terminals repeat about 30 times a second.

The first repeat of a held key comes later, after a quarter or half a second, and looks like a second press.
"""

MAX_FIRST_REPEAT_SECONDS = 0.7
"""The longest usual time before a held key's first repeat: 0.66 s in X11, 0.5 s elsewhere."""

GOING_ON = frozenset({"enter", "space", "pagedown", "media_play_pause", "media_track_next", "d", *"0123456789"})
"""Keys that lead from one screen to the next. Held down, they would run through all of them.

A digit answers a question at once, and the question after it may offer the same digit. `d` asks whether to delete
something, and then says yes.
"""


class Debounce:
    """Remembers when each key last came."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}

    def passes(self, key: str, now: float) -> bool:
        """Whether `key` at `now` (seconds) is a new press, not a repeat."""
        before = self._last.get(key)
        self._last[key] = now
        return before is None or now - before >= HELD_SECONDS


class KeyPresses:
    """Remembers where a key was pressed. Its repeats count there, not on a screen that opens meanwhile."""

    def __init__(self) -> None:
        self._key = ""
        self._at = float("-inf")
        self._place: object = None

    def counts(self, key: str, at: float, place: object, *, is_quick: bool = False) -> bool:
        """Whether a key at an instant (seconds) counts in a place, such as a screen.

        In a place that `is_quick` what looks like a first repeat is taken for a second press.
        """
        since = at - self._at if key == self._key else float("inf")
        is_held = since < HELD_SECONDS or (key in GOING_ON and not is_quick and since < MAX_FIRST_REPEAT_SECONDS)
        self._key, self._at = key, at
        if is_held and place != self._place:
            return False
        self._place = place
        return True

    def pass_over(self, key: str, at: float) -> None:
        """Ignore a key, and its repeats, everywhere."""
        self._key, self._at, self._place = key, at, None
