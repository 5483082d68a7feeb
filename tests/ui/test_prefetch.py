"""Pictures are drawn one at a time, when there is time, and each only once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.geometry import Region, Size

from kneecoach.figures.figure import Figure, load_figure
from kneecoach.figures.frames import Frame, Frames, Look, Style
from kneecoach.figures.palette import DARK
from kneecoach.session.commands import GoTo
from kneecoach.session.plan import Side
from kneecoach.ui.figure_source import FigureSource
from kneecoach.ui.prefetch import FramePrefetcher
from kneecoach.ui.screens.movements import Movements
from kneecoach.ui.terminal.graphics import Graphics
from kneecoach.ui.terminal.light_strip import LightStrip
from kneecoach.ui.views.pose import PoseView, pose_view, rep_poses
from kneecoach.ui.widgets.figure_view import FigureView
from kneecoach.ui.widgets.routine_figure import RoutineFigure
from tests.helpers import Visit, knee_relief
from tests.ui.driver import driving
from tests.ui.views.test_pose import THRUST, visit

SIZE = (24, 10)


class Loop:
    """The part of an event loop that is used. Each turn calls what is waiting."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        assert seconds > 0
        self.waiting.append(call)

    def turn(self) -> None:
        calls, self.waiting = self.waiting, []
        for call in calls:
            call()


def drawing(drawn: list[str], *names: str) -> Iterator[object]:
    for name in names:
        drawn.append(name)
        yield name


def test_each_turn_of_the_loop_draws_one_picture_until_none_is_left() -> None:
    loop, drawn = Loop(), list[str]()
    FramePrefetcher(loop.later).draw("rep", drawing(drawn, "a", "b"))
    assert drawn == []
    for expected in (["a"], ["a", "b"], ["a", "b"]):
        loop.turn()
        assert drawn == expected
    assert loop.waiting == []


def test_the_same_again_is_not_drawn_again_and_something_else_takes_its_place() -> None:
    loop, drawn = Loop(), list[str]()
    ahead = FramePrefetcher(loop.later)
    ahead.draw("rep", drawing(drawn, "a", "b", "c"))
    loop.turn()
    ahead.draw("rep", drawing(drawn, "never"))
    ahead.draw("other", drawing(drawn, "d"))
    while loop.waiting:
        assert len(loop.waiting) == 1
        loop.turn()
    assert drawn == ["a", "d"]


def test_when_there_is_no_time_any_more_nothing_is_drawn() -> None:
    loop, drawn = Loop(), list[str]()
    ahead = FramePrefetcher(loop.later)
    ahead.draw("rep", drawing(drawn, "a", "b"))
    ahead.stop()
    loop.turn()
    assert drawn == []
    assert loop.waiting == []
    ahead.draw("rep", drawing(drawn, "a"))
    loop.turn()
    assert drawn == ["a"]


class View(FigureView):
    """A view of one size, which remembers what it was given."""

    size = Size(*SIZE)  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.prepared: list[Frame | None] = []

    def prepare(self, frame: Frame | None) -> None:
        self.prepared.append(frame)


def source(frames: Frames, folder: Path) -> FigureSource:
    found = FigureSource(folder, "colour", DARK)
    found._figures["hip-thrust"] = Figure(load_figure("hip-thrust").says, frames)
    return found


@pytest.mark.parametrize("moves", [True, False])
def test_after_getting_ready_every_picture_of_the_first_rep_is_there(tmp_path: Path, moves: bool) -> None:
    frames, loop = Frames(), Loop()
    shown = source(frames, tmp_path)
    ahead, view = FramePrefetcher(loop.later), View()
    driven = Visit(knee_relief())
    driven.do(GoTo(THRUST))
    while driven.state.current_phase is None:
        pose = pose_view(driven.state, driven.now, moves=moves)
        assert pose is not None
        shown.frame(pose, *SIZE, moves=moves)
        ahead.follow(shown, driven.state, pose, view, moves=moves)
        loop.turn()
        driven.wait(0.1)
    known = len(frames)
    begun = driven.now
    while driven.now < begun + 5:
        pose = pose_view(driven.state, driven.now, moves=moves)
        assert pose is not None
        assert shown.frame(pose, *SIZE, moves=moves) in view.prepared
        ahead.follow(shown, driven.state, pose, view, moves=moves)
        driven.wait(0.125)
    assert len(frames) == known
    loop.turn()
    assert loop.waiting == [], "in the set nothing is drawn ahead"


def test_the_poses_of_a_rep_are_those_that_are_shown_in_it() -> None:
    driven = visit(THRUST)
    begun, seen = driven.now, set()
    while driven.now < begun + 4.99:
        seen.add(pose_view(driven.state, driven.now))
        driven.wait(0.01)
    moving = {pose for pose in seen if pose is not None and pose.phase != "squeeze"}
    assert moving <= set(rep_poses(driven.state))
    assert [pose.phase for pose in rep_poses(driven.state, moves=False)] == ["push up", "squeeze", "lower"]


def test_of_a_rep_that_takes_hours_a_paint_asks_for_the_first_picture_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def counted(*args: object) -> PoseView:
        made.append(args)
        return PoseView(*args)  # type: ignore[arg-type]

    monkeypatch.setattr("kneecoach.ui.views.pose.PoseView", counted)
    driven = visit(THRUST)
    pose = PoseView("hip-thrust", driven.state.planned.side, "ready", None, 0, 0)
    FramePrefetcher(Loop().later).follow(source(Frames(), tmp_path), driven.state, pose, View(), moves=True)
    assert len(made) == 1


async def test_a_frame_that_was_prepared_is_painted_from_what_is_kept(tmp_path: Path) -> None:
    async with driving(tmp_path, movement="hip-thrust") as driver:
        view = driver.app.screen.query_one(FigureView)
        frame = load_figure("hip-thrust").render(Look("right", *view.size), "push up", 0.37)
        view.prepare(frame)
        known, rows = len(view._frames), dict(view._rows)
        view.show(frame)
        strips = view.render_lines(Region(0, 0, *view.size))
        assert len(view._frames) == known
        assert view._rows == rows
        assert {type(strip) for strip in strips} == {LightStrip}


def test_a_late_answer_of_the_terminal_counts_where_no_rep_is_on_the_screen(tmp_path: Path) -> None:
    known: list[Style] = ["colour"]
    pixels: list[Graphics | None] = [None]
    shown = FigureSource(tmp_path, "colour", DARK, lambda: pixels[-1], lambda: known[-1])
    still = PoseView("hip-thrust", Side.BOTH, "still", None, 0, 0)
    moving = replace(still, doing="phase", phase="push up", of=8)

    def styles() -> tuple[str, Graphics | None]:
        return shown.style, shown.graphics

    shown.frame(still, *SIZE)
    known.append("octant")
    pixels.append("kitty")
    for step in range(9):
        shown.frame(replace(moving, step=step), *SIZE)
    assert styles() == ("colour", None)
    shown.frame(still, *SIZE)
    assert styles() == ("octant", "kitty")
    shown.frame(replace(moving, figure="floor-bridge"), *SIZE)
    assert styles() == ("octant", "kitty")


def test_a_late_answer_counts_at_the_next_movement_at_the_latest(tmp_path: Path) -> None:
    known: list[Style] = ["colour"]
    shown = FigureSource(tmp_path, "colour", DARK, ask_style=lambda: known[-1])
    moving = PoseView("hip-thrust", Side.BOTH, "phase", "push up", 0, 8)
    shown.frame(moving, *SIZE)
    known.append("sextant")
    shown.frame(moving, *SIZE)
    assert shown.style == "colour"
    shown.frame(replace(moving, figure="floor-bridge"), *SIZE)
    assert shown.style == "sextant"


def test_in_a_session_only_the_frames_of_one_side_are_kept(tmp_path: Path) -> None:
    shown = FigureSource(tmp_path, "colour", DARK)
    left, right = (PoseView("hip-thrust", side, "still", None, 0, 0) for side in (Side.LEFT, Side.RIGHT))
    assert shown.kept_of(left) == shown.kept_of(right)
    FramePrefetcher(Loop().later).follow(shown, Visit(knee_relief()).state, left, View(), moves=True)
    assert shown.kept_of(left) != shown.kept_of(right)
    first = shown.frame(left, *SIZE)
    assert shown.frame(left, *SIZE) is first
    shown.frame(right, *SIZE)
    assert shown.frame(left, *SIZE) is not first


async def test_homes_figure_stands_still_under_a_session(tmp_path: Path) -> None:
    """Frames of only one figure are kept at a time, so two moving figures would draw each picture again."""
    async with driving(tmp_path, (100, 40), live=True) as driver:
        beneath = driver.app.screen_stack[0].query_one(RoutineFigure)
        assert beneath._loops
        beneath.paint()
        assert beneath._timer is None


async def test_a_movement_stands_still_under_help(tmp_path: Path) -> None:
    async with driving(tmp_path, movement="hip-thrust") as driver:
        movements = driver.app.screen
        assert isinstance(movements, Movements)
        assert movements._timer is not None
        await driver.press("question_mark")
        movements._paint()
        assert movements._timer is None
