"""The body as layers, in groups with room for props between them."""

from __future__ import annotations

from dataclasses import dataclass, field

from kneecoach.figures.layer import Layer


@dataclass(slots=True)
class Body:
    """Layers of the body, farthest first."""

    far_arm: list[Layer] = field(default_factory=list)
    far_leg: list[Layer] = field(default_factory=list)
    middle: list[Layer] = field(default_factory=list)
    """Trunk, head and near leg; both legs if seen from the front."""
    arm: list[Layer] = field(default_factory=list)
    """The arms in front of the trunk."""
    hand: list[Layer] = field(default_factory=list)
