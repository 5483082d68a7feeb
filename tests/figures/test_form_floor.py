"""The movements done on the floor: what lies there stays, and angles are what the cues and sources ask for."""

from __future__ import annotations

from math import atan2, degrees

import pytest

from kneecoach.figures.model import TowelRollModel
from kneecoach.figures.skeleton import on_screen
from tests.figures.moments import (
    all_moments,
    flexion,
    halves,
    hip_angle,
    later,
    moments,
    prop_of,
    shin_lean,
    stands,
    stay,
)


class TestStraightLegRaise:
    line = later(lambda: [*all_moments("straight-leg-raise")])
    up = later(lambda: moments("straight-leg-raise", "hold")[0].joints)

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
    line = later(lambda: [*all_moments("floor-bridge")])
    top = later(lambda: moments("floor-bridge", "squeeze")[0].joints)

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
    line = later(lambda: moments("side-lying-hip-abduction", "lift"))

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
        # The shoulder has a radius of 3.7.
        assert 3 < self.line[0].joints.far.shoulder[2] < 5


class TestQuadSet:
    line = later(lambda: moments("quad-set", "press"))
    roll = later(lambda: prop_of("quad-set", TowelRollModel))

    def test_only_the_working_leg_moves(self) -> None:
        assert stands("quad-set", "far", "hip", "knee", "heel", "toe", "shoulder", "elbow", "hand")
        assert stands("quad-set", "near", "hip", "shoulder", "elbow", "hand")

    def test_the_knee_presses_down_on_the_roll_and_straightens(self) -> None:
        knees = [moment.joints.near.knee for moment in self.line]
        assert all(abs(knee[0] - self.roll.x) < 2 for knee in knees)
        # The back of the knee is 3 below the joint.
        assert knees[0][1] - 3.2 == pytest.approx(2 * self.roll.radius, abs=0.6)
        assert knees[-1][1] < knees[0][1] - 1
        bends = [flexion(moment.joints.near) for moment in self.line]
        assert 15 < bends[0] < 30
        assert bends[-1] < 5

    def test_the_heel_rests_on_the_mat_and_comes_off_it(self) -> None:
        heels = [moment.joints.near.heel[1] for moment in self.line]
        assert heels[0] < 2
        assert 3 < heels[-1] < 9
        assert heels == sorted(heels)


class TestShortArcQuads:
    line = later(lambda: moments("short-arc-quads", "straighten"))
    roll = later(lambda: prop_of("short-arc-quads", TowelRollModel))

    def test_the_thigh_lies_still_on_the_roll(self) -> None:
        knees = [moment.joints.near.knee for moment in self.line]
        assert stay(knees, within=0.01)
        assert abs(knees[0][0] - self.roll.x) < 3
        assert knees[0][1] - 3.2 == pytest.approx(2 * self.roll.radius, abs=0.8)

    def test_the_shin_rises_until_the_knee_is_straight(self) -> None:
        bends = [flexion(moment.joints.near) for moment in self.line]
        assert 40 < bends[0] < 60
        assert bends[-1] < 5
        assert bends == sorted(bends, reverse=True)
        assert self.line[0].joints.near.heel[1] < 2


class TestClamshell:
    line = later(lambda: moments("clamshell", "open"))

    def test_the_feet_stay_together_and_the_hips_do_not_roll(self) -> None:
        assert stands("clamshell", "near", "hip", "ankle", "heel", "toe", "shoulder", "hand")
        assert stands("clamshell", "far", "hip", "knee", "ankle", "heel", "toe", "shoulder", "hand")
        near, far = halves(self.line[0].joints)
        assert near.ankle[1] == pytest.approx(far.ankle[1])
        assert near.ankle[2] - far.ankle[2] < 8

    def test_hips_and_knees_are_bent_and_the_heels_in_line_with_the_back(self) -> None:
        for half in halves(self.line[0].joints):
            assert 35 < 180 - hip_angle(self.line[0].joints, half) < 55
            assert 80 < flexion(half) < 100
            assert abs(half.ankle[0] - half.hip[0]) < 1

    def test_the_upper_knee_opens_by_45_to_60_degrees(self) -> None:
        assert 45 < self.line[-1].pose.near_knee - self.line[0].pose.near_knee < 60
        heights = [moment.joints.near.knee[2] for moment in self.line]
        assert heights == sorted(heights)
        assert heights[-1] > heights[0] + 12

    def test_the_bent_knees_are_seen_in_front_of_the_body(self) -> None:
        joints = self.line[0].joints
        knee, hip = (on_screen("lying", point) for point in (joints.far.knee, joints.far.hip))
        assert knee[1] < hip[1] - 5


class TestBirdDog:
    line = later(lambda: [*all_moments("bird-dog")])
    out = later(lambda: moments("bird-dog", "hold")[0].joints)

    def test_it_stands_on_one_knee_and_the_opposite_hand(self) -> None:
        assert stands("bird-dog", "near", "hip", "shoulder", "elbow", "hand")
        assert stands("bird-dog", "far", "hip", "knee", "ankle", "toe", "shoulder")
        # The skin of a knee is 3.5 from the joint.
        assert 3.4 < self.out.far.knee[1] < 4
        assert self.out.near.hand[1] < 4

    def test_knees_are_under_the_hips_and_hands_under_the_shoulders(self) -> None:
        start = moments("bird-dog", "reach out")[0].joints
        for half in halves(start):
            assert abs(half.knee[0] - half.hip[0]) < 2
            assert abs(half.hand[0] - half.shoulder[0]) < 2
            assert half.hand[1] < 4

    def test_leg_trunk_and_arm_end_in_one_line(self) -> None:
        assert hip_angle(self.out, self.out.near) > 170
        assert flexion(self.out.near) < 6
        back = degrees(atan2(self.out.shoulder[1] - self.out.hip[1], self.out.shoulder[0] - self.out.hip[0]))
        hand, shoulder = self.out.far.hand, self.out.far.shoulder
        assert degrees(atan2(hand[1] - shoulder[1], hand[0] - shoulder[0])) == pytest.approx(back, abs=5)

    def test_the_back_stays_still_and_the_leg_no_higher_than_it(self) -> None:
        assert stay([moment.joints.hip for moment in self.line])
        assert stay([moment.joints.shoulder for moment in self.line])
        assert max(moment.joints.near.ankle[1] for moment in self.line) < self.out.hip[1]


class TestProneLegCurl:
    line = later(lambda: moments("prone-leg-curl", "bend"))

    def test_hips_trunk_arms_and_the_other_leg_lie_still(self) -> None:
        assert stands("prone-leg-curl", "far", "hip", "knee", "ankle", "toe", "shoulder", "elbow", "hand")
        assert stands("prone-leg-curl", "near", "hip", "shoulder", "elbow", "hand")
        assert stay([moment.joints.near.knee for moment in self.line], within=0.01)

    def test_the_forehead_rests_on_the_hands_and_the_elbows_on_the_mat(self) -> None:
        joints = self.line[0].joints
        for half in halves(joints):
            assert 0 < half.elbow[1] < 6
            assert abs(half.elbow[2]) > 20, "out to the side"
            assert abs(half.hand[0] - joints.skull[0]) < 6

    def test_the_knee_bends_to_a_right_angle(self) -> None:
        bends = [flexion(moment.joints.near) for moment in self.line]
        assert bends[0] < 6
        assert 88 < bends[-1] < 105


class TestHipFlexorStretch:
    line = later(lambda: moments("hip-flexor-stretch", "ready"))
    held = later(lambda: moments("hip-flexor-stretch", "hold")[0].joints)

    def test_the_working_knee_stays_on_the_mat_and_the_front_foot_flat(self) -> None:
        assert stands("hip-flexor-stretch", "far")
        knees = [moment.joints.near.knee for moment in self.line]
        assert stay(knees, within=1.0)
        assert 3.0 < min(knee[1] for knee in knees) < 4.0

    def test_the_hip_is_opened_by_15_to_25_degrees_under_an_upright_trunk(self) -> None:
        assert hip_angle(self.line[0].joints, self.line[0].joints.near) > 174
        assert 15 < 180 - hip_angle(self.held, self.held.near) < 25
        assert self.held.near.knee[0] < self.held.hip[0] - 6, "opened forward, not bent"
        assert all(abs(moment.pose.trunk) < 5 for moment in self.line)

    def test_the_front_knee_stays_behind_the_toes(self) -> None:
        assert self.held.far.knee[0] < self.held.far.toe[0]


class TestBridgeWalkout:
    line = later(lambda: [*moments("bridge-walkout", "walk out"), *moments("bridge-walkout", "walk in")])

    def test_shoulders_and_arms_stay_on_the_floor(self) -> None:
        for side in ("near", "far"):
            assert stands("bridge-walkout", side, "shoulder", "elbow", "hand")

    def test_the_hips_stay_up_and_open(self) -> None:
        for moment in self.line:
            assert moment.joints.hip[1] > 14
            for half in halves(moment.joints):
                assert hip_angle(moment.joints, half) > 155, moment.fraction

    def test_one_heel_is_always_down(self) -> None:
        for moment in self.line:
            assert min(half.heel[1] for half in halves(moment.joints)) < 0.05, moment.fraction
            assert all(half.toe[1] > half.heel[1] for half in halves(moment.joints))

    def test_the_legs_end_long_but_not_locked(self) -> None:
        out = moments("bridge-walkout", "walk out")[-1].joints
        assert all(10 < flexion(half) < 50 for half in halves(out))
        assert all(flexion(half) > 100 for half in halves(moments("bridge-walkout", "walk in")[-1].joints))
