"""Stills of the movements as a PNG, with cells as a terminal shows them:

`figure_sheet.py OUT.png [--size 46x14]`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from kneecoach.figures.cells import GRAINS, Row
from kneecoach.figures.figure import Figure, load_figure
from kneecoach.figures.files import builtin_dir, read_figure
from kneecoach.figures.frames import Look
from kneecoach.figures.glyphs import BRAILLE, GLYPHS
from kneecoach.figures.motion import Moment
from kneecoach.figures.painting import painting_pixels
from kneecoach.figures.palette import CONTRAST, DARK, LIGHT, Material
from kneecoach.figures.place import Grain
from kneecoach.figures.png import encoding_png
from kneecoach.figures.raster import LEVELS, OPAQUE, mix
from kneecoach.figures.scene import drawing
from kneecoach.figures.skeleton import Pose, solve
from kneecoach.figures.slices import finished

CELL = (10, 20)
GAP = 12
ANSI = (
    *(0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x2222EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5),
    *(0x7F7F7F, 0xFF3333, 0x00FF00, 0xFFFF55, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF),
)
DOT_COLOUR = 0xDDE6EE
PALETTES = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST}
Picture = list[list[int]]
GLYPH_BITS = {glyph: (blocks, bits) for blocks, glyphs in GLYPHS.items() for bits, glyph in enumerate(glyphs)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", default="46x14", help="columns x rows of each still")
    parser.add_argument(
        "--styles", nargs="+", default=["colour"], help="colour sextant octant sixteen braille pixels"
    )
    parser.add_argument("--side", default="right", choices=("left", "right", "both"))
    parser.add_argument("--theme", default="dark", choices=PALETTES)
    parser.add_argument("--skin", choices=("light", "medium", "dark", "blue"))
    parser.add_argument("--stills", type=int, default=2, help="from one end of the movement to the other")
    parser.add_argument("--figures", nargs="*", default=sorted(path.stem for path in builtin_dir().glob("*.toml")))
    options = parser.parse_args()
    palette = PALETTES[options.theme]
    if options.skin:
        palette = palette.with_skin(options.skin)
    columns, rows = (int(part) for part in options.size.split("x"))
    lines = []
    for name in options.figures:
        figure = Figure(read_figure(Path(name))) if name.endswith(".toml") else load_figure(name)
        lines.append(
            [
                picture(figure, pose, camera, Look(options.side, columns, rows, "colour", palette), style)
                for style in options.styles
                for pose, camera in moments(figure, options.stills)
            ]
        )
    rows = sheet(lines, palette.colours[Material.GROUND])
    options.out.write_bytes(finished(encoding_png([[OPAQUE | pixel for pixel in row] for row in rows])))


def moments(figure: Figure, count: int) -> list[tuple[Pose, float]]:
    """Poses on the way from one end of a movement to the other, and where the viewer is."""
    motion = figure.motion
    still = all(motion.curve(i).still for i in range(len(motion.phases)))
    curve = motion.ready if still else motion.curve(0)
    shares = [i / max(1, count - 1) for i in range(count)] if count > 1 else [1.0]
    return [(curve.at(share), 0.0 if still else motion.camera(0, share)) for share in shares]


def picture(figure: Figure, pose: Pose, camera: float, look: Look, style: str) -> Picture:
    """One still."""
    ground = look.palette.colours[Material.GROUND]
    if style == "pixels":
        size = (look.columns * CELL[0], look.rows * CELL[1])
        layers = drawing(figure.says, solve(figure.motion.rig, pose), camera)
        raster = finished(painting_pixels(figure.says, layers, camera, size, CELL[1], look.palette))
        if look.side == "left":
            raster.mirror()
        return [[mix(OPAQUE | ground, pixel, LEVELS) if pixel else ground for pixel in row] for row in raster.rows]
    whole = Look(look.side, look.columns, look.rows, style, look.palette)  # type: ignore[arg-type]
    shown = figure.frame(whole, Moment(pose, camera))
    return [line for row in shown.rows for line in cells(row, ground, style)]


def cells(row: Row, ground: int, style: str) -> Picture:
    """One row of cells as pixels."""
    wide, high = CELL
    lines: Picture = [[] for _ in range(high)]
    for text, front, back in row:
        fore, under = (
            (ground if colour is None else ANSI[colour] if style == "sixteen" else colour)
            for colour in (front, back)
        )
        for glyph in text:
            if style == "braille":
                bits = BRAILLE.index(glyph)
                grain, blocks = Grain(2, 4), "braille"
                fore = DOT_COLOUR
            else:
                blocks, bits = GLYPH_BITS[glyph]
                grain = GRAINS[blocks]
            for y in range(high):
                for x in range(wide):
                    bit = (y * grain.rows // high) * 2 + x * 2 // wide
                    is_set = bits >> bit & 1
                    if blocks == "braille":
                        is_set = is_set and ((x % 5 - 2) ** 2 + (y % 5 - 2) ** 2 < 4)
                    lines[y].append(fore if is_set else under)
    return lines


def sheet(lines: Sequence[Sequence[Picture]], ground: int) -> Picture:
    """Pictures in a grid."""
    width = sum(len(one[0]) + GAP for one in lines[0]) + GAP
    found: Picture = [[ground] * width for _ in range(GAP)]
    for line in lines:
        for y in range(len(line[0])):
            row = [ground] * GAP
            for one in line:
                row += [*one[y], *[ground] * GAP]
            found.append(row)
        found += [[ground] * width for _ in range(GAP)]
    return found


if __name__ == "__main__":
    main()
