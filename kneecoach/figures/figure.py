"""A figure that can be shown: it turns a phase of a rep into a frame of cells, and keeps what it has drawn."""

from __future__ import annotations

from pathlib import Path

from kneecoach.errors import KneecoachError, did_you_mean
from kneecoach.figures.cells import GRAINS, Row, braille, forget_cells, in_colours, in_sixteen
from kneecoach.figures.dots import paint_dots
from kneecoach.figures.files import builtin_dir, figure_names, read_figure
from kneecoach.figures.frames import FRAMES, Frame, Frames, Look
from kneecoach.figures.gear import Gear, with_gear
from kneecoach.figures.glyphs import Blocks
from kneecoach.figures.model import FigureModel
from kneecoach.figures.motion import Moment, Motion
from kneecoach.figures.painting import paint_cells, paint_inks
from kneecoach.figures.palette import Material
from kneecoach.figures.raster import forget_mixed
from kneecoach.figures.scene import drawing
from kneecoach.figures.skeleton import Joints, solve

STEPS = 16
"""Pictures in a phase: one for each repaint at 8 Hz in a phase of 2 s."""


class Figure:
    """One movement. Left is drawn as the mirror image of right, so the working leg is always the near one."""

    def __init__(self, file: FigureModel, frames: Frames = FRAMES, *, gear: frozenset[Gear] | None = None) -> None:
        """It is drawn with the props for `gear`; None means its usual props."""
        self.file = file
        self.says = says = with_gear(file, gear)
        self._frames = frames
        self.motion = Motion(says)

    def render(self, look: Look, phase: str | None = None, fraction: float = 0.0) -> Frame:
        """The frame at a fraction (0 to 1) of a phase.

        Without a phase, or with an unknown one, the start of a rep.
        """
        return self.frame(look, self.in_rep(phase, fraction))

    def in_rep(self, phase: str | None = None, fraction: float = 0.0) -> Moment:
        """The moment at a fraction (0 to 1) of a phase.

        Without a phase, or with an unknown one, the start of a rep.
        """
        number = self.motion.number(phase)
        if number is None:
            return Moment(self.motion.start)
        step = _step(fraction)
        return Moment(self.motion.curve(number).at(step), self.motion.camera(number, step))

    def getting_ready(self, fraction: float) -> Moment:
        """The moment at a fraction (0 to 1) of the time to get into position; at 1 it is the start of a rep."""
        return Moment(self.motion.ready.at(_step(fraction)))

    def previewed(self, fraction: float) -> Moment:
        """The moment at a fraction (0 to 1) of the movement: a rep, or getting into position and out again.

        The viewer does not move, so that a walk is seen to go somewhere.
        """
        fraction = min(max(fraction, 0.0), 1.0)
        count = len(self.motion.phases)
        if all(self.motion.curve(i).still for i in range(count)):
            return self.getting_ready(min(1.0, 3 * min(fraction, 1 - fraction)))
        number = min(int(fraction * count), count - 1)
        pose = self.motion.curve(number).at(_step(fraction * count - number))
        return Moment(pose, self.motion.travel / 2)

    def end(self, number: int) -> Moment:
        """One of the two moments that show what the movement is, 0 or 1."""
        return Moment(self.motion.ends[number])

    def frame(self, look: Look, moment: Moment) -> Frame:
        """A moment in cells."""
        key = (self, look, moment)
        frame = self._frames.get(key)
        if frame is None:
            drawn = self._draw(look, solve(self.motion.rig, moment.pose), moment.camera)
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
    """A fraction (0 to 1) rounded to one of the pictures of a phase."""
    return round(min(max(fraction, 0.0), 1.0) * STEPS) / STEPS


def forget_pictures() -> None:
    """Forget everything drawn, and what was computed for it."""
    FRAMES.clear()
    forget_scratch()


def forget_scratch() -> None:
    """Forget what was computed only for drawing, because nothing more is drawn for a while."""
    forget_cells()
    forget_mixed()


def load_figure(name: str, folder: Path | None = None) -> Figure:
    """The figure called `name`: the user's own in `folder`, or the built-in one. Raises KneecoachError."""
    for place in (folder, builtin_dir()):
        # A name is a file's name, and must not lead to another folder.
        if place is not None and Path(name).name == name and (path := place / f"{name}.toml").is_file():
            return Figure(read_figure(path))
    hint = did_you_mean(name, figure_names(folder))
    raise KneecoachError(f"There is no figure called {name!r}{hint or '.'}")
