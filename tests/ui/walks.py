"""One walk through the app for several tests, each of which looks at what another point of it showed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from pathlib import Path

from tests.ui.driver import Driver

Size = tuple[int, int]
Look = Callable[[Driver, str], None]
"""Keeps what the screen shows now, under the name of a point of the walk."""
Walk = Callable[..., Awaitable[None]]
"""A walk with the data in a folder, in a window of a size, with a `Look`, and with what else it is given."""


@dataclass(frozen=True, eq=False)
class Picture:
    """What an app showed: to be compared with a snapshot in place of the app."""

    svg: str

    def export_screenshot(self, *, simplify: bool) -> str:
        assert simplify
        return self.svg


_seen: dict[tuple[Hashable, ...], dict[str, Picture]] = {}


async def seen(folder: Path, size: Size, walk: Walk, point: str, *given: Hashable) -> Picture:
    """What the app showed at a point of a walk. A process takes each walk once, unless it fails."""
    key = (walk, size, *given)
    if key not in _seen:
        pictures: dict[str, Picture] = {}

        def look(driver: Driver, name: str) -> None:
            pictures[name] = Picture(driver.app.export_screenshot(simplify=True))

        await walk(folder, size, look, *given)
        _seen[key] = pictures
    return _seen[key][point]
