"""Where the world of a figure lies on a canvas."""

from __future__ import annotations

from dataclasses import dataclass

from kneecoach.figures.canvas import Shape
from kneecoach.figures.model import FigureModel


@dataclass(frozen=True, slots=True)
class Place:
    """Where the world lies on a canvas; the floor is the upper edge of its lowest cells."""

    scale: float
    """Pixels in one unit."""
    x: float
    """The pixel of x = 0."""
    y: float
    """The pixel of the floor."""

    def shape(self, shape: Shape, wider: float = 0.0, thinnest: float = 0.0) -> Shape:
        """A shape of the world in pixels, `wider` pixels larger all round."""
        k = self.scale
        return [(self.x + x * k, self.y - y * k, max(r * k, thinnest if r else 0.0) + wider) for x, y, r in shape]


def place(says: FigureModel, width: int, height: int, floor_height: int, camera: float) -> Place:
    """The largest place in which a figure's window fits `width` x `height` pixels."""
    window = says.window
    tall = max(height - floor_height, 1)
    scale = min(width / (window.right - window.left), tall / window.top)
    middle = (window.left + window.right) / 2 + camera
    return Place(scale, width / 2 - middle * scale, float(tall))
