"""Reads sixels back, and compares what they show with what was intended."""

from __future__ import annotations

import re
from collections import Counter

Rows = list[list[int]]


def read_sixel(text: str, ground: Rows | None = None) -> Rows:
    """A decoder after DEC's manual: raster attributes, colours in percent, repeats, returns and new lines."""
    body = re.fullmatch(r"\x1bP0;1;0q(.*)\x1b\\", text, re.DOTALL)
    assert body is not None
    width, height = (int(n) for n in re.match(r'"1;1;(\d+);(\d+)', body[1]).groups())  # type: ignore[union-attr]
    rows = [row[:] for row in ground] if ground else [[0] * width for _ in range(height)]
    colours: dict[int, int] = {}
    x = y = current = 0
    token = re.compile(r"#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)(.)|([?-~])|(\$)|(-)")
    rest = body[1][re.match(r'"1;1;\d+;\d+', body[1]).end() :]  # type: ignore[union-attr]
    assert token.sub("", rest) == ""
    for found in token.finditer(rest):
        number, red, green, blue, times, repeated, single, back, new = found.groups()
        if number is not None:
            current = int(number)
            if red is not None:
                parts = [round(int(part) * 2.55) for part in (red, green, blue)]
                colours[current] = int.from_bytes(bytes(parts), "big")
        elif back:
            x = 0
        elif new:
            x, y = 0, y + 6
        else:
            bits, long = ord(repeated or single) - 63, int(times or 1)
            for bit in range(6):
                if bits >> bit & 1:
                    rows[y + bit][x : x + long] = [colours[current]] * long
            x += long
    return rows


def near(one: int, other: int) -> bool:
    """Whether two colours are the same but for rounding: in percent they are a step or two off."""
    return all(abs((one >> shift & 255) - (other >> shift & 255)) <= 2 for shift in (16, 8, 0))


def alike(one: Rows, other: Rows) -> bool:
    return all(near(*pair) for pair in pairs(one, other))


def pairs(one: Rows, other: Rows) -> Counter[tuple[int, int]]:
    """How often each two colours are at the same place: a picture has many pixels and few colours."""
    counts: Counter[tuple[int, int]] = Counter()
    for row, line in zip(one, other, strict=True):
        counts.update(zip(row, line, strict=True))
    return counts


def nearly_alike(one: Rows, other: Rows, share: float = 0.01, most: int = 40) -> bool:
    """A figure has more colours than sixel allows, so some rare ones at its edges become others."""
    counts = pairs(one, other)
    far = [pair for pair in counts if not near(*pair)]
    worst = max((abs((a >> shift & 255) - (b >> shift & 255)) for a, b in far for shift in (16, 8, 0)), default=0)
    return sum(counts[pair] for pair in far) < counts.total() * share and worst < most
