"""Shows pictures by Kitty's protocol: each is sent once, kept by the terminal, and shown again in a few bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kneecoach.figures import kitty
from kneecoach.figures.png import encoding_png
from kneecoach.ui.terminal.stored import StoredPictures

if TYPE_CHECKING:
    from kneecoach.figures.picture import Picture

At = tuple[int, int]
"""Column and row of a picture's upper left cell, from 0."""


class KittyScreen:
    """One picture on the screen at a time, and those that the terminal keeps."""

    def __init__(self, write: Callable[[str], None], stored: StoredPictures | None = None) -> None:
        """`write` writes to the terminal."""
        self._write = write
        self.stored = stored or StoredPictures()
        self._shown: tuple[int, At] | None = None

    @property
    def at(self) -> At | None:
        """Where there is a picture on the screen, if there is one."""
        return self._shown[1] if self._shown is not None else None

    def has(self, picture: Picture) -> bool:
        """Whether a picture can be shown at once."""
        return picture in self.stored

    def make(self, picture: Picture, is_free: Callable[[], bool]) -> Iterator[None]:
        """Draw a picture and store it in the terminal, once that `is_free`; a little at each step."""
        raster = yield from picture.draw()
        yield
        file = yield from encoding_png(raster.rows)
        while not is_free():
            yield
        number, gone = self.stored.add(picture, picture.canvas.size)
        if self._shown is not None and self._shown[0] in gone:
            self._shown = None
        self._write("".join(map(kitty.forget, gone)) + kitty.send(number, file))

    def show(self, picture: Picture, at: At) -> None:
        """Show a stored picture instead of the one on the screen."""
        number = self.stored.number(picture)
        if number is None or (number, at) == self._shown:
            return
        before, self._shown = self._shown, (number, at)
        if before is not None and before[0] == number:
            self._write(kitty.hide(number))
            before = None
        canvas = picture.canvas
        self._write(kitty.show(number, before[0] if before else None, at, (canvas.columns, canvas.rows)))

    def hide(self) -> None:
        """Take the picture off the screen. It stays stored."""
        if self._shown is not None:
            self._write(kitty.hide(self._shown[0]))
            self._shown = None

    def forget(self) -> None:
        """Take all pictures off the screen and out of the terminal."""
        numbers = self.stored.clear()
        self._shown = None
        if numbers:
            self._write("".join(map(kitty.forget, numbers)))
