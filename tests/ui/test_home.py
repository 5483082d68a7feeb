"""Home: the routine with its figure, the past, and what can be clicked."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kneecoach.journal.lock import take_lock
from kneecoach.log.record import RoutineRef
from kneecoach.routine.library import load_routine
from kneecoach.routine.movements import movements_of
from kneecoach.ui.screens.before import Before
from kneecoach.ui.screens.detail import Detail
from kneecoach.ui.screens.history import History
from kneecoach.ui.screens.home import Home
from kneecoach.ui.screens.live import Live
from kneecoach.ui.screens.movements import Movements
from kneecoach.ui.screens.trends import Trends
from kneecoach.ui.views.parts import aligned
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.routine_figure import RoutineFigure
from tests.log.samples import a_record
from tests.ui.driver import Driver, driving
from tests.ui.left_behind import cut_off
from tests.ui.made_up import three_months, write
from tests.ui.pains import flat, log_of, shown, was


def home(driver: Driver) -> Home:
    shown = driver.app.screen
    assert isinstance(shown, Home)
    return shown


async def click(driver: Driver, selector: str) -> None:
    await driver.pilot.click(selector)
    await driver.settle()


async def test_what_looks_like_something_to_press_is_pressed_by_a_click(tmp_path: Path) -> None:
    write(tmp_path, three_months())
    async with driving(tmp_path) as driver:
        for selector, kind in (("#week", History), ("#pains", Trends), ("#past", Detail), ("#start", Before)):
            await click(driver, selector)
            assert isinstance(driver.app.screen, kind), selector
            await driver.press("escape")
        await click(driver, "#routine-figure")
        await driver.pilot.pause(0.2)
        assert isinstance(driver.app.screen, Movements)
        await driver.press("escape")
        await click(driver, "#start-now")
        assert isinstance(driver.app.screen, Live)


async def test_the_figure_is_of_the_routine_that_is_shown_from_the_first_moment(tmp_path: Path) -> None:
    done = a_record(routine=RoutineRef(id="knee-start", title="Knee start", digest="sha256:0"))
    write(tmp_path, [done])
    async with driving(tmp_path, (100, 30)) as driver:
        shown = home(driver)
        assert str(shown.query_one("#routine").border_title) == "Knee start"
        first = load_routine(driver.paths, "knee-start").spec.exercise[0]
        assert shown.query_one(RoutineFigure).exercise == first.id
        assert shown.query_one("#routine-figure Line", Line).text == first.title
        # Which routine was done last may be known before the figure has its place.
        other = RoutineFigure(movements_of(load_routine(driver.paths, "knee-relief")))
        other.show(movements_of(load_routine(driver.paths, "knee-start")))
        await shown.query_one("#so-far").mount(other)
        assert other.exercise == first.id


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (140, 45)])
@pytest.mark.parametrize("is_full", [False, True])
async def test_it_says_why_a_session_cannot_start_while_another_program_has_one(
    tmp_path: Path, size: tuple[int, int], is_full: bool
) -> None:
    if is_full:  # it also says that the knee is getting worse, and asks about the morning
        log_of(tmp_path, *(was(days, before=2, after=2, worst=7) for days in (5, 3, 1)))
    async with driving(tmp_path, size) as driver:
        lock = take_lock(driver.paths, driver.clock)
        for key in ("enter", "s"):
            home(driver).say("")
            await driver.press(key)
            assert "is in the middle of a session; finish that one first." in flat(driver), key
        lock.release()
        home(driver).look_at_holder()
        await driver.settle()  # the look
        await driver.settle()  # and then reading
        assert "is in the middle of a session" not in flat(driver)


async def test_the_arrows_of_the_routine_are_clicked(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        shown = home(driver)
        assert shown._data is not None
        (card, *_) = shown._data.routines
        shown.show(replace(shown._data, routines=(card, replace(card, id="other", title="Another"))))
        panel, title = home(driver).query_one("#routine"), str(home(driver).query_one("#routine").border_title)
        await driver.pilot.click(offset=(panel.region.right - 3, panel.region.bottom - 1))
        assert str(panel.border_title) != title
        await driver.pilot.click(offset=(panel.region.right - 8, panel.region.bottom - 1))
        assert str(panel.border_title) == title


async def test_a_session_cut_off_is_resumed_by_a_click(tmp_path: Path) -> None:
    await cut_off(tmp_path)
    async with driving(tmp_path) as driver:
        await click(driver, "#go-on")
        assert driver.runner.state.reps == 7


async def test_the_figure_does_one_exercise_after_another_and_then_stands_still(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.wait(1)
        figure = home(driver)._figure
        assert figure is not None
        seen = []
        for _ in range(12):
            seen.append(figure.exercise)
            await driver.wait(9)
        assert list(dict.fromkeys(seen))[:3] == ["quad-stretch", "calf-stretch", "lateral-band-walk"]
        await driver.wait(60)
        assert figure._timer is None


@pytest.mark.parametrize("width", [30, 38, 60, 100])
def test_a_long_title_is_cut_before_its_dose_is(width: int) -> None:
    lines = aligned(
        (
            ("A very long title " * 6, (("3 × 15–20 reps",), ("3 × 15–20",))),
            ("Hip thrust", (("3 × 15 reps, 2 s hold · 10 kg",), ("3 × 15",))),
        ),
        width,
    )
    assert all(len(line) <= width for line in lines)
    assert lines[0].endswith("3 × 15–20")
    assert "3 × 15" in lines[1]


async def test_a_long_title_is_cut_between_words_and_is_whole_where_it_has_room(tmp_path: Path) -> None:
    title = "Morning knee relief for the stairs and garden"
    folder = tmp_path / "config" / "routines"
    folder.mkdir(parents=True)
    folder.joinpath("knee-relief.toml").write_text(
        f'schema = 1\nid = "knee-relief"\ntitle = "{title}"\n[[exercise]]\nuse = "wall-sit"\n'
    )
    async with driving(tmp_path, (40, 12)) as driver:
        short, shorter = "Morning knee relief for the stairs and…", "Morning knee relief for the…"
        for width, said in ((40, shorter), (52, short), (53, title), (40, shorter)):
            await driver.pilot.resize_terminal(width, 12)
            await driver.settle()
            assert f"╭─ {said} ─" in shown(driver)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (100, 30), (140, 45)])
async def test_beside_a_session_cut_off_enter_means_one_thing_and_help_keeps_its_word(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    await cut_off(tmp_path)
    async with driving(tmp_path, size) as driver:
        assert "No sessions yet." in shown(driver)
        assert "Enter starts this" not in shown(driver)
        assert re.search(r"\? +Help", driver.footer)
        assert re.search(r"enter +Go on", driver.footer)
        await driver.press("d", "d")
        assert "Enter starts this" in str(driver.app.screen.query_one("#past").render())
