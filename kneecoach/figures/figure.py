"""A figure that can be shown: from a phase of a rep to a frame of cells, with the frames it has drawn kept."""

from __future__ import annotations

from pathlib import Path

from kneecoach.errors import KneecoachError
from kneecoach.figures.cells import GRAINS, Row, braille, forget_cells, in_colours, in_sixteen
from kneecoach.figures.dots import paint_dots
from kneecoach.figures.frames import FRAMES, Frame, Frames, Look
from kneecoach.figures.glyphs import Blocks
from kneecoach.figures.model import FigureModel, read_figure
from kneecoach.figures.motion import Motion
from kneecoach.figures.painting import paint_cells, paint_inks
from kneecoach.figures.palette import Material
from kneecoach.figures.raster import forget_mixed
from kneecoach.figures.scene import drawing
from kneecoach.figures.skeleton import Joints, Pose, solve
from kneecoach.paths import assets_dir

STEPS = 16
"""Pictures in a phase: of a phase of 2 s, one for each repaint at 8 Hz."""


class Figure:
    """One movement. Left is drawn as the mirror image of right, so the named leg is always the near one."""

    def __init__(self, says: FigureModel, frames: Frames = FRAMES) -> None:
        self.says = says
        self._frames = frames
        self.motion = Motion(says)

    def render(self, look: Look, phase: str | None = None, fraction: float = 0.0) -> Frame:
        """The picture at a fraction (0 to 1) of a phase; in no phase or an unknown one, how a rep starts."""
        number = self.motion.number(phase)
        if number is None:
            return self._frame(look, self.motion.start, 0.0)
        return self._in_phase(look, number, fraction)

    def ready(self, look: Look, fraction: float) -> Frame:
        """The picture at a fraction of the time to get into position; at 1 it is how a rep starts."""
        return self._frame(look, self.motion.ready.at(_step(fraction)), 0.0)

    def preview(self, look: Look, fraction: float) -> Frame:
        """The whole movement once, to show what comes next: a rep, or getting into position and out again.

        The viewer stands still, so that a walk is seen to go somewhere.
        """
        fraction = min(max(fraction, 0.0), 1.0)
        count = len(self.motion.phases)
        if all(self.motion.curve(i).still for i in range(count)):
            there = min(1.0, 3 * min(fraction, 1 - fraction))
            return self.ready(look, there)
        number = min(int(fraction * count), count - 1)
        pose = self.motion.curve(number).at(_step(fraction * count - number))
        return self._frame(look, pose, self.motion.travel / 2)

    def end_poses(self, look: Look) -> tuple[Frame, Frame]:
        """Two pictures that say what the movement is, for where nothing may move."""
        return self._frame(look, self.motion.ends[0], 0.0), self._frame(look, self.motion.ends[1], 0.0)

    def still(self, look: Look, pose: Pose, camera: float = 0.0) -> Frame:
        """The picture of one pose."""
        return self._frame(look, pose, camera)

    def _in_phase(self, look: Look, number: int, fraction: float) -> Frame:
        step = _step(fraction)
        pose = self.motion.curve(number).at(step)
        return self._frame(look, pose, self.motion.camera(number, step))

    def _frame(self, look: Look, pose: Pose, camera: float) -> Frame:
        key = (self, look, pose, camera)
        frame = self._frames.get(key)
        if frame is None:
            drawn = self._draw(look, solve(self.motion.rig, pose), camera)
            frame = self._frames.keep(key, look, drawn)
        return frame

    def _draw(self, look: Look, joints: Joints, camera: float) -> tuple[Row, ...]:
        layers = drawing(self.says, joints, camera)
        size, palette = (look.columns, look.rows), look.palette
        match look.style:
            case "colour" | "sextant" | "octant":
                blocks: Blocks = "quadrant" if look.style == "colour" else look.style
                raster = paint_cells(self.says, layers, camera, size, GRAINS[blocks], palette)
            case "sixteen":
                blocks = "quadrant"
                raster = paint_inks(self.says, layers, camera, size, GRAINS[blocks], palette)
            case "braille":
                raster = paint_dots(self.says, layers, camera, size)
        if look.side == "left":
            raster.mirror()
        if look.style == "braille":
            return braille(raster.rows)
        if look.style == "sixteen":
            return in_sixteen(raster.rows, blocks)
        return in_colours(raster.rows, blocks, palette.colours[Material.GROUND])


def _step(fraction: float) -> float:
    """A fraction at one of the pictures of a phase."""
    return round(min(max(fraction, 0.0), 1.0) * STEPS) / STEPS


def forget_pictures() -> None:
    """Forget all that was drawn, and what was worked out for it."""
    FRAMES.clear()
    forget_cells()
    forget_mixed()


def builtin_dir() -> Path:
    """The folder of built-in figures."""
    return assets_dir() / "figures"


def load_figure(name: str, folder: Path | None = None) -> Figure:
    """The figure called `name`, the user's own in `folder` before the built-in one. Raises KneecoachError."""
    for place in (folder, builtin_dir()):
        # A name is a file's name and no way to another folder.
        if place is not None and Path(name).name == name and (path := place / f"{name}.toml").is_file():
            return Figure(read_figure(path))
    raise KneecoachError(f"There is no figure called {name!r}.")
