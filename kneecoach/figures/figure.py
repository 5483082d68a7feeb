"""A figure that can be shown: from a phase of a rep to a frame of cells, with the frames it has drawn kept."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kneecoach.errors import KneecoachError
from kneecoach.figures.canvas import Canvas
from kneecoach.figures.cells import Row, braille, half_blocks, half_blocks_in_sixteen
from kneecoach.figures.model import FigureModel, read_figure
from kneecoach.figures.motion import Motion
from kneecoach.figures.palette import DARK, Ink, Palette
from kneecoach.figures.scene import paint
from kneecoach.figures.skeleton import Joints, Pose, solve
from kneecoach.paths import assets_dir

STEPS = 20
"""Pictures in a phase: of a phase of 2 s, one for each repaint at 10 Hz."""
MOST_FRAMES = 160
"""Frames kept for one figure."""
LARGEST = 400
"""Columns or rows beyond this are left empty."""

Side = Literal["left", "right", "both"]
Style = Literal["colour", "sixteen", "braille"]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A picture in cells. Rows that look the same are the same object, so that `is` tells what changed."""

    columns: int
    rows: tuple[Row, ...]

    def changed(self, before: Frame | None) -> list[int]:
        """Numbers of the rows that are not as they were in the frame before."""
        if before is None or len(before.rows) != len(self.rows):
            return list(range(len(self.rows)))
        return [y for y, (new, old) in enumerate(zip(self.rows, before.rows, strict=True)) if new is not old]


@dataclass(frozen=True, slots=True)
class Look:
    """How a figure is drawn."""

    side: Side
    columns: int
    rows: int
    style: Style = "colour"
    palette: Palette = DARK


class Figure:
    """One movement. Left is drawn as the mirror image of right, so the named leg is always the near one."""

    def __init__(self, says: FigureModel) -> None:
        self.says = says
        self.motion = Motion(says)
        self._frames: OrderedDict[tuple[Look, Pose, float], Frame] = OrderedDict()
        self._rows: dict[Row, Row] = {}

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
        """The whole movement once, to show what comes next: a rep, or getting into position and out again."""
        count = len(self.motion.phases)
        if all(self.motion.curve(i).still for i in range(count)):
            there = min(1.0, 3 * min(fraction, 1 - fraction))
            return self.ready(look, there)
        number = min(int(fraction * count), count - 1)
        return self._in_phase(look, number, fraction * count - number)

    def end_poses(self, look: Look) -> tuple[Frame, Frame]:
        """Two pictures that say what the movement is, for where nothing may move."""
        return self._frame(look, self.motion.ends[0], 0.0), self._frame(look, self.motion.ends[1], 0.0)

    def _in_phase(self, look: Look, number: int, fraction: float) -> Frame:
        step = _step(fraction)
        pose = self.motion.curve(number).at(step)
        return self._frame(look, pose, self.motion.camera(number, step))

    def _frame(self, look: Look, pose: Pose, camera: float) -> Frame:
        key = (look, pose, camera)
        frame = self._frames.get(key)
        if frame is None:
            if len(self._frames) >= MOST_FRAMES:
                self._frames.popitem(last=False)
            frame = self._frames[key] = self._draw(look, solve(self.motion.rig, pose), camera)
        else:
            self._frames.move_to_end(key)
        return frame

    def _draw(self, look: Look, joints: Joints, camera: float) -> Frame:
        columns, rows = min(max(look.columns, 1), LARGEST), min(max(look.rows, 1), LARGEST)
        fine = 2 if look.style == "braille" else 1
        smooth = look.style == "colour"
        colours = look.palette.colours
        canvas = Canvas(columns * fine, rows * 2 * fine, colours[Ink.GROUND] if smooth else 0, smooth)
        paint(canvas, self.says, joints, camera, 2 * fine, colours.__getitem__ if smooth else int)
        if look.side == "left":
            canvas.mirror()
        match look.style:
            case "colour":
                cells = half_blocks(canvas.rows, colours[Ink.GROUND])
            case "sixteen":
                cells = half_blocks_in_sixteen(canvas.rows)
            case "braille":
                cells = braille(canvas.rows)
        if len(self._rows) > MOST_FRAMES * 60:
            self._rows.clear()
        return Frame(columns, tuple(self._rows.setdefault(row, row) for row in cells))


def _step(fraction: float) -> float:
    """A fraction at one of the pictures of a phase."""
    return round(min(max(fraction, 0.0), 1.0) * STEPS) / STEPS


def builtin_dir() -> Path:
    """The folder of built-in figures."""
    return assets_dir() / "figures"


def load_figure(name: str, folder: Path | None = None) -> Figure:
    """The figure called `name`, the user's own in `folder` before the built-in one. Raises KneecoachError."""
    for place in (folder, builtin_dir()):
        path = place / f"{name}.toml" if place is not None else None
        if path is not None and path.is_file():
            return Figure(read_figure(path))
    raise KneecoachError(f"There is no figure called {name!r}.")
