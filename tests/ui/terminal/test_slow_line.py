"""A terminal on a slow line: what its speed tells us, and that no change is left out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot

from kneecoach.ui.session_host import MAX_SECONDS_UNSEEN
from kneecoach.ui.terminal import pacing
from kneecoach.ui.terminal.meter import (
    HELD_UP_SECONDS,
    MIN_SLOW_SECONDS,
    PIECE_CHARACTERS,
    MeteredFile,
    OutputMeter,
)
from kneecoach.ui.terminal.pacing import PacedApp
from kneecoach.ui.widgets.line import Line
from tests.ui.driver import Driver, driving


class Hand:
    """A clock that is moved by hand."""

    seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


class SlowFile:
    """Takes this many characters a second, by the clock."""

    def __init__(self, clock: Hand, rate: float) -> None:
        self.clock, self.rate, self.text = clock, rate, ""

    def write(self, text: str) -> int:
        self.clock.seconds += len(text) / self.rate
        self.text += text
        return len(text)

    def flush(self) -> None:
        pass


@pytest.fixture
def clock() -> Hand:
    return Hand()


def write(clock: Hand, meter: OutputMeter, rate: float, characters: int) -> str:
    """Write to a file that takes `rate` characters per second."""
    file = SlowFile(clock, rate)
    meter.handed_over(characters)
    MeteredFile(file, meter).write("x" * characters)  # type: ignore[arg-type]
    return file.text


@pytest.mark.parametrize(("rate", "slow"), [(4_000, True), (12_000, True), (40_000, False), (1e9, False)])
def test_a_line_is_slow_where_its_reader_holds_writes_up(clock: Hand, rate: float, slow: bool) -> None:
    meter = OutputMeter(clock)
    assert len(write(clock, meter, rate, 8_000)) == 8_000
    assert meter.is_slow is slow
    assert meter.is_free


def test_one_hitch_does_not_make_a_slow_line(clock: Hand) -> None:
    meter = OutputMeter(clock)
    write(clock, meter, PIECE_CHARACTERS / (HELD_UP_SECONDS * 5), PIECE_CHARACTERS)
    assert not meter.is_slow


def test_a_slow_line_is_tried_again_each_time_later(clock: Hand) -> None:
    meter, pauses = OutputMeter(clock), []
    for _ in range(8):
        write(clock, meter, 4_000, 8_000)
        began = clock.seconds
        while meter.is_slow:
            clock.seconds += 0.5
        pauses.append(clock.seconds - began)
    assert pauses == pytest.approx([MIN_SLOW_SECONDS * factor for factor in (1, 2, 4, 8, 16, 32, 32, 32)], abs=1.5)
    clock.seconds += 1000
    write(clock, meter, 4_000, 8_000)
    assert meter.is_slow
    clock.seconds += MIN_SLOW_SECONDS + 1
    assert not meter.is_slow


def test_what_waits_and_is_not_taken_is_told_in_seconds(clock: Hand) -> None:
    meter = OutputMeter(clock)
    clock.seconds += 60
    assert meter.seconds_untaken == 0
    meter.handed_over(10)
    clock.seconds += 7
    assert meter.seconds_untaken == 7
    meter.begins()
    meter.has_taken(10)
    assert meter.seconds_untaken == 0


def test_who_waits_for_the_terminal_is_told_once(clock: Hand) -> None:
    meter, told = OutputMeter(clock), []
    assert not meter.when_free(lambda: told.append("never"))
    meter.handed_over(20)
    assert meter.when_free(lambda: told.append("free"))
    meter.has_taken(10)
    assert told == []
    meter.has_taken(10)
    meter.handed_over(5)
    meter.has_taken(5)
    assert told == ["free"]


class Lines(PacedApp):
    def compose(self) -> ComposeResult:
        for number in range(4):
            yield Line("-" * 10, id=f"line-{number}")


@asynccontextmanager
async def lines_on_a_meter(
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[tuple[Lines, Pilot[None], OutputMeter, list[frozenset[Region]]]]:
    """Four lines on a terminal with a speed meter, and the regions of each paint from now on."""
    app = Lines()
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.pause()
        painted: list[frozenset[Region]] = []
        monkeypatch.setattr(
            App, "_display", lambda self, _, update: painted.append(pacing.changed(update, self.size.region))
        )
        meter = OutputMeter()
        assert app._driver is not None
        monkeypatch.setattr(app._driver, "meter", meter, raising=False)
        yield app, pilot, meter, painted


async def test_what_changes_while_the_terminal_is_busy_is_painted_once_it_is_free(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with lines_on_a_meter(monkeypatch) as (app, pilot, meter, painted):

        async def change(number: int, words: str) -> set[int]:
            """Show other words. Returns the rows in which anything has been painted since."""
            painted.clear()
            app.query_one(f"#line-{number}", Line).show(words)
            await pilot.pause()
            return {region.y for regions in painted for region in regions}

        assert await change(0, "free") == {0}
        meter.handed_over(100)
        assert await change(1, "one ahead") == {1}
        assert await change(2, "held back") == set()
        assert await change(2, "held back again") == set()
        assert await change(3, "and this") == set()
        meter.has_taken(100)
        await pilot.pause()
        assert {region.y for regions in painted for region in regions} == {2, 3}
        assert len(painted) == 1
        assert await change(0, "free again") == {0}


async def test_what_was_held_back_is_painted_with_what_comes_next(monkeypatch: pytest.MonkeyPatch) -> None:
    async with lines_on_a_meter(monkeypatch) as (app, pilot, meter, painted):
        meter.handed_over(100)
        for number in (1, 2):
            app.query_one(f"#line-{number}", Line).show("one ahead, one held back")
            await pilot.pause()
        painted.clear()
        meter.has_taken(100)  # before the app has heard of it, something else is painted
        line = app.query_one("#line-3", Line)
        line.show("and this")
        app.screen._compositor.update_widgets({line})
        app.screen._compositor_refresh()
        assert [{region.y for region in regions} for regions in painted] == [{2, 3}]
        await pilot.pause()
        assert not {2} & {region.y for regions in painted[1:] for region in regions}


async def test_what_was_held_back_waits_for_a_change_that_is_on_its_way(monkeypatch: pytest.MonkeyPatch) -> None:
    async with lines_on_a_meter(monkeypatch) as (app, pilot, meter, painted):
        meter.handed_over(100)
        for number in (0, 1):
            app.query_one(f"#line-{number}", Line).show("one ahead, one held back")
            await pilot.pause()
        painted.clear()
        app.query_one("#line-2", Line)._repaint_required = True  # the screen has not heard of it
        meter.has_taken(100)
        app._paint_missed()
        assert painted == []
        app._paint_missed(is_last=True)
        assert [{region.y for region in regions} for regions in painted] == [{1}]


def with_meter(driver: Driver, clock: Hand) -> OutputMeter:
    meter = OutputMeter(clock)
    driver.app._driver.meter = meter  # type: ignore[union-attr]
    return meter


async def test_on_a_slow_line_the_figure_stands_still_and_the_digits_go_on(tmp_path: Path, clock: Hand) -> None:
    async with driving(tmp_path, live=True) as driver:
        figure = driver.live.query_one("#figure")

        async def pictures() -> set[int]:
            seen = set()
            for _ in range(20):
                await driver.wait(0.25)
                seen.add(hash(figure._frame.rows))  # type: ignore[attr-defined]
            return seen

        await driver.wait(5 + 30 + 0.5)
        assert len(await pictures()) > 2
        write(clock, with_meter(driver, clock), 4_000, 8_000)
        await driver.wait(0.1)
        shown = driver.live.query_one("#count").text  # type: ignore[attr-defined]
        assert len(await pictures()) == 1
        assert driver.live.query_one("#count").text != shown  # type: ignore[attr-defined]
        assert driver.runner.state.paused is None


async def test_where_nothing_can_be_shown_the_session_pauses_and_says_so(tmp_path: Path, clock: Hand) -> None:
    async with driving(tmp_path, live=True) as driver:
        meter = with_meter(driver, clock)
        meter.handed_over(100)
        clock.seconds += MAX_SECONDS_UNSEEN
        await driver.wait(7)
        assert driver.runner.state.paused is None
        clock.seconds += 1
        await driver.wait(2)
        assert driver.runner.state.paused is not None
        assert driver.live._said.note.startswith(f"Interrupted: nothing could be shown for {MAX_SECONDS_UNSEEN} s")
