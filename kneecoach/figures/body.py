"""The body as layers, in the groups between which props are painted."""

from __future__ import annotations

from dataclasses import dataclass, field

from kneecoach.figures.layer import Layer


@dataclass(slots=True)
class Body:
    """Layers of the body, what is far first."""

    far_arm: list[Layer] = field(default_factory=list)
    far_leg: list[Layer] = field(default_factory=list)
    middle: list[Layer] = field(default_factory=list)
    """Trunk, head and near leg; from the front both legs."""
    arm: list[Layer] = field(default_factory=list)
    """The arms before the trunk."""
    hand: list[Layer] = field(default_factory=list)
