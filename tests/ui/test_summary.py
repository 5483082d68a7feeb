"""Summary: each question is a row, and only the row under the cursor takes an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from kneecoach.ui.screens.before import Before
from kneecoach.ui.screens.summary import Summary
from kneecoach.ui.widgets.scale import Scale
from kneecoach.ui.widgets.sight import is_in_sight
from kneecoach.ui.widgets.suggestion_panel import SuggestionPanel
from tests.ui.driver import Driver, driving
from tests.ui.pains import CALM, log_of, newest, shown, thrusts, was
from tests.ui.summary_screen import to_summary

SIZES = [(80, 24), (100, 30), (140, 45)]
LOW = (40, 12)


def cursor(driver: Driver) -> str | None:
    focused = driver.app.screen.focused
    return None if focused is None else focused.id


@pytest.mark.parametrize("size", SIZES)
async def test_a_digit_answers_the_row_under_the_cursor(tmp_path: Path, size: tuple[int, int]) -> None:
    async with driving(tmp_path, size) as driver:
        await to_summary(driver)
        await driver.press("3", "down", "2", "down", *"note text 7", "up", "up", "4")
        record = newest(driver)
        assert (record.pain.after, record.reps_in_reserve, record.note) == (4, 2, "note text 7")
        assert isinstance(driver.app.screen, Summary)


async def test_the_arrows_and_tab_go_through_the_same_rows(tmp_path: Path) -> None:
    async with driving(tmp_path, (100, 30)) as driver:
        await to_summary(driver)
        for forth, back in (("down", "up"), ("tab", "shift+tab")):
            seen = [cursor(driver)]
            for key in (forth, forth, back, back):
                await driver.press(key)
                seen.append(cursor(driver))
            assert seen == ["after", "effort", "note", "effort", "after"]


async def test_a_letter_answers_no_other_row(tmp_path: Path) -> None:
    async with driving(tmp_path, (100, 30)) as driver:
        await to_summary(driver)
        await driver.press("3", "down", "t")
        record = newest(driver)
        assert (record.pain.after, record.reps_in_reserve) == (3, None)


async def test_the_mark_of_the_row_is_seen_without_colour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with driving(tmp_path) as driver:
        await to_summary(driver)
        styles = [label.text_style for label in driver.app.screen.query(".row .label")]
        marked = [bool(style.bold and style.underline) for style in styles]
        assert marked == [True, False, False]


@pytest.mark.parametrize("kind", [Before, Summary])
async def test_the_footer_names_the_keys_of_the_rows_and_a_mark_shows_the_row(
    tmp_path: Path, kind: type[Before] | type[Summary]
) -> None:
    async with driving(tmp_path) as driver:
        await (to_summary(driver) if kind is Summary else driver.press("enter"))
        screen = driver.app.screen
        assert isinstance(screen, kind)
        assert "↑ ↓" in driver.footer
        for _ in range(2):
            marked = [label for label in screen.query(".row .label") if label.text_style.bold]
            assert len(marked) == 1
            assert marked[0].parent is not None
            assert screen.focused in marked[0].parent.children
            await driver.press("down")


async def test_in_a_low_window_down_reads_on_to_the_first_row_and_up_reads_back(tmp_path: Path) -> None:
    async with driving(tmp_path, LOW) as driver:
        await to_summary(driver)
        screen = driver.app.screen
        scale, body = screen.query_one("#after", Scale), screen.query_one("#body")
        assert not is_in_sight(scale)
        presses = 0
        while not is_in_sight(scale):
            await driver.press("down")
            presses += 1
            assert (body.scroll_offset.y, cursor(driver)) == (presses, "after")
        await driver.press("2", "down", "1", "down")
        assert screen.query_one("#note", Input).has_focus
        record = newest(driver)
        assert (record.pain.after, record.reps_in_reserve) == (2, 1)
        await driver.press(*["up"] * 40)
        assert (body.scroll_offset.y, cursor(driver)) == (0, "after")


@pytest.mark.parametrize("size", [LOW, (60, 20), (80, 24)])
async def test_a_letter_that_acts_is_shown_and_out_of_sight_it_only_brings_its_words_into_sight(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    curls = thrusts(exercise="ball-leg-curl", title="Curl", reps=20, holds=(), load_kg=None)
    log_of(tmp_path, was(2, (*thrusts(), *curls), **{**CALM, "next_morning": 4}))
    async with driving(tmp_path, size) as driver:
        driver.app.push_screen(Summary(newest(driver)))
        await driver.settle()
        driver.pass_time(2)
        screen = driver.app.screen
        panel = screen.query_one(SuggestionPanel)
        assert "Suggested 1 of 2" in panel.text
        for letter, now in (("n", "Suggested 2 of 2"), ("y", "from now on."), ("u", "Taken back")):
            screen.query_one("#body").scroll_home(animate=False)
            await driver.settle()
            words = panel.text
            if not panel.is_in_view("done" if letter == "u" else "what"):
                await driver.press(letter)
                assert panel.text == words
            letters = {key for key, each in screen.active_bindings.items() if each.enabled and len(key) == 1}
            assert {"e", letter} <= letters <= set(shown(driver).split())
            await driver.press(letter)
            assert now in panel.text
