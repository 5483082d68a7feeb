"""A terminal that answers as kitty does, and keeps track of pictures, following the protocol's own text.

https://sw.kovidgoyal.net/kitty/graphics-protocol/. It shares no code with what writes the pictures.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.terminal.terminal import Terminal

CODES = re.compile(
    rb"\x1b_G(?P<keys>[^;\x1b]*)(?:;(?P<payload>[^\x1b]*))?\x1b\\"
    rb"|(?P<name>\x1b\[>q)|(?P<cell>\x1b\[16t)|(?P<abilities>\x1b\[c)|(?P<left>\x1b\[\?1049l)|(?P<sixel>\x1bP0;1;0q[^\x1b]*\x1b\\)"
)
BEGUN = re.compile(rb"\x1b(?:[_P][^\x1b]*\x1b?|\[[?>\d;]*)?\Z")
CELL = (9, 18)
"""Width and height of a cell in pixels."""


@dataclass
class Placed:
    """A picture on the screen: where, in cells from the upper left, and how many cells it covers."""

    column: int
    row: int
    columns: int
    rows: int


class KittyTerminal(Terminal):
    """Knows as much of Kitty's protocol as is used here."""

    name, abilities, knows_kitty = "kitty(0.48.2)", "52", True

    def __init__(self, arguments: list[str], data: Path, columns: int, lines: int, **environment: str) -> None:
        self.stored: dict[int, tuple[int, int]] = {}
        """Width and height of each stored picture in pixels, by its number."""
        self.placed: dict[int, Placed] = {}
        self.most_placed = 0
        self.most_bytes = 0
        """The most bytes that were stored at a time, four per pixel."""
        self.shows: list[tuple[int, int]] = []
        """Number and bytes of each command that placed a picture."""
        self.when_left: list[tuple[int, int]] = []
        """How many pictures were placed, and how many stored, each time the program left the alternate screen."""
        self.sixels = 0
        """How many sixel pictures were written."""
        self._rest = b""
        self._sending: dict[bytes, bytes] = {}
        self._payload = b""
        super().__init__(arguments, data, columns, lines, COLORTERM="truecolor", **environment)

    def _take(self, written: bytes) -> None:
        text, self._rest = self._rest + written, b""
        begun = BEGUN.search(text)
        if begun:
            text, self._rest = text[: begun.start()], begun[0]
        done = 0
        for found in CODES.finditer(text):
            super()._take(text[done : found.start()])
            done = found.end()
            self._answer(found)
        super()._take(text[done:])

    def _answer(self, found: re.Match[bytes]) -> None:
        if found["name"]:
            self.send(f"\x1bP>|{self.name}\x1b\\")
        elif found["cell"]:
            self.send(f"\x1b[6;{CELL[1]};{CELL[0]}t")
        elif found["abilities"]:
            self.send(f"\x1b[?62;{self.abilities}c")
        elif found["sixel"]:
            self.sixels += 1
        elif found["left"]:
            self.when_left.append((len(self.placed), len(self.stored)))
            super()._take(found[0])
        else:
            keys = dict(key.split(b"=") for key in found["keys"].split(b","))
            self._command(keys, found["payload"] or b"", len(found[0]))

    def _command(self, keys: dict[bytes, bytes], payload: bytes, size: int) -> None:
        if self._sending:
            assert set(keys) <= {b"m", b"q"}, "another command within a picture that is being sent"
            keys = self._sending | keys
        action = keys.get(b"a", b"t")
        if action == b"q" and not self.knows_kitty:
            return
        if action == b"q":
            self.send(f"\x1b_Gi={keys[b'i'].decode()};OK\x1b\\")
            return
        assert keys[b"q"] == b"2", "an answer would arrive among the keys"
        number = int(keys.get(b"i", b"0"))
        match action:
            case b"d" if keys[b"d"] == b"A":
                for placed in list(self.placed):
                    del self.placed[placed], self.stored[placed]
            case b"t":
                self._store(number, keys, payload)
            case b"p":
                assert number in self.stored, "nothing is stored under this number"
                assert int(keys[b"z"]) >= 0
                cursor = self._screen.cursor
                self.placed[number] = Placed(cursor.x, cursor.y, int(keys[b"c"]), int(keys[b"r"]))
                self.shows.append((number, size))
            case b"d":
                assert keys[b"d"] in {b"i", b"I"}
                self.placed.pop(number, None)
                if keys[b"d"] == b"I":
                    self.stored.pop(number, None)
        self.most_placed = max(self.most_placed, len(self.placed))
        self.most_bytes = max(self.most_bytes, sum(4 * wide * high for wide, high in self.stored.values()))

    def _store(self, number: int, keys: dict[bytes, bytes], payload: bytes) -> None:
        self._payload += payload
        if keys.get(b"m") == b"1":
            self._sending = {key: value for key, value in keys.items() if key != b"m"}
            return
        assert keys[b"f"] == b"100"
        with Image.open(BytesIO(b64decode(self._payload, validate=True))) as image:
            image.load()
            assert image.mode == "RGBA"
            assert image.getpixel((0, 0)) == (0, 0, 0, 0), "the ground has to be transparent"
            self.stored[number] = image.size
        self._sending, self._payload = {}, b""


class FootTerminal(KittyTerminal):
    """Knows sixels instead."""

    name, abilities, knows_kitty = "foot(1.28.0)", "4;22;28", False


@contextmanager
def foot(*arguments: str, data: Path, **environment: str) -> Iterator[FootTerminal]:
    """A program started in a terminal with sixels, and ended with it."""
    opened = FootTerminal(list(arguments), data, 80, 24, **environment)
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def kitty(
    *arguments: str, data: Path, columns: int = 80, lines: int = 24, **environment: str
) -> Iterator[KittyTerminal]:
    """A program started in such a terminal, and ended with it."""
    opened = KittyTerminal(list(arguments), data, columns, lines, **environment)
    try:
        yield opened
    finally:
        opened.close()
