"""Every moment of the built-in figures, for tests that look at all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from math import acos, atan2, degrees, hypot
from typing import TypeVar

import pytest

from kneecoach.figures.figure import Figure, load_figure
from kneecoach.figures.files import builtin_dir
from kneecoach.figures.skeleton import Half, Joints, Point, Pose, solve

NAMES = sorted(path.stem for path in builtin_dir().glob("*.toml"))
Found = TypeVar("Found")
Prop = TypeVar("Prop")
FINE = 100
"""How many moments are looked at in each phase."""

of_every_figure = pytest.mark.parametrize("name", NAMES, scope="module")
"""A test of each figure. A module's tests of one figure follow each other, so they share its moments."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of a movement. `camera` is how far the viewer has moved along."""

    path: str
    fraction: float
    pose: Pose
    joints: Joints
    camera: float

    @property
    def where(self) -> str:
        """In words, for the message of a test."""
        return f"{self.path} {self.fraction}"


@cache
def figure(name: str) -> Figure:
    """A built-in figure."""
    return load_figure(name)


def later(find: Callable[[], Found]) -> cached_property[Found]:
    """What the tests of a class share, found when one of them runs and not while tests are collected."""
    return cached_property(lambda _: find())


@lru_cache(maxsize=8)
def moments(name: str, path: str) -> tuple[Moment, ...]:
    """The moments of one phase, or of `ready`."""
    motion = figure(name).motion
    number = motion.number(path)
    curve = motion.ready if number is None else motion.curve(number)
    found = []
    for i in range(FINE + 1):
        pose = curve.at(i / FINE)
        camera = 0.0 if number is None else motion.camera(number, i / FINE)
        found.append(Moment(path, i / FINE, pose, solve(motion.rig, pose), camera))
    return tuple(found)


def paths(name: str) -> list[str]:
    """`ready` and the phases of a rep."""
    return ["ready", *figure(name).motion.phases]


def all_moments(name: str) -> Iterator[Moment]:
    """Getting ready, and then a whole rep."""
    for path in paths(name):
        yield from moments(name, path)


def drawn_moments(name: str) -> Iterator[Moment]:
    """Every fifth of them, and the first and last of each phase: drawing takes far longer than solving joints.

    A pose that comes again, as in a hold, is drawn once, and once more if it is also one of getting ready.
    """
    drawn = set()
    for path in paths(name):
        for moment in moments(name, path)[::5]:
            seen = path == "ready", moment.joints, moment.camera
            if seen not in drawn:
                drawn.add(seen)
                yield moment


def halves(joints: Joints) -> tuple[Half, Half]:
    return joints.near, joints.far


def angle(a: Point, b: Point, c: Point) -> float:
    """The angle at b, in degrees: 180 is straight."""
    ux, uy, uz = a[0] - b[0], a[1] - b[1], a[2] - b[2]
    vx, vy, vz = c[0] - b[0], c[1] - b[1], c[2] - b[2]
    cosine = (ux * vx + uy * vy + uz * vz) / (hypot(ux, uy, uz) * hypot(vx, vy, vz))
    return degrees(acos(max(-1.0, min(1.0, cosine))))


def flat(point: Point) -> tuple[float, float]:
    return point[0], point[1]


def stay(points: list[Point], within: float = 1e-6) -> bool:
    """Whether a point stays where it is."""
    return all(abs(a - b) <= within for point in points for a, b in zip(point, points[0], strict=True))


def flexion(half: Half) -> float:
    """How far a knee is bent, in degrees: 0 is straight."""
    return 180 - angle(half.hip, half.knee, half.ankle)


def hip_angle(joints: Joints, half: Half) -> float:
    """The angle between the trunk and a thigh, in degrees: 180 is one line."""
    middle = (*flat(joints.hip), half.hip[2])
    return angle((*flat(joints.shoulder), half.hip[2]), middle, half.knee)


def shin_lean(half: Half) -> float:
    """How far a shin leans forward from upright, in degrees."""
    return degrees(atan2(half.knee[0] - half.ankle[0], half.knee[1] - half.ankle[1]))


def stands(name: str, side: str, *joints: str) -> bool:
    """Whether these joints of a foot stay where they are throughout a movement."""
    line = [getattr(moment.joints, side) for moment in all_moments(name)]
    return all(stay([getattr(half, joint) for half in line]) for joint in joints or ("heel", "toe"))


def prop_of(name: str, kind: type[Prop]) -> Prop:
    """The only prop of this kind."""
    return next(prop for prop in figure(name).says.prop if isinstance(prop, kind))
