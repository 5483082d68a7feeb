"""An arm with its sleeve, which looks the same from every side."""

from __future__ import annotations

from kneecoach.figures.layer import EDGE, Layer, layer
from kneecoach.figures.limbs import FOREARM, UPPER_ARM, placed, shaded, stretch
from kneecoach.figures.outline import between, circle
from kneecoach.figures.palette import Ink, Material
from kneecoach.figures.seen import Seen

SLEEVE = 0.5
"""Share of the upper arm that a sleeve covers."""


def arm(half: Seen, far: bool = False, working: bool = False) -> list[Layer]:
    """Upper arm, forearm and sleeve, without the hand."""
    skin = Material.WORKING if working else Material.SKIN
    shoulder, elbow = half.shoulder, half.elbow
    wrist = between(elbow, half.hand, 0.86)
    shade = Ink(skin, far, shade=True)
    shirt, shirt_shade = Ink(Material.SHIRT, far), Ink(Material.SHIRT, far, shade=True)
    return [
        layer(
            Ink(skin, far),
            placed(stretch(UPPER_ARM), shoulder, elbow),
            placed(stretch(FOREARM), elbow, half.hand),
            circle(elbow, 2.1, 14),
            circle(shoulder, 2.9, 16),
            line=EDGE,
        ),
        layer(shade, shaded(UPPER_ARM, shoulder, elbow, 0.3, 1.05), least=1.2, casts=False),
        layer(shade, shaded(FOREARM, elbow, wrist, -0.05, 0.95), least=1.2, casts=False),
        layer(
            shirt, placed(stretch(UPPER_ARM, -0.05, SLEEVE, 0.6, 0.4), shoulder, elbow), circle(shoulder, 3.7, 18)
        ),
        layer(shirt_shade, shaded(UPPER_ARM, shoulder, elbow, 0.0, SLEEVE + 0.1, 0.8), least=1.2, casts=False),
    ]
