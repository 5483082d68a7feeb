"""Takes screenshots of every screen for the docs, from the real program on a fake clock: `make docs`.

Every run writes the same bytes: no picture shows the time, the computer's name or a random id.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

# Set before Textual reads them. Times of day are shown in the computer's time zone.
os.environ |= {"TEXTUAL_ANIMATIONS": "none", "TEXTUAL_COLOR_SYSTEM": "truecolor", "TZ": "UTC"}
os.environ.pop("NO_COLOR", None)
os.environ.pop("TEXTUAL_THEME", None)
sys.path.insert(0, str(Path(__file__).parent.parent))

from unittest.mock import patch

import pytest
from textual._compositor import LayoutUpdate
from textual.app import App
from textual.strip import Strip
from textual.widgets import Input

from kneecoach.ui.prefetch import FramePrefetcher
from kneecoach.ui.views.pose import PICTURES_A_SECOND
from scripts.cells import Picture, read_rows
from scripts.drawing import draw_still
from scripts.moving import draw_moving
from tests.quick_toml import parse_each_text_once
from tests.ui.driver import SILENT, Driver, driving, paths_in
from tests.ui.made_up import three_months, write
from tests.ui.quick_answers import remember_answers
from tests.ui.quick_loop import QuickLoop, textual_in_its_time
from tests.ui.quick_paints import paint_when_looked_at
from tests.ui.quick_styles import look_at_the_widget_first, share_rules
from tests.ui.quick_waits import wait_for_the_busy

USUAL, LARGER = (80, 24), (100, 30)
"""Columns and rows of the terminal."""

STEADY, STEADY_SECONDS = 3, 0.03
"""How many screens in a row must agree, and the real seconds between them."""

STRETCH_SETS = 8
DAY_SECONDS = 86400.0
WHOLE_SESSION_SECONDS = 40 * 60.0

REP_SECONDS = (1, 2, 2)
"""Hip thrust: push up, squeeze, lower."""
PICTURE_SECONDS = 1 / PICTURES_A_SECOND
BEFORE_THE_REP = 5
"""Reps done before the animated one."""


class Album:
    """Writes pictures to a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def still(self, driver: Driver, name: str, title: str) -> None:
        """Write the current screen."""
        picture = await settled(driver)
        self.write(name, draw_still(picture, f"kneecoach: {title}", _words(picture)))

    def write(self, name: str, svg: str) -> None:
        """Write one picture to `name`.svg."""
        path = self._folder / f"{name}.svg"
        path.write_text(svg, "utf-8", newline="\n")
        print(f"{path}  {len(svg.encode()) / 1000:.0f} kB")


async def shown(driver: Driver, name: str) -> None:
    """Wait for a screen that opens once a thread has read or saved something."""
    while type(driver.app.screen).__name__ != name:
        await driver.pilot.pause(STEADY_SECONDS)
    await driver.settle()


async def settled(driver: Driver) -> Picture:
    """The screen as cells, once it has stopped changing: on a busy computer the last layout may be late."""
    for field in driver.app.screen.query(Input):
        field.cursor_blink = False  # it would be shown in every other picture
    seen: list[list[Iterable[Strip]]] = []
    while len(seen) < STEADY or any(strips != seen[-1] for strips in seen[-STEADY:]):
        await driver.pilot.pause(STEADY_SECONDS)
        await driver.settle()
        seen.append(_strips(driver.app))
    return read_rows(seen[-1], driver.app.size.width)


def _strips(app: App[None]) -> list[Iterable[Strip]]:
    """The rows that an export would draw."""
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens, simplify=True)
    assert isinstance(update, LayoutUpdate)
    return update.strips


def _words(picture: Picture) -> str:
    """The words on the screen, for people who cannot see the picture."""
    rows = ("".join(cell.char for cell in row) for row in picture.rows)
    lines = (" ".join(word for word in row.split() if any(char.isalnum() for char in word)) for row in rows)
    return ". ".join(line for line in lines if line)


async def around_a_session(album: Album) -> None:
    """Home, Exercises, Routines, Before, Summary and Detail, with a few sessions in the log."""
    async with _fresh(USUAL) as driver:
        for before, after in (("4", "4"), ("4", "3"), ("3", "2")):
            await driver.press("enter", before, "enter")
            await driver.wait_unseen(WHOLE_SESSION_SECONDS)
            await shown(driver, "Summary")
            await driver.press(after, "enter")
            await shown(driver, "Home")
            driver.clock.advance(2 * DAY_SECONDS)
        await album.still(driver, "home", "Home")
        await driver.press("f", *["right"] * 4)
        await driver.wait(2.5)
        await album.still(driver, "movements", "the exercises, beside the figure of one")
        await driver.press("enter")
        await album.still(driver, "how-to", "how an exercise is done")
        await driver.press("escape", "escape", "e")
        await album.still(driver, "routines", "the routines, and what one takes")
        await driver.press("enter", "down", "down", "down", "down")
        await driver.wait(2.5)
        await album.still(driver, "editor", "a routine in the editor")
        await driver.press("a")
        await shown(driver, "Choose")  # a thread reads the library first
        await driver.press(*"bridge", "down")
        await driver.wait(2.5)
        await album.still(driver, "choosing", "an exercise is chosen from the library")
        await driver.press("enter", "tab", "1", "5", "tab")
        await album.still(driver, "dose", "the sets, reps, hold and rest of an exercise")
        await driver.press("escape", "u", "escape", "escape")
        await driver.press("enter", "3")
        await album.still(driver, "before", "the questions before a session")
        await driver.press("enter")
        await driver.wait_unseen(30 * 60.0)
        await driver.press("q", "s")
        await shown(driver, "Summary")
        await driver.press("2", "tab", "3")
        await album.still(driver, "summary", "the summary after a session")
        await driver.press("d")
        await album.still(driver, "detail", "every set of a session")


async def first_start(album: Album) -> None:
    """Welcome, and Settings."""
    with tempfile.TemporaryDirectory() as folder:
        async with driving(Path(folder), USUAL, new=True) as driver:
            await driver.press("k")
            await album.still(driver, "welcome", "what is asked at the first start")
    async with _fresh(USUAL) as driver:
        await driver.press("o", "down", "down")
        await album.still(driver, "settings", "every setting, and what it means")


async def looking_back(album: Album) -> None:
    """History and Trends, with three months of sessions in the log."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), three_months())
        async with driving(Path(folder), USUAL) as driver:
            await driver.press("h")
            await album.still(driver, "history", "the sessions of three months")
            await driver.press("slash", *"long walk")
            await album.still(driver, "history-filter", "sessions found by words of their notes")
            await driver.press("escape", "escape", "t")
            await album.still(driver, "trends", "four answers, and pain over three months")
            await driver.press("right")
            await album.still(driver, "trends-weeks", "four answers, and the sessions by week")
            await driver.press("right", "down", "down", "m", "m")
            await album.still(driver, "trends-load", "four answers, and the load of an exercise")
            await driver.press("right", "down", "down")
            await album.still(driver, "trends-legs", "four answers, and left against right")


async def in_a_session(album: Album) -> None:
    """The stages of Live, with Help on top of one."""
    async with _fresh(USUAL, live=True) as driver:
        await driver.wait(1.5)
        await album.still(driver, "get-ready", "getting into position for a stretch")
        await driver.wait(13.5 + 12)
        await album.still(driver, "stretch", "a stretch is held")
        await driver.press("question_mark")
        await album.still(driver, "help", "Help")
        await driver.press("escape", *["n"] * STRETCH_SETS, "enter")
        await driver.wait(23)
        await album.still(driver, "band-walk", "steps of a band walk are counted")
        await driver.press("p")
        await album.still(driver, "paused", "a band walk is paused")
    async with _fresh(USUAL, live=True) as driver:
        await _to(driver, 1)
        await driver.wait(6 * 4 + 1.5)
        await album.still(driver, "ball-curl", "a ball leg curl")
    async with _fresh(USUAL, live=True) as driver:
        await _to(driver, 2)
        await driver.wait(6 * sum(REP_SECONDS) + 1.7)
        await album.still(driver, "squeeze", "a hip thrust is held at the top")
        await driver.press("N")
        await driver.wait(31.5)
        await album.still(driver, "rest", "a rest that shows the next exercise")
        await driver.press("enter", "enter")
        await driver.wait(3 * 4 + 1.6)
        await album.still(driver, "reverse-lunge", "a reverse lunge")
    async with _fresh(LARGER, live=True) as driver:
        await _to(driver, 2)
        await driver.wait(6 * sum(REP_SECONDS) + 1.7)
        await album.still(driver, "squeeze-100x30", "a hip thrust in a larger window")


async def after_a_crash(album: Album) -> None:
    """Home after a session was cut off."""
    with tempfile.TemporaryDirectory() as folder:
        async with _driving(Path(folder), USUAL, live=True) as driver:
            await _to(driver, 2)
            await driver.wait(6 * sum(REP_SECONDS) + 0.5)
        async with _driving(Path(folder), USUAL) as driver:
            await album.still(driver, "home-cut-off", "Home with a session that was cut off")


async def a_rep(album: Album) -> None:
    """One hip thrust, animated."""
    frames = []
    async with _fresh(USUAL, live=True) as driver:
        await _to(driver, 2)
        # In the middle of each frame, so that rounding cannot move it into the previous second.
        await driver.wait(BEFORE_THE_REP * sum(REP_SECONDS) + PICTURE_SECONDS / 2)
        for _ in range(round(sum(REP_SECONDS) / PICTURE_SECONDS)):
            frames.append((await settled(driver), PICTURE_SECONDS))
            await driver.wait(PICTURE_SECONDS)
    squeezed = round((REP_SECONDS[0] + REP_SECONDS[1] / 2) / PICTURE_SECONDS)
    description = (
        "One repetition on the Live screen of kneecoach: a figure lies with its shoulders on a bench, pushes its "
        "hips and a dumbbell up in one second, holds them level for two while a bar fills, and lowers them in two. "
        "Above it the tempo of the repetition as a bar, beside it the count in large digits."
    )
    album.write("hip-thrust", draw_moving(frames, squeezed, "kneecoach: a hip thrust", description))


async def _to(driver: Driver, skipped: int) -> None:
    """Go to the work of the first set after the stretches and `skipped` more exercises."""
    with patch.object(driver.live, "_show_figure", lambda *_: None):  # it is drawn once somebody looks
        await driver.press(*["n"] * STRETCH_SETS)
        for _ in range(skipped):
            await driver.press("N", "enter")


@asynccontextmanager
async def _fresh(size: tuple[int, int], *, live: bool = False) -> AsyncIterator[Driver]:
    """The app as just installed."""
    with tempfile.TemporaryDirectory() as folder:
        async with _driving(Path(folder), size, live=live) as driver:
            yield driver


@asynccontextmanager
async def _driving(folder: Path, size: tuple[int, int], *, live: bool = False) -> AsyncIterator[Driver]:
    settings, device = paths_in(folder).settings, paths_in(folder).device
    for path in (settings, device):
        path.parent.mkdir(exist_ok=True)
    # Session detail shows the device that edited a session.
    device.write_text("laptop-3f9a1c\n", "utf-8")
    # Whether the display can be kept awake depends on the computer, and Live says so if it cannot.
    settings.write_text(f"keep_awake = false\n{SILENT}", "utf-8")
    async with driving(folder, size, live=live) as driver:
        yield driver


async def shoot(folder: Path) -> None:
    """Write every picture to `folder`."""
    album = Album(folder)
    await first_start(album)
    await around_a_session(album)
    await looking_back(album)
    await in_a_session(album)
    await after_a_crash(album)
    await a_rep(album)


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images")
    if hasattr(time, "tzset"):
        time.tzset()
    target.mkdir(parents=True, exist_ok=True)
    gc.set_threshold(50_000, 20, 20)  # while pictures are made, hardly anything is garbage
    # Session detail shows the session's id.
    numbers = count(1)
    with (
        patch("kneecoach.journal.begin.uuid.uuid4", lambda: f"{next(numbers):08d}-0000-4000-8000-000000000000"),
        textual_in_its_time(),
        pytest.MonkeyPatch.context() as quick,
        asyncio.Runner(loop_factory=QuickLoop) as runner,
    ):
        share_rules(quick)
        look_at_the_widget_first(quick)
        remember_answers(quick)
        wait_for_the_busy(quick)
        paint_when_looked_at(quick)
        quick.setattr(FramePrefetcher, "draw", lambda *_: None)  # pictures that nobody will see
        parse_each_text_once(quick)
        runner.run(shoot(target))
