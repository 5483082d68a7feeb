"""A raster that paints rounded shapes with smooth edges, in pure Python.

A shape is the hull of some discs: one disc is a disc, two are a tapered limb, four of radius 0 a box. A layer of
shapes is painted as one: where they overlap nothing shows. Coverage is exact: each edge adds the signed area
that it covers to the pixels it crosses, and a running sum along the row fills what lies between.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import cos, pi, sin, sqrt

Disc = tuple[float, float, float]
"""x, y and radius."""
Shape = Sequence[Disc]

CORNERS = 24
ROUND = sqrt(2 * pi / (CORNERS * sin(2 * pi / CORNERS)))
"""How much farther out the corners lie, so that a disc has its area."""
_AROUND = tuple((cos(2 * pi * k / CORNERS), sin(2 * pi * k / CORNERS)) for k in range(CORNERS))
LEVELS = 8
"""How many steps of coverage an edge has: few, so that a picture has few colours."""
MOST_MIXED = 20_000
"""Mixed colours remembered before they are forgotten."""
_mixed: dict[int, int] = {}


def mix(below: int, above: int, level: int) -> int:
    """`level` of LEVELS parts of one 0xRRGGBB colour over another."""
    key = (below << 28) | (above << 4) | level
    found = _mixed.get(key)
    if found is None:
        if len(_mixed) >= MOST_MIXED:
            _mixed.clear()
        rest = LEVELS - level
        found = 0
        for shift in (16, 8, 0):
            part = ((below >> shift & 255) * rest + (above >> shift & 255) * level) // LEVELS
            found |= part << shift
        _mixed[key] = found
    return found


class Canvas:
    """`width` x `height` pixels, each a value: a colour when `smooth`, else any number, painted or not."""

    def __init__(self, width: int, height: int, ground: int, smooth: bool) -> None:
        self.width, self.height = width, height
        self.smooth = smooth
        self.rows = [[ground] * width for _ in range(height)]

    def paint(self, shapes: Iterable[Shape], value: int, opacity: float = 1.0, quarters: int = 4) -> None:
        """Paint shapes, in pixels. 3 or 2 `quarters` of the pixels make a tone; those left out are cleared."""
        sums: dict[int, list[float]] = {}
        for shape in shapes:
            outline = hull(shape)
            x0, y0 = outline[-1]
            for x1, y1 in outline:
                self._edge(sums, x0, y0, x1, y1)
                x0, y0 = x1, y1
        full = LEVELS * opacity + 0.5
        smooth = self.smooth
        for y, line in sums.items():
            row = self.rows[y]
            for x, covered in enumerate(accumulate(line)):
                if covered < 0.06:
                    continue
                if smooth:
                    level = int(covered * full) if covered < 1 else int(full)
                    if level >= LEVELS:
                        row[x] = value
                    elif level:
                        row[x] = mix(row[x], value, level)
                elif covered >= 0.5:
                    row[x] = 0 if _is_open(x, y, quarters) else value

    def _edge(self, sums: dict[int, list[float]], x0: float, y0: float, x1: float, y1: float) -> None:
        """Add what lies to the right of an edge, upwards positive."""
        if y0 == y1:
            return
        sign = -1.0
        if y0 > y1:
            x0, y0, x1, y1, sign = x1, y1, x0, y0, 1.0
        if y1 <= 0 or y0 >= self.height:
            return
        width = self.width
        slope = (x1 - x0) / (y1 - y0)
        if y0 < 0:
            x0, y0 = x0 - y0 * slope, 0.0
        if y1 > self.height:
            y1 = float(self.height)
        inside = 0 <= x0 <= width and 0 <= x0 + slope * (y1 - y0) <= width
        y = int(y0)
        x = x0
        while y < y1:
            part = (y1 if y1 < y + 1 else y + 1) - (y0 if y0 > y else y)
            following = x + slope * part
            left, right = (x, following) if x < following else (following, x)
            if not inside:
                left, right = min(max(left, 0.0), width), min(max(right, 0.0), width)
            line = sums.get(y)
            if line is None:
                line = sums[y] = [0.0] * (width + 2)
            part *= sign
            first, last = int(left), int(right)
            if first == last:
                beyond = part * ((left + right) / 2 - first)
                line[first] += part - beyond
                line[first + 1] += beyond
            else:
                _spread(line, part, left, right)
            x = following
            y += 1

    def mirror(self) -> None:
        """Turn left and right round."""
        for row in self.rows:
            row.reverse()


def _spread(line: list[float], part: float, left: float, right: float) -> None:
    """Add an edge that crosses several pixels of one row: a short edge in each."""
    per = part / (right - left)
    x = int(left)
    while x < right:
        start, end = (left if left > x else x), (right if right < x + 1 else x + 1)
        crossed = (end - start) * per
        beyond = crossed * ((start + end) / 2 - x)
        line[x] += crossed - beyond
        line[x + 1] += beyond
        x += 1


def _is_open(x: int, y: int, quarters: int) -> bool:
    """Whether a pixel of a tone is left out: every other one in a chequerboard, or one in four."""
    return quarters < 4 and (x + y) % 2 == 1 and (quarters == 2 or y % 2 == 1)


def hull(shape: Shape) -> list[tuple[float, float]]:
    """The outline of some discs taken together, always the same way round."""
    if len(shape) == 1:
        x, y, r = shape[0]
        return [(x + r * ROUND * u, y + r * ROUND * v) for u, v in _AROUND]
    outline = []
    for u, v in _AROUND:
        best = -1e30
        for x, y, r in shape:
            reach = x * u + y * v + r
            if reach > best:
                best = reach
                at = (x + r * ROUND * u, y + r * ROUND * v)
        outline.append(at)
    return outline
