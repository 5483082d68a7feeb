"""The two colours that come nearest to a cell's pixels."""

from __future__ import annotations

from collections import Counter

WEIGHTS = (3, 6, 1)
"""How much a difference in red, green and blue counts: roughly as the eye sees it."""
Fitted = tuple[int, int, int]
"""Which pixels have the first colour (bit 0 is the first pixel), that colour, and the other colour."""


def fit(pixels: tuple[int, ...]) -> Fitted:
    """The fit of a cell of 0xAARRGGBB pixels. With one or two colours it is exact."""
    kinds = list(dict.fromkeys(pixels))
    if len(kinds) == 1:
        return 0, pixels[0], pixels[0]
    if len(kinds) == 2:
        return sum(1 << i for i, pixel in enumerate(pixels) if pixel == kinds[1]), kinds[1], kinds[0]
    one, two = max(((a, b) for i, a in enumerate(kinds) for b in kinds[i + 1 :]), key=lambda pair: _apart(*pair))
    # Edges are mixtures of the two colours that meet there, so they lie on one line, which is cut at its best
    # place.
    line = [y - x for x, y in zip(_parts(one), _parts(two), strict=True)]
    order = sorted(
        range(len(pixels)),
        key=lambda i: sum(w * k * v for w, k, v in zip(WEIGHTS, line, _parts(pixels[i]), strict=True)),
    )
    best, cut = None, 1
    for k in range(1, len(order)):
        wrong = sum(_spread([pixels[i] for i in part]) for part in (order[:k], order[k:]))
        if best is None or wrong < best:
            best, cut = wrong, k
    chosen = order[cut:]
    front, back = (_mean([pixels[i] for i in part]) for part in (chosen, order[:cut]))
    return sum(1 << i for i in chosen), front, back


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


def _parts(colour: int) -> tuple[int, int, int]:
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255


def _apart(a: int, b: int) -> int:
    one, two = _parts(a), _parts(b)
    return sum(weight * (x - y) * (x - y) for weight, x, y in zip(WEIGHTS, one, two, strict=True))


def _mean(colours: list[int]) -> int:
    count, found = len(colours), 0xFF000000
    for shift in (16, 8, 0):
        found |= (sum(colour >> shift & 255 for colour in colours) * 2 + count) // (2 * count) << shift
    return found


def _spread(colours: list[int]) -> float:
    """How far colours lie from their mean, squared and added up."""
    count, total = len(colours), 0.0
    for weight, shift in zip(WEIGHTS, (16, 8, 0), strict=True):
        values = [colour >> shift & 255 for colour in colours]
        total += weight * (sum(value * value for value in values) - sum(values) ** 2 / count)
    return total
