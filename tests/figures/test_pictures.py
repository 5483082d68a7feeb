"""What a movement is told by is in its picture: nothing is clipped, and what touches touches."""

from __future__ import annotations

from itertools import product

import pytest

from kneecoach.figures.body import Flat, Layer, body, seen
from kneecoach.figures.frames import Look
from kneecoach.figures.model import BenchModel, ChairModel
from kneecoach.figures.palette import DARK, Ink
from kneecoach.figures.props import before_arms, behind, foremost, in_far_hand
from tests.figures.moments import NAMES, Moment, all_moments, figure, moments
from tests.figures.test_frames import pixels

SIZES = [(30, 12), (46, 15), (60, 24), (85, 30)]
GROUND = None


def layers(name: str, moment: Moment, camera: float | None = None) -> list[Layer]:
    """All layers of a moment."""
    says = figure(name).says
    found = [layer for part in body(says.view, moment.joints, says.working) for layer in part]
    found += behind(says, moment.joints, moment.camera if camera is None else camera)
    found += in_far_hand(says, moment.joints)
    return [*found, *before_arms(says, moment.joints), *foremost(says, moment.joints)]


def edges(found: list[Layer], *inks: Ink) -> tuple[float, float, float, float]:
    """Left, right, lowest and highest of what has these inks, or any."""
    discs = [disc for layer in found if not inks or layer.ink in inks for shape in layer.shapes for disc in shape]
    return (
        min(x - r for x, _, r in discs),
        max(x + r for x, _, r in discs),
        min(y - r for _, y, r in discs),
        max(y + r for _, y, r in discs),
    )


@pytest.mark.parametrize("name", NAMES)
def test_everything_is_within_the_picture_with_room_above_the_head(name: str) -> None:
    window = figure(name).says.window
    for moment in all_moments(name):
        # The viewer goes along; for a preview it stands still.
        for camera in (moment.camera, figure(name).says.travel / 2):
            left, right, _, _ = edges(layers(name, moment, camera))
            assert window.left <= left - camera, f"{moment.path} {moment.fraction}"
            assert right - camera <= window.right, f"{moment.path} {moment.fraction}"
        head = edges(layers(name, moment), Ink.HEAD, Ink.HAIR)[3]
        assert head < window.top - 1, f"{moment.path} {moment.fraction}"


def held_load(name: str, moment: Moment) -> tuple[float, float, float, float]:
    return edges(foremost(figure(name).says, moment.joints), Ink.LOAD, Ink.LOAD_DARK)


class TestHipThrust:
    def test_the_back_lies_on_the_bench(self) -> None:
        bench = next(prop for prop in figure("hip-thrust").says.prop if isinstance(prop, BenchModel))
        for moment in all_moments("hip-thrust"):
            shirt = [layer for layer in layers("hip-thrust", moment) if layer.ink == Ink.SHIRT]
            on_it = [
                y - r
                for layer in shirt
                for shape in layer.shapes
                for x, y, r in shape
                if bench.left < x < bench.right
            ]
            assert bench.top - 2 < min(on_it) < bench.top, f"{moment.path} {moment.fraction}"

    @pytest.mark.parametrize("size", SIZES, ids=str)
    def test_no_ground_shows_between_the_back_and_the_bench(self, size: tuple[int, int]) -> None:
        picture = pixels(figure("hip-thrust").render(Look("right", *size), "squeeze"))
        halves = [line for row in picture for line in zip(*row, strict=True)]
        bench, shirt = DARK.colours[Ink.PROP], DARK.colours[Ink.SHIRT]
        found = [x for x in range(size[0]) if any(line[x] == shirt for line in halves)]
        columns = [x for x in found if any(line[x] == bench for line in halves)]
        assert columns
        touching = 0
        for x in columns:
            column = [line[x] for line in halves]
            between = column[column.index(shirt) : column.index(bench)]
            touching += all(pixel is not GROUND for pixel in between)
        assert touching >= len(columns) * 0.7

    def test_the_dumbbell_lies_on_the_lap(self) -> None:
        for moment in moments("hip-thrust", "squeeze"):
            lap = moment.joints.hip[1] + 6.4
            assert lap - 2.5 < held_load("hip-thrust", moment)[2] < lap + 0.5


class TestReverseLunge:
    low = moments("reverse-lunge", "step back")[-1]

    def test_it_starts_with_the_feet_together_and_steps_back_to_where_the_body_is_between_them(self) -> None:
        start = moments("reverse-lunge", "step back")[0].joints
        assert abs(start.near.toe[0] - start.far.toe[0]) < 2
        planted = next(m.joints for m in moments("reverse-lunge", "step back") if m.fraction >= 0.55)
        for joints in (planted, self.low.joints):
            assert joints.near.toe[0] + 20 < joints.hip[0] < joints.far.toe[0] - 20

    def test_behind_it_stands_on_the_toes_with_the_heel_above_the_ankle(self) -> None:
        near = self.low.joints.near
        assert near.toe[1] == pytest.approx(0)
        assert near.heel[1] > near.ankle[1] > 8

    def test_the_dumbbell_is_clear_of_the_front_thigh_and_the_floor(self) -> None:
        for moment in moments("reverse-lunge", "step back"):
            left, right, lowest, _ = held_load("reverse-lunge", moment)
            hip = moment.joints.hip[0]
            assert left < hip - 6.4 - 4, "a head shows behind the body"
            assert right < hip + 9
            assert lowest > 15


class TestQuadStretch:
    held = moments("quad-stretch", "hold")[0].joints
    chair = next(prop for prop in figure("quad-stretch").says.prop if isinstance(prop, ChairModel))

    def test_the_heel_touches_the_buttock(self) -> None:
        heel, hip = self.held.near.heel, self.held.hip
        # The buttock is 6.4 round the hip and a heel 1.9 round.
        assert (heel[0] - hip[0]) ** 2 + (heel[1] - hip[1]) ** 2 < (6.4 + 1.9 + 0.5) ** 2

    def test_the_foot_it_stands_on_is_clear_of_the_chair(self) -> None:
        for moment in all_moments("quad-stretch"):
            shoe = edges(layers("quad-stretch", moment), Ink.FAR_SHOE)
            assert shoe[1] < self.chair.x - 6

    def test_the_arm_to_the_chair_stands_out_before_the_trunk(self) -> None:
        far = self.held.far
        assert far.hand[0] - self.held.shoulder[0] > 20
        assert far.elbow[0] - self.held.shoulder[0] > 8


def test_both_arms_of_the_calf_stretch_are_seen() -> None:
    for moment in all_moments("calf-stretch"):
        assert moment.joints.far.hand[1] - moment.joints.near.hand[1] > 8


class TestBandWalk:
    line = [*all_moments("lateral-band-walk")]

    def sides(self, moment: Moment) -> tuple[tuple[Flat, Flat, Flat, Flat], ...]:
        """Hip, knee, heel and toe of each side as the viewer sees them."""
        halves = (seen("front", half) for half in (moment.joints.near, moment.joints.far))
        return tuple((half.hip, half.knee, half.heel, half.toe) for half in halves)

    def test_bent_thighs_are_seen_and_toes_are_ahead_of_heels(self) -> None:
        for moment in self.line:
            for hip, knee, heel, toe in self.sides(moment):
                assert hip[1] - knee[1] > 14
                assert heel[1] - toe[1] > 4 or moment.path != "ready"

    def test_the_band_wraps_the_thighs_and_reaches_no_farther(self) -> None:
        for moment in self.line:
            band = edges(layers("lateral-band-walk", moment), Ink.BAND)
            near, far = moment.joints.near.knee[2], moment.joints.far.knee[2]
            assert 3.5 < band[1] - near + 1 < 7
            assert 3.5 < far - band[0] + 1 < 7

    def test_a_step_makes_the_stance_twice_as_wide(self) -> None:
        widths = [m.joints.near.ankle[2] - m.joints.far.ankle[2] for m in moments("lateral-band-walk", "step out")]
        assert widths[-1] > 1.9 * widths[0]

    @pytest.mark.parametrize(("size", "side"), [*product(SIZES, ("left", "right"))], ids=str)
    def test_a_preview_shows_the_person_going_to_the_named_side(self, size: tuple[int, int], side: str) -> None:
        shown = figure("lateral-band-walk")
        look = Look("left" if side == "left" else "right", *size)
        before, after = (self.head(pixels(shown.preview(look, at)), size[0]) for at in (0.0, 1.0))
        assert (before - after if side == "left" else after - before) >= size[0] // 12

    def head(self, picture: list[list[tuple[int | None, int | None]]], columns: int) -> float:
        """The column of the middle of the hair."""
        hair = DARK.colours[Ink.HAIR]
        found = [x for line in picture for x, cell in enumerate(line) if hair in cell]
        assert found and max(found) < columns
        return (min(found) + max(found)) / 2
