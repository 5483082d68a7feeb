"""Draws every movement of the library at its start and its end, and writes docs/exercises.md: `make docs`."""

from __future__ import annotations

import sys
from pathlib import Path

from kneecoach.figures.figure import Figure, load_figure
from kneecoach.figures.frames import Look
from kneecoach.figures.palette import LIGHT, Material
from kneecoach.figures.png import encoding_png
from kneecoach.figures.raster import OPAQUE
from kneecoach.figures.slices import finished
from kneecoach.routine.library import exercise_files, read_exercise
from kneecoach.routine.model import LibraryModel
from kneecoach.routine.text import library_dose
from kneecoach.words import MUSCLE_WORDS
from scripts.figure_sheet import moments, picture, sheet

CELLS = (24, 9)
"""Columns and rows of a still; in true pixels, a cell is 10 x 20."""
STEP = 17
"""The distance between two shades of a colour. With few shades, the files stay small."""
HEAD = """\
# The exercises of the library

Each at its start and its end, with the working muscles in colour. Made by `make docs` from the library's files.
[docs/evidence.md](evidence.md) says where each dose comes from, [docs/routines.md](routines.md) how a routine takes
an exercise. **No clinician has reviewed them.**

| | exercise | dose | needs | works |
| --- | --- | --- | --- | --- |
"""


def library() -> list[LibraryModel]:
    """The exercises that ship, by title."""
    return sorted((read_exercise(path).spec for path in exercise_files(None).values()), key=lambda said: said.title)


def page() -> str:
    """docs/exercises.md."""
    return HEAD + "".join(_row(said) for said in library())


def _row(said: LibraryModel) -> str:
    works = ", ".join(MUSCLE_WORDS[muscle] for muscle in said.muscles)
    drawn = f"![{said.title}: start and end](images/movements/{said.id}.png)"
    needs = "; ".join(said.equipment) or "nothing"
    return f"| {drawn} | {said.title} (`{said.id}`) | {library_dose(said)} | {needs} | {works} |\n"


def stills(figure: Figure) -> bytes:
    """The PNG of a movement's start and end, side by side."""
    look = Look("right", *CELLS, "colour", LIGHT)
    both = [picture(figure, pose, camera, look, "pixels") for pose, camera in moments(figure, 2)]
    rows = sheet([both], LIGHT.colours[Material.GROUND])
    return finished(encoding_png([[OPAQUE | _coarse(pixel) for pixel in row] for row in rows]))


def _coarse(pixel: int) -> int:
    """A colour rounded to STEP."""
    return sum(round((pixel >> shift & 255) / STEP) * STEP << shift for shift in (16, 8, 0))


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs")
    pictures = folder / "images" / "movements"
    pictures.mkdir(parents=True, exist_ok=True)
    for said in library():
        if said.figure is not None:
            (pictures / f"{said.id}.png").write_bytes(stills(load_figure(said.figure)))
    (folder / "exercises.md").write_text(page(), "utf-8", newline="\n")
    print(f"{len(library())} movements in {pictures}")


if __name__ == "__main__":
    main()
