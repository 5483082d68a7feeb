"""Takes the terminal's answer to who it is out of its input. The answer must never become a key.

The answer may come at once, after a second over a slow line, in pieces, between keys, or never. Nothing
waits for it.
"""

from __future__ import annotations

import re

QUESTION = "\x1b[>q"
"""XTVERSION asks for name and version. The answer is `ESC P > | name ESC \\`."""
MAX_KEY = 2
"""Escape, or alt and a letter, may also begin an answer. Anything longer that begins one is not a key."""
MAX_IDLE = 3
"""After this many polls without input, the possible beginning of an answer is taken for a key."""

MAX_LOOKS = 30
"""Polls, a few seconds in all, for which an answer is expected. Escape is held back, as it may begin one."""

_ANSWER = re.compile(r"\x1bP>\|([^\x1b\x07]{0,200})(?:\x1b\\|\x07)")
_BEGUN = re.compile(r"\x1b(?:P(?:>(?:\|[^\x1b\x07]{0,200}\x1b?)?)?)?\Z")


class AnswerReader:
    """Reads what a terminal sends, passes keys on, and keeps the answer."""

    def __init__(self) -> None:
        self.name = ""
        """The terminal's name and version; empty until it answers."""
        self._held = ""
        self._idle = 0
        self._asked = False
        self._looks = 0

    def ask(self) -> str:
        """What to write to the terminal."""
        self._asked = True
        return QUESTION

    def feed(self, text: str) -> str:
        """The input without answers. A possible beginning of one is held back."""
        text, self._held, self._idle = self._held + text, "", 0
        self._looks += 1
        if not self._asked:
            return text
        for found in _ANSWER.finditer(text):
            self.name = self.name or found[1]
        text = _ANSWER.sub("", text)
        begun = _BEGUN.search(text)
        # Once no answer is expected, escape is a key at once. What cannot begin a key is still held back.
        is_expected = not self.name and self._looks < MAX_LOOKS
        if begun and (is_expected or len(begun[0]) > MAX_KEY):
            text, self._held = text[: begun.start()], begun[0]
        return text

    def idle(self) -> str:
        """Called when nothing came for a while. Returns held-back input that is a key after all."""
        self._idle += 1
        self._looks += 1
        if not self._held or self._idle < MAX_IDLE:
            return ""
        held, self._held = self._held, ""
        # An incomplete answer is dropped: as keys it would do something.
        return held if len(held) <= MAX_KEY else ""
