"""The colours of a figure, by what they are for: true colours for dark and light grounds, and the terminal's 16."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Ink(IntEnum):
    """What a colour is for."""

    GROUND = 0
    FLOOR = 1
    MARK = 2
    """Lines across the floor that show how far the figure walks."""
    SHADOW = 3
    PROP = 4
    PROP_DARK = 5
    BALL = 6
    BALL_MARK = 7
    LOAD = 8
    LOAD_DARK = 9
    BAND = 10
    ARROW = 11
    FAR = 12
    FAR_CLOTHES = 13
    FAR_SHOE = 14
    SHIRT = 15
    SHORTS = 16
    NEAR = 17
    WORKING = 18
    SHOE = 19
    HEAD = 20
    HAIR = 21
    NECK = 22


@dataclass(frozen=True, slots=True)
class Palette:
    """A colour for every ink. `colours[ink]` is 0xRRGGBB; the ground is what edges are blended with."""

    colours: tuple[int, ...]

    def on(self, ground: int) -> Palette:
        """The same colours on another ground."""
        return Palette((ground, *self.colours[1:]))


def _palette(**colours: int) -> Palette:
    return Palette(tuple(colours[ink.name.lower()] for ink in Ink))


DARK = _palette(
    ground=0x10141A,
    floor=0x364253,
    mark=0x4A5A70,
    shadow=0x1B222C,
    prop=0x66748A,
    prop_dark=0x434E5F,
    ball=0x4D6E8F,
    ball_mark=0x88A9C8,
    load=0xF5BD6B,
    load_dark=0xA87A3A,
    band=0xF5BD6B,
    arrow=0xF5BD6B,
    far=0x446D8E,
    far_clothes=0x2A5274,
    far_shoe=0x5A7F9E,
    shirt=0x3F8FCB,
    shorts=0x2A6AA0,
    near=0xA9CFE8,
    working=0xE3F3FD,
    shoe=0xFFFFFF,
    head=0xC4DFF1,
    hair=0x33597A,
    neck=0x8FB6D2,
)

LIGHT = _palette(
    ground=0xFAF8F3,
    floor=0xDDD8CC,
    mark=0xB5AE9E,
    shadow=0xBDB6A6,
    prop=0xA39B8B,
    prop_dark=0xC6BFB1,
    ball=0x9DB9CF,
    ball_mark=0x5F86A6,
    load=0xB0600C,
    load_dark=0x7A3E00,
    band=0xC26A10,
    arrow=0xB0600C,
    far=0xB3C4D1,
    far_clothes=0xA3BACB,
    far_shoe=0x9AAEBD,
    shirt=0x5FA0CF,
    shorts=0x2F75A8,
    near=0x4A7592,
    working=0x0B4A75,
    shoe=0x17202B,
    head=0x4A7592,
    hair=0x17202B,
    neck=0x3C627C,
)

SIXTEEN = (0, 8, 7, 8, 7, 8, 8, 7, 3, 3, 11, 11, 8, 8, 8, 4, 4, 14, 15, 15, 14, 4, 14)
"""For every ink, a colour of the terminal's own 16, by number."""
