"""The two colours that come nearest to a cell's pixels."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

WEIGHTS = (3, 6, 1)
"""How much a difference in red, green and blue counts: roughly as the eye sees it."""
Parts = tuple[int, int, int]
"""Red, green and blue."""
Fitted = tuple[int, int, int]
"""Which pixels have the first colour (bit 0 is the first pixel), that colour, and the other colour."""


def fit(pixels: tuple[int, ...]) -> Fitted:
    """The fit of a cell of 0xAARRGGBB pixels. With one or two colours it is exact."""
    kinds = list(dict.fromkeys(pixels))
    if len(kinds) == 1:
        return 0, pixels[0], pixels[0]
    if len(kinds) == 2:
        return sum(1 << i for i, pixel in enumerate(pixels) if pixel == kinds[1]), kinds[1], kinds[0]
    parts = {kind: _parts(kind) for kind in kinds}
    one, two = max(combinations(parts.values(), 2), key=_apart)
    # Edges are mixtures of the two colours that meet there, so they lie on one line, which is cut at its best
    # place.
    red, green, blue = (weight * (y - x) for weight, x, y in zip(WEIGHTS, one, two, strict=True))
    along = {kind: red * r + green * g + blue * b for kind, (r, g, b) in parts.items()}
    order = sorted(range(len(pixels)), key=lambda i: along[pixels[i]])
    line = [parts[pixels[i]] for i in order]
    wrong = [one + other for one, other in zip(_spreads(line)[:-1], _spreads(line[::-1])[-2::-1], strict=True)]
    cut = wrong.index(min(wrong)) + 1
    return sum(1 << i for i in order[cut:]), _mean(line[cut:]), _mean(line[:cut])


def fit_inks(pixels: tuple[int, ...]) -> Fitted:
    """The same for numbers that cannot be mixed: the two most common ones, and the nearer of them for the others.

    0 is the background: painted pixels go with painted ones.
    """
    common = sorted(Counter(pixels).items(), key=lambda item: (-item[1], item[0]))
    back = common[0][0]
    if len(common) == 1:
        return 0, back, back
    front = common[1][0]
    bits = 0
    for i, pixel in enumerate(pixels):
        if pixel == front or (pixel != back and bool(pixel) == bool(front) and bool(pixel) != bool(back)):
            bits |= 1 << i
    return bits, front, back


def _parts(colour: int) -> Parts:
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255


def _apart(pair: tuple[Parts, Parts]) -> int:
    return sum(weight * (x - y) * (x - y) for weight, x, y in zip(WEIGHTS, *pair, strict=True))


def _mean(colours: list[Parts]) -> int:
    count, found = len(colours), 0xFF
    for values in zip(*colours, strict=True):
        found = found << 8 | (sum(values) * 2 + count) // (2 * count)
    return found


def _spreads(colours: list[Parts]) -> list[float]:
    """How far the first colour, the first two, the first three and so on lie from their mean, squared and added."""
    red, green, blue = WEIGHTS
    r = g = b = r_squared = g_squared = b_squared = 0
    found = []
    for count, (x, y, z) in enumerate(colours, start=1):
        r, g, b = r + x, g + y, b + z
        r_squared, g_squared, b_squared = r_squared + x * x, g_squared + y * y, b_squared + z * z
        found.append(
            red * (r_squared - r * r / count)
            + green * (g_squared - g * g / count)
            + blue * (b_squared - b * b / count)
        )
    return found
