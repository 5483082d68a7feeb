"""Closed outlines in units of the world: rounded shapes, smooth curves, and places with directions of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from math import cos, hypot, inf, pi, sin
from typing import NamedTuple

Flat = tuple[float, float]
"""A point as the viewer sees it."""
Disc = tuple[float, float, float]
"""x, y and radius."""


def between(a: Flat, b: Flat, share: float) -> Flat:
    """The point at `share` of the way from a to b."""
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def direction(a: Flat, b: Flat) -> Flat:
    """The unit vector from a to b; upwards if they are the same point."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    size = hypot(dx, dy)
    return (dx / size, dy / size) if size > 1e-9 else (0.0, 1.0)


class OutlineAxes(NamedTuple):
    """A place with an `up` of its own; its front is to the right of that."""

    origin: Flat
    up: Flat

    def at(self, up: float, front: float) -> Flat:
        """The point this far up and in front."""
        (x, y), (ux, uy) = self
        return x + ux * up + uy * front, y + uy * up - ux * front

    def along(self, points: Iterable[Flat]) -> list[Flat]:
        """Points given as up and front."""
        (x, y), (ux, uy) = self
        return [(x + ux * u + uy * f, y + uy * u - ux * f) for u, f in points]


@cache
def _around(corners: int) -> tuple[Flat, ...]:
    """The corners of a circle of radius 1."""
    return tuple((cos(2 * pi * k / corners), sin(2 * pi * k / corners)) for k in range(corners))


def circle(at: Flat, radius: float, corners: int = 20) -> list[Flat]:
    """A circle."""
    return ellipse(at, radius, radius, 0.0, corners)


def ellipse(at: Flat, wide: float, high: float, turn: float = 0.0, corners: int = 24) -> list[Flat]:
    """An ellipse with these semi-axes, turned by `turn` radians."""
    x, y = at
    c, s = cos(turn), sin(turn)
    around = [(wide * u, high * v) for u, v in _around(corners)]
    return [(x + a * c - b * s, y + a * s + b * c) for a, b in around]


def rounded(*discs: Disc, corners: int = 20) -> list[Flat]:
    """The outline of some discs taken together."""
    outline = []
    for u, v in _around(corners):
        farthest = -inf
        for disc in discs:
            far = disc[0] * u + disc[1] * v + disc[2]
            if far > farthest:
                farthest, (x, y, r) = far, disc
        outline.append((x + r * u, y + r * v))
    return outline


def bar(a: Flat, b: Flat, first: float, last: float | None = None) -> list[Flat]:
    """A bar with round ends. Half its thickness is `first` at `a` and `last` at `b`."""
    return rounded((*a, first), (*b, first if last is None else last), corners=16)


def box(left: float, right: float, bottom: float, top: float, radius: float = 0.0) -> list[Flat]:
    """A box, with corners of this radius."""
    if not radius:
        return [(left, bottom), (right, bottom), (right, top), (left, top)]
    a, b, c, d = left + radius, right - radius, bottom + radius, top - radius
    return rounded((a, c, radius), (b, c, radius), (b, d, radius), (a, d, radius), corners=24)


def smooth(points: Sequence[Flat], closed: bool = True, steps: int = 3) -> list[Flat]:
    """A Catmull-Rom curve through these points, with `steps` points for each."""
    count = len(points)
    curve: list[Flat] = []
    for i in range(count if closed else count - 1):
        before = points[i - 1] if closed or i else points[0]
        start, end = points[i], points[(i + 1) % count]
        after = points[(i + 2) % count] if closed or i + 2 < count else end
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = before, start, end, after
        curve += [
            (0.5 * (a * ax + b * bx + c * cx + d * dx), 0.5 * (a * ay + b * by + c * cy + d * dy))
            for a, b, c, d in _weights(steps)
        ]
    return curve if closed else [*curve, points[-1]]


@cache
def _weights(steps: int) -> tuple[tuple[float, float, float, float], ...]:
    """How much the four points round each place on a curve count."""
    found = []
    for step in range(steps):
        t = step / steps
        a, b = t * t, t * t * t
        found.append((-t + 2 * a - b, 2 - 5 * a + 3 * b, t + 4 * a - 3 * b, b - a))
    return tuple(found)


def grow(outline: Sequence[Flat], by: float) -> list[Flat]:
    """A closed outline moved outwards by a distance, or inwards if that is negative."""
    area = 0.0
    ways = []
    last = outline[-1]
    for point in outline:
        area += last[0] * point[1] - point[0] * last[1]
        ways.append(direction(last, point))
        last = point
    out = by if area > 0 else -by
    ax, ay = ways[0]
    grown = []
    for (x, y), (bx, by_) in zip(outline, (*ways[1:], ways[0]), strict=True):
        nx, ny = ay + by_, -(ax + bx)
        size = nx * nx + ny * ny
        if size < 1e-6:
            nx, ny, size = by_, -bx, 1.0
        # The corner of a sharp point would be far out, so it is cut off.
        k = out * min(2 / size, 1.6 / size**0.5)
        grown.append((x + nx * k, y + ny * k))
        ax, ay = bx, by_
    return grown
