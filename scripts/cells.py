"""Screens as cells, read from the SVG files that Textual exports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"

EXPORTED_WIDTH, EXPORTED_HEIGHT = 12.2, 24.4
"""Width and height of a cell in an export, in SVG units."""
GROUND_Y, TEXT_Y = 1.5, 20.0
"""Distance of the background and of the text's baseline from the top of their row, in SVG units."""

NO_BREAK_SPACE = "\u00a0"


class Cell(NamedTuple):
    """A character, its style as CSS, and its background colour."""

    char: str = " "
    style: str = ""
    ground: str = ""


BLANK = Cell()

Cells = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A terminal's screen: rows of cells."""

    rows: tuple[Cells, ...]

    @property
    def columns(self) -> int:
        """Width in cells."""
        return len(self.rows[0])


def read_export(svg: str, columns: int, rows: int) -> Picture:
    """The cells of an export made by `App.export_screenshot`, of `columns` by `rows`."""
    root = ElementTree.fromstring(svg)
    matrix = next(group for group in root.iter(f"{SVG}g") if "clip-path" in group.attrib)
    styles = _styles("".join(style.text or "" for style in root.iter(f"{SVG}style")))
    cells = [[BLANK] * columns for _ in range(rows)]

    for rect in matrix.iter(f"{SVG}rect"):
        row, column = _place(rect, GROUND_Y)
        wide = round(float(rect.attrib["width"]) / EXPORTED_WIDTH)
        for x in range(column, min(columns, column + wide)):
            cells[row][x] = Cell(ground=rect.attrib["fill"])
    for text in matrix.iter(f"{SVG}text"):
        row, column = _place(text, TEXT_Y)
        style = styles[text.attrib["class"]]
        for x, char in enumerate(text.text or "", column):
            if x < columns and char != NO_BREAK_SPACE:
                cells[row][x] = cells[row][x]._replace(char=char, style=style)
    return Picture(tuple(tuple(row) for row in cells))


def _place(element: ElementTree.Element, offset: float) -> tuple[int, int]:
    """Row and column of an element whose y is `offset` SVG units below the top of its row."""
    row = round((float(element.attrib["y"]) - offset) / EXPORTED_HEIGHT)
    return row, round(float(element.attrib["x"]) / EXPORTED_WIDTH)


def _styles(sheet: str) -> dict[str, str]:
    """CSS by class name."""
    rules = re.findall(r"\.(terminal-\S*r\d+) \{([^}]*)\}", sheet)
    return {name: ";".join(part.strip() for part in css.split(";") if part.strip()) for name, css in rules}
