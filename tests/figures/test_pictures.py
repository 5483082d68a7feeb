"""A picture shows what identifies its movement: nothing is clipped, and what touches touches."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneecoach.figures.cells import GRAINS
from kneecoach.figures.dots import paint_dots
from kneecoach.figures.frames import Look
from kneecoach.figures.layer import Layer
from kneecoach.figures.model import BandModel, BenchModel, ChairModel, FigureModel, MatModel, WallModel
from kneecoach.figures.outline import Flat, between
from kneecoach.figures.painting import is_plain, paint_cells, paint_inks
from kneecoach.figures.palette import DARK, Ink, Material
from kneecoach.figures.place import Grain, place
from kneecoach.figures.props import LAP
from kneecoach.figures.raster import OPAQUE, Raster
from kneecoach.figures.scene import drawing
from kneecoach.figures.seen import seen
from kneecoach.figures.skeleton import THIGH, solve
from tests.figures.moments import NAMES, Moment, drawn_moments, figure, later, moments, of_every_figure, prop_of
from tests.figures.test_frames import pixels, preview

SIZES = [(30, 12), (46, 15), (60, 24), (85, 30)]
GROUND = None


def layers(name: str, moment: Moment, camera: float | None = None) -> list[Layer]:
    """All layers of a moment."""
    return drawing(figure(name).says, moment.joints, moment.camera if camera is None else camera)


Edges = tuple[float, float, float, float]


def edges(found: list[Layer], *materials: Material, far: bool | None = None) -> Edges:
    """Left, right, lowest and highest of what is of these materials, or of any but walls, which have no end."""
    points = [
        point
        for layer in found
        if (
            layer.ink.material in materials if materials else layer.casts or layer.ink.material is not Material.WALL
        )
        and (far is None or layer.ink.far == far)
        for outline in layer.outlines
        for point in outline
    ]
    across, up = zip(*points, strict=True)
    return min(across), max(across), min(up), max(up)


BODY = (Material.SKIN, Material.HAIR, Material.SHIRT, Material.SHORTS, Material.SHOE, Material.SOLE)


def without_what_may_be_cut(name: str) -> FigureModel:
    """A figure without walls and mats, which may extend beyond the picture."""
    says = figure(name).says
    kept = tuple(prop for prop in says.prop if not isinstance(prop, WallModel | MatModel))
    return says if kept == says.prop else says.model_copy(update={"prop": kept})


class Reach(NamedTuple):
    """How far a moment's drawing reaches."""

    where: str
    cameras: dict[float, Edges]
    """By where the viewer is, what is not of walls and mats."""
    lowest: float
    """The lowest of the body."""


@lru_cache(maxsize=1)
def reaches(name: str) -> list[Reach]:
    """How far a figure reaches in each moment: two tests ask, and most figures have nothing that may be cut."""
    says, whole = without_what_may_be_cut(name), figure(name).says
    found = []
    for moment in drawn_moments(name):
        shown = layers(name, moment)
        # The viewer moves along; in a preview, the viewer stays in one place.
        cameras = {
            camera: edges(
                shown if says is whole and camera == moment.camera else drawing(says, moment.joints, camera)
            )
            for camera in {moment.camera, says.travel / 2}
        }
        found.append(Reach(moment.where, cameras, edges(shown, *BODY)[2]))
    return found


@of_every_figure
def test_everything_is_within_the_picture_with_room_above_the_head(name: str) -> None:
    window = figure(name).says.window
    for moment in reaches(name):
        for camera, (left, right, _, top) in moment.cameras.items():
            assert window.left <= left - camera, moment.where
            assert right - camera <= window.right, moment.where
            assert top < window.top - 1, moment.where


@given(
    st.sampled_from(NAMES),
    *(st.integers(3, 200) for _ in range(2)),
    st.sampled_from([*GRAINS.values(), Grain(2, 4), Grain(10, 20), Grain(9, 18)]),
)
def test_a_pixel_stays_free_beside_and_above_the_window_at_any_size_and_in_any_way(
    name: str, columns: int, rows: int, grain: Grain
) -> None:
    says = figure(name).says
    width, height = columns * grain.columns, rows * grain.rows
    where = place(says, width, height, grain.rows, grain.aspect, 0.0)
    left, right = (where.x + x * where.wide for x in (says.window.left, says.window.right))
    assert left >= 1 - 1e-6
    assert right <= width - 1 + 1e-6
    assert where.y - says.window.top * where.high >= 1 - 1e-6


@pytest.mark.parametrize("size", [(17, 8), (46, 14)], ids=str)
@of_every_figure
def test_no_head_and_no_foot_touches_the_edge_of_the_picture(name: str, size: tuple[int, int]) -> None:
    says, motion = without_what_may_be_cut(name), figure(name).motion
    found = drawing(says, solve(motion.rig, motion.ends[0]))
    for grain in GRAINS.values():
        raster = paint_cells(says, found, 0.0, size, grain, DARK)
        check_free_edge(raster, grain.rows, OPAQUE | DARK.colours[Material.GROUND])
    check_free_edge(paint_inks(says, found, 0.0, size, GRAINS["quadrant"], DARK), 2, 0)
    check_free_edge(paint_dots(says, found, 0.0, size), 4, 0)


def check_free_edge(raster: Raster, below: int, ground: int) -> None:
    above_floor = raster.rows[: raster.height - below - 1]
    edge = [*above_floor[0], *(row[0] for row in above_floor), *(row[-1] for row in above_floor)]
    assert {*edge} == {ground}


@of_every_figure
def test_nothing_of_the_body_is_below_the_floor(name: str) -> None:
    for moment in reaches(name):
        # From the front the viewer looks down a little, so a sole's tip is lower than its heel.
        assert moment.lowest > (-0.9 if figure(name).says.view == "side" else -1.4), moment.where


@of_every_figure
def test_the_lit_muscles_are_in_the_picture(name: str) -> None:
    muscle = DARK.colours[Material.MUSCLE]
    # The second of the end poses is the one with the effort. In the first, one leg may hide the other.
    end = figure(name).frame(Look("right", 80, 32), figure(name).end(1))
    assert sum(near(pixel, muscle) for line in pixels(end) for pixel in line) >= 12


def near(pixel: int | None, colour: int) -> bool:
    """Whether a pixel nearly has a colour: skin shines through a muscle."""
    if pixel is None:
        return False
    return all(abs((pixel >> shift & 255) - (colour >> shift & 255)) < 45 for shift in (16, 8, 0))


class TestHipThrust:
    def test_the_back_lies_on_the_bench(self) -> None:
        bench = next(prop for prop in figure("hip-thrust").says.prop if isinstance(prop, BenchModel))
        for moment in drawn_moments("hip-thrust"):
            shirt = [
                y
                for layer in layers("hip-thrust", moment)
                if layer.ink == Ink(Material.SHIRT)
                for outline in layer.outlines
                for x, y in outline
                if bench.left < x < bench.right - 3
            ]
            assert bench.top - 4 < min(shirt) < bench.top, moment.where

    @pytest.mark.parametrize("size", SIZES, ids=str)
    def test_no_ground_shows_between_the_back_and_the_bench(self, size: tuple[int, int]) -> None:
        picture = pixels(figure("hip-thrust").render(Look("right", *size), "squeeze"))
        bench, shirt = DARK.colours[Material.PAD], DARK.colours[Material.SHIRT]
        columns = [x for x in range(size[0] * 2) if {bench, shirt} <= {line[x] for line in picture}]
        assert columns
        touching = 0
        for x in columns:
            column = [line[x] for line in picture]
            between = column[column.index(shirt) : column.index(bench)]
            touching += all(pixel is not GROUND for pixel in between)
        assert touching >= len(columns) * 0.7

    def test_the_dumbbell_lies_across_the_lap_its_end_towards_the_viewer(self) -> None:
        for moment in drawn_moments("hip-thrust"):
            left, right, low, high = edges(layers("hip-thrust", moment), Material.LOAD)
            assert right - left == pytest.approx(high - low, abs=2.5), "its heads lie behind each other"
            assert right - left < 14
            near = seen("side", moment.joints.near)
            off = ((left + right) / 2 - near.hip[0], (low + high) / 2 - near.hip[1])
            assert (off[0] ** 2 + off[1] ** 2) ** 0.5 == pytest.approx(LAP, abs=2.5)


class TestReverseLunge:
    low = later(lambda: moments("reverse-lunge", "step back")[-1])

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
            left, right, lowest, highest = edges(layers("reverse-lunge", moment), Material.LOAD, far=False)
            hip = moment.joints.hip[0]
            assert left < hip - 6.4 - 3, "a head shows behind the body"
            assert right < hip + 9
            assert lowest > 15
            assert (right - left, highest - lowest) == pytest.approx((18.6, 8.6), abs=0.5)

    def test_the_front_leg_is_lit_and_all_of_the_leg_behind_is_nearer(self) -> None:
        for moment in drawn_moments("reverse-lunge"):
            found = layers("reverse-lunge", moment)
            assert not [layer for layer in found if layer.ink == Ink(Material.SHORTS, far=True)]
            thighs = [layer for layer in found if layer.ink == Ink(Material.SHORTS, far=True, lit=True)]
            ahead = max(x for layer in thighs for outline in layer.outlines for x, _ in outline)
            knee = moment.joints.far.knee[0]
            assert ahead > moment.joints.far.hip[0] + 0.4 * (knee - moment.joints.far.hip[0])
        lit = [layer for layer in layers("reverse-lunge", self.low) if layer.ink == Ink(Material.MUSCLE)]
        assert (
            max(x for layer in lit for outline in layer.outlines for x, _ in outline) > self.low.joints.hip[0] + 15
        )


class TestQuadStretch:
    held = later(lambda: moments("quad-stretch", "hold")[0].joints)
    chair = later(lambda: prop_of("quad-stretch", ChairModel))

    def test_the_heel_touches_the_buttock(self) -> None:
        heel, hip = self.held.near.heel, self.held.hip
        # The buttock has a radius of 6.4 around the hip, and a heel of 1.9.
        assert (heel[0] - hip[0]) ** 2 + (heel[1] - hip[1]) ** 2 < (6.4 + 1.9 + 0.5) ** 2

    def test_the_foot_it_stands_on_is_clear_of_the_chair(self) -> None:
        for moment in drawn_moments("quad-stretch"):
            shoe = edges(layers("quad-stretch", moment), Material.SHOE, far=True)
            assert shoe[1] < self.chair.x - 6

    def test_the_arm_to_the_chair_stands_out_in_front_of_the_trunk(self) -> None:
        far = self.held.far
        assert far.hand[0] - self.held.shoulder[0] > 20
        assert far.elbow[0] - self.held.shoulder[0] > 8


def test_the_hands_of_the_calf_stretch_lie_on_the_wall_with_the_fingers_up() -> None:
    wall = next(prop for prop in figure("calf-stretch").says.prop if isinstance(prop, WallModel))
    for moment in drawn_moments("calf-stretch"):
        for half, far in ((moment.joints.near, False), (moment.joints.far, True)):
            hand = [
                point
                for layer in layers("calf-stretch", moment)
                if layer.ink == Ink(Material.SKIN, far)
                for outline in layer.outlines
                for point in outline
                if point[0] > wall.x - 4.5
            ]
            assert max(x for x, _ in hand) < wall.x + 1.5
            assert max(y for _, y in hand) - half.hand[1] > 5 > half.hand[1] - min(y for _, y in hand)


class TestBandWalk:
    line = later(lambda: [*drawn_moments("lateral-band-walk")])

    def sides(self, moment: Moment) -> tuple[tuple[Flat, Flat, Flat, Flat], ...]:
        """Hip, knee, heel and toe of each side as the viewer sees them."""
        halves = (seen("front", half) for half in (moment.joints.near, moment.joints.far))
        return tuple((half.hip, half.knee, half.heel, half.toe) for half in halves)

    def test_the_thighs_are_seen_and_toes_are_ahead_of_heels(self) -> None:
        for moment in self.line:
            for hip, knee, heel, toe in self.sides(moment):
                assert hip[1] - knee[1] > 18
                assert heel[1] - toe[1] > 4 or moment.path != "ready"

    def test_the_head_sits_on_a_neck(self) -> None:
        for moment in self.line:
            found = layers("lateral-band-walk", moment)
            shirt = edges([layer for layer in found if layer.line], Material.SHIRT)[3]
            face = [layer for layer in found if layer.ink == Ink(Material.FACE)]
            assert edges(face, Material.FACE)[2] - shirt > 3

    def test_the_band_wraps_the_thighs_and_reaches_no_farther(self) -> None:
        above = next(
            prop.above_knee for prop in figure("lateral-band-walk").says.prop if isinstance(prop, BandModel)
        )
        for moment in self.line:
            band = edges(layers("lateral-band-walk", moment), Material.BAND)
            # Just above the knee, a thigh extends about 3.5 to either side of its bone.
            for (hip, knee, *_), edge in zip(self.sides(moment), (band[1], band[0]), strict=True):
                assert 3 < abs(edge - between(knee, hip, above / THIGH)[0]) < 6

    def test_a_step_makes_the_stance_twice_as_wide(self) -> None:
        widths = [m.joints.near.ankle[2] - m.joints.far.ankle[2] for m in moments("lateral-band-walk", "step out")]
        assert widths[-1] > 1.9 * widths[0]

    @pytest.mark.parametrize(("size", "side"), [*product(SIZES, ("left", "right"))], ids=str)
    def test_a_preview_shows_the_person_going_to_the_named_side(self, size: tuple[int, int], side: str) -> None:
        shown = figure("lateral-band-walk")
        look = Look("left" if side == "left" else "right", *size)
        before, after = (self.head(pixels(preview(shown, look, at)), size[0]) for at in (0.0, 1.0))
        assert (before - after if side == "left" else after - before) >= size[0] // 12

    def head(self, picture: list[list[int | None]], columns: int) -> float:
        """The column of cells with the middle of the head, which is highest in the picture."""
        top = next(y for y, line in enumerate(picture) if any(pixel is not GROUND for pixel in line))
        found = [x // 2 for line in picture[top : top + 2] for x, pixel in enumerate(line) if pixel is not GROUND]
        assert max(found) < columns
        return (min(found) + max(found)) / 2


@pytest.mark.parametrize("name", ["clamshell", "side-lying-hip-abduction"])
def test_with_few_colours_no_mat_hides_the_leg_that_lies_on_it(name: str) -> None:
    mat = [layer for layer in layers(name, moments(name, "hold")[0]) if layer.ink.material is Material.MAT]
    assert mat
    assert not any(is_plain(layer) for layer in mat)
