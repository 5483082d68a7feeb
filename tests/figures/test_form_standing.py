"""The movements done standing or on a chair: angles are what the cues and sources ask for."""

from __future__ import annotations

from math import hypot

import pytest

from kneecoach.figures.furniture import SEAT
from kneecoach.figures.model import ArrowModel, ChairModel, StepModel, TetherModel, WallModel
from kneecoach.figures.outline import between
from kneecoach.figures.skeleton import distance
from tests.figures.moments import (
    all_moments,
    figure,
    flat,
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

CM = 1.7
"""Centimetres in a unit: a standing person is 100 units tall."""
TIP = 3.7
"""How far a shoe reaches beyond the ball of the foot."""


class TestSitToStand:
    rising = later(lambda: moments("sit-to-stand", "stand up"))

    def test_the_feet_stay_flat_and_end_under_the_hips(self) -> None:
        assert stands("sit-to-stand", "near")
        assert stands("sit-to-stand", "far")
        assert self.rising[-1].joints.near.heel[1] == pytest.approx(0)
        assert abs(self.rising[-1].joints.hip[0] - self.rising[-1].joints.near.ankle[0]) < 2

    def test_it_begins_on_the_seat_with_the_feet_pulled_back(self) -> None:
        chair, sits = prop_of("sit-to-stand", ChairModel), self.rising[0].joints
        assert chair.x + 10 < sits.hip[0] < chair.x + 26
        assert 5 < sits.hip[1] - SEAT < 6.5
        assert 10 < shin_lean(sits.near) < 25

    def test_the_hips_leave_the_seat_only_with_the_nose_over_the_knees(self) -> None:
        for moment in (*self.rising, *moments("sit-to-stand", "sit down")):
            if 33.2 < moment.joints.hip[1] < 42:
                assert moment.joints.skull[0] > moment.joints.near.knee[0], moment.fraction

    def test_it_ends_upright_with_straight_knees(self) -> None:
        stood = self.rising[-1].joints
        for half in halves(stood):
            assert flexion(half) < 9
            assert hip_angle(stood, half) > 172

    def test_the_shins_lean_no_further_than_over_the_toes(self) -> None:
        for moment in all_moments("sit-to-stand"):
            for half in halves(moment.joints):
                assert half.knee[0] < half.toe[0] + TIP


class TestStandingHipAbduction:
    out = later(lambda: moments("standing-hip-abduction", "out"))

    def test_the_other_leg_the_trunk_and_the_hand_on_the_chair_stay(self) -> None:
        assert stands("standing-hip-abduction", "far", "heel", "toe", "knee", "hand")
        assert stay([moment.joints.hip for moment in self.out])
        assert stay([moment.joints.shoulder for moment in self.out])

    def test_the_leg_moves_straight_out_by_25_to_35_degrees(self) -> None:
        assert hip_angle(self.out[0].joints, self.out[0].joints.near) > 175
        assert 25 < 180 - hip_angle(self.out[-1].joints, self.out[-1].joints.near) < 35
        for moment in self.out:
            assert flexion(moment.joints.near) < 6
            assert abs(moment.joints.near.ankle[0] - moment.joints.near.hip[0]) < 1, "neither forward nor back"

    def test_both_knees_are_straight_at_the_start(self) -> None:
        assert all(flexion(half) < 8 for half in halves(self.out[0].joints))


class TestHeelRaise:
    rising = later(lambda: moments("heel-raise", "rise"))

    def test_the_balls_of_the_feet_and_the_hands_stay(self) -> None:
        assert stands("heel-raise", "near", "toe", "hand")
        assert stands("heel-raise", "far", "toe", "hand")

    def test_the_knees_stay_straight(self) -> None:
        assert all(flexion(half) < 15 for moment in self.rising for half in halves(moment.joints))
        assert all(flexion(half) < 8 for half in halves(self.rising[-1].joints))

    def test_it_rises_straight_up_by_several_centimetres(self) -> None:
        heels = [moment.joints.near.heel[1] for moment in self.rising]
        assert heels == sorted(heels)
        assert 10 < heels[-1] * CM < 15
        hips = [moment.joints.hip for moment in self.rising]
        assert abs(hips[-1][0] - hips[0][0]) < 5 > hips[-1][1] - hips[0][1] > 3.5

    def test_the_body_ends_over_the_balls_of_the_feet(self) -> None:
        top = self.rising[-1].joints
        assert abs(top.hip[0] - (top.near.toe[0] + top.far.toe[0]) / 2) < 5
        assert 120 < 90 + self.rising[-1].pose.near_pitch < 132, "as far as an ankle goes"


class TestHamstringStretch:
    line = later(lambda: [*all_moments("hamstring-stretch")])
    held = later(lambda: moments("hamstring-stretch", "hold")[0].joints)

    def test_the_working_leg_is_straight_with_its_heel_on_the_floor(self) -> None:
        assert stands("hamstring-stretch", "near")
        assert self.held.near.heel[1] == pytest.approx(0)
        assert self.held.near.toe[1] > 5
        assert all(flexion(moment.joints.near) < 6 for moment in self.line)

    def test_the_other_foot_is_flat_under_a_bent_knee(self) -> None:
        assert stands("hamstring-stretch", "far")
        assert self.held.far.toe[1] == pytest.approx(0)
        assert 80 < flexion(self.held.far) < 100

    def test_it_leans_in_from_the_hips_which_stay_on_the_seat(self) -> None:
        assert stay([moment.joints.hip for moment in self.line])
        chair = prop_of("hamstring-stretch", ChairModel)
        assert chair.x + 10 < self.held.hip[0] < chair.x + 26
        assert hip_angle(self.line[0].joints, self.line[0].joints.near) > 110
        assert 70 < hip_angle(self.held, self.held.near) < 90


class TestStepUp:
    up = later(lambda: moments("step-up", "step up"))
    step = later(lambda: prop_of("step-up", StepModel))

    def test_the_step_is_10_to_20_cm_high(self) -> None:
        assert 10 <= self.step.top * CM <= 20

    def test_the_working_foot_stays_flat_on_the_step(self) -> None:
        assert stands("step-up", "near")
        near = self.up[0].joints.near
        assert near.heel[1] == pytest.approx(self.step.top) == near.toe[1]
        assert self.step.left < near.heel[0] - 1 < near.toe[0] + TIP < self.step.right

    def test_the_knee_stays_over_the_foot(self) -> None:
        for moment in self.up:
            near = moment.joints.near
            assert near.ankle[0] - 1 < near.knee[0] < near.toe[0] + TIP

    def test_the_other_foot_goes_from_the_floor_to_the_step(self) -> None:
        first, last = self.up[0].joints, self.up[-1].joints
        assert first.far.toe[1] == pytest.approx(0) == first.far.heel[1]
        assert last.far.toe[1] == pytest.approx(self.step.top) == last.far.heel[1]
        for half in halves(last):
            assert flexion(half) < 9
            assert hip_angle(last, half) > 170

    def test_the_shoe_does_not_pass_through_the_step(self) -> None:
        for moment in self.up:
            toe = moment.joints.far.toe
            assert toe[0] + TIP < self.step.left or toe[1] > self.step.top - 1e-6, moment.fraction


class TestStepDown:
    down = later(lambda: moments("step-down", "lower"))
    step = later(lambda: prop_of("step-down", StepModel))

    def test_the_working_foot_stays_flat_on_the_step(self) -> None:
        assert stands("step-down", "near")
        near = self.down[0].joints.near
        assert near.heel[1] == pytest.approx(self.step.top) == near.toe[1]
        assert self.step.left < near.heel[0] < near.toe[0] < self.step.right

    def test_the_other_heel_just_touches_the_floor_in_front(self) -> None:
        heels = [moment.joints.far.heel for moment in self.down]
        assert heels[-1][1] == pytest.approx(0)
        assert self.down[-1].joints.far.toe[1] > 1
        assert all(heel[1] > 0.1 for heel in heels[:90])
        assert all(heel[0] - 0.9 > self.step.right for heel in heels if heel[1] < self.step.top)

    def test_the_working_knee_bends_under_control_over_its_foot(self) -> None:
        assert flexion(self.down[0].joints.near) < 10
        assert 55 < flexion(self.down[-1].joints.near) < 78
        for moment in self.down:
            assert moment.joints.near.knee[0] < moment.joints.near.toe[0] + TIP + 1.5


class TestTerminalKneeExtension:
    line = later(lambda: moments("terminal-knee-extension", "straighten"))

    def test_the_last_40_degrees_are_straightened(self) -> None:
        bends = [flexion(moment.joints.near) for moment in self.line]
        assert 35 < bends[0] < 45
        assert bends[-1] < 8
        assert bends == sorted(bends, reverse=True)

    def test_only_the_working_leg_moves(self) -> None:
        assert stands("terminal-knee-extension", "far")
        assert stands("terminal-knee-extension", "near", "toe")
        assert all(flexion(moment.joints.far) < 12 for moment in self.line)
        assert stay([moment.joints.hip for moment in self.line], within=0.5)

    def test_the_band_pulls_forward_and_is_stretched_by_the_knee(self) -> None:
        post = prop_of("terminal-knee-extension", TetherModel).to
        lengths = [distance((*post, 0.0), (*moment.joints.near.knee[:2], 0.0)) for moment in self.line]
        assert post[0] > self.line[0].joints.near.toe[0] + TIP
        assert abs(post[1] - self.line[-1].joints.near.knee[1]) < 2
        assert lengths == sorted(lengths)
        assert lengths[-1] - lengths[0] > 6


class TestWallSquat:
    line = later(lambda: [*all_moments("wall-squat")])
    low = later(lambda: moments("wall-squat", "hold")[0].joints)

    def test_the_back_slides_straight_down_the_wall(self) -> None:
        wall = prop_of("wall-squat", WallModel)
        assert stay([(moment.joints.hip[0], moment.pose.trunk, 0.0) for moment in self.line])
        assert 6.4 < self.low.hip[0] - wall.x < 7.5
        assert self.low.shoulder[0] == pytest.approx(self.low.hip[0])

    def test_the_feet_stay_flat_in_front(self) -> None:
        assert stands("wall-squat", "near")
        assert stands("wall-squat", "far")
        assert self.low.near.heel[1] == pytest.approx(0)

    def test_the_knees_bend_to_60_degrees_over_upright_shins(self) -> None:
        for half in halves(self.low):
            assert 55 < flexion(half) < 65
            assert abs(shin_lean(half)) < 5
        assert max(flexion(half) for moment in self.line for half in halves(moment.joints)) < 65

    def test_it_begins_nearly_straight(self) -> None:
        start = moments("wall-squat", "slide down")[0].joints
        assert all(flexion(half) < 20 for half in halves(start))


class TestWallSit:
    def test_it_is_held_where_the_wall_squat_is(self) -> None:
        held = moments("wall-sit", "hold")
        assert stay([(moment.joints.hip[0], moment.joints.hip[1], moment.pose.trunk) for moment in held])
        assert held[0].joints.hip == pytest.approx(TestWallSquat().low.hip)
        for half in halves(held[0].joints):
            assert 55 < flexion(half) < 65
            assert abs(shin_lean(half)) < 5

    def test_the_arms_and_an_arrow_say_which_of_the_two_moves(self) -> None:
        for half in halves(moments("wall-sit", "hold")[0].joints):
            middle = between(flat(half.hip), flat(half.knee), 0.6)
            assert hypot(half.hand[0] - middle[0], half.hand[1] - middle[1]) < 9, "a hand lies on its thigh"
        for moment in TestWallSquat().line:
            for half in halves(moment.joints):
                assert abs(half.hand[1] - half.shoulder[1]) < 4, "an arm is held out"
                assert half.hand[0] > half.shoulder[0] + 28
        assert prop_of("wall-squat", ArrowModel).ways == "up-down"
        assert not [prop for prop in figure("wall-sit").says.prop if isinstance(prop, ArrowModel)]


class TestSplitSquat:
    down = later(lambda: moments("split-squat", "down"))

    def test_the_working_leg_is_in_front_and_both_feet_stay(self) -> None:
        assert stands("split-squat", "near")
        assert stands("split-squat", "far", "toe")
        assert self.down[0].joints.near.heel[0] > self.down[0].joints.far.toe[0] + 30

    def test_it_sinks_straight_down_over_an_upright_front_shin(self) -> None:
        hips = [moment.joints.hip for moment in self.down]
        assert max(hip[0] for hip in hips) - min(hip[0] for hip in hips) < 1
        low = self.down[-1].joints
        assert abs(shin_lean(low.near)) < 10
        assert 60 < flexion(low.near) < 80

    def test_the_rear_knee_stays_well_off_the_floor(self) -> None:
        assert min(moment.joints.far.knee[1] for moment in self.down) * CM > 12

    def test_the_trunk_stays_tall(self) -> None:
        assert all(abs(moment.pose.trunk) < 10 for moment in self.down)


class TestSeatedKneeExtension:
    line = later(lambda: moments("seated-knee-extension", "straighten"))

    def test_only_the_shin_swings_and_the_thigh_stays_on_the_seat(self) -> None:
        chair = prop_of("seated-knee-extension", ChairModel)
        assert stands("seated-knee-extension", "far", "hip", "knee", "heel", "toe", "shoulder", "hand")
        knees = [moment.joints.near.knee for moment in self.line]
        assert stay(knees, within=1.2)
        assert chair.x + 3 < self.line[0].joints.hip[0] - 7.2 < chair.x + 6, "right back in the chair"
        assert knees[0][0] > chair.x + 27 + 3, "the thigh is not pressed off the seat"

    def test_the_knee_goes_from_a_right_angle_to_straight(self) -> None:
        bends = [flexion(moment.joints.near) for moment in self.line]
        assert 75 < bends[0] < 95
        assert bends[-1] < 6
        assert bends == sorted(bends, reverse=True)


class TestMiniSquat:
    line = later(lambda: moments("mini-squat", "down"))

    def test_the_feet_stay_flat_and_the_hands_on_the_chair(self) -> None:
        assert stands("mini-squat", "near", "heel", "toe", "hand")
        assert stands("mini-squat", "far", "heel", "toe", "hand")

    def test_the_knees_bend_by_50_to_60_degrees_and_stay_behind_the_toes(self) -> None:
        assert 50 < flexion(self.line[-1].joints.near) < 60
        assert max(flexion(moment.joints.near) for moment in self.line) < 60
        assert all(half.knee[0] < half.toe[0] for moment in self.line for half in halves(moment.joints))

    def test_the_hips_go_back_as_they_go_down(self) -> None:
        hips = [moment.joints.hip for moment in self.line]
        assert hips[-1][0] < hips[0][0] - 6
        assert all(moment.pose.trunk < 25 for moment in self.line)


class TestStandingHamstringCurl:
    line = later(lambda: moments("standing-hamstring-curl", "bend"))

    def test_only_the_shin_of_the_working_leg_moves(self) -> None:
        assert stands("standing-hamstring-curl", "far", "heel", "toe", "knee", "hip", "shoulder", "hand")
        assert stay([moment.joints.near.knee for moment in self.line], within=1.0)

    def test_the_thigh_stays_upright_beside_the_other(self) -> None:
        for moment in self.line:
            assert abs(moment.joints.near.knee[0] - moment.joints.near.hip[0]) < 1
            assert abs(moment.joints.near.knee[0] - moment.joints.far.knee[0]) < 3

    def test_the_knee_bends_to_a_right_angle(self) -> None:
        bends = [flexion(moment.joints.near) for moment in self.line]
        assert bends[0] < 15
        assert 85 < bends[-1] < 95


class TestSingleLegStance:
    line = later(lambda: [*all_moments("single-leg-stance")])
    held = later(lambda: moments("single-leg-stance", "hold")[0].joints)

    def test_the_working_foot_stands_under_a_straight_leg(self) -> None:
        assert stands("single-leg-stance", "near", "heel", "toe", "hip", "knee")
        assert self.held.near.heel[1] == pytest.approx(0)
        assert flexion(self.held.near) < 9
        assert abs(self.held.hip[0] - (self.held.near.ankle[0] + 2)) < 4, "the hips are over the foot"

    def test_the_other_foot_is_well_off_the_floor(self) -> None:
        assert min(self.held.far.toe[1], self.held.far.heel[1]) > 8

    def test_the_chair_is_within_reach_and_not_held(self) -> None:
        chair = prop_of("single-leg-stance", ChairModel)
        back = (chair.x, chair.top, self.held.far.shoulder[2])
        assert distance(self.held.far.shoulder, back) < 42
        assert distance(self.held.far.hand, back) > 5
        assert self.held.far.knee[0] + 4 < chair.x


class TestSingleLegDeadlift:
    line = later(lambda: moments("single-leg-deadlift", "hinge"))
    low = later(lambda: moments("single-leg-deadlift", "hinge")[-1].joints)

    def test_the_working_foot_stays_flat_under_a_soft_knee(self) -> None:
        assert stands("single-leg-deadlift", "near")
        assert 15 < flexion(self.low.near) < 30
        assert all(flexion(moment.joints.near) < 30 for moment in self.line)

    def test_trunk_and_free_leg_tip_as_one_line(self) -> None:
        assert 60 < self.line[-1].pose.trunk < 75
        for moment in self.line[30:]:
            assert hip_angle(moment.joints, moment.joints.far) > 165, moment.fraction

    def test_the_dumbbells_hang_straight_down(self) -> None:
        for half in halves(self.low):
            assert abs(half.hand[0] - half.shoulder[0]) < 2
            assert half.hand[1] > 15

    def test_the_free_foot_passes_clear_of_the_floor(self) -> None:
        for moment in self.line:
            assert min(moment.joints.far.toe[1], moment.joints.far.heel[1]) > 0.5, moment.fraction


class TestSpanishSquat:
    low = later(lambda: moments("spanish-squat", "hold")[0].joints)

    def test_the_shins_stay_upright_over_flat_feet(self) -> None:
        assert stands("spanish-squat", "near")
        assert stands("spanish-squat", "far")
        assert all(abs(shin_lean(half)) < 5 for half in halves(self.low))

    def test_the_hips_sit_far_back_and_the_trunk_stays_tall(self) -> None:
        assert 70 < flexion(self.low.near) < 90
        assert self.low.hip[0] < self.low.near.heel[0] - 15
        assert moments("spanish-squat", "hold")[0].pose.trunk < 15

    def test_the_band_pulls_both_knees_forward(self) -> None:
        post = prop_of("spanish-squat", TetherModel).to
        assert post[0] > self.low.near.toe[0] + 20
        assert abs(post[1] - self.low.near.knee[1]) < 2
        for moment in all_moments("spanish-squat"):
            assert abs(moment.joints.near.knee[0] - moment.joints.far.knee[0]) < 3
