"""Reads a score from the keys that people press. Pure: instants are arguments."""

from __future__ import annotations

from kneecoach.session.keys import MAX_PAIN, NUMBERS, TEN_KEY

MAX_TEN_SECONDS = 1.5
"""The longest time between the 1 and the 0 of a typed 10. A later 0 is a new answer."""
BETWEEN_WORDS = frozenset({"space", "comma", "full_stop", "apostrophe", "minus"})
"""Keys that do not end a text."""


class TypedScore:
    """Turns digits into scores from 0 to `most`. A 1 and, soon after it, a 0 are ten."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._last = ""
        """The digits of the last score."""
        self._at = float("-inf")

    @property
    def has_ten(self) -> bool:
        """Whether the scale goes to ten."""
        return self._most == MAX_PAIN

    def take(self, key: str, at: float) -> int | None:
        """The score after a key pressed at an instant (seconds); None if the key gives none."""
        if key == TEN_KEY and self.has_ten:
            typed = "10"
        elif len(key) == 1 and key in "0123456789":
            # A 0 held down a little too long does not turn the ten into a zero.
            is_ten = key == "0" and self._last in {"1", "10"} and self._is_soon(at)
            typed = "10" if is_ten and self.has_ten else key
        else:
            self.forget()
            return None
        score = int(typed)
        if score > self._most:
            self.forget()
            return None
        self._last, self._at = typed, at
        return score

    def is_open(self, at: float) -> bool:
        """Whether a 0 at this instant (seconds) would still turn a 1 into ten."""
        return self.has_ten and self._last == "1" and self._is_soon(at)

    def forget(self) -> None:
        """Take the next digit for a new score."""
        self._last, self._at = "", float("-inf")

    def _is_soon(self, at: float) -> bool:
        return at - self._at < MAX_TEN_SECONDS


class TypedWord:
    """Joins letters that follow each other soon into one word: its later letters are not keys.

    People who mean to write a note type a word, and so do those who spell `ten`.
    """

    def __init__(self) -> None:
        self._typed = ""
        self._is_repeat = False
        self._at = float("-inf")

    @property
    def is_word(self) -> bool:
        """Whether the last key continued a word."""
        return len(self._typed) > 1

    @property
    def is_repeat(self) -> bool:
        """Whether the last key was the letter before it again: it was held down, or pressed twice."""
        return self._is_repeat

    @property
    def is_number(self) -> bool:
        """Whether the word so far is how ten is spelled."""
        return bool(self._typed) and NUMBERS[MAX_PAIN].startswith(self._typed)

    def take(self, key: str, at: float, *, begins: bool = True) -> None:
        """Read a key pressed at an instant (seconds). Without `begins` it cannot be the first letter of a word."""
        is_letter = len(key) == 1 and not key.isdecimal()
        is_soon = at - self._at < MAX_TEN_SECONDS
        self._is_repeat = is_soon and key == self._typed
        if self._typed and is_soon and (is_letter or key in BETWEEN_WORDS):
            self._typed += "" if self._is_repeat else key
        else:
            self._typed = key if is_letter and begins else ""
        self._at = at
