"""Sheets of stills of the movements, as SVG, for looking at: `figure_sheet.py OUT.svg [--size 60x24] ...`."""

from __future__ import annotations

import argparse
from pathlib import Path

from kneecoach.figures.cells import Row
from kneecoach.figures.figure import Figure, builtin_dir, load_figure
from kneecoach.figures.frames import Frame, Look
from kneecoach.figures.palette import DARK, LIGHT, Ink, Palette

CELL_WIDTH, CELL_HEIGHT = 8, 16
ANSI = (
    *("#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5"),
    *("#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff"),
)
DOTS = (
    (0, 0, 0x01),
    (0, 1, 0x02),
    (0, 2, 0x04),
    (1, 0, 0x08),
    (1, 1, 0x10),
    (1, 2, 0x20),
    (0, 3, 0x40),
    (1, 3, 0x80),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", default="60x24", help="columns x rows")
    parser.add_argument("--style", default="colour", choices=("colour", "sixteen", "braille"))
    parser.add_argument("--side", default="right", choices=("left", "right", "both"))
    parser.add_argument("--light", action="store_true")
    parser.add_argument("--stills", type=int, default=3)
    parser.add_argument("--figures", nargs="*", default=sorted(path.stem for path in builtin_dir().glob("*.toml")))
    options = parser.parse_args()
    columns, rows = (int(part) for part in options.size.split("x"))
    palette = LIGHT if options.light else DARK
    look = Look(options.side, columns, rows, options.style, palette)
    sheet = [stills(load_figure(name), look, options.stills) for name in options.figures]
    options.out.write_text(svg(sheet, look, palette), encoding="utf-8")


def stills(figure: Figure, look: Look, count: int) -> list[Frame]:
    """Frames spread over the movement; a stretch is shown from getting into position to the hold."""
    still = all(figure.motion.curve(i).still for i in range(len(figure.motion.phases)))
    if still:
        return [figure.ready(look, i / (count - 1)) for i in range(count)]
    middle = [i / (2 * count - 2) for i in range(count)] if figure.motion.travel == 0 else None
    return [figure.preview(look, at) for at in middle or [i / (count - 1) for i in range(count)]]


def svg(sheet: list[list[Frame]], look: Look, palette: Palette) -> str:
    """The frames in a grid, each cell as rectangles."""
    ground = f"#{palette.colours[Ink.GROUND]:06x}"
    wide, high = (look.columns + 2) * CELL_WIDTH, (look.rows + 1) * CELL_HEIGHT
    width, height = wide * max(map(len, sheet)), high * len(sheet)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" shape-rendering="crispEdges">',
        f'<rect width="{width}" height="{height}" fill="{ground}"/>',
    ]
    for down, line in enumerate(sheet):
        for across, frame in enumerate(line):
            for y, row in enumerate(frame.rows):
                parts += cells(row, across * wide + CELL_WIDTH, down * high + y * CELL_HEIGHT, look)
    return "\n".join([*parts, "</svg>"])


def cells(row: Row, x: int, y: int, look: Look) -> list[str]:
    """One row of cells as SVG elements."""
    parts = []
    for text, front, back in row:
        size = len(text) * CELL_WIDTH
        half = CELL_HEIGHT // 2
        if back is not None:
            parts.append(rectangle(x, y, size, CELL_HEIGHT, name(back, look)))
        if look.style == "braille":
            for i, char in enumerate(text):
                bits = ord(char) - 0x2800 if char != " " else 0
                parts += [
                    f'<circle cx="{x + i * CELL_WIDTH + 2 + dx * 4}" cy="{y + 2 + dy * 4}" r="1.5" fill="#dde6ee"/>'
                    for dx, dy, bit in DOTS
                    if bits & bit
                ]
        elif front is not None and text[0] in "▀▄":
            parts.append(rectangle(x, y + (half if text[0] == "▄" else 0), size, half, name(front, look)))
        x += size
    return parts


def rectangle(x: int, y: int, width: int, height: int, fill: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>'


def name(colour: int, look: Look) -> str:
    return ANSI[colour] if look.style == "sixteen" else f"#{colour:06x}"


if __name__ == "__main__":
    main()
