"""A raster that fills closed outlines with smooth edges, in pure Python.

Coverage is exact: each edge adds the signed area that it covers to the pixels it crosses, and a running sum along
the row gives what lies between. Only the crossed pixels are visited one by one; the rest of a row is filled by one
slice. So the cost of a picture depends on the length of its outlines, and hardly on its size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Outline = Sequence[tuple[float, float]]
"""A closed line through these points; the last is joined to the first."""

LEVELS = 6
"""How many steps of coverage an edge has: few, so that a picture has few colours."""
OPAQUE = 0xFF000000
MAX_MIXED = 40_000
"""How many mixed colours are remembered before all are forgotten."""
_mixed: dict[tuple[int, int, int], int] = {}


def mix(below: int, above: int, level: int) -> int:
    """`level` of LEVELS parts of one 0xAARRGGBB colour laid over another."""
    key = (below, above, level)
    found = _mixed.get(key)
    if found is None:
        if len(_mixed) >= MAX_MIXED:
            _mixed.clear()
        share = level / LEVELS * (above >> 24) / 255
        under = (below >> 24) / 255 * (1 - share)
        alpha = share + under
        found = round(alpha * 255) << 24
        if alpha:
            for shift in (16, 8, 0):
                part = ((above >> shift & 255) * share + (below >> shift & 255) * under) / alpha
                found |= int(part + 0.5) << shift
        _mixed[key] = found
    return found


def forget_mixed() -> None:
    """Forget the mixed colours that are remembered."""
    _mixed.clear()


class Raster:
    """`width` x `height` pixels, each 0xAARRGGBB if `smooth`, or any number: an ink, or 0 for the background."""

    def __init__(self, width: int, height: int, ground: int, smooth: bool = True) -> None:
        self.width, self.height = width, height
        self.smooth = smooth
        self.rows = [[ground] * width for _ in range(height)]

    def paint(self, outlines: Iterable[Outline], value: int, opacity: float = 1.0) -> None:
        """Fill outlines, in pixels, as one shape: overlaps do not show. `opacity` is 0 to 1."""
        sums: dict[int, dict[int, float]] = {}
        for outline in outlines:
            turn = -1.0 if _area(outline) > 0 else 1.0
            x0, y0 = outline[-1]
            for x1, y1 in outline:
                if y0 != y1:
                    self._edge(sums, x0, y0, x1, y1, turn)
                x0, y0 = x1, y1
        for y, line in sums.items():
            self._fill(self.rows[y], line, value, opacity)

    def mirror(self) -> None:
        """Exchange left and right."""
        for row in self.rows:
            row.reverse()

    def _fill(self, row: list[int], line: dict[int, float], value: int, opacity: float) -> None:
        """Paint one row. `line` says how much more of each pixel is covered than of the one before it."""
        covered, before, width = 0.0, 0, self.width
        full = LEVELS * opacity
        smooth = self.smooth
        for x in sorted(line):
            if covered > 0.06 and before < width:
                if smooth:
                    level = int((covered if covered < 1 else 1.0) * full + 0.5)
                else:
                    level = LEVELS if covered >= 0.5 else 0
                if x == before + 1:
                    if level >= LEVELS:
                        row[before] = value
                    elif level:
                        row[before] = mix(row[before], value, level)
                elif level >= LEVELS:
                    end = x if x < width else width
                    row[before:end] = [value] * (end - before)
                elif level:
                    for i in range(before, x if x < width else width):
                        row[i] = mix(row[i], value, level)
            covered += line[x]
            before = x

    def _edge(
        self, sums: dict[int, dict[int, float]], x0: float, y0: float, x1: float, y1: float, turn: float
    ) -> None:
        """Add what lies to the right of an edge."""
        sign = turn
        if y0 > y1:
            x0, y0, x1, y1, sign = x1, y1, x0, y0, -turn
        if y1 <= 0 or y0 >= self.height:
            return
        width = self.width
        slope = (x1 - x0) / (y1 - y0)
        if y0 < 0:
            x0, y0 = x0 - y0 * slope, 0.0
        if y1 > self.height:
            y1 = float(self.height)
        inside = 0 <= x0 <= width and 0 <= x0 + slope * (y1 - y0) <= width
        y, x = int(y0), x0
        while y < y1:
            part = (y1 if y1 < y + 1 else y + 1) - (y0 if y0 > y else y)
            following = x + slope * part
            left, right = (x, following) if x < following else (following, x)
            if not inside:
                left, right = min(max(left, 0.0), width), min(max(right, 0.0), width)
            line = sums.get(y)
            if line is None:
                line = sums[y] = {}
            part *= sign
            first = int(left)
            if first == int(right):
                beyond = part * ((left + right) * 0.5 - first)
                line[first] = line.get(first, 0.0) + part - beyond
                line[first + 1] = line.get(first + 1, 0.0) + beyond
            else:
                _spread(line, part / (right - left), left, right)
            x = following
            y += 1


def _spread(line: dict[int, float], per: float, left: float, right: float) -> None:
    """Add an edge that crosses several pixels of one row: a short edge in each."""
    x = int(left)
    while x < right:
        start, end = (left if left > x else x), (right if right < x + 1 else x + 1)
        crossed = (end - start) * per
        beyond = crossed * ((start + end) * 0.5 - x)
        line[x] = line.get(x, 0.0) + crossed - beyond
        line[x + 1] = line.get(x + 1, 0.0) + beyond
        x += 1


def _area(outline: Outline) -> float:
    """Twice the area inside an outline; its sign says which way round the outline goes."""
    area = 0.0
    x0, y0 = outline[-1]
    for x1, y1 in outline:
        area += x0 * y1 - x1 * y0
        x0, y0 = x1, y1
    return area
