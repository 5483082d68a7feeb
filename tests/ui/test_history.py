"""History: searched by words, sorted, walked through, opened, and updated after an edit."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.widgets import Input

from kneecoach.log.store import Store
from kneecoach.review.session_list import SessionList
from kneecoach.session.events import Outcome
from kneecoach.ui.screens.detail import Detail
from kneecoach.ui.screens.history import NONE_YET, NOT_FOUND, READING, History
from kneecoach.ui.screens.home import Home
from kneecoach.ui.screens.trends import Trends
from kneecoach.ui.widgets.chart import Chart
from kneecoach.ui.widgets.line import Line
from kneecoach.ui.widgets.row_list import RowList
from tests.ui.driver import Driver, driving
from tests.ui.made_up import many_years, three_months, write

SESSIONS = three_months()
TRAINED = [record for record in reversed(SESSIONS) if not record.is_rehearsal]
"""Newest first."""
NOTHING = {"reps": 0, "holds": (), "seconds": 0.0, "outcome": Outcome.SKIPPED}
MUCH_LATER = datetime(9999, 12, 1, 12, tzinfo=UTC)


def rows(driver: Driver) -> RowList:
    return driver.app.screen.query_one(RowList)


def row(driver: Driver, index: int | None = None) -> str:
    """A row's text; by default, the one under the cursor."""
    found = rows(driver)
    return found.text_of(found.cursor if index is None else index)


def count(driver: Driver) -> str:
    return driver.app.screen.query_one("#count", Line).text


def headings(driver: Driver) -> str:
    return driver.app.screen.query_one("#columns", Line).text


async def test_the_newest_is_first_and_says_what_it_was(tmp_path: Path) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path) as driver:
        await driver.press("h")
        assert rows(driver).count == len(TRAINED)
        assert count(driver) == f"{len(TRAINED)} sessions, newest first; 1 rehearsal hidden, a shows them"
        assert row(driver).startswith("18 Nov 2026 ")
        assert row(driver).split()[4:6] == ["Knee", "relief"]
        painted = "\n".join(driver.rows)
        assert "› 18 Nov 2026" in painted
        for words in ("Jun", "Nov", "Mon ", "Sun ", "■ completed", "[ ] today", "When ↓", "in a row"):
            assert words in painted
        await driver.press("a")
        assert rows(driver).count == len(SESSIONS)
        assert "rehearsal" not in row(driver)
        assert "rehearsal" in row(driver, next(n for n, r in enumerate(reversed(SESSIONS)) if r.is_rehearsal))


async def test_what_does_not_count_is_listed_and_says_so(tmp_path: Path) -> None:
    skipped = [each.model_copy(update=NOTHING) for each in TRAINED[0].sets]
    none = TRAINED[0].model_copy(update={"id": "none", "sets": tuple(skipped), "started_at": TRAINED[0].ended_at})
    ahead = TRAINED[1].model_copy(
        update={"id": "ahead", "started_at": TRAINED[1].started_at.replace(year=9999), "ended_at": MUCH_LATER}
    )
    write(tmp_path, [*SESSIONS, none, ahead])
    async with driving(tmp_path) as driver:
        await driver.press("h")
        assert count(driver).startswith(f"{len(TRAINED)} sessions, newest first; 2 do not count; 1 rehearsal")
        assert [row(driver, n).split()[-4] for n in range(3)] == ["uncounted", "uncounted", "completed"]
        await driver.press("a")
        assert count(driver) == f"{len(TRAINED)} sessions, newest first; 3 do not count"
        await driver.press("enter")
        said = driver.app.screen.query_one("#facts", Line).text
        assert said.endswith("\nDoes not count: its date is in the future; was the clock wrong?")


async def test_words_find_sessions_and_the_cursor_moves_meanwhile(tmp_path: Path) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path) as driver:
        await driver.press("h", "slash", *"slept")
        wanted = [record for record in TRAINED if "slept" in record.note]
        assert rows(driver).count == len(wanted) > 1
        assert count(driver).startswith(f"{len(wanted)} of {len(TRAINED)} sessions, newest first")
        await driver.press("down")
        assert rows(driver).cursor == 1
        await driver.press("enter")
        assert not isinstance(driver.app.screen.focused, Input)
        await driver.press("enter")
        assert isinstance(driver.app.screen, Detail)
        assert driver.app.screen._record == wanted[1]
        await driver.press("escape")
        assert rows(driver).cursor == 1
        await driver.press("escape")
        assert isinstance(driver.app.screen, History)
        assert rows(driver).count == len(TRAINED)
        await driver.press("escape")
        assert isinstance(driver.app.screen, Home)


async def test_letters_that_are_keys_are_words_in_the_filter(tmp_path: Path) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path) as driver:
        await driver.press("h", "slash", *"qats/")
        assert isinstance(driver.app.screen, History)
        assert driver.app.screen.query_one(Input).value == "qats/"
        shown = driver.app.screen.query_one("#nothing", Line)
        assert (rows(driver).count, str(shown.render())) == (0, NOT_FOUND)
        await driver.press("escape")
        assert rows(driver).count == len(TRAINED)
        assert not shown.display


async def test_the_order_goes_round_and_the_heading_says_which(tmp_path: Path) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path) as driver:
        await driver.press("h", "down", "down")
        for heading, words, key in (
            ("Length ↓", "longest first", lambda r: -r.active_seconds),
            ("Pain ↓", "most pain first", lambda r: -max(p for p in r.pain.model_dump().values() if p is not None)),
            ("Sets ↓", "most sets first", lambda r: -SessionList().listed(r).completed),
            ("When ↓", "newest first", lambda r: -r.started_at.timestamp()),
        ):
            await driver.press("o")
            assert heading in headings(driver)
            assert words in count(driver)
            assert rows(driver).cursor == 0
            assert list(driver.app.screen._shown) == sorted(TRAINED, key=key)  # type: ignore[attr-defined]
        await driver.press("O")
        assert "When ↑" in headings(driver)
        assert row(driver).startswith("24 Aug 2026")


async def test_every_key_that_walks(tmp_path: Path) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path) as driver:
        await driver.press("h")
        page = rows(driver).size.height - 1
        last = len(TRAINED) - 1
        for key, at in (
            *(("up", 0), ("down", 1), ("pagedown", 1 + page), ("pageup", 1), ("end", last), ("down", last)),
            *(("pageup", last - page), ("home", 0)),
        ):
            await driver.press(key)
            assert rows(driver).cursor == at, key
            assert f"› {row(driver)[:11]}" in "\n".join(driver.rows)


async def test_a_click_opens_and_the_wheel_scrolls(tmp_path: Path) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path) as driver:
        await driver.press("h")
        found = rows(driver)
        found.scroll_relative(y=5, animate=False)
        await driver.settle()
        assert found.cursor == 0
        await driver.pilot.click(RowList, offset=(10, 2))
        await driver.settle()
        assert isinstance(driver.app.screen, Detail)
        assert driver.app.screen._record == TRAINED[7]
        await driver.press("escape")
        await driver.pilot.click("#columns")
        assert isinstance(driver.app.screen, History)


async def test_after_an_edit_the_row_is_as_it_is_now(tmp_path: Path) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path, (140, 45)) as driver:
        await driver.press("h", "down", "enter", "i")
        driver.app.screen.query_one(Input).value = "better shoes"
        await driver.press("enter", "escape")
        assert isinstance(driver.app.screen, History)
        assert row(driver).endswith("better shoes")
        assert rows(driver).cursor == 1
        await driver.press("slash", *"shoes")
        assert rows(driver).count == 1


async def test_a_session_that_is_deleted_goes_and_comes_back(tmp_path: Path) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path) as driver:
        await driver.press("h", "down", "enter", "d", "d", "escape")
        assert isinstance(driver.app.screen, History)
        assert rows(driver).count == len(TRAINED) - 1
        assert "1 deleted, u brings back" in count(driver)
        await driver.press("u")
        assert rows(driver).count == len(TRAINED)


@pytest.mark.parametrize("beside", [None, "a link that leads nowhere"])
async def test_what_came_into_the_log_meanwhile_is_read(tmp_path: Path, beside: str | None) -> None:
    paths = write(tmp_path, SESSIONS[:5])
    if beside:
        (paths.log_dir / "old.jsonl").symlink_to(tmp_path / "nowhere")
    async with driving(tmp_path) as driver:
        (paths.log_dir / "phone-000001.jsonl").write_text(SESSIONS[5].model_dump_json(by_alias=True) + "\n")
        await driver.press("h")
        assert rows(driver).count == 6


async def test_a_log_that_has_not_changed_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path) as driver:
        monkeypatch.setattr(Store, "read", lambda _store: pytest.fail("read again"))
        await driver.press("h")
        assert rows(driver).count == len(TRAINED)


async def test_it_opens_before_the_log_is_read_and_fills_when_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path) as driver:
        records, driver.app.sessions.as_read = driver.app.sessions.as_read, None
        await driver.press("h")
        assert isinstance(driver.app.screen, History)
        assert count(driver) == READING
        await driver.press("o", "enter", "slash")
        assert records is not None
        driver.app.sessions.changed.publish(records)
        await driver.settle()
        assert rows(driver).count == len(TRAINED)


async def test_without_sessions_it_says_what_will_be_here(tmp_path: Path) -> None:
    async with driving(tmp_path) as driver:
        await driver.press("h")
        assert str(driver.app.screen.query_one("#nothing", Line).render()) == NONE_YET
        assert not driver.app.screen.query_one("#weeks").display
        await driver.press("enter", "down", "o", "slash", "end")
        assert isinstance(driver.app.screen, History)


async def test_ten_thousand_rows_are_walked_to_their_end(tmp_path: Path) -> None:
    records = many_years(10_000)
    async with driving(tmp_path) as driver:
        # As already read: reading them here would take longer than everything else.
        driver.app.sessions.as_read = records
        driver.app.sessions._mark = driver.app.sessions._mark_now()
        await driver.press("h")
        kept = [record for record in reversed(records) if not record.is_rehearsal]
        assert rows(driver).count == len(kept)
        await driver.press("end")
        assert driver.app.screen._shown[rows(driver).cursor] == kept[-1]  # type: ignore[attr-defined]
        assert f"› {row(driver)[:17]}" in "\n".join(driver.rows)
        await driver.press("o", "o", "slash", *"shoes")
        assert rows(driver).count == 0
        await driver.press("escape", "t")
        assert isinstance(driver.app.screen, Trends)
        assert driver.app.screen.query_one("#answers", Chart).text.startswith("Often enough?")


async def test_what_matters_is_inside_the_window(tmp_path: Path) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path) as driver:
        await driver.press("h")
        for size in ((40, 12), (64, 20), (80, 24), (140, 45)):
            await driver.pilot.resize_terminal(*size)
            await driver.settle()
            for id_ in ("count", "columns", "sessions", *(("brief",) if size[1] < 20 else ("calendar", "streak"))):
                widget = driver.app.screen.query_one(f"#{id_}")
                assert widget.region.area > 0, (size, id_)
                assert widget.region in driver.app.screen.region, (size, id_)
            assert rows(driver).size.height >= 5
            # Every column is whole: the last thing in a row is its pain or, in a wide window, its note.
            assert headings(driver).split()[-1] == ("Note" if size[0] == 140 else "Pain")
            assert "…" not in row(driver, 1)


async def test_a_click_on_a_heading_sorts_by_it_and_a_second_one_reverses(tmp_path: Path) -> None:
    write(tmp_path, SESSIONS)
    async with driving(tmp_path, (140, 45)) as driver:
        await driver.press("h")
        heads = driver.app.screen.query_one("#columns", Line)
        at = heads.text.index("Pain")
        await driver.pilot.click("#columns", offset=(at, 0))
        await driver.settle()
        assert "most pain first" in count(driver)
        await driver.pilot.click("#columns", offset=(at, 0))
        await driver.settle()
        assert "least pain first" in count(driver)
        assert driver.app.screen.query_one("#pains").region.width > 20


async def test_a_click_on_a_day_goes_to_its_session_and_a_second_one_opens_it(tmp_path: Path) -> None:
    sessions = three_months()
    write(tmp_path, sessions)
    async with driving(tmp_path, (100, 30)) as driver:
        await driver.press("h")
        chart = driver.app.screen.query_one("#calendar", Chart)
        # Wed 11 Nov is in the last but one of the weeks drawn: the column before the one with today's brackets.
        lines = chart.text.splitlines()
        today = next(line.index("[") for line in lines if "[" in line) + 1
        at = (today - 2, 3)
        await driver.pilot.click("#calendar", offset=at)
        await driver.settle()
        assert row(driver).split()[:2] == ["11", "Nov"]
        await driver.pilot.click("#calendar", offset=at)
        await driver.settle()
        assert isinstance(driver.app.screen, Detail)
        await driver.press("escape")
        await driver.pilot.click("#calendar", offset=(today - 2, 2))
        await driver.settle()
        assert any("no session on Tue 10 Nov" in str(each.message) for each in driver.app._notifications)


async def test_a_column_of_notes_is_there_only_if_somebody_wrote_one(tmp_path: Path) -> None:
    sessions = three_months()
    silent = tuple(record.model_copy(update={"note": ""}) for record in sessions)
    for records, there in ((sessions, True), (silent, False)):
        folder = tmp_path / str(there)
        write(folder, records)
        async with driving(folder, (140, 45)) as driver:
            await driver.press("h")
            assert ("Note" in headings(driver)) is there
            assert "Pain" in headings(driver)
