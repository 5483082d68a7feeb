"""The colours of a figure, by what they are for: true colours for each kind of ground, and the terminal's 16."""

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
    shadow=(0x161B23, 8),
    prop=(0x66748A, 7),
    prop_dark=(0x434E5F, 8),
    ball=(0x4D6E8F, 8),
    ball_mark=(0x88A9C8, 7),
    load=(0xF5BD6B, 11),
    load_dark=(0xA87A3A, 3),
    band=(0xF5BD6B, 11),
    arrow=(0xF5BD6B, 11),
    far=(0x5583A8, 8),
    far_clothes=(0x315F86, 8),
    far_shoe=(0x5A7F9E, 8),
    shirt=(0x58A9E4, 6),
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
    prop=(0x8C8576, 8),
    prop_dark=(0xB0A999, 7),
    ball=(0x86A9C4, 7),
    ball_mark=(0x43709A, 8),
    load=(0xB45C06, 3),
    load_dark=(0x7A3E00, 0),
    band=(0xB8620A, 3),
    arrow=(0xB0600C, 3),
    far=(0x7E9FB6, 8),
    far_clothes=(0x7899B0, 8),
    far_shoe=(0x728FA3, 8),
    shirt=(0x4391C6, 6),
    shorts=(0x1F527C, 12),
    near=(0x44769A, 4),
    working=(0x0A3A5E, 0),
    shoe=(0x17202B, 0),
    head=(0x5B88A6, 8),
    hair=(0x1B2F42, 0),
    neck=(0x44708D, 8),
)

CONTRAST = _palette(
    ground=(0x000000, 0),
    floor=(0x808080, 7),
    mark=(0xC8C8C8, 15),
    shadow=(0x383838, 8),
    prop=(0xB8B8B8, 7),
    prop_dark=(0x8A8A8A, 8),
    ball=(0x5F8FD0, 12),
    ball_mark=(0xC8E4FF, 7),
    load=(0xFFFF00, 11),
    load_dark=(0xB8A800, 3),
    band=(0xFFFF00, 11),
    arrow=(0xFFFF00, 11),
    far=(0x4F8FB8, 8),
    far_clothes=(0x3F82B0, 8),
    far_shoe=(0x7FB0D0, 8),
    shirt=(0x00B4FF, 14),
    shorts=(0x0082E6, 12),
    near=(0xA8E0FF, 7),
    working=(0xFFFFFF, 15),
    shoe=(0xFFFFFF, 15),
    head=(0xD0F0FF, 7),
    hair=(0x7A8C9C, 8),
    neck=(0x98C8E0, 7),
)
"""For black ground, brighter wherever the dark palette is dim."""
