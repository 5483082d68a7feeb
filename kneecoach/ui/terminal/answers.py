"""What the terminal answers when asked who it is, taken out of what it sends: it must never become a key.

The answer may come at once, after a second over a slow line, in pieces, between keys, or never. Nothing
waits for it.
"""

from __future__ import annotations

import re

QUESTION = "\x1b[>q"
"""XTVERSION: name and version, please. The answer is `ESC P > | name ESC \\`."""
MAX_KEY = 2
"""Escape, or alt and a letter, may also begin an answer; what is longer and does is no key."""
MAX_IDLE = 3
"""Looks without anything new after which what may only begin an answer is a key after all."""

MAX_LOOKS = 30
"""Looks for which an answer is expected, some seconds: meanwhile escape is kept back, as it may begin one."""

_ANSWER = re.compile(r"\x1bP>\|([^\x1b\x07]{0,200})(?:\x1b\\|\x07)")
_BEGUN = re.compile(r"\x1b(?:P(?:>(?:\|[^\x1b\x07]{0,200}\x1b?)?)?)?\Z")


class AnswerReader:
    """Reads what a terminal sends: keys go on, the answer stays here."""

    def __init__(self) -> None:
        self.name = ""
        """What the terminal calls itself, with its version; empty until it has said so."""
        self._held = ""
        self._idle = 0
        self._asked = False
        self._looks = 0

    def ask(self) -> str:
        """What to write to the terminal."""
        self._asked = True
        return QUESTION

    def feed(self, text: str) -> str:
        """What arrived, without answers. What may be the beginning of one is kept back."""
        text, self._held, self._idle = self._held + text, "", 0
        self._looks += 1
        if not self._asked:
            return text
        for found in _ANSWER.finditer(text):
            self.name = self.name or found[1]
        text = _ANSWER.sub("", text)
        begun = _BEGUN.search(text)
        # Where none is expected any more escape is a key at once; what no key begins with is still kept back.
        is_expected = not self.name and self._looks < MAX_LOOKS
        if begun and (is_expected or len(begun[0]) > MAX_KEY):
            text, self._held = text[: begun.start()], begun[0]
        return text

    def idle(self) -> str:
        """Nothing came for a while: what was kept back and is a key after all."""
        self._idle += 1
        self._looks += 1
        if not self._held or self._idle < MAX_IDLE:
            return ""
        held, self._held = self._held, ""
        # An answer that breaks off is dropped: as keys it would do something.
        return held if len(held) <= MAX_KEY else ""
