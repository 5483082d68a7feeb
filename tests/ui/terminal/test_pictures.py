"""A picture lies over its view as long as the whole view can be seen, and over nothing else."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from kneecoach.figures.figure import load_figure
from kneecoach.ui.screens.movements import Movements
from kneecoach.ui.terminal.graphics import Graphics
from kneecoach.ui.terminal.kitty_screen import KittyScreen
from kneecoach.ui.terminal.pictures import PictureLayer
from kneecoach.ui.widgets.figure_view import FigureView
from tests.ui.driver import Driver, driving

COMMAND = re.compile(r"\x1b_Ga=([pd]),(?:d=[iI],)?i=(\d+)")

SENT = re.compile(r"\x1b_Ga=t,f=100,i=(\d+)")
FREED = re.compile(r"\x1b_Ga=d,d=I,i=(\d+)")


class Written:
    """What was written to the terminal."""

    def __init__(self) -> None:
        self.text = ""

    def __call__(self, text: str) -> None:
        self.text += text

    @property
    def placed(self) -> set[str]:
        """The numbers of the pictures on the screen."""
        placed: set[str] = set()
        for action, number in COMMAND.findall(self.text):
            (placed.add if action == "p" else placed.discard)(number)
        return placed


@asynccontextmanager
async def showing(folder: Path) -> AsyncIterator[tuple[Driver, Written]]:
    """Exercises, with its figure in true pixels."""
    async with driving(folder, movement="hip-thrust") as driver:
        written, app, screen = Written(), driver.app, driver.app.screen
        assert isinstance(screen, Movements)
        assert screen._source is not None
        app.pictures = PictureLayer(app, KittyScreen(written), asyncio.get_running_loop().call_later)
        screen._source.graphics = "kitty"
        screen._paint()
        await until(driver, written, 1)
        yield driver, written


async def until(driver: Driver, written: Written, count: int) -> None:
    """Wait until this many pictures are on the screen."""
    for _ in range(200):
        if len(written.placed) == count:
            return
        await driver.pilot.pause(0.02)
    raise AssertionError(f"{len(written.placed)} pictures are on the screen, not {count}")


async def test_a_notification_over_it_hides_it_until_it_has_gone(tmp_path: Path) -> None:
    async with showing(tmp_path) as (driver, written):
        driver.app.notify("\n".join(["These", "lines", "reach", "up", "to", "the", "figure."]), timeout=0.3)
        await until(driver, written, 0)
        await until(driver, written, 1)


async def test_a_notification_beside_it_leaves_it_alone(tmp_path: Path) -> None:
    async with showing(tmp_path) as (driver, written):
        before = written.text
        driver.app.notify("One line.", timeout=0.3)
        await driver.pilot.pause(0.2)
        assert "a=d" not in written.text.removeprefix(before)


async def test_the_palette_over_it_hides_it_and_the_view_has_no_cells_of_the_figure(tmp_path: Path) -> None:
    async with showing(tmp_path) as (driver, written):
        view = driver.app.screen.query_one(FigureView)
        assert all(not strip.text.strip() for strip in view.render_lines(view.content_region.reset_offset))
        await driver.press("ctrl+p")
        await until(driver, written, 0)
        await driver.press("escape")
        await until(driver, written, 1)


async def test_a_view_that_is_not_displayed_has_none(tmp_path: Path) -> None:
    async with showing(tmp_path) as (driver, written):
        view = driver.app.screen.query_one(FigureView)
        view.display = False
        await until(driver, written, 0)
        view.display = True
        await until(driver, written, 1)


async def test_in_a_window_of_another_size_it_is_redrawn_in_that_size(tmp_path: Path) -> None:
    async with showing(tmp_path) as (driver, written):
        before = set(written.placed)
        await driver.pilot.resize_terminal(100, 30)
        for _ in range(200):
            await driver.settle()
            if written.placed and not written.placed & before:
                break
        (number,) = written.placed
        size = driver.app.screen.query_one(FigureView).size
        assert f"\x1b_Ga=p,i={number},c={size.width},r={size.height}," in written.text


async def test_a_covered_screen_that_goes_on_moving_frees_no_picture(tmp_path: Path) -> None:
    async with showing(tmp_path) as (driver, written):
        view, layer = driver.app.screen.query_one(FigureView), driver.app.pictures
        assert layer is not None
        beneath = driver.app.screen_stack[0]
        other = FigureView()
        await beneath.mount(other)
        picture, sent = layer._wanted[view], set(SENT.findall(written.text))
        for name in ("calf-stretch", "quad-stretch"):
            layer.show(other, replace(picture, figure=load_figure(name)))
        await driver.pilot.pause(0.1)
        assert len(written.placed) == 1
        assert not sent & set(FREED.findall(written.text))


async def test_in_another_layout_of_the_same_window_they_are_kept(tmp_path: Path) -> None:
    """The figure is smaller in a rest than in a set, and the set's pictures are needed again after the rest."""
    async with showing(tmp_path) as (driver, written):
        view = driver.app.screen.query_one(FigureView)
        sent = set(SENT.findall(written.text))
        view.styles.height = view.size.height - 2
        await until(driver, written, 0)
        await driver.settle()
        await until(driver, written, 1)
        assert not sent & set(FREED.findall(written.text))


async def test_on_the_other_side_the_pictures_of_the_first_are_kept(tmp_path: Path) -> None:
    """A movement is shown on each side in turn. Sending all its pictures each time would be too much."""
    async with showing(tmp_path) as (driver, written):
        view, layer = driver.app.screen.query_one(FigureView), driver.app.pictures
        assert layer is not None
        picture = layer._wanted[view]
        sent = set(SENT.findall(written.text))
        for side in ("left", "right"):
            layer.show(view, replace(picture, canvas=replace(picture.canvas, side=side)))  # type: ignore[arg-type]
            await driver.pilot.pause(0.3)
        assert not sent & set(FREED.findall(written.text))


async def test_where_cells_are_shown_again_the_picture_goes(tmp_path: Path) -> None:
    async with showing(tmp_path) as (driver, written):
        screen = driver.app.screen
        assert isinstance(screen, Movements)
        assert screen._source is not None
        screen._source.graphics = None
        screen._paint()
        assert not written.placed
        view = screen.query_one(FigureView)
        assert any(strip.text.strip() for strip in view.render_lines(view.content_region.reset_offset))


async def test_a_terminal_that_answers_late_gets_its_pixels_then(tmp_path: Path) -> None:
    async with driving(tmp_path, movement="hip-thrust") as driver:
        written, app, screen = Written(), driver.app, driver.app.screen
        assert isinstance(screen, Movements)
        assert screen._source is not None
        known: list[Graphics] = []
        screen._source._ask = lambda: known[-1] if known else None
        screen._paint()
        view = screen.query_one(FigureView)
        assert any(strip.text.strip() for strip in view.render_lines(view.content_region.reset_offset))
        app.pictures = PictureLayer(app, KittyScreen(written), asyncio.get_running_loop().call_later)
        known.append("kitty")
        screen._paint()
        await until(driver, written, 1)
        assert not any(strip.text.strip() for strip in view.render_lines(view.content_region.reset_offset))


def test_every_screen_leaves_it_to_the_view_whether_cells_or_pixels_are_shown() -> None:
    """A screen that shows a frame itself has no pixels."""
    ui = Path(__file__).parents[3] / "kneecoach" / "ui"
    asking = re.compile(r"source\.frame\(")
    found = {path.name for path in ui.rglob("*.py") if asking.search(path.read_text("utf-8"))}
    assert found == {"figure_view.py", "prefetch.py"}
