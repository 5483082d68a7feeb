"""Pictures as sixel, the way of terminals without Kitty's protocol. Standard library only.

A band is six rows of pixels. Of each colour in a band one line says which of the six are set in every column. All
columns of a row are handled at once, as the bytes of one large number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

MAX_COLOURS = 255
"""Colours of a picture, beside what is left as it is."""
LEFT = 255
"""The number of what is left as it is."""
_RUN = re.compile(rb"(.)\1{3,}", re.DOTALL)
_PRINTABLE = bytes((i + 63) & 255 for i in range(256))


def sixel(rows: Sequence[Sequence[int]], before: Sequence[Sequence[int]] | None = None) -> str:
    """Rows of 0xAARRGGBB pixels as sixel, without their alpha.

    Of a picture shown over another, `before`, of the same size, only the pixels that differ are painted.
    """
    width, height = len(rows[0]), len(rows)
    numbers, colours = _numbered(rows)
    lines = [bytes([numbers[pixel] for pixel in row]) for row in rows]
    if before is not None:
        lines = [_changed(line, row, old) for line, row, old in zip(lines, rows, before, strict=True)]
    used = set().union(*lines) - {LEFT}
    parts = [f'\x1bP0;1;0q"1;1;{width};{height}'.encode()]
    parts += [b"#%d;2;%d;%d;%d" % (i, *_percent(colour)) for i, colour in enumerate(colours) if i in used]
    for y in range(0, height, 6):
        band = lines[y : y + 6]
        for i, number in enumerate(sorted(set().union(*band) - {LEFT})):
            total = 0
            for bit, line in enumerate(band):
                if number in line:
                    total |= int.from_bytes(line.translate(_only(number, bit)), "little")
            text = total.to_bytes(width, "little").translate(_PRINTABLE).rstrip(b"?")
            parts.append((b"$" if i else b"") + b"#%d" % number + _RUN.sub(_repeated, text))
        parts.append(b"-")
    return (b"".join(parts) + b"\x1b\\").decode("ascii")


def _numbered(rows: Sequence[Sequence[int]]) -> tuple[dict[int, int], list[int]]:
    """A number for each colour, and the colours by number: the commonest where there are too many."""
    counts: Counter[int] = Counter()
    for row in rows:
        counts.update(row)
    kept = [colour for colour, _ in counts.most_common(MAX_COLOURS)]
    numbers = {colour: i for i, colour in enumerate(kept)}
    for colour in counts:
        if colour not in numbers:
            numbers[colour] = min(range(len(kept)), key=lambda i: _apart(colour, kept[i]))
    return numbers, kept


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
    red, green, blue = (round((colour >> shift & 255) / 2.55) for shift in (16, 8, 0))
    return red, green, blue


def _apart(a: int, b: int) -> int:
    return sum(((a >> shift & 255) - (b >> shift & 255)) ** 2 for shift in (16, 8, 0))
