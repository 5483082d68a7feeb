"""Both palettes can be told from the ground, and what matters most stands out most."""

from __future__ import annotations

import pytest

from kneecoach.figures.palette import CONTRAST, DARK, LIGHT, Ink, Palette

CLEAR = (Ink.WORKING, Ink.NEAR, Ink.SHIRT, Ink.SHORTS, Ink.HEAD, Ink.LOAD, Ink.BAND, Ink.ARROW, Ink.PROP)


def luminance(colour: int) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    parts = [(colour >> shift & 255) / 255 for shift in (16, 8, 0)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(palette: Palette, ink: Ink, other: Ink = Ink.GROUND) -> float:
    """Contrast of two inks, 1 to 21."""
    low, high = sorted(luminance(palette.colours[i]) for i in (ink, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [DARK, LIGHT, CONTRAST], ids=["dark", "light", "contrast"])
class TestPalette:
    def test_the_body_and_what_it_holds_can_be_told_from_the_ground(self, palette: Palette) -> None:
        assert {ink.name for ink in CLEAR if contrast(palette, ink) < 3} == set()

    def test_far_limbs_can_be_seen(self, palette: Palette) -> None:
        assert min(contrast(palette, ink) for ink in (Ink.FAR, Ink.FAR_CLOTHES, Ink.BALL)) > 2

    def test_the_working_limb_stands_out_most_and_far_limbs_least(self, palette: Palette) -> None:
        order = [contrast(palette, ink) for ink in (Ink.FAR, Ink.NEAR, Ink.WORKING)]
        assert order == sorted(order)
        assert contrast(palette, Ink.WORKING, Ink.FAR) > 3

    def test_a_palette_can_stand_on_another_ground(self, palette: Palette) -> None:
        other = palette.on(0x123456)
        assert other.colours[Ink.GROUND] == 0x123456
        assert other.colours[1:] == palette.colours[1:]
        assert other.sixteen == palette.sixteen


def test_in_high_contrast_nothing_is_dim() -> None:
    dim = {ink.name for ink in Ink if ink not in {Ink.GROUND, Ink.SHADOW} and contrast(CONTRAST, ink) < 4.5}
    assert dim == set()
    strong = (Ink.WORKING, Ink.NEAR, Ink.BAND, Ink.LOAD, Ink.ARROW)
    assert {ink.name for ink in strong if contrast(CONTRAST, ink) < 12} == set()
