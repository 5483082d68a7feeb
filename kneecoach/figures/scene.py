"""One moment of a figure as layers, in the order in which they are painted."""

from __future__ import annotations

from kneecoach.figures.body_front import body_from_front
from kneecoach.figures.body_side import body_from_side
from kneecoach.figures.furniture import furniture, pad_of_bench
from kneecoach.figures.layer import Layer
from kneecoach.figures.model import BenchModel, FigureModel
from kneecoach.figures.props import behind_all, behind_thighs, in_front_of_trunk, in_hands, on_far_side
from kneecoach.figures.seen import seen
from kneecoach.figures.skeleton import Joints


def drawing(says: FigureModel, joints: Joints, camera: float = 0.0) -> list[Layer]:
    """The whole drawing, in units of the world. `camera` is how far the viewer has moved along."""
    near, far = seen(says.view, joints.near), seen(says.view, joints.far)
    body = body_from_side(says, joints) if says.view == "side" else body_from_front(says, joints)
    pads = [pad_of_bench(prop) for prop in says.prop if isinstance(prop, BenchModel)]
    return [
        *behind_all(says, camera),
        *furniture(says, joints),
        *on_far_side(says, near, far),
        *body.far_arm,
        *body.far_leg,
        *behind_thighs(says, near, far),
        *body.middle,
        *in_front_of_trunk(says, near, far),
        *(layer for pad in pads for layer in pad),
        *body.arm,
        *in_hands(says, near),
        *body.hand,
    ]
