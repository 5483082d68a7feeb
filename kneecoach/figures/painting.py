"""Paints a drawing on a raster, in true colours or the terminal's 16."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from kneecoach.figures.floor import THICK, marks, shadow_outline, shadows, strength
from kneecoach.figures.layer import EDGE, Layer
from kneecoach.figures.model import FigureModel
from kneecoach.figures.outline import grow
from kneecoach.figures.palette import Ink, Material, Palette
from kneecoach.figures.place import Grain, Place, place
from kneecoach.figures.raster import LEVELS, OPAQUE, Raster, mix

THIN = 0.35
"""Pixels of the line round what is in front. In cells it has the background's colour, and must not eat the arms."""
MIN_LINE = 0.45
"""The least width of that line in true pixels."""
SHADOW = 0.35
"""How dark a shadow on the floor is: 0 to 1."""
FLOOR, SHADOWED = Ink(Material.FLOOR), Ink(Material.SHADOW)


def paint_cells(
    says: FigureModel, layers: Sequence[Layer], camera: float, size: tuple[int, int], grain: Grain, palette: Palette
) -> Raster:
    """The drawing on the ground's colour, for cells of `grain`; `size` is columns and rows of cells."""
    ground = OPAQUE | palette.colours[Material.GROUND]
    raster = Raster(size[0] * grain.columns, size[1] * grain.rows, ground)
    where = place(says, raster.width, raster.height, grain.rows, grain.aspect, camera)
    _floor_line(raster, says, where, camera, layers, palette)
    for layer in layers:
        if where.scale < layer.least:
            continue
        outlines = [where.on(outline) for outline in layer.outlines]
        if layer.line:
            raster.paint([grow(outline, THIN) for outline in outlines], ground)
        raster.paint(outlines, OPAQUE | palette.colour(layer.ink), layer.opacity)
    return raster


def painting_pixels(
    says: FigureModel,
    layers: Sequence[Layer],
    camera: float,
    size: tuple[int, int],
    below: int,
    palette: Palette,
    opaque: bool = False,
) -> Generator[None, None, Raster]:
    """The drawing in square pixels, on nothing or, if `opaque`, on the ground; `below` rows are under the floor.

    It pauses after each layer, which takes a few milliseconds at most.
    """
    raster = Raster(*size, OPAQUE | palette.colours[Material.GROUND] if opaque else 0)
    where = place(says, raster.width, raster.height, below, 1.0, camera)
    dark = OPAQUE | palette.colour(SHADOWED)
    for left, right, darkness in shadows(layers):
        raster.paint([where.on(shadow_outline(left, right))], dark, SHADOW * darkness)
    yield
    _floor_line(raster, says, where, camera, (), palette)
    for layer in layers:
        if where.scale < layer.least:
            continue
        yield
        if layer.line:
            wide = max(layer.line, MIN_LINE / where.scale)
            line = OPAQUE | palette.colours[Material.LINE]
            raster.paint([where.on(grow(outline, wide)) for outline in layer.outlines], line)
        colour = OPAQUE | palette.colour(layer.ink)
        raster.paint([where.on(outline) for outline in layer.outlines], colour, layer.opacity)
    return raster


def _floor_line(
    raster: Raster, says: FigureModel, where: Place, camera: float, layers: Sequence[Layer], palette: Palette
) -> None:
    """The floor's edge with its marks; in cells it is darker where something stands on it."""
    top = int(where.y)
    colour, dark = (OPAQUE | palette.colour(ink) for ink in (FLOOR, SHADOWED))
    darkness = [0.0] * raster.width
    for left, right, much in shadows(layers):
        first, last = (int(where.x + x * where.wide) for x in (left, right))
        for x in range(max(first, 0), min(last + 1, raster.width)):
            darkness[x] = max(darkness[x], much)
    shaded = [mix(colour, dark, round(much * LEVELS * 0.3)) for much in darkness]
    for y in range(top, min(top + max(1, int(THICK * where.high + 0.5)), raster.height)):
        row = raster.rows[y]
        for x in range(raster.width):
            level = int(strength(says, where, camera, x) * LEVELS * 0.9 + 0.5)
            if level:
                row[x] = mix(row[x], shaded[x], level)
    thick = max(1.0, 0.7 * where.wide)
    for mark in marks(says, where, camera):
        clear = strength(says, where, camera, mark)
        if clear > 0.15:
            aslant, bottom = 2 * where.wide, raster.height
            outline = ((mark, top), (mark + thick, top), (mark + thick - aslant, bottom), (mark - aslant, bottom))
            raster.paint([outline], colour, 0.8 * clear)


def paint_inks(
    says: FigureModel, layers: Sequence[Layer], camera: float, size: tuple[int, int], grain: Grain, palette: Palette
) -> Raster:
    """The drawing in the terminal's 16 colours: a pixel is its colour's number plus 1, or 0 for the ground."""
    raster = Raster(size[0] * grain.columns, size[1] * grain.rows, 0, smooth=False)
    where = place(says, raster.width, raster.height, grain.rows, grain.aspect, camera)
    for layer in layers:
        if where.scale < layer.least or not is_plain(layer):
            continue
        outlines = [where.on(outline) for outline in layer.outlines]
        if layer.line >= EDGE and layer.ink.material in {Material.SKIN, Material.SHIRT} and not layer.ink.far:
            raster.paint([grow(outline, THIN) for outline in outlines], 0)
        raster.paint(outlines, palette.number(layer.ink) + 1)
    paint_plain_floor(raster, says, where, camera, palette.number(FLOOR) + 1, max(1, grain.rows // 2))
    return raster


def is_plain(layer: Layer) -> bool:
    """Whether a layer is shown with few colours or none. One that is only a nuance is not."""
    ink = layer.ink
    nuance = (ink.shade and ink.material not in {Material.BAND, Material.LOAD, Material.BALL}) or ink.bright
    return not nuance and layer.opacity > 0.5 and ink.material is not Material.FACE


def paint_plain_floor(
    raster: Raster, says: FigureModel, where: Place, camera: float, value: int, thick: int
) -> None:
    """The floor and its marks in one value, except where something stands on it."""
    top = int(where.y)
    for y in range(top, min(top + thick, raster.height)):
        row = raster.rows[y]
        for x in range(raster.width):
            if not row[x] and strength(says, where, camera, x) > 0.3:
                row[x] = value
    below = raster.rows[top + thick :]
    for mark in marks(says, where, camera):
        if 0 <= mark < raster.width and strength(says, where, camera, mark) > 0.3:
            for row in below:
                row[int(mark)] = value
