"""Takes out of the input what the terminal answers about itself. An answer must never become a key.

They may come at once, after a second over a slow line, in pieces, between keys, or never. Nothing waits for them.
"""

from __future__ import annotations

import re

QUESTION = (
    "\x1b[>q"  # XTVERSION: its name and version
    "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"  # whether it knows Kitty's graphics protocol
    "\x1b[16t"  # how many pixels a cell has
    "\x1b[c"  # DA1, which every terminal answers: what it can do. It is the last one answered.
)
"""What is asked, in one write."""
ESCAPE = "\x1b"
MAX_KEY = 2
"""Escape, or alt and a letter, may also begin an answer. Anything longer that begins one is not a key."""
MAX_IDLE = 3
"""After this many polls without input, the possible beginning of an answer is taken for a key."""
MAX_IDLE_IN_ANSWER = 20
"""After this many, what can only be an answer has broken off."""

MAX_LOOKS = 30
"""Polls, a few seconds in all, for which an answer is expected. Escape is held back, as it may begin one."""

SIXEL = "4"
"""Among the numbers of DA1 it says: sixel graphics."""
MAX_CELL = 200
"""Pixels of a cell, across or down. An answer with more is not believed."""

_NAME = r"\x1bP>\|(?P<name>[^\x1b\x07]{0,200})(?:\x1b\\|\x07)"
_GRAPHICS = r"\x1b_G(?P<graphics>[^\x1b]{0,200})\x1b\\"
_CELL = r"\x1b\[6;(?P<high>\d{1,9});(?P<wide>\d{1,9})t"
_ABILITIES = r"\x1b\[\?(?P<abilities>[\d;]{0,80})c"
_ANSWER = re.compile("|".join((_NAME, _GRAPHICS, _CELL, _ABILITIES)))
_BEGUN = re.compile(
    r"\x1b(?:"
    r"P(?:>(?:\|[^\x1b\x07]{0,200}\x1b?)?)?"
    r"|_(?:G[^\x1b]{0,200}\x1b?)?"
    r"|\[(?:6(?:;\d{0,9}){0,2}|\?[\d;]{0,80})?"
    r")?\Z"
)
_MAYBE_KEYS = re.compile(r"\x1b(?:|.|\[6)\Z")
"""Input that may still become a key: `ESC [ 6` becomes a page down."""


class AnswerReader:
    """Reads what a terminal sends, passes keys on, and keeps the answers."""

    def __init__(self) -> None:
        self.name = ""
        """The terminal's name and version; empty until it answers."""
        self.knows_kitty = False
        """Whether it says that it knows Kitty's graphics protocol."""
        self.knows_sixel = False
        """Whether it says that it shows sixels."""
        self.cell: tuple[int, int] | None = None
        """Width and height of a cell in pixels; None until it answers."""
        self.is_done = False
        """Whether it has given its last answer."""
        self._held = ""
        self._passed = ""
        """An escape that was passed on a moment ago. What follows at once may make it an answer after all."""
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
        text = self._joined(text)
        for found in _ANSWER.finditer(text):
            self._take(found)
        text = _ANSWER.sub("", text)
        begun = _BEGUN.search(text)
        # Once no answer is expected, escape is a key at once. What cannot begin a key is still held back.
        is_expected = not self.is_done and self._looks < MAX_LOOKS
        if begun and (is_expected or len(begun[0]) > MAX_KEY):
            text, self._held = text[: begun.start()], begun[0]
        elif begun and begun[0] == ESCAPE and not self.is_done:
            self._passed = ESCAPE
        return text

    def _joined(self, text: str) -> str:
        """The input with the escape before it that was passed on, if with that it is an answer."""
        passed, self._passed = self._passed, ""
        whole = passed + text
        begun = _BEGUN.match(whole)
        is_answer = _ANSWER.match(whole) or (begun and not _MAYBE_KEYS.match(whole))
        return whole if passed and is_answer else text

    def idle(self) -> str:
        """Called when nothing came for a while. Returns held-back input that is a key after all."""
        self._passed = ""
        self._idle += 1
        self._looks += 1
        is_maybe_key = _MAYBE_KEYS.match(self._held) is not None
        if not self._held or self._idle < (MAX_IDLE if is_maybe_key else MAX_IDLE_IN_ANSWER):
            return ""
        held, self._held = self._held, ""
        # An incomplete answer is dropped: as keys it would do something.
        return held if is_maybe_key else ""

    def _take(self, found: re.Match[str]) -> None:
        """Note an answer. Only the first of each kind counts."""
        if found["name"] is not None:
            self.name = self.name or found["name"]
        elif found["graphics"] is not None:
            self.knows_kitty = self.knows_kitty or found["graphics"].endswith(";OK")
        elif found["wide"] is not None:
            wide, high = int(found["wide"]), int(found["high"])
            if self.cell is None and 0 < wide <= MAX_CELL and 0 < high <= MAX_CELL:
                self.cell = wide, high
        else:
            self.is_done = True
            self.knows_sixel = self.knows_sixel or SIXEL in found["abilities"].split(";")[1:]
