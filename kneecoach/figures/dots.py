"""A drawing as dots: lines if there is room for them, otherwise tones."""

from __future__ import annotations

from collections.abc import Sequence

from kneecoach.figures.layer import Layer
from kneecoach.figures.model import FigureModel
from kneecoach.figures.outline import grow
from kneecoach.figures.painting import is_plain, paint_plain_floor
from kneecoach.figures.palette import Ink, Material
from kneecoach.figures.place import Grain, Place, place
from kneecoach.figures.raster import Raster

_FILLED = {
    *(Material.SHOE, Material.HAIR, Material.BAND, Material.LOAD, Material.ARROW, Material.MUSCLE, Material.SHORTS),
    *(Material.MAT, Material.WORKING, Material.METAL),
}
_TONES = {
    Material.WALL: 2,
    Material.METAL: 2,
    Material.BALL: 2,
    Material.SHIRT: 3,
    Material.SHORTS: 2,
    Material.HAIR: 3,
}
"""How many quarters of the dots inside its outline a material has; the others have all."""
MIN_DOTS = 1.1
"""With at least this many dots per unit, outlines can be told from what they enclose."""
MIN_GAP_DOTS = 0.8
"""With fewer dots per unit than this, a gap would leave too little of an arm."""
_SPARSE, _HALF, _THREE, _ALL = 1, 2, 3, 4


def paint_dots(says: FigureModel, layers: Sequence[Layer], camera: float, size: tuple[int, int]) -> Raster:
    """The drawing as dots, 1 or 0: lines if there is room for them, otherwise tones."""
    grain = Grain(2, 4)
    raster = Raster(size[0] * 2, size[1] * 4, 0, smooth=False)
    where = place(says, raster.width, raster.height, grain.rows, grain.aspect, camera)
    lines = where.scale >= MIN_DOTS
    for layer in layers:
        if where.scale < layer.least or layer.least > 1 or layer.opacity < 0.8 or not is_plain(layer):
            continue
        if lines:
            _draw_dots(raster, where, layer)
        else:
            _fill_dots(raster, where, layer)
    for y, row in enumerate(raster.rows):
        row[:] = [_is_dot(x, y, tone) for x, tone in enumerate(row)]
    paint_plain_floor(raster, says, where, camera, 1, 1)
    return raster


def _fill_dots(raster: Raster, where: Place, layer: Layer) -> None:
    material = layer.ink.material
    if material in {Material.SOLE, Material.SOCK}:
        return
    if layer.line and not layer.ink.far and where.scale >= MIN_GAP_DOTS:
        raster.paint([where.on(grow(outline, 0.6 / where.scale)) for outline in layer.outlines], 0)
    tone = _TONES.get(material, _ALL)
    if material is Material.BALL and layer.ink.shade:
        tone = _ALL
    elif layer.ink.far or layer.ink.shade:
        tone = min(tone, _THREE if material is Material.SKIN else _HALF)
    raster.paint([where.on(outline) for outline in layer.outlines], tone)


def _draw_dots(raster: Raster, where: Place, layer: Layer) -> None:
    ink = layer.ink
    if ink.material in {Material.SOLE, Material.SOCK, Material.WALL}:
        return
    whole = [where.on(outline) for outline in layer.outlines]
    if ink.material is Material.BALL and ink.shade:
        raster.paint(whole, _ALL)
        return
    if not layer.line:
        tone = _ALL if ink.material in _FILLED and not ink.far else 0
        inside = [where.on(grow(outline, -1.0 / where.scale)) for outline in layer.outlines]
        raster.paint(whole if tone else inside, _ALL if tone else _inside(ink))
        return
    if ink.material is not Material.MUSCLE:
        raster.paint([where.on(grow(outline, 0.95 / where.scale)) for outline in layer.outlines], 0)
    raster.paint(whole, _ALL)
    if ink.material not in _FILLED or ink.far:
        inside = [where.on(grow(outline, -1.0 / where.scale)) for outline in layer.outlines]
        raster.paint(inside, _inside(ink))


def _inside(ink: Ink) -> int:
    """How dense the inside of a line is."""
    return _SPARSE if ink.far or ink.material is Material.SHIRT else 0


def _is_dot(x: int, y: int, tone: int) -> int:
    """1 if the dot at this place is set in this tone, otherwise 0."""
    match tone:
        case 4:
            return 1
        case 3:
            return int(not ((x + y) % 2 and y % 2))
        case 2:
            return int((x + y) % 2 == 0)
        case 1:
            return int(x % 2 == 0 and y % 2 == 0 and (x // 2 + y // 2) % 2 == 0)
        case _:
            return 0
