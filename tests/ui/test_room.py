"""Live has room for every number a routine may ask for: no row of digits wraps, and no two things overlap."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from textual.geometry import Region

from kneecoach.ui.widgets.block import Block
from kneecoach.ui.widgets.figure_view import FigureView
from kneecoach.ui.widgets.keys_footer import KeysFooter
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.session_bar import SessionBar
from tests.ui.driver import SILENT, Driver, driving

SIZES = [(40, 12), (56, 18), (60, 20), (72, 24), (92, 24), (96, 28), (112, 36), (112, 37)]
"""The smallest window of each layout, and those in which something did not fit."""

STEPS = (
    'reps = [150, 200]\nunit = "step"\ncadence = [{ name = "down", seconds = 1 }, { name = "hold", seconds = 0.5 }]'
)
SLOW = 'reps = 200\ncadence = [{ name = "down", seconds = 3600 }, { name = "squeeze", seconds = 120, hold = true }]'
HOLD = "hold = 3600"


LEAVES = (Block, Line, SessionBar, FigureView, KeysFooter)
"""What shows something of its own."""


def faults(driver: Driver) -> list[str]:
    """What overlaps, is cut off, or has another row than it should, on the screen as it is laid out."""
    screen = driver.live
    on_screen = screen._compositor.visible_widgets
    shown = [
        widget
        for kind in LEAVES
        for widget in screen.query(kind)
        if all(w.display for w in widget.ancestors_with_self)
    ]
    found = [
        f"{one} overlaps {other}" for one, other in combinations(shown, 2) if one.region.overlaps(other.region)
    ]
    rows = [strip.text for strip in screen._compositor.render_strips()]
    for widget in shown:
        region, clip = on_screen.get(widget, (widget.region, Region()))
        if not region.area or region not in clip:
            found.append(f"{widget} is cut off")
        elif isinstance(widget, Block):
            painted = [row[region.x : region.right].rstrip() for row in rows[region.y : region.bottom]]
            spelled = [row.rstrip() for row in widget.render().plain.split("\n")]
            found += [f"{widget}: {painted}, not {spelled}"] if painted[: len(spelled)] != spelled else []
    return found


@pytest.mark.parametrize("figure", ["", 'figure = "hip-thrust"'], ids=["no-figure", "figure"])
@pytest.mark.parametrize("dose", [STEPS, SLOW, HOLD], ids=["steps", "slow", "hold"])
async def test_every_number_has_room_at_every_size(tmp_path: Path, dose: str, figure: str) -> None:
    (tmp_path / "config" / "routines").mkdir(parents=True)
    (tmp_path / "config" / "config.toml").write_text(SILENT)
    (tmp_path / "config" / "routines" / "odd.toml").write_text(
        'schema = 1\nid = "odd"\ntitle = "Odd"\n[[exercise]]\nid = "squat"\ntitle = "Squat"\nsets = 2\n'
        f'sides = "each"\nrest = 3600\nsetup = 1000\n{dose}\n{figure}\n'
    )
    async with driving(tmp_path) as driver:
        await driver.press("right", "s")

        async def look(*keys: str) -> None:
            await driver.press(*keys)
            for size in SIZES:
                await driver.pilot.resize_terminal(*size)
                await driver.settle()
                assert faults(driver) == [], size

        await look()
        await driver.press("enter")
        await look()
        await driver.press("enter", "enter", "enter")
        assert driver.runner.state.stage == "rest"
        await look()
        await driver.wait(3600 - driver.runner.state.since % 1 - 5)
        while "<" not in driver.live.query_one("#clock", Block).text:
            await driver.wait(0.5)
        await look()
