"""Live has room for anything a routine may ask for: no digits wrap, nothing overlaps, no word is lost."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from textual.geometry import Region
from textual.widget import Widget

from kneecoach.review.last_time import Past
from kneecoach.ui.prefetch import FramePrefetcher
from kneecoach.ui.widgets.bars import RepBar, Strip, TempoBar
from kneecoach.ui.widgets.block import Block, NumberBlock
from kneecoach.ui.widgets.figure_view import FigureView
from kneecoach.ui.widgets.keys_footer import KeysFooter
from kneecoach.ui.widgets.line import Line
from tests.ui.driver import SILENT, Driver, driving

SIZES = [(40, 12), (56, 18), (60, 20), (72, 24), (92, 24), (96, 28), (112, 37), (140, 45), (200, 55)]
"""The smallest window of each layout, and those in which something did not fit."""

STEPS = (
    'reps = [150, 200]\nunit = "step"\ncadence = [{ name = "down", seconds = 1 }, { name = "hold", seconds = 0.5 }]'
)
SLOW = 'reps = 200\ncadence = [{ name = "down", seconds = 3600 }, { name = "squeeze", seconds = 120, hold = true }]'
HOLD = "hold = 3600"
LONG = (
    'reps = 12\nload = true\nload_kg = 12.5\ncadence = [{ name = "straighten the knee slowly", seconds = 2 }, '
    f'{{ name = "{"squeeze the quad with all you have " * 3}", seconds = 3, hold = true }}, '
    '{ name = "膝をゆっくり曲げる", seconds = 2 }]'
)

LEAVES = (Block, NumberBlock, Line, TempoBar, RepBar, Strip, FigureView, KeysFooter)
"""Widgets that show something themselves."""


def faults(driver: Driver) -> list[str]:
    """What overlaps, is cut off, or is in the wrong row, on the screen as it is laid out."""
    screen = driver.live
    on_screen = screen._compositor.visible_widgets
    shown = {
        widget: widget.region
        for widget in screen.walk_children(Widget)
        if isinstance(widget, LEAVES) and all(w.display for w in widget.ancestors_with_self) and widget.size.area
    }
    found = [
        f"{one} overlaps {other}"
        for (one, here), (other, there) in combinations(shown.items(), 2)
        if here.overlaps(there)
    ]
    strips = screen._compositor.render_strips()
    for widget, placed in shown.items():
        region, clip = on_screen.get(widget, (placed, Region()))
        if not region.area or not clip.contains_region(region):
            found.append(f"{widget} is cut off")
        elif isinstance(widget, Block | NumberBlock):
            spelled = [row.rstrip() for row in widget.render().plain.split("\n")]
            rows = strips[region.y : region.bottom]
            painted = [strip.crop(region.x, region.right).text.rstrip() for strip in rows]
            found += [f"{widget}: {painted}, not {spelled}"] if painted[: len(spelled)] != spelled else []
            found += [f"{widget} is empty"] if widget.id == "action" and not "".join(spelled).strip() else []
    return found


@pytest.fixture(autouse=True)
def _nothing_is_drawn_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each figure is looked at once in each size, and no rep is waited for: what is drawn ahead is never shown."""
    monkeypatch.setattr(FramePrefetcher, "draw", lambda *_: None)


@pytest.mark.parametrize("figure", ["", 'figure = "hip-thrust"'], ids=["no-figure", "figure"])
@pytest.mark.parametrize("dose", [STEPS, SLOW, HOLD, LONG], ids=["steps", "slow", "hold", "long"])
async def test_everything_has_room_at_every_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dose: str, figure: str
) -> None:
    (tmp_path / "config" / "routines").mkdir(parents=True)
    (tmp_path / "config" / "config.toml").write_text(SILENT)
    (tmp_path / "config" / "routines" / "odd.toml").write_text(
        f'schema = 1\nid = "odd"\ntitle = "Odd"\n[[exercise]]\nid = "squat"\ntitle = "{"Squat " * 18}"\nsets = 2\n'
        f'sides = "each"\nrest = 3600\nsetup = 1000\n{dose}\n{figure}\n'
    )
    async with driving(tmp_path) as driver:
        await driver.press("left", "s")
        driver.live._take_past(Past({"squat": f"{'15, 15, 12 at 8 kg; ' * 9}pain 3"}))

        async def look(*keys: str) -> None:
            await driver.press(*keys)
            for size in SIZES:
                await driver.pilot.resize_terminal(*size)
                await driver.settle()
                assert faults(driver) == [], size

        await look()
        await driver.press("enter")
        await look()
        if dose is LONG:
            await driver.wait(3)
            await look()
            await driver.wait(3)
            await look()
        await driver.press("enter", "enter", "enter")
        assert driver.runner.state.stage == "rest"
        await look()
        with monkeypatch.context() as patch:  # not second by second
            patch.setattr("kneecoach.running.runner.HEARTBEAT_SECONDS", 3600.0)
            await driver.wait(3600 - driver.runner.state.since % 1 - 5)
        while "<" not in driver.live.query_one("#count", NumberBlock).text:
            await driver.wait(0.5)
        await look()


@pytest.mark.parametrize("size", [(112, 37), (120, 36), (140, 45)])
async def test_the_list_of_exercises_has_room_below_the_bar_of_reps(tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size, live=True) as driver:
        await driver.press(*["n"] * 8, "enter")
        await driver.wait(5)
        assert faults(driver) == []
        bar, listed = driver.live.query_one("#reps"), driver.live.query_one("#list")
        assert bar.region.area
        assert listed.display is (size == (140, 45))
