"""Shows pictures as sixel: each is painted over the one before, only where they differ."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import pairwise

from textual.geometry import Region

from kneecoach.figures.kitty import BEGIN, END
from kneecoach.figures.palette import Material
from kneecoach.figures.picture import Picture
from kneecoach.figures.raster import OPAQUE
from kneecoach.figures.sixel import Colours, Rows, encoding_sixel
from kneecoach.ui.terminal.graphics_screen import At, Job

MAX_BYTES = 6_000_000
"""Bytes of the sixel texts and drawings that are kept: enough for a rep on each side."""


class SixelScreen:
    """A GraphicsScreen for a terminal that keeps nothing: the cells under a picture are the picture."""

    seconds_between = 0.25
    """Half the rate until the texts of a movement are made: making one takes as long as drawing a picture."""

    def __init__(self, write: Callable[[str], None], *, true_colours: bool = True) -> None:
        """`write` writes to the terminal.

        Without `true_colours` its empty cells have another ground than a sixel can have: then nothing is painted
        over, and every picture begins on empty cells.
        """
        self._write = write
        self._true_colours = true_colours
        self._on: Picture | None = None
        """What the cells show; None if that is not known."""
        self._at: At | None = None
        self._texts: dict[Job, str] = {}
        self._drawn: dict[Picture, bytes] = {}
        self._bytes = 0
        self._colours = Colours()

    @property
    def at(self) -> At | None:
        return self._at

    def job(self, picture: Picture) -> Job:
        return (self._on if self._true_colours or self._on == picture else None), picture

    def jobs(self, pictures: Iterable[Picture]) -> Iterable[Job]:
        shown = list(pictures)
        if not self._true_colours:
            return [(None, picture) for picture in dict.fromkeys(shown)]
        # After the last one comes the first one of the next rep.
        return list(dict.fromkeys((a, b) for a, b in pairwise([*shown, *shown[:1]]) if a != b))

    def is_made(self, job: Job) -> bool:
        return job in self._texts or job[0] == job[1]

    def make(self, job: Job, is_free: Callable[[], bool]) -> Iterator[None]:
        before, picture = job
        new = yield from self._rows(picture)
        if before is not None:
            old = yield from self._rows(before)
        else:
            # Sixel's colours are in percent, and so a little off. The background is left to the empty cells.
            ground = OPAQUE | picture.canvas.palette.colours[Material.GROUND]
            old = [[ground] * len(new[0])] * len(new)
        text = yield from encoding_sixel(new, old, self._colours)
        self._keep(len(text))
        self._texts[job] = text
        while not is_free():
            yield

    def show(self, picture: Picture, at: At, blank: Callable[[], str]) -> None:
        job = self.job(picture)
        text = self._texts.get(job)
        if text is None:
            return
        column, row = at
        if job[0] is None:
            # Whatever is there now, the picture begins on empty cells.
            empty = blank()
            lines = range(row + 1, row + 1 + picture.canvas.rows)
            text = "".join(f"\x1b[{y};{column + 1}H{empty}" for y in lines) + f"\x1b[{row + 1};{column + 1}H{text}"
        else:
            text = f"\x1b[{row + 1};{column + 1}H{text}"
        self._write(f"{BEGIN}\x1b7{text}\x1b8{END}")
        self._on, self._at = picture, at

    def hide(self) -> None:
        # Whatever covers the picture is painted over it, and so are the empty cells of a view that has moved.
        self._on, self._at = None, None

    def forget(self) -> None:
        self.hide()
        self._texts.clear()
        self._drawn.clear()
        self._bytes = 0
        self._colours = Colours()

    def painted(self, regions: Iterable[Region]) -> bool:
        if self._on is None or self._at is None:
            return False
        canvas = self._on.canvas
        here = Region(*self._at, canvas.columns, canvas.rows)
        if not any(region.overlaps(here) for region in regions):
            return False
        self._on = None
        return True

    def _rows(self, picture: Picture) -> Generator[None, None, Rows]:
        """The pixels of a picture, drawn if they are not kept."""
        width = picture.canvas.size[0]
        packed = self._drawn.get(picture)
        if packed is None:
            raster = yield from picture.draw()
            yield
            packed = zlib.compress(array("I", [pixel for row in raster.rows for pixel in row]), 1)
            self._keep(len(packed))
            self._drawn[picture] = packed
            yield
        pixels = array("I", zlib.decompress(packed))
        yield
        rows: Rows = [pixels[start : start + width].tolist() for start in range(0, len(pixels), width)]
        return rows

    def _keep(self, size: int) -> None:
        """Make room for something new."""
        if self._bytes + size > MAX_BYTES:
            self._texts.clear()
            self._drawn.clear()
            self._bytes = 0
        self._bytes += size
