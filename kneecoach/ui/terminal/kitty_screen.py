"""Shows pictures by Kitty's protocol: each is sent once, kept by the terminal, and shown again in a few bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from textual.geometry import Region

from kneecoach.figures import kitty
from kneecoach.figures.picture import Picture
from kneecoach.figures.png import encoding_png
from kneecoach.ui.terminal.graphics_screen import At, Job
from kneecoach.ui.terminal.stored import StoredPictures


class KittyScreen:
    """A GraphicsScreen whose pictures are kept by the terminal."""

    seconds_between = 0.0

    def __init__(self, write: Callable[[str], None], stored: StoredPictures | None = None) -> None:
        """`write` writes to the terminal, whose screen nobody else uses."""
        self._write = write
        write(kitty.forget_all())
        self.stored = stored or StoredPictures()
        self._shown: tuple[int, At] | None = None

    @property
    def at(self) -> At | None:
        return self._shown[1] if self._shown is not None else None

    def job(self, picture: Picture) -> Job:
        return None, picture

    def jobs(self, pictures: Iterable[Picture]) -> Iterable[Job]:
        return [(None, picture) for picture in dict.fromkeys(pictures)]

    def is_made(self, job: Job) -> bool:
        return job[1] in self.stored

    def make(self, job: Job, is_free: Callable[[], bool]) -> Iterator[None]:
        picture = job[1]
        raster = yield from picture.draw()
        yield
        file = yield from encoding_png(raster.rows)
        while not is_free():
            yield
        number, gone = self.stored.add(picture, picture.canvas.size)
        if self._shown is not None and self._shown[0] in gone:
            self._shown = None
        self._write("".join(map(kitty.forget, gone)) + kitty.send(number, file))

    def show(self, picture: Picture, at: At, blank: Callable[[], str]) -> None:
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
        if self._shown is not None:
            self._write(kitty.hide(self._shown[0]))
            self._shown = None

    def forget(self) -> None:
        numbers = self.stored.clear()
        self._shown = None
        if numbers:
            self._write("".join(map(kitty.forget, numbers)))

    def painted(self, regions: Iterable[Region]) -> bool:
        # It lies above the cells.
        return False
