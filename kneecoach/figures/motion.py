"""Turns a phase, and how much of it has passed, into a pose: keyframes, eased without overshooting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kneecoach.figures.model import FigureModel, KeyframeModel, WaypointModel
from kneecoach.figures.skeleton import Pose, Rig

Knot = tuple[float, Pose]
"""A fraction of a phase, and the pose at it."""


class Moment(NamedTuple):
    """What a picture shows: a pose, and how far the viewer has moved along, in units of the world."""

    pose: Pose
    camera: float = 0.0


@dataclass(frozen=True, slots=True)
class Curve:
    """The way through one phase: at rest at both its ends, and through every pose between without stopping."""

    times: tuple[float, ...]
    channels: tuple[tuple[tuple[float, float], ...], ...]
    """For each number of a pose, its value and its slope at each time."""
    brisk: bool
    still: bool
    """Whether nothing moves in it."""

    def at(self, fraction: float) -> Pose:
        """The pose at a fraction of the phase; fractions outside 0 to 1 are its ends."""
        t = min(max(fraction, 0.0), 1.0)
        if self.brisk:
            t = 1 - (1 - t) ** 1.6
        last = len(self.times) - 2
        i = next((k for k in range(last) if t <= self.times[k + 1]), last)
        span = self.times[i + 1] - self.times[i]
        s = (t - self.times[i]) / span
        a, b = (1 + 2 * s) * (1 - s) ** 2, s * s * (3 - 2 * s)
        c, d = s * (1 - s) ** 2 * span, s * s * (s - 1) * span
        return Pose._make(
            # A number that does not change is not computed, so that still parts are exactly still.
            v[i][0] if v[i][0] == v[i + 1][0] else a * v[i][0] + b * v[i + 1][0] + c * v[i][1] + d * v[i + 1][1]
            for v in self.channels
        )


def curve(knots: Sequence[Knot], brisk: bool = False) -> Curve:
    """The curve through these poses: monotone cubics with the slopes of Fritsch and Butland, so none overshoots."""
    times = tuple(time for time, _ in knots)
    channels = []
    for values in zip(*(pose for _, pose in knots), strict=True):
        slopes = [0.0] * len(values)
        for i in range(1, len(values) - 1):
            h0, h1 = times[i] - times[i - 1], times[i + 1] - times[i]
            d0, d1 = (values[i] - values[i - 1]) / h0, (values[i + 1] - values[i]) / h1
            if d0 * d1 > 0:
                w0, w1 = 2 * h1 + h0, h1 + 2 * h0
                slopes[i] = (w0 + w1) / (w0 / d0 + w1 / d1)
        channels.append(tuple(zip(values, slopes, strict=True)))
    return Curve(times, tuple(channels), brisk, len({pose for _, pose in knots}) == 1)


class Motion:
    """The movement of one figure."""

    def __init__(self, says: FigureModel) -> None:
        poses = _poses(says.keyframe)
        self.travel = says.travel
        ball = says.ball
        first = next(iter(says.keyframe.values()))
        self.rig = Rig(
            view=says.view,
            root=says.root,
            near_foot=says.near_foot,
            far_foot=says.far_foot,
            near_hand=says.near_hand,
            far_hand=says.far_hand,
            ball_radius=ball.radius if ball else 0.0,
            ball_start=next(iter(poses.values())).ball,
            near_knee=first.near_knee is not None,
            far_knee=first.far_knee is not None,
            near_elbow=first.near_elbow is not None,
            far_elbow=first.far_elbow is not None,
        )
        self.phases = tuple(phase.name for phase in says.phase)
        self._numbers = {n: i for i, phase in enumerate(says.phase) for n in (phase.name, *phase.also)}
        start = poses[says.phase[-1].path[-1].to]
        self.start = start
        self.ends = (poses[says.ends[0]], poses[says.ends[1]])
        curves = []
        before = start
        for phase in says.phase:
            knots = _knots(before, phase.path, poses)
            if phase is says.phase[-1]:
                knots[-1] = (1.0, self._moved(start))
            curves.append(curve(knots, phase.ease == "brisk"))
            before = knots[-1][1]
        self._curves = tuple(curves)
        self.ready = curve(_knots(poses[says.ready[0].to], says.ready, poses) if says.ready else _stay(start))

    def number(self, phase: str | None) -> int | None:
        """Which phase of a rep this is, from 0; None for a name the figure does not know."""
        return self._numbers.get(phase) if phase is not None else None

    def curve(self, number: int) -> Curve:
        """The way through phase `number`."""
        return self._curves[number]

    def camera(self, number: int, fraction: float) -> float:
        """How far the viewer has moved along: steadily, over the whole rep."""
        return self.travel * (number + min(max(fraction, 0.0), 1.0)) / len(self._curves)

    def _moved(self, pose: Pose) -> Pose:
        """A pose one rep further along: everything that stands on the floor is `travel` further."""
        by = self.travel
        moved = pose._replace(
            root_x=pose.root_x + by, near_foot_x=pose.near_foot_x + by, far_foot_x=pose.far_foot_x + by
        )
        if self.rig.near_hand == "floor":
            moved = moved._replace(near_hand_x=pose.near_hand_x + by)
        if self.rig.far_hand == "floor":
            moved = moved._replace(far_hand_x=pose.far_hand_x + by)
        return moved


def _poses(keyframes: dict[str, KeyframeModel]) -> dict[str, Pose]:
    """Complete poses: gaps are filled from the keyframe before."""
    turns = ("near_knee", "far_knee", "near_elbow", "far_elbow")
    full: dict[str, object] = dict.fromkeys(("ball", *turns), 0.0)
    poses = {}
    for name, keyframe in keyframes.items():
        full |= keyframe.model_dump(exclude_none=True)
        numbers = {}
        for key, value in full.items():
            if isinstance(value, tuple):
                numbers[f"{key}_x"], numbers[f"{key}_y"] = value
            else:
                numbers[key] = value
        poses[name] = Pose(**numbers)
    return poses


def _knots(before: Pose, path: Sequence[WaypointModel], poses: dict[str, Pose]) -> list[Knot]:
    knots = [(step.at, poses[step.to]) for step in path]
    return knots if knots[0][0] == 0.0 else [(0.0, before), *knots]


def _stay(pose: Pose) -> list[Knot]:
    return [(0.0, pose), (1.0, pose)]
