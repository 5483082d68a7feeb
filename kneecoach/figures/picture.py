"""A figure in true pixels: describes a picture, and draws it step by step."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from kneecoach.figures.figure import Figure
from kneecoach.figures.frames import Side
from kneecoach.figures.kitty import picture_size
from kneecoach.figures.motion import Moment
from kneecoach.figures.painting import painting_pixels
from kneecoach.figures.palette import Palette
from kneecoach.figures.raster import Raster
from kneecoach.figures.scene import drawing
from kneecoach.figures.skeleton import solve


@dataclass(frozen=True, slots=True)
class Canvas:
    """The surface of a picture."""

    side: Side
    columns: int
    rows: int
    """How many cells it covers."""
    cell: tuple[int, int]
    """Width and height of a cell in pixels."""
    palette: Palette
    opaque: bool = False
    """Whether the background is painted too; otherwise it is transparent."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return picture_size(self.columns, self.rows, self.cell)

    @property
    def is_exact(self) -> bool:
        """Whether each pixel of the picture is one pixel of the terminal."""
        return self.size == (self.columns * self.cell[0], self.rows * self.cell[1])


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure at a moment on a canvas. Equal ones look the same."""

    figure: Figure
    moment: Moment
    canvas: Canvas

    def draw(self) -> Generator[None, None, Raster]:
        """Draw it, with a pause every few milliseconds. Returns the raster."""
        canvas, says = self.canvas, self.figure.says
        layers = drawing(says, solve(self.figure.motion.rig, self.moment.pose), self.moment.camera)
        yield
        width, height = canvas.size
        below = max(1, height // canvas.rows)
        raster = yield from painting_pixels(
            says, layers, self.moment.camera, (width, height), below, canvas.palette, canvas.opaque
        )
        if canvas.side == "left":
            raster.mirror()
        return raster
