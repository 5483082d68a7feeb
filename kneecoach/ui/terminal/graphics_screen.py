"""What the ways of showing pictures have in common, whatever the protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from textual.geometry import Region

    from kneecoach.figures.picture import Picture

At = tuple[int, int]
"""Column and row of a picture's upper left cell, from 0."""
Job = tuple["Picture | None", "Picture"]
"""A picture to make, and the one that it will replace; None if that makes no difference."""


class GraphicsScreen(Protocol):
    """One picture on the screen at a time, and those that are ready to be shown."""

    seconds_between: float
    """Seconds between two pictures that are not made yet."""

    @property
    def at(self) -> At | None:
        """Where there is a picture on the screen, if there is one."""

    def job(self, picture: Picture) -> Job:
        """What has to be made to show a picture now."""

    def jobs(self, pictures: Iterable[Picture]) -> Iterable[Job]:
        """What has to be made to show pictures one after another."""

    def is_made(self, job: Job) -> bool:
        """Whether it can be shown at once."""

    def make(self, job: Job, is_free: Callable[[], bool]) -> Iterator[None]:
        """Make it, a little at each step. Large amounts are written only when the line `is_free`."""

    def show(self, picture: Picture, at: At, blank: Callable[[], str]) -> None:
        """Show a picture that is made. `blank` returns a row of its empty cells, as the terminal is sent it."""

    def hide(self) -> None:
        """Take the picture off the screen. It stays ready."""

    def forget(self) -> None:
        """Take the picture off the screen, and free all that was kept."""

    def painted(self, regions: Iterable[Region]) -> bool:
        """Note that cells were painted. Returns whether that has damaged the picture on the screen."""
