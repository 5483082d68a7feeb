"""True pixels: what a terminal is sent is read back by a decoder that shares nothing with the encoder."""

from __future__ import annotations

import re
import struct
from base64 import b64decode
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kneecoach.figures.kitty import MAX_PAYLOAD, MAX_PIXELS, forget, forget_all, hide, picture_size, send, show
from kneecoach.figures.painting import painting_pixels
from kneecoach.figures.palette import DARK
from kneecoach.figures.png import encoding_png
from kneecoach.figures.scene import drawing
from kneecoach.figures.sixel import Colours, encoding_sixel
from kneecoach.figures.skeleton import solve
from kneecoach.figures.slices import finished
from tests.figures.moments import figure, of_every_figure
from tests.figures.sixel_reader import Rows, alike, nearly_alike, read_sixel

PIXEL = st.integers(0, 0xFFFFFFFF)


def sixel(rows: Rows, before: Rows | None = None) -> str:
    """A picture as sixels, with its own colours."""
    return finished(encoding_sixel(rows, before, Colours()))


@cache
def picture(name: str, end: int, size: tuple[int, int] = (230, 140), opaque: bool = False) -> Rows:
    """A still of a built-in figure."""
    shown = figure(name)
    layers = drawing(shown.says, solve(shown.motion.rig, shown.motion.ends[end]))
    return finished(painting_pixels(shown.says, layers, 0.0, size, 10, DARK, opaque)).rows


def decoded(file: bytes) -> Rows:
    """A PNG as Pillow reads it."""
    with Image.open(BytesIO(file)) as image:
        assert image.format == "PNG"
        data = image.convert("RGBA").tobytes("raw", "BGRA")
        width, height = image.size
    # Blue, green, red, alpha: as a little-endian number that is 0xAARRGGBB.
    row = struct.Struct(f"<{width}I")
    return [list(row.unpack_from(data, y * row.size)) for y in range(height)]


@of_every_figure
def test_pillow_reads_a_figures_png_pixel_by_pixel(name: str) -> None:
    rows = picture(name, 1)
    assert decoded(finished(encoding_png(rows))) == rows


@given(st.integers(1, 20), st.integers(1, 20), st.data())
def test_pillow_reads_any_picture_with_many_colours_or_few(width: int, height: int, data: st.DataObject) -> None:
    colours = data.draw(st.lists(PIXEL, min_size=1, max_size=400, unique=True))
    rows = [[colours[(x * 31 + y * 17) % len(colours)] for x in range(width)] for y in range(height)]
    assert decoded(finished(encoding_png(rows))) == rows


def test_a_picture_of_more_colours_than_a_palette_holds_keeps_them_all() -> None:
    rows = [[0xFF000000 | (x * 7919 + y * 104729) % 0x1000000 for x in range(40)] for y in range(30)]
    assert len({pixel for row in rows for pixel in row}) > 256
    assert decoded(finished(encoding_png(rows))) == rows


COMMAND = re.compile(r"\x1b_G([^;\x1b]*)(?:;([^\x1b]*))?\x1b\\")


def commands(text: str) -> list[tuple[dict[str, str], str]]:
    """The keys and the payload of each command of Kitty's protocol; there is nothing else."""
    assert COMMAND.sub("", text) == ""
    return [(dict(key.split("=") for key in keys.split(",")), payload) for keys, payload in COMMAND.findall(text)]


@pytest.mark.parametrize("size", [(230, 140), (12, 9)], ids=str)
def test_a_picture_arrives_in_pieces_that_a_terminal_takes(size: tuple[int, int]) -> None:
    rows = picture("hip-thrust", 0, size)
    sent = commands(send(7, finished(encoding_png(rows))))
    first, *others = [keys for keys, _ in sent]
    assert (first["a"], first["f"], first["i"], first["q"]) == ("t", "100", "7", "2")
    assert all(set(keys) == {"m", "q"} for keys in others)
    assert [keys["m"] for keys, _ in sent] == ["1"] * (len(sent) - 1) + ["0"]
    assert all(len(payload) <= MAX_PAYLOAD and len(payload) % 4 == 0 for _, payload in sent)
    assert decoded(b64decode("".join(payload for _, payload in sent))) == rows


def test_a_picture_is_shown_again_with_under_100_bytes_and_the_new_one_before_the_old_goes() -> None:
    text = show(1042, 1041, (31, 7), (46, 14))
    assert len(text.encode()) < 100
    begin, shown, end = re.fullmatch(r"(\x1b\[\?2026h)(.*)(\x1b\[\?2026l)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    assert begin and end
    assert shown.startswith("\x1b7\x1b[8;32H")
    (placed, _), (gone, _) = commands(shown.removeprefix("\x1b7\x1b[8;32H").replace("\x1b8", ""))
    assert placed == {"a": "p", "i": "1042", "c": "46", "r": "14", "z": "1", "C": "1", "q": "2"}
    assert gone == {"a": "d", "d": "i", "i": "1041", "q": "2"}
    assert shown.index("\x1b8") < shown.index("a=d")


def test_the_same_picture_or_the_first_removes_none() -> None:
    for before in (None, 5):
        assert "a=d" not in show(5, before, (0, 0), (2, 2))


def test_hiding_keeps_a_picture_and_forgetting_frees_it() -> None:
    assert commands(hide(3)) == [({"a": "d", "d": "i", "i": "3", "q": "2"}, "")]
    assert commands(forget(3)) == [({"a": "d", "d": "I", "i": "3", "q": "2"}, "")]
    assert commands(forget_all()) == [({"a": "d", "d": "A", "q": "2"}, "")]


@given(st.integers(1, 400), st.integers(1, 400), st.integers(1, 40), st.integers(1, 80))
def test_a_picture_is_never_too_large_and_keeps_its_shape(columns: int, rows: int, wide: int, high: int) -> None:
    width, height = picture_size(columns, rows, (wide, high))
    assert width * height <= max(MAX_PIXELS, 1)
    assert width <= columns * wide and height <= rows * high
    if width * height < columns * wide * rows * high and min(width, height) > 50:
        assert width / height == pytest.approx(columns * wide / (rows * high), rel=0.03)


@of_every_figure
def test_a_figure_is_read_back_from_its_sixels(name: str) -> None:
    rows = picture(name, 0, opaque=True)
    assert nearly_alike(read_sixel(sixel(rows)), rows, most=20)


@given(st.integers(1, 17), st.integers(1, 20), st.data())
def test_any_picture_is_read_back_from_its_sixels(width: int, height: int, data: st.DataObject) -> None:
    colours = data.draw(st.lists(st.integers(0, 0xFFFFFF), min_size=1, max_size=9, unique=True))
    rows = [[data.draw(st.sampled_from(colours)) for _ in range(width)] for _ in range(height)]
    assert alike(read_sixel(sixel(rows)), rows)


def test_over_another_picture_only_what_differs_is_painted() -> None:
    before, after = (picture("hip-thrust", end, opaque=True) for end in (0, 1))
    whole, changed = sixel(after), sixel(after, before)
    assert len(changed) < len(whole)
    assert nearly_alike(read_sixel(changed, before), after)
    # What is the same in both keeps the exact colour it had: none of it is repainted.
    marked = [
        [0x123456 if a == b else a for a, b in zip(*rows, strict=True)] for rows in zip(before, after, strict=True)
    ]
    painted = read_sixel(changed, marked)
    assert all(
        line[x] == 0x123456
        for line, old, new in zip(painted, before, after, strict=True)
        for x in range(len(line))
        if old[x] == new[x]
    )


def test_the_same_picture_again_paints_nothing() -> None:
    rows = picture("calf-stretch", 0, opaque=True)
    assert "#" not in sixel(rows, rows)


def test_a_picture_of_very_many_colours_takes_the_nearest_of_the_commonest() -> None:
    rows = [[0xFF000000 | (x << 16) | (y << 8) for x in range(32)] for y in range(32)]
    read = read_sixel(sixel(rows))
    assert all(
        abs((a >> 16 & 255) - (b >> 16 & 255)) < 34
        for one, two in zip(read, rows, strict=True)
        for a, b in zip(one, two, strict=True)
    )
