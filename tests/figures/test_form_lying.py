"""Lying on one side: the head on the lower arm, the upper hand where it helps, and a trunk with a waist."""

from __future__ import annotations

import pytest

from kneecoach.figures.model import ChairModel
from kneecoach.figures.outline import OutlineAxes
from kneecoach.figures.skeleton import distance, on_screen
from kneecoach.figures.trunk_lying import shirt_lying
from tests.figures.moments import all_moments, figure, flexion, hip_angle, later, moments, stands

LYING = [
    "clamshell",
    "quad-stretch-lying",
    "side-lying-hip-abduction",
]


@pytest.mark.parametrize("name", LYING)
def test_the_head_rests_on_the_lower_arm(name: str) -> None:
    for moment in all_moments(name):
        joints = moment.joints
        shoulder, hand, skull = (
            on_screen("lying", point) for point in (joints.far.shoulder, joints.far.hand, joints.skull)
        )
        assert hand[0] < skull[0] < shoulder[0]
        share = (shoulder[0] - skull[0]) / (shoulder[0] - hand[0])
        arm = shoulder[1] + (hand[1] - shoulder[1]) * share
        # The head has a radius of 6.3, the arm of 2.9.
        assert skull[1] - 6.3 - 2.9 < arm < skull[1]


@pytest.mark.parametrize("name", ["clamshell", "side-lying-hip-abduction"])
def test_the_upper_hand_lies_on_the_floor_in_front_of_the_chest(name: str) -> None:
    for moment in all_moments(name):
        near = moment.joints.near
        assert near.hand[0] - near.shoulder[0] > 10, "forward of the trunk, whose front is 7 before its middle"
        assert near.hand[2] < 4.5
        assert moment.joints.hip[1] < near.hand[1] < near.shoulder[1], "between the hips and the shoulders"


def test_the_trunk_has_a_waist_between_shoulders_and_hips() -> None:
    [shirt] = shirt_lying(OutlineAxes((0.0, 0.0), (-1.0, 0.0)))[0].outlines

    def thick(at: float) -> float:
        across = [y for x, y in shirt if abs(-x - at) < 2.5]
        return max(across) - min(across)

    hips, waist, shoulders = thick(1), thick(12), thick(26)
    assert waist < hips - 2 < shoulders
    assert shoulders - waist > 4
    assert min(y for _, y in shirt) > -8.5, "what lies on the floor is flat"


class TestLyingQuadStretch:
    line = later(lambda: moments("quad-stretch-lying", "ready"))
    held = later(lambda: moments("quad-stretch-lying", "hold")[0].joints)

    def test_only_the_upper_leg_and_its_hand_move(self) -> None:
        assert stands("quad-stretch-lying", "near", "hip", "shoulder")
        assert stands("quad-stretch-lying", "far", "hip", "knee", "ankle", "toe", "shoulder", "hand")

    def test_the_heel_is_drawn_back_to_the_buttock_and_the_thigh_stays_in_line_with_the_trunk(self) -> None:
        near = self.held.near
        assert 140 < flexion(near) < 150
        assert near.ankle[0] < near.hip[0] - 10, "behind the body"
        assert distance(near.ankle, near.hip) < 16
        assert all(hip_angle(moment.joints, moment.joints.near) > 172 for moment in self.line)

    def test_the_knees_stay_close_together(self) -> None:
        assert abs(self.held.near.knee[2] - self.held.far.knee[2]) < 14

    def test_the_hand_holds_the_ankle_and_nothing_else_does(self) -> None:
        assert distance(self.held.near.hand, self.held.near.ankle) < 6
        assert not any(isinstance(prop, ChairModel) for prop in figure("quad-stretch-lying").says.prop)
