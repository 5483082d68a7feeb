"""What a session keeps in memory does not grow with it."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest

from kneecoach.figures.frames import FRAMES, Frame
from kneecoach.session.commands import GoTo
from kneecoach.ui.widgets.figure_view import FigureView
from tests.ui.driver import driving


async def test_no_picture_of_an_exercise_past_is_kept(tmp_path: Path) -> None:
    async with driving(tmp_path, live=True) as driver:
        source, sets = driver.live._source, driver.runner.state.plan.sets
        assert source is not None
        seen = set()
        for index, planned in enumerate(sets):
            name = planned.exercise.figure
            if name is None or name in seen:
                continue
            seen.add(name)
            if index:
                driver.runner.send(GoTo(index))
            for _ in range(14):
                await driver.wait(0.5)
            kept = {key[0] for key in FRAMES._frames if isinstance(key, tuple)}
            assert kept == {source.figure(name)}
            gc.collect()  # what only refers to itself is not kept
            alive = sum(type(each) is Frame for each in gc.get_objects())
            assert 1 < alive == len(FRAMES)
            assert len(driver.live.query_one(FigureView)._frames) <= alive
        assert len(seen) == 6


async def test_a_figure_that_is_covered_keeps_no_strips(tmp_path: Path) -> None:
    async with driving(tmp_path, (100, 30)) as driver:
        view = driver.app.screen.query_one(FigureView)
        for _ in range(10):
            await driver.wait(0.5)
        shown = view._frame
        assert shown is not None
        assert len(view._frames) > 1
        driver.app.begin_at_home(ask=False)
        await driver.settle()
        assert driver.live.is_up
        assert not view._frames
        assert not view._rows
        driver.app.to_home()
        await driver.settle()
        assert view._frame is not None
        assert view._frames


async def test_a_session_without_questions_loads_no_screen_that_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "kneecoach.ui.screens.before", None)  # importing it would raise
    async with driving(tmp_path, live=True) as driver:
        assert driver.live.is_up
