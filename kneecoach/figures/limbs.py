"""Arms and legs by their profiles: how far they extend in front of and behind the bone along its length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import pi, sin

from kneecoach.figures.outline import Flat, direction, smooth

LIGHT = (0.45, 0.89)
"""Where light comes from: above, and a little in front."""

Profile = tuple[Flat, ...]
"""Shares of the way from the upper to the lower joint, and how far the limb extends there, in units."""


@dataclass(frozen=True)
class Limb:
    """The outline of one part of an arm or a leg."""

    front: Profile
    back: Profile


def limb(front: Sequence[Flat], back: Sequence[Flat]) -> Limb:
    """A limb whose profiles are curves through these points."""
    return Limb(tuple(smooth(front, closed=False)), tuple(smooth(back, closed=False)))


THIGH = limb(
    ((-0.05, 4.2), (0.10, 5.2), (0.32, 5.75), (0.58, 5.2), (0.80, 4.1), (0.93, 3.75), (1.0, 3.55)),
    ((-0.05, 4.6), (0.10, 5.6), (0.30, 5.35), (0.55, 4.55), (0.80, 3.5), (0.93, 3.15), (1.0, 3.0)),
)
SHIN = limb(
    ((0.0, 3.4), (0.10, 3.3), (0.20, 2.85), (0.42, 2.65), (0.70, 2.05), (0.88, 1.85), (1.0, 2.0)),
    ((0.0, 2.9), (0.10, 3.4), (0.24, 4.5), (0.36, 4.6), (0.58, 3.3), (0.80, 2.1), (0.92, 1.9), (1.0, 2.2)),
)
UPPER_ARM = limb(
    ((-0.05, 2.6), (0.15, 3.0), (0.45, 2.9), (0.75, 2.3), (1.0, 2.1)),
    ((-0.05, 2.6), (0.15, 2.9), (0.45, 2.7), (0.75, 2.1), (1.0, 2.0)),
)
FOREARM = limb(
    ((0.0, 2.1), (0.20, 2.5), (0.50, 2.1), (0.86, 1.5)),
    ((0.0, 2.0), (0.20, 2.3), (0.50, 1.9), (0.86, 1.5)),
)
THIGH_FROM_FRONT = limb(
    ((-0.05, 3.6), (0.10, 5.0), (0.35, 5.1), (0.70, 4.3), (0.92, 3.65), (1.0, 3.5)),
    ((-0.05, 3.4), (0.10, 4.3), (0.35, 4.4), (0.70, 3.8), (0.92, 3.35), (1.0, 3.2)),
)
"""Its front is the outer side of the leg."""
SHIN_FROM_FRONT = limb(
    ((0.0, 3.4), (0.12, 3.3), (0.32, 3.9), (0.55, 3.3), (0.80, 2.3), (1.0, 2.1)),
    ((0.0, 3.2), (0.12, 3.2), (0.30, 3.75), (0.50, 3.45), (0.75, 2.4), (1.0, 2.1)),
)


@cache
def turned(part: Limb) -> Limb:
    """The same limb with front and back exchanged: for a leg seen from the front, the leg on the other side."""
    return Limb(part.back, part.front)


def placed(template: Sequence[Flat], upper: Flat, lower: Flat) -> list[Flat]:
    """Points, given as share of the way down and distance in front of the bone, placed at the joints."""
    ux, uy = direction(lower, upper)
    x, y = upper
    dx, dy = lower[0] - x, lower[1] - y
    return [(x + dx * t + uy * d, y + dy * t - ux * d) for t, d in template]


@cache
def stretch(part: Limb, start: float = -1.0, end: float = 2.0, wider: float = 0.0, flare: float = 0.0) -> Profile:
    """The outline from one share of the way down to another; `flare` widens it towards its lower end."""
    front, back = (
        [(t, d + wider + flare * max(t - start, 0) / (end - start)) for t, d in _cut(profile, start, end)]
        for profile in (part.front, part.back)
    )
    return (*front, *((t, -d) for t, d in reversed(back)))


def _along(part: Limb, start: float, end: float, wider: float) -> Iterator[tuple[float, float, float, float]]:
    """15 places from `start` to `end` on a limb: the share of the way, the place, the middle and half its depth."""
    for i in range(15):
        s = i / 14
        t = start + (end - start) * s
        front, back = depth(part.front, t) + wider, depth(part.back, t) + wider
        yield s, t, (front - back) / 2, (front + back) / 2


@cache
def strip(part: Limb, edge: float, share: float, start: float, end: float, wider: float = 0.0) -> Profile:
    """A share of the depth along one edge, 1 the front or -1 the back; it narrows to nothing at its ends."""
    one, two = [], []
    for s, t, middle, half in _along(part, start, end, wider):
        inner = edge * (1 - 2 * share * min(1.0, s / 0.18, (1 - s) / 0.18) ** 0.7)
        one.append((t, middle + half * edge))
        two.append((t, middle + half * inner))
    return (*one, *reversed(two))


@cache
def belly(part: Limb, inner: float, outer: float, start: float, end: float, wider: float = 0.0) -> Profile:
    """A muscle along the `outer` edge of a limb (1 is its front, -1 its back), pointed at both ends."""
    one, two = [], []
    for s, t, middle, half in _along(part, start, end, wider):
        one.append((t, middle + half * outer))
        two.append((t, middle + half * (outer + (inner - outer) * sin(pi * s) ** 0.6)))
    return (*one, *reversed(two))


@cache
def fibre(part: Limb, inner: float, outer: float, start: float, end: float, share: float) -> Profile:
    """A thin line along a muscle, at a share of its thickness from its outer edge."""
    thin = 0.09
    return (
        belly_line(part, inner, outer, start, end, share)
        + belly_line(part, inner, outer, start, end, share + thin)[::-1]
    )


def belly_line(part: Limb, inner: float, outer: float, start: float, end: float, share: float) -> Profile:
    """The line along a muscle at a share of its thickness from its outer edge."""
    line = []
    for i in range(11):
        s = 0.15 + 0.7 * i / 10
        t = start + (end - start) * s
        front, back = depth(part.front, t), depth(part.back, t)
        middle, half = (front - back) / 2, (front + back) / 2
        line.append((t, middle + half * (outer + (inner - outer) * share * sin(pi * s) ** 0.6)))
    return tuple(line)


def shaded(part: Limb, upper: Flat, lower: Flat, start: float, end: float, wider: float = 0.0) -> list[Flat]:
    """The part of a limb that is away from the light."""
    ux, uy = direction(lower, upper)
    facing = uy * LIGHT[0] - ux * LIGHT[1]
    # The steps limit the number of outlines to compute.
    share = 0.25 + 0.17 * round(min(1.0, 0.35 + abs(facing)) * 8) / 8
    return placed(strip(part, -1.0 if facing > 0 else 1.0, share, start, end, wider), upper, lower)


def depth(profile: Profile, at: float) -> float:
    """How far a profile extends at a share of the way down."""
    for (t0, d0), (t1, d1) in pairwise(profile):
        if at <= t1:
            return d0 + (d1 - d0) * max(0.0, at - t0) / (t1 - t0)
    return profile[-1][1]


def _cut(profile: Profile, start: float, end: float) -> Profile:
    inside = [point for point in profile if start < point[0] < end]
    first = [(start, depth(profile, start))] if start > profile[0][0] else []
    last = [(end, depth(profile, end))] if end < profile[-1][0] else []
    return (*first, *inside, *last)
