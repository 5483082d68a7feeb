"""The movements are done as the routine's form facts say: what touches keeps touching, and angles are right."""

from __future__ import annotations

import tomllib
from functools import cache
from math import atan2, cos, degrees, hypot, radians, sin
from typing import Any

import pytest

from kneecoach.figures.model import BandModel, BenchModel, ChairModel, PropModel, StepModel, WallModel
from kneecoach.figures.props import LAP
from kneecoach.paths import assets_dir
from tests.figures.moments import (
    NAMES,
    all_moments,
    angle,
    figure,
    flat,
    flexion,
    halves,
    later,
    moments,
    paths,
    stay,
)

WORKING = {
    "ball-leg-curl": ({"hamstrings", "glutes"}, "near"),
    "ball-leg-curl-bridge": ({"hamstrings", "glutes"}, "near"),
    "ball-leg-curl-lower": ({"hamstrings", "glutes"}, "near"),
    "ball-leg-curl-one-leg": ({"hamstrings", "glutes"}, "near"),
    "band-walk-ankles": ({"abductors"}, "both"),
    "bird-dog": ({"glutes"}, "near"),
    "bird-dog-standing": ({"glutes"}, "near"),
    "bridge-walkout": ({"hamstrings", "glutes"}, "near"),
    "bridge-walkout-hold": ({"hamstrings", "glutes"}, "near"),
    "bridge-walkout-lower": ({"hamstrings", "glutes"}, "near"),
    "calf-stretch": ({"calf"}, "near"),
    "calf-stretch-seated": ({"calf"}, "near"),
    "clamshell": ({"abductors"}, "near"),
    "floor-bridge": ({"glutes", "hamstrings"}, "near"),
    "floor-bridge-one-leg": ({"glutes", "hamstrings"}, "near"),
    "floor-bridge-squeeze": ({"glutes", "hamstrings"}, "near"),
    "hamstring-stretch": ({"hamstrings"}, "near"),
    "hamstring-stretch-lying": ({"hamstrings"}, "near"),
    "hamstring-stretch-standing": ({"hamstrings"}, "near"),
    "heel-raise": ({"calf"}, "both"),
    "heel-raise-one-leg": ({"calf"}, "near"),
    "heel-raise-seated": ({"calf"}, "both"),
    "heel-raise-table": ({"calf"}, "both"),
    "hip-flexor-stretch": ({"hip-flexors"}, "near"),
    "hip-flexor-stretch-bed": ({"hip-flexors"}, "near"),
    "hip-flexor-stretch-chair": ({"hip-flexors"}, "near"),
    "hip-flexor-stretch-standing": ({"hip-flexors"}, "near"),
    "hip-thrust": ({"glutes", "hamstrings"}, "near"),
    "hip-thrust-hands-on-hips": ({"glutes", "hamstrings"}, "near"),
    "hip-thrust-one-leg": ({"glutes", "hamstrings"}, "near"),
    "knee-extension-wall": ({"quads"}, "near"),
    "lateral-band-walk": ({"abductors"}, "both"),
    "leg-curl-slider": ({"hamstrings", "glutes"}, "near"),
    "leg-curl-sliding": ({"hamstrings", "glutes"}, "near"),
    "mini-squat": ({"quads", "glutes"}, "near"),
    "mini-squat-table": ({"quads", "glutes"}, "near"),
    "prone-leg-curl": ({"hamstrings"}, "near"),
    "quad-set": ({"quads"}, "near"),
    "quad-set-bed": ({"quads"}, "near"),
    "quad-set-chair": ({"quads"}, "near"),
    "quad-set-raise": ({"quads"}, "near"),
    "quad-stretch": ({"quads"}, "near"),
    "quad-stretch-lying": ({"quads"}, "near"),
    "quad-stretch-towel": ({"quads"}, "near"),
    "reverse-lunge": ({"quads", "glutes"}, "far"),
    "reverse-lunge-chair": ({"quads", "glutes"}, "far"),
    "reverse-lunge-hands-on-hips": ({"quads", "glutes"}, "far"),
    "reverse-lunge-split": ({"quads", "glutes"}, "far"),
    "seated-knee-extension": ({"quads"}, "near"),
    "seated-knee-extension-bed": ({"quads"}, "near"),
    "short-arc-quads": ({"quads"}, "near"),
    "short-arc-quads-bed": ({"quads"}, "near"),
    "side-lying-hip-abduction": ({"abductors"}, "near"),
    "single-leg-deadlift": ({"hamstrings", "glutes"}, "near"),
    "single-leg-deadlift-toes": ({"hamstrings", "glutes"}, "near"),
    "single-leg-stance": ({"abductors"}, "near"),
    "single-leg-stance-cushion": ({"abductors"}, "near"),
    "single-leg-stance-table": ({"abductors"}, "near"),
    "sit-to-stand": ({"quads", "glutes"}, "near"),
    "sit-to-stand-bed": ({"quads", "glutes"}, "near"),
    "sit-to-stand-dumbbell": ({"quads", "glutes"}, "near"),
    "sit-to-stand-hover": ({"quads", "glutes"}, "near"),
    "spanish-squat": ({"quads"}, "near"),
    "split-squat": ({"quads", "glutes"}, "near"),
    "split-squat-chair": ({"quads", "glutes"}, "near"),
    "split-squat-dumbbells": ({"quads", "glutes"}, "near"),
    "standing-hamstring-curl": ({"hamstrings"}, "near"),
    "standing-hamstring-curl-table": ({"hamstrings"}, "near"),
    "standing-hip-abduction": ({"abductors"}, "near"),
    "standing-hip-abduction-free": ({"abductors"}, "near"),
    "standing-hip-abduction-table": ({"abductors"}, "near"),
    "step-down": ({"quads", "glutes"}, "near"),
    "step-up": ({"quads", "glutes"}, "near"),
    "step-up-dumbbells": ({"quads", "glutes"}, "near"),
    "straight-leg-raise": ({"quads"}, "near"),
    "straight-leg-raise-tighten": ({"quads"}, "near"),
    "terminal-knee-extension": ({"quads"}, "near"),
    "wall-sit": ({"quads"}, "near"),
    "wall-squat": ({"quads"}, "near"),
}
"""What works, and on which side. In the reverse lunge it is the leg that stays in front."""


@pytest.mark.parametrize("name", NAMES)
def test_the_muscles_that_work_are_lit_on_the_side_that_works(name: str) -> None:
    says = figure(name).says
    assert ({*says.muscles}, says.works) == WORKING[name]


EXERCISES = {path.stem: path for path in sorted((assets_dir() / "exercises").glob("*.toml"))}
"""The files of the library."""


@cache
def said_of(name: str) -> dict[str, Any]:
    """What an exercise's file says."""
    return tomllib.loads(EXERCISES[name].read_text("utf-8"))


def test_every_exercise_of_the_library_has_a_figure() -> None:
    assert {said_of(name)["figure"] for name in EXERCISES} <= {*NAMES}


@pytest.mark.parametrize("name", EXERCISES)
def test_the_phases_of_a_figure_are_those_of_the_cadence_and_its_muscles_those_named(name: str) -> None:
    exercise = said_of(name)
    motion, lit = figure(exercise["figure"]).motion, figure(exercise["figure"]).says.muscles
    cadence = exercise.get("cadence", [{"name": "hold", "hold": True}])
    assert motion.phases == tuple(phase["name"] for phase in cadence)
    for i, phase in enumerate(cadence):
        assert motion.curve(i).still == phase.get("hold", False)
    assert exercise["muscles"] == list(lit)


LEANED_ON: dict[type[PropModel], tuple[str, ...]] = {
    ChairModel: ("chair", "sofa"),
    WallModel: ("wall", "door"),
    StepModel: ("step", "stair", "box"),
    BenchModel: ("bench", "bed", "sofa", "chair", "table", "platform"),
}
"""What a figure leans, sits or stands on, and the words for it in the equipment."""


@pytest.mark.parametrize("name", EXERCISES)
def test_a_variant_leans_only_on_what_its_equipment_names(name: str) -> None:
    exercise = said_of(name)
    for variant in (exercise, *exercise.get("variants", [])):
        says = figure(variant.get("figure", exercise["figure"])).says
        equipment = " ".join(variant.get("equipment", exercise.get("equipment", [])))
        for shape, words in LEANED_ON.items():
            if any(isinstance(prop, shape) for prop in says.prop):
                assert any(word in equipment for word in words), f"{variant.get('words', name)}: {shape.__name__}"


class TestHipThrust:
    line = later(lambda: [*all_moments("hip-thrust")])
    top = later(lambda: moments("hip-thrust", "squeeze")[0].joints)

    def test_both_feet_stay_flat_on_the_floor(self) -> None:
        for side in ("near", "far"):
            for joint in ("heel", "toe"):
                points = [getattr(getattr(moment.joints, side), joint) for moment in self.line]
                assert stay(points)
                assert points[0][1] == pytest.approx(0)

    def test_the_shoulder_blades_stay_on_the_edge_of_the_bench(self) -> None:
        bench = next(prop for prop in figure("hip-thrust").says.prop if isinstance(prop, BenchModel))
        for moment in self.line:
            shoulder, hip = moment.joints.shoulder, moment.joints.hip
            assert bench.left < shoulder[0] < bench.right < hip[0]
            assert 3.5 <= shoulder[1] - bench.top <= 6.0

    def test_at_the_top_the_body_is_one_line_over_upright_shins(self) -> None:
        assert angle(self.top.shoulder, self.top.hip, (*self.top.near.knee[:2], 0.0)) > 174
        assert abs(self.top.near.knee[0] - self.top.near.ankle[0]) < 1.0
        assert abs(self.top.hip[1] - self.top.shoulder[1]) < 1.5

    def test_the_chin_is_tucked(self) -> None:
        for moment in self.line:
            assert moment.pose.head - moment.pose.trunk > 15

    def test_both_hands_hold_the_dumbbell_that_lies_across_the_lap(self) -> None:
        for moment in self.line:
            joints = moment.joints
            off = hypot(joints.near.hand[0] - joints.hip[0], joints.near.hand[1] - joints.hip[1])
            assert LAP + 2 < off < LAP + 5
            assert flat(joints.near.hand) == pytest.approx(flat(joints.far.hand))

    def test_the_far_leg_is_seen_beside_the_near_one(self) -> None:
        for moment in self.line:
            assert 2.5 < moment.joints.near.toe[0] - moment.joints.far.toe[0] < 4

    def test_the_hips_drop_close_to_the_floor_and_rise_in_one_go(self) -> None:
        heights = [moment.joints.hip[1] for moment in moments("hip-thrust", "push up")]
        assert heights[0] < 12
        assert heights == sorted(heights)


class TestBallLegCurl:
    line = later(lambda: [*all_moments("ball-leg-curl")])

    def test_the_heels_stay_on_one_spot_of_the_ball_as_it_rolls(self) -> None:
        radius = figure("ball-leg-curl").motion.rig.ball_radius
        for moment in self.line:
            for half, spot in zip(halves(moment.joints), (12, 16), strict=True):
                turn = radians(spot) + moment.joints.roll
                on_ball = (moment.joints.ball + radius * sin(turn), radius + radius * cos(turn))
                assert flat(half.heel) == pytest.approx(on_ball)

    def test_the_ball_rolls_without_slipping(self) -> None:
        first, last = self.line[0].joints, moments("ball-leg-curl", "curl in")[-1].joints
        radius = figure("ball-leg-curl").motion.rig.ball_radius
        assert last.ball < first.ball
        assert last.roll - first.roll == pytest.approx((last.ball - first.ball) / radius)

    def test_shoulders_and_hands_stay_on_the_floor(self) -> None:
        assert stay([moment.joints.shoulder for moment in self.line])
        assert stay([moment.joints.near.hand for moment in self.line])
        assert self.line[0].joints.shoulder[1] < 8
        assert self.line[0].joints.near.hand[1] < 4

    def test_the_hips_stay_up_and_rise_as_the_ball_comes_in(self) -> None:
        heights = [moment.joints.hip[1] for moment in moments("ball-leg-curl", "curl in")]
        assert min(heights) > 16
        assert heights == sorted(heights)

    def test_the_hips_stay_extended_all_the_way(self) -> None:
        """The cue is "hips stay up": the body does not pike as the ball comes in."""
        for moment in self.line:
            joints = moment.joints
            for half in halves(joints):
                assert angle(joints.shoulder, joints.hip, (*half.knee[:2], 0.0)) >= 165

    def test_the_knees_go_from_nearly_straight_to_well_bent(self) -> None:
        line = [moment.joints.near for moment in moments("ball-leg-curl", "curl in")]
        assert flexion(line[0]) < 30
        assert 90 < flexion(line[-1]) < 110

    def test_the_sole_lies_along_the_ball_when_it_is_in(self) -> None:
        joints = moments("ball-leg-curl", "curl in")[-1].joints
        radius = figure("ball-leg-curl").motion.rig.ball_radius
        heel, toe = joints.near.heel, joints.near.toe
        sole = degrees(atan2(toe[1] - heel[1], toe[0] - heel[0]))
        skin = degrees(atan2(joints.ball - heel[0], heel[1] - radius))
        assert sole == pytest.approx(skin, abs=4)


class TestReverseLunge:
    line = later(lambda: [*all_moments("reverse-lunge")])
    low = later(lambda: moments("reverse-lunge", "step back")[-1].joints)

    def test_the_front_foot_stays_flat_where_it_is(self) -> None:
        for joint in ("heel", "toe"):
            points = [getattr(moment.joints.far, joint) for moment in self.line]
            assert stay(points)
            assert points[0][1] == pytest.approx(0)

    def test_the_working_foot_stays_in_its_spot_once_planted(self) -> None:
        planted = [m.joints.near.toe for m in moments("reverse-lunge", "step back") if m.fraction >= 0.55]
        assert stay(planted)
        assert planted[0][1] == pytest.approx(0)
        assert planted[0][0] < -35

    def test_the_rear_knee_touches_the_floor_under_a_tall_trunk(self) -> None:
        # The skin is 3.5 from the joint.
        assert 3.4 < self.low.near.knee[1] < 4.0
        assert all(abs(moment.pose.trunk) < 10 for moment in self.line)

    def test_the_front_shin_is_nearly_upright_and_the_front_thigh_level(self) -> None:
        far = self.low.far
        assert abs(degrees((far.knee[0] - far.ankle[0]) / 24)) < 12
        assert abs(far.hip[1] - far.knee[1]) < 4

    def test_the_hands_hang_from_the_shoulders(self) -> None:
        for moment in self.line:
            for half in halves(moment.joints):
                assert half.shoulder[1] - half.hand[1] > 31


class TestCalfStretch:
    line = later(lambda: [*all_moments("calf-stretch")])
    held = later(lambda: moments("calf-stretch", "hold")[0].joints)

    def test_both_feet_stay_flat_and_both_hands_on_the_wall(self) -> None:
        wall = next(prop for prop in figure("calf-stretch").says.prop if isinstance(prop, WallModel))
        for side in ("near", "far"):
            for joint in ("heel", "toe", "hand"):
                points = [getattr(getattr(moment.joints, side), joint) for moment in self.line]
                assert stay(points)
                assert joint == "hand" or points[0][1] == pytest.approx(0)
            assert 1.5 < wall.x - getattr(self.held, side).hand[0] < 3.5

    def test_the_working_leg_is_behind_and_straight_and_the_front_knee_bent(self) -> None:
        near, far = self.held.near, self.held.far
        assert near.toe[0] < far.heel[0]
        assert angle(near.hip, near.knee, near.ankle) > 170
        assert angle(far.hip, far.knee, far.ankle) < 140

    def test_the_hands_are_side_by_side_at_the_height_of_the_shoulders(self) -> None:
        near, far = self.held.near, self.held.far
        assert abs(near.hand[1] - far.hand[1]) < 4
        assert abs(near.hand[1] - self.held.shoulder[1]) < 8

    def test_it_leans_in(self) -> None:
        assert self.held.hip[0] > self.line[0].joints.hip[0] + 2


class TestQuadStretch:
    held = later(lambda: moments("quad-stretch", "hold")[0].joints)

    def test_it_stands_on_the_other_foot(self) -> None:
        for joint in ("heel", "toe"):
            points = [getattr(moment.joints.far, joint) for moment in all_moments("quad-stretch")]
            assert stay(points)
            assert points[0][1] == pytest.approx(0)

    def test_the_heel_is_at_the_buttock_with_the_knees_together(self) -> None:
        near, far = self.held.near, self.held.far
        assert hypot(near.heel[0] - self.held.hip[0], near.heel[1] - self.held.hip[1]) < 12
        assert abs(near.knee[0] - far.knee[0]) < 7
        assert near.knee[1] < 30

    def test_one_hand_holds_the_foot_and_the_other_the_chair(self) -> None:
        near, far = self.held.near, self.held.far
        assert hypot(near.hand[0] - near.ankle[0], near.hand[1] - near.ankle[1]) < 4
        chair = next(prop for prop in figure("quad-stretch").says.prop if isinstance(prop, ChairModel))
        assert far.hand[0] == pytest.approx(chair.x, abs=2)
        assert far.hand[1] == pytest.approx(chair.top, abs=2.5)


class TestBandWalk:
    line = later(lambda: [*all_moments("lateral-band-walk")])

    def test_the_near_side_is_the_one_it_walks_to(self) -> None:
        rep = [
            m.joints.hip[2] for path in paths("lateral-band-walk")[1:] for m in moments("lateral-band-walk", path)
        ]
        assert rep == sorted(rep)
        assert rep[-1] - rep[0] == pytest.approx(figure("lateral-band-walk").motion.travel)
        assert all(moment.joints.near.hip[2] > moment.joints.far.hip[2] for moment in self.line)

    def test_the_feet_never_cross_or_meet(self) -> None:
        assert all(moment.joints.near.ankle[2] - moment.joints.far.ankle[2] > 18 for moment in self.line)

    def test_the_standing_foot_stays_put(self) -> None:
        for path, side in (("step out", "far"), ("follow", "near")):
            points = [getattr(moment.joints, side) for moment in moments("lateral-band-walk", path)]
            assert stay([half.heel for half in points])
            assert stay([half.toe for half in points])
            assert points[0].heel[1] == pytest.approx(0)

    def test_the_heel_lands_first(self) -> None:
        landing = [m.joints.near for m in moments("lateral-band-walk", "step out") if 0.6 < m.fraction < 0.97]
        assert all(half.heel[1] < half.toe[1] for half in landing)

    def test_the_knees_stay_over_the_feet(self) -> None:
        for moment in self.line:
            for half in halves(moment.joints):
                assert abs(half.knee[2] - half.ankle[2]) < 2.5

    def test_the_knees_are_only_soft(self) -> None:
        for moment in self.line:
            for half in halves(moment.joints):
                assert 35 <= flexion(half) <= 50, moment.where

    def test_the_hips_are_back_and_stay_level(self) -> None:
        heights = [moment.joints.hip[1] for moment in self.line]
        assert max(heights) - min(heights) < 2
        assert all(10 < moment.pose.trunk < 25 for moment in self.line)

    def test_the_band_is_above_the_knees_and_is_stretched_by_the_step(self) -> None:
        band = next(prop for prop in figure("lateral-band-walk").says.prop if isinstance(prop, BandModel))
        assert 3 <= band.above_knee <= 8
        apart = [m.joints.near.knee[2] - m.joints.far.knee[2] for m in moments("lateral-band-walk", "step out")]
        assert apart[-1] > apart[0] * 1.25
        assert min(apart) > 15
