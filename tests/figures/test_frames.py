"""Frames: their size, their colours, what they share, and how often they are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from kneecoach.figures.cells import Row, Run
from kneecoach.figures.figure import STEPS, Figure, load_figure
from kneecoach.figures.frames import LARGEST, Frame, Frames, Look, Side, Style
from kneecoach.figures.glyphs import QUADRANTS
from kneecoach.figures.palette import DARK, LIGHT, Material, SkinTone
from tests.figures.moments import figure, of_every_figure
from tests.figures.once import draw_once

SIZES = [(1, 1), (7, 3), (24, 10), (40, 16), (60, 24), (61, 23), (140, 45)]
SMALL = Look("right", 24, 10)


@pytest.fixture(autouse=True, scope="module")
def _drawn_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        draw_once(patch)
        yield


def text(row: Row) -> str:
    return "".join(run[0] for run in row)


def preview(shown: Figure, look: Look, fraction: float) -> Frame:
    """The frame at a fraction of what is shown before a set: a rep, or getting into position and out again."""
    return shown.frame(look, shown.previewed(fraction))


Line = list[int | None]


def pixels(frame: Frame) -> list[Line]:
    """The four pixels of every cell; None is the ground."""
    found: list[Line] = []
    for row in frame.rows:
        found += [[pixel for run in row for pixel in halves(run)[half]] for half in (0, 1)]
    return found


@cache
def halves(run: Run) -> tuple[Line, Line]:
    """The upper and the lower pixels of some cells."""
    text, front, back = run
    bits = [QUADRANTS.index(glyph) for glyph in text]
    upper, lower = ([front if of >> i & 1 else back for of in bits for i in pair] for pair in ((0, 1), (2, 3)))
    return upper, lower


STYLES = ("colour", "sextant", "octant", "sixteen", "braille")


def check_size(name: str, style: Style, size: tuple[int, int]) -> None:
    frame = preview(figure(name), Look("left", *size, style), 0.3)
    assert (frame.columns, len(frame.rows)) == size
    assert [len(text(row)) for row in frame.rows] == [size[0]] * size[1]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", ["hip-thrust", "lateral-band-walk"], ids=["side view", "front view"])
def test_a_frame_is_exactly_as_large_as_was_asked(name: str, style: Style, size: tuple[int, int]) -> None:
    check_size(name, style, size)


@pytest.mark.parametrize("style", STYLES)
@of_every_figure
def test_every_figure_can_be_drawn_in_every_style(name: str, style: Style) -> None:
    check_size(name, style, (24, 10))


@pytest.mark.parametrize(("columns", "rows"), [(0, 10), (10, 0), (LARGEST + 1, 10), (10, LARGEST + 1)])
def test_a_look_has_a_size(columns: int, rows: int) -> None:
    with pytest.raises(ValueError, match="columns and rows"):
        Look("right", columns, rows)


@of_every_figure
def test_braille_has_no_colours_and_only_braille(name: str) -> None:
    for row in preview(figure(name), Look("right", 40, 16, "braille"), 0.4).rows:
        assert all(run[1:] == (None, None) for run in row)
        assert all(char == " " or 0x2800 < ord(char) <= 0x28FF for char in text(row))


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
@of_every_figure
def test_sixteen_colours_are_sixteen(name: str, palette: object) -> None:
    look = Look("right", 40, 16, "sixteen", LIGHT if palette is LIGHT else DARK)
    used = {colour for row in preview(figure(name), look, 0.4).rows for run in row for colour in run[1:]}
    assert used <= {None, *range(16)}
    assert len(used) > 4


@pytest.mark.parametrize("style", ["colour", "sixteen"])
@of_every_figure
def test_left_is_the_mirror_image_of_right(name: str, style: Style) -> None:
    shown = figure(name)
    for fraction in (0.0, 0.3, 0.7):
        left, right = (preview(shown, Look(side, 41, 16, style), fraction) for side in ("left", "right"))
        assert pixels(left) == [line[::-1] for line in pixels(right)]
        assert pixels(left) != pixels(right)


@of_every_figure
def test_both_sides_at_once_is_drawn_as_the_right_one(name: str) -> None:
    one, other = (pixels(figure(name).render(replace(SMALL, side=side))) for side in ("both", "right"))
    assert one == other


def test_a_hold_stands_absolutely_still() -> None:
    for name, phase in (("hip-thrust", "squeeze"), ("quad-stretch", "hold"), ("calf-stretch", "hold")):
        shown = figure(name)
        frames = {shown.render(SMALL, phase, i / 200) for i in range(201)}
        assert len(frames) == 1


def test_the_squeeze_is_where_the_push_ended_and_the_lowering_begins() -> None:
    shown = figure("hip-thrust")
    top = shown.render(SMALL, "squeeze", 0.5)
    assert shown.render(SMALL, "push up", 1.0) is top
    assert shown.render(SMALL, "lower", 0.0) is top
    assert shown.render(SMALL, "lower", 1.0) is shown.render(SMALL)


def test_a_phase_of_another_name_shows_how_a_rep_starts() -> None:
    shown = figure("hip-thrust")
    start = shown.render(SMALL)
    assert shown.render(SMALL, "twirl", 0.5) is start
    assert shown.frame(SMALL, shown.getting_ready(1.0)) is start
    assert shown.render(SMALL, "up", 0.5) is shown.render(SMALL, "push up", 0.5)


def test_fractions_outside_a_phase_are_its_ends() -> None:
    shown = figure("reverse-lunge")
    assert shown.render(SMALL, "step back", -3) is shown.render(SMALL, "step back", 0)
    assert shown.render(SMALL, "step back", 7) is shown.render(SMALL, "step back", 1)
    assert preview(shown, SMALL, 9) is preview(shown, SMALL, 1)


@of_every_figure
def test_the_two_end_poses_differ(name: str) -> None:
    first, second = (figure(name).frame(SMALL, figure(name).end(number)) for number in (0, 1))
    assert pixels(first) != pixels(second)


@of_every_figure
def test_a_preview_moves_and_comes_back(name: str) -> None:
    shown = figure(name)
    looks: set[Frame] = set()
    for i in range(61):
        looks.add(preview(shown, SMALL, i / 60))
        if len(looks) > 10:
            break
    assert len(looks) > 10
    assert pixels(preview(shown, SMALL, 0.0)) == pixels(preview(shown, SMALL, 1.0)) or shown.says.travel


def drawn(frames: Frames) -> Figure:
    return Figure(load_figure("hip-thrust").says, frames)


def test_a_repeated_rep_is_drawn_once() -> None:
    frames = Frames()
    shown = drawn(frames)
    for _ in range(3):
        for i in range(101):
            shown.render(SMALL, "push up", i / 100)
    assert len(frames) == STEPS + 1


def test_the_store_of_frames_stays_small() -> None:
    frames = Frames(most_cells=30 * 24 * 10)
    shown = drawn(frames)
    for side in ("left", "right"):
        for i in range(101):
            preview(shown, replace(SMALL, side=side), i / 100)
            assert len(frames) <= 30


def test_only_rows_that_differ_have_changed() -> None:
    shown = drawn(Frames())
    before, after = (shown.render(SMALL, "push up", fraction) for fraction in (0.5, 0.55))
    changed = after.changed(before)
    assert 0 < len(changed) < 10
    for y, (old, new) in enumerate(zip(before.rows, after.rows, strict=True)):
        assert (old != new) == (y in changed)
    assert after.changed(after) == []
    assert after.changed(None) == list(range(10))


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_arrow_of_the_band_walk_is_on_the_named_side(side: Side) -> None:
    arrow = DARK.colours[Material.ARROW]
    frame = figure("lateral-band-walk").render(Look(side, 60, 24))
    # The band has the same colour, but it is in the middle.
    outside = [x for line in pixels(frame) for x, pixel in enumerate(line) if pixel == arrow and abs(x - 60) > 28]
    assert outside
    assert max(outside) < 40 if side == "left" else min(outside) > 80


def test_finer_cells_show_more() -> None:
    """The finer the cells, the more different glyphs a figure's edge takes."""
    shown = figure("reverse-lunge")
    styles: tuple[Style, ...] = ("colour", "sextant", "octant")
    glyphs = [
        len({char for row in shown.render(Look("right", 46, 14, style)).rows for char in text(row)})
        for style in styles
    ]
    assert glyphs == sorted(set(glyphs))


def test_another_skin_changes_the_skin_and_nothing_that_is_worn() -> None:
    tones: tuple[SkinTone, ...] = ("light", "medium", "dark", "blue")
    pictures = [
        pixels(figure("hip-thrust").render(replace(SMALL, columns=60, rows=24, palette=DARK.with_skin(tone))))
        for tone in tones
    ]
    for tone, picture in zip(tones, pictures, strict=True):
        shown = {pixel for line in picture for pixel in line}
        skins = {other: DARK.with_skin(other).colours[Material.SKIN] for other in tones}
        assert [other for other in tones if skins[other] in shown] == [tone]
        assert {DARK.colours[Material.SHIRT], DARK.colours[Material.PAD]} <= shown
