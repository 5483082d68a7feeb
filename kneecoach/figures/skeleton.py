"""Turns a pose into joints: proportions and inverse kinematics. Limbs keep their lengths, whatever a pose asks for.

Lengths are in hundredths of a standing person's height. The body has its own axes: forward (where it faces when it
stands), up, and sideways (positive on the near side). Lying on the back is standing, turned by -90 degrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, radians, sin, sqrt
from typing import Literal, NamedTuple

THIGH = SHIN = 24.0
UPPER_ARM = 16.5
FOREARM = 16.5
"""Elbow to the middle of the palm."""
TRUNK = 29.0
"""Middle of the hips to the middle of the shoulders."""
NECK = 12.0
"""Middle of the shoulders to the middle of the skull."""
HIP_HALF, SHOULDER_HALF = 5.2, 8.6
ANKLE_HIGH = 4.5
"""Sole to ankle."""
HEEL_BACK, TOE_FORWARD = 4.0, 8.0
"""Ankle to the end of the heel and to the ball of the foot, along the sole."""
LOOK_DOWN = radians(25)
"""How steeply the viewer, whom the body faces, looks down, in radians."""
IN_FRONT_OF_CHEST = 13.0
"""How far in front of the chest the upper hand rests on the floor when the body lies on its side."""
FRONT = 13.0
"""How far forward that viewer sees the floor's edge."""

Point = tuple[float, float, float]
"""Forward, up, sideways."""

View = Literal["side", "front", "lying"]
"""`lying` is the front view of a body that lies on its far side, its head to the left."""
Root = Literal["hip", "shoulder"]
FootPoint = Literal["toe", "heel", "ankle", "ball", "angles"]
HandPoint = Literal["floor", "hip", "shoulder", "ankle"]


class Pose(NamedTuple):
    """Where the ends of the body are: keyframes give these numbers, and they are eased between keyframes.

    x is what the viewer sees as x: forward in the side view, sideways in the front view and, for a body that lies
    on its side, along it towards the feet. Angles are in degrees.
    """

    root_x: float
    root_y: float
    trunk: float
    """Lean of hips-to-shoulders from upright, forward positive."""
    head: float
    near_foot_x: float
    near_foot_y: float
    near_pitch: float
    """How far the heel is raised over the toes; toes up is negative."""
    far_foot_x: float
    far_foot_y: float
    far_pitch: float
    near_hand_x: float
    near_hand_y: float
    far_hand_x: float
    far_hand_y: float
    ball: float
    """x of the middle of the stability ball."""
    near_knee: float = 0.0
    """How far the knee is turned outwards about the line from hip to ankle, if the rig uses it."""
    far_knee: float = 0.0
    near_elbow: float = 0.0
    """How far the elbow is turned outwards about the line from shoulder to hand, if the rig uses it."""
    far_elbow: float = 0.0


@dataclass(frozen=True, slots=True)
class Rig:
    """What the numbers of a figure's poses mean; the same for all its poses."""

    view: View
    root: Root
    near_foot: FootPoint
    far_foot: FootPoint
    near_hand: HandPoint
    far_hand: HandPoint
    ball_radius: float = 0.0
    ball_start: float = 0.0
    """x of the ball at which its roll is 0."""
    near_knee: bool = False
    """Whether a pose says which way the knee points; otherwise it follows the foot."""
    far_knee: bool = False
    near_elbow: bool = False
    """Whether a pose says which way the elbow points; otherwise it points back, or outwards from the front."""
    far_elbow: bool = False


@dataclass(frozen=True, slots=True)
class Half:
    """The joints of one side of the body."""

    hip: Point
    knee: Point
    ankle: Point
    heel: Point
    toe: Point
    shoulder: Point
    elbow: Point
    hand: Point


@dataclass(frozen=True, slots=True)
class Joints:
    """Every joint of a figure at one moment."""

    hip: Point
    shoulder: Point
    skull: Point
    near: Half
    far: Half
    ball: float
    """x of the middle of the ball."""
    roll: float
    """How far the ball has rolled, in radians, clockwise."""


def solve(rig: Rig, pose: Pose) -> Joints:
    """All joints of a pose."""
    lean = radians(pose.trunk)
    trunk = (TRUNK * sin(lean), TRUNK * cos(lean), 0.0)
    # From the front a leaning trunk comes towards the viewer, and the hips go back by about half of it.
    depth = -trunk[0] * 0.55 if rig.view == "front" else 0.0
    root = _place(rig.view, pose.root_x, pose.root_y, depth)
    hip = root if rig.root == "hip" else _sub(root, trunk)
    shoulder = _add(hip, trunk)
    tilt = radians(pose.head)
    skull = _add(shoulder, (NECK * sin(tilt), NECK * cos(tilt), 0.0))
    roll = (pose.ball - rig.ball_start) / rig.ball_radius if rig.ball_radius else 0.0
    near = _half(
        rig,
        1.0,
        (hip, shoulder),
        (rig.near_foot, pose.near_foot_x, pose.near_foot_y, pose.near_pitch),
        (rig.near_hand, pose.near_hand_x, pose.near_hand_y),
        (pose.ball, roll),
        (pose.near_knee if rig.near_knee else None, pose.near_elbow if rig.near_elbow else None),
    )
    far = _half(
        rig,
        -1.0,
        (hip, shoulder),
        (rig.far_foot, pose.far_foot_x, pose.far_foot_y, pose.far_pitch),
        (rig.far_hand, pose.far_hand_x, pose.far_hand_y),
        (pose.ball, roll),
        (pose.far_knee if rig.far_knee else None, pose.far_elbow if rig.far_elbow else None),
    )
    return Joints(hip, shoulder, skull, near, far, pose.ball, roll)


def _half(
    rig: Rig,
    side: float,
    middle: tuple[Point, Point],
    foot: tuple[FootPoint, float, float, float],
    hand: tuple[HandPoint, float, float],
    ball: tuple[float, float],
    turns: tuple[float | None, float | None],
) -> Half:
    """One side of the body: `side` is 1 for near and -1 for far."""
    hip = _add(middle[0], (0.0, 0.0, side * HIP_HALF))
    shoulder = _add(middle[1], (0.0, 0.0, side * SHOULDER_HALF))
    point, x, y, pitch = foot
    if point == "ball":
        # The heel keeps to one spot of the ball's skin, so it turns with the ball and never slides.
        turn = radians(x) + ball[1]
        x, y = ball[0] + rig.ball_radius * sin(turn), rig.ball_radius * (1 + cos(turn))
    side_on = rig.view == "side"
    if point == "angles":
        ankle = _swung(rig.view, hip, side, x, y)
    else:
        ankle = _ankle(point, _place(rig.view, x, y, side * HIP_HALF if side_on else 0.0), pitch)
    knee_to = (hip[1] - ankle[1], ankle[0] - hip[0], 0.0) if side_on else _over_foot(hip, ankle)
    if turns[0] is not None:
        knee_to = _turned_out((hip[1] - ankle[1], ankle[0] - hip[0], 0.0), side, turns[0])
    knee, ankle = reach(hip, ankle, THIGH, SHIN, knee_to)
    heel = _add(ankle, _turned(-HEEL_BACK, -ANKLE_HIGH, pitch))
    toe = _add(ankle, _turned(TOE_FORWARD, -ANKLE_HIGH, pitch))

    origin, x, y = hand
    start = {"floor": (0.0, 0.0, 0.0), "hip": hip, "shoulder": shoulder, "ankle": ankle}[origin]
    if side_on:
        palm = (start[0] + x, start[1] + y, shoulder[2])
        elbow_to = (palm[1] - shoulder[1], shoulder[0] - palm[0], 0.0)
    else:
        across, up = (y, -x) if rig.view == "lying" else (x, y)
        palm = (start[0] if origin == "ankle" else shoulder[0], start[1] + up, start[2] + across)
        elbow_to = (-0.4, 0.0, side)
        if rig.view == "lying":
            # A body on its side has the floor under it; the near hand rests there, in front of the chest.
            elbow_to = (-0.6, 0.0, 1.0) if side > 0 else (-0.4, 0.0, 1.0)
            if origin == "floor" and side > 0:
                palm = (shoulder[0] + IN_FRONT_OF_CHEST, palm[1], palm[2])
    if turns[1] is not None:
        elbow_to = _turned_out((palm[1] - shoulder[1], shoulder[0] - palm[0], 0.0), side, turns[1])
    elbow, palm = reach(shoulder, palm, UPPER_ARM, FOREARM, elbow_to)
    return Half(hip, knee, ankle, heel, toe, shoulder, elbow, palm)


def _over_foot(hip: Point, ankle: Point) -> Point:
    """The way a knee bends towards the viewer so that it stays over its foot and never caves in."""
    apart = distance(hip, ankle) / 2
    bend = sqrt(max(THIGH * THIGH - apart * apart, 1.0))
    return 1.0, 0.0, 0.72 * (ankle[2] - hip[2]) / bend


def _turned_out(ahead: Point, side: float, turn: float) -> Point:
    """The direction in which a joint bends if it is turned outwards by `turn` degrees from `ahead`."""
    size = hypot(*ahead) or 1.0
    c, s = cos(radians(turn)), sin(radians(turn))
    return ahead[0] / size * c, ahead[1] / size * c, side * s


def reach(start: Point, goal: Point, first: float, second: float, towards: Point) -> tuple[Point, Point]:
    """The middle joint and the end of two bones from `start`, bending `towards`; the end is `goal` if in reach."""
    way = _sub(goal, start)
    distance = sqrt(_dot(way, way))
    along = (way[0] / distance, way[1] / distance, way[2] / distance) if distance > 1e-9 else (0.0, -1.0, 0.0)
    distance = min(max(distance, abs(first - second) + 1e-6), first + second - 1e-6)
    foot = (first * first - second * second + distance * distance) / (2 * distance)
    height = sqrt(max(first * first - foot * foot, 0.0))
    across = _dot(towards, along)
    out = (towards[0] - across * along[0], towards[1] - across * along[1], towards[2] - across * along[2])
    if _dot(out, out) < 1e-12:
        # No direction is better than any other: any at a right angle will do.
        out = (along[1], -along[0], 0.0) if abs(along[2]) < 0.9 else (1.0, 0.0, 0.0)
        across = _dot(out, along)
        out = (out[0] - across * along[0], out[1] - across * along[1], out[2] - across * along[2])
    size = sqrt(_dot(out, out))
    middle = (
        start[0] + along[0] * foot + out[0] / size * height,
        start[1] + along[1] * foot + out[1] / size * height,
        start[2] + along[2] * foot + out[2] / size * height,
    )
    end = (start[0] + along[0] * distance, start[1] + along[1] * distance, start[2] + along[2] * distance)
    return middle, end


def on_screen(view: View, point: Point) -> tuple[float, float]:
    """x and y of a point as seen by the viewer: a little from above, to show bent thighs, except from the side."""
    if view == "side":
        return point[0], point[1]
    across, up = (-point[1], point[2]) if view == "lying" else (point[2], point[1])
    return across, up * cos(LOOK_DOWN) + (FRONT - point[0]) * sin(LOOK_DOWN)


def distance(a: Point, b: Point) -> float:
    """How far apart two points are."""
    return hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])


def _swung(view: View, hip: Point, side: float, raised: float, bent: float) -> Point:
    """The ankle of a leg whose thigh is raised from straight down and whose knee is bent, in degrees.

    The thigh is raised forward; seen from the front it is raised outwards, and the shin goes back from there.
    """
    thigh, shin = radians(raised), radians(raised - bent)
    if view == "side":
        return (
            hip[0] + THIGH * sin(thigh) + SHIN * sin(shin),
            hip[1] - THIGH * cos(thigh) - SHIN * cos(shin),
            hip[2],
        )
    long, back = THIGH + SHIN * cos(radians(bent)), SHIN * sin(radians(bent))
    return hip[0] - back, hip[1] - long * cos(thigh), hip[2] + side * long * sin(thigh)


def _ankle(point: FootPoint, at: Point, pitch: float) -> Point:
    if point == "toe":
        return _add(at, _turned(-TOE_FORWARD, ANKLE_HIGH, pitch))
    if point == "ankle":
        return at
    return _add(at, _turned(HEEL_BACK, ANKLE_HIGH, pitch))


def _turned(forward: float, up: float, pitch: float) -> Point:
    """A step along and off the sole of a foot with this pitch."""
    c, s = cos(radians(pitch)), sin(radians(pitch))
    return forward * c + up * s, up * c - forward * s, 0.0


def _place(view: View, x: float, y: float, depth: float) -> Point:
    if view == "lying":
        return depth, -x, y
    return (x, y, depth) if view == "side" else (depth, y, x)


def _add(a: Point, b: Point) -> Point:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def _sub(a: Point, b: Point) -> Point:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def _dot(a: Point, b: Point) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
