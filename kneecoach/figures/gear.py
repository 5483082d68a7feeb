"""Which props of a figure are drawn: those that the exercise needs in its current variant."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kneecoach.figures.model import FigureModel, PropModel

Gear = Literal["dumbbell", "backpack", "band", "ankle weight", "towel", "cushion", "chair", "wall"]
"""Equipment that an exercise can be done with or without."""

GEAR: dict[str, Gear] = {
    "dumbbells": "dumbbell",
    "lap-dumbbell": "dumbbell",
    "band": "band",
    "tether": "band",
    "ankle-weight": "ankle weight",
    "towel": "towel",
    "towel-roll": "towel",
    "cushion": "cushion",
    "chair": "chair",
    "wall": "wall",
}
"""The kind of gear that a prop is, by the prop's shape."""
CARRIED: Set[Gear] = frozenset({"dumbbell", "backpack", "band", "ankle weight"})
"""Gear that the body carries: without it, the body moves in the same way. On other gear it leans."""


def with_gear(says: FigureModel, gear: Set[Gear] | None) -> FigureModel:
    """The figure with the props for `gear`; None means its usual props."""
    props = tuple(prop for prop in says.prop if _is_drawn(prop, gear))
    return says if props == says.prop else says.model_copy(update={"prop": props})


def _is_drawn(prop: PropModel, gear: Set[Gear] | None) -> bool:
    kind = GEAR.get(prop.shape)
    if gear is None or kind is None:
        return not prop.optional
    return kind in gear if prop.optional or kind in CARRIED else True
