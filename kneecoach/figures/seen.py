"""The joints of one side of the body as the viewer sees them."""

from __future__ import annotations

from typing import NamedTuple

from kneecoach.figures.outline import Flat
from kneecoach.figures.skeleton import Half, View, on_screen


class Seen(NamedTuple):
    """The joints of one side, on the screen."""

    hip: Flat
    knee: Flat
    ankle: Flat
    heel: Flat
    toe: Flat
    shoulder: Flat
    elbow: Flat
    hand: Flat


def seen(view: View, half: Half) -> Seen:
    """One side of the body on the screen."""
    joints = (half.hip, half.knee, half.ankle, half.heel, half.toe, half.shoulder, half.elbow, half.hand)
    return Seen(*(on_screen(view, joint) for joint in joints))
