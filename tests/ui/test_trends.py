"""Trends: the answers are always there, every page has its chart, and nothing is an error."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kneecoach.log.record import Record
from kneecoach.review.answers import TrendAnswer, answers
from kneecoach.review.report import make_report
from kneecoach.ui.screens.history import History
from kneecoach.ui.screens.home import Home
from kneecoach.ui.screens.trends import Trends
from kneecoach.ui.theme import THEMES
from kneecoach.ui.views.answers import answer_rows
from kneecoach.ui.views.trends import NO_EXERCISES, NO_LEGS, NO_PAIN, NO_WEEKS, draw_views, pages, stacked
from kneecoach.ui.widgets.chart import Chart
from kneecoach.ui.widgets.tabs import PageTabs
from tests.review.charts.test_text import text
from tests.ui.driver import Driver, driving
from tests.ui.made_up import FIRST_MONDAY, three_months, write
from tests.ui.test_screen import contrast

SESSIONS = three_months()
SIZES = [(80, 24), (40, 12), (140, 45)]
TOPICS = ("Often enough?", "Less pain?", "A leg behind?", "Do more?")
TODAY = SESSIONS[-1].started_at.date()


def with_exercises(count: int) -> tuple[Record, ...]:
    """The sessions of a person who does `count` exercises."""
    numbered = [{"exercise": f"thrust-{n}", "title": f"Thrust {n}"} for n in range(count)]
    return tuple(
        record.model_copy(update={"sets": tuple(record.sets[-1].model_copy(update=each) for each in numbered)})
        for record in SESSIONS[-4:]
    )


def chart(driver: Driver) -> list[str]:
    return driver.app.screen.query_one("#chart", Chart).text.splitlines()


def tabs(driver: Driver) -> str:
    return str(driver.app.screen.query_one("#tabs", PageTabs).render())


@cache
def back_on_all() -> tuple[TrendAnswer, ...]:
    return answers(make_report(SESSIONS, None, TODAY, goal=3, cap=5))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("records", [(), SESSIONS[-1:], SESSIONS], ids=["empty", "one", "many"])
async def test_the_four_answers_are_there_without_a_key(
    tmp_path: Path, size: tuple[int, int], records: tuple[Record, ...]
) -> None:
    write(tmp_path, records)
    async with driving(tmp_path, size) as driver:
        await driver.press("t")
        assert isinstance(driver.app.screen, Trends)
        if size == (140, 45):
            boxes = driver.app.screen.query(".card").results()
            assert [str(box.border_title) for box in boxes] == list(TOPICS)
            return
        shown = driver.app.screen.query_one("#answers", Chart)
        assert shown.region in driver.app.screen.region
        assert all(topic in shown.text for topic in TOPICS)
        assert shown.text.rstrip()[-1] == "."
        assert shown.size.height == len(shown.text.splitlines())
        if size[1] > 12:
            assert driver.app.screen.query_one("#chart").size.height >= 9


@pytest.mark.parametrize("size", SIZES)
async def test_every_page_and_every_chart_of_it(tmp_path: Path, size: tuple[int, int]) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path, size) as driver:
        await driver.press("t")
        if size == (40, 12):
            assert tabs(driver) == "[Answers] Pain Weeks Exercises Legs"
            await driver.press("right")
        elif size == (140, 45):
            await driver.press("right")
        assert "[Pain]" in tabs(driver)
        if size == (140, 45):
            said = [line for line in chart(driver) if line.startswith("Pain ")]
            assert [line.split(",")[0] for line in said] == [
                *("Pain before a session", "Pain after a session", "Pain on the morning after")
            ]
        else:
            assert "1 of 3 ↑ ↓" in chart(driver)[0]
            await driver.press("down")
            assert chart(driver)[0].startswith("Pain after a session")
            await driver.press("up", "up")
            assert chart(driver)[0].startswith("Pain on the morning after")
        await driver.press("right")
        assert "[Weeks]" in tabs(driver)
        assert chart(driver)[0].startswith("Sessions by week")
        await driver.press("right")
        titles = set()
        for _ in range(4):
            titles.add(chart(driver)[0].partition(":")[0].split("  ")[0].strip())
            await driver.press("down")
        assert titles == {"Quad stretch", "Lateral band walk", "Hip thrust", "Reverse lunge"}
        await driver.press("right", "down", "down")
        assert "[Legs]" in tabs(driver)
        words = "\n".join(chart(driver))
        assert "Reverse lunge" in words
        assert "right did" in words
        assert "R" in "".join(chart(driver)[5:])
        await driver.press("left", "left", "left")
        assert "[Pain]" in tabs(driver)


async def test_the_measures_of_an_exercise(tmp_path: Path) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path) as driver:
        await driver.press("t", "right", "right", "down", "down")
        said = []
        for _ in range(4):
            said.append(chart(driver)[0].split("  ")[0])
            await driver.press("m")
        assert said == [
            "Hip thrust: reps in a session",
            "Hip thrust: seconds held in a session",
            "Hip thrust: heaviest load, kg",
            "Hip thrust: reps × load, kg",
        ]
        assert chart(driver)[0].startswith(said[0])


async def test_a_window_that_grows_or_shrinks_keeps_the_page(tmp_path: Path) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path) as driver:
        await driver.press("t", "right")
        await driver.pilot.resize_terminal(40, 12)
        await driver.settle()
        assert tabs(driver) == "Answers Pain [Weeks] Exercises Legs"
        await driver.press("left", "left")
        assert "[Answers]" in tabs(driver)
        await driver.pilot.resize_terminal(80, 24)
        await driver.settle()
        assert "[Pain]" in tabs(driver)


async def test_opening_it_spells_out_no_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, SESSIONS)
    spelled: list[Record] = []
    monkeypatch.setattr(Record, "__repr__", lambda record: spelled.append(record) or "a session")
    async with driving(tmp_path) as driver:
        await driver.press("t")
        assert isinstance(driver.app.screen, Trends)
    assert spelled == []


async def test_it_opens_from_history_and_goes_back_there(tmp_path: Path) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path) as driver:
        await driver.press("h", "t", "q")
        assert isinstance(driver.app.screen, History)
        await driver.press("q", "t", "escape")
        assert isinstance(driver.app.screen, Home)


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_in_every_theme_every_word_stands_out(tmp_path: Path, theme: str) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path) as driver:
        driver.app.theme = theme
        faint = set()
        for keys in (("h",), ("escape", "t"), *(("right",),) * 3):
            await driver.press(*keys)
            for strip in driver.app.screen._compositor.render_strips():
                for words, style, _ in strip:
                    if any(c.isalnum() or c in "·▪■█" for c in words) and style and style.color and style.bgcolor:
                        pair = [style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex]
                        faint |= {f"{words.strip()} {pair}"} if contrast(*pair) < 7 else set()
        assert faint == set()


async def test_a_routine_that_cannot_be_read_takes_only_the_suggestions(tmp_path: Path) -> None:
    paths = write(tmp_path, SESSIONS)
    (paths.config / "routines").mkdir()
    (paths.config / "routines" / "knee-relief.toml").write_text("schema = 1\n")
    async with driving(tmp_path) as driver:
        await driver.press("t")
        assert "Do more?" in driver.app.screen.query_one("#answers", Chart).text


@pytest.mark.parametrize(("width", "height"), [(74, 11), (38, 10), (132, 30)])
def test_what_will_be_here_and_when(width: int, height: int) -> None:
    back = make_report((), None, TODAY, goal=3, cap=5)
    wanted = (
        NO_PAIN.format(when="before a session"),
        NO_WEEKS.format(none_yet="No sessions yet", goal=3),
        NO_EXERCISES.format(none_yet="No sessions yet"),
        NO_LEGS,
    )
    for page, words in zip(pages(back), wanted, strict=True):
        views = stacked(page, 0, 0, height)[:1]
        lines = text(draw_views(views, "", width, height))
        assert " ".join(lines[1:]).split() == words.split()
        assert len(lines) <= height


def test_in_a_high_window_all_measures_stand_below_each_other() -> None:
    page = pages(make_report(SESSIONS, None, TODAY, goal=3, cap=5))[2]
    assert len(stacked(page, 2, 0, 60)) == 4
    assert [view.words for view in stacked(page, 2, 2, 20)] == ["heaviest load, kg"]


@pytest.mark.parametrize("width", [38, 60, 74, 120])
@pytest.mark.parametrize("most", range(9))
def test_answers_never_take_more_rows_than_they_may(width: int, most: int) -> None:
    lines = text(answer_rows(back_on_all(), width, most))
    assert len(lines) <= most
    assert all(len(line) <= width for line in lines)


def test_answers_are_whole_where_there_is_room_and_brief_where_not() -> None:
    found = back_on_all()
    whole = " ".join(" ".join(text(answer_rows(found, 120, 20))).split())
    assert all(answer.words in whole for answer in found)
    brief = " ".join(" ".join(text(answer_rows(found, 74, 5))).split())
    assert all(answer.topic in brief for answer in found)
    assert found[0].brief in brief
    assert FIRST_MONDAY.date() < TODAY


async def test_in_a_large_window_everything_is_seen_at_a_glance_and_its_tabs_are_clicked(tmp_path: Path) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path, (140, 45)) as driver:
        await driver.press("t")
        assert tabs(driver).startswith("[Overview]")
        shown = driver.app.screen
        assert all(shown.query_one(name).region.height > 5 for name in ("#pain", "#weeks", "#table"))
        await driver.pilot.click("#tabs", offset=(tabs(driver).index("Weeks"), 0))
        assert "[Weeks]" in tabs(driver)
        await driver.press("right")
        assert "[Exercises]" in tabs(driver)


async def test_enter_or_a_click_opens_the_exercise_of_the_row(tmp_path: Path) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path, (140, 45)) as driver:
        await driver.press("t", "down", "down")
        assert "enter  Open" in driver.footer
        table = driver.app.screen.query_one("#table", Chart)
        assert [line[:12].strip() for line in table.text.splitlines()[1:] if line.startswith("›")] == [
            "› Hip thrust"
        ]
        await driver.press("enter")
        assert "[Exercises]" in tabs(driver)
        assert chart(driver)[0].startswith("Hip thrust")
        assert "Open" not in driver.footer
        await driver.press(*["left"] * 3)
        assert "[Overview]" in tabs(driver)
        await driver.pilot.click("#table", offset=(10, 3))
        await driver.settle()
        assert chart(driver)[0].startswith("Lateral band walk")


async def test_without_an_exercise_there_is_none_to_open(tmp_path: Path) -> None:
    async with driving(tmp_path, (140, 45)) as driver:
        await driver.press("t", "enter", "down")
        assert "[Overview]" in tabs(driver)
        assert "Open" not in driver.footer


@pytest.mark.parametrize(
    ("size", "pain", "legs"), [((80, 24), "↓  Other time", "↓  Exercise"), ((140, 45), "", "")]
)
async def test_the_footer_says_what_the_arrows_choose_where_there_is_a_choice(
    tmp_path: Path, size: tuple[int, int], pain: str, legs: str
) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path, size) as driver:
        await driver.press("t", *(["right"] if size == (140, 45) else []))
        assert pain in driver.footer
        assert ("↓" in driver.footer) == bool(pain)
        await driver.press("right", "right")
        assert "↓  Exercise" in driver.footer
        await driver.press("right")
        assert legs in driver.footer
        assert ("↓" in driver.footer) == bool(legs)


@pytest.mark.parametrize("size", [(120, 40), (140, 45)])
async def test_the_cursor_of_a_long_table_stays_in_sight_and_a_click_opens_the_row_it_is_on(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    write(tmp_path, with_exercises(31))
    async with driving(tmp_path, size) as driver:
        await driver.press("t")
        table = driver.app.screen.query_one("#table", Chart)
        assert table.region.bottom <= driver.app.screen.query_one("#overview").region.bottom
        charts = [driver.app.screen.query_one(name, Chart).text for name in ("#pain", "#weeks")]
        assert not any("No sessions" in text for text in charts)
        for step in (0, 9, 10, 11):
            await driver.press(*["down"] * step)
            assert sum(line.startswith("›") for line in table.text.splitlines()) == 1
        assert "31 of 31" in str(table.border_title)
        row = table.text.splitlines()[2]
        assert "Thrust" in row
        await driver.pilot.click("#table", offset=(10, 3))
        await driver.settle()
        assert chart(driver)[0].startswith(" ".join(row.split()[:2]))


async def test_a_table_out_of_sight_is_not_laid_out_when_a_page_is_turned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path, (140, 45)) as driver:
        await driver.press("t")
        drawn: list[object] = []
        monkeypatch.setattr(driver.app.screen.query_one("#table", Chart), "show", drawn.append)
        await driver.press("right", "right")
        assert not drawn
        await driver.press("left", "left")
        assert len(drawn) == 1
