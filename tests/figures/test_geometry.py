"""Limbs keep their lengths, joints bend the right way, and nothing jumps."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import atan2, cos, degrees, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.figures.motion import curve
from kneecoach.figures.skeleton import (
    ANKLE_HIGH,
    FOREARM,
    FRONT,
    LOOK_DOWN,
    NECK,
    SHIN,
    THIGH,
    TRUNK,
    UPPER_ARM,
    Half,
    Joints,
    Pose,
    Rig,
    View,
    distance,
    on_screen,
    solve,
)
from tests.figures.moments import all_moments, angle, figure, halves, hip_angle, moments, of_every_figure, paths

POSES = st.builds(Pose, *(st.floats(-150, 150) for _ in Pose._fields))
RIGS = st.builds(
    Rig,
    view=st.sampled_from(["side", "front", "lying"]),
    root=st.sampled_from(["hip", "shoulder"]),
    near_foot=st.sampled_from(["toe", "heel", "ankle", "ball", "angles"]),
    far_foot=st.sampled_from(["toe", "heel", "ankle", "ball", "angles"]),
    near_hand=st.sampled_from(["floor", "hip", "shoulder", "ankle"]),
    far_hand=st.sampled_from(["floor", "hip", "shoulder", "ankle"]),
    ball_radius=st.just(15.0),
    near_knee=st.booleans(),
    far_knee=st.booleans(),
)


def lengths_hold(joints: Joints) -> None:
    bones = [(joints.hip, joints.shoulder, TRUNK), (joints.shoulder, joints.skull, NECK)]
    for half in halves(joints):
        bones += [(half.hip, half.knee, THIGH), (half.knee, half.ankle, SHIN)]
        bones += [(half.shoulder, half.elbow, UPPER_ARM), (half.elbow, half.hand, FOREARM)]
    for one, other, length in bones:
        # As near as pytest.approx, which takes far longer.
        assert abs(distance(one, other) - length) <= 1e-6 * length


@given(RIGS, POSES)
def test_limbs_keep_their_lengths_whatever_a_pose_asks_for(rig: Rig, pose: Pose) -> None:
    lengths_hold(solve(rig, pose))


LYING = Rig("lying", "hip", "ankle", "ankle", "hip", "floor", near_knee=True)
CLAM = Pose(*(0.0 for _ in Pose._fields))._replace(
    root_y=10.4, near_foot_x=34, near_foot_y=12.5, far_foot_x=34, far_foot_y=6, near_hand_y=8, far_hand_x=-50
)


def test_a_knee_of_its_own_angle_opens_while_the_feet_stay_together() -> None:
    shut, opened = (solve(LYING, CLAM._replace(near_knee=turn)).near for turn in (0.0, 60.0))
    assert opened.ankle == pytest.approx(shut.ankle)
    assert angle(opened.hip, opened.knee, opened.ankle) == pytest.approx(angle(shut.hip, shut.knee, shut.ankle))
    middle = tuple((a + b) / 2 for a, b in zip(shut.hip, shut.ankle, strict=True))
    assert angle(shut.knee, (middle[0], middle[1], middle[2]), opened.knee) == pytest.approx(60, abs=0.5)
    assert opened.knee[2] > shut.knee[2] + 10, "outwards"


@pytest.mark.parametrize("raised", [-40.0, 0.0, 89.0, 130.0])
@pytest.mark.parametrize("bent", [3.0, 40.0, 120.0])
def test_a_free_leg_swings_about_the_hip_and_bends_by_what_a_pose_says(raised: float, bent: float) -> None:
    rig = Rig("side", "hip", "angles", "toe", "hip", "hip")
    half = solve(rig, CLAM._replace(root_y=52, near_foot_x=raised, near_foot_y=bent)).near
    thigh = (half.knee[0] - half.hip[0], half.hip[1] - half.knee[1])
    assert degrees(atan2(*thigh)) == pytest.approx(raised, abs=0.01)
    assert 180 - angle(half.hip, half.knee, half.ankle) == pytest.approx(bent, abs=0.01)


@pytest.mark.parametrize("view", ["front", "lying"])
def test_a_free_leg_is_raised_to_its_own_outside_unless_it_is_seen_from_the_side(view: View) -> None:
    rig = Rig(view, "hip", "angles", "angles", "hip", "hip")
    pose = CLAM._replace(root_y=52, near_foot_x=30, near_foot_y=3, far_foot_x=30, far_foot_y=3)
    near, far = halves(solve(rig, pose))
    for half, side in ((near, 1), (far, -1)):
        out = (side * (half.ankle[2] - half.hip[2]), half.hip[1] - half.ankle[1])
        assert degrees(atan2(*out)) == pytest.approx(30, abs=0.01)


def test_the_far_knee_opens_to_its_own_outside() -> None:
    rig = replace(LYING, far_knee=True)
    shut, opened = (solve(rig, CLAM._replace(far_knee=turn)).far for turn in (0.0, 60.0))
    assert opened.knee[2] < shut.knee[2] - 10


def seen_high(height: float) -> float:
    """How high a viewer who looks down a little sees a point at this height above the middle of the mat."""
    return height * cos(LOOK_DOWN) + FRONT * sin(LOOK_DOWN)


def test_somebody_lying_on_one_side_has_the_head_to_the_left_and_the_near_side_up() -> None:
    joints = solve(LYING, CLAM)
    skull, hip, ankle = (on_screen("lying", point) for point in (joints.skull, joints.hip, joints.near.ankle))
    assert skull[0] < hip[0] < ankle[0]
    assert skull[1] == pytest.approx(hip[1]) == pytest.approx(seen_high(10.4))
    assert on_screen("lying", joints.near.hip)[1] > hip[1] > on_screen("lying", joints.far.hip)[1] > 0
    assert ankle == pytest.approx((34, seen_high(12.5)))
    assert on_screen("lying", joints.far.hand) == pytest.approx((-50, 0), abs=12)


@of_every_figure
def test_limbs_keep_their_lengths_all_the_way(name: str) -> None:
    for moment in all_moments(name):
        lengths_hold(moment.joints)


def bend(side_on: bool, start: tuple[float, ...], middle: tuple[float, ...], end: tuple[float, ...]) -> float:
    """How far a middle joint stands forward of the line between its ends; for a body on its back, up."""
    if not side_on:
        return middle[0] - (start[0] + end[0]) / 2
    across = (start[1] - end[1], end[0] - start[0])
    return (middle[0] - start[0]) * across[0] + (middle[1] - start[1]) * across[1]


@of_every_figure
def test_joints_bend_the_right_way(name: str) -> None:
    side_on = figure(name).motion.rig.view == "side"
    for moment in all_moments(name):
        for half in halves(moment.joints):
            assert bend(side_on, half.hip, half.knee, half.ankle) >= -1e-6, f"{moment.where}: knee"
            assert bend(side_on, half.shoulder, half.elbow, half.hand) <= 1e-6, f"{moment.where}: elbow"
            assert angle(half.hip, half.knee, half.ankle) >= 28, f"{moment.where}: knee bent too far"
            assert angle(half.shoulder, half.elbow, half.hand) >= 40, f"{moment.where}: elbow bent too far"
            assert 50 <= ankle_angle(half) <= 135, f"{moment.where}: ankle"


@of_every_figure
def test_hips_and_neck_stay_within_what_a_body_can_do(name: str) -> None:
    side_on = figure(name).motion.rig.view == "side"
    for moment in all_moments(name):
        assert abs(moment.pose.head - moment.pose.trunk) <= 60, f"{moment.where}: neck"
        for half in halves(moment.joints):
            opened = hip_angle(moment.joints, half)
            assert opened >= 50, f"{moment.where}: hip bent too far"
            if side_on:
                # A thigh behind the line of the trunk: hip and pelvis together open by at most 40 degrees.
                trunk = (moment.joints.shoulder[0] - half.hip[0], moment.joints.shoulder[1] - half.hip[1])
                thigh = (half.knee[0] - half.hip[0], half.knee[1] - half.hip[1])
                is_behind = trunk[0] * thigh[1] - trunk[1] * thigh[0] > 0
                assert not is_behind or opened > 140, f"{moment.where}: hip opened too far"


def ankle_angle(half: Half) -> float:
    """The angle between shin and foot, in degrees: 90 when standing."""
    ahead = tuple(a + t - h for a, t, h in zip(half.ankle, half.toe, half.heel, strict=True))
    return angle(half.knee, half.ankle, (ahead[0], ahead[1], ahead[2]))


@of_every_figure
def test_every_foot_and_hand_reaches_where_it_should(name: str) -> None:
    """A pose that asks for more than the limbs' length would let a planted foot slide."""
    motion = figure(name).motion
    stretched = (2 * THIGH - 1e-5, 2 * UPPER_ARM - 1e-5)
    for moment in all_moments(name):
        for half in halves(moment.joints):
            assert distance(half.hip, half.ankle) < stretched[0], f"{moment.where}: leg"
            assert distance(half.shoulder, half.hand) < stretched[1], f"{moment.where}: arm"
    assert motion.start == motion.ready.at(1.0)


@of_every_figure
def test_nothing_goes_through_the_floor(name: str) -> None:
    lies = figure(name).motion.rig.view == "lying"
    up = 2 if lies else 1
    for moment in all_moments(name):
        for half in halves(moment.joints):
            points = (half.hip, half.knee, half.heel, half.toe, half.elbow, half.hand)
            assert min(point[up] for point in points) > -1e-6, moment.where
            assert half.ankle[up] > (2.0 if lies else ANKLE_HIGH) - 1e-6


def spots(joints: Joints, camera: float, view: str) -> list[tuple[float, float]]:
    """Every joint as the viewer sees it."""
    points = [joints.hip, joints.shoulder, joints.skull]
    for half in halves(joints):
        points += [half.knee, half.ankle, half.heel, half.toe, half.elbow, half.hand]
    return [((p[0] if view == "side" else p[2]) - camera, p[1]) for p in points]


@of_every_figure
def test_nothing_jumps_within_a_phase_between_phases_or_from_rep_to_rep(name: str) -> None:
    motion = figure(name).motion
    rep = [moment for phase in motion.phases for moment in moments(name, phase)]
    for line in (moments(name, "ready"), [moments(name, "ready")[-1], *rep, rep[0]]):
        seen = [spots(moment.joints, moment.camera, motion.rig.view) for moment in line]
        for i, (before, after) in enumerate(pairwise(seen)):
            for (x0, y0), (x1, y1) in zip(before, after, strict=True):
                assert abs(x1 - x0) + abs(y1 - y0) < 2.5, line[i].where


@of_every_figure
def test_a_movement_begins_and_ends_gently(name: str) -> None:
    for path in paths(name):
        line = moments(name, path)
        for a, b in ((line[0], line[1]), (line[-2], line[-1])):
            assert max(abs(p - q) for p, q in zip(a.pose, b.pose, strict=True)) < 0.5


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=6), st.floats(0, 1))
def test_easing_never_overshoots_a_keyframe(values: list[float], at: float) -> None:
    rest = (0.0,) * (len(Pose._fields) - 1)
    knots = [(i / (len(values) - 1), Pose(value, *rest)) for i, value in enumerate(values)]
    found = curve(knots).at(at).root_x
    i = min(int(at * (len(values) - 1)), len(values) - 2)
    low, high = sorted(values[i : i + 2])
    assert low - 1e-6 <= found <= high + 1e-6
