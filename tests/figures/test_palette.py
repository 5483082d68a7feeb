"""Every palette stands out from its ground, and what matters most stands out most."""

from __future__ import annotations

import pytest

from kneecoach.figures.palette import CONTRAST, DARK, LIGHT, SKIN_TONES, Ink, Material, Palette, SkinTone

CLEAR = (
    *(Material.MUSCLE, Material.SKIN, Material.SHIRT, Material.SHORTS, Material.SHOE, Material.LOAD, Material.BAND),
    *(Material.ARROW, Material.PAD, Material.WORKING),
)


def luminance(colour: int) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    parts = [(colour >> shift & 255) / 255 for shift in (16, 8, 0)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(palette: Palette, ink: Ink, other: Ink = Ink(Material.GROUND)) -> float:  # noqa: B008
    """Contrast of two inks, 1 to 21."""
    low, high = sorted(luminance(palette.colour(i)) for i in (ink, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [DARK, LIGHT, CONTRAST], ids=["dark", "light", "contrast"])
class TestPalette:
    def test_the_body_and_what_it_holds_can_be_told_from_the_ground(self, palette: Palette) -> None:
        floor = {Material.SHORTS: 2.5} if palette is DARK else {}
        dim = {m.name for m in CLEAR if contrast(palette, Ink(m)) < floor.get(m, 3)}
        assert dim == set()

    def test_far_limbs_can_be_seen_and_are_dimmer_than_near_ones(self, palette: Palette) -> None:
        for material in (Material.SKIN, Material.SHOE):
            assert 1.9 < contrast(palette, Ink(material, far=True)) < contrast(palette, Ink(material))

    @pytest.mark.parametrize("tone", SKIN_TONES)
    def test_a_far_leg_that_works_is_told_from_the_near_one_and_from_one_that_rests(
        self, palette: Palette, tone: SkinTone
    ) -> None:
        other = palette.with_skin(tone)
        near, works, rests = (
            other.colour(Ink(Material.SKIN, far, lit=lit))
            for far, lit in ((False, False), (True, True), (True, False))
        )
        assert apart(near, works) > 45
        assert apart(works, rests) > 35
        assert contrast(other, Ink(Material.SKIN, far=True, lit=True)) > contrast(
            other, Ink(Material.SKIN, far=True)
        )

    def test_shade_lies_between_its_colour_and_black(self, palette: Palette) -> None:
        for material in (Material.SKIN, Material.SHIRT, Material.SHORTS, Material.BALL, Material.LOAD):
            lit, shaded, bright = (luminance(palette.colour(ink)) for ink in tones(material))
            assert shaded < lit < bright

    def test_the_lit_muscle_is_told_from_the_skin_and_the_shorts_it_lies_on(self, palette: Palette) -> None:
        muscle = palette.colours[Material.MUSCLE]
        for material in (Material.SKIN, Material.SHORTS, Material.SHIRT):
            assert apart(muscle, palette.colours[material]) > 120

    @pytest.mark.parametrize("tone", SKIN_TONES)
    def test_a_muscle_stands_out_on_every_skin(self, palette: Palette, tone: SkinTone) -> None:
        other = palette.with_skin(tone)
        assert apart(other.colours[Material.MUSCLE], other.colours[Material.SKIN]) > 120
        assert contrast(other, Ink(Material.FACE), Ink(Material.SKIN)) > 2.5
        assert contrast(other, Ink(Material.SKIN)) > 2

    def test_a_palette_can_stand_on_another_ground(self, palette: Palette) -> None:
        other = palette.on(0x123456)
        assert other.colours[Material.GROUND] == 0x123456
        assert other.colours[1:] == palette.colours[1:]
        assert other.sixteen == palette.sixteen


def tones(material: Material) -> tuple[Ink, Ink, Ink]:
    return Ink(material), Ink(material, shade=True), Ink(material, bright=True)


def apart(one: int, other: int) -> int:
    """How far apart two colours are in red, green and blue together, 0 to 765."""
    return sum(abs((one >> shift & 255) - (other >> shift & 255)) for shift in (16, 8, 0))


def test_in_high_contrast_nothing_is_dim() -> None:
    unseen = {Material.GROUND, Material.SHADOW, Material.LINE, Material.FACE}
    dim = {
        material.name for material in Material if material not in unseen and contrast(CONTRAST, Ink(material)) < 4.5
    }
    assert dim == set()
    strong = (Material.SKIN, Material.SHOE, Material.BAND, Material.LOAD, Material.ARROW)
    assert {material.name for material in strong if contrast(CONTRAST, Ink(material)) < 12} == set()


@pytest.mark.parametrize("palette", [DARK, LIGHT, CONTRAST], ids=["dark", "light", "contrast"])
def test_of_the_sixteen_the_far_side_and_the_muscles_have_their_own(palette: Palette) -> None:
    worn = {palette.number(Ink(material)) for material in (Material.SKIN, Material.SHIRT, Material.SHORTS)}
    assert len(worn) == 3
    assert palette.number(Ink(Material.MUSCLE)) not in worn
    assert palette.number(Ink(Material.SKIN, far=True)) not in worn
