"""The colours of a figure by purpose: true colours for each kind of background, and the terminal's 16."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Literal, NamedTuple

SkinTone = Literal["light", "medium", "dark", "blue"]
"""The figure's skin: one of three natural tones, or plain blue."""
SKIN_TONES: tuple[SkinTone, ...] = ("light", "medium", "dark", "blue")


class Material(IntEnum):
    """What is painted."""

    GROUND = 0
    FLOOR = 1
    SHADOW = 2
    LINE = 3
    """The thin line round what is in front."""
    WALL = 4
    METAL = 5
    """Frames and legs of furniture, a post, the edge of a wall."""
    PAD = 6
    """The padding to sit, lie or stand on."""
    MAT = 7
    BALL = 8
    LOAD = 9
    BAND = 10
    ARROW = 11
    SKIN = 12
    HAIR = 13
    SHIRT = 14
    SHORTS = 15
    SHOE = 16
    SOLE = 17
    SOCK = 18
    FACE = 19
    """Eyes, brows and mouth."""
    MUSCLE = 20
    WORKING = 21
    """The skin of a working limb, if a figure names no muscles."""


class Ink(NamedTuple):
    """A material, on the near or the far side of the body, in light or in shade."""

    material: Material
    far: bool = False
    shade: bool = False
    bright: bool = False
    """Where light falls on what is round or hard."""
    lit: bool = False
    """Part of a limb that does the work: it fades less on the far side."""


@dataclass(frozen=True, slots=True)
class Palette:
    """A colour for every ink."""

    colours: tuple[int, ...]
    """0xRRGGBB, by material."""
    sixteen: tuple[int, ...]
    """One of the terminal's own 16 colours, 0 to 15, by material. The background's is not used."""
    far: float = 0.45
    """How much the far side of the body fades into the background: 0 to 1."""
    skins: tuple[int, ...] = ()
    """The skin in each of SKIN_TONES."""

    def colour(self, ink: Ink) -> int:
        """The true colour of an ink, 0xRRGGBB."""
        colour = self.colours[ink.material]
        if ink.shade:
            colour = blended(colour, 0, 0.26 if ink.material is Material.SKIN else 0.30)
        if ink.bright:
            colour = blended(colour, 0xFFFFFF, 0.35)
        if ink.far:
            # A far muscle has to be seen: it fades less.
            fades = 0.35 if ink.material is Material.MUSCLE else LIT if ink.lit else 1
            colour = blended(colour, self.colours[Material.GROUND], self.far * fades)
        return colour

    def number(self, ink: Ink) -> int:
        """One of the terminal's 16 colours for an ink."""
        if ink.far and ink.material is Material.MUSCLE:
            return 1
        if ink.far:
            return FAR_SIXTEEN
        number = self.sixteen[ink.material]
        return DARKER.get(number, number) if ink.shade else number

    def on(self, ground: int) -> Palette:
        """The same colours on another background."""
        return replace(self, colours=(ground, *self.colours[1:]))

    def with_skin(self, tone: SkinTone) -> Palette:
        """The same with another skin; the dark one and the blue one have hair to match."""
        colours = list(self.colours)
        skin = colours[Material.SKIN] = self.skins[SKIN_TONES.index(tone)]
        colours[Material.WORKING] = blended(skin, colours[Material.MUSCLE], 0.45)
        if tone in {"dark", "blue"}:
            colours[Material.HAIR] = blended(skin, 0, 0.42)
        return replace(self, colours=tuple(colours))


def blended(below: int, above: int, share: float) -> int:
    """A share of one 0xRRGGBB colour over another."""
    found = 0
    for shift in (16, 8, 0):
        part = (below >> shift & 255) * (1 - share) + (above >> shift & 255) * share
        found |= int(part + 0.5) << shift
    return found


LIT = 0.6
"""How much a far limb that does the work fades, as a share of how much other far limbs fade."""
FAR_SIXTEEN = 8
DARKER = {11: 3, 12: 4}
"""Which of the 16 colours is the shade of another one."""


def _palette(far: float, skins: tuple[int, ...], **colours: tuple[int, int]) -> Palette:
    """A palette with a true colour and one of the 16 for each material, with the medium skin."""
    skin = colours.pop("skin_sixteen")[1]
    full = colours | {"skin": (0, skin), "working": (0, colours["muscle"][1])}
    both = [full[material.name.lower()] for material in Material]
    palette = Palette(tuple(true for true, _ in both), tuple(number for _, number in both), far, skins=skins)
    return palette.with_skin("medium")


DARK = _palette(
    far=0.52,
    skins=(0xF0C6A4, 0xDFA57C, 0x8E5B3E, 0xCFE3F2),
    ground=(0x10141A, 0),
    floor=(0x4A5769, 8),
    shadow=(0x05070A, 0),
    line=(0x0A0D12, 0),
    wall=(0x2E3846, 8),
    metal=(0x566379, 8),
    pad=(0x7A89A0, 7),
    mat=(0x3F6283, 8),
    ball=(0x4A8CBD, 12),
    load=(0xF5BD6B, 11),
    band=(0xF5BD6B, 11),
    arrow=(0xF5BD6B, 11),
    skin_sixteen=(0, 7),
    hair=(0x7A4B32, 3),
    face=(0x2E1C15, 0),
    shirt=(0x3E9BD8, 6),
    shorts=(0x3A5F9E, 12),
    shoe=(0xF3F6F8, 15),
    sole=(0xF0A35E, 15),
    sock=(0xD5DEE6, 15),
    muscle=(0xFF5F4A, 9),
)
LIGHT = _palette(
    far=0.36,
    skins=(0xD69C70, 0xC07E52, 0x85532F, 0x4A7FA5),
    ground=(0xFAF8F3, 15),
    floor=(0x8E8878, 8),
    shadow=(0xB9B2A2, 7),
    line=(0x33404F, 0),
    wall=(0xD9D3C5, 7),
    metal=(0x6E6859, 8),
    pad=(0x8C8576, 8),
    mat=(0x9DB7CC, 7),
    ball=(0x3F86BA, 12),
    load=(0xB45C06, 3),
    band=(0xB8620A, 3),
    arrow=(0xB0600C, 3),
    skin_sixteen=(0, 3),
    hair=(0x5A3522, 0),
    face=(0x2E1C15, 0),
    shirt=(0x2B82BE, 6),
    shorts=(0x26477C, 4),
    shoe=(0x39465A, 8),
    sole=(0xB45C06, 8),
    sock=(0x7C8899, 8),
    muscle=(0xD8351F, 1),
)
CONTRAST = _palette(
    far=0.38,
    skins=(0xFFE0C4, 0xFFD2AC, 0xC08A5E, 0xDDF0FF),
    ground=(0x000000, 0),
    floor=(0x909090, 7),
    shadow=(0x000000, 0),
    line=(0x000000, 0),
    wall=(0x7C7C7C, 8),
    metal=(0x9C9C9C, 7),
    pad=(0xC0C0C0, 7),
    mat=(0x7F9FC0, 8),
    ball=(0x6FA8F0, 12),
    load=(0xFFFF00, 11),
    band=(0xFFFF00, 11),
    arrow=(0xFFFF00, 11),
    skin_sixteen=(0, 15),
    hair=(0xC08A5A, 3),
    face=(0x000000, 0),
    shirt=(0x00C0FF, 14),
    shorts=(0x6F9CFF, 12),
    shoe=(0xFFFFFF, 15),
    sole=(0xFFC070, 15),
    sock=(0xE0E8F0, 15),
    muscle=(0xFF4A3A, 9),
)
"""For a black background, brighter wherever the dark palette is dim."""
