"""Pictures as sixel, for terminals without Kitty's protocol. Standard library only.

A band is six rows of pixels. For each colour in a band, one line says which of the six pixels are set in every
column. All columns of a row are handled at once, as the bytes of one large number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Generator, Sequence
from functools import cache

MAX_COLOURS = 255
"""The most colours of a picture, not counting the pixels that are left unchanged."""
LEFT = 255
"""The number of the pixels that are left unchanged."""
SHADE = 0xFFF0F0F0
"""Colours that are equal in these bits are of one shade."""
NEAREST_A_SLICE = 32
"""The nearest colour is found for this many colours without a pause, in about 1 ms."""
_RUN = re.compile(rb"(.)\1{3,}", re.DOTALL)
_PRINTABLE = bytes((i + 63) & 255 for i in range(256))
Rows = Sequence[Sequence[int]]


class Colours:
    """Colours of pictures by number. Those of the first picture are kept; others become the nearest of them."""

    def __init__(self) -> None:
        self.kept: list[int] = []
        self.numbers: dict[int, int] = {}
        self._parts: list[tuple[int, int, int]] = []
        """Red, green and blue of those that are kept."""

    def learn(self, rows: Rows) -> Generator[None, None, None]:
        """Give the colours of a picture their numbers, step by step."""
        new: set[int] = set().union(*rows) - self.numbers.keys()
        yield
        counts: Counter[int] = Counter()
        if len(self.kept) + len(new) > MAX_COLOURS:
            for row in rows:
                counts.update(row)
            yield
        for i, colour in enumerate(_spread_out(sorted(new, key=lambda one: (-counts[one], one)))):
            if len(self.kept) < MAX_COLOURS:
                self.numbers[colour] = len(self.kept)
                self.kept.append(colour)
                self._parts.append(_parts(colour))
            else:
                self.numbers[colour] = self._nearest(colour)
                if i % NEAREST_A_SLICE == 0:
                    yield

    def _nearest(self, colour: int) -> int:
        """The number of the colour that is kept and comes nearest."""
        red, green, blue = _parts(colour)
        apart = [(red - r) ** 2 + (green - g) ** 2 + (blue - b) ** 2 for r, g, b in self._parts]
        return apart.index(min(apart))


def _spread_out(colours: Sequence[int]) -> list[int]:
    """One of each shade first, then the others, each in order, so that every colour has a near one early."""
    shades: set[int] = set()
    first: list[int] = []
    others: list[int] = []
    for colour in colours:
        shade = colour & SHADE
        (others if shade in shades else first).append(colour)
        shades.add(shade)
    return [*first, *others]


def encoding_sixel(rows: Rows, before: Rows | None, colours: Colours) -> Generator[None, None, str]:
    """Rows of 0xAARRGGBB pixels as sixel, without their alpha, step by step, with colours that other pictures
    share.

    For a picture shown over another one of the same size, `before`, only the pixels that differ are painted.
    """
    width, height = len(rows[0]), len(rows)
    yield from colours.learn(rows)
    numbers = colours.numbers
    used: set[int] = set()
    body: list[bytes] = []
    for y in range(0, height, 6):
        band = [bytes([numbers[pixel] for pixel in row]) for row in rows[y : y + 6]]
        if before is not None:
            several = zip(band, rows[y : y + 6], before[y : y + 6], strict=True)
            band = [_changed(line, row, old) for line, row, old in several]
        found = set().union(*band) - {LEFT}
        used |= found
        for i, number in enumerate(sorted(found)):
            total = 0
            for bit, line in enumerate(band):
                if number in line:
                    total |= int.from_bytes(line.translate(_only(number, bit)), "little")
            text = total.to_bytes(width, "little").translate(_PRINTABLE).rstrip(b"?")
            body.append((b"$" if i else b"") + b"#%d" % number + _RUN.sub(_repeated, text))
        body.append(b"-")
        yield
    registers = [b"#%d;2;%d;%d;%d" % (i, *_percent(colours.kept[i])) for i in sorted(used)]
    header = f'\x1bP0;1;0q"1;1;{width};{height}'.encode()
    return b"".join([header, *registers, *body, b"\x1b\\"]).decode("ascii")


def _changed(line: bytes, row: Sequence[int], old: Sequence[int]) -> bytes:
    if row == old:
        return bytes([LEFT]) * len(line)
    return bytes([number if new != was else LEFT for number, new, was in zip(line, row, old, strict=True)])


@cache
def _only(number: int, bit: int) -> bytes:
    """A table that turns this number into the bit of its row, and all others into nothing."""
    table = bytearray(256)
    table[number] = 1 << bit
    return bytes(table)


def _repeated(run: re.Match[bytes]) -> bytes:
    return b"!%d%c" % (len(run[0]), run[0][0])


def _percent(colour: int) -> tuple[int, int, int]:
    red, green, blue = (round(part / 2.55) for part in _parts(colour))
    return red, green, blue


def _parts(colour: int) -> tuple[int, int, int]:
    """Red, green and blue, each 0 to 255."""
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255
