"""The movements done on the floor: what lies stays, and angles are those that their cues and sources ask for."""

from __future__ import annotations

import pytest

from tests.figures.moments import (
    all_moments,
    flexion,
    halves,
    hip_angle,
    moments,
    shin_lean,
    stands,
)


class TestStraightLegRaise:
    line = [*all_moments("straight-leg-raise")]
    up = moments("straight-leg-raise", "hold")[0].joints

    def test_the_knee_stays_straight_all_the_way(self) -> None:
        assert all(flexion(moment.joints.near) < 5 for moment in self.line)

    def test_the_trunk_and_the_bent_leg_stay(self) -> None:
        assert stands("straight-leg-raise", "far", "hip", "knee", "heel", "toe", "shoulder", "hand")
        assert self.up.far.toe[1] == pytest.approx(0) == self.up.far.heel[1]
        assert 90 < flexion(self.up.far) < 115

    def test_the_leg_rises_from_the_mat_to_the_other_thigh_and_no_further(self) -> None:
        assert self.line[0].joints.near.heel[1] < 6
        raised = 180 - hip_angle(self.up, self.up.near)
        assert 30 < raised < 180 - hip_angle(self.up, self.up.far)

    def test_the_toes_point_up_at_a_right_angle_to_the_shin(self) -> None:
        for moment in self.line:
            assert abs(moment.pose.near_pitch - shin_lean(moment.joints.near)) < 8


class TestFloorBridge:
    line = [*all_moments("floor-bridge")]
    top = moments("floor-bridge", "squeeze")[0].joints

    def test_feet_shoulders_and_arms_stay_on_the_floor(self) -> None:
        for side in ("near", "far"):
            assert stands("floor-bridge", side, "heel", "toe", "shoulder", "elbow", "hand")
        assert self.top.near.heel[1] == pytest.approx(0)

    def test_at_the_top_shoulders_hips_and_knees_are_one_line_over_upright_shins(self) -> None:
        for half in halves(self.top):
            assert hip_angle(self.top, half) > 172
            assert abs(shin_lean(half)) < 8

    def test_the_hips_rise_from_the_mat_in_one_go(self) -> None:
        heights = [moment.joints.hip[1] for moment in moments("floor-bridge", "push up")]
        assert 6.5 < heights[0] < 8.5
        assert heights == sorted(heights)


class TestSideLyingHipAbduction:
    line = moments("side-lying-hip-abduction", "lift")

    def test_only_the_upper_leg_moves(self) -> None:
        for side, joints in (("near", ("hip", "shoulder", "hand")), ("far", ("hip", "knee", "toe", "shoulder"))):
            assert stands("side-lying-hip-abduction", side, *joints)

    def test_hips_and_shoulders_are_stacked_in_one_line_with_the_legs(self) -> None:
        start = self.line[0].joints
        assert start.near.hip[:2] == pytest.approx(start.far.hip[:2])
        assert start.near.shoulder[:2] == pytest.approx(start.far.shoulder[:2])
        assert all(hip_angle(start, half) > 172 for half in halves(start))

    def test_the_straight_leg_is_lifted_by_25_to_35_degrees_and_not_forward(self) -> None:
        for moment in self.line:
            assert flexion(moment.joints.near) < 6
            assert abs(moment.joints.near.ankle[0] - moment.joints.near.hip[0]) < 1
        assert 25 < 180 - hip_angle(self.line[-1].joints, self.line[-1].joints.near) < 35

    def test_the_lower_shoulder_lies_on_the_mat(self) -> None:
        # The shoulder is 3.7 round.
        assert 3 < self.line[0].joints.far.shoulder[2] < 5
