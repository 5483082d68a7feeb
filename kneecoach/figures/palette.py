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
    """A colour for every ink, by its number; the ground is what edges are blended with."""

    colours: tuple[int, ...]
    """0xRRGGBB."""
    sixteen: tuple[int, ...]
    """One of the terminal's own 16 colours, 0 to 15. That of the ground is not used."""

    def on(self, ground: int) -> Palette:
        """The same colours on another ground."""
        return Palette((ground, *self.colours[1:]), self.sixteen)


def _palette(**colours: tuple[int, int]) -> Palette:
    """A palette from each ink's true colour and its one of 16."""
    both = [colours[ink.name.lower()] for ink in Ink]
    return Palette(tuple(true for true, _ in both), tuple(number for _, number in both))


DARK = _palette(
    ground=(0x10141A, 0),
    floor=(0x364253, 8),
    mark=(0x4A5A70, 7),
    shadow=(0x232C38, 8),
    prop=(0x66748A, 7),
    prop_dark=(0x434E5F, 8),
    ball=(0x4D6E8F, 8),
    ball_mark=(0x88A9C8, 7),
    load=(0xF5BD6B, 11),
    load_dark=(0xA87A3A, 3),
    band=(0xF5BD6B, 11),
    arrow=(0xF5BD6B, 11),
    far=(0x446D8E, 8),
    far_clothes=(0x2A5274, 8),
    far_shoe=(0x5A7F9E, 8),
    shirt=(0x3F8FCB, 6),
    shorts=(0x2A6AA0, 4),
    near=(0xA9CFE8, 7),
    working=(0xE3F3FD, 15),
    shoe=(0xFFFFFF, 15),
    head=(0xC4DFF1, 7),
    hair=(0x33597A, 8),
    neck=(0x8FB6D2, 7),
)

LIGHT = _palette(
    ground=(0xFAF8F3, 15),
    floor=(0xDDD8CC, 7),
    mark=(0xB5AE9E, 8),
    shadow=(0xBDB6A6, 8),
    prop=(0xA39B8B, 8),
    prop_dark=(0xC6BFB1, 7),
    ball=(0x9DB9CF, 7),
    ball_mark=(0x5F86A6, 8),
    load=(0xB0600C, 3),
    load_dark=(0x7A3E00, 0),
    band=(0xC26A10, 3),
    arrow=(0xB0600C, 3),
    far=(0xB3C4D1, 8),
    far_clothes=(0xA3BACB, 8),
    far_shoe=(0x9AAEBD, 8),
    shirt=(0x8DBFE3, 6),
    shorts=(0x3F86B8, 12),
    near=(0x47728F, 4),
    working=(0x0B4A75, 0),
    shoe=(0x17202B, 0),
    head=(0x7FA6C2, 8),
    hair=(0x213A52, 0),
    neck=(0x5C86A3, 8),
)
